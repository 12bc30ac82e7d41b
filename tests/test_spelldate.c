#include "../scanner/roster/spelldate.c" /* statics included on purpose */
#include "help.h"

/* The date at the start of `text`, and how many bytes it has. */
static void
date_is(const char *text, const char *want, size_t bytes)
{
	struct spelling s;
	size_t end;

	assert_true(spell_date_at(span_of(text), 0, &s, &end));
	assert_int_equal(s.len, 8);
	assert_memory_equal(s.s, want, 8);
	assert_int_equal(end, bytes);
}

static void
no_date(const char *text)
{
	struct spelling s;
	size_t end;

	assert_false(spell_date_at(span_of(text), 0, &s, &end));
}

static void
test_every_notation_of_one_day(void **state)
{
	static const char *const ways[] = { "昭和33年4月12日", "昭和33.4.12",
		"昭和三十三年四月十二日", "s33.4.12", "s33/04/12", "s33-4-12",
		"1958/4/12", "1958-04-12", "1958.4.12", "1958年4月12日",
		"1958年 4月 12日", "19580412", "一九五八年四月十二日",
		"昭33.4.12", "昭33年4月12日", "s330412", "昭和330412" };

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		date_is(ways[i], "19580412", strlen(ways[i]));
}

static void
test_the_first_year_of_an_era_has_a_name(void **state)
{
	(void)state;
	date_is("昭和元年12月25日", "19261225", strlen("昭和元年12月25日"));
	date_is("令和元年5月1日", "20190501", strlen("令和元年5月1日"));
}

static void
test_every_era_is_known(void **state)
{
	(void)state;
	date_is("明治45年7月1日", "19120701", strlen("明治45年7月1日"));
	date_is("t14.1.1", "19250101", 7);
	date_is("h1.1.8", "19890108", 6);
	date_is("r6.2.29", "20240229", 7);
}

static void
test_a_year_that_an_era_did_not_have_is_none(void **state)
{
	(void)state;
	no_date("昭和65年1月1日");
	no_date("s0.1.1");
}

static void
test_a_day_that_there_is_not_is_none(void **state)
{
	(void)state;
	no_date("1958/4/31");
	no_date("1958/13/1");
	no_date("1958/0/1");
	no_date("1958/1/0");
	no_date("2023/2/29");
	no_date("1900/2/29");
	date_is("2000/2/29", "20000229", 9);
	no_date("19581301");
}

static void
test_years_are_of_the_living(void **state)
{
	(void)state;
	date_is("1850/1/1", "18500101", 8);
	no_date("1849/12/31");
	date_is("2100/12/31", "21001231", 10);
	no_date("2101/1/1");
}

static void
test_more_digits_make_another_number(void **state)
{
	(void)state;
	no_date("195804123");
	no_date("1958/4/123");
	no_date("1958041");
}

static void
test_signs_do_not_change_within_a_date(void **state)
{
	(void)state;
	no_date("1958/4-12");
}

static void
test_text_behind_a_date_is_not_of_it(void **state)
{
	(void)state;
	date_is("1958/4/12生まれ", "19580412", 9);
	date_is("19580412-", "19580412", 8);
}

static void
test_half_a_date_is_none(void **state)
{
	(void)state;
	no_date("1958年4月");
	no_date("4月12日");
	no_date("昭和");
	no_date("");
}

static int32_t
day_of(const char *date)
{
	struct spelling s = { .len = 8 };

	memcpy(s.s, date, 8);
	return spell_day(&s);
}

static void
test_days_count_from_1970(void **state)
{
	(void)state;
	assert_int_equal(day_of("19700101"), 0);
	assert_int_equal(day_of("19691231"), -1);
	assert_int_equal(day_of("20000301"), 11017);
	assert_int_equal(day_of("18500101"), -43829);
	assert_int_equal(day_of("21001231"), 47846);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_notation_of_one_day),
		cmocka_unit_test(test_the_first_year_of_an_era_has_a_name),
		cmocka_unit_test(test_every_era_is_known),
		cmocka_unit_test(test_a_year_that_an_era_did_not_have_is_none),
		cmocka_unit_test(test_a_day_that_there_is_not_is_none),
		cmocka_unit_test(test_years_are_of_the_living),
		cmocka_unit_test(test_more_digits_make_another_number),
		cmocka_unit_test(test_signs_do_not_change_within_a_date),
		cmocka_unit_test(test_text_behind_a_date_is_not_of_it),
		cmocka_unit_test(test_half_a_date_is_none),
		cmocka_unit_test(test_days_count_from_1970),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
