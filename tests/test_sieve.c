/* The sieve lets every text with a word through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../scanner/sieve.c"

#include <cmocka.h>

#define WORD(w) { .text = (w), .len = sizeof(w) - 1 }

static struct lexeme words[] = { WORD("患"), WORD("肺炎"), WORD("糖尿病"),
	WORD("大動脈解離"), WORD("胸部大動脈瘤破裂"), WORD("👴"), WORD("ステる"),
	WORD("多発性硬化症"), WORD("多発性硬化症再発") };
static const struct lexemes set = { .v = words,
	.n = sizeof words / sizeof words[0] };

static int
make(void **state)
{
	struct shuhi_error err;
	struct sieve *s;

	if (sieve_make(&set, &s, &err) != 0)
		return -1;
	*state = s;
	return 0;
}

static int
unmake(void **state)
{
	sieve_free(*state);
	return 0;
}

/* Does some stretch hold all of bytes [from, to)? */
static bool
covers(const struct sieve *s, struct span text, size_t from, size_t to)
{
	struct stretch found;
	size_t at = 0;

	while (sieve_next(s, text, &at, &found))
		if (found.from <= from && to <= found.to)
			return true;
	return false;
}

static bool
lets_through(const struct sieve *s, struct span text)
{
	struct stretch found;
	size_t at = 0;

	return sieve_next(s, text, &at, &found);
}

static void
test_a_text_without_any_word_is_held(void **state)
{
	assert_false(lets_through(*state, SPAN("今日はいい天気ですね")));
}

static void
test_an_empty_text_is_held(void **state)
{
	assert_false(lets_through(*state, SPAN("")));
}

static void
test_every_word_goes_through_at_every_place(void **state)
{
	static const char around[] = "あaé😀漢";
	char text[64];
	size_t i, cut, n;

	for (i = 0; i < set.n; i++)
		for (cut = 0; cut < sizeof around; cut++) {
			if (!utf8_is_lead(around[cut]))
				continue;
			n = cut;
			memcpy(text, around, cut);
			memcpy(text + n, words[i].text, words[i].len);
			n += words[i].len;
			memcpy(text + n, around + cut,
			    sizeof around - 1 - cut);
			n += sizeof around - 1 - cut;
			assert_true(covers(*state, (struct span){ text, n },
			    cut, cut + words[i].len));
		}
}

static void
test_a_word_that_only_begins_alike_may_pass(void **state)
{
	/* six letters are looked at: the seventh is Hyperscan's business */
	assert_true(lets_through(*state, SPAN("胸部大動脈瘤だ")));
	assert_false(lets_through(*state, SPAN("胸部大動物園だ")));
}

static void
test_random_texts_with_a_word_all_pass(void **state)
{
	uint64_t seed = 20261121;
	char text[256];
	size_t round, n, i, at, from = 0;

	for (round = 0; round < 20000; round++) {
		n = 0;
		at = round % 20;
		for (i = 0; i < 20; i++) {
			const struct lexeme *w = &words[round % set.n];

			seed = seed * 6364136223846793005u + 1442695040888963407u;
			if (i == at) {
				from = n;
				memcpy(text + n, w->text, w->len);
				n += w->len;
			}
			n += utf8_put(text + n,
			    0x3041 + (uint32_t)(seed >> 33) % 0x6000);
		}
		assert_true(covers(*state, (struct span){ text, n }, from,
		    from + words[round % set.n].len));
	}
}

static void
test_a_stretch_is_as_long_as_the_longest_word_that_begins_so(void **state)
{
	struct span text = SPAN("あ大動脈解離い");
	struct stretch found;
	size_t at = 0;

	assert_true(sieve_next(*state, text, &at, &found));
	assert_int_equal(found.from, sizeof("あ") - 1);
	assert_int_equal(found.to, sizeof("あ大動脈解離") - 1);
	assert_false(sieve_next(*state, text, &at, &found));
}

static void
test_a_stretch_ends_with_the_text(void **state)
{
	struct span text = SPAN("胸部大動脈瘤破");
	struct stretch found;
	size_t at = 0;

	assert_true(sieve_next(*state, text, &at, &found));
	assert_int_equal(found.to, text.len);
}

static void
test_words_far_apart_are_stretches_that_do_not_touch(void **state)
{
	struct span text = SPAN(
	    "肺炎ああああああああああああああああああああ患ああああああああああ糖尿病");
	struct stretch found;
	size_t at = 0, end = 0, n = 0;

	while (sieve_next(*state, text, &at, &found)) {
		assert_true(n == 0 || found.from > end);
		end = found.to;
		n++;
	}
	assert_int_equal(n, 3);
}

static void
test_of_words_that_begin_alike_the_longer_goes_through_whole(void **state)
{
	struct span text = SPAN("多発性硬化症再発");

	assert_true(covers(*state, text, 0, text.len));
}

/* Wherever one stretch ends and the search for the next begins. */
static void
test_a_word_any_way_behind_another_goes_through(void **state)
{
	static const char first[] = "患", second[] = "糖尿病";
	char text[128];
	size_t gap, at;

	for (gap = 0; gap < 64; gap++) {
		memcpy(text, first, sizeof first - 1);
		memset(text + sizeof first - 1, 'x', gap);
		at = sizeof first - 1 + gap;
		memcpy(text + at, second, sizeof second - 1);
		assert_true(covers(*state,
		    (struct span){ text, at + sizeof second - 1 }, at,
		    at + sizeof second - 1));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_text_without_any_word_is_held),
		cmocka_unit_test(test_an_empty_text_is_held),
		cmocka_unit_test(test_every_word_goes_through_at_every_place),
		cmocka_unit_test(test_a_word_that_only_begins_alike_may_pass),
		cmocka_unit_test(test_random_texts_with_a_word_all_pass),
		cmocka_unit_test(
		    test_a_stretch_is_as_long_as_the_longest_word_that_begins_so),
		cmocka_unit_test(test_a_stretch_ends_with_the_text),
		cmocka_unit_test(
		    test_words_far_apart_are_stretches_that_do_not_touch),
		cmocka_unit_test(
		    test_of_words_that_begin_alike_the_longer_goes_through_whole),
		cmocka_unit_test(
		    test_a_word_any_way_behind_another_goes_through),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
