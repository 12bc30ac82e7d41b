/* Which kinds of signs a text holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../scanner/lexicon.c"

#include <cmocka.h>

#define LETTERS "あいうえおかきくけこ" /* 30 bytes */

/* The text with `sign` in front of its i-th letter. */
static unsigned
signs_with(const char *sign, size_t i)
{
	char text[64];
	size_t n = strlen(sign);

	memcpy(text, LETTERS, 3 * i);
	memcpy(text + 3 * i, sign, n);
	memcpy(text + 3 * i + n, LETTERS + 3 * i, 30 - 3 * i);
	return lexicon_signs((struct span){ text, 30 + n });
}

static void
test_japanese_letters_are_no_signs(void **state)
{
	size_t n;

	(void)state;
	for (n = 0; n <= 30; n += 3)
		assert_int_equal(lexicon_signs((struct span){ LETTERS, n }), 0);
}

static void
test_a_latin_letter_is_seen_wherever_it_stands(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i <= 10; i++)
		assert_int_equal(signs_with("z", i), SIGN_LATIN);
}

static void
test_a_mark_is_seen_wherever_it_stands(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i <= 10; i++)
		assert_int_equal(signs_with("@", i), SIGN_MARK);
}

static void
test_a_circle_in_a_masked_name_is_seen_wherever_it_stands(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i <= 10; i++)
		assert_int_equal(signs_with("○", i), SIGN_LATIN);
}

static void
test_a_digit_is_both(void **state)
{
	(void)state;
	assert_int_equal(signs_with("7", 4), SIGN_LATIN | SIGN_MARK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_japanese_letters_are_no_signs),
		cmocka_unit_test(test_a_latin_letter_is_seen_wherever_it_stands),
		cmocka_unit_test(test_a_mark_is_seen_wherever_it_stands),
		cmocka_unit_test(test_a_circle_in_a_masked_name_is_seen_wherever_it_stands),
		cmocka_unit_test(test_a_digit_is_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
