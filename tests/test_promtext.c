#include "../capture/promtext.c"

#include "help.h"

#include <pthread.h>

/* What it prints; static. */
static const char *
printed(const struct prom_latency *l)
{
	static struct buf b;

	buf_free(&b);
	prom_latency(&b, "x_seconds", "Of x.", l);
	buf_char(&b, '\0');
	assert_false(b.failed);
	return b.ptr;
}

static void
test_verdicts_and_results_have_their_names(void **state)
{
	const atomic_ullong verdicts[4] = { 0, 1, 2, 3 };
	struct buf b = { 0 };

	(void)state;
	prom_verdicts(&b, "v_total", "Of v.", verdicts);
	prom_results(&b, "r_total", "Of r.", 4, 5);
	buf_char(&b, '\0');
	assert_string_equal(b.ptr,
	    "# HELP v_total Of v.\n# TYPE v_total counter\n"
	    "v_total{verdict=\"unscanned\"} 0\nv_total{verdict=\"pass\"} 1\n"
	    "v_total{verdict=\"review\"} 2\nv_total{verdict=\"block\"} 3\n"
	    "# HELP r_total Of r.\n# TYPE r_total counter\n"
	    "r_total{result=\"ok\"} 4\nr_total{result=\"failed\"} 5\n");
	buf_free(&b);
}

static void
test_nothing_counted_is_a_whole_histogram(void **state)
{
	struct prom_latency l = { 0 };
	const char *t = printed(&l);

	(void)state;
	assert_ptr_equal(strstr(t, "# HELP x_seconds Of x.\n"
	                           "# TYPE x_seconds histogram\n"
	                           "x_seconds_bucket{le=\"0.000250\"} 0\n"), t);
	assert_non_null(strstr(t, "x_seconds_bucket{le=\"5.000000\"} 0\n"
	                          "x_seconds_bucket{le=\"+Inf\"} 0\n"
	                          "x_seconds_sum 0.000000\n"
	                          "x_seconds_count 0\n"));
}

static void
test_a_time_falls_into_its_bucket_and_all_behind(void **state)
{
	struct prom_latency l = { 0 };
	const char *t;

	(void)state;
	prom_took(&l, 1000);
	prom_took(&l, 1001);
	t = printed(&l);
	assert_non_null(strstr(t, "_bucket{le=\"0.000500\"} 0\n"));
	assert_non_null(strstr(t, "_bucket{le=\"0.001000\"} 1\n"));
	assert_non_null(strstr(t, "_bucket{le=\"0.002000\"} 2\n"));
	assert_non_null(strstr(t, "_bucket{le=\"+Inf\"} 2\n"));
	assert_non_null(strstr(t, "_sum 0.002001\n"));
}

static void
test_the_slowest_is_counted(void **state)
{
	struct prom_latency l = { 0 };

	(void)state;
	prom_took(&l, 5000001);
	assert_non_null(strstr(printed(&l), "_bucket{le=\"5.000000\"} 0\n"));
	assert_non_null(strstr(printed(&l), "_bucket{le=\"+Inf\"} 1\n"));
	assert_non_null(strstr(printed(&l), "_count 1\n"));
}

static void *
count_many(void *l)
{
	int i;

	for (i = 0; i < 10000; i++)
		prom_took(l, 300);
	return NULL;
}

static void
test_threads_lose_no_count_while_another_reads(void **state)
{
	struct prom_latency l = { 0 };
	pthread_t t[2];

	(void)state;
	assert_int_equal(pthread_create(&t[0], NULL, count_many, &l), 0);
	assert_int_equal(pthread_create(&t[1], NULL, count_many, &l), 0);
	assert_non_null(strstr(printed(&l), "_count "));
	pthread_join(t[0], NULL);
	pthread_join(t[1], NULL);
	assert_non_null(strstr(printed(&l), "_bucket{le=\"0.000500\"} 20000\n"));
	assert_non_null(strstr(printed(&l), "_sum 6.000000\n"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts_and_results_have_their_names),
		cmocka_unit_test(test_nothing_counted_is_a_whole_histogram),
		cmocka_unit_test(
		    test_a_time_falls_into_its_bucket_and_all_behind),
		cmocka_unit_test(test_the_slowest_is_counted),
		cmocka_unit_test(
		    test_threads_lose_no_count_while_another_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
