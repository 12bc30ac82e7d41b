#include "../scanner/roster/romaji.c" /* statics included on purpose */
#include "help.h"

struct wanted {
	struct span kana;
	bool seen;
	size_t told;
};

static bool
compare(void *ctx, struct span kana)
{
	struct wanted *w = ctx;

	w->told++;
	w->seen |= span_eq(w->kana, kana);
	return true;
}

static bool
spells(const char *latin, const char *kana)
{
	struct wanted w = { .kana = span_of(kana) };

	romaji_spellings(span_of(latin), compare, &w);
	return w.seen;
}

static size_t
spellings(const char *latin)
{
	struct wanted w = { .kana = SPAN("") };

	romaji_spellings(span_of(latin), compare, &w);
	return w.told;
}

static bool
keep_first(void *ctx, struct span kana)
{
	struct wanted *w = ctx;

	w->told++;
	w->seen = span_eq(w->kana, kana);
	return false;
}

static void
test_hepburn_and_kunrei_are_read(void **state)
{
	(void)state;
	assert_true(spells("tanaka", "たなか"));
	assert_true(spells("fujishima", "ふじしま"));
	assert_true(spells("huzisima", "ふじしま"));
	assert_true(spells("chatsu", "ちゃつ"));
	assert_true(spells("tyatu", "ちゃつ"));
}

static void
test_long_vowels_may_be_left_out_or_written_in_any_way(void **state)
{
	static const char *const writings[] = { "sato", "satou", "satoh",
		"sat\u014d", "sat\u00f4" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof writings / sizeof writings[0]; i++)
		assert_true(spells(writings[i], "さとう"));
	assert_true(spells("ono", "おおの"));
	assert_true(spells("ohno", "おおの"));
	assert_true(spells("oono", "おおの"));
	assert_true(spells("yuki", "ゆうき"));
}

static void
test_a_written_macron_is_never_short(void **state)
{
	(void)state;
	assert_false(spells("sat\u014d", "さと"));
}

static void
test_n_before_a_vowel_is_read_both_ways(void **state)
{
	(void)state;
	assert_true(spells("junichi", "じゅんいち"));
	assert_true(spells("junichi", "じゅにち"));
	assert_true(spells("jun'ichi", "じゅんいち"));
	assert_false(spells("jun'ichi", "じゅにち"));
}

static void
test_m_before_b_m_p_is_a_nasal(void **state)
{
	(void)state;
	assert_true(spells("namba", "なんば"));
	assert_true(spells("homma", "ほんま"));
	assert_true(spells("sampei", "さんぺい"));
}

static void
test_doubled_consonants_are_small_tsu(void **state)
{
	(void)state;
	assert_true(spells("hattori", "はっとり"));
	assert_true(spells("hatcho", "はっちょ"));
}

static void
test_what_is_no_romaji_has_no_spelling(void **state)
{
	(void)state;
	assert_int_equal(spellings("smith"), 0);
	assert_int_equal(spellings("q"), 0);
	assert_int_equal(spellings("x2"), 0);
	assert_int_equal(spellings(""), 0);
	assert_int_equal(spellings("さとう"), 0);
}

static void
test_the_plainest_spelling_comes_first_and_may_end_the_search(void **state)
{
	struct wanted w = { .kana = SPAN("さと") };

	(void)state;
	romaji_spellings(SPAN("sato"), keep_first, &w);
	assert_true(w.seen);
	assert_int_equal(w.told, 1);
}

static void
test_spellings_have_a_ceiling(void **state)
{
	(void)state;
	assert_int_equal(spellings("kokokokokoko"), LIMIT_ROMAJI);
}

/* Is the search for a word's spellings over by itself? */
static bool
comes_to_an_end(const char *word)
{
	struct wanted w = { .kana = SPAN("") };
	struct spelling_out o = {
		.in = span_of(word),
		.tell = compare,
		.ctx = &w,
		.left = LIMIT_ROMAJI,
		.steps = LIMIT_ROMAJI_STEPS,
	};

	spell_on(&o, 0, 0);
	assert_int_equal(w.told, 0);
	return !o.stop;
}

/* Words without any spelling: 4096 steps to know it, and 4097. */
static void
test_dead_ends_have_a_ceiling(void **state)
{
	(void)state;
	assert_true(comes_to_an_end("oummmonunuouomtsui"));
	assert_false(comes_to_an_end("ukaoammopooukonuom"));
}

static void
test_letters_have_a_ceiling(void **state)
{
	char word[LIMIT_ROMAJI_LETTERS + 2];

	(void)state;
	memset(word, 'a', sizeof word);
	word[LIMIT_ROMAJI_LETTERS + 1] = '\0';
	assert_int_equal(spellings(word), 0);
	word[LIMIT_ROMAJI_LETTERS] = '\0';
	assert_int_equal(spellings(word), 1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hepburn_and_kunrei_are_read),
		cmocka_unit_test(
		    test_long_vowels_may_be_left_out_or_written_in_any_way),
		cmocka_unit_test(test_a_written_macron_is_never_short),
		cmocka_unit_test(test_n_before_a_vowel_is_read_both_ways),
		cmocka_unit_test(test_m_before_b_m_p_is_a_nasal),
		cmocka_unit_test(test_doubled_consonants_are_small_tsu),
		cmocka_unit_test(test_what_is_no_romaji_has_no_spelling),
		cmocka_unit_test(
		    test_the_plainest_spelling_comes_first_and_may_end_the_search),
		cmocka_unit_test(test_spellings_have_a_ceiling),
		cmocka_unit_test(test_dead_ends_have_a_ceiling),
		cmocka_unit_test(test_letters_have_a_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
