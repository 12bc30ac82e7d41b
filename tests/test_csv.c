#include "../dict/roster/csv.c" /* statics included on purpose */
#include "help.h"

struct list {
	struct csv *csv;
	const struct csv_row *row;
	struct csv_bad bad;
};

static struct list
list_of(struct span bytes)
{
	struct list l = { .csv = NULL };
	struct shuhi_error err;
	int fd = memfd_create("list", 0);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.ptr, bytes.len), bytes.len);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(csv_open(fd, NULL, &l.csv, &err), 0);
	return l;
}

static void
next_row(struct list *l)
{
	struct shuhi_error err;

	assert_int_equal(csv_next(l->csv, &l->row, &l->bad, &err), 0);
}

static void
good_row(struct list *l, size_t cells)
{
	next_row(l);
	assert_int_equal(l->bad.fault, CSV_GOOD);
	assert_non_null(l->row);
	assert_int_equal(l->row->n, cells);
}

static void
bad_row(struct list *l, enum csv_fault fault, uint32_t line, uint32_t column)
{
	next_row(l);
	assert_non_null(l->row);
	assert_int_equal(l->bad.fault, fault);
	assert_int_equal(l->bad.line, line);
	assert_int_equal(l->bad.column, column);
}

static void
cell_is(const struct list *l, size_t i, const char *text)
{
	assert_true(span_eq(l->row->cell[i].text, span_of(text)));
}

static void
no_more(struct list *l)
{
	next_row(l);
	assert_null(l->row);
	csv_close(l->csv);
}

static void
test_cells_are_between_commas(void **state)
{
	struct list l = list_of(SPAN("a,b,,d\n"));

	(void)state;
	good_row(&l, 4);
	cell_is(&l, 1, "b");
	cell_is(&l, 2, "");
	cell_is(&l, 3, "d");
	no_more(&l);
}

static void
test_the_last_line_may_have_no_end(void **state)
{
	struct list l = list_of(SPAN("a\nb,c"));

	(void)state;
	good_row(&l, 1);
	good_row(&l, 2);
	cell_is(&l, 1, "c");
	no_more(&l);
}

static void
test_every_system_s_line_ends_are_known(void **state)
{
	struct list l = list_of(SPAN("a,1\r\nb,2\rc,3\nd,4\r"));

	(void)state;
	for (int i = 0; i < 4; i++) {
		good_row(&l, 2);
		assert_int_equal(l.row->cell[0].line, i + 1);
	}
	no_more(&l);
}

static void
test_blank_lines_are_no_rows(void **state)
{
	struct list l = list_of(SPAN("\n\na,b\r\n\r\n\nc,d\n\n"));

	(void)state;
	good_row(&l, 2);
	assert_int_equal(l.row->cell[0].line, 3);
	good_row(&l, 2);
	assert_int_equal(l.row->cell[0].line, 6);
	no_more(&l);
}

static void
test_quotes_keep_commas_line_ends_and_quotes(void **state)
{
	struct list l = list_of(SPAN("\"a,\"\"b\"\"\nc\",d\ne,f\n"));

	(void)state;
	good_row(&l, 2);
	cell_is(&l, 0, "a,\"b\"\nc");
	cell_is(&l, 1, "d");
	assert_int_equal(l.row->cell[1].line, 2);
	assert_int_equal(l.row->cell[1].column, 4);
	good_row(&l, 2);
	assert_int_equal(l.row->cell[0].line, 3);
	no_more(&l);
}

static void
test_a_quoted_cell_may_be_empty(void **state)
{
	struct list l = list_of(SPAN("\"\",\"\"\"\"\n"));

	(void)state;
	good_row(&l, 2);
	cell_is(&l, 0, "");
	cell_is(&l, 1, "\"");
	no_more(&l);
}

static void
test_tabs_in_the_first_line_separate(void **state)
{
	struct list l = list_of(SPAN("a\tb,c\nd,e\tf\n"));

	(void)state;
	good_row(&l, 2);
	cell_is(&l, 1, "b,c");
	good_row(&l, 2);
	cell_is(&l, 0, "d,e");
	no_more(&l);
}

static void
test_a_tab_in_quotes_or_below_separates_nothing(void **state)
{
	struct list l = list_of(SPAN("\n\n\"a\tb\",c\nd\te\n"));

	(void)state;
	good_row(&l, 2);
	cell_is(&l, 0, "a\tb");
	good_row(&l, 1);
	no_more(&l);
}

static void
test_columns_count_letters(void **state)
{
	struct list l = list_of(SPAN("氏名,住所\n"));

	(void)state;
	good_row(&l, 2);
	assert_int_equal(l.row->cell[1].column, 4);
	no_more(&l);
}

static void
test_a_byte_order_mark_is_no_text(void **state)
{
	struct list l = list_of(SPAN("\xef\xbb\xbf氏名,性別\n"));

	(void)state;
	good_row(&l, 2);
	cell_is(&l, 0, "氏名");
	assert_string_equal(csv_charset(l.csv), "UTF-8");
	no_more(&l);
}

static void
test_cp932_is_found_out(void **state)
{
	/* 氏名,性別 / 表 太郎,男: 表 ends in the byte of a backslash */
	struct list l = list_of(SPAN("\x8e\x81\x96\xbc,\x90\xab\x95\xca\r\n"
	                             "\x95\x5c \x91\xbe\x98\x59,\x92\x6a\r\n"));

	(void)state;
	good_row(&l, 2);
	cell_is(&l, 0, "氏名");
	good_row(&l, 2);
	cell_is(&l, 0, "表 太郎");
	assert_string_equal(csv_charset(l.csv), "CP932");
	no_more(&l);
}

static void
test_bytes_that_are_no_text_make_a_bad_row(void **state)
{
	struct list l = list_of(SPAN("氏名,性別\n山\xff田,男\n森,女\n"));

	(void)state;
	good_row(&l, 2);
	bad_row(&l, CSV_BYTES, 2, 1);
	good_row(&l, 2);
	cell_is(&l, 0, "森");
	no_more(&l);
}

static void
test_an_open_quote_spoils_only_its_line(void **state)
{
	struct list l = list_of(SPAN("a,b\nc,\"d\ne,f\n"));

	(void)state;
	good_row(&l, 2);
	bad_row(&l, CSV_OPEN_QUOTE, 2, 3);
	good_row(&l, 2);
	cell_is(&l, 0, "e");
	no_more(&l);
}

static void
test_text_behind_a_quote_spoils_its_line(void **state)
{
	struct list l = list_of(SPAN("\"a\"b,c\nd,e\n"));

	(void)state;
	bad_row(&l, CSV_AFTER_QUOTE, 1, 4);
	good_row(&l, 2);
	cell_is(&l, 0, "d");
	no_more(&l);
}

static char *
repeat(const char *what, size_t times, const char *tail)
{
	size_t n = strlen(what);
	char *p = malloc(n * times + strlen(tail) + 1);

	assert_non_null(p);
	for (size_t i = 0; i < times; i++)
		memcpy(p + i * n, what, n);
	memcpy(p + n * times, tail, strlen(tail) + 1);
	return p;
}

static void
test_a_cell_has_a_ceiling(void **state)
{
	char *fits = repeat("x", LIMIT_ROSTER_CELL, "\nb\n");
	char *over = repeat("x", LIMIT_ROSTER_CELL + 1, "\nb\n");
	struct list l = list_of(span_of(fits));

	(void)state;
	good_row(&l, 1);
	good_row(&l, 1);
	no_more(&l);
	l = list_of(span_of(over));
	bad_row(&l, CSV_LONG, 1, 1);
	good_row(&l, 1);
	cell_is(&l, 0, "b");
	no_more(&l);
	free(fits);
	free(over);
}

static void
test_a_quoted_cell_has_the_same_ceiling(void **state)
{
	char *fits = repeat("x", LIMIT_ROSTER_CELL + 1, "\"\nb\n");
	char *over = repeat("x", LIMIT_ROSTER_CELL + 2, "\"\nb\n");
	struct list l;

	(void)state;
	fits[0] = over[0] = '"';
	l = list_of(span_of(fits));
	good_row(&l, 1);
	good_row(&l, 1);
	no_more(&l);
	l = list_of(span_of(over));
	bad_row(&l, CSV_OPEN_QUOTE, 1, 1);
	good_row(&l, 1);
	cell_is(&l, 0, "b");
	no_more(&l);
	free(fits);
	free(over);
}

static void
test_columns_have_a_ceiling(void **state)
{
	char *fits = repeat("x,", LIMIT_ROSTER_COLUMNS - 1, "x\nb\n");
	char *over = repeat("x,", LIMIT_ROSTER_COLUMNS, "x\nb\n");
	struct list l = list_of(span_of(fits));

	(void)state;
	good_row(&l, LIMIT_ROSTER_COLUMNS);
	good_row(&l, 1);
	no_more(&l);
	l = list_of(span_of(over));
	bad_row(&l, CSV_CELLS, 1, 2 * LIMIT_ROSTER_COLUMNS + 1);
	good_row(&l, 1);
	no_more(&l);
	free(fits);
	free(over);
}

/* Rows of 14 bytes: pieces of the file end everywhere within a row. */
static void
test_rows_across_pieces_stay_whole(void **state)
{
	const size_t rows = 3 * CHUNK / 14;
	char *text = repeat("\"a\"\"\r\nb\",山\r\n", rows, "");
	struct list l = list_of(span_of(text));

	(void)state;
	for (size_t i = 0; i < rows; i++) {
		good_row(&l, 2);
		cell_is(&l, 0, "a\"\r\nb");
		cell_is(&l, 1, "山");
		assert_int_equal(l.row->cell[0].line, 2 * i + 1);
	}
	no_more(&l);
	free(text);
}

static void
test_an_empty_list_has_no_rows(void **state)
{
	struct list l = list_of(SPAN(""));

	(void)state;
	no_more(&l);
}

static void
test_a_list_that_cannot_be_read_fails(void **state)
{
	struct shuhi_error err;
	struct list l = { .csv = NULL };
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	(void)state;
	assert_int_equal(csv_open(fd, NULL, &l.csv, &err), 0);
	assert_int_equal(csv_next(l.csv, &l.row, &l.bad, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	csv_close(l.csv);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells_are_between_commas),
		cmocka_unit_test(test_the_last_line_may_have_no_end),
		cmocka_unit_test(test_every_system_s_line_ends_are_known),
		cmocka_unit_test(test_blank_lines_are_no_rows),
		cmocka_unit_test(test_quotes_keep_commas_line_ends_and_quotes),
		cmocka_unit_test(test_a_quoted_cell_may_be_empty),
		cmocka_unit_test(test_tabs_in_the_first_line_separate),
		cmocka_unit_test(test_a_tab_in_quotes_or_below_separates_nothing),
		cmocka_unit_test(test_columns_count_letters),
		cmocka_unit_test(test_a_byte_order_mark_is_no_text),
		cmocka_unit_test(test_cp932_is_found_out),
		cmocka_unit_test(test_bytes_that_are_no_text_make_a_bad_row),
		cmocka_unit_test(test_an_open_quote_spoils_only_its_line),
		cmocka_unit_test(test_text_behind_a_quote_spoils_its_line),
		cmocka_unit_test(test_a_cell_has_a_ceiling),
		cmocka_unit_test(test_a_quoted_cell_has_the_same_ceiling),
		cmocka_unit_test(test_columns_have_a_ceiling),
		cmocka_unit_test(test_rows_across_pieces_stay_whole),
		cmocka_unit_test(test_an_empty_list_has_no_rows),
		cmocka_unit_test(test_a_list_that_cannot_be_read_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
