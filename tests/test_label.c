#include "../scanner/extract/label.c" /* statics included on purpose */
#include "help.h"

static void
expect_label(const char *name, const char *label)
{
	assert_true(span_eq(label_of(span_of(name)), span_of(label)));
}

static void
test_names_of_programs_become_words_of_ours(void **state)
{
	(void)state;
	expect_label("patient_name", "患者氏名");
	expect_label("patientName", "患者氏名");
	expect_label("PATIENT-NAME", "患者氏名");
	expect_label("form[birth_date]", "");
	expect_label("birth_date", "生年月日");
}

static void
test_names_that_say_nothing_say_nothing(void **state)
{
	(void)state;
	expect_label("", "");
	expect_label("q", "");
	expect_label("name", "");
	expect_label("__proto__", "");
}

static void
test_names_in_japanese_and_names_that_are_text_are_themselves(void **state)
{
	(void)state;
	expect_label("病名", "病名");
	expect_label("Yamada Taro", "Yamada Taro");
	expect_label("0123456", "0123456");
	expect_label("012345", "012345");
	expect_label("01234", "");
}

static void
test_a_name_is_as_long_as_the_longest_we_know_or_unknown(void **state)
{
	char name[NAME_MAX_LEN + 2] = "";
	char plain[NAME_MAX_LEN + 1];

	(void)state;
	memset(name, 'A', NAME_MAX_LEN);
	letters_of(span_of(name), plain);
	assert_int_equal(strlen(plain), NAME_MAX_LEN);
	name[NAME_MAX_LEN] = 'A';
	letters_of(span_of(name), plain);
	assert_int_equal(strlen(plain), 0);
}

static void
test_who_writes_and_who_is_written_to_are_people(void **state)
{
	(void)state;
	assert_true(label_is_people(SPAN("to")));
	assert_true(label_is_people(SPAN("Reply-To")));
	assert_true(label_is_people(SPAN("screen_name")));
	assert_false(label_is_people(SPAN("patient_name")));
	assert_false(label_is_people(SPAN("宛先")));
	assert_false(label_is_people(SPAN("")));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_of_programs_become_words_of_ours),
		cmocka_unit_test(test_names_that_say_nothing_say_nothing),
		cmocka_unit_test(
		    test_names_in_japanese_and_names_that_are_text_are_themselves),
		cmocka_unit_test(
		    test_a_name_is_as_long_as_the_longest_we_know_or_unknown),
		cmocka_unit_test(
		    test_who_writes_and_who_is_written_to_are_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
