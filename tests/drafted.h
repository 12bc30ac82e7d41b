/*
 * A kit over the small engine, opened before the first test of a file, and the report
 * that is under test.  After the module, as proxykit.h.
 */
#ifndef SHUHI_TESTS_DRAFTED_H
#define SHUHI_TESTS_DRAFTED_H

#include "proxykit.h"

#include "buf.h"
#include "json_in.h"

static struct bench bench;
static struct kit *kit;
static struct buf out;
static struct shuhi_error err;

static inline bool
told(const char *text)
{
	return span_has(buf_view(&out), span_of(text));
}

static int
open_kit(void **state)
{
	(void)state;
	json_in_init();
	bench_open(&bench, "enforce", "");
	kit = bench_kit(&bench);
	return 0;
}

static int
close_kit(void **state)
{
	(void)state;
	buf_free(&out);
	kit_unref(kit);
	bench_gone(&bench);
	return 0;
}

#endif
