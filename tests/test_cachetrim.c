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
make_at(const char *name, time_t when)
{
	struct timespec times[2] = { { .tv_sec = when }, { .tv_sec = when } };
	char path[128];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	assert_non_null(f = fopen(path, "w"));
	fclose(f);
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static bool
is_there(const char *name)
{
	char path[128];

	snprintf(path, sizeof path, "%s/%s", dir, name);
	return access(path, F_OK) == 0;
}

/* Names as hsdb.c and prove.c make them; a larger n is younger. */
static void
make(const char *suffix, unsigned n)
{
	char name[64];

	snprintf(name, sizeof name, "%032x%s", n, suffix);
	make_at(name, 1000 + n);
}

static bool
exists(const char *suffix, unsigned n)
{
	char name[64];

	snprintf(name, sizeof name, "%032x%s", n, suffix);
	return is_there(name);
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
		make("-0.hsdb", i);
	cache_trim(dir);
	assert_false(exists("-0.hsdb", 0));
	assert_true(exists("-0.hsdb", 1));
	assert_true(exists("-0.hsdb", CACHE_KEEP));
}

static void
test_as_many_as_are_kept_all_stay(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < CACHE_KEEP; i++)
		make("-0.hsdb", i);
	cache_trim(dir);
	assert_true(exists("-0.hsdb", 0));
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
test_databases_of_other_programs_stay(void **state)
{
	char name[64];
	unsigned i;

	(void)state;
	for (i = 0; i < 2 * CACHE_KEEP; i++) {
		snprintf(name, sizeof name, "station-%03u.hsdb", i);
		make_at(name, 1000 + i);
	}
	cache_trim(dir);
	assert_true(is_there("station-000.hsdb"));
}

static void
test_as_many_proofs_as_databases_are_kept(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i <= CACHE_KEEP; i++) {
		make("-2.hsdb", i);
		make(".proof", i);
	}
	cache_trim(dir);
	assert_false(exists(".proof", 0));
	assert_true(exists(".proof", 1));
}

static void
test_what_a_killed_start_left_half_written_goes(void **state)
{
	(void)state;
	make("-0.hsdb.4711", 1);
	make("-1.hsdb.aB3xYz", 1);
	make(".proof.aB3xYz", 1);
	cache_trim(dir);
	assert_false(exists("-0.hsdb.4711", 1));
	assert_false(exists("-1.hsdb.aB3xYz", 1));
	assert_false(exists(".proof.aB3xYz", 1));
}

static void
test_what_another_start_is_writing_stays(void **state)
{
	const char *name = "00000000000000000000000000000001-0.hsdb.aB3xYz";

	(void)state;
	make_at(name, time(NULL));
	cache_trim(dir);
	assert_true(is_there(name));
}

static void
test_old_files_of_nearly_such_a_name_stay(void **state)
{
	static const char *const names[] = {
		"0123456789abcdef0123456789abcdef-0.hsdb.tar.gz",
		"0123456789abcdef0123456789abcdef.hsdb.aB3xYz",
		"0123456789abcdef0123456789abcde.proof.aB3xYz",
		"0123456789abcdef0123456789abcdef0.proof.aB3xYz",
		"notes.hsdb.aB3xYz",
		"0123456789abcdef0123456789abcdef",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		make_at(names[i], 1);
	cache_trim(dir);
	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		assert_true(is_there(names[i]));
}

static void
test_a_missing_folder_is_no_trouble(void **state)
{
	(void)state;
	cache_trim("/nonexistent/shuhi");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, new_folder, old_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_the_oldest_databases_go),
		EACH(test_as_many_as_are_kept_all_stay),
		EACH(test_other_files_are_not_touched),
		EACH(test_databases_of_other_programs_stay),
		EACH(test_as_many_proofs_as_databases_are_kept),
		EACH(test_what_a_killed_start_left_half_written_goes),
		EACH(test_what_another_start_is_writing_stays),
		EACH(test_old_files_of_nearly_such_a_name_stay),
		cmocka_unit_test(test_a_missing_folder_is_no_trouble),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
