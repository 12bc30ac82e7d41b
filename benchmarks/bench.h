/*
 * What benchmarks share: an engine, a clock, medians, rows of the table.
 *
 * A benchmark checks its answer before it tells a time (check()), takes the
 * median of PASSES passes and shows their spread.  It prints, tab-separated,
 *
 *	row  what  value  unit  spread  yardstick  ratio  goal  met
 *	raw  what  pass  value  unit
 *	note text
 *
 * which benchmarks/run makes a table and a CSV file of.  Each bench_*.c is one
 * program and includes bench.c and text.c themselves.
 */
#ifndef SHUHI_BENCH_H
#define SHUHI_BENCH_H

#include "shuhi.h"
#include "text.h"

#define PASSES 5

struct samples {
	double v[64];
	size_t n;
};

double seconds(void); /* on the wall, for what waits */
double cpu(void); /* of this thread: neighbours on the machine don't count */
void sample(struct samples *, double);
double median(const struct samples *);

struct row {
	const char *what;
	const struct samples *value;
	const char *unit;
	const char *yardstick; /* NULL: none               */
	double ratio;          /* to the yardstick         */
	double at_least;       /* goal for ratio, 0: none  */
	double at_most;        /* goal for value, 0: none  */
};

void row(struct row);
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Wrong answer, no time. */
void check(bool right, const char *what, uint64_t got, uint64_t want);

/* A leak by any rules: name, age, illness, room. */
#define LEAK "302号室の佐藤花子さん82歳、糖尿病が悪化して入院しました。"

/* An engine, or the end of the program. */
struct shuhi_scanner *engine_open(const char *cache_dir);
struct shuhi_worker *engine_worker(struct shuhi_scanner *);

/* What one pass over texts answered, as one number that order does not change. */
struct answer {
	size_t verdicts[4];
	uint64_t sum; /* over verdict, score and findings of each text */
};

void answer_add(
    struct answer *, struct shuhi_worker *, struct span text, size_t number);
void answer_check(
    const struct answer *got, const struct answer *want, const char *what);

#endif
