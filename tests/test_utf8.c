#include "../scanner/utf8.h"
#include "help.h"

static const struct span MIXED = { "a\xc3\xa9\xe5\xb1\xb1\xf0\xa0\xae\xb7",
	10 }; /* a é 山 𠮷 */

static void
test_the_code_point_before_is_found_past_its_trail_bytes(void **state)
{
	(void)state;
	assert_int_equal(utf8_prev(MIXED, 10), 6);
	assert_int_equal(utf8_prev(MIXED, 6), 3);
	assert_int_equal(utf8_prev(MIXED, 3), 1);
	assert_int_equal(utf8_prev(MIXED, 1), 0);
}

static void
test_every_byte_knows_where_its_code_point_begins(void **state)
{
	static const size_t starts[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6 };
	size_t at;

	(void)state;
	for (at = 0; at < MIXED.len; at++)
		assert_int_equal(utf8_start(MIXED, at), starts[at]);
}

static void
test_trail_bytes_without_a_lead_end_at_the_start(void **state)
{
	(void)state;
	assert_int_equal(utf8_prev(SPAN("\x80\x80\x80"), 3), 0);
}

static void
test_nothing_stands_before_the_start(void **state)
{
	(void)state;
	assert_int_equal(utf8_before(MIXED, 0), 0);
	assert_int_equal(utf8_before(MIXED, 6), 0x5c71);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_the_code_point_before_is_found_past_its_trail_bytes),
		cmocka_unit_test(
		    test_every_byte_knows_where_its_code_point_begins),
		cmocka_unit_test(
		    test_trail_bytes_without_a_lead_end_at_the_start),
		cmocka_unit_test(test_nothing_stands_before_the_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
