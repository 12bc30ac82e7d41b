#include "../scanner/disk.c" /* statics included on purpose */
#include "dir.h"

#include <sys/wait.h>

#define MORE ((size_t)1 << 20) /* than a pipe holds */

/* Read all of it; leaves with 0 when there was as much as was to come. */
static void
read_to_the_end(int fd)
{
	char buf[4096];
	size_t all = 0;
	ssize_t n;

	while ((n = read(fd, buf, sizeof buf)) > 0)
		all += (size_t)n;
	_exit(n == 0 && all == MORE ? 0 : 1);
}

static void
test_a_pipe_takes_more_than_it_holds(void **state)
{
	char *bytes = calloc(1, MORE);
	int ends[2], status;
	pid_t reader;

	(void)state;
	assert_non_null(bytes);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	if ((reader = fork()) == 0) {
		close(ends[1]);
		read_to_the_end(ends[0]);
	}
	close(ends[0]);
	assert_int_equal(write_all(ends[1], (struct span){ bytes, MORE }), 0);
	close(ends[1]);
	assert_int_equal(waitpid(reader, &status, 0), reader);
	assert_int_equal(status, 0);
	free(bytes);
}

static void
test_a_full_disk_says_so(void **state)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);

	(void)state;
	errno = 0;
	assert_int_equal(write_all(fd, SPAN("a")), -1);
	assert_int_equal(errno, ENOSPC);
	close(fd);
}

static void
test_nothing_is_written_without_asking_anybody(void **state)
{
	(void)state;
	assert_int_equal(write_all(-1, SPAN("")), 0);
}

static void
test_the_folder_of_a_name_without_one_is_here(void **state)
{
	(void)state;
	assert_int_equal(disk_sync_folder("file"), 0);
}

static void
test_a_folder_that_is_not_there_cannot_be_synced(void **state)
{
	(void)state;
	assert_int_equal(disk_sync_folder("/nowhere/at/all/file"), -1);
}

/* ---- in the place of another ---- */

static void
expect_file(const char *name, const char *want)
{
	char got[64] = "";
	FILE *f = fopen(name, "re");

	assert_non_null(f);
	assert_true(fread(got, 1, sizeof got - 1, f) > 0);
	fclose(f);
	assert_string_equal(got, want);
}

static int
replace_with_two(const char *name)
{
	return disk_replace(
	    name, (struct span[]){ SPAN("one"), SPAN("two") }, 2);
}

static void
test_a_link_is_replaced_and_what_it_names_stays(void **state)
{
	(void)state;
	folder_put(dir, "victim", SPAN("precious"));
	assert_int_equal(symlink("victim", folder_file(dir, "new")), 0);
	assert_int_equal(replace_with_two(folder_file(dir, "new")), 0);
	expect_file(folder_file(dir, "victim"), "precious");
	expect_file(folder_file(dir, "new"), "onetwo");
}

static void
test_a_pipe_in_the_way_does_not_keep_us_waiting(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(folder_file(dir, "new"), 0600), 0);
	assert_int_equal(replace_with_two(folder_file(dir, "new")), 0);
	expect_file(folder_file(dir, "new"), "onetwo");
}

static void
test_a_new_file_is_its_owners_alone(void **state)
{
	mode_t before = umask(0);
	struct stat st;

	(void)state;
	assert_int_equal(replace_with_two(folder_file(dir, "new")), 0);
	umask(before);
	assert_int_equal(stat(folder_file(dir, "new"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
test_what_cannot_be_put_in_place_leaves_nothing_beside_it(void **state)
{
	(void)state;
	folder_sub(dir, "new");
	assert_int_equal(replace_with_two(folder_file(dir, "new")), -1);
	assert_int_equal(errno, EISDIR);
	assert_int_equal(rmdir(folder_file(dir, "new")), 0);
	assert_int_equal(rmdir(dir.path), 0);
	assert_int_equal(mkdir(dir.path, 0700), 0);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_dir, close_dir)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_pipe_takes_more_than_it_holds),
		cmocka_unit_test(test_a_full_disk_says_so),
		cmocka_unit_test(
		    test_nothing_is_written_without_asking_anybody),
		cmocka_unit_test(
		    test_the_folder_of_a_name_without_one_is_here),
		cmocka_unit_test(
		    test_a_folder_that_is_not_there_cannot_be_synced),
		EACH(test_a_link_is_replaced_and_what_it_names_stays),
		EACH(test_a_pipe_in_the_way_does_not_keep_us_waiting),
		EACH(test_a_new_file_is_its_owners_alone),
		EACH(test_what_cannot_be_put_in_place_leaves_nothing_beside_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
