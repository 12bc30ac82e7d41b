/* Patients' numbers by what stands around them, and numbers of other things. */
#include "patients.h"

#define NUMBERS                                                                \
	"患者ID,氏名\n102345,架空 一郎\n12345,架空 二郎\n999,架空 三郎\n"      \
	"A55,架空 四郎\n1600022,架空 五郎\n1000123,架空 六郎\n7,架空 七郎\n"

static int
open_numbers(void **state)
{
	int rc = open_patients(state);

	if (rc == 0)
		use_patients(SPAN(NUMBERS));
	return rc;
}

static void
is_known(const char *text)
{
	if (found(text, "roster-patient") == NULL)
		fail_msg("no patient: %s", text);
}

static void
test_a_label_may_touch_the_number(void **state)
{
	(void)state;
	is_known("ID102345");
	is_known("ID:102345");
	is_known("患者No.102345");
	is_known("カルテ#12345");
}

static void
test_a_short_number_counts_right_behind_its_label(void **state)
{
	(void)state;
	is_known("患者ID 999");
	is_known("患者番号：999");
	is_known("患者ID 7");
	is_known("ID A55");
	silent("999");
	silent("A55の部屋");
	silent("患者7人");
	silent("患者さんが999を押した");
}

static void
test_a_number_sign_needs_care_beside_it(void **state)
{
	(void)state;
	is_known("№12345 肺炎");
	is_known("#102345 が発熱");
	is_known("＃12345 の方、昨日入院");
	silent("No.12345");
	silent("#102345");
	silent("No.12345 を発注");
}

static void
test_a_number_of_a_thing_is_no_patient(void **state)
{
	(void)state;
	silent("部品 No.12345 を発注、肺炎とは関係ない");
	silent("追跡番号は1000123です");
	silent("お問い合わせ番号 1000123");
	silent("注文番号：1000123");
}

static void
test_a_price_is_no_patient(void **state)
{
	(void)state;
	silent("価格 1600022 円");
	silent("1600022 円でした");
	silent("¥1000123");
}

static void
test_a_link_is_no_patient_unless_it_says_so(void **state)
{
	(void)state;
	silent("https://x.com/i/status/1000123");
	silent("https://example.com/video/1000123");
	is_known("https://example.jp/patient/1000123");
}

static void
test_a_postal_code_is_no_patient(void **state)
{
	(void)state;
	silent("160-0022 東京都新宿区新宿");
	silent("1600022 東京都新宿区");
	is_known("患者ID 1600022");
}

static void
test_a_label_of_a_thing_reaches_no_further_number(void **state)
{
	(void)state;
	is_known("注文は済んだ、1000123の件");
	is_known("注文2つ、1000123の件");
}

static void
test_seven_digits_are_a_number_by_themselves(void **state)
{
	(void)state;
	is_known("1000123の件");
	silent("102345の件");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_label_may_touch_the_number),
		cmocka_unit_test(
		    test_a_short_number_counts_right_behind_its_label),
		cmocka_unit_test(test_a_number_sign_needs_care_beside_it),
		cmocka_unit_test(test_a_number_of_a_thing_is_no_patient),
		cmocka_unit_test(test_a_price_is_no_patient),
		cmocka_unit_test(test_a_link_is_no_patient_unless_it_says_so),
		cmocka_unit_test(test_a_postal_code_is_no_patient),
		cmocka_unit_test(
		    test_a_label_of_a_thing_reaches_no_further_number),
		cmocka_unit_test(test_seven_digits_are_a_number_by_themselves),
	};

	return cmocka_run_group_tests(tests, open_numbers, close_patients);
}
