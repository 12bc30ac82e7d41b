#include "../capture/proxy/metrics.c"
#include "help.h"

#include <sys/wait.h>

static const char *const causes[] = { "none", "too-large", "audit" };

static struct metrics *
fresh(void)
{
	struct metrics *m = metrics_new();

	if (m == NULL)
		exit(1); /* the compiler does not know that assert_ ends it */
	return m;
}

/* What it prints; static. */
static const char *
printed(const struct metrics *m)
{
	static struct buf b;

	buf_free(&b);
	metrics_print(m, causes, 3, &b);
	buf_char(&b, '\0');
	assert_false(b.failed);
	return b.ptr;
}

static void
test_causes_have_their_names(void **state)
{
	struct metrics *m = fresh();

	(void)state;
	metrics_add(&m->causes[2], 3);
	assert_non_null(strstr(printed(m), "{cause=\"audit\"} 3\n"));
	metrics_gone(m);
}

static void
test_a_forked_process_counts_into_the_same(void **state)
{
	struct metrics *m = fresh();
	int status;
	pid_t pid;

	(void)state;
	if ((pid = fork()) == 0) {
		metrics_add(&m->requests, 1);
		prom_took(&m->latency, 1500);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_non_null(strstr(printed(m), "shuhi_proxy_requests_total 1\n"));
	assert_non_null(strstr(printed(m), "shuhi_proxy_seconds_count 1\n"));
	metrics_gone(m);
}

static void
test_the_file_is_whole_or_not_there(void **state)
{
	struct folder f = folder_new();
	struct metrics *m = fresh();
	struct shuhi_error err;

	(void)state;
	assert_int_equal(
	    metrics_write(m, causes, 3, folder_file(f, "m.prom"), &err), 0);
	assert_int_equal(access(folder_file(f, "m.prom.new"), F_OK), -1);
	assert_int_equal(access(folder_file(f, "m.prom"), R_OK), 0);
	metrics_gone(m);
	folder_gone(f);
}

static void
test_a_folder_that_is_not_there_is_told(void **state)
{
	struct metrics *m = fresh();
	struct shuhi_error err;

	(void)state;
	assert_int_equal(
	    metrics_write(m, causes, 3, "/nowhere/at/all.prom", &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	metrics_gone(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_causes_have_their_names),
		cmocka_unit_test(test_a_forked_process_counts_into_the_same),
		cmocka_unit_test(test_the_file_is_whole_or_not_there),
		cmocka_unit_test(test_a_folder_that_is_not_there_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
