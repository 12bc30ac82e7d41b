/* Patients' numbers by what stands around them, and numbers of other things. */
#include "patients.h"

#define NUMBERS                                                                \
	"患者ID,氏名\n102345,架空 一郎\n12345,架空 二郎\n999,架空 三郎\n"      \
	"A55,架空 四郎\n1600022,架空 五郎\n1000123,架空 六郎\n7,架空 七郎\n"

static int
open_numbers(void **state)
{
	return open_listed(state, SPAN(NUMBERS));
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

/* ---- dates and towns ------------------------------------------------------ */

#define HOMES                                                                  \
	"氏名,カナ氏名,生年月日,住所,病名\n"                                   \
	"髙橋 幸太郎,タカハシ コウタロウ,S33.4.12,"                            \
	"東京都架空区西幻井三丁目12番5号,大腿骨頸部骨折\n"                     \
	"五十嵐 ゆき,イガラシ ユキ,H1.1.8,"                                    \
	"京都府架空市幻町通夢池上る上本幻寺前町488番地,乳がん\n"

static void
are_few(const char *text)
{
	if (found(text, "roster-few") == NULL)
		fail_msg("fits nobody: %s", text);
}

static void
test_a_date_in_kanji_is_a_field_beside_a_surname(void **state)
{
	(void)state;
	use_patients(SPAN(HOMES));
	are_few("高橋様、昭和三十三年四月十二日");
	are_few("五十嵐さん、平成元年一月八日生まれ");
	silent("昭和三十三年四月十二日");
	silent("高橋様、昭和三十三年四月十三日");
	use_patients(SPAN(NUMBERS));
}

static void
test_a_short_date_counts_where_somebody_is_addressed(void **state)
{
	(void)state;
	use_patients(SPAN(HOMES));
	are_few("高橋様 58/4/12");
	silent("高橋様 58/04/123");
	are_few("高橋さん 33.4.12");
	are_few("高橋様 1958・4・12");
	are_few("五十嵐様 H元.1.8");
	silent("33.4.12");
	silent("高橋さん、58/13/12");
	silent("高橋さん、58/4/2");
	use_patients(SPAN(NUMBERS));
}

static void
test_a_town_is_a_field_beside_two_others_or_an_illness(void **state)
{
	(void)state;
	use_patients(SPAN(HOMES));
	are_few("西幻井の大腿骨頸部骨折の人");
	are_few("架空区西幻井の大腿骨頸部骨折");
	are_few("西幻井の高橋さん 68歳");
	silent("西幻井の天気");
	silent("西幻井大師の大腿骨頸部骨折");
	use_patients(SPAN(NUMBERS));
}

static void
test_a_town_may_have_thirteen_letters(void **state)
{
	(void)state;
	use_patients(SPAN(HOMES));
	is_known("架空市幻町通夢池上る上本幻寺前町488番地");
	use_patients(SPAN(NUMBERS));
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
		cmocka_unit_test(
		    test_a_date_in_kanji_is_a_field_beside_a_surname),
		cmocka_unit_test(
		    test_a_short_date_counts_where_somebody_is_addressed),
		cmocka_unit_test(
		    test_a_town_is_a_field_beside_two_others_or_an_illness),
		cmocka_unit_test(test_a_town_may_have_thirteen_letters),
	};

	return cmocka_run_group_tests(tests, open_numbers, close_patients);
}
