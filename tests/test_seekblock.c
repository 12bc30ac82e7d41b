/*
 * What the walk notes of letters sixteen at a time is what utf8.h says of each by
 * itself, wherever in a run it stands and whatever stands beside it.
 */
#define seek_masked_name ask_nobody /* needs a roster */
#include "../scanner/roster/seekblock.c"
#include "help.h"

#define MOST 40 /* letters of a text here: less than a block */

int
ask_nobody(struct seeker *s, size_t at, struct shuhi_error *err)
{
	(void)s;
	(void)at;
	(void)err;
	return 0;
}

static struct seek_block
noted(struct span text)
{
	struct seeker s = { .text = text };
	struct seek_block b;
	struct shuhi_error err;
	size_t at = 0;

	seek_block_begin(&b);
	assert_int_equal(seek_block_fill(&s, &b, &at, &err), 0);
	assert_int_equal(at, text.len);
	return b;
}

static bool
one_of(uint32_t c, const uint32_t *set, size_t n)
{
	while (n > 0)
		if (set[--n] == c)
			return true;
	return false;
}

/* Letter i of the block is c, which stands at byte `at`. */
static void
assert_letter(const struct seek_block *b, size_t i, uint32_t c, size_t at)
{
	static const uint32_t particles[] = { 0x306f, 0x304c, 0x3092, 0x306b,
		0x306e, 0x3068, 0x3082, 0x3067, 0x3078, 0x3084 };
	static const uint32_t honorifics[] = { 0x3055, 0x304f, 0x3061 };
	bool kana = is_hiragana(c) || is_katakana(c);

	assert_int_equal(b->at[i], at);
	assert_int_equal(b->letter[i], letter_spelt(c) & 0xffff);
	if (kana)
		assert_int_equal(b->low[i], letter_spelt(c) & 0xff);
	assert_int_equal(b->kana >> i & 1, kana);
	assert_int_equal(b->katakana >> i & 1, is_katakana(c));
	assert_int_equal(b->kanji >> i & 1, is_kanji(c));
	assert_int_equal(b->begins >> i & 1, one_of(c, particles, 10));
	assert_int_equal(b->follows >> i & 1, one_of(c, honorifics, 3));
}

static void
assert_noted(const uint32_t *c, size_t n)
{
	char text[4 * MOST];
	size_t at[MOST], len = 0, i, letter = 1;
	struct seek_block b;
	bool gap = false;

	for (i = 0; i < n; i++) {
		at[i] = len;
		len += utf8_put(text + len, c[i]);
	}
	b = noted((struct span){ text, len });
	for (i = 0; i < n; i++) {
		if (letter_is_gap(c[i])) {
			gap = true;
			continue;
		}
		assert_int_equal(b.gap >> letter & 1, gap);
		assert_letter(&b, letter++, c[i], at[i]);
		gap = false;
	}
	assert_int_equal(b.n, letter);
}

static void
test_every_code_point_is_noted_as_what_it_is(void **state)
{
	uint32_t c;

	(void)state;
	for (c = 1; c < 0x30000; c++)
		if (c < 0xd800 || c > 0xdfff)
			assert_noted(&c, 1);
}

static void
test_the_place_in_a_run_does_not_matter(void **state)
{
	uint32_t text[MOST], i, at;

	(void)state;
	for (at = 0; at < 34; at++)
		for (i = 0x3000; i < 0x3100; i++) {
			for (size_t k = 0; k < 34; k++)
				text[k] = 0x4e00 + (uint32_t)k;
			text[at] = i;
			assert_noted(text, 34);
		}
}

static void
test_neighbours_do_not_matter(void **state)
{
	static const uint32_t some[] = { 'a', '1', ' ', 0x30fb, 0x3042, 0x30a2,
		0x30fc, 0x4e9c, 0x3005, 0x3001, 0x25cb, 0x20bb7, 0x1f600, 0xe9,
		0x3400, 0x3131, 0xfa11, 0x9fff, 0x306f, 0x3055 };
	uint32_t text[MOST], seed = 7;
	size_t round, i;

	(void)state;
	for (round = 0; round < 20000; round++) {
		for (i = 0; i < MOST; i++)
			text[i] = some[chance(&seed, sizeof some / 4)];
		assert_noted(text, 1 + chance(&seed, MOST));
	}
}

static void
test_a_block_is_carried_on_where_it_was_full(void **state)
{
	char text[3 * 100];
	struct seeker s = { .text = { text, sizeof text } };
	struct seek_block b;
	struct shuhi_error err;
	size_t at = 0, i;

	(void)state;
	for (i = 0; i < 100; i++) /* は every seventh, kanji else */
		utf8_put(text + 3 * i, i % 7 == 0 ? 0x306f : 0x4e00);
	seek_block_begin(&b);
	assert_int_equal(seek_block_fill(&s, &b, &at, &err), 0);
	assert_int_equal(b.n, BLOCK);
	assert_int_equal(at, 3 * (BLOCK - 1));
	seek_block_carry(&b);
	assert_int_equal(b.n, AHEAD + 1);
	for (i = 0; i < b.n; i++)
		assert_letter(
		    &b, i, (58 + i) % 7 == 0 ? 0x306f : 0x4e00, 3 * (58 + i));
	assert_int_equal(seek_block_fill(&s, &b, &at, &err), 0);
	assert_int_equal(at, sizeof text);
	for (i = 0; i < b.n; i++)
		assert_letter(
		    &b, i, (58 + i) % 7 == 0 ? 0x306f : 0x4e00, 3 * (58 + i));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code_point_is_noted_as_what_it_is),
		cmocka_unit_test(test_the_place_in_a_run_does_not_matter),
		cmocka_unit_test(test_neighbours_do_not_matter),
		cmocka_unit_test(test_a_block_is_carried_on_where_it_was_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
