/*
 * One small engine for all tests of a file: opened before the first, closed behind
 * the last, by cmocka_run_group_tests(tests, open_small, close_small).
 */
#ifndef SHUHI_TESTS_SMALL_H
#define SHUHI_TESTS_SMALL_H

#include "help.h"

static struct small small;
static struct shuhi_scanner *scanner;
static struct shuhi_worker *worker;

static int
open_small(void **state)
{
	struct shuhi_config config;
	struct shuhi_error err;

	(void)state;
	small = small_new();
	config = small_config(&small);
	return shuhi_scanner_open(&config, &scanner, &err) != 0 ||
	       shuhi_worker_open(scanner, &worker, &err) != 0;
}

static int
close_small(void **state)
{
	(void)state;
	shuhi_worker_close(worker);
	shuhi_scanner_unref(scanner);
	small_gone(small);
	return 0;
}

#endif
