#include "../scanner/resolve.c" /* statics included on purpose */
#include "entities.h"
#include "worker.h"

static void
test_latin_inside_a_word_is_not_the_word(void **state)
{
	(void)state;
	expect("胸部active", "");
	expect("胸部 ct", "test=ct ");
}

static void
test_a_short_latin_word_without_japanese_around_is_none(void **state)
{
	(void)state;
	expect("the value of ct is zero", "");
}

static void
test_a_short_latin_word_within_forty_letters_of_japanese_is_one(void **state)
{
	(void)state;
	expect("ct zero zero zero zero zero zero zero zer胸",
	    "test=ct ");
}

static void
test_a_short_latin_word_further_from_japanese_is_none(void **state)
{
	(void)state;
	expect("ct zero zero zero zero zero zero zero zero胸",
	    "");
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

static void
test_a_label_behind_counts_half_as_far_and_no_further(void **state)
{
	(void)state;
	expect("123456789018あいマイナンバー", "number.national=123456789018 ");
	expect("123456789018あいうマイナンバー", "");
}

/* ---- sentences --------------------------------------------------------------- */

static struct resolver
cut(struct arena *a, struct span text)
{
	struct resolver r = { .arena = a, .text = text, .to = text.len };
	struct shuhi_error err;

	arena_init(a, 1 << 20);
	assert_int_equal(resolve_sentences(&r, &err), 0);
	return r;
}

static void
test_a_sentence_may_be_so_long_and_no_longer(void **state)
{
	static char text[LIMIT_SENTENCE + 1];
	struct resolver r;
	struct arena a;

	(void)state;
	memset(text, 'a', sizeof text);
	r = cut(&a, (struct span){ text, LIMIT_SENTENCE });
	assert_int_equal(r.nsentences, 1);
	arena_fini(&a);
	r = cut(&a, (struct span){ text, LIMIT_SENTENCE + 1 });
	assert_int_equal(r.nsentences, 2);
	assert_int_equal(r.sentence_end[0], LIMIT_SENTENCE);
	arena_fini(&a);
}

static void
test_what_begins_a_sentence_belongs_to_it(void **state)
{
	static const char text[] = "熱。肺炎";
	struct entity e = { .from = 6, .to = 12 };
	struct resolver r;
	struct arena a;

	(void)state;
	r = cut(&a, (struct span){ text, sizeof text - 1 });
	r.out = (struct passage){ .entities = &e, .n = 1 };
	number(&r);
	assert_int_equal(e.sentence, 1);
	assert_int_equal(e.cfrom, 2);
	arena_fini(&a);
}

static void
test_without_memory_for_what_rosters_say_nothing_is_resolved(void **state)
{
	static struct entity told[1000];
	struct shuhi_error err;
	struct arena a;
	struct resolver r = { .ids = &scanner->ids, .lx = &scanner->lexicon,
		.arena = &a, .text = SPAN("x"), .to = 1, .told = told,
		.ntold = sizeof told / sizeof told[0] };

	(void)state;
	arena_init(&a, sizeof told / 2);
	assert_int_equal(resolve(&r, &err), -1);
	assert_int_equal(err.code, SHUHI_E_NOMEM);
	arena_fini(&a);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_latin_inside_a_word_is_not_the_word),
		cmocka_unit_test(test_a_short_latin_word_without_japanese_around_is_none),
		cmocka_unit_test(test_a_short_latin_word_within_forty_letters_of_japanese_is_one),
		cmocka_unit_test(test_a_short_latin_word_further_from_japanese_is_none),
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
		cmocka_unit_test(
		    test_a_label_behind_counts_half_as_far_and_no_further),
		cmocka_unit_test(test_a_sentence_may_be_so_long_and_no_longer),
		cmocka_unit_test(test_what_begins_a_sentence_belongs_to_it),
		cmocka_unit_test(
		    test_without_memory_for_what_rosters_say_nothing_is_resolved),
	};

	return cmocka_run_group_tests(tests, open_small, close_small);
}
