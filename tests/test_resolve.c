#include "../scanner/resolve.c" /* statics included on purpose */
#include "entities.h"

static void
test_latin_inside_a_word_is_not_the_word(void **state)
{
	(void)state;
	expect("active", "");
	expect("ct", "test=ct ");
}

static void
test_latin_between_kanji_is_the_word(void **state)
{
	(void)state;
	expect("胸部ct検査", "test=ct ");
}

static void
test_short_katakana_inside_longer_is_not_the_word(void **state)
{
	(void)state;
	expect("オペレーター", "");
	expect("緊急オペ", "event.surgery=オペ ");
}

static void
test_a_word_that_must_stand_alone_does(void **state)
{
	(void)state;
	expect("がんばれ", "");
	expect("がんの話", "disease=がん ");
}

static void
test_a_stop_word_takes_what_it_holds(void **state)
{
	(void)state;
	expect("肺炎球菌ワクチンを打つ", "");
}

static void
test_a_stop_word_leaves_what_stands_beside_it(void **state)
{
	(void)state;
	expect("肺炎球菌ワクチンと肺炎", "disease=肺炎 ");
}

static void
test_digits_of_a_longer_number_are_not_the_number(void **state)
{
	(void)state;
	expect("マイナンバー 1234567890189", "");
	expect("マイナンバー 9-1234-5678-9018", "");
	expect("マイナンバー 1234-5678-9018-1", "");
}

static void
test_a_wrong_check_digit_is_not_the_number(void **state)
{
	(void)state;
	expect("マイナンバー 123456789017", "");
}

static void
test_a_number_without_its_label_is_not_it(void **state)
{
	(void)state;
	expect("注文 123456789018", "");
}

static void
test_a_label_may_stand_behind(void **state)
{
	(void)state;
	expect("123456789018(マイナンバー)", "number.national=123456789018 ");
}

static void
test_a_label_within_its_distance_counts(void **state)
{
	(void)state;
	expect("マイナンバー、ええと、123456789018",
	    "number.national=123456789018 ");
}

static void
test_a_label_far_away_does_not_count(void **state)
{
	(void)state;
	expect("マイナンバーという制度が始まってから何年もたつが、123456789018",
	    "");
}

static void
test_a_number_between_kanji_is_the_number(void **state)
{
	(void)state;
	expect(
	    "マイナンバー番号123456789018番", "number.national=123456789018 ");
}

static void
test_a_number_at_the_very_start_and_end_is_the_number(void **state)
{
	(void)state;
	expect("090-1234-5678", "contact.phone=090-1234-5678 ");
}

static void
test_the_longest_match_of_a_pattern_counts(void **state)
{
	(void)state;
	expect("電話090-1234-5678です", "contact.phone=090-1234-5678 ");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_latin_inside_a_word_is_not_the_word),
		cmocka_unit_test(test_latin_between_kanji_is_the_word),
		cmocka_unit_test(
		    test_short_katakana_inside_longer_is_not_the_word),
		cmocka_unit_test(test_a_word_that_must_stand_alone_does),
		cmocka_unit_test(test_a_stop_word_takes_what_it_holds),
		cmocka_unit_test(test_a_stop_word_leaves_what_stands_beside_it),
		cmocka_unit_test(
		    test_digits_of_a_longer_number_are_not_the_number),
		cmocka_unit_test(test_a_wrong_check_digit_is_not_the_number),
		cmocka_unit_test(test_a_number_without_its_label_is_not_it),
		cmocka_unit_test(test_a_label_may_stand_behind),
		cmocka_unit_test(test_a_label_within_its_distance_counts),
		cmocka_unit_test(test_a_label_far_away_does_not_count),
		cmocka_unit_test(test_a_number_between_kanji_is_the_number),
		cmocka_unit_test(
		    test_a_number_at_the_very_start_and_end_is_the_number),
		cmocka_unit_test(test_the_longest_match_of_a_pattern_counts),
	};

	return cmocka_run_group_tests(tests, open_small, close_small);
}
