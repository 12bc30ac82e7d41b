#include "wiped.h"

#include "../capture/buf.c" /* statics included on purpose */

#include <fnmatch.h>

#include "help.h"

static struct buf b;

static int
drop(void **state)
{
	(void)state;
	buf_free(&b);
	return 0;
}

static void
expect(struct span want)
{
	assert_false(b.failed);
	assert_true(span_eq(buf_view(&b), want));
	buf_free(&b);
}

/* ---- JSON -------------------------------------------------------------------- */

static void
test_what_json_forbids_is_escaped(void **state)
{
	(void)state;
	buf_json(&b, SPAN("a\"\\/\b\t\n\v\f\r\x1f\x7f\0z"));
	expect(SPAN("\"a\\\"\\\\/\\b\\t\\n\\u000b\\f\\r\\u001f\\u007f\\u0000z\""));
}

static void
test_what_some_take_for_line_ends_is_escaped_also_at_the_end(void **state)
{
	(void)state;
	buf_json(&b, SPAN("\xc2\x85" "a\xc2\x85"));
	expect(SPAN("\"\\u0085a\\u0085\""));
	buf_json(&b, SPAN("\xe2\x80\xa8" "a\xe2\x80\xa9"));
	expect(SPAN("\"\\u2028a\\u2029\""));
}

static void
test_their_neighbours_are_not(void **state)
{
	(void)state;
	buf_json(&b, SPAN("\xc2\x84\xc2\x86\xe2\x80\xa7\xe2\x80\xaa山"));
	expect(SPAN("\"\xc2\x84\xc2\x86\xe2\x80\xa7\xe2\x80\xaa山\""));
}

/* ---- other texts -------------------------------------------------------------- */

static void
test_what_html_means_something_by_is_escaped(void **state)
{
	(void)state;
	buf_html(&b, SPAN("<a href='x'>\"&amp;\"</a>山"));
	expect(SPAN("&lt;a href=&#39;x&#39;&gt;&quot;&amp;amp;&quot;&lt;/a&gt;"
	            "山"));
}

static void
test_bytes_that_are_no_utf8_become_a_mark_each(void **state)
{
	(void)state;
	buf_utf8(&b, SPAN("a\xff\xfe" "山\xe5\xb1"));
	expect(SPAN("a\xef\xbf\xbd\xef\xbf\xbd山\xef\xbf\xbd\xef\xbf\xbd"));
}

static void
test_numbers_are_written_whole(void **state)
{
	(void)state;
	buf_u64(&b, 0);
	buf_char(&b, ' ');
	buf_u64(&b, UINT64_MAX);
	expect(SPAN("0 18446744073709551615"));
}

static void
test_decimals_have_no_zeros_behind_them(void **state)
{
	(void)state;
	buf_decimal(&b, 1);
	buf_char(&b, ' ');
	buf_decimal(&b, 0.5);
	buf_char(&b, ' ');
	buf_decimal(&b, 0.0625);
	expect(SPAN("1 0.5 0.063"));
}

/* ---- room ---------------------------------------------------------------------- */

static void
test_what_was_there_stays_when_it_grows(void **state)
{
	(void)state;
	buf_str(&b, "first");
	buf_fill(&b, 'x', 10 * BUF_MIN);
	assert_int_equal(b.len, 5 + 10 * BUF_MIN);
	assert_memory_equal(b.ptr, "firstx", 6);
}

static void
test_what_is_dropped_makes_the_rest_the_first(void **state)
{
	(void)state;
	buf_str(&b, "first");
	buf_drop(&b, 2);
	expect(SPAN("rst"));
}

static void
test_a_failure_stays_and_nothing_is_added(void **state)
{
	(void)state;
	buf_str(&b, "a");
	assert_null(buf_room(&b, SIZE_MAX));
	assert_true(b.failed);
	buf_str(&b, "b");
	assert_int_equal(b.len, 1);
}

static void
test_a_size_that_cannot_be_doubled_to_is_a_failure(void **state)
{
	(void)state;
	assert_null(buf_room(&b, SIZE_MAX - 1));
	assert_true(b.failed);
}

/* ---- nothing stays behind ---------------------------------------------------------- */

static void
test_what_grows_leaves_no_copy_behind(void **state)
{
	(void)state;
	buf_str(&b, SECRET);
	secrets_freed = 0;
	buf_fill(&b, 'x', BUF_MIN);
	assert_int_equal(secrets_freed, 0);
}

static void
test_what_is_freed_is_wiped(void **state)
{
	(void)state;
	buf_str(&b, SECRET);
	secrets_freed = 0;
	buf_free(&b);
	assert_int_equal(secrets_freed, 0);
}

/* Also what was moved up, and is no longer in its length. */
static void
test_what_was_dropped_is_wiped_too(void **state)
{
	(void)state;
	buf_str(&b, "xxxxxxxxxx" SECRET);
	buf_drop(&b, b.len);
	secrets_freed = 0;
	buf_free(&b);
	assert_int_equal(secrets_freed, 0);
}

/* ---- time -------------------------------------------------------------------- */

static void
test_the_time_is_written_to_the_millisecond(void **state)
{
	(void)state;
	buf_now(&b);
	buf_char(&b, '\0');
	assert_false(b.failed);
	assert_int_equal(fnmatch("[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T"
	    "[0-2][0-9]:[0-5][0-9]:[0-6][0-9].[0-9][0-9][0-9]Z", b.ptr, 0), 0);
}

#define EACH(test) cmocka_unit_test_teardown(test, drop)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_what_json_forbids_is_escaped),
		EACH(test_what_some_take_for_line_ends_is_escaped_also_at_the_end),
		EACH(test_their_neighbours_are_not),
		EACH(test_what_html_means_something_by_is_escaped),
		EACH(test_bytes_that_are_no_utf8_become_a_mark_each),
		EACH(test_numbers_are_written_whole),
		EACH(test_decimals_have_no_zeros_behind_them),
		EACH(test_what_was_there_stays_when_it_grows),
		EACH(test_what_is_dropped_makes_the_rest_the_first),
		EACH(test_a_failure_stays_and_nothing_is_added),
		EACH(test_a_size_that_cannot_be_doubled_to_is_a_failure),
		EACH(test_the_time_is_written_to_the_millisecond),
		EACH(test_what_grows_leaves_no_copy_behind),
		EACH(test_what_is_freed_is_wiped),
		EACH(test_what_was_dropped_is_wiped_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
