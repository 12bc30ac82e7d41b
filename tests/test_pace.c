#include "../capture/draft/pace.c"

#include "help.h"

#define SECOND UINT64_C(1000000)
#define START  (1000 * SECOND)

static struct pace *
pace(unsigned times, unsigned seconds, size_t keys)
{
	struct shuhi_error err;
	struct pace *p = NULL;

	assert_int_equal(pace_open(times, seconds, keys, &p, &err), 0);
	return p;
}

static void
test_so_many_at_once_and_not_one_more(void **state)
{
	struct pace *p = pace(3, 60, 8);
	int i;

	(void)state;
	for (i = 0; i < 3; i++)
		assert_int_equal(pace_wait(p, SPAN("a"), START), 0);
	assert_int_not_equal(pace_wait(p, SPAN("a"), START), 0);
	pace_close(p);
}

static void
test_who_waits_as_long_as_told_may_again(void **state)
{
	struct pace *p = pace(3, 60, 8);
	unsigned wait;
	int i;

	(void)state;
	for (i = 0; i < 3; i++)
		pace_wait(p, SPAN("a"), START);
	wait = pace_wait(p, SPAN("a"), START);
	assert_int_equal(pace_wait(p, SPAN("a"), START + wait * SECOND), 0);
	pace_close(p);
}

static void
test_what_was_refused_does_not_count(void **state)
{
	struct pace *p = pace(1, 60, 8);
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		pace_wait(p, SPAN("a"), START);
	assert_int_equal(pace_wait(p, SPAN("a"), START + 61 * SECOND), 0);
	pace_close(p);
}

static void
test_one_key_costs_another_nothing(void **state)
{
	struct pace *p = pace(1, 60, 64);

	(void)state;
	assert_int_equal(pace_wait(p, SPAN("a"), START), 0);
	assert_int_equal(pace_wait(p, SPAN("b"), START), 0);
	assert_int_not_equal(pace_wait(p, SPAN("a"), START), 0);
	pace_close(p);
}

/* One set of eight places, a hundred busy keys: newcomers share. */
static void
test_many_keys_buy_no_fresh_counts(void **state)
{
	struct pace *p = pace(1, 60, 1);
	char key[8];
	int i, passed = 0;

	(void)state;
	for (i = 0; i < 100; i++) {
		snprintf(key, sizeof key, "%d", i);
		passed += pace_wait(p, span_of(key), START) == 0;
	}
	assert_int_equal(passed, WAYS);
	pace_close(p);
}

static void
test_a_key_that_is_quiet_again_gives_its_place_away(void **state)
{
	struct pace *p = pace(1, 60, 1);
	char key[8];
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		snprintf(key, sizeof key, "%d", i);
		pace_wait(p, span_of(key), START);
	}
	assert_int_equal(pace_wait(p, SPAN("new"), START + 61 * SECOND), 0);
	pace_close(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_so_many_at_once_and_not_one_more),
		cmocka_unit_test(test_who_waits_as_long_as_told_may_again),
		cmocka_unit_test(test_what_was_refused_does_not_count),
		cmocka_unit_test(test_one_key_costs_another_nothing),
		cmocka_unit_test(test_many_keys_buy_no_fresh_counts),
		cmocka_unit_test(test_a_key_that_is_quiet_again_gives_its_place_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
