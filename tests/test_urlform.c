#include "../scanner/extract/urlform.c" /* statics included on purpose */

#include "help.h"

/* What stands in `body`, a line a pair: name|value; static. */
static const char *
split(const char *body)
{
	static char out[256];
	struct span rest = span_of(body);
	struct url_pair p;
	size_t n = 0;

	out[0] = '\0';
	while (urlform_next(&rest, &p))
		n += (size_t)snprintf(out + n, sizeof out - n, "%.*s|%.*s\n",
		    (int)p.name.len, p.name.ptr, (int)p.value.len, p.value.ptr);
	return out;
}

static void
test_pairs_are_split_and_not_decoded(void **state)
{
	(void)state;
	assert_string_equal(
	    split("user=tanaka&why=%41+b"), "user|tanaka\nwhy|%41+b\n");
}

static void
test_what_has_no_equals_sign_is_a_value(void **state)
{
	(void)state;
	assert_string_equal(split("abc&=d&e="), "|abc\n|d\ne|\n");
}

static void
test_the_first_equals_sign_ends_the_name(void **state)
{
	(void)state;
	assert_string_equal(split("a=b=c"), "a|b=c\n");
}

static void
test_nothing_between_two_signs_is_an_empty_pair(void **state)
{
	struct span rest = SPAN("&a=b&");
	struct url_pair p;

	(void)state;
	assert_true(urlform_next(&rest, &p));
	assert_int_equal(p.all.len + p.name.len + p.value.len, 0);
	assert_true(urlform_next(&rest, &p));
	assert_true(span_eq(p.all, SPAN("a=b")));
	assert_false(urlform_next(&rest, &p)); /* behind the last & */
}

static void
test_nothing_is_read_behind_the_body(void **state)
{
	static const char *const bodies[] = { "&", "a", "a=", "a&b", "a=%4" };
	struct cliff c = cliff_new(16);
	struct shuhi_error err;
	struct url_pair p;
	struct span rest;
	char out[16];
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
		rest = cliff_copy(c, span_of(bodies[i]));
		while (urlform_next(&rest, &p)) {
			n = 0;
			urlform_value(p.value, out, sizeof out, &n, &err);
		}
	}
	cliff_gone(c);
}

/* ---- values ------------------------------------------------------------------ */

static void
assert_value(struct span value, struct span want)
{
	struct shuhi_error err;
	char out[64];
	size_t n = 0;

	assert_int_equal(urlform_value(value, out, sizeof out, &n, &err), 0);
	assert_int_equal(n, want.len);
	assert_memory_equal(out, want.ptr, want.len);
}

static void
test_plus_is_a_blank_and_percent_a_byte(void **state)
{
	(void)state;
	assert_value(SPAN("a%26b+c%E3%81%b2"), SPAN("a&b cひ"));
	assert_value(SPAN("%2B%25"), SPAN("+%"));
	assert_value(SPAN("ひ"), SPAN("ひ"));
	assert_value(SPAN(""), SPAN(""));
}

static void
test_a_nul_is_a_byte_as_any(void **state)
{
	(void)state;
	assert_value(SPAN("a%00b"), SPAN("a\0b"));
	assert_value(SPAN("a\0b"), SPAN("a\0b"));
}

/* `n` bytes were there before; they stay. */
static void
assert_refused(struct span value, size_t room, size_t n, enum shuhi_code code,
    uint64_t at)
{
	const size_t before = n;
	struct shuhi_error err;
	char out[64];

	assert_int_equal(urlform_value(value, out, room, &n, &err), -1);
	assert_int_equal(err.code, code);
	assert_int_equal(err.at, at);
	assert_int_equal(n, before);
}

static void
test_a_percent_sequence_that_is_none_is_told_with_its_place(void **state)
{
	(void)state;
	assert_refused(SPAN("a%"), 64, 0, SHUHI_E_USAGE, 1);
	assert_refused(SPAN("ab%4"), 64, 0, SHUHI_E_USAGE, 2);
	assert_refused(SPAN("%41%zz"), 64, 0, SHUHI_E_USAGE, 3);
	assert_refused(SPAN("%4g"), 64, 0, SHUHI_E_USAGE, 0);
	assert_refused(SPAN("%u5c71"), 64, 0, SHUHI_E_USAGE, 0);
}

static void
test_a_value_given_twice_is_told(void **state)
{
	(void)state;
	assert_refused(SPAN("b"), 64, 1, SHUHI_E_USAGE, 0);
}

static void
test_a_value_may_fill_its_room_and_no_more(void **state)
{
	struct shuhi_error err;
	char out[3];
	size_t n = 0;

	(void)state;
	assert_int_equal(
	    urlform_value(SPAN("a%62c"), out, sizeof out, &n, &err), 0);
	assert_int_equal(n, sizeof out);
	assert_refused(SPAN("abcd"), 3, 0, SHUHI_E_LIMIT, 3);
	assert_refused(SPAN("a"), 0, 0, SHUHI_E_LIMIT, 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs_are_split_and_not_decoded),
		cmocka_unit_test(test_what_has_no_equals_sign_is_a_value),
		cmocka_unit_test(test_the_first_equals_sign_ends_the_name),
		cmocka_unit_test(
		    test_nothing_between_two_signs_is_an_empty_pair),
		cmocka_unit_test(test_nothing_is_read_behind_the_body),
		cmocka_unit_test(test_plus_is_a_blank_and_percent_a_byte),
		cmocka_unit_test(test_a_nul_is_a_byte_as_any),
		cmocka_unit_test(
		    test_a_percent_sequence_that_is_none_is_told_with_its_place),
		cmocka_unit_test(test_a_value_given_twice_is_told),
		cmocka_unit_test(test_a_value_may_fill_its_room_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
