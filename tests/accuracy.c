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

struct tally {
	char kind[64];
	bool leak, heldout;
	size_t n, wrong, failed;
};

struct run {
	struct shuhi_worker *worker;
	struct tally tally[256];
	size_t ntally;
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

/* Lines of a text nobody should be flagged in. */
static void
clean_corpus(struct run *run, const char *dir, const char *command,
    const char *name)
{
	char shell[8192], *line = NULL;
	size_t cap = 0, n = 0, wrong = 0;
	const char *rule;
	ssize_t len;
	FILE *f;

	snprintf(shell, sizeof shell, command, dir);
	if ((f = popen(shell, "r")) == NULL)
		err(2, "%s", shell);
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
		errx(2, "failed: %s", shell);
	free(line);
	printf("  %-24s %4zu of %6zu  %6.3f %%\n", name, wrong, n,
	    percent(wrong, n));
}

int
main(int argc, char **argv)
{
	struct shuhi_scanner *scanner;
	struct shuhi_error e;
	struct run *run;
	double missed, flagged;

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
	all_posts(run, argv[1]);
	missed = table(run, true, false);
	flagged = table(run, false, false);
	table(run, true, true);
	table(run, false, true);
	if (argc > 2 && *argv[2] != '\0') {
		printf("\nlines flagged in corpora\n");
		clean_corpus(run, argv[2], "xz -dc '%s'/chat_ja.txt.xz",
		    "chat_ja");
		clean_corpus(run, argv[2], "cat '%s'/health_talk_ja.txt",
		    "health_talk_ja");
	}
	printf("\n%.1f %% of leaks missed (goal 3), %.1f %% of clean posts "
	       "flagged (goal 1)\n",
	    missed, flagged);
	shuhi_worker_close(run->worker);
	shuhi_scanner_unref(scanner);
	free(run);
	return 0;
}
