#include "../scanner/names.c" /* statics included on purpose */
#include "entities.h"

static void
test_a_surname_alone_is_no_person(void **state)
{
	(void)state;
	expect("林の中", "");
}

static void
test_a_surname_with_honorific_is_a_name(void **state)
{
	(void)state;
	expect("山田さんが来た", "person.name=山田 form.address=さん ");
	expect("山田様が来た", "person.name=山田 form.address=様 ");
}

static void
test_a_surname_with_title_is_staff(void **state)
{
	(void)state;
	expect("山田先生が来た", "person.staff=山田先生 ");
	expect("山田師長が来た", "person.staff=山田師長 ");
}

static void
test_a_full_name_is_a_name(void **state)
{
	(void)state;
	expect("山田太郎が来た", "person.name=山田太郎 ");
	expect("山田 太郎が来た", "person.name=山田 太郎 ");
	expect("山田　太郎が来た", "person.name=山田　太郎 ");
	expect("山田・太郎が来た", "person.name=山田・太郎 ");
}

static void
test_a_full_name_with_title_is_staff(void **state)
{
	(void)state;
	expect("山田太郎先生が来た", "person.staff=山田太郎先生 ");
}

static void
test_kana_with_honorific_is_a_name_in_kana(void **state)
{
	(void)state;
	expect("ヤマダさんが来た", "person.kana=ヤマダ form.address=さん ");
}

static void
test_romaji_with_honorific_is_a_name_in_kana(void **state)
{
	(void)state;
	expect("yamadaさんが来た", "person.kana=yamada form.address=さん ");
}

static void
test_a_full_name_in_kana_is_a_name(void **state)
{
	(void)state;
	expect("ヤマダ タロウが来た", "person.kana=ヤマダ タロウ ");
}

static void
test_kana_inside_a_longer_word_is_no_name(void **state)
{
	(void)state;
	expect("ヤマダデンキさん", "person.kana=ヤマダデンキ form.address=さん ");
	expect("サヤマダムの話", "");
}

static void
test_romaji_inside_a_longer_word_is_no_name(void **state)
{
	(void)state;
	expect("yamadasanity", "");
}

static void
test_a_name_at_the_very_end_is_a_name(void **state)
{
	(void)state;
	expect("来たのは山田さん", "person.name=山田 form.address=さん ");
}

static void
test_a_name_after_a_newline_is_a_name(void **state)
{
	(void)state;
	expect("おはよう\n山田さん", "person.name=山田 form.address=さん ");
}

static void
test_a_name_at_the_start_of_brackets_is_a_name(void **state)
{
	(void)state;
	expect("(山田さん)", "person.name=山田 form.address=さん ");
}

static void
test_two_names_side_by_side_are_two(void **state)
{
	(void)state;
	expect("山田さん佐藤さん", "person.name=山田 form.address=さん person.name=佐藤 form.address=さん ");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_surname_alone_is_no_person),
		cmocka_unit_test(test_a_surname_with_honorific_is_a_name),
		cmocka_unit_test(test_a_surname_with_title_is_staff),
		cmocka_unit_test(test_a_full_name_is_a_name),
		cmocka_unit_test(test_a_full_name_with_title_is_staff),
		cmocka_unit_test(test_kana_with_honorific_is_a_name_in_kana),
		cmocka_unit_test(test_romaji_with_honorific_is_a_name_in_kana),
		cmocka_unit_test(test_a_full_name_in_kana_is_a_name),
		cmocka_unit_test(test_kana_inside_a_longer_word_is_no_name),
		cmocka_unit_test(test_romaji_inside_a_longer_word_is_no_name),
		cmocka_unit_test(test_a_name_at_the_very_end_is_a_name),
		cmocka_unit_test(test_a_name_after_a_newline_is_a_name),
		cmocka_unit_test(
		    test_a_name_at_the_start_of_brackets_is_a_name),
		cmocka_unit_test(test_two_names_side_by_side_are_two),
	};

	return cmocka_run_group_tests(tests, open_small, close_small);
}
