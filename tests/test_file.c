#include "../scanner/file.c" /* statics included on purpose */
#include "dir.h"

#define LIMIT (1u << 20)

/* Sparse, so that it costs nothing. */
static void
expect_size(off_t size, int want)
{
	struct shuhi_error err = { 0 };
	char *data = NULL;
	size_t len;

	folder_put(dir, "big", SPAN(""));
	assert_int_equal(truncate(folder_file(dir, "big"), size), 0);
	assert_int_equal(file_read(folder_file(dir, "big"), LIMIT, &data, &len,
	                     SHUHI_E_RULES, &err),
	    want);
	assert_int_equal(err.code, want == 0 ? SHUHI_OK : SHUHI_E_RULES);
	free(data);
}

static void
test_a_file_of_just_the_limit_is_read(void **state)
{
	(void)state;
	expect_size(LIMIT, 0);
}

static void
test_a_file_one_past_the_limit_is_refused(void **state)
{
	(void)state;
	expect_size((off_t)LIMIT + 1, -1);
}

static void
test_names_in_a_folder_come_sorted(void **state)
{
	struct shuhi_error err;
	char **names;
	size_t n;

	(void)state;
	folder_put(dir, "b.tsv", SPAN(""));
	folder_put(dir, "a.tsv", SPAN(""));
	folder_put(dir, "_.tsv", SPAN(""));
	assert_int_equal(folder_list(dir.path, ".tsv", &names, &n, &err), 0);
	assert_int_equal(n, 3);
	assert_non_null(strstr(names[0], "/_.tsv"));
	assert_non_null(strstr(names[2], "/b.tsv"));
	folder_free(names, n);
}

static void
test_a_pipe_is_no_file(void **state)
{
	struct shuhi_error err = { 0 };
	char *data;
	size_t len;

	(void)state;
	assert_int_equal(mkfifo(folder_file(dir, "pipe"), 0600), 0);
	assert_int_equal(file_read(folder_file(dir, "pipe"), LIMIT, &data, &len,
	                     SHUHI_E_RULES, &err),
	    -1);
	assert_string_equal(err.message, "not a regular file");
}

static void
test_what_we_made_ourselves_is_not_read_through_a_link(void **state)
{
	struct shuhi_error err = { 0 };
	char *data;
	size_t len;

	(void)state;
	folder_put(dir, "far", SPAN("x"));
	assert_int_equal(symlink("far", folder_file(dir, "link")), 0);
	assert_int_equal(file_read_own(folder_file(dir, "link"), LIMIT, &data,
	                     &len, &err), -1);
}

static void
test_a_list_may_be_a_link(void **state)
{
	struct shuhi_error err = { 0 };
	char *data = NULL;
	size_t len;

	(void)state;
	folder_put(dir, "far", SPAN("x"));
	assert_int_equal(symlink("far", folder_file(dir, "link")), 0);
	assert_int_equal(file_read(folder_file(dir, "link"), LIMIT, &data, &len,
	                     SHUHI_E_RULES, &err), 0);
	free(data);
}

static int
need_tsv(struct shuhi_error *err)
{
	char **names = NULL;
	size_t n = 0;

	if (folder_need(dir.path, ".tsv", ".tsv", SHUHI_E_DICT, &names, &n,
	        err) != 0)
		return -1;
	folder_free(names, n);
	return (int)n;
}

static void
test_needed_files_are_those_of_the_suffix(void **state)
{
	struct shuhi_error err = { 0 };

	(void)state;
	folder_put(dir, "a.tsv", SPAN(""));
	folder_put(dir, "fold.tsv", SPAN(""));
	folder_put(dir, "a.tsv.bak", SPAN(""));
	folder_put(dir, "README", SPAN(""));
	assert_int_equal(need_tsv(&err), 1);
}

static void
test_a_folder_of_other_folders_only_is_refused(void **state)
{
	struct shuhi_error err = { 0 };

	(void)state;
	folder_sub(dir, "ward");
	assert_int_equal(need_tsv(&err), -1);
	assert_int_equal(err.code, SHUHI_E_DICT);
	assert_string_equal(err.hint, "want files *.tsv; there are: ward");
}

static void
test_a_table_of_folding_alone_is_no_dictionary(void **state)
{
	struct shuhi_error err = { 0 };

	(void)state;
	folder_put(dir, "fold.tsv", SPAN(""));
	assert_int_equal(need_tsv(&err), -1);
}

static void
test_one_in_capitals_beside_others_is_refused(void **state)
{
	struct shuhi_error err = { 0 };

	(void)state;
	folder_put(dir, "a.tsv", SPAN(""));
	folder_put(dir, "b.TSV", SPAN(""));
	assert_int_equal(need_tsv(&err), -1);
	assert_non_null(strstr(err.where, "/b.TSV"));
}

static void
test_of_many_names_the_hint_has_as_many_as_it_holds(void **state)
{
	struct shuhi_error err = { 0 };
	char name[80];
	unsigned i;

	(void)state;
	for (i = 0; i < 8; i++) {
		snprintf(name, sizeof name, "%u-%058u", i, i);
		folder_put(dir, name, SPAN(""));
	}
	assert_int_equal(need_tsv(&err), -1);
	assert_non_null(strstr(err.hint, "0-0"));
	assert_non_null(strstr(err.hint, ", …"));
	assert_null(strstr(err.hint, "3-0"));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_dir, close_dir)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_a_file_of_just_the_limit_is_read),
		EACH(test_a_file_one_past_the_limit_is_refused),
		EACH(test_names_in_a_folder_come_sorted),
		EACH(test_a_pipe_is_no_file),
		EACH(test_what_we_made_ourselves_is_not_read_through_a_link),
		EACH(test_a_list_may_be_a_link),
		EACH(test_needed_files_are_those_of_the_suffix),
		EACH(test_a_folder_of_other_folders_only_is_refused),
		EACH(test_a_table_of_folding_alone_is_no_dictionary),
		EACH(test_one_in_capitals_beside_others_is_refused),
		EACH(test_of_many_names_the_hint_has_as_many_as_it_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
