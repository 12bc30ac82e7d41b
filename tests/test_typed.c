#include "../capture/proxy/typed.c"
#include "help.h"

static void
test_token_and_reason_are_read(void **state)
{
	struct shuhi_error err;
	struct typed f;

	(void)state;
	assert_int_equal(
	    typed_read(SPAN("token=Ab-_9&why=%E8%BB%A2%E9%99%A2+OK"), &f, &err),
	    0);
	assert_true(span_eq((struct span){ f.token, f.ntoken }, SPAN("Ab-_9")));
	assert_true(span_eq((struct span){ f.why, f.nwhy }, SPAN("転院 OK")));
	assert_int_equal(f.why_chars, 4);
}

static void
test_blanks_around_a_reason_do_not_count(void **state)
{
	struct shuhi_error err;
	struct typed f;

	(void)state;
	assert_int_equal(typed_read(SPAN("why=+%0D%0Aab++"), &f, &err), 0);
	assert_int_equal(f.why_chars, 2);
}

static void
test_blanks_of_every_width_are_no_reason(void **state)
{
	struct shuhi_error err;
	struct typed f;

	(void)state;
	assert_int_equal(
	    typed_read(SPAN("why=%E3%80%80%E3%80%80%E2%80%8B%C2%A0"), &f, &err), 0);
	assert_int_equal(f.why_chars, 0);
}

static void
test_what_is_missing_is_empty(void **state)
{
	struct shuhi_error err;
	struct typed f;

	(void)state;
	assert_int_equal(typed_read(SPAN("other=1&x"), &f, &err), 0);
	assert_int_equal(f.ntoken + f.nwhy + f.why_chars, 0);
}

static void
assert_refused(struct span body, enum shuhi_code code)
{
	struct shuhi_error err;
	struct typed f;

	assert_int_equal(typed_read(body, &f, &err), -1);
	assert_int_equal(err.code, code);
}

static void
test_a_value_given_twice_is_refused(void **state)
{
	(void)state;
	assert_refused(SPAN("why=a&why=b"), SHUHI_E_USAGE);
}

static void
test_half_a_percent_sequence_is_refused(void **state)
{
	(void)state;
	assert_refused(SPAN("why=a%4"), SHUHI_E_USAGE);
	assert_refused(SPAN("why=a%"), SHUHI_E_USAGE);
	assert_refused(SPAN("why=%zz"), SHUHI_E_USAGE);
}

static void
test_a_reason_that_is_not_utf8_is_refused(void **state)
{
	(void)state;
	assert_refused(SPAN("why=%FF%FE"), SHUHI_E_CHARSET);
}

static void
test_a_reason_may_have_the_longest_length_and_no_more(void **state)
{
	char body[4 + LIMIT_PROXY_WHY + 1] = "why=";
	struct shuhi_error err;
	struct typed f;

	(void)state;
	memset(body + 4, 'a', LIMIT_PROXY_WHY + 1);
	assert_int_equal(
	    typed_read((struct span){ body, sizeof body - 1 }, &f, &err), 0);
	assert_int_equal(f.nwhy, LIMIT_PROXY_WHY);
	assert_refused((struct span){ body, sizeof body }, SHUHI_E_LIMIT);
}

static void
test_a_form_may_have_the_longest_length_and_no_more(void **state)
{
	char body[LIMIT_PROXY_FORM + 1];
	struct shuhi_error err;
	struct typed f;

	(void)state;
	memset(body, '&', sizeof body);
	assert_int_equal(
	    typed_read((struct span){ body, sizeof body - 1 }, &f, &err), 0);
	assert_refused((struct span){ body, sizeof body }, SHUHI_E_LIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_token_and_reason_are_read),
		cmocka_unit_test(test_blanks_around_a_reason_do_not_count),
		cmocka_unit_test(test_blanks_of_every_width_are_no_reason),
		cmocka_unit_test(test_what_is_missing_is_empty),
		cmocka_unit_test(test_a_value_given_twice_is_refused),
		cmocka_unit_test(test_half_a_percent_sequence_is_refused),
		cmocka_unit_test(test_a_reason_that_is_not_utf8_is_refused),
		cmocka_unit_test(
		    test_a_reason_may_have_the_longest_length_and_no_more),
		cmocka_unit_test(
		    test_a_form_may_have_the_longest_length_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
