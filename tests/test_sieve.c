#include "../scanner/sieve.c" /* statics included on purpose */
#include "help.h"

static const char *const words[] = { "肺炎", "肺", "糖尿病", "急性骨髄性白血病",
	"ct", "c", "オペ", "ステる", "𠮷", "𠮷田病", "a", "がん", "crp", "○" };
#define WORDS (sizeof words / sizeof *words)

static struct sieve *
sieve_of(const char *const *text, size_t n)
{
	struct lexeme v[WORDS];
	struct lexemes set = { .v = v, .n = n };
	struct sieve *s = NULL;
	struct shuhi_error err;
	size_t i;

	for (i = 0; i < n; i++)
		v[i] = (struct lexeme){ .text = text[i],
			.len = (uint32_t)strlen(text[i]) };
	assert_int_equal(sieve_make(&set, &s, &err), 0);
	return s;
}

static void
test_a_text_with_a_word_is_never_held_back(void **state)
{
	static const char *const bits[] = { "あ", "肺", "炎", "糖", "尿", "病",
		"c", "t", "オ", "ペ", "𠮷", "田", "b", " ", "急", "性", "骨髄",
		"白血", "\n", "😭" };
	struct cliff cliff = cliff_new(256);
	uint32_t seed = 31;
	char buf[256];
	size_t i, k, n, w, hits = 0;
	struct sieve *s;
	struct span text;
	bool any;

	(void)state;
	for (i = 0; i < 20000; i++) {
		w = chance(&seed, WORDS);
		s = sieve_of(
		    &words[w], 1 + chance(&seed, (uint32_t)(WORDS - w)));
		for (k = chance(&seed, 12), n = 0; k > 0; k--)
			n += (size_t)snprintf(buf + n, sizeof buf - n, "%s",
			    bits[chance(&seed, sizeof bits / sizeof *bits)]);
		text = cliff_copy(cliff, (struct span){ buf, n });
		any = span_has(text, span_of(words[w]));
		hits += any;
		assert_true(!any || sieve_lets_through(s, text));
		sieve_free(s);
	}
	assert_true(hits > 200);
	cliff_gone(cliff);
}

static void
test_every_word_by_itself_is_let_through(void **state)
{
	struct sieve *s = sieve_of(words, WORDS);
	size_t i;

	(void)state;
	for (i = 0; i < WORDS; i++)
		assert_true(sieve_lets_through(s, span_of(words[i])));
	sieve_free(s);
}

static void
test_an_empty_text_is_held_back(void **state)
{
	struct sieve *s = sieve_of(words, WORDS);

	(void)state;
	assert_false(sieve_lets_through(s, SPAN("")));
	sieve_free(s);
}

static void
test_everyday_talk_is_held_back(void **state)
{
	struct sieve *s = sieve_of(words, 4);

	(void)state;
	assert_false(sieve_lets_through(s, SPAN("今日はいい天気")));
	sieve_free(s);
}

static void
test_a_sieve_of_no_words_holds_all_back(void **state)
{
	struct sieve *s = sieve_of(words, 0);

	(void)state;
	assert_false(sieve_lets_through(s, SPAN("肺炎")));
	sieve_free(s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_text_with_a_word_is_never_held_back),
		cmocka_unit_test(test_every_word_by_itself_is_let_through),
		cmocka_unit_test(test_an_empty_text_is_held_back),
		cmocka_unit_test(test_everyday_talk_is_held_back),
		cmocka_unit_test(test_a_sieve_of_no_words_holds_all_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
