/* What several clues come to, person by person, and what is told of it. */
#include "patients.h"
#include "../scanner/roster/join.h"

static enum shuhi_verdict
verdict_of(const char *text)
{
	(void)found(text, "");
	return result->verdict;
}

/* ---- one person ------------------------------------------------------------ */

static void
test_two_fields_of_a_patient_outrank_one(void **state)
{
	(void)state;
	finds("佐藤太郎、内科、肺炎", "roster-patient",
	    "氏名と病名が同じ患者に一致");
	finds("佐藤太郎、幻町の人", "roster-patient",
	    "氏名と町名が同じ患者に一致");
	assert_int_equal(result->findings[0].severity, SHUHI_SEVERITY_CRITICAL);
}

static void
test_three_fields_are_all_named(void **state)
{
	(void)state;
	finds("佐藤太郎 S33.4.12 301号室", "roster-patient",
	    "氏名・生年月日・病室が同じ患者に一致");
}

static void
test_fields_of_different_patients_do_not_add_up(void **state)
{
	(void)state;
	finds("佐藤太郎。1944/5/6の話", "roster-name", ONE);
	assert_null(found("佐藤太郎。1944/5/6の話", "roster-patient"));
	silent("佐藤さんが402号室の話をした");
}

static void
test_a_field_far_away_is_another_story(void **state)
{
	char text[4096];
	size_t n = 0, i;

	(void)state;
	n += (size_t)snprintf(text, sizeof text, "佐藤太郎。");
	for (i = 0; i < 100; i++)
		n += (size_t)snprintf(
		    text + n, sizeof text - n, "いい天気です。");
	snprintf(text + n, sizeof text - n, "1958/4/12");
	assert_null(found(text, "roster-patient"));
	assert_non_null(found(text, "roster-name"));
}

static void
test_two_patients_in_one_text_are_both_found(void **state)
{
	static const char text[] = "佐藤太郎 S33.4.12、高橋花子 1944/5/6";
	const struct shuhi_finding *f = found(text, "roster-patient");

	(void)state;
	assert_non_null(f);
	assert_int_equal(f->nentities, 4);
}

static void
test_a_weak_name_and_the_birth_date_are_few(void **state)
{
	(void)state;
	finds("佐藤さん S33.4.12", "roster-few",
	    "姓と生年月日が合う患者はこの病院に1人だけ");
}

static void
test_a_short_number_counts_beside_the_name(void **state)
{
	(void)state;
	finds("佐藤さん 12345", "roster-patient",
	    "姓と患者番号が同じ患者に一致");
}

/* ---- how many ---------------------------------------------------------------- */

static void
test_namesakes_are_counted(void **state)
{
	static char csv[8192];
	size_t n = 0, i;

	(void)state;
	n = (size_t)snprintf(csv, sizeof csv, "氏名,生年月日\n");
	for (i = 0; i < 40; i++)
		n += (size_t)snprintf(csv + n, sizeof csv - n,
		    "佐藤 太郎,19%02zu/4/12\n", 40 + i);
	use_patients((struct span){ csv, n });
	finds("佐藤太郎に会った", "roster-name",
	    "氏名が一致する患者は40人");
	finds("佐藤太郎 1958/4/12", "roster-patient",
	    "氏名と生年月日が同じ患者に一致");
	assert_int_equal(verdict_of("佐藤太郎の試合"), SHUHI_REVIEW);
	use_patients(SPAN(PATIENTS));
}

static void
test_weak_fields_that_fit_one_to_three_are_told_with_the_number(void **state)
{
	(void)state;
	finds("3東の60代、肺炎", "roster-few",
	    "年齢・病棟・病名が合う患者はこの病院に1人だけ");
	finds("整形外科、手根管症候群の人", "roster-few",
	    "診療科と病名が合う患者はこの病院に2人だけ");
	assert_int_equal(verdict_of("整形外科、手根管症候群の人"), SHUHI_BLOCK);
}

static void
test_a_field_is_labelled_once(void **state)
{
	const struct shuhi_finding *f;

	(void)state;
	f = found("整形外科の左大腿骨頸部骨折の人", "roster-few");
	assert_non_null(f);
	assert_int_equal(f->nentities, 2);
	f = found("3東の68m、肺炎", "roster-few");
	assert_non_null(f);
	assert_int_equal(f->nentities, 3);
}

static void
test_diagnoses_no_dictionary_has_are_known(void **state)
{
	(void)state;
	finds("整形外科の左大腿骨頸部骨折の人", "roster-few",
	    "診療科と病名が合う患者はこの病院に1人だけ");
}

static void
test_admission_dates_need_no_year(void **state)
{
	(void)state;
	finds("11/18に入院した佐藤さん", "roster-few",
	    "姓と入院日が合う患者はこの病院に1人だけ");
	finds("11月18日入院、循環器内科", "roster-few",
	    "診療科と入院日が合う患者はこの病院に1人だけ");
}

static void
test_one_field_that_fits_nobody_does_not_hide_the_rest(void **state)
{
	(void)state;
	finds("外科で、3東の60代、肺炎", "roster-few",
	    "年齢・病棟・病名が合う患者はこの病院に1人だけ");
}

static void
test_what_is_said_of_others_around_does_not_hide_a_combination(void **state)
{
	static const char few[] = "病棟と病名が合う患者はこの病院に1人だけ";

	(void)state;
	finds("左大腿骨頸部骨折、4西", "roster-few", few);
	finds("左大腿骨頸部骨折、4西。循環器内科は今日も混んでる。68歳になりました。",
	    "roster-few", few);
	finds("左大腿骨頸部骨折です。4西ね。循環器内科は今日も混んでる。68歳になりました。",
	    "roster-few", few);
	finds("循環器内科は今日も混んでる。68歳になりました！　左大腿骨頸部骨折、4西",
	    "roster-few", few);
}

static void
test_sentences_far_from_each_other_do_not_add_up(void **state)
{
	(void)state;
	silent("4西で飲み会。68歳になりました。循環器内科にも行く。左大腿骨頸部骨折は怖い");
}

static void
test_age_and_sex_alone_say_nothing(void **state)
{
	(void)state;
	silent("80代女性の話");
	silent("68歳男性の話");
}

/* So many people of one department and one diagnosis. */
static void
use_so_many(size_t people)
{
	static char csv[4096];
	size_t n = 0, i;

	n = (size_t)snprintf(csv, sizeof csv, "氏名,診療科,病名\n");
	for (i = 0; i < people; i++)
		n += (size_t)snprintf(csv + n, sizeof csv - n,
		    "佐藤 太郎,内科,肺炎\n");
	use_patients((struct span){ csv, n });
}

static void
test_what_fits_many_is_not_told(void **state)
{
	(void)state;
	use_so_many(JOIN_FEW + 1);
	silent("内科、肺炎の人");
	use_patients(SPAN(PATIENTS));
}

static void
test_what_fits_just_a_few_is_told(void **state)
{
	(void)state;
	use_so_many(JOIN_FEW);
	finds("内科、肺炎の人", "roster-few",
	    "診療科と病名が合う患者はこの病院に3人だけ");
	use_patients(SPAN(PATIENTS));
}

#define NINE_LETTERS "その話はまた今度。" /* 27 bytes */
#define A_HUNDRED    NINE_LETTERS NINE_LETTERS NINE_LETTERS NINE_LETTERS

/* What is asked about from one field on leaves out no pair behind it. */
static void
test_two_fields_near_each_other_are_joined_whatever_stands_before(void **state)
{
	(void)state;
	finds("3東。" A_HUNDRED A_HUNDRED A_HUNDRED A_HUNDRED
	      "整形外科。" A_HUNDRED A_HUNDRED A_HUNDRED "手根管症候群の人",
	    "roster-few", "診療科と病名が合う患者はこの病院に2人だけ");
}

/* ---- names and care ------------------------------------------------------------ */

static void
test_a_sole_name_beside_care_is_grave(void **state)
{
	(void)state;
	finds("佐藤太郎が入院した", "roster-name-with-care", ONE);
	assert_int_equal(result->verdict, SHUHI_BLOCK);
	assert_null(found("佐藤太郎が入院した", "roster-name"));
}

static void
test_whom_no_patients_list_knows_is_no_patient(void **state)
{
	(void)state;
	assert_int_equal(verdict_of("佐藤さん、肺炎で入院"), SHUHI_BLOCK);
	assert_int_equal(verdict_of("鈴木さん、肺炎で入院"), SHUHI_PASS);
	assert_int_equal(verdict_of("鈴木一郎さん、肺炎で入院"), SHUHI_BLOCK);
}

static void
test_without_rosters_a_stranger_is_a_patient(void **state)
{
	(void)state;
	use_rosters(NULL, 0);
	assert_int_equal(verdict_of("鈴木さん、肺炎で入院"), SHUHI_BLOCK);
	silent("佐藤太郎 S33.4.12");
	use_patients(SPAN(PATIENTS));
}

/* ---- several rosters ------------------------------------------------------------ */

static void
test_staff_are_no_patients_unless_they_are(void **state)
{
	struct shuhi_roster *v[2] = {
		roster_of(0, ROSTER_PATIENTS, SPAN(PATIENTS)),
		roster_of(1, ROSTER_STAFF,
		    SPAN("氏名,カナ氏名\n佐藤 次郎,サトウ ジロウ\n"
		         "高橋 花子,タカハシ ハナコ\n鈴木 一郎,スズキ イチロウ\n")),
	};

	(void)state;
	use_rosters(v, 2);
	assert_int_equal(verdict_of("鈴木一郎さん、肺炎"), SHUHI_PASS);
	assert_null(found("佐藤次郎さん、肺炎", "name-with-illness"));
	assert_int_equal(verdict_of("高橋花子さん、肺炎"), SHUHI_BLOCK);
	assert_int_equal(verdict_of("佐藤さん、肺炎"), SHUHI_BLOCK);
	use_patients(SPAN(PATIENTS));
}

static void
test_who_shares_a_surname_with_staff_may_be_a_patient(void **state)
{
	struct shuhi_roster *v[1] = {
		roster_of(0, ROSTER_STAFF, SPAN("氏名\n佐藤 次郎\n")),
	};

	(void)state;
	use_rosters(v, 1);
	assert_int_equal(verdict_of("佐藤太郎さん、肺炎"), SHUHI_BLOCK);
	assert_int_equal(verdict_of("佐藤次郎さん、肺炎"), SHUHI_PASS);
	use_patients(SPAN(PATIENTS));
}

static void
test_a_person_of_special_care_is_gravest(void **state)
{
	struct shuhi_roster *v[2] = {
		roster_of(0, ROSTER_PATIENTS, SPAN(PATIENTS)),
		roster_of(1, ROSTER_VIP,
		    SPAN("氏名,カナ氏名\n架空 院長,カクウ インチョウ\n")),
	};

	(void)state;
	use_rosters(v, 2);
	finds("架空院長を見かけた", "roster-special-care",
	    "氏名が特別な配慮を要する人の名簿に一致");
	assert_int_equal(result->verdict, SHUHI_BLOCK);
	finds("佐藤太郎の試合", "roster-name", ONE);
	use_patients(SPAN(PATIENTS));
}

/* ---- what is told ---------------------------------------------------------------- */

static void
test_the_reason_is_told_in_english_too(void **state)
{
	const struct shuhi_finding *f =
	    found("佐藤太郎 S33.4.12", "roster-patient");

	(void)state;
	assert_non_null(f);
	assert_string_equal(f->reason[SHUHI_LANG_EN],
	    "name and date of birth fit the same patient");
}

static void
test_what_a_roster_knows_is_redacted(void **state)
{
	static const char text[] = "佐藤太郎は301号室";
	struct shuhi_error err;
	const char *out;
	size_t len;

	(void)state;
	assert_non_null(found(text, "roster-patient"));
	assert_int_equal(shuhi_redact(worker, text, sizeof text - 1,
	                     SHUHI_LANG_JA, &out, &len, &err), 0);
	assert_true(span_eq((struct span){ out, len },
	    SPAN("［患者本人の情報］は［患者本人の情報］")));
}

static void
test_offsets_are_those_of_the_text_as_given(void **state)
{
	static const char text[] = "😭ｻﾄｳ ﾀﾛｳと";
	const struct shuhi_finding *f = found(text, "roster-name");

	(void)state;
	assert_non_null(f);
	assert_int_equal(f->entities[0].start, 4);
	assert_int_equal(f->entities[0].end, 4 + strlen("ｻﾄｳ ﾀﾛｳ"));
	assert_int_equal(f->entities[0].start_utf16, 2);
}

static void
test_a_name_far_into_a_long_text_is_found(void **state)
{
	static char text[100000];
	size_t n = 0;

	(void)state;
	while (n < 60000)
		n += (size_t)snprintf(text + n, sizeof text - n,
		    "今日もいい天気でした。\n");
	snprintf(text + n, sizeof text - n, "佐藤太郎 S33.4.12\n");
	finds(text, "roster-patient", "氏名と生年月日が同じ患者に一致");
	assert_int_equal(result->findings[0].entities[0].start, n);
}

static void
test_the_reasons_of_a_body_outlive_its_other_texts(void **state)
{
	static const char json[] = "{\"a\":\"佐藤太郎 S33.4.12\",\"b\":\"高橋花子 "
	                           "4階西 402号室\",\"c\":\"いい天気\"}";
	const struct shuhi_body body = { .content_type = "application/json",
		.bytes = json,
		.len = sizeof json - 1 };
	const struct shuhi_body_result *res;
	struct shuhi_body_scanner *b;
	struct shuhi_error err;
	bool told = false;
	size_t i;

	(void)state;
	assert_int_equal(shuhi_body_open(worker, NULL, &b, &err), 0);
	assert_int_equal(shuhi_body_scan(b, &body, &res, &err), 0);
	for (i = 0; i < res->nfindings; i++)
		told |= !strcmp(res->findings[i].field, "json:$.a") &&
		        res->findings[i].finding.reason[0] != NULL &&
		        !strcmp(res->findings[i].finding.reason[0],
		            "氏名と生年月日が同じ患者に一致");
	assert_true(told);
	shuhi_body_close(b);
}

static void
test_a_list_without_kana_rules_nobody_out_who_is_written_in_them(void **state)
{
	(void)state;
	use_patients(SPAN("患者ID,氏名\n1,佐藤 太郎\n"));
	assert_int_equal(verdict_of("スズキさん、肺炎で入院"), SHUHI_BLOCK);
	use_patients(SPAN(PATIENTS));
	assert_int_equal(verdict_of("スズキさん、肺炎で入院"), SHUHI_PASS);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_fields_of_a_patient_outrank_one),
		cmocka_unit_test(
		    test_the_reasons_of_a_body_outlive_its_other_texts),
		cmocka_unit_test(test_three_fields_are_all_named),
		cmocka_unit_test(
		    test_fields_of_different_patients_do_not_add_up),
		cmocka_unit_test(test_a_field_far_away_is_another_story),
		cmocka_unit_test(test_two_patients_in_one_text_are_both_found),
		cmocka_unit_test(test_a_weak_name_and_the_birth_date_are_few),
		cmocka_unit_test(test_a_short_number_counts_beside_the_name),
		cmocka_unit_test(test_namesakes_are_counted),
		cmocka_unit_test(test_a_field_is_labelled_once),
		cmocka_unit_test(
		    test_weak_fields_that_fit_one_to_three_are_told_with_the_number),
		cmocka_unit_test(test_diagnoses_no_dictionary_has_are_known),
		cmocka_unit_test(test_admission_dates_need_no_year),
		cmocka_unit_test(
		    test_one_field_that_fits_nobody_does_not_hide_the_rest),
		cmocka_unit_test(
		    test_what_is_said_of_others_around_does_not_hide_a_combination),
		cmocka_unit_test(
		    test_sentences_far_from_each_other_do_not_add_up),
		cmocka_unit_test(test_age_and_sex_alone_say_nothing),
		cmocka_unit_test(test_what_fits_many_is_not_told),
		cmocka_unit_test(test_what_fits_just_a_few_is_told),
		cmocka_unit_test(
		    test_two_fields_near_each_other_are_joined_whatever_stands_before),
		cmocka_unit_test(test_a_sole_name_beside_care_is_grave),
		cmocka_unit_test(test_whom_no_patients_list_knows_is_no_patient),
		cmocka_unit_test(test_without_rosters_a_stranger_is_a_patient),
		cmocka_unit_test(test_staff_are_no_patients_unless_they_are),
		cmocka_unit_test(test_who_shares_a_surname_with_staff_may_be_a_patient),
		cmocka_unit_test(test_a_person_of_special_care_is_gravest),
		cmocka_unit_test(test_the_reason_is_told_in_english_too),
		cmocka_unit_test(test_what_a_roster_knows_is_redacted),
		cmocka_unit_test(test_offsets_are_those_of_the_text_as_given),
		cmocka_unit_test(test_a_name_far_into_a_long_text_is_found),
		cmocka_unit_test(
		    test_a_list_without_kana_rules_nobody_out_who_is_written_in_them),
	};

	return cmocka_run_group_tests(tests, open_patients, close_patients);
}
