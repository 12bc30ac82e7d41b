#include "../scanner/roster/settle.c" /* statics included on purpose */
#include "patients.h"

/* Is the text stopped, when this is the list of patients? */
static bool
stops(const char *csv, const char *text)
{
	use_patients(span_of(csv));
	(void)found(text, "");
	return result->verdict != SHUHI_PASS;
}

/* ---- one row that says too little of a name ------------------------------------ */

static void
test_a_surname_in_kanji_may_be_that_of_somebody_listed_in_kana(void **state)
{
	(void)state;
	assert_true(stops("患者ID,氏名,カナ氏名\n1,ササキ ハナコ,ササキ ハナコ\n"
	                  "2,山田 太郎,ヤマダ タロウ\n",
	    "佐々木さん、肺炎で入院"));
}

static void
test_a_reading_may_be_that_of_somebody_whose_kana_are_missing(void **state)
{
	static const char csv[] =
	    "氏名,カナ氏名\n山田 太郎,ヤマダ タロウ\n佐々木 花子,\n";

	(void)state;
	assert_true(stops(csv, "ささきさん、肺炎で入院"));
	assert_true(stops(csv, "ササキさん、肺炎で入院"));
	assert_false(stops(csv, "有馬さん、肺炎で入院"));
}

static void
test_a_name_in_kana_may_be_one_listed_in_latin_letters(void **state)
{
	(void)state;
	assert_true(stops("氏名\n山田 太郎\nSantos Maria\n",
	    "サントスさん、肺炎で入院"));
}

static void
test_anybody_may_be_somebody_listed_by_number_only(void **state)
{
	(void)state;
	assert_true(stops("患者ID,氏名\n1,山田 太郎\n2,\n",
	    "有馬さん、肺炎で入院"));
}

static void
test_a_name_from_abroad_rules_nobody_in_who_is_written_in_kanji(void **state)
{
	static const char csv[] = "氏名\n山田 太郎\nグエン・ティ・フオン\n";

	(void)state;
	assert_false(stops(csv, "有馬さん、305号室で点滴"));
	assert_false(stops("氏名\n山田 太郎\nSantos Maria\n",
	    "有馬さん、305号室で点滴"));
}

static void
test_each_part_of_a_name_from_abroad_calls_somebody(void **state)
{
	static const char csv[] = "氏名,カナ氏名\n山田 太郎,ヤマダ タロウ\n"
	                          "グエン・ティ・フオン,\n";

	(void)state;
	assert_true(stops(csv, "グエンさん、305号室で点滴"));
	assert_true(stops(csv, "フオンさん、305号室で点滴"));
	assert_false(stops(csv, "アリマさん、305号室で点滴"));
}

static void
test_a_name_that_cannot_be_split_may_be_cut_anywhere(void **state)
{
	static const char csv[] = "氏名\n山田 太郎\n左衛門三郎次郎\n";

	(void)state;
	assert_true(stops(csv, "左衛門三郎さん、肺炎で入院"));
	assert_false(stops(csv, "有馬さん、肺炎で入院"));
}

static void
test_kana_without_a_blank_may_be_cut_anywhere(void **state)
{
	static const char csv[] =
	    "氏名,カナ氏名\n架空 不在,フブンカツメイ\n山田 太郎,ヤマダ タロウ\n";

	(void)state;
	assert_true(stops(csv, "フブンカツさん、305号室で点滴"));
	assert_true(stops(csv, "フブンさん、305号室で点滴"));
	assert_false(stops(csv, "アリマさん、305号室で点滴"));
}

static void
test_staff_are_known_beside_a_patient_from_abroad(void **state)
{
	struct shuhi_roster *v[2] = {
		roster_of(0, ROSTER_PATIENTS,
		    SPAN("氏名\n山田 太郎\nグエン・ティ・フオン\n")),
		roster_of(1, ROSTER_STAFF, SPAN("氏名\n有馬 直人\n")),
	};

	(void)state;
	use_rosters(v, 2);
	(void)found("有馬さん、305号室で点滴", "");
	assert_int_equal(result->verdict, SHUHI_PASS);
}

/* ---- long names ----------------------------------------------------------------- */

static void
test_a_surname_of_five_kanji_is_no_stranger_s(void **state)
{
	static const char csv[] =
	    "氏名\n左衛門三郎 次郎\n勘解由小路 太郎\n";

	(void)state;
	assert_true(stops(csv, "左衛門三郎さん、肺炎で入院"));
	assert_true(stops(csv, "勘解由小路さん、肺炎で入院"));
}

static void
test_a_reading_of_eight_kana_is_no_stranger_s(void **state)
{
	static const char csv[] =
	    "氏名,カナ氏名\n左衛門三郎 次郎,サエモンサブロウ ジロウ\n"
	    "フェルナンデス アナ,フェルナンデス アナ\n";

	(void)state;
	assert_true(stops(csv, "サエモンサブロウさん、305号室で点滴"));
	assert_true(stops(csv, "フェルナンデスさん、305号室で点滴"));
}

static void
test_a_name_is_compared_up_to_the_limit_and_past_it_is_not_ruled_out(void **state)
{
	(void)state;
	assert_false(stops("氏名\n山川田中村木林森石原上下東西南北春夏秋冬 次郎\n",
	    "有馬さん、肺炎で入院"));
	assert_true(stops("氏名\n山川田中村木林森石原上下東西南北春夏秋冬空 次郎\n",
	    "有馬さん、肺炎で入院"));
}

/* ---- other writings of a surname ------------------------------------------------- */

/* Is the surname of the text somebody's who is listed by the other one? */
static void
are_one(const char *listed, const char *written)
{
	char csv[64], text[64];

	snprintf(csv, sizeof csv, "氏名\n%s 花子\n", listed);
	snprintf(text, sizeof text, "%sさん、肺炎で入院", written);
	if (!stops(csv, text))
		fail_msg("%s is not taken for %s", written, listed);
	snprintf(text, sizeof text, "%s花子が来た", written);
	assert_non_null(found(text, "roster-name"));
}

static void
test_small_and_large_ke_are_one_in_names(void **state)
{
	(void)state;
	are_one("三ヶ島", "三ケ島");
	are_one("三ケ島", "三ヶ島");
	are_one("茅ヵ崎", "茅カ崎");
}

static void
test_no_is_one_in_kana_and_kanji(void **state)
{
	(void)state;
	are_one("一ノ瀬", "一之瀬");
	are_one("一之瀬", "一の瀬");
	are_one("竹之内", "竹ノ内");
}

static void
test_a_letter_repeated_is_a_letter_written_twice(void **state)
{
	(void)state;
	are_one("佐々木", "佐佐木");
	are_one("佐佐木", "佐々木");
}

static void
test_a_mask_before_a_repeated_letter_hides_nobody(void **state)
{
	(void)state;
	use_patients(SPAN("氏名\n佐々木 花子\n"));
	assert_non_null(found("○々木花子、肺炎", "roster-few"));
	assert_non_null(found("佐○木花子、肺炎", "roster-few"));
}

static void
test_variant_kanji_of_surnames_are_one(void **state)
{
	static const char *const pairs[][2] = {
		{ "内田", "內田" }, { "戸田", "戶田" }, { "青木", "靑木" },
		{ "橋本", "槗本" }, { "橋本", "𣘺本" }, { "松本", "柗本" },
		{ "剣持", "劔持" }, { "鶴田", "靏田" }, { "野村", "埜村" },
		{ "秋山", "穐山" }, { "薮田", "藪田" }, { "冨田", "富田" },
		{ "土屋", "圡屋" }, { "栃木", "杤木" }, { "黄田", "黃田" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		are_one(pairs[i][0], pairs[i][1]);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_surname_in_kanji_may_be_that_of_somebody_listed_in_kana),
		cmocka_unit_test(
		    test_a_reading_may_be_that_of_somebody_whose_kana_are_missing),
		cmocka_unit_test(
		    test_a_name_in_kana_may_be_one_listed_in_latin_letters),
		cmocka_unit_test(
		    test_anybody_may_be_somebody_listed_by_number_only),
		cmocka_unit_test(
		    test_a_name_from_abroad_rules_nobody_in_who_is_written_in_kanji),
		cmocka_unit_test(
		    test_each_part_of_a_name_from_abroad_calls_somebody),
		cmocka_unit_test(
		    test_a_name_that_cannot_be_split_may_be_cut_anywhere),
		cmocka_unit_test(test_kana_without_a_blank_may_be_cut_anywhere),
		cmocka_unit_test(
		    test_staff_are_known_beside_a_patient_from_abroad),
		cmocka_unit_test(test_a_surname_of_five_kanji_is_no_stranger_s),
		cmocka_unit_test(test_a_reading_of_eight_kana_is_no_stranger_s),
		cmocka_unit_test(
		    test_a_name_is_compared_up_to_the_limit_and_past_it_is_not_ruled_out),
		cmocka_unit_test(test_small_and_large_ke_are_one_in_names),
		cmocka_unit_test(test_no_is_one_in_kana_and_kanji),
		cmocka_unit_test(
		    test_a_letter_repeated_is_a_letter_written_twice),
		cmocka_unit_test(
		    test_a_mask_before_a_repeated_letter_hides_nobody),
		cmocka_unit_test(test_variant_kanji_of_surnames_are_one),
	};

	return cmocka_run_group_tests(tests, open_patients, close_patients);
}
