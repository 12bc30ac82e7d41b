#include "../dict/roster/columns.c" /* statics included on purpose */
#include "table.h"

/* One row of cells that are given between bars: 氏名|性別. */
static struct csv_row
row_of(const char *cells)
{
	struct csv_row row = { .n = 0 };
	const char *end;

	for (;; cells = end + 1) {
		end = strchrnul(cells, '|');
		row.cell[row.n] = (struct csv_cell){
			.text = { cells, (size_t)(end - cells) },
			.line = 1,
			.column = (uint32_t)row.n + 1,
		};
		row.n++;
		if (*end == '\0')
			return row;
	}
}

static struct list_header
read_as(const char *cells, bool ignore)
{
	struct csv_row row = row_of(cells);
	struct list_header h;
	struct shuhi_error err;

	assert_int_equal(header_read(table, &row, ignore, &h, &err), 0);
	return h;
}

static struct shuhi_error
refused(const char *cells)
{
	struct csv_row row = row_of(cells);
	struct list_header h;
	struct shuhi_error err;

	assert_int_equal(header_read(table, &row, false, &h, &err), -1);
	assert_int_equal(err.code, SHUHI_E_DICT);
	return err;
}

static void
test_every_field_has_a_name_in_both_languages(void **state)
{
	(void)state;
	for (int f = 0; f < LIST_FIELDS; f++) {
		for (int lang = 0; lang < 2; lang++) {
			char cells[64];
			struct list_header h;

			snprintf(cells, sizeof cells, "%s",
			    list_field_name(f, lang));
			if (f != LIST_ID)
				strncat(cells, "|患者ID", 16);
			/* 患者ID is what makes any header one of people */
			h = read_as(cells, false);
			assert_int_equal(h.field[0], f);
		}
	}
}

static void
test_names_are_compared_folded_and_without_blanks(void **state)
{
	struct list_header h =
	    read_as("ｶﾅ氏名|Patient ID|Birth-Date|ＰＨＯＮＥ|氏　名", false);

	(void)state;
	assert_int_equal(h.field[0], LIST_KANA);
	assert_int_equal(h.field[1], LIST_ID);
	assert_int_equal(h.field[2], LIST_BIRTH);
	assert_int_equal(h.field[3], LIST_PHONE);
	assert_int_equal(h.field[4], LIST_NAME);
}

static void
test_a_near_miss_is_told_what_was_meant(void **state)
{
	struct shuhi_error err = refused("患者ID|生年月曰");

	(void)state;
	assert_int_equal(err.column, 2);
	assert_string_equal(err.hint, "生年月日 / birth_date?");
	assert_string_equal(refused("nmae").hint, "氏名 / name?");
}

static void
test_a_column_that_is_far_from_all_is_to_be_ignored(void **state)
{
	(void)state;
	assert_string_equal(refused("氏名|主治医のメモ").hint,
	    "--ignore-unknown");
}

static void
test_an_error_has_no_byte_of_the_list(void **state)
{
	struct shuhi_error err = refused("氏名|山田太郎様の");

	(void)state;
	assert_null(strstr(err.message, "山田"));
	assert_null(strstr(err.hint, "山田"));
}

static void
test_unknown_columns_can_be_ignored(void **state)
{
	struct list_header h = read_as("氏名|主治医|", true);

	(void)state;
	assert_int_equal(h.n, 3);
	assert_int_equal(h.field[1], LIST_IGNORED);
	assert_int_equal(h.field[2], LIST_IGNORED);
}

static void
test_a_column_twice_is_refused(void **state)
{
	(void)state;
	assert_string_equal(
	    refused("氏名|name").message, "the same column twice");
}

static void
test_a_list_without_names_and_numbers_is_refused(void **state)
{
	(void)state;
	assert_string_equal(refused("生年月日|性別").message,
	    "no column has names or patient numbers");
}

static void
test_a_very_long_name_is_unknown(void **state)
{
	(void)state;
	assert_string_equal(
	    refused("氏名|abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")
	        .message,
	    "a column of an unknown name");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_field_has_a_name_in_both_languages),
		cmocka_unit_test(test_names_are_compared_folded_and_without_blanks),
		cmocka_unit_test(test_a_near_miss_is_told_what_was_meant),
		cmocka_unit_test(test_a_column_that_is_far_from_all_is_to_be_ignored),
		cmocka_unit_test(test_an_error_has_no_byte_of_the_list),
		cmocka_unit_test(test_unknown_columns_can_be_ignored),
		cmocka_unit_test(test_a_column_twice_is_refused),
		cmocka_unit_test(test_a_list_without_names_and_numbers_is_refused),
		cmocka_unit_test(test_a_very_long_name_is_unknown),
	};

	return cmocka_run_group_tests(tests, open_table, close_table);
}
