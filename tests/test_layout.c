#include "../capture/picture/layout.c" /* statics included on purpose */

#include "help.h"

static struct page page;

static int
gone(void **state)
{
	(void)state;
	free(page.text);
	free(page.glyphs);
	free(page.word);
	page = (struct page){ 0 };
	return 0;
}

/* A symbol of 10 x 10 in column x of line y. */
#define AT(letter, column, row)                                               \
	{ .text = letter, .x = 10 * (column), .y = 20 * (row), .w = 10,        \
		.h = 10, .confidence = 90 }
#define WORD(letter, column, row)                                             \
	{ .text = letter, .x = 10 * (column), .y = 20 * (row), .w = 10,        \
		.h = 10, .confidence = 90, .word = true }
#define LINE(letter, column, row)                                             \
	{ .text = letter, .x = 10 * (column), .y = 20 * (row), .w = 10,        \
		.h = 10, .confidence = 90, .word = true, .line = true }
#define BLOCK(letter, column, row)                                            \
	{ .text = letter, .x = 10 * (column), .y = 20 * (row), .w = 10,        \
		.h = 10, .confidence = 90, .word = true, .line = true,         \
		.block = true }

static void
expect_text(struct symbol *symbols, size_t n, const char *want)
{
	struct symbols all = { symbols, n, n };

	assert_int_equal(layout(&all, &page), LOOK_READ);
	assert_int_equal(page.len, strlen(want));
	assert_memory_equal(page.text, want, page.len);
	assert_int_equal(page.n, n);
	gone(NULL);
}

#define EXPECT(want, ...)                                                     \
	do {                                                                   \
		struct symbol all[] = { __VA_ARGS__ };                         \
		expect_text(all, sizeof all / sizeof *all, want);              \
	} while (0)

static void
test_words_that_are_written_without_blanks_get_none(void **state)
{
	(void)state;
	EXPECT("患者", BLOCK("患", 0, 0), WORD("者", 1, 0));
	EXPECT("305号", BLOCK("3", 0, 0), AT("0", 1, 0), AT("5", 2, 0),
	    WORD("号", 3, 0));
	EXPECT("患ID", BLOCK("患", 0, 0), WORD("I", 1, 0), AT("D", 2, 0));
}

static void
test_words_in_latin_letters_keep_their_blank(void **state)
{
	(void)state;
	EXPECT("a b", BLOCK("a", 0, 0), WORD("b", 1, 0));
	EXPECT("ab", BLOCK("a", 0, 0), AT("b", 1, 0));
}

static void
test_a_gap_between_words_is_a_blank_in_any_script(void **state)
{
	(void)state;
	EXPECT("患 者", BLOCK("患", 0, 0), WORD("者", 3, 0));
	EXPECT("患者", BLOCK("患", 0, 0), WORD("者", 2, 0));
}

static void
test_lines_end_and_blocks_stand_apart(void **state)
{
	(void)state;
	EXPECT("a\nb\n\nc", BLOCK("a", 0, 0), LINE("b", 0, 1), BLOCK("c", 0, 9));
}

static void
test_nothing_read_is_an_empty_text(void **state)
{
	struct symbols none = { 0 };

	(void)state;
	assert_int_equal(layout(&none, &page), LOOK_READ);
	assert_int_equal(page.len, 0);
	assert_int_equal(page.n, 0);
}

static void
test_each_glyph_stands_for_its_bytes(void **state)
{
	struct symbol all[] = { BLOCK("患", 0, 0), WORD("b", 4, 0),
		LINE("者", 0, 1) };
	struct symbols in = { all, 3, 3 };

	(void)state;
	assert_int_equal(layout(&in, &page), LOOK_READ);
	assert_int_equal(page.glyphs[0].start, 0);
	assert_int_equal(page.glyphs[0].end, 3);
	assert_int_equal(page.glyphs[1].start, 4); /* behind the blank */
	assert_int_equal(page.glyphs[1].end, 5);
	assert_int_equal(page.glyphs[1].line, 0);
	assert_int_equal(page.glyphs[2].start, 6);
	assert_int_equal(page.glyphs[2].line, 1);
	assert_int_equal(page.glyphs[2].box.y, 20);
	assert_true(page.word[2]);
}

static void
test_text_fills_the_limit_and_no_more(void **state)
{
	size_t n = LIMIT_PICTURE_TEXT / 16, i;
	struct symbols in = { calloc(n + 1, sizeof *in.at), n, n + 1 };

	(void)state;
	assert_non_null(in.at);
	for (i = 0; i < n; i++)
		memset(in.at[i].text, 'a', 16);
	assert_int_equal(layout(&in, &page), LOOK_READ);
	assert_int_equal(page.len, LIMIT_PICTURE_TEXT);
	gone(NULL);
	in.at[in.n++].text[0] = 'a';
	assert_int_equal(layout(&in, &page), LOOK_TOO_LARGE);
	free(in.at);
}

#define EACH(test) cmocka_unit_test_teardown(test, gone)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_words_that_are_written_without_blanks_get_none),
		EACH(test_words_in_latin_letters_keep_their_blank),
		EACH(test_a_gap_between_words_is_a_blank_in_any_script),
		EACH(test_lines_end_and_blocks_stand_apart),
		EACH(test_nothing_read_is_an_empty_text),
		EACH(test_each_glyph_stands_for_its_bytes),
		EACH(test_text_fills_the_limit_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
