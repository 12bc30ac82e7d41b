/* The cache folder does not grow without end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <stdint.h>

#include "../scanner/cachetrim.c"

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static char dir[] = "/tmp/shuhi-trim-XXXXXX";

static void
make(const char *suffix, unsigned n)
{
	char name[128];
	struct timespec times[2] = { { .tv_sec = 1000 + n },
		{ .tv_sec = 1000 + n } };
	FILE *f;

	snprintf(name, sizeof name, "%s/%03u%s", dir, n, suffix);
	assert_non_null(f = fopen(name, "w"));
	fclose(f);
	assert_int_equal(utimensat(AT_FDCWD, name, times, 0), 0);
}

static bool
exists(const char *suffix, unsigned n)
{
	char name[128];

	snprintf(name, sizeof name, "%s/%03u%s", dir, n, suffix);
	return access(name, F_OK) == 0;
}

static int
new_folder(void **state)
{
	(void)state;
	memcpy(dir, "/tmp/shuhi-trim-XXXXXX", sizeof dir);
	return mkdtemp(dir) == NULL;
}

static int
old_folder(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof command, "rm -r %s", dir);
	return system(command);
}

static void
test_the_oldest_databases_go(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i <= CACHE_KEEP; i++)
		make(".hsdb", i);
	cache_trim(dir);
	assert_false(exists(".hsdb", 0));
	assert_true(exists(".hsdb", 1));
	assert_true(exists(".hsdb", CACHE_KEEP));
}

static void
test_as_many_as_are_kept_all_stay(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < CACHE_KEEP; i++)
		make(".hsdb", i);
	cache_trim(dir);
	assert_true(exists(".hsdb", 0));
}

static void
test_other_files_are_not_touched(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < 2 * CACHE_KEEP; i++)
		make(".txt", i);
	cache_trim(dir);
	assert_true(exists(".txt", 0));
}

static void
test_a_missing_folder_is_no_trouble(void **state)
{
	(void)state;
	cache_trim("/nonexistent/shuhi");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_the_oldest_databases_go,
		    new_folder, old_folder),
		cmocka_unit_test_setup_teardown(
		    test_as_many_as_are_kept_all_stay, new_folder, old_folder),
		cmocka_unit_test_setup_teardown(
		    test_other_files_are_not_touched, new_folder, old_folder),
		cmocka_unit_test(test_a_missing_folder_is_no_trouble),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
