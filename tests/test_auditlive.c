/* `shuhi audit verify` on a log that is written and rotated meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audited.h"

#define LOOKS 40

/* A proxy with much to do: a new part every few records, until it is stopped. */
static pid_t
start_writer(void)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		struct audit *a = log_open_as(&(struct audit_config){
		    .file = log_file, .rotate = 4000, .fsync_ms = 1000 });

		for (;;)
			log_put(a, 10);
	}
	return pid;
}

/* The program beside the tests' folder. */
static void
program(char *path, size_t size)
{
	char self[512];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	assert_true(n > 0);
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	snprintf(path, size, "%s/../shuhi", self);
}

static int
verify_once(const char *shuhi)
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		execl(shuhi, shuhi, "audit", "verify", log_file, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
test_a_log_that_rotates_meanwhile_is_not_called_changed(void **state)
{
	char shuhi[600];
	pid_t writer;
	size_t i;

	(void)state;
	program(shuhi, sizeof shuhi);
	log_of(1);
	writer = start_writer();
	for (i = 0; i < LOOKS; i++)
		if (verify_once(shuhi) != 0)
			break;
	kill(writer, SIGKILL);
	waitpid(writer, NULL, 0);
	assert_int_equal(i, LOOKS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_a_log_that_rotates_meanwhile_is_not_called_changed,
		    open_log_dir, close_dir),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
