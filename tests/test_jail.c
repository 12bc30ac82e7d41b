#include "../scanner/jail/jail.c" /* statics included on purpose */

#include <sys/socket.h>
#include <sys/wait.h>

#include <pthread.h>

#include "help.h"

#define FONTS "/usr/share/poppler"

static const struct jail bare = { .memory = 1u << 30, .seconds = 5 };
static const struct jail with_fonts = {
	.memory = 1u << 30,
	.seconds = 5,
	.folder = FONTS,
};
static const struct jail with_threads = {
	.memory = 1u << 30,
	.seconds = 5,
	.threads = true,
};

/*
 * How a child ends that tries something from inside: 0 it could not, 1 it could,
 * 2 the jail did not stand, 128 + n the kernel killed it with signal n.
 */
static int
ends(const struct jail *jail, bool (*try)(void))
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		if (!jail_enter(jail))
			_exit(2);
		_exit(try());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status)
	                           : WEXITSTATUS(status);
}

static bool
try_memory(void)
{
	volatile char *p = malloc(10 << 20);

	if (p == NULL)
		return false;
	p[0] = 1;
	free((void *)(uintptr_t)p);
	return true;
}

static bool
try_write(void)
{
	return write(1, "", 0) == 0;
}

static bool
try_read_file(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool
try_write_file(void)
{
	return open("/tmp/shuhi-test-jail", O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool
try_read_fonts(void)
{
	return open(FONTS "/cMap/Adobe-Japan1/90ms-RKSJ-H", O_RDONLY) >= 0;
}

static bool
try_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool
try_fork(void)
{
	return fork() >= 0;
}

static bool
try_exec(void)
{
	return execl("/bin/true", "true", NULL) == 0;
}

static bool
try_new_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC,
	           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
try_kill_parent(void)
{
	return kill(getpid(), 0) == 0;
}

static bool
try_to_be_watched(void)
{
	return prctl(PR_SET_DUMPABLE, 1) == 0;
}

static void *
add_one(void *n)
{
	++*(int *)n;
	return NULL;
}

static bool
try_thread(void)
{
	pthread_t thread;
	int n = 0;

	return pthread_create(&thread, NULL, add_one, &n) == 0 &&
	    pthread_join(thread, NULL) == 0 && n == 1;
}

#define KILLED (128 + SIGSYS)

static void
test_memory_and_output_are_left(void **state)
{
	(void)state;
	assert_int_equal(ends(&bare, try_memory), 1);
	assert_int_equal(ends(&bare, try_write), 1);
	assert_int_equal(ends(&with_fonts, try_memory), 1);
}

static void
test_no_file_can_be_read(void **state)
{
	(void)state;
	assert_int_equal(ends(&bare, try_read_file), 0);
	assert_int_equal(ends(&with_fonts, try_read_file), 0);
	assert_int_equal(ends(&bare, try_read_fonts), 0);
}

static void
test_character_maps_can_be_read_for_a_pdf(void **state)
{
	(void)state;
	assert_int_equal(ends(&with_fonts, try_read_fonts), 1);
}

static void
test_writing_a_file_kills(void **state)
{
	(void)state;
	assert_int_equal(ends(&bare, try_write_file), KILLED);
	assert_int_equal(ends(&with_fonts, try_write_file), KILLED);
}

static void
test_net_processes_and_new_code_kill(void **state)
{
	(void)state;
	assert_int_equal(ends(&with_fonts, try_socket), KILLED);
	assert_int_equal(ends(&with_fonts, try_fork), KILLED);
	assert_int_equal(ends(&with_fonts, try_exec), KILLED);
	assert_int_equal(ends(&with_fonts, try_new_code), KILLED);
	assert_int_equal(ends(&with_fonts, try_kill_parent), KILLED);
	assert_int_equal(ends(&with_fonts, try_to_be_watched), KILLED);
}

static void
test_threads_can_be_started_only_where_they_are_allowed(void **state)
{
	(void)state;
	assert_int_equal(ends(&with_threads, try_thread), 1);
	assert_int_equal(ends(&bare, try_thread), KILLED);
}

static void
test_allowed_threads_are_no_processes(void **state)
{
	(void)state;
	assert_int_equal(ends(&with_threads, try_fork), KILLED);
	assert_int_equal(ends(&with_threads, try_exec), KILLED);
	assert_int_equal(ends(&with_threads, try_socket), KILLED);
	assert_int_equal(ends(&with_threads, try_read_file), 0);
}

static bool
limit_is(__rlimit_resource_t what, rlim_t most)
{
	struct rlimit r;

	return getrlimit(what, &r) == 0 && r.rlim_cur == most &&
	    r.rlim_max == most;
}

static void
test_limits_are_set(void **state)
{
	pid_t pid = fork();
	int status;

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(!(set_limits(&bare) && limit_is(RLIMIT_CPU, 5) &&
		    limit_is(RLIMIT_FSIZE, 0) && limit_is(RLIMIT_NPROC, 0) &&
		    limit_is(RLIMIT_CORE, 0) && limit_is(RLIMIT_NOFILE, 16)));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void
test_time_of_the_processor_ends(void **state)
{
	struct jail second = { .memory = 1u << 30, .seconds = 1 };
	pid_t pid = fork();
	int status;

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		if (!jail_enter(&second))
			_exit(2);
		for (;;)
			continue;
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_and_output_are_left),
		cmocka_unit_test(test_no_file_can_be_read),
		cmocka_unit_test(test_character_maps_can_be_read_for_a_pdf),
		cmocka_unit_test(test_writing_a_file_kills),
		cmocka_unit_test(test_net_processes_and_new_code_kill),
		cmocka_unit_test(test_threads_can_be_started_only_where_they_are_allowed),
		cmocka_unit_test(test_allowed_threads_are_no_processes),
		cmocka_unit_test(test_limits_are_set),
		cmocka_unit_test(test_time_of_the_processor_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
