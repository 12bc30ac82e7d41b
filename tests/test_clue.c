#include "../scanner/roster/clue.c" /* statics included on purpose */
#include "list.h"

static void
test_clues_have_a_ceiling(void **state)
{
	struct arena a;
	struct clues v = { 0 };
	struct clue c = { .from = 7 };
	struct shuhi_error err = { 0 };
	size_t i;

	(void)state;
	arena_init(&a, LIMIT_ARENA);
	for (i = 0; i < LIMIT_CLUES; i++)
		if (clue_add(&a, &v, &c, &err) != 0)
			break;
	assert_int_equal(i, LIMIT_CLUES);
	assert_int_equal(clue_add(&a, &v, &c, &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
	assert_int_equal(v.n, LIMIT_CLUES);
	arena_fini(&a);
}

static void
test_a_full_arena_is_an_error(void **state)
{
	struct arena a;
	struct clues v = { 0 };
	struct clue c = { .from = 0 };
	struct shuhi_error err = { 0 };
	uint32_t codes[64] = { 0 };

	(void)state;
	arena_init(&a, 16);
	assert_int_equal(clue_add(&a, &v, &c, &err), -1);
	assert_int_equal(err.code, SHUHI_E_NOMEM);
	assert_int_equal(
	    clue_add_column(&a, &v, c, RC_WARD, codes, 64, &err), -1);
	assert_int_equal(err.code, SHUHI_E_NOMEM);
	arena_fini(&a);
}

static void
test_rows_listed_or_in_a_row_fit(void **state)
{
	static const uint32_t rows[] = { 2, 5, 9 };
	struct clue listed = { .rows = rows, .nrows = 3 };
	struct clue range = { .first = 5, .nrows = 2 };

	(void)state;
	assert_true(clue_fits(NULL, &listed, 5));
	assert_false(clue_fits(NULL, &listed, 6));
	assert_true(clue_fits(NULL, &range, 6));
	assert_false(clue_fits(NULL, &range, 7));
	assert_false(clue_fits(NULL, &range, 4));
}

static void
test_an_empty_cell_fits_no_test(void **state)
{
	struct list l = list_new();
	struct roster *r = list_open(
	    &l, SPAN("氏名,病棟\n山田 太郎,3東\n山田 花子,\n"));
	static const uint32_t all[] = { 0, ROSTER_NONE };
	struct clue c = {
		.ntests = 1,
		.test = { { RC_WARD, all, 2 } },
	};
	uint32_t row, fitting = 0;

	(void)state;
	for (row = 0; row < 2; row++)
		fitting += clue_fits(r, &c, row);
	assert_int_equal(fitting, 1);
	roster_close(r);
	list_gone(&l);
}

static void
test_every_field_has_labels(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CLUE_FIELDS; i++) {
		assert_non_null(clue_kinds[i].label[SHUHI_LANG_JA]);
		assert_non_null(clue_kinds[i].label[SHUHI_LANG_EN]);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clues_have_a_ceiling),
		cmocka_unit_test(test_a_full_arena_is_an_error),
		cmocka_unit_test(test_rows_listed_or_in_a_row_fit),
		cmocka_unit_test(test_an_empty_cell_fits_no_test),
		cmocka_unit_test(test_every_field_has_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
