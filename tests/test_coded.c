/* When a file's letters are written as codes. */
#include "../cli/coded.c"
#include "help.h"

static void
test_letters_of_json_are_codes(void **state)
{
	(void)state;
	assert_true(coded_in(SPAN("{\"t\":\"\\u7530\\u4e2d\"}")));
}

static void
test_an_ampersand_of_json_is_no_letter(void **state)
{
	(void)state;
	assert_false(coded_in(SPAN("a \\u0026 b \\u003c c \\u0026")));
}

static void
test_one_stray_code_is_none(void **state)
{
	(void)state;
	assert_false(coded_in(SPAN("\\u7530")));
	assert_false(coded_in(SPAN("it&#8217;s")));
}

static void
test_character_references_are_codes_in_both_bases(void **state)
{
	(void)state;
	assert_true(coded_in(SPAN("&#30000;&#20013;")));
	assert_true(coded_in(SPAN("&#x7530;&#X4E2D;")));
}

static void
test_quotation_marks_of_html_are_no_codes(void **state)
{
	(void)state;
	assert_false(coded_in(SPAN("&#39;a&#39; &#x22;b&#x22; &amp;&amp;")));
}

static void
test_percent_codes_of_one_letter_are_codes(void **state)
{
	(void)state;
	assert_true(coded_in(SPAN("q=%e7%94%b0")));
	assert_true(coded_in(SPAN("%u7530%u4e2d%u3055")));
}

static void
test_percents_of_blanks_and_numbers_are_no_codes(void **state)
{
	(void)state;
	assert_false(coded_in(SPAN("a%20b%20c%2F 80%, 90% %%")));
}

static void
test_quoted_printable_is_a_code(void **state)
{
	(void)state;
	assert_true(coded_in(SPAN("=E7=94=B0")));
}

static void
test_assignments_are_no_codes(void **state)
{
	(void)state;
	assert_false(coded_in(SPAN("a=ea b=fe c=db ===")));
}

static void
test_a_word_of_a_mails_header_is_a_code(void **state)
{
	(void)state;
	assert_true(coded_in(SPAN("Subject: =?UTF-8?B?55Sw?=")));
	assert_true(coded_in(SPAN("Subject: =?iso-2022-jp?q?x?=")));
	assert_false(coded_in(SPAN("what =? b ?b? c")));
}

static void
test_a_mail_in_base64_is_coded_whatever_the_case(void **state)
{
	(void)state;
	assert_true(coded_in(SPAN("Content-Transfer-Encoding: BASE64\r\n")));
	assert_true(coded_in(SPAN("content-transfer-encoding:base64")));
	assert_false(coded_in(SPAN("Content-Transfer-Encoding: 7bit")));
	assert_false(coded_in(SPAN("encoding: base64")));
}

static void
test_codes_cut_off_by_the_end_are_none(void **state)
{
	(void)state;
	assert_false(coded_in(SPAN("\\u7530\\u4e2")));
	assert_false(coded_in(SPAN("%e7%94%b")));
	assert_false(coded_in(SPAN("=E7=94=B")));
	assert_false(coded_in(SPAN("=?")));
	assert_false(coded_in(SPAN("=?UTF-8?B")));
	assert_false(coded_in(SPAN("&#30000;&#")));
	assert_false(coded_in(SPAN("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters_of_json_are_codes),
		cmocka_unit_test(test_an_ampersand_of_json_is_no_letter),
		cmocka_unit_test(test_one_stray_code_is_none),
		cmocka_unit_test(
		    test_character_references_are_codes_in_both_bases),
		cmocka_unit_test(test_quotation_marks_of_html_are_no_codes),
		cmocka_unit_test(test_percent_codes_of_one_letter_are_codes),
		cmocka_unit_test(
		    test_percents_of_blanks_and_numbers_are_no_codes),
		cmocka_unit_test(test_quoted_printable_is_a_code),
		cmocka_unit_test(test_assignments_are_no_codes),
		cmocka_unit_test(test_a_word_of_a_mails_header_is_a_code),
		cmocka_unit_test(
		    test_a_mail_in_base64_is_coded_whatever_the_case),
		cmocka_unit_test(test_codes_cut_off_by_the_end_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
