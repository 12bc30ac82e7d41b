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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
