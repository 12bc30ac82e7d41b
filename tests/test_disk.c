#include "../scanner/disk.c" /* statics included on purpose */
#include "help.h"

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
