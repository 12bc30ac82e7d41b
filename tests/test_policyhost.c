/* How long a host may be, in a pattern and where it is looked up. */
#include "../capture/policyhost.c" /* statics included on purpose */
#include "help.h"

/* "aaa...a.jp" of so many bytes. */
static struct span
host_of(char *room, size_t bytes)
{
	memset(room, 'a', bytes);
	memcpy(room + bytes - 3, ".jp", 3);
	return (struct span){ room, bytes };
}

static bool
is_taken(size_t bytes)
{
	char host[HOST_ROOM + 1];
	const char *message, *hint;
	struct host_pattern p;

	return host_pattern_parse(
	           host_of(host, bytes), &p, &message, &hint) == 0;
}

static void
test_a_pattern_may_be_so_long_and_no_longer(void **state)
{
	(void)state;
	assert_true(is_taken(HOST_ROOM - 1));
	assert_false(is_taken(HOST_ROOM));
}

static void
test_a_host_that_is_looked_up_may_be_so_long(void **state)
{
	char host[HOST_ROOM], room[HOST_ROOM];
	struct span s = host_of(host, HOST_ROOM - 1);

	(void)state;
	assert_true(span_eq(host_normal(s, room), s));
}

/* No pattern is that long: it is unknown, and not what its end says. */
static void
test_a_longer_one_is_none(void **state)
{
	char host[HOST_ROOM], room[HOST_ROOM];

	(void)state;
	assert_int_equal(
	    host_normal(host_of(host, HOST_ROOM), room).len, 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_pattern_may_be_so_long_and_no_longer),
		cmocka_unit_test(test_a_host_that_is_looked_up_may_be_so_long),
		cmocka_unit_test(test_a_longer_one_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
