/*
 * How many leaks are missed, how many clean posts are flagged.
 *
 *	accuracy [-v] POSTS_DIR [CORPORA_DIR]
 *
 * Posts are {"id", "expect": "leak"|"clean", "kind", "text"}, one a line, in
 * POSTS_DIR/ *.jsonl; files named heldout-* were written by people who did not
 * see the engine, and nobody fits rules to them.  With -v every wrong one of the
 * others is printed (they are our own, invented).
 */
#include <dirent.h>
#include <err.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "knowledge.h"
#include "retyped.h"

/* Percent; `make accuracy` fails above them. */
#define CEILING_MISSED  4.0
#define CEILING_FLAGGED 1.0
#define CEILING_KANA    13.0 /* of leaks read aloud, in either script */
#define CEILING_BESIDE  8.0 /* of leaks beside any of the ordinary talk */

struct tally {
	char kind[64];
	bool leak, heldout;
	size_t n, wrong, failed;
};

/* Put before and behind a leak; no patient is in them. */
static const struct {
	const char *name, *before, *behind;
} talk[] = {
	{ "supper behind", "", "。今日の夕飯はカレーでした。明日は早起きして走ります。" },
	{ "supper before", "今日の夕飯はカレーでした。明日は早起きして走ります。", "" },
	{ "without full stops", "", " 週末は友達と海に行く予定で お弁当を作ります 楽しみ" },
	{ "a film before", "昨日見た映画がすごく良かったのでおすすめです。", "" },
	{ "on both sides", "ライブのチケット当たった！推しが尊い😭",
	    "😊 新しい靴も買ったし、駅前のパン屋もおいしくて最高。" },
};

struct beside {
	size_t n, wrong[sizeof talk / sizeof talk[0]];
};

/* Held-out posts written without a kanji, as MeCab reads them. */
enum { HIRAGANA, KATAKANA, KANA };

struct read_aloud {
	mecab_t *reader;
	size_t n[2], wrong[KANA][2]; /* clean posts, leaks */
};

struct run {
	struct shuhi_worker *worker;
	struct read_aloud aloud;
	struct tally tally[256];
	size_t ntally;
	struct beside beside[2]; /* own posts, held-out ones */
	bool verbose;
};

static enum shuhi_verdict
judge(struct run *run, const char *text, size_t len, const char **rule)
{
	const struct shuhi_result *res;
	struct shuhi_error error;

	*rule = "-";
	if (shuhi_scan(run->worker, text, len, &res, &error) != 0)
		return SHUHI_UNSCANNED;
	if (res->nfindings > 0)
		*rule = res->findings[0].rule;
	return res->verdict;
}

static struct tally *
tally_of(struct run *run, const char *kind, bool leak, bool heldout)
{
	struct tally *t;
	size_t i;

	for (i = 0; i < run->ntally; i++) {
		t = &run->tally[i];
		if (!strcmp(t->kind, kind) && t->leak == leak &&
		    t->heldout == heldout)
			return t;
	}
	if (run->ntally == sizeof run->tally / sizeof run->tally[0])
		errx(2, "too many kinds");
	t = &run->tally[run->ntally++];
	snprintf(t->kind, sizeof t->kind, "%s", kind);
	t->leak = leak;
	t->heldout = heldout;
	return t;
}

static void
judge_beside(struct run *run, const char *leak, struct beside *out)
{
	const char *rule;
	char *text;
	size_t i;
	int n;

	out->n++;
	for (i = 0; i < sizeof talk / sizeof talk[0]; i++) {
		n = asprintf(&text, "%s%s%s", talk[i].before, leak, talk[i].behind);
		if (n < 0)
			err(2, NULL);
		out->wrong[i] +=
		    judge(run, text, (size_t)n, &rule) == SHUHI_PASS;
		free(text);
	}
}

static void
judge_read_aloud(struct run *run, const char *text, bool leak)
{
	struct read_aloud *a = &run->aloud;
	char *kana = malloc(RETYPED_MAX(strlen(text)));
	const char *rule;
	size_t script, len;

	if (kana == NULL)
		err(2, NULL);
	a->n[leak]++;
	for (script = 0; script < KANA; script++) {
		len = as_read(a->reader, text, script == HIRAGANA, kana);
		a->wrong[script][leak] +=
		    leak == (judge(run, kana, len, &rule) == SHUHI_PASS);
	}
	free(kana);
}

static void
one_post(struct run *run, const char *line, const char *file, bool heldout)
{
	json_error_t why;
	json_t *post = json_loads(line, 0, &why);
	const char *text, *expect, *kind, *id, *rule;
	enum shuhi_verdict got;
	struct tally *t;
	bool leak, wrong;

	if (post == NULL ||
	    json_unpack(post, "{s:s,s:s,s:s,s:s}", "id", &id, "expect", &expect,
	        "kind", &kind, "text", &text) != 0)
		errx(2, "%s: not a post: %s", file, why.text);
	leak = !strcmp(expect, "leak");
	got = judge(run, text, strlen(text), &rule);
	wrong = leak ? got == SHUHI_PASS : got != SHUHI_PASS;
	t = tally_of(run, kind, leak, heldout);
	t->n++;
	t->wrong += wrong;
	t->failed += got == SHUHI_UNSCANNED;
	if (leak)
		judge_beside(run, text, &run->beside[heldout]);
	if (heldout)
		judge_read_aloud(run, text, leak);
	if (run->verbose && wrong && !heldout) {
		char *flat = json_dumps(json_object_get(post, "text"),
		    JSON_ENCODE_ANY);

		printf("%s\t%s\t%s\t%s\t%s\n", leak ? "MISSED" : "FALSE", id,
		    kind, rule, flat);
		free(flat);
	}
	json_decref(post);
}

static int
is_posts(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 6 && !strcmp(e->d_name + n - 6, ".jsonl");
}

static void
all_posts(struct run *run, const char *dir)
{
	struct dirent **names;
	int n = scandir(dir, &names, is_posts, alphasort), i;
	char path[4096], *line = NULL;
	size_t cap = 0;
	FILE *f;

	if (n < 0)
		err(2, "%s", dir);
	for (i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]->d_name);
		if ((f = fopen(path, "r")) == NULL)
			err(2, "%s", path);
		while (getline(&line, &cap, f) > 0)
			one_post(run, line, path,
			    !strncmp(names[i]->d_name, "heldout", 7));
		fclose(f);
		free(names[i]);
	}
	free(names);
	free(line);
}

static double
percent(size_t part, size_t of)
{
	return of == 0 ? 0 : 100.0 * (double)part / (double)of;
}

/* One table; returns the share of wrong ones. */
static double
table(const struct run *run, bool leak, bool heldout)
{
	const struct tally *t;
	size_t i, n = 0, wrong = 0;

	printf("\n%s, %s\n", leak ? "leaks missed" : "clean posts flagged",
	    heldout ? "held-out posts" : "own posts");
	for (i = 0; i < run->ntally; i++) {
		t = &run->tally[i];
		if (t->leak != leak || t->heldout != heldout)
			continue;
		printf("  %-24s %4zu of %4zu  %5.1f %%\n", t->kind, t->wrong,
		    t->n, percent(t->wrong, t->n));
		n += t->n;
		wrong += t->wrong;
	}
	printf("  %-24s %4zu of %4zu  %5.1f %%\n", "all", wrong, n,
	    percent(wrong, n));
	return percent(wrong, n);
}

/* Returns the worse share of leaks missed. */
static double
tell_read_aloud(const struct read_aloud *a)
{
	double worst = 0, missed;
	static const char *const names[KANA] = { "hiragana", "katakana" };
	size_t i;

	printf("\nheld-out posts without a kanji: leaks missed, clean flagged\n");
	for (i = 0; i < KANA; i++) {
		missed = percent(a->wrong[i][true], a->n[true]);
		printf("  %-24s %4zu of %4zu  %5.1f %%  %4zu of %4zu  %5.1f %%\n",
		    names[i], a->wrong[i][true], a->n[true], missed,
		    a->wrong[i][false], a->n[false],
		    percent(a->wrong[i][false], a->n[false]));
		worst = missed > worst ? missed : worst;
	}
	return worst;
}

/* Returns the worst share. */
static double
tell_beside(const struct beside *b, const char *which)
{
	double worst = 0;
	size_t i;

	printf("\nleaks missed beside ordinary talk, %s posts\n", which);
	for (i = 0; i < sizeof talk / sizeof talk[0]; i++) {
		printf("  %-24s %4zu of %4zu  %5.1f %%\n", talk[i].name,
		    b->wrong[i], b->n, percent(b->wrong[i], b->n));
		if (percent(b->wrong[i], b->n) > worst)
			worst = percent(b->wrong[i], b->n);
	}
	return worst;
}

/* ---- corpora ----------------------------------------------------------- */

struct recall {
	size_t gold, found;    /* spans of the corpus, and those we touch */
	size_t ours, right;    /* our entities, and those a gold span touches */
};

struct gold {
	size_t start, end;
};

static void
open_command(FILE **f, const char *dir, const char *command)
{
	char shell[8192];

	snprintf(shell, sizeof shell, command, dir);
	if ((*f = popen(shell, "r")) == NULL)
		err(2, "%s", shell);
}

/* Lines of a text nobody should be flagged in. */
static void
clean_corpus(struct run *run, const char *dir, const char *command,
    const char *name)
{
	size_t cap = 0, n = 0, wrong = 0;
	char *line = NULL;
	const char *rule;
	ssize_t len;
	FILE *f;

	open_command(&f, dir, command);
	while ((len = getline(&line, &cap, f)) > 0) {
		len -= line[len - 1] == '\n';
		n++;
		if (judge(run, line, (size_t)len, &rule) == SHUHI_PASS)
			continue;
		wrong++;
		if (run->verbose)
			printf("FALSE\t%s\t%zu\t%s\t%.*s\n", name, n, rule,
			    (int)len, line);
	}
	if (pclose(f) != 0)
		errx(2, "cannot read %s", name);
	free(line);
	printf("  %-24s %4zu of %6zu  %6.3f %%\n", name, wrong, n,
	    percent(wrong, n));
}

/* Compare the entities whose class begins with `prefix` with the gold spans. */
static void
compare(struct run *run, const char *text, size_t len, const char *prefix,
    const struct gold *gold, size_t ngold, struct recall *r)
{
	const struct shuhi_entity *e;
	struct shuhi_error error;
	bool touched[512] = { false }, right;
	size_t n, i, j;

	if (shuhi_entities(run->worker, text, len, &e, &n, &error) != 0)
		errx(2, "cannot read a line: %s", error.message);
	for (i = 0; i < n; i++) {
		if (strncmp(e[i].class_name, prefix, strlen(prefix)) != 0)
			continue;
		right = false;
		for (j = 0; j < ngold && j < 512; j++)
			if (e[i].start < gold[j].end && gold[j].start < e[i].end)
				touched[j] = right = true;
		r->ours++;
		r->right += right;
	}
	for (j = 0; j < ngold && j < 512; j++)
		r->found += touched[j];
	r->gold += ngold;
}

static void
tell_recall(const char *name, const struct recall *r)
{
	printf("  %-24s %5zu of %5zu found %5.1f %%", name, r->found, r->gold,
	    percent(r->found, r->gold));
	if (r->ours > 0)
		printf("; %5.1f %% of ours are right", percent(r->right, r->ours));
	putchar('\n');
}

/* Names nobody in particular bears, for the places marked <XX>. */
static const char *const fill[] = { "佐藤", "高橋", "渡邉", "山﨑", "小笠原",
	"東海林", "髙野", "五十嵐", "比嘉", "勅使河原", "みゆき", "健太郎" };

static void
masked_names(struct run *run, const char *dir)
{
	size_t cap = 0, n = 0, ngold, len;
	struct recall r = { 0 };
	struct gold gold[64];
	char *line = NULL, text[8192], *p;
	FILE *f;

	open_command(&f, dir, "cat '%s'/chat_ja_masked_names.txt");
	while (getline(&line, &cap, f) > 0) {
		for (ngold = len = 0, p = line; *p != '\0' && *p != '\n'; n++) {
			size_t plain = strcspn(p, "<\n");
			const char *name = fill[n % (sizeof fill / sizeof *fill)];

			if (len + plain + 64 > sizeof text || ngold == 64)
				break;
			memcpy(text + len, p, plain);
			len += plain;
			p += plain;
			if (*p != '<')
				break;
			gold[ngold].start = len;
			memcpy(text + len, name, strlen(name));
			len += strlen(name);
			gold[ngold++].end = len;
			p += strcspn(p, ">");
			p += *p == '>';
		}
		compare(run, text, len, "person.name", gold, ngold, &r);
	}
	pclose(f);
	free(line);
	tell_recall("names filled into chat", &r);
}

/* Token <TAB> BIO tag a line, a blank line between sentences. */
static void
gsd_names(struct run *run, const char *dir)
{
	size_t cap = 0, len = 0, ngold = 0, n;
	struct recall r = { 0 };
	struct gold gold[64];
	char *line = NULL, *tab, text[16384];
	FILE *f;

	open_command(&f, dir, "xz -dc '%s'/person_names_gsd.bio.xz");
	while (getline(&line, &cap, f) > 0) {
		if ((tab = strchr(line, '\t')) == NULL) {
			compare(run, text, len, "person.", gold, ngold, &r);
			len = ngold = 0;
			continue;
		}
		n = (size_t)(tab - line);
		if (len + n > sizeof text)
			continue;
		memcpy(text + len, line, n);
		if (!strncmp(tab + 1, "B-PERSON", 8) && ngold < 64)
			gold[ngold++].start = len;
		len += n;
		if (strstr(tab, "-PERSON") != NULL && ngold > 0)
			gold[ngold - 1].end = len;
	}
	pclose(f);
	free(line);
	r.ours = 0; /* person. is more than names: precision says nothing */
	tell_recall("GSD persons", &r);
}

static void
case_reports(struct run *run, const char *dir)
{
	struct recall r = { 0 };
	char *line = NULL;
	size_t cap = 0, i;
	json_t *report, *d;
	FILE *f;

	open_command(&f, dir, "cat '%s'/case_reports_ja.jsonl");
	while (getline(&line, &cap, f) > 0) {
		struct gold gold[512];
		const char *text, *at;
		size_t ngold = 0;

		report = json_loads(line, 0, NULL);
		text = json_string_value(json_object_get(report, "text"));
		json_array_foreach(json_object_get(report, "d"), i, d) {
			at = strstr(text, json_string_value(d));
			if (at == NULL || ngold == 512)
				continue;
			gold[ngold].start = (size_t)(at - text);
			gold[ngold].end = gold[ngold].start +
			    strlen(json_string_value(d));
			ngold++;
		}
		compare(run, text, strlen(text), "", gold, ngold, &r);
		json_decref(report);
	}
	pclose(f);
	free(line);
	r.ours = 0;
	tell_recall("case report diseases", &r);
}

static void
all_corpora(struct run *run, const char *dir)
{
	printf("\nlines flagged in corpora\n");
	clean_corpus(run, dir, "xz -dc '%s'/chat_ja.txt.xz", "chat_ja");
	clean_corpus(run, dir, "cat '%s'/health_talk_ja.txt", "health_talk_ja");
	printf("\nrecall in corpora\n");
	masked_names(run, dir);
	gsd_names(run, dir);
	case_reports(run, dir);
}

int
main(int argc, char **argv)
{
	struct shuhi_scanner *scanner;
	struct shuhi_error e;
	struct run *run;
	double missed, flagged, beside, kana;

	if ((run = calloc(1, sizeof *run)) == NULL)
		err(2, NULL);
	run->verbose = argc > 1 && !strcmp(argv[1], "-v");
	argv += run->verbose;
	argc -= run->verbose;
	if (argc < 2)
		errx(2, "usage: accuracy [-v] POSTS_DIR [CORPORA_DIR]");
	if (scanner_open_unproved(&(struct shuhi_config){ 0 }, &scanner,
	        &e) != 0 ||
	    shuhi_worker_open(scanner, &run->worker, &e) != 0)
		errx(2, "%s:%u:%u: %s (%s)", e.where, e.line, e.column,
		    e.message, e.hint);
	if ((run->aloud.reader = mecab_new2("-Oyomi")) == NULL)
		errx(2, "MeCab has no readings: %s", mecab_strerror(NULL));
	all_posts(run, argv[1]);
	missed = table(run, true, false);
	flagged = table(run, false, false);
	table(run, true, true);
	table(run, false, true);
	beside = tell_beside(&run->beside[false], "own");
	tell_beside(&run->beside[true], "held-out");
	kana = tell_read_aloud(&run->aloud);
	if (argc > 2 && *argv[2] != '\0')
		all_corpora(run, argv[2]);
	printf("\n%.1f %% of leaks missed (goal 3), %.1f %% of clean posts "
	       "flagged (goal 1)\n",
	    missed, flagged);
	mecab_destroy(run->aloud.reader);
	shuhi_worker_close(run->worker);
	shuhi_scanner_unref(scanner);
	free(run);
	/* the gate: well below the figures of the last record, above chance */
	return missed <= CEILING_MISSED && flagged <= CEILING_FLAGGED &&
	        beside <= CEILING_BESIDE && kana <= CEILING_KANA ? 0 : 1;
}
