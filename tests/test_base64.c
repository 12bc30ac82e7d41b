#include "../scanner/extract/base64.c" /* statics included on purpose */
#include "taken.h"

static void
test_a_letter_is_what_stands_for_six_bits(void **state)
{
	int c;

	(void)state;
	for (c = 0; c < 256; c++)
		assert_int_equal(is_base64((char)c), sextet((char)c) >= 0);
}

static void
test_letters_end_where_others_begin(void **state)
{
	struct span s = SPAN("Ab9+/-_= 山Q");

	(void)state;
	assert_int_equal(base64_run(s, 0), 7);
	assert_int_equal(base64_gap(s, 7), s.len - 1);
	assert_int_equal(base64_run(s, s.len - 1), s.len);
}

static void
test_nothing_has_neither(void **state)
{
	(void)state;
	assert_int_equal(base64_run(SPAN(""), 0), 0);
	assert_int_equal(base64_gap(SPAN(""), 0), 0);
	assert_int_equal(base64_gap(SPAN("山"), 0), SPAN("山").len);
}

static void
test_digits_that_are_none_or_missing_are_told(void **state)
{
	(void)state;
	assert_int_equal(hex1('f'), 15);
	assert_int_equal(hex1('G'), -1);
	assert_int_equal(hex2(SPAN("e5"), 0), 0xe5);
	assert_int_equal(hex2(SPAN("e"), 0), -1);
	assert_int_equal(hex2(SPAN("g5"), 0), -1);
	assert_int_equal(hex2(SPAN("\0\0"), 0), -1);
	assert_int_equal(hex4(SPAN("5C71"), 0), 0x5c71);
	assert_int_equal(hex4(SPAN("5c7"), 0), -1);
}

static void
expect_decoded(struct span text, struct span want)
{
	struct span got;
	struct taken t;
	uint64_t at;

	taken_open(&t, NULL);
	got = base64_decode(&t.x, text, &at);
	assert_true(span_eq(got, want));
	taken_close(&t);
}

static void
test_a_piece_behind_a_filled_up_one_begins_anew(void **state)
{
	(void)state;
	expect_decoded(SPAN("QQ==QUJD"), SPAN("AABC"));
	expect_decoded(SPAN("QUI=QUJD"), SPAN("ABABC"));
}

static void
test_an_escape_at_the_very_end_is_undone(void **state)
{
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	assert_true(span_eq(
	    unescape(&t.x, SPAN("\\ud83d\\ude00")), SPAN("😀")));
	assert_true(span_eq(
	    percent_decode(&t.x, SPAN("%u5c71"), false), SPAN("山")));
	taken_close(&t);
}

static void
test_lines_of_uuencode_that_are_none_end_it(void **state)
{
	struct span name, bytes;
	struct taken t;

	(void)state;
	taken_open(&t, NULL);
	assert_int_equal(uu_decode(&t.x, SPAN("begin 644 a\n#86)C\nabc\n"), 0,
	                     &name, &bytes),
	    18);
	assert_true(span_eq(bytes, SPAN("abc")));
	assert_int_equal(
	    uu_decode(&t.x, SPAN("begin 644 a\nabc"), 0, &name, &bytes), 0);
	assert_int_equal(
	    uu_decode(&t.x, SPAN("begin with it\n"), 0, &name, &bytes), 0);
	/* lines that say more than they hold */
	assert_int_equal(
	    uu_decode(&t.x, SPAN("begin 644 a\n#\n#\n"), 0, &name, &bytes), 0);
	taken_close(&t);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_letter_is_what_stands_for_six_bits),
		cmocka_unit_test(test_letters_end_where_others_begin),
		cmocka_unit_test(test_nothing_has_neither),
		cmocka_unit_test(test_digits_that_are_none_or_missing_are_told),
		cmocka_unit_test(
		    test_a_piece_behind_a_filled_up_one_begins_anew),
		cmocka_unit_test(test_lines_of_uuencode_that_are_none_end_it),
		cmocka_unit_test(test_an_escape_at_the_very_end_is_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
