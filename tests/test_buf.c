#include "../capture/buf.c"

#include <fnmatch.h>

#include "help.h"

static void
test_the_time_is_written_to_the_millisecond(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_now(&b);
	buf_char(&b, '\0');
	assert_false(b.failed);
	assert_int_equal(fnmatch("[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T"
	    "[0-2][0-9]:[0-5][0-9]:[0-6][0-9].[0-9][0-9][0-9]Z", b.ptr, 0), 0);
	buf_free(&b);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_time_is_written_to_the_millisecond),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
