#include "../scanner/roster/reason.c" /* statics included on purpose */
#include "help.h"

static void
test_a_reason_is_told_once(void **state)
{
	struct arena a;
	struct reasons rs = { 0 };
	struct shuhi_error err = { 0 };
	struct reason r = { REASON_FEW, 1u << CLUE_WARD, 2 };
	uint16_t one, two;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_int_equal(reason_number(&a, &rs, r, &one, &err), 0);
	assert_int_equal(reason_number(&a, &rs, r, &two, &err), 0);
	assert_int_equal(one, two);
	assert_int_equal(rs.n, 1);
	arena_fini(&a);
}

static void
test_number_0_is_no_reason(void **state)
{
	struct reasons rs = { 0 };
	const char *text[2] = { "", "" };

	(void)state;
	reason_text(&rs, 0, text);
	assert_null(text[0]);
	assert_null(text[1]);
}

static void
test_all_fields_fit_into_a_reason(void **state)
{
	struct arena a;
	struct reasons rs = { 0 };
	struct shuhi_error err = { 0 };
	struct reason r = { REASON_FEW, (1u << CLUE_FIELDS) - 1, UINT32_MAX };
	const char *text[2];
	uint16_t number;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_int_equal(reason_number(&a, &rs, r, &number, &err), 0);
	reason_text(&rs, number, text);
	assert_true(span_ends(span_of(text[0]), SPAN("4294967295人だけ")));
	assert_true(span_ends(
	    span_of(text[1]), SPAN("and date of discharge")));
	arena_fini(&a);
}

static void
test_reasons_have_a_ceiling(void **state)
{
	struct arena a;
	struct reasons rs = { 0 };
	struct shuhi_error err = { 0 };
	struct reason r = { REASON_NAME, 1, 0 };
	uint16_t number;

	(void)state;
	arena_init(&a, LIMIT_ARENA);
	for (r.people = 0; r.people < LIMIT_REASONS; r.people++)
		assert_int_equal(reason_number(&a, &rs, r, &number, &err), 0);
	assert_int_equal(reason_number(&a, &rs, r, &number, &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
	arena_fini(&a);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_reason_is_told_once),
		cmocka_unit_test(test_number_0_is_no_reason),
		cmocka_unit_test(test_all_fields_fit_into_a_reason),
		cmocka_unit_test(test_reasons_have_a_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
