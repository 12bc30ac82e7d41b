#include "../scanner/lines.c" /* statics included on purpose */
#include "dir.h"

static struct lines
opened(struct span bytes)
{
	struct lines l;
	struct shuhi_error err;

	folder_put(dir, "x.tsv", bytes);
	assert_int_equal(
	    lines_open(&l, folder_file(dir, "x.tsv"), SHUHI_E_DICT, &err), 0);
	return l;
}

static void
expect_first(
    struct span bytes, struct span field, size_t nfields, uint32_t number)
{
	struct lines l = opened(bytes);
	struct line line;

	assert_true(lines_next(&l, &line));
	assert_true(span_eq(line.field[0], field));
	assert_int_equal(line.nfields, nfields);
	assert_int_equal(line.number, number);
	lines_close(&l);
}

static void
expect_none(struct span bytes)
{
	struct lines l = opened(bytes);
	struct line line;

	assert_false(lines_next(&l, &line));
	lines_close(&l);
}

static void
expect_refused(struct span bytes, uint32_t line, uint32_t column)
{
	struct lines l;
	struct shuhi_error err = { 0 };

	folder_put(dir, "x.tsv", bytes);
	assert_int_equal(
	    lines_open(&l, folder_file(dir, "x.tsv"), SHUHI_E_DICT, &err), -1);
	assert_int_equal(err.code, SHUHI_E_DICT);
	assert_int_equal(err.line, line);
	assert_int_equal(err.column, column);
	assert_null(l.data);
}

static void
test_an_empty_file_has_no_lines(void **state)
{
	(void)state;
	expect_none(SPAN(""));
}

static void
test_comments_and_empty_lines_are_no_lines(void **state)
{
	(void)state;
	expect_none(SPAN("# a\tb\n\n\r\n#\n"));
}

static void
test_a_line_counts_comments_before_it(void **state)
{
	(void)state;
	expect_first(SPAN("# a\n\nx\ty\n"), SPAN("x"), 2, 3);
}

static void
test_a_last_line_needs_no_newline(void **state)
{
	(void)state;
	expect_first(SPAN("x\ty"), SPAN("x"), 2, 1);
}

static void
test_a_carriage_return_is_not_part_of_the_line(void **state)
{
	(void)state;
	expect_first(SPAN("x\r\n"), SPAN("x"), 1, 1);
}

static void
test_a_byte_order_mark_is_not_part_of_the_line(void **state)
{
	(void)state;
	expect_first(SPAN("\xef\xbb\xbfx\ty\n"), SPAN("x"), 2, 1);
}

static void
test_a_comment_behind_a_byte_order_mark_is_one(void **state)
{
	(void)state;
	expect_none(SPAN("\xef\xbb\xbf# x\n"));
}

static void
test_a_nul_byte_is_refused_at_its_place(void **state)
{
	(void)state;
	expect_refused(SPAN("x\ty\n肺\0炎\tdisease\n"), 2, 2);
}

static void
test_more_columns_than_four_are_cut(void **state)
{
	(void)state;
	expect_first(SPAN("a\tb\tc\td\te\tf\n"), SPAN("a"), 4, 1);
}

static void
test_an_empty_first_column_is_a_column(void **state)
{
	(void)state;
	expect_first(SPAN("\tb\n"), SPAN(""), 2, 1);
}

static void
test_every_field_ends_in_a_nul(void **state)
{
	struct lines l = opened(SPAN("a\tb\tc\n"));
	struct line line;

	(void)state;
	assert_true(lines_next(&l, &line));
	assert_string_equal(line.field[0].ptr, "a");
	assert_string_equal(line.field[1].ptr, "b");
	assert_string_equal(line.field[2].ptr, "c");
	lines_close(&l);
}

static void
test_a_last_field_before_a_carriage_return_ends_in_a_nul(void **state)
{
	struct lines l = opened(SPAN("a\tb\r\nc\r"));
	struct line line;

	(void)state;
	assert_true(lines_next(&l, &line));
	assert_string_equal(line.field[1].ptr, "b");
	lines_close(&l);
}

static void
test_broken_utf8_is_told_by_line_and_column(void **state)
{
	(void)state;
	expect_refused(SPAN("# a\n山田\xff\n"), 2, 3);
}

static void
test_a_file_in_cp932_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("\x8e\x52\x93\x63\tname.family\n"), 1, 1);
}

static void
test_a_folder_is_no_file(void **state)
{
	struct lines l;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(lines_open(&l, dir.path, SHUHI_E_DICT, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
}

static void
test_a_pipe_is_no_file(void **state)
{
	struct lines l;
	struct shuhi_error err;
	int held;

	(void)state;
	assert_int_equal(mkfifo(folder_file(dir, "pipe"), 0600), 0);
	held = open(folder_file(dir, "pipe"), O_RDWR | O_NONBLOCK);
	assert_true(held >= 0);
	assert_int_equal(
	    lines_open(&l, folder_file(dir, "pipe"), SHUHI_E_DICT, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	close(held);
}

static void
test_a_missing_file_is_told_by_name(void **state)
{
	struct lines l;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(
	    lines_open(&l, "/nonexistent", SHUHI_E_DICT, &err), -1);
	assert_string_equal(err.where, "/nonexistent");
}

static void
test_a_file_of_nothing_but_a_byte_order_mark_has_no_lines(void **state)
{
	(void)state;
	expect_none(SPAN("\xef\xbb\xbf"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_empty_file_has_no_lines),
		cmocka_unit_test(test_comments_and_empty_lines_are_no_lines),
		cmocka_unit_test(test_a_line_counts_comments_before_it),
		cmocka_unit_test(test_a_last_line_needs_no_newline),
		cmocka_unit_test(
		    test_a_carriage_return_is_not_part_of_the_line),
		cmocka_unit_test(
		    test_a_byte_order_mark_is_not_part_of_the_line),
		cmocka_unit_test(
		    test_a_comment_behind_a_byte_order_mark_is_one),
		cmocka_unit_test(test_a_nul_byte_is_refused_at_its_place),
		cmocka_unit_test(test_more_columns_than_four_are_cut),
		cmocka_unit_test(test_an_empty_first_column_is_a_column),
		cmocka_unit_test(test_every_field_ends_in_a_nul),
		cmocka_unit_test(
		    test_a_last_field_before_a_carriage_return_ends_in_a_nul),
		cmocka_unit_test(test_broken_utf8_is_told_by_line_and_column),
		cmocka_unit_test(test_a_file_in_cp932_is_refused),
		cmocka_unit_test(test_a_folder_is_no_file),
		cmocka_unit_test(test_a_pipe_is_no_file),
		cmocka_unit_test(test_a_missing_file_is_told_by_name),
		cmocka_unit_test(
		    test_a_file_of_nothing_but_a_byte_order_mark_has_no_lines),
	};

	return cmocka_run_group_tests(tests, open_dir, close_dir);
}
