#include "../capture/draft/secret.c"

#include "help.h"

static struct folder dir;
static struct shuhi_error err;
static struct buf b;

static int
set_up(void **state)
{
	(void)state;
	dir = folder_new();
	folder_put(dir, "key", SPAN("12345"));
	return chmod(folder_file(dir, "key"), 0600);
}

static int
tear_down(void **state)
{
	(void)state;
	unsetenv("CREDENTIALS_DIRECTORY");
	buf_free(&b);
	folder_gone(dir);
	return 0;
}

static int
read_as(mode_t mode, size_t most)
{
	buf_free(&b);
	chmod(folder_file(dir, "key"), mode);
	return secret_read(folder_file(dir, "key"), most, &b, &err);
}

static void
test_a_file_of_the_limit_is_read_and_one_past_it_not(void **state)
{
	(void)state;
	assert_int_equal(read_as(0600, 5), 0);
	assert_string_equal(b.ptr, "12345");
	assert_int_equal(b.len, 5);
	assert_int_equal(read_as(0600, 4), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
}

static void
test_only_what_is_closed_to_others_is_read(void **state)
{
	(void)state;
	assert_int_equal(read_as(0400, 5), 0);
	assert_int_equal(read_as(0640, 5), -1);
	assert_int_equal(read_as(0604, 5), -1);
	assert_int_equal(read_as(0610, 5), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	assert_string_equal(err.where, folder_file(dir, "key"));
}

/* There a group's bits are the mask of an ACL. */
static void
test_in_systemds_folder_a_group_may_stand(void **state)
{
	(void)state;
	setenv("CREDENTIALS_DIRECTORY", dir.path, 1);
	assert_int_equal(read_as(0440, 5), 0);
	assert_int_equal(read_as(0444, 5), -1);
	setenv("CREDENTIALS_DIRECTORY", "/tmp/shuhi-test", 1);
	assert_int_equal(read_as(0440, 5), -1);
}

static void
test_what_is_no_file_is_not_read(void **state)
{
	(void)state;
	assert_int_equal(secret_read(dir.path, 5, &b, &err), -1);
	assert_string_equal(err.message, "not a file");
	assert_int_equal(mkfifo(folder_file(dir, "pipe"), 0600), 0);
	assert_int_equal(
	    secret_read(folder_file(dir, "pipe"), 5, &b, &err), -1);
	assert_int_equal(
	    secret_read(folder_file(dir, "none"), 5, &b, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_a_file_of_the_limit_is_read_and_one_past_it_not),
		EACH(test_only_what_is_closed_to_others_is_read),
		EACH(test_in_systemds_folder_a_group_may_stand),
		EACH(test_what_is_no_file_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
