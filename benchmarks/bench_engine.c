/*
 * Throughput of the whole engine on one thread, beside
 *
 *	raw hs_scan    of the engine's LEX_TRIGGER database over every folded line:
 *	               without the sieve, which spares the engine most of them, and
 *	               without folding and all that comes after; and of all words,
 *	               those that rg is given, which a verdict may need
 *	rg -F -f       for the words the engine knows, as it knows them, in the
 *	               text as the engine folds it; folding is a present to rg
 *	mecab          the program, on the same text
 *
 * Rates are of the text as given, whatever folding makes of its length.
 *
 * All times are processor times, so that a neighbour on the machine does not
 * count; what a program needs to start (its time on an empty file) is taken off,
 * in its favour.
 */
#include "bench.c"
#include "text.c"

#include <fcntl.h>
#include <hs/hs.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fold.h"
#include "sieve.h"
#include "worker.h"

#define BLOCK ((size_t)64 << 10)

/* ---- the engine ------------------------------------------------------- */

/* Blocks of whole lines. */
static struct span *
cut_blocks(const struct text *t, size_t *n)
{
	struct span *v = calloc(t->all.len / BLOCK * 2 + 2, sizeof *v);
	size_t from, to;

	if (v == NULL)
		err(2, "blocks");
	for (*n = 0, from = 0; from < t->all.len; from = to) {
		to = from + BLOCK < t->all.len ? from + BLOCK : t->all.len;
		while (to < t->all.len && t->all.ptr[to - 1] != '\n')
			to--;
		if (to <= from)
			errx(2, "a line longer than a block");
		v[(*n)++] = span_sub(t->all, from, to);
	}
	return v;
}

static struct answer
scan_all(struct shuhi_worker *w, const struct span *v, size_t n)
{
	struct answer a = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		answer_add(&a, w, v[i], i);
	return a;
}

/* Another worker, from the end to the start: the same answer, or none. */
static struct answer
scan_backwards(struct shuhi_scanner *s, const struct span *v, size_t n)
{
	struct shuhi_worker *w = engine_worker(s);
	struct answer a = { 0 };
	size_t i;

	for (i = n; i-- > 0;)
		answer_add(&a, w, v[i], i);
	shuhi_worker_close(w);
	return a;
}

/* MB/s of text */
static struct samples
engine_speed(struct shuhi_scanner *s, const struct text *t,
    const struct span *v, size_t n, const char *what)
{
	struct answer want = scan_backwards(s, v, n), got;
	struct shuhi_worker *w = engine_worker(s);
	struct samples out = { 0 };
	double at;
	int i;

	for (i = 0; i <= PASSES; i++) {
		at = cpu();
		got = scan_all(w, v, n);
		at = cpu() - at;
		answer_check(&got, &want, what);
		if (i > 0) /* the first warms up */
			sample(&out, (double)t->all.len / at / 1e6);
	}
	note("%s: %zu texts, pass %zu review %zu block %zu, the same forwards "
	     "and "
	     "backwards",
	    what, n, got.verdicts[SHUHI_PASS], got.verdicts[SHUHI_REVIEW],
	    got.verdicts[SHUHI_BLOCK]);
	shuhi_worker_close(w);
	return out;
}

/* ---- Hyperscan alone -------------------------------------------------- */

static int
count_hit(unsigned id, unsigned long long from, unsigned long long to,
    unsigned flags, void *ctx)
{
	(void)id, (void)from, (void)to, (void)flags;
	++*(size_t *)ctx;
	return 0;
}

/* The folded lines, one after the other with '\n' between them. */
static struct text
fold_all(struct shuhi_scanner *s, const struct text *t)
{
	struct text out = { 0 };
	struct shuhi_error e;
	struct folded f;
	struct arena a;
	size_t room = 0, i, at;

	arena_init(&a, LIMIT_ARENA);
	if ((out.line = calloc(t->n, sizeof *out.line)) == NULL)
		err(2, "folded text");
	for (i = 0; i < t->n; i++) {
		arena_wipe(&a, LIMIT_ARENA_KEEP);
		if (fold(s->fold, &a, t->line[i], &f, &e) != 0)
			errx(2, "fold: %s", e.message);
		text_add(&out, &room, f.text);
		out.line[i].len = f.text.len;
	}
	for (i = 0, at = 0; i < out.n; at += out.line[i++].len + 1)
		out.line[i].ptr = out.all.ptr + at;
	arena_fini(&a);
	return out;
}

/* The sets of words; the others are expressions. */
static const size_t word_sets[] = { LEX_TRIGGER, LEX_LATIN, LEX_FRAME };

#define WORD_SETS (sizeof word_sets / sizeof word_sets[0])

/* Hits of words of the first `nsets` sets. */
static size_t
search(const struct hsdb *h, size_t nsets, hs_scratch_t *scratch,
    const struct span *v, size_t n)
{
	size_t hits = 0, i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < nsets; j++)
			if (v[i].len > 0 &&
			    hs_scan(hsdb_database(h, word_sets[j]), v[i].ptr,
			        (unsigned)v[i].len, 0, scratch, count_hit,
			        &hits) != HS_SUCCESS)
				errx(1, "hs_scan failed");
	return hits;
}

/* What the engine finds behind its sieve, as the second opinion on both. */
static size_t
match_count(struct shuhi_scanner *s, const struct text *folded)
{
	struct shuhi_worker *w = engine_worker(s);
	struct shuhi_error e;
	struct hits hits;
	size_t sum = 0, i;

	for (i = 0; i < folded->n; i++) {
		arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
		if (match_triggers(w->matcher, &w->arena, s->sieve,
		        folded->line[i], &hits, &e) != 0)
			errx(1, "match: %s", e.message);
		sum += hits.n;
	}
	shuhi_worker_close(w);
	return sum;
}

/* MB/s of text as given, so that ratios are of times. */
static struct samples
search_speed(const struct shuhi_scanner *s, size_t nsets, size_t bytes,
    const struct span *v, size_t n, size_t want)
{
	hs_scratch_t *scratch = NULL;
	struct samples out = { 0 };
	size_t got, j;
	double at;
	int i;

	for (j = 0; j < nsets; j++)
		if (hs_alloc_scratch(hsdb_database(s->hsdb, word_sets[j]),
		        &scratch) != HS_SUCCESS)
			errx(2, "no scratch");
	for (i = 0; i <= PASSES; i++) {
		at = cpu();
		got = search(s->hsdb, nsets, scratch, v, n);
		at = cpu() - at;
		check(got == want, "hs_scan", got, want);
		if (i > 0)
			sample(&out, (double)bytes / at / 1e6);
	}
	hs_free_scratch(scratch);
	return out;
}

/* ---- programs --------------------------------------------------------- */

/* Processor seconds of a program that reads `in`; its output goes to `out`. */
static double
run(const char *const *argv, const char *in, const char *out)
{
	struct rusage use;
	int status, fd;
	pid_t pid = fork();

	if (pid < 0)
		err(2, "fork");
	if (pid == 0) {
		if ((fd = open(in, O_RDONLY)) < 0 || dup2(fd, 0) < 0)
			_exit(126);
		fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		if (fd < 0 || dup2(fd, 1) < 0)
			_exit(126);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	if (wait4(pid, &status, 0, &use) != pid)
		err(2, "wait");
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
		errx(2, "%s did not run; make deps-ci installs it", argv[0]);
	return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
	       (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1e-6;
}

static void
write_copies(const char *name, struct span s, size_t copies)
{
	FILE *f = fopen(name, "w");

	if (f == NULL)
		err(2, "%s", name);
	while (copies-- > 0)
		if (s.len > 0 && fwrite(s.ptr, 1, s.len, f) != s.len)
			err(2, "%s", name);
	if (fclose(f) != 0)
		err(2, "%s", name);
}

static void
write_file(const char *name, struct span s)
{
	write_copies(name, s, 1);
}

/*
 * The text, `bytes` as the engine counts them, is given so many times over in one file
 * that reading it takes longer than starting, which varies.
 */
static struct samples
program_speed(const char *const *argv, struct span text, size_t bytes,
    size_t copies, const char *dir)
{
	struct samples start = { 0 }, out = { 0 };
	char file[64], empty[64];
	double mb = (double)(copies * bytes) / 1e6;
	int i;

	snprintf(file, sizeof file, "%s/copies", dir);
	snprintf(empty, sizeof empty, "%s/empty", dir);
	write_copies(file, text, copies);
	for (i = 0; i < PASSES; i++)
		sample(&start, run(argv, empty, "/dev/null"));
	for (i = 0; i < PASSES; i++)
		sample(&out,
		    mb / (run(argv, file, "/dev/null") - median(&start)));
	note("%s: %.0f ms to start, taken off", argv[0], median(&start) * 1e3);
	unlink(file);
	return out;
}

/* The words as the engine searches for them, one a line. */
static void
write_words(const struct shuhi_scanner *s, const char *name)
{
	FILE *f = fopen(name, "w");
	size_t i, j;

	if (f == NULL)
		err(2, "%s", name);
	for (i = 0; i < WORD_SETS; i++) {
		const struct lexemes *set = &s->lexicon.set[word_sets[i]];

		for (j = 0; j < set->n; j++)
			fprintf(
			    f, "%.*s\n", (int)set->v[j].len, set->v[j].text);
	}
	if (fclose(f) != 0)
		err(2, "%s", name);
}

/* What words the folded text has. */
struct found {
	size_t lines; /* with a word */
	size_t words; /* overlapping ones too */
};

static struct found
count_words(struct shuhi_scanner *s, const struct text *folded)
{
	struct shuhi_worker *w = engine_worker(s);
	struct shuhi_error e;
	struct found found = { 0, 0 };
	struct hits hits;
	size_t before, i, j;

	for (i = 0; i < folded->n; i++) {
		arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
		for (before = found.words, j = 0; j < WORD_SETS; j++) {
			if (match(w->matcher, &w->arena, word_sets[j],
			        folded->line[i], 0, folded->line[i].len, &hits,
			        &e) != 0)
				errx(1, "match: %s", e.message);
			found.words += hits.n;
		}
		found.lines += found.words > before;
	}
	shuhi_worker_close(w);
	return found;
}

/* A number that a program printed, or how many lines say just `word`. */
static size_t
read_count(const char *name, const char *word)
{
	FILE *f = fopen(name, "r");
	char *line = NULL;
	size_t room = 0, n = 0;

	if (f == NULL)
		err(2, "%s", name);
	while (getline(&line, &room, f) >= 0)
		if (word == NULL)
			n = strtoul(line, NULL, 10);
		else
			n += !strcmp(line, word);
	free(line);
	fclose(f);
	return n;
}

/* ---- the table -------------------------------------------------------- */

static void
against_hs(struct shuhi_scanner *s, const struct text *t,
    const struct text *folded, struct found found, double lines,
    double blocks)
{
	size_t want = match_count(s, folded);
	struct samples v;

	v = search_speed(s, 1, t->all.len, folded->line, folded->n, want);
	row((struct row){ "raw hs_scan, LEX_TRIGGER, every folded line", &v,
	    "MB/s", "engine / it", lines / median(&v), .at_least = 0.5 });
	v = search_speed(s, 1, t->all.len, &folded->all, 1, want);
	row((struct row){ "raw hs_scan, LEX_TRIGGER, all as one block", &v,
	    "MB/s", "engine in blocks / it", blocks / median(&v), 0, 0 });
	note("raw hs_scan: %zu hits in lines and in one block, as many as the "
	     "engine finds behind its sieve",
	    want);
	v = search_speed(
	    s, WORD_SETS, t->all.len, folded->line, folded->n,
	    found.words);
	row((struct row){ "raw hs_scan, all words, every folded line", &v,
	    "MB/s", "engine / it", lines / median(&v), .at_least = 0.5 });
}

static void
against_rg(struct shuhi_scanner *s, const struct text *t,
    const struct text *folded, struct found found, const char *dir,
    double lines)
{
	char file[64], words[64], out[64];
	const char *rg[] = { "rg", "--no-config", "-j1", "-N", "-F", "-c", "-f",
		words, "-", NULL };
	struct samples v;
	size_t got;

	snprintf(file, sizeof file, "%s/folded", dir);
	snprintf(words, sizeof words, "%s/words", dir);
	snprintf(out, sizeof out, "%s/out", dir);
	write_file(file, folded->all);
	write_words(s, words);

	run(rg, file, out);
	got = read_count(out, NULL);
	check(got == found.lines, "rg", got, found.lines);
	v = program_speed(rg, folded->all, t->all.len, 8, dir);
	row((struct row){ "rg -F -c: is there a word in a line", &v, "MB/s",
	    "engine / it", lines / median(&v), 0, 0 });
	rg[5] = "--count-matches";
	run(rg, file, out);
	got = read_count(out, NULL);
	check(got >= found.lines, "rg, at least", got, found.lines);
	check(got <= found.words, "rg, at most", got, found.words);
	v = program_speed(rg, folded->all, t->all.len, 8, dir);
	row((struct row){ "rg -F --count-matches: every word", &v, "MB/s",
	    "engine / it", lines / median(&v), .at_least = 1 });
	note("rg: the engine's own words and folded text; %zu lines with a "
	     "word, the same as the engine; %zu words, of the engine's %zu "
	     "with overlaps",
	    found.lines, got, found.words);
	unlink(file);
	unlink(words);
	unlink(out);
}

static void
against_mecab(const struct text *t, const char *dir, double lines)
{
	char file[64], out[64];
	const char *mecab[] = { "mecab", NULL };
	struct samples v;
	size_t got;

	snprintf(file, sizeof file, "%s/text", dir);
	snprintf(out, sizeof out, "%s/out", dir);
	write_file(file, t->all);
	run(mecab, file, out);
	got = read_count(out, "EOS\n");
	check(got == t->n, "mecab", got, t->n);
	v = program_speed(mecab, t->all, t->all.len, 1, dir);
	row((struct row){ "mecab, the program", &v, "MB/s", "engine / it",
	    lines / median(&v), .at_least = 30 });
	unlink(file);
	unlink(out);
}

static void
against_programs(struct shuhi_scanner *s, const struct text *t,
    const struct text *folded, struct found found, double lines)
{
	char dir[] = "/tmp/shuhi-bench-XXXXXX", empty[64];

	if (mkdtemp(dir) == NULL)
		err(2, "%s", dir);
	snprintf(empty, sizeof empty, "%s/empty", dir);
	write_file(empty, (struct span){ "", 0 });
	against_rg(s, t, folded, found, dir, lines);
	against_mecab(t, dir, lines);
	unlink(empty);
	rmdir(dir);
}

int
main(void)
{
	struct shuhi_scanner *s = engine_open(NULL);
	struct samples lines, blocks;
	struct span *block;
	struct text t, folded;
	struct found found;
	size_t n;

	text_load(&t);
	note("text: %s, %zu lines, %zu bytes; %zu words, %zu rules", t.origin,
	    t.n, t.all.len, shuhi_word_count(s), shuhi_rule_count(s));
	block = cut_blocks(&t, &n);
	lines = engine_speed(s, &t, t.line, t.n, "engine, lines");
	row((struct row){
	    .what = "engine, lines", .value = &lines, .unit = "MB/s" });
	blocks = engine_speed(s, &t, block, n, "engine, 64 KiB blocks");
	row((struct row){ .what = "engine, 64 KiB blocks",
	    .value = &blocks,
	    .unit = "MB/s" });
	folded = fold_all(s, &t);
	found = count_words(s, &folded);
	against_hs(s, &t, &folded, found, median(&lines), median(&blocks));
	against_programs(s, &t, &folded, found, median(&lines));
	free(block);
	text_free(&folded);
	text_free(&t);
	shuhi_scanner_unref(s);
	return 0;
}
