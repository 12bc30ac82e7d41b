#include "../capture/draft/loginform.c"

#include "help.h"

static struct loginform form;

static bool
read_form(const char *body)
{
	return loginform_read(span_of(body), &form);
}

static void
test_user_and_password_are_read(void **state)
{
	(void)state;
	assert_true(read_form("user=ntanaka&password=a%26b+c%E3%81%B2"));
	assert_string_equal(form.user, "ntanaka");
	assert_string_equal(form.password, "a&b cひ");
	assert_int_equal(form.npassword, 8);
}

static void
test_the_order_and_other_fields_do_not_matter(void **state)
{
	(void)state;
	assert_true(read_form("x=1&password=p&&user=u&"));
	assert_string_equal(form.user, "u");
}

static void
test_a_missing_field_is_no_form(void **state)
{
	(void)state;
	assert_false(read_form(""));
	assert_false(read_form("user=u"));
	assert_false(read_form("password=p"));
	assert_false(read_form("user=&password=p"));
	assert_false(read_form("user=u&password="));
}

static void
test_a_field_given_twice_is_no_form(void **state)
{
	(void)state;
	assert_false(read_form("user=a&user=b&password=p"));
}

static void
test_broken_escapes_and_nuls_are_no_form(void **state)
{
	(void)state;
	assert_false(read_form("user=u&password=%4"));
	assert_false(read_form("user=u&password=%"));
	assert_false(read_form("user=u&password=%zz"));
	assert_false(read_form("user=u&password=p%00q"));
}

static void
test_a_password_of_the_limit_is_read_and_one_past_it_not(void **state)
{
	char body[LIMIT_DRAFT_PASSWORD + 64];
	int n = snprintf(body, sizeof body, "user=u&password=");

	(void)state;
	memset(body + n, 'p', sizeof body - (size_t)n);
	body[n + LIMIT_DRAFT_PASSWORD] = '\0';
	assert_true(read_form(body));
	assert_int_equal(form.npassword, LIMIT_DRAFT_PASSWORD);
	body[n + LIMIT_DRAFT_PASSWORD] = 'p';
	body[n + LIMIT_DRAFT_PASSWORD + 1] = '\0';
	assert_false(read_form(body));
}

static void
test_nothing_of_a_bad_form_stays(void **state)
{
	static const struct loginform empty;

	(void)state;
	assert_false(read_form("password=himitsu&user=%"));
	assert_memory_equal(&form, &empty, sizeof form);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_user_and_password_are_read),
		cmocka_unit_test(test_the_order_and_other_fields_do_not_matter),
		cmocka_unit_test(test_a_missing_field_is_no_form),
		cmocka_unit_test(test_a_field_given_twice_is_no_form),
		cmocka_unit_test(test_broken_escapes_and_nuls_are_no_form),
		cmocka_unit_test(test_a_password_of_the_limit_is_read_and_one_past_it_not),
		cmocka_unit_test(test_nothing_of_a_bad_form_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
