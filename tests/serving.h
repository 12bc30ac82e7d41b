/* A server of each test's own, prepared before it and gone behind it. */
#ifndef SHUHI_TESTS_SERVING_H
#define SHUHI_TESTS_SERVING_H

#include "served.h"

static struct served s;
static struct answer a;

/* Prepared, not started: a test may change s.config before. */
static inline int
prepare(void **state)
{
	(void)state;
	served_prepare(&s);
	return 0;
}

static inline int
set_up(void **state)
{
	prepare(state);
	served_start(&s);
	return 0;
}

/* The answer is in `a`. */
static inline void
get(const char *line)
{
	answer_free(&a);
	a = ask(&s, line, "", SPAN(""));
}

static inline int
tear_down(void **state)
{
	(void)state;
	answer_free(&a);
	served_gone(&s);
	return 0;
}

#endif
