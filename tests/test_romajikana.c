#include "../scanner/romajikana.c"
#include "help.h"

static struct arena arena;

static int
begin(void **state)
{
	(void)state;
	arena_init(&arena, SIZE_MAX);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_fini(&arena);
	return 0;
}

static void
assert_read(const char *romaji, const char *hiragana)
{
	struct respelt out;

	assert_true(romaji_to_hiragana(&arena, span_of(romaji), &out));
	assert_int_equal(out.len, strlen(hiragana));
	assert_memory_equal(out.s, hiragana, out.len);
}

static void
test_hepburn_kunrei_and_typed_romaji_are_read(void **state)
{
	(void)state;
	assert_read("shinjuku sinzyuku", "しんじゅく しんじゅく");
	assert_read("tsuchi tuti", "つち つち");
	assert_read("shimbun kon'ya sannin", "しんぶん こんや さんにん");
	assert_read("itta matcha zasshi", "いった まっちゃ ざっし");
}

static void
test_a_hyphen_joins_a_word_and_ends_a_long_vowel(void **state)
{
	(void)state;
	assert_read("kanja-san", "かんじゃさん");
	assert_read("senta- e", "せんたー え");
}

static void
test_what_is_no_romaji_stays_as_it_is(void **state)
{
	(void)state;
	assert_read("mrsa plus, 305 no", "mrsa plus, 305 の");
	assert_read("-", "-");
	assert_read("'", "'");
	assert_read("\xe6\xb8\xa9", "\xe6\xb8\xa9");
}

static void
test_every_byte_tells_where_it_comes_from(void **state)
{
	struct respelt out;
	size_t i;

	(void)state;
	assert_true(romaji_to_hiragana(&arena, SPAN("ct kyou"), &out));
	/* "ct " as it is, きょ of three letters from 3 on, う from 6 on */
	assert_int_equal(out.len, 3 + 6 + 3);
	for (i = 0; i < 3; i++)
		assert_int_equal(out.from[i], i);
	assert_int_equal(out.from[3], 3);
	assert_int_equal(out.from[9], 6);
	assert_int_equal(out.from[out.len], 7);
}

static void
test_a_word_of_48_letters_is_read_and_one_of_49_is_not(void **state)
{
	char word[50], kana[3 * 48 + 1], *end = kana;
	size_t i;

	(void)state;
	memset(word, 'a', sizeof word);
	word[48] = '\0';
	for (i = 0; i < 48; i++)
		end = mempcpy(end, "あ", 3);
	*end = '\0';
	assert_read(word, kana);
	word[48] = 'a';
	word[49] = '\0';
	assert_read(word, word);
}

static void
test_japanese_in_latin_letters_is_told_from_english(void **state)
{
	(void)state;
	assert_true(romaji_is(SPAN("kyou no kanja-san, mata koronda")));
	assert_true(romaji_is(SPAN("203 no ojiichan, nakunatta")));
	assert_false(romaji_is(SPAN("the patient in room 5 fell again")));
	assert_false(romaji_is(SPAN("kanja")));
	assert_false(romaji_is(SPAN("")));
}

#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_hepburn_kunrei_and_typed_romaji_are_read),
		T(test_a_hyphen_joins_a_word_and_ends_a_long_vowel),
		T(test_what_is_no_romaji_stays_as_it_is),
		T(test_every_byte_tells_where_it_comes_from),
		T(test_a_word_of_48_letters_is_read_and_one_of_49_is_not),
		T(test_japanese_in_latin_letters_is_told_from_english),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
