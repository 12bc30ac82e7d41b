#include "../scanner/check.c" /* statics included on purpose */
#include "help.h"

/* All examples are published samples or codes of organisations. */
static void
expect(check_fn *check, const char *const *numbers, bool good)
{
	for (; *numbers != NULL; numbers++)
		if (check(span_of(*numbers)) != good)
			fail_msg("%s", *numbers);
}

#define GOOD(check, ...)                                                       \
	expect(check, (const char *const[]){ __VA_ARGS__, NULL }, true)
#define BAD(check, ...)                                                        \
	expect(check, (const char *const[]){ __VA_ARGS__, NULL }, false)

/* No other digit in that place makes a good number of it too. */
static void
expect_single_errors_seen(check_fn *check, const char *number, size_t upto)
{
	char s[32];
	size_t i, n = strlen(number);
	char d;

	assert_true(check(span_of(number)));
	for (i = 0; i < upto; i++)
		for (d = '0'; d <= '9'; d++) {
			memcpy(s, number, n);
			s[i] = d;
			assert_int_equal(
			    check((struct span){ s, n }), d == number[i]);
		}
}

static void
test_published_my_numbers_are_good(void **state)
{
	(void)state;
	GOOD(check_mynumber, "621498320257", "123456789018", "023456789013",
	    "983205673214");
}

static void
test_my_number_wants_just_twelve_digits(void **state)
{
	(void)state;
	BAD(check_mynumber, "", "0", "62149832025", "6214983202570");
}

/*
 * The remainders 0 and 1 both give the check digit 0: found by search, and
 * checked against the formula written out anew.
 */
static unsigned
remainder11(const char *base, unsigned n)
{
	unsigned sum = 0, i, q;

	for (i = 1; i <= n; i++) {
		q = i <= 6 ? i + 1 : i - 5;
		sum += (unsigned)(base[n - i] - '0') * q;
	}
	return sum % 11;
}

static void
expect_zero_for_remainder(check_fn *check, unsigned n, unsigned remainder)
{
	char s[16];
	unsigned long base;
	unsigned seen = 0;

	for (base = 1; seen < 50; base += 7919) {
		snprintf(s, sizeof s, "%0*lu0", (int)n, base);
		if (remainder11(s, n) != remainder)
			continue;
		assert_true(check(span_of(s)));
		s[n] = '1';
		assert_false(check(span_of(s)));
		seen++;
	}
}

static void
test_my_number_with_remainder_zero_ends_in_zero(void **state)
{
	(void)state;
	expect_zero_for_remainder(check_mynumber, 11, 0);
}

static void
test_my_number_with_remainder_one_ends_in_zero(void **state)
{
	(void)state;
	expect_zero_for_remainder(check_mynumber, 11, 1);
}

static void
test_resident_code_with_remainder_zero_ends_in_zero(void **state)
{
	(void)state;
	expect_zero_for_remainder(check_residentcode, 10, 0);
}

static void
test_resident_code_with_remainder_one_ends_in_zero(void **state)
{
	(void)state;
	expect_zero_for_remainder(check_residentcode, 10, 1);
}

static void
test_every_single_wrong_digit_of_a_my_number_is_seen(void **state)
{
	(void)state;
	expect_single_errors_seen(check_mynumber, "621498320257", 12);
}

static void
test_every_base_has_just_one_my_number(void **state)
{
	char s[16];
	unsigned long base;
	unsigned good;

	(void)state;
	for (base = 0; base < 99999999999ul; base += 99999989ul) {
		snprintf(s, sizeof s, "%011lu0", base);
		for (good = 0; s[11] <= '9'; s[11]++)
			good += check_mynumber(span_of(s));
		assert_int_equal(good, 1);
	}
}

static void
test_published_resident_codes_are_good(void **state)
{
	(void)state;
	GOOD(check_residentcode, "24727059608", "24846016224", "25208017643");
}

static void
test_every_single_wrong_digit_of_a_resident_code_is_seen(void **state)
{
	(void)state;
	expect_single_errors_seen(check_residentcode, "24727059608", 11);
}

static void
test_a_published_licence_is_good(void **state)
{
	(void)state;
	GOOD(check_licence, "309012345620");
}

static void
test_the_licence_sample_that_breaks_its_own_rule_is_bad(void **state)
{
	(void)state;
	BAD(check_licence, "309212345610");
}

static void
test_the_last_digit_of_a_licence_counts_reissues_only(void **state)
{
	(void)state;
	GOOD(check_licence, "309012345621", "309012345629");
}

static void
test_every_single_wrong_digit_of_a_licence_is_seen(void **state)
{
	(void)state;
	expect_single_errors_seen(check_licence, "309012345620", 11);
}

static void
test_a_licence_of_no_prefecture_is_bad(void **state)
{
	(void)state;
	BAD(check_licence, "009012345620");
}

static void
test_published_insurers_are_good(void **state)
{
	(void)state;
	GOOD(check_insurer, "33120015", "01130012", "138057", "54016027");
}

static void
test_every_single_wrong_digit_of_an_insurer_is_seen(void **state)
{
	(void)state;
	expect_single_errors_seen(check_insurer, "33120015", 8);
}

static void
test_an_insurer_of_no_prefecture_is_bad(void **state)
{
	(void)state;
	BAD(check_insurer, "01480010", "01000011", "480004", "000000");
}

static void
test_an_insurer_has_six_or_eight_digits(void **state)
{
	(void)state;
	BAD(check_insurer, "", "13805", "1380570", "331200150");
}

static void
test_a_published_institution_is_good(void **state)
{
	(void)state;
	GOOD(check_institution, "0110113719");
}

static void
test_every_single_wrong_digit_of_an_institution_is_seen(void **state)
{
	(void)state;
	expect_single_errors_seen(check_institution, "0110113719", 10);
}

static void
test_a_recipient_has_seven_digits_with_a_check_digit(void **state)
{
	(void)state;
	GOOD(check_recipient, "1234566");
	BAD(check_recipient, "1234567", "123456", "12345667");
}

static void
test_published_cards_are_good(void **state)
{
	(void)state;
	GOOD(check_card, "4111111111111111", "6011577631711174");
}

static void
test_every_single_wrong_digit_of_a_card_is_seen(void **state)
{
	(void)state;
	expect_single_errors_seen(check_card, "4111111111111111", 16);
}

static void
test_a_card_has_thirteen_to_nineteen_digits(void **state)
{
	(void)state;
	BAD(check_card, "", "411111111116", "41111111111111111118");
}

static void
test_a_card_begins_with_a_known_digit(void **state)
{
	(void)state;
	BAD(check_card, "0000000000000000", "9111111111111116");
}

static void
test_luhn_wants_two_digits(void **state)
{
	(void)state;
	BAD(check_luhn, "", "0");
	GOOD(check_luhn, "00", "18");
}

static void
test_dates_of_the_last_hundred_and_thirty_years_are_good(void **state)
{
	(void)state;
	GOOD(check_date8, "19580412", "19000101", "20301231", "20240229");
}

static void
test_days_that_no_month_has_are_bad(void **state)
{
	(void)state;
	BAD(check_date8, "19581412", "19580432", "19580400", "19580012",
	    "18991231", "20310101", "1958041", "195804120");
}

static void
test_checks_are_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(check_find(SPAN("mynumber")), check_mynumber);
	assert_ptr_equal(check_find(SPAN("card")), check_card);
}

static void
test_no_other_name_is_a_check(void **state)
{
	(void)state;
	assert_null(check_find(SPAN("")));
	assert_null(check_find(SPAN("mynumbe")));
	assert_null(check_find(SPAN("mynumber ")));
	assert_null(check_find(SPAN("MyNumber")));
}

static void
test_every_check_is_in_the_list_for_people(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof checks / sizeof *checks; i++)
		assert_non_null(strstr(check_names(), checks[i].name));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_my_numbers_are_good),
		cmocka_unit_test(test_my_number_wants_just_twelve_digits),
		cmocka_unit_test(
		    test_my_number_with_remainder_zero_ends_in_zero),
		cmocka_unit_test(
		    test_my_number_with_remainder_one_ends_in_zero),
		cmocka_unit_test(
		    test_resident_code_with_remainder_zero_ends_in_zero),
		cmocka_unit_test(
		    test_resident_code_with_remainder_one_ends_in_zero),
		cmocka_unit_test(
		    test_every_single_wrong_digit_of_a_my_number_is_seen),
		cmocka_unit_test(test_every_base_has_just_one_my_number),
		cmocka_unit_test(test_published_resident_codes_are_good),
		cmocka_unit_test(
		    test_every_single_wrong_digit_of_a_resident_code_is_seen),
		cmocka_unit_test(test_a_published_licence_is_good),
		cmocka_unit_test(
		    test_the_licence_sample_that_breaks_its_own_rule_is_bad),
		cmocka_unit_test(
		    test_the_last_digit_of_a_licence_counts_reissues_only),
		cmocka_unit_test(
		    test_every_single_wrong_digit_of_a_licence_is_seen),
		cmocka_unit_test(test_a_licence_of_no_prefecture_is_bad),
		cmocka_unit_test(test_published_insurers_are_good),
		cmocka_unit_test(
		    test_every_single_wrong_digit_of_an_insurer_is_seen),
		cmocka_unit_test(test_an_insurer_of_no_prefecture_is_bad),
		cmocka_unit_test(test_an_insurer_has_six_or_eight_digits),
		cmocka_unit_test(test_a_published_institution_is_good),
		cmocka_unit_test(
		    test_every_single_wrong_digit_of_an_institution_is_seen),
		cmocka_unit_test(
		    test_a_recipient_has_seven_digits_with_a_check_digit),
		cmocka_unit_test(test_published_cards_are_good),
		cmocka_unit_test(
		    test_every_single_wrong_digit_of_a_card_is_seen),
		cmocka_unit_test(test_a_card_has_thirteen_to_nineteen_digits),
		cmocka_unit_test(test_a_card_begins_with_a_known_digit),
		cmocka_unit_test(test_luhn_wants_two_digits),
		cmocka_unit_test(
		    test_dates_of_the_last_hundred_and_thirty_years_are_good),
		cmocka_unit_test(test_days_that_no_month_has_are_bad),
		cmocka_unit_test(test_checks_are_found_by_name),
		cmocka_unit_test(test_no_other_name_is_a_check),
		cmocka_unit_test(test_every_check_is_in_the_list_for_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
