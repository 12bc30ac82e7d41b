#include "../scanner/words.c" /* statics included on purpose */
#include "table.h"

static struct words
settled(struct span first, struct span second)
{
	struct folder a = folder_new(), b = folder_new();
	struct words ws = { 0 };
	struct shuhi_error err;

	folder_put(a, "a.tsv", first);
	folder_put(b, "b.tsv", second);
	assert_int_equal(words_add_folder(&ws, a.path, table, &err), 0);
	assert_int_equal(words_add_folder(&ws, b.path, table, &err), 0);
	assert_int_equal(words_settle(&ws, &err), 0);
	folder_gone(a);
	folder_gone(b);
	return ws;
}

static void
expect_count(struct span first, struct span second, size_t n)
{
	struct words ws = settled(first, second);

	assert_int_equal(ws.n, n);
	words_free(&ws);
}

static void
expect_refused(
    struct span file, uint32_t line, uint32_t column, const char *message)
{
	struct folder dir = folder_new();
	struct words ws = { 0 };
	struct shuhi_error err = { 0 };

	folder_put(dir, "a.tsv", file);
	assert_int_equal(words_add_folder(&ws, dir.path, table, &err), -1);
	assert_int_equal(err.code, SHUHI_E_DICT);
	assert_string_equal(err.message, message);
	assert_int_equal(err.line, line);
	assert_int_equal(err.column, column);
	assert_non_null(strstr(err.where, "/a.tsv"));
	words_free(&ws);
	folder_gone(dir);
}

static void
test_a_word_is_folded(void **state)
{
	struct words ws = settled(SPAN("髙橋ＣＴ\tdisease\t\n"), SPAN(""));

	(void)state;
	assert_true(span_eq(ws.v[0].folded, SPAN("高橋ct")));
	assert_true(span_eq(ws.v[0].surface, SPAN("髙橋ＣＴ")));
	words_free(&ws);
}

static void
test_a_word_may_have_two_classes(void **state)
{
	(void)state;
	expect_count(
	    SPAN("林\tname.family\t\n林\tplace.name\t\n"), SPAN(""), 2);
}

static void
test_the_same_word_said_twice_is_one(void **state)
{
	(void)state;
	expect_count(
	    SPAN("林\tname.family\t\n林\tname.family\t\n"), SPAN(""), 1);
}

static void
test_two_writings_that_fold_alike_are_one(void **state)
{
	(void)state;
	expect_count(
	    SPAN("髙橋\tname.family\t\n高橋\tname.family\t\n"), SPAN(""), 1);
}

static void
test_the_later_folder_wins(void **state)
{
	struct words ws =
	    settled(SPAN("がん\tdisease\tword\n"), SPAN("がん\tdisease\t\n"));

	(void)state;
	assert_int_equal(ws.n, 1);
	assert_int_equal(ws.v[0].flags & WORD_ALONE, 0);
	words_free(&ws);
}

static void
test_disabled_takes_a_word_out(void **state)
{
	(void)state;
	expect_count(
	    SPAN("がん\tdisease\t\n"), SPAN("がん\tdisease\tdisabled\n"), 0);
}

static void
test_disabled_takes_out_other_writings_too(void **state)
{
	(void)state;
	expect_count(SPAN("髙橋\tname.family\t\n"),
	    SPAN("高橋\tname.family\tdisabled\n"), 0);
}

static void
test_disabled_leaves_another_class_alone(void **state)
{
	(void)state;
	expect_count(SPAN("林\tname.family\t\n林\tplace.name\t\n"),
	    SPAN("林\tname.family\tdisabled\n"), 1);
}

static void
test_a_word_may_come_back_after_it_was_disabled(void **state)
{
	(void)state;
	expect_count(SPAN("林\tname.family\tdisabled\n"),
	    SPAN("林\tname.family\t\n"), 1);
}

static void
test_only_files_named_tsv_are_read(void **state)
{
	struct folder dir = folder_new();
	struct words ws = { 0 };
	struct shuhi_error err;

	(void)state;
	folder_put(dir, "a.tsv", SPAN("林\tname.family\t\n"));
	folder_put(dir, "a.tsv~", SPAN("junk"));
	folder_put(dir, ".b.tsv", SPAN("junk"));
	folder_put(dir, "README", SPAN("junk"));
	folder_put(dir, "fold.tsv", SPAN("髙\t高\n"));
	assert_int_equal(words_add_folder(&ws, dir.path, table, &err), 0);
	assert_int_equal(ws.n, 1);
	words_free(&ws);
	folder_gone(dir);
}

static void
test_a_file_of_comments_has_no_words(void **state)
{
	(void)state;
	expect_count(SPAN("# 何もない\n"), SPAN(""), 0);
}

static void
test_a_missing_folder_is_told(void **state)
{
	struct words ws = { 0 };
	struct shuhi_error err;

	(void)state;
	assert_int_equal(
	    words_add_folder(&ws, "/nonexistent", table, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	words_free(&ws);
}

static void
test_one_column_is_too_few(void **state)
{
	(void)state;
	expect_refused(
	    SPAN("# head\n林\n"), 2, 1, "want surface, class, attributes");
}

static void
test_an_empty_surface_is_refused(void **state)
{
	(void)state;
	expect_refused(
	    SPAN("\tdisease\t\n"), 1, 1, "want surface, class, attributes");
}

static void
test_an_unknown_class_is_told_by_its_column(void **state)
{
	(void)state;
	expect_refused(SPAN("ct\tdiseas\t\n"), 1, 4, "no such class");
}

static void
test_the_column_of_a_class_counts_characters(void **state)
{
	(void)state;
	expect_refused(SPAN("肺炎\tdiseas\t\n"), 1, 4, "no such class");
}

static void
test_an_unknown_attribute_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("ct\tdisease\twords\n"), 1, 1, "unknown attribute");
}

static void
test_a_word_nobody_can_see_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("\xe2\x80\x8b\tdisease\t\n"), 1, 1,
	    "nothing visible");
}

static void
test_a_file_that_is_not_utf8_is_refused(void **state)
{
	(void)state;
	expect_refused(
	    SPAN("ok\tdisease\t\n\x8e\x52\tdisease\t\n"), 2, 1, "not UTF-8");
}

static struct span
long_word(size_t surface)
{
	static char line[LIMIT_SURFACE + 64];

	memset(line, 'x', surface);
	memcpy(line + surface, "\tdisease\t\n", 10);
	return (struct span){ line, surface + 10 };
}

static void
test_a_surface_of_just_the_limit_is_taken(void **state)
{
	(void)state;
	expect_count(long_word(LIMIT_SURFACE), SPAN(""), 1);
}

static void
test_a_surface_one_past_the_limit_is_refused(void **state)
{
	(void)state;
	expect_refused(long_word(LIMIT_SURFACE + 1), 1, 1, "surface too long");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_word_is_folded),
		cmocka_unit_test(test_a_word_may_have_two_classes),
		cmocka_unit_test(test_the_same_word_said_twice_is_one),
		cmocka_unit_test(test_two_writings_that_fold_alike_are_one),
		cmocka_unit_test(test_the_later_folder_wins),
		cmocka_unit_test(test_disabled_takes_a_word_out),
		cmocka_unit_test(test_disabled_takes_out_other_writings_too),
		cmocka_unit_test(test_disabled_leaves_another_class_alone),
		cmocka_unit_test(
		    test_a_word_may_come_back_after_it_was_disabled),
		cmocka_unit_test(test_only_files_named_tsv_are_read),
		cmocka_unit_test(test_a_file_of_comments_has_no_words),
		cmocka_unit_test(test_a_missing_folder_is_told),
		cmocka_unit_test(test_one_column_is_too_few),
		cmocka_unit_test(test_an_empty_surface_is_refused),
		cmocka_unit_test(test_an_unknown_class_is_told_by_its_column),
		cmocka_unit_test(test_the_column_of_a_class_counts_characters),
		cmocka_unit_test(test_an_unknown_attribute_is_refused),
		cmocka_unit_test(test_a_word_nobody_can_see_is_refused),
		cmocka_unit_test(test_a_file_that_is_not_utf8_is_refused),
		cmocka_unit_test(test_a_surface_of_just_the_limit_is_taken),
		cmocka_unit_test(test_a_surface_one_past_the_limit_is_refused),
	};

	return cmocka_run_group_tests(tests, open_table, close_table);
}
