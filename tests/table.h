/* The small fold table, made before the first test of a file, freed behind the last. */
#ifndef SHUHI_TESTS_TABLE_H
#define SHUHI_TESTS_TABLE_H

#include "help.h"

static struct fold_table *table;

static int
open_table(void **state)
{
	(void)state;
	table = small_fold();
	return 0;
}

static int
close_table(void **state)
{
	(void)state;
	fold_table_free(table);
	return 0;
}

#endif
