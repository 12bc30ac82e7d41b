/*
 * Every allocation of building and opening a roster fails once: there is an
 * index, or an error and no index, never one that lacks somebody.
 */
#include "oom.h"

#include "list.h"

#define MANY 3000 /* people: more than the first room of any vector */

static struct list list;

static int
open_folder(void **state)
{
	(void)state;
	list = list_new();
	return 0;
}

static int
drop_folder(void **state)
{
	(void)state;
	list_gone(&list);
	return 0;
}

static void
put_list(uint32_t people)
{
	FILE *f = fopen(list.csv, "w");

	assert_non_null(f);
	fputs(LIST_HEADER, f);
	for (uint32_t i = 1; i <= people; i++)
		fprintf(f, "%u,山田 太郎,ヤマダ タロウ,,,,,,,,,,,,,,\n", i);
	fputs("77777,\"不分割架空\"\"\",フブンカツ,,,,,,,,,,,,,,\n", f);
	assert_int_equal(fclose(f), 0);
}

/* Builds with the n-th allocation failing: whether one did. */
static bool
build_fails_at(size_t n, const struct roster_list *how)
{
	struct roster_summary sum;
	struct shuhi_error err = { 0 };
	int rc;

	unlink(list.index);
	left = n;
	rc = roster_make(list.key, how, list.index, &sum, &err);
	if (left != SIZE_MAX) {
		left = SIZE_MAX;
		assert_int_equal(rc, 0);
		return false;
	}
	if (rc != 0) {
		assert_int_equal(err.code, SHUHI_E_NOMEM);
		assert_int_equal(access(list.index, F_OK), -1);
	}
	return true;
}

/* The index, if there is one, has everybody. */
static void
check_index(uint32_t people)
{
	struct roster_info i;
	struct shuhi_error err;

	if (access(list.index, F_OK) != 0)
		return;
	assert_int_equal(roster_look(list.index, &i, &err), 0);
	assert_int_equal(i.people, people);
	assert_int_equal(i.keys[RK_ID], people);
}

static void
test_a_list_without_memory_is_no_index(void **state)
{
	const struct roster_list how = list_how(&list);

	(void)state;
	put_list(MANY);
	for (size_t n = 0; build_fails_at(n, &how); n++)
		check_index(MANY + 1);
	check_index(MANY + 1);
}

static void
test_a_roster_without_memory_is_not_open(void **state)
{
	struct roster *r = NULL;
	struct shuhi_error err = { 0 };
	int rc = -1;

	(void)state;
	roster_close(list_open(&list, SPAN(LIST_PEOPLE)));
	for (size_t n = 0; rc != 0; n++) {
		left = n;
		rc = roster_open(list.index, list.key, &r, &err);
		left = SIZE_MAX;
		if (rc != 0)
			assert_int_equal(err.code, SHUHI_E_NOMEM);
	}
	roster_close(r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_list_without_memory_is_no_index),
		cmocka_unit_test(test_a_roster_without_memory_is_not_open),
	};

	return cmocka_run_group_tests(tests, open_folder, drop_folder);
}
