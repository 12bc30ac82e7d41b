/* What every program that measures needs: a clock, and times in order. */
#ifndef SHUHI_TIMES_H
#define SHUHI_TIMES_H

#include <time.h>

/* Seconds: of CLOCK_MONOTONIC, on the wall; of a thread's clock, its own. */
static inline double
clock_now(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* For qsort(). */
static inline int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

#endif
