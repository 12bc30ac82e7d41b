/* People whose names are no kanji, and writings that only a list's owner expects. */
#include "patients.h"

#define SMITH                                                                  \
	"30001,John Smith,ジョン スミス,1962/03/04,男,,,,,,,4階西病棟,"         \
	"411号室,整形外科,胃癌,2026/11/1,\n"
#define NGUYEN                                                                 \
	"30002,グエン・ヴァン・アン,グエン ヴァン アン,1990/05/06,男,,,,,,,"   \
	"4階西病棟,412号室,整形外科,脛骨骨折,2026/11/1,\n"
#define REYES                                                                  \
	"30003,Maria Clara Reyes,,1971/05/06,女,,,,,,,4階西病棟,"               \
	"413号室,整形外科,脛骨骨折,2026/11/1,\n"
#define MOMOKO                                                                 \
	"30004,はるの ももえ,,1980/05/06,女,,,,,,,4階西病棟,"                   \
	"414号室,整形外科,脛骨骨折,2026/11/1,\n"
#define SAPPORO                                                                \
	"19500102,幻田 夢子,マボロシダ ユメコ,昭25.1.2,女,,,,"                    \
	"北海道架空市南一条西20-1,,1234567,3階東病棟,305号室,内科,虫垂炎,2026/11/1,\n"

#define DUPONT                                                                 \
	"30006,Anne-Marie Dupont,,1980/05/06,女,,,,,,,,,,,,\n"
#define GARCIA "30007,José García,,1980/05/07,男,,,,,,,,,,,,\n"
#define OBRIEN "30008,Sean O'Brien,,1980/05/08,男,,,,,,,,,,,,\n"
#define SHORT                                                                  \
	"30009,関 翼,セキ ツバサ,1991/03/03,男,,,,,,,,,,,,\n"                  \
	"30010,林 すみれ,ハヤシ スミレ,1955/08/08,女,,,,,,,,,,,,\n"

static int
open_abroad(void **state)
{
	int rc = open_patients(state);

	if (rc == 0)
		use_patients(
		    SPAN(LIST_HEADER SMITH NGUYEN REYES MOMOKO SAPPORO
		        DUPONT GARCIA OBRIEN SHORT));
	return rc;
}

static void
is_named(const char *text)
{
	assert_non_null(found(text, "roster-name"));
}

static void
test_a_latin_name_is_found_in_either_order(void **state)
{
	(void)state;
	is_named("John Smith came in");
	is_named("Smith, John came in");
	is_named("ＪＯＨＮ　ＳＭＩＴＨさん");
	silent("John came in");
}

static void
test_a_latin_name_is_found_by_its_kana_in_either_order(void **state)
{
	(void)state;
	is_named("ジョン・スミスさん");
	is_named("スミス・ジョンさん");
}

static void
test_a_latin_surname_is_a_hint_beside_an_illness(void **state)
{
	(void)state;
	assert_non_null(found("Smithさんが胃癌", "roster-few"));
	assert_null(found("Jonesさんが胃癌", "roster-few"));
}

static void
test_a_name_of_three_parts_is_found_however_it_is_parted(void **state)
{
	(void)state;
	is_named("グエン・ヴァン・アンさん");
	is_named("グエンヴァンアンさん");
	is_named("グエン ヴァン アンさん");
	silent("グエンさん");
}

static void
test_three_latin_words_are_one_name(void **state)
{
	(void)state;
	is_named("met Maria Clara Reyes today");
	silent("met Maria Clara today");
}

static void
test_a_name_that_the_list_has_in_hiragana_is_found(void **state)
{
	(void)state;
	is_named("はるのももえさん");
	is_named("ハルノ モモエさん");
}

static void
test_columns_of_a_table_part_a_name(void **state)
{
	(void)state;
	is_named("幻田\t夢子\t担当");
	is_named("幻田,夢子,女");
}

static void
test_a_date_of_birth_is_found_in_every_notation(void **state)
{
	static const char *const ways[] = { "昭25.1.2", "昭和25年1月2日",
		"昭和二十五年一月二日", "S25.1.2", "S250102", "1950/1/2",
		"1950年1月2日", "一九五〇年一月二日", "19500102" };
	char text[200];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		snprintf(text, sizeof text, "%s、虫垂炎の方", ways[i]);
		if (found(text, "roster-few") == NULL)
			fail_msg("not found: %s", text);
	}
}

static void
test_a_numbered_street_is_one_place_in_either_numerals(void **state)
{
	(void)state;
	assert_non_null(found("架空市南一条西20-1", "roster-patient"));
	assert_non_null(found("架空市南1条西20-1", "roster-patient"));
	assert_null(found("架空市南2条西20-1", "roster-patient"));
}

static void
test_the_flat_is_masked_with_the_house(void **state)
{
	const struct shuhi_finding *f;

	(void)state;
	f = found("南1条西20-1-405号室です", "roster-patient");
	assert_non_null(f);
	assert_int_equal(f->entities[0].end, strlen("南1条西20-1-405号室"));
}

static void
test_ward_and_room_in_one_word_are_both_known(void **state)
{
	(void)state;
	finds("3東305の人、虫垂炎", "roster-few",
	    "病棟・病室・病名が合う患者はこの病院に1人だけ");
}

static void
test_hyphens_accents_and_apostrophes_are_parts_of_names(void **state)
{
	(void)state;
	is_named("Anne-Marie Dupont came");
	is_named("José García came");
	is_named("Sean O'Brien came");
	is_named("Sean O’Brien came");
}

static void
test_a_possessive_hides_nobody(void **state)
{
	(void)state;
	is_named("John Smith's chart");
	is_named("John Smith’s chart");
}

static void
test_a_name_of_two_letters_ends_at_a_blank(void **state)
{
	(void)state;
	is_named("関 翼、平成の生まれ");
	is_named("関翼 平成の生まれ");
}

static void
test_several_signs_may_part_a_name(void **state)
{
	(void)state;
	is_named("幻田  夢子");
	is_named("\"幻田\",\"夢子\"");
	is_named("幻田 | 夢子");
	silent("幻田    夢子");
}

static void
test_a_surname_of_one_letter_is_not_the_end_of_another(void **state)
{
	(void)state;
	is_named("林すみれさん");
	is_named("担当林すみれ");
	silent("小林すみれさん");
}

static void
test_a_postal_code_is_no_insured_number(void **state)
{
	(void)state;
	silent("〒123-4567に引っ越した");
}

static void
test_one_numeral_is_one_field(void **state)
{
	(void)state;
	silent("1950-01-02");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_latin_name_is_found_in_either_order),
		cmocka_unit_test(
		    test_a_latin_name_is_found_by_its_kana_in_either_order),
		cmocka_unit_test(
		    test_a_latin_surname_is_a_hint_beside_an_illness),
		cmocka_unit_test(
		    test_a_name_of_three_parts_is_found_however_it_is_parted),
		cmocka_unit_test(test_three_latin_words_are_one_name),
		cmocka_unit_test(
		    test_a_name_that_the_list_has_in_hiragana_is_found),
		cmocka_unit_test(test_columns_of_a_table_part_a_name),
		cmocka_unit_test(
		    test_a_date_of_birth_is_found_in_every_notation),
		cmocka_unit_test(
		    test_a_numbered_street_is_one_place_in_either_numerals),
		cmocka_unit_test(test_the_flat_is_masked_with_the_house),
		cmocka_unit_test(
		    test_ward_and_room_in_one_word_are_both_known),
		cmocka_unit_test(
		    test_hyphens_accents_and_apostrophes_are_parts_of_names),
		cmocka_unit_test(test_a_possessive_hides_nobody),
		cmocka_unit_test(test_a_name_of_two_letters_ends_at_a_blank),
		cmocka_unit_test(test_several_signs_may_part_a_name),
		cmocka_unit_test(
		    test_a_surname_of_one_letter_is_not_the_end_of_another),
		cmocka_unit_test(test_a_postal_code_is_no_insured_number),
		cmocka_unit_test(test_one_numeral_is_one_field),
	};

	return cmocka_run_group_tests(tests, open_abroad, close_patients);
}
