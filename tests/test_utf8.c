#include "../scanner/utf8.c"
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

/* Letters are taken five at a time where they have three bytes. */
static void
test_a_valid_run_ends_at_the_broken_byte_wherever_it_stands(void **state)
{
	static const char wrong[] = { '\xc0', '\xed', '\xff', 'x' };
	char text[3 * 12];
	size_t at, w, i;

	(void)state;
	for (at = 0; at < sizeof text; at++)
		for (w = 0; w < sizeof wrong; w++) {
			for (i = 0; i < sizeof text; i += 3)
				memcpy(text + i, "\xe5\xb1\xb1", 3);
			text[at] = wrong[w];
			assert_int_equal(
			    utf8_run((struct span){ text, sizeof text }),
			    at / 3 * 3 + (wrong[w] == 'x' && at % 3 == 0));
		}
}

/* Sixteen bytes at a time, and what is left. */
static void
test_kanji_are_counted_wherever_they_stand(void **state)
{
	static const char kana[] = "あいabcう。ー!?ｱ";
	char text[64];
	size_t before;

	(void)state;
	assert_int_equal(utf8_kanji(span_of(kana)), 0);
	assert_int_equal(utf8_kanji(MIXED), 1); /* 𠮷 is not */
	assert_int_equal(utf8_kanji(SPAN("一鿿")), 2);
	for (before = 0; before < 40; before++) {
		memset(text, 'x', sizeof text);
		memcpy(text + before, "山田", 6);
		assert_int_equal(
		    utf8_kanji((struct span){ text, before + 9 }), 2);
	}
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
		cmocka_unit_test(
		    test_a_valid_run_ends_at_the_broken_byte_wherever_it_stands),
		cmocka_unit_test(test_kanji_are_counted_wherever_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
