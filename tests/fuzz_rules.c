/*
 * Any bytes are a file of rules, or are refused at a line and column of it;
 * nothing leaks either way.
 */
#include "../scanner/rules.c"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static struct fold_table *table;

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static void
open_table(void)
{
	struct shuhi_error err;
	char name[64];
	int fd = memfd_create("fold", 0);

	check(fd >= 0);
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	check(fold_table_new(name, &table, &err) == 0);
	close(fd);
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
	char name[64];
	size_t i;
	int fd;

	if (table == NULL)
		open_table();
	fd = memfd_create("rules", 0);
	check(fd >= 0);
	check(write(fd, data, size) == (ssize_t)size);
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	if (add_file(&rs, name, table, &err) == 0) {
		for (i = 0; i < rs.nrules; i++)
			ask(&rs.rule[i]);
	} else {
		check(err.code != SHUHI_OK && err.message != NULL);
		check(err.code != SHUHI_E_RULES ||
		    strcmp(err.where, name) == 0);
		check(memchr(err.hint, '\0', sizeof err.hint) != NULL);
	}
	rules_free(&rs);
	close(fd);
	return 0;
}
