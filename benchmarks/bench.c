#include "bench.h"

#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "times.h"

double
seconds(void)
{
	return clock_now(CLOCK_MONOTONIC);
}

double
cpu(void)
{
	return clock_now(CLOCK_THREAD_CPUTIME_ID);
}

void
sample(struct samples *s, double v)
{
	if (s->n == sizeof s->v / sizeof s->v[0])
		errx(2, "too many passes");
	s->v[s->n++] = v;
}

double
median(const struct samples *s)
{
	struct samples sorted = *s;

	if (s->n == 0)
		return 0;
	qsort(sorted.v, s->n, sizeof sorted.v[0], by_value);
	return (sorted.v[s->n / 2] + sorted.v[(s->n - 1) / 2]) / 2;
}

/* (greatest - least) / median, in percent */
static double
spread(const struct samples *s)
{
	double least = s->v[0], most = s->v[0];
	size_t i;

	for (i = 1; i < s->n; i++) {
		least = s->v[i] < least ? s->v[i] : least;
		most = s->v[i] > most ? s->v[i] : most;
	}
	return (most - least) / median(s) * 100;
}

void
row(struct row r)
{
	double value = median(r.value);
	const char *met = "-";
	size_t i;

	for (i = 0; i < r.value->n; i++)
		printf("raw\t%s\t%zu\t%.6g\t%s\n", r.what, i + 1, r.value->v[i],
		    r.unit);
	printf("row\t%s\t%.*f\t%s\t", r.what,
	    value < 10    ? 3
	    : value < 100 ? 1
	                  : 0,
	    value, r.unit);
	if (r.value->n > 1)
		printf("%.0f %%", spread(r.value));
	else
		printf("-");
	printf("\t%s\t", r.yardstick != NULL ? r.yardstick : "-");
	if (r.yardstick != NULL)
		printf("%.2f", r.ratio);
	else
		printf("-");
	if (r.at_least > 0) {
		printf("\t>= %g x", r.at_least);
		met = r.ratio >= r.at_least ? "yes" : "NO";
	} else if (r.at_most > 0) {
		printf("\t<= %g %s", r.at_most, r.unit);
		met = value <= r.at_most ? "yes" : "NO";
	} else {
		printf("\t-");
	}
	printf("\t%s\n", met);
	fflush(stdout);
}

void
note(const char *format, ...)
{
	va_list args;

	printf("note\t");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	fflush(stdout);
}

void
check(bool right, const char *what, uint64_t got, uint64_t want)
{
	if (!right)
		errx(1, "%s: wrong answer, so no timing: %llu, want %llu", what,
		    (unsigned long long)got, (unsigned long long)want);
}

/* ---- the engine ------------------------------------------------------- */

static _Noreturn void
stop(const struct shuhi_error *e)
{
	errx(2, "%s:%u:%u: %s %s", e->where, e->line, e->column, e->message,
	    e->hint);
}

struct shuhi_scanner *
engine_open(const char *cache_dir)
{
	struct shuhi_config config = { .cache_dir = cache_dir };
	struct shuhi_scanner *s;
	struct shuhi_error e;

	if (shuhi_scanner_open(&config, &s, &e) != 0)
		stop(&e);
	return s;
}

struct shuhi_worker *
engine_worker(struct shuhi_scanner *s)
{
	struct shuhi_worker *w;
	struct shuhi_error e;

	if (shuhi_worker_open(s, &w, &e) != 0)
		stop(&e);
	return w;
}

void
answer_add(
    struct answer *a, struct shuhi_worker *w, struct span text, size_t number)
{
	const struct shuhi_result *res;
	struct shuhi_error e;

	if (shuhi_scan(w, text.ptr, text.len, &res, &e) != 0) {
		a->verdicts[SHUHI_UNSCANNED]++;
		return;
	}
	a->verdicts[res->verdict]++;
	if (res->verdict != SHUHI_PASS)
		a->sum += (number + 1) * 0x9e3779b97f4a7c15ull *
		          (1 + (uint64_t)res->verdict + 8 * res->score +
		              1024 * res->nfindings);
}

void
answer_check(
    const struct answer *got, const struct answer *want, const char *what)
{
	size_t i;

	for (i = 0; i < 4; i++)
		check(got->verdicts[i] == want->verdicts[i], what,
		    got->verdicts[i], want->verdicts[i]);
	check(got->sum == want->sum, what, got->sum, want->sum);
	check(got->verdicts[SHUHI_UNSCANNED] == 0, "unscanned",
	    got->verdicts[SHUHI_UNSCANNED], 0);
}
