/*
 * Any bytes are a file of rules, or are refused at a line and column of it;
 * nothing leaks either way.
 */
#include "fold.h"
#include "fuzzfile.h"
#include "rules.h"

static struct fold_table *table;

static void
close_table(void)
{
	fold_table_free(table);
}

static void
open_table(void)
{
	struct shuhi_error err;

	open_file("r.yaml");
	put("", 0);
	check(fold_table_new(file, &table, &err) == 0);
	atexit(close_table);
}

/* A condition that was taken can be asked. */
static void
ask(const struct rule *r)
{
	struct entity v[] = { { .cto = 2, .class = 1 },
		{ .cfrom = 3, .cto = 5, .class = 20 } };
	struct passage p = { .entities = v, .n = 2, .nsentences = 1 };
	bool used[2] = { false };

	if (cond_holds(&r->cond, &p, 0, 2))
		cond_witness(&r->cond, &p, 0, 2, used);
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rules rs = { 0 };
	struct shuhi_error err = { 0 };
	size_t i;

	if (table == NULL)
		open_table();
	put(data, size);
	if (rules_add_folder(&rs, folder, table, &err) == 0) {
		for (i = 0; i < rs.nrules; i++)
			ask(&rs.rule[i]);
	} else {
		check(err.code != SHUHI_OK && err.message != NULL);
		check(
		    err.code != SHUHI_E_RULES || strcmp(err.where, file) == 0);
		check(memchr(err.hint, '\0', sizeof err.hint) != NULL);
	}
	rules_free(&rs);
	return 0;
}
