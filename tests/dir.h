/* A folder, made before a test or a file of tests and gone behind it. */
#ifndef SHUHI_TESTS_DIR_H
#define SHUHI_TESTS_DIR_H

#include "help.h"

static struct folder dir;

static int
open_dir(void **state)
{
	(void)state;
	dir = folder_new();
	return 0;
}

static int
close_dir(void **state)
{
	(void)state;
	folder_gone(dir);
	return 0;
}

#endif
