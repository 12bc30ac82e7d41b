#include "../scanner/extract/form.c" /* statics included on purpose */
#include "taken.h"

#define FORM "application/x-www-form-urlencoded"

static void
test_names_and_values_are_decoded(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM, "a=x+y&%E6%B0%8F=%E5%B1%B1",
	    "form:a=x y|form:氏=氏:山|");
}

static void
test_broken_percent_stays_as_it_is(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM, "a=100%&b=%zz%4&c=%E5%B1%B1%", 
	    "form:a=100%|form:b=%zz%4|form:c=山%|");
}

static void
test_old_scripts_escape_is_decoded(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM, "a=%u5c71%u7530", "form:a=山田|");
}

static void
test_a_value_without_a_name_is_one(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM, "abc&=d&&", "form:=abc|form:=d|");
}

static void
test_a_name_of_japanese_without_value_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM, "%E8%82%BA%E7%82%8E=", "form:肺炎=肺炎|");
}

static void
test_cp932_is_found_over_all_values(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM, "n=%8ER%93c&t=%94x%89%8A%82%C5%93%FC%89%40",
	    "form:n=山田|form:t=肺炎で入院|");
}

static void
test_a_declared_charset_is_taken(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM "; charset=Shift_JIS", "n=%8ER", "form:n=山|");
}

static void
test_bytes_that_are_no_text_are_told(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM, "n=%E5%B1%B1%E7%94%B0%FF&m=x",
	    "form:n=山田\xef\xbf\xbd|form:m=x|!body=undecodable|");
}

static void
test_json_in_a_field_is_read(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM, "variables=%7B%22t%22%3A%22x%22%7D",
	    "form:variables!json:$.t=x|");
}

static void
test_a_form_sent_as_something_else_is_a_form(void **state)
{
	(void)state;
	EXPECT_TAKEN("application/octet-stream", "a=%E5%B1%B1&b=1",
	    "form:a=山|form:b=1|");
	EXPECT_TAKEN("text/plain", "a=%E5%B1%B1&b=1", "form:a=山|form:b=1|");
}

static void
test_a_coded_text_in_a_field_is_decoded_again(void **state)
{
	(void)state;
	EXPECT_TAKEN(FORM, "a=%25E5%25B1%25B1",
	    "form:a!percent=山|form:a=%E5%B1%B1|");
}

static void
expect_url(const char *url, const char *want)
{
	struct taken t;

	taken_open(&t, NULL);
	extract_url(&t.x, span_of(url));
	assert_string_equal(taken_told(&t), want);
	taken_close(&t);
}

static void
test_path_and_query_of_a_url_are_read(void **state)
{
	(void)state;
	expect_url("https://x.example.jp/%E5%B1%B1?q=%E7%94%B0+y&r#f",
	    "path=/山|query:q=田 y|query:=r|");
	expect_url("/a?q=x", "path=/a|query:q=x|");
	expect_url("https://x.example.jp?q=x", "query:q=x|");
	expect_url("/a?u=http://b/?c=d", "path=/a|query:u=http://b/?c=d|");
	expect_url("/a:b//c://d", "path=/a:b//c://d|");
	expect_url("", "");
	expect_url("https://x.example.jp", "");
}

static void
test_fields_may_be_so_many_and_no_more(void **state)
{
	struct shuhi_body_limits limits = { .fields = 2 };
	struct part p = { .path = SPAN(""), .type = SPAN(FORM) };
	struct taken t;

	(void)state;
	taken_open(&t, &limits);
	p.bytes = SPAN("a=1&b=2");
	extract_form(&t.x, &p);
	assert_string_equal(taken_told(&t), "form:a=1|form:b=2|");
	taken_close(&t);
	taken_open(&t, &limits);
	p.bytes = SPAN("a=1&b=2&c=3&d=4");
	extract_form(&t.x, &p);
	assert_int_equal(t.x.told[SHUHI_CAUSE_TOO_LARGE], 1);
	assert_true(extract_over(&t.x, SPAN("")));
	taken_close(&t);
}

static void
test_what_is_packed_in_a_step_of_a_path_is_read(void **state)
{
	(void)state;
	/* {"code":"山田さん"}, deflated */
	expect_url("/svg/eNqrVkrOT0lVslJ6unHj8ykbHjdOfdw0WakWAIADC7k",
	    "path=/svg/eNqrVkrOT0lVslJ6unHj8ykbHjdOfdw0WakWAIADC7k|"
	    "path!base64!json:$.code=山田さん|");
	expect_url("/img/pako:eNqrVkrOT0lVslJ6unHj8ykbHjdOfdw0WakWAIADC7k?q=x",
	    "path=/img/pako:eNqrVkrOT0lVslJ6unHj8ykbHjdOfdw0WakWAIADC7k|"
	    "path!base64!json:$.code=山田さん|query:q=x|");
	/* a token is none */
	expect_url("/t/7AzHK4HwkEng5K8G6EjBAg2owIxu13wvoKewSAx",
	    "path=/t/7AzHK4HwkEng5K8G6EjBAg2owIxu13wvoKewSAx|");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_and_values_are_decoded),
		cmocka_unit_test(test_broken_percent_stays_as_it_is),
		cmocka_unit_test(test_old_scripts_escape_is_decoded),
		cmocka_unit_test(test_a_value_without_a_name_is_one),
		cmocka_unit_test(test_a_name_of_japanese_without_value_is_read),
		cmocka_unit_test(test_cp932_is_found_over_all_values),
		cmocka_unit_test(test_a_declared_charset_is_taken),
		cmocka_unit_test(test_bytes_that_are_no_text_are_told),
		cmocka_unit_test(test_json_in_a_field_is_read),
		cmocka_unit_test(test_a_form_sent_as_something_else_is_a_form),
		cmocka_unit_test(test_a_coded_text_in_a_field_is_decoded_again),
		cmocka_unit_test(test_path_and_query_of_a_url_are_read),
		cmocka_unit_test(test_fields_may_be_so_many_and_no_more),
		cmocka_unit_test(
		    test_what_is_packed_in_a_step_of_a_path_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
