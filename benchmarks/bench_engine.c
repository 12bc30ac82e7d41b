/*
 * Throughput of the whole engine on one thread, beside
 *
 *	rg -F -c -f    as many literals, in the same file
 *	hs_scan        just the searches the engine begins with, over the same
 *	               folded bytes: triggers, and signs where there are signs
 *	mecab          the program, on the same text
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

/* The searches that every text begins with, and the memory they need. */
struct searches {
	const hs_database_t *triggers, *signs;
	hs_scratch_t *scratch;
};

static struct searches
searches_open(const struct shuhi_scanner *s)
{
	struct searches x = {
		.triggers = hsdb_raw(s->hsdb, LEX_TRIGGER),
		.signs = hsdb_raw(s->hsdb, LEX_SIGN),
	};

	if (hs_alloc_scratch(x.triggers, &x.scratch) != HS_SUCCESS ||
	    hs_alloc_scratch(x.signs, &x.scratch) != HS_SUCCESS)
		errx(2, "no scratch");
	return x;
}

/* Hits; signs[i] says whether signs are searched for in v[i]. */
static size_t
search(
    const struct searches *x, const struct span *v, const bool *signs, size_t n)
{
	size_t hits = 0, i;

	for (i = 0; i < n; i++) {
		if (v[i].len == 0)
			continue;
		if (hs_scan(x->triggers, v[i].ptr, (unsigned)v[i].len, 0,
		        x->scratch, count_hit, &hits) != HS_SUCCESS ||
		    (signs[i] &&
		        hs_scan(x->signs, v[i].ptr, (unsigned)v[i].len, 0,
		            x->scratch, count_hit, &hits) != HS_SUCCESS))
			errx(1, "hs_scan failed");
	}
	return hits;
}

/* What the engine's own match() finds, as the second opinion. */
static size_t
match_count(
    struct shuhi_scanner *s, const struct span *v, const bool *signs, size_t n)
{
	struct shuhi_worker *w = engine_worker(s);
	struct shuhi_error e;
	struct hits triggers, more = { 0 };
	size_t sum = 0, i;

	for (i = 0; i < n; i++) {
		arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
		if (match(w->matcher, &w->arena, LEX_TRIGGER, v[i], &triggers,
		        &e) != 0 ||
		    (signs[i] && match(w->matcher, &w->arena, LEX_SIGN, v[i],
		                     &more, &e) != 0))
			errx(1, "match: %s", e.message);
		sum += triggers.n + (signs[i] ? more.n : 0);
	}
	shuhi_worker_close(w);
	return sum;
}

/* MB/s of text as given, so that ratios are of times. */
static struct samples
search_speed(const struct searches *x, const struct text *t,
    const struct span *v, const bool *signs, size_t n, size_t want)
{
	struct samples out = { 0 };
	size_t got;
	double at;
	int i;

	for (i = 0; i <= PASSES; i++) {
		at = cpu();
		got = search(x, v, signs, n);
		at = cpu() - at;
		check(got == want, "hs_scan", got, want);
		if (i > 0)
			sample(&out, (double)t->all.len / at / 1e6);
	}
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

static struct samples
program_speed(
    const char *const *argv, const char *file, const char *empty, size_t bytes)
{
	struct samples start = { 0 }, out = { 0 };
	int i;

	for (i = 0; i < PASSES; i++)
		sample(&start, run(argv, empty, "/dev/null"));
	for (i = 0; i < PASSES; i++)
		sample(&out,
		    (double)bytes /
		        (run(argv, file, "/dev/null") - median(&start)) / 1e6);
	note("%s: %.0f ms to start, taken off", argv[0], median(&start) * 1e3);
	return out;
}

static void
write_file(const char *name, struct span s)
{
	FILE *f = fopen(name, "w");

	if (f == NULL || (s.len > 0 && fwrite(s.ptr, 1, s.len, f) != s.len) ||
	    fclose(f) != 0)
		err(2, "%s", name);
}

/* The words the engine knows, one a line. */
static void
write_words(struct shuhi_scanner *s, const char *name)
{
	struct shuhi_word_info info;
	FILE *f = fopen(name, "w");
	size_t i;

	if (f == NULL)
		err(2, "%s", name);
	for (i = 0; i < shuhi_word_count(s); i++) {
		shuhi_word_at(s, i, &info);
		fprintf(f, "%s\n", info.surface);
	}
	if (fclose(f) != 0)
		err(2, "%s", name);
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
against_hs(
    struct shuhi_scanner *s, const struct text *t, double lines, double blocks)
{
	struct text folded = fold_all(s, t);
	struct searches x = searches_open(s);
	bool *signs = calloc(t->n, sizeof *signs);
	struct samples v;
	size_t i;

	if (signs == NULL)
		err(2, "signs");
	for (i = 0; i < t->n; i++)
		signs[i] = lexicon_has_signs(folded.line[i]);
	v = search_speed(&x, t, folded.line, signs, t->n,
	    match_count(s, folded.line, signs, t->n));
	row((struct row){ "hs_scan alone, lines", &v, "MB/s", "engine / it",
	    lines / median(&v), .at_least = 0.5 });
	signs[0] = true;
	v = search_speed(
	    &x, t, &folded.all, signs, 1, search(&x, &folded.all, signs, 1));
	row((struct row){ "hs_scan alone, all as one block", &v, "MB/s",
	    "engine in blocks / it", blocks / median(&v), 0, 0 });
	hs_free_scratch(x.scratch);
	free(signs);
	text_free(&folded);
}

static void
against_programs(struct shuhi_scanner *s, const struct text *t, double lines)
{
	char dir[] = "/tmp/shuhi-bench-XXXXXX";
	char file[64], words[64], empty[64], out[64];
	const char *rg[] = { "rg", "--no-config", "-j1", "-N", "-F", "-c", "-f",
		words, "-", NULL };
	const char *grep[] = { "env", "LC_ALL=C", "grep", "-F", "-c", "-f",
		words, NULL };
	const char *mecab[] = { "mecab", NULL };
	struct samples v;
	size_t want, got;

	if (mkdtemp(dir) == NULL)
		err(2, "%s", dir);
	snprintf(file, sizeof file, "%s/text", dir);
	snprintf(words, sizeof words, "%s/words", dir);
	snprintf(empty, sizeof empty, "%s/empty", dir);
	snprintf(out, sizeof out, "%s/out", dir);
	write_file(file, t->all);
	write_file(empty, (struct span){ "", 0 });
	write_words(s, words);

	run(rg, file, out);
	got = read_count(out, NULL);
	run(grep, file, out);
	want = read_count(out, NULL);
	check(got == want, "rg", got, want);
	v = program_speed(rg, file, empty, t->all.len);
	row((struct row){ "rg -F -c: is there a word in a line", &v, "MB/s",
	    "engine / it", lines / median(&v), 0, 0 });
	rg[5] = "--count-matches";
	run(rg, file, out);
	check(read_count(out, NULL) >= want, "rg", read_count(out, NULL), want);
	v = program_speed(rg, file, empty, t->all.len);
	row((struct row){ "rg -F -f: every word in a line", &v, "MB/s",
	    "engine / it", lines / median(&v), .at_least = 1 });

	run(mecab, file, out);
	got = read_count(out, "EOS\n");
	check(got == t->n, "mecab", got, t->n);
	v = program_speed(mecab, file, empty, t->all.len);
	row((struct row){ "mecab, the program", &v, "MB/s", "engine / it",
	    lines / median(&v), .at_least = 30 });

	unlink(file);
	unlink(words);
	unlink(empty);
	unlink(out);
	rmdir(dir);
}

int
main(void)
{
	struct shuhi_scanner *s = engine_open(NULL);
	struct samples lines, blocks;
	struct span *block;
	struct text t;
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
	against_hs(s, &t, median(&lines), median(&blocks));
	against_programs(s, &t, median(&lines));
	free(block);
	text_free(&t);
	shuhi_scanner_unref(s);
	return 0;
}
