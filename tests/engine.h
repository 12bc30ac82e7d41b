/*
 * The shipped engine, opened before the first test of a file and closed behind the
 * last; its cache is where tests/run says.
 */
#ifndef SHUHI_TESTS_ENGINE_H
#define SHUHI_TESTS_ENGINE_H

#include "help.h"

static struct shuhi_scanner *scanner;
static struct shuhi_worker *worker;

static int
open_engine(void **state)
{
	struct shuhi_error err = { 0 };

	(void)state;
	if (shuhi_scanner_open(&(struct shuhi_config){ 0 }, &scanner, &err) !=
	        0 ||
	    shuhi_worker_open(scanner, &worker, &err) != 0) {
		print_error("%s:%u:%u: %s (%s)\n", err.where, err.line,
		    err.column, err.message, err.hint);
		return -1;
	}
	return 0;
}

static int
close_engine(void **state)
{
	(void)state;
	shuhi_worker_close(worker);
	shuhi_scanner_unref(scanner);
	return 0;
}

#endif
