#include "../scanner/roster/spell.c" /* statics included on purpose */
#include "table.h"

/* Folded, as the matcher and the builder do. */
static struct span
folded(struct arena *a, const char *text)
{
	struct shuhi_error err;
	struct folded f;

	arena_init(a, 1 << 20);
	assert_int_equal(fold(table, a, span_of(text), &f, &err), 0);
	return f.text;
}

static void
column_is(enum roster_column c, const char *text, const char *want)
{
	struct arena a;
	struct spelling s;

	assert_true(spell_column(c, folded(&a, text), &s));
	assert_int_equal(s.len, strlen(want));
	assert_memory_equal(s.s, want, s.len);
	arena_fini(&a);
}

static void
key_is(enum roster_key k, const char *text, const char *want)
{
	struct arena a;
	struct spelling s;

	assert_true(spell_key(k, folded(&a, text), &s));
	assert_int_equal(s.len, strlen(want));
	assert_memory_equal(s.s, want, s.len);
	arena_fini(&a);
}

static void
column_is_none(enum roster_column c, const char *text)
{
	struct arena a;
	struct spelling s;

	assert_false(spell_column(c, folded(&a, text), &s));
	arena_fini(&a);
}

static void
key_is_none(enum roster_key k, const char *text)
{
	struct arena a;
	struct spelling s;

	assert_false(spell_key(k, folded(&a, text), &s));
	arena_fini(&a);
}

static void
test_variant_kanji_and_blanks_make_no_other_name(void **state)
{
	(void)state;
	column_is(RC_SURNAME, "髙　橋", "高橋");
}

static void
test_every_width_of_kana_becomes_hiragana(void **state)
{
	(void)state;
	column_is(RC_KANA_SURNAME, "ﾔﾏﾀﾞ", "やまだ");
	column_is(RC_KANA_SURNAME, "ヤマダ", "やまだ");
	column_is(RC_KANA_SURNAME, "やまだ", "やまだ");
}

static void
test_a_note_behind_a_name_is_no_part_of_it(void **state)
{
	(void)state;
	column_is(RC_GIVEN, "太郎（旧姓 鈴木）", "太郎");
}

static void
test_a_number_is_no_name(void **state)
{
	(void)state;
	column_is_none(RC_SURNAME, "山田2");
}

static void
test_a_name_longer_than_any_is_refused(void **state)
{
	char name[LIMIT_ROSTER_VALUE + 4];
	struct spelling s;

	(void)state;
	for (size_t i = 0; i + 3 <= sizeof name; i += 3)
		memcpy(name + i, "\xe5\xb1\xb1", 3);
	assert_true(spell_column(RC_SURNAME,
	    (struct span){ name, LIMIT_ROSTER_VALUE }, &s));
	assert_false(spell_column(RC_SURNAME,
	    (struct span){ name, LIMIT_ROSTER_VALUE + 3 }, &s));
}

static void
splits(const char *text, const char *surname, const char *given)
{
	struct arena a;
	struct span one = SPAN(""), two = SPAN("");

	assert_true(spell_split(folded(&a, text), &one, &two));
	assert_true(span_eq(one, span_of(surname)));
	assert_true(span_eq(two, span_of(given)));
	arena_fini(&a);
}

static void
test_a_blank_of_any_width_splits_a_name(void **state)
{
	(void)state;
	splits("山田 太郎", "山田", "太郎");
	splits("山田　太郎", "山田", "太郎");
	splits(" ヤマダ・タロウ ", "ヤマダ", "タロウ");
}

static void
test_an_honorific_is_no_third_name(void **state)
{
	(void)state;
	splits("山田 太郎 様", "山田", "太郎");
}

static void
test_one_or_three_parts_are_not_split(void **state)
{
	struct span one = SPAN(""), two = SPAN("");

	(void)state;
	assert_false(spell_split(SPAN("山田太郎"), &one, &two));
	assert_false(spell_split(SPAN("ま り あ"), &one, &two));
	assert_false(spell_split(SPAN("ま り あ ん"), &one, &two));
	assert_false(spell_split(SPAN(""), &one, &two));
}

static void
test_a_patient_number_loses_zeros_and_hyphens(void **state)
{
	(void)state;
	key_is(RK_ID, "000-12345", "12345");
	key_is(RK_ID, "００１２３４５", "12345");
	key_is(RK_ID, "A-0012", "a0012");
	key_is_none(RK_ID, "---");
}

static void
test_a_phone_is_its_digits(void **state)
{
	(void)state;
	key_is(RK_PHONE, "０９０ー００００ー０００１", "09000000001");
	key_is(RK_PHONE, "(03) 0000.0002", "0300000002");
}

static void
test_a_phone_from_abroad_is_the_one_at_home(void **state)
{
	(void)state;
	key_is(RK_PHONE, "+81 90-0000-0001", "09000000001");
	key_is(RK_PHONE, "+81 (0)90-0000-0001", "09000000001");
}

static void
test_a_spreadsheet_s_missing_zero_is_put_back(void **state)
{
	(void)state;
	key_is(RK_PHONE, "9011112222", "09011112222");
	key_is(RK_PHONE, "50-1111-2222", "05011112222");
	key_is(RK_PHONE, "312345678", "0312345678");
	key_is(RK_PHONE, "+81 312345678", "0312345678");
	key_is(RK_PHONE, "+ 81 312345678", "0312345678");
	key_is_none(RK_PHONE, "1234567890");
	key_is_none(RK_PHONE, "19011112222");
}

static void
test_numbers_of_home_have_ten_or_eleven_digits(void **state)
{
	(void)state;
	key_is_none(RK_PHONE, "012345678");
	key_is_none(RK_PHONE, "012345678901");
	key_is(RK_PHONE, "+1 212 555 0100", "+12125550100");
}

static void
test_two_phones_are_none(void **state)
{
	(void)state;
	key_is_none(RK_PHONE, "090-0000-0001 / 03-0000-0002");
	key_is_none(RK_PHONE, "110");
	key_is_none(RK_PHONE, "+81 90-0000-0"); /* 09000000 */
}

static void
test_a_nul_is_no_sign_of_a_phone(void **state)
{
	struct spelling s;

	(void)state;
	assert_false(
	    spell_key(RK_PHONE, SPAN("090-0000\0-0001"), &s));
}

static void
test_mail_is_compared_without_case(void **state)
{
	(void)state;
	key_is(RK_EMAIL, " Taro@Example.JP", "taro@example.jp");
	key_is_none(RK_EMAIL, "taro.example.jp");
	key_is_none(RK_EMAIL, "@example.jp");
	key_is_none(RK_EMAIL, "taro@");
}

static void
test_a_postal_code_has_seven_digits(void **state)
{
	(void)state;
	column_is(RC_POSTAL, "〒100-0000", "1000000");
	column_is_none(RC_POSTAL, "100-000");
	column_is_none(RC_POSTAL, "100-00000");
}

static void
test_ways_to_write_a_ward(void **state)
{
	(void)state;
	column_is(RC_WARD, "3階東病棟", "3東");
	column_is(RC_WARD, "三階東", "3東");
	column_is(RC_WARD, "東３病棟", "3東");
	column_is(RC_WARD, "3F東", "3東");
	column_is(RC_WARD, "ICU", "icu");
	column_is(RC_WARD, "第2病棟", "2");
}

static void
test_ways_to_write_a_room(void **state)
{
	(void)state;
	column_is(RC_ROOM, "301号室", "301");
	column_is(RC_ROOM, "３０１", "301");
	column_is(RC_ROOM, "301-2", "301");
	column_is(RC_ROOM, "A301", "a301");
	column_is_none(RC_ROOM, "号室");
}

static void
test_ways_to_write_a_sex(void **state)
{
	(void)state;
	column_is(RC_SEX, "男性", "m");
	column_is(RC_SEX, "Ｆ", "f");
	column_is(RC_SEX, "Male", "m");
	column_is(RC_SEX, "2", "f");
	column_is_none(RC_SEX, "不明");
}

static void
test_the_first_of_several_diagnoses_counts(void **state)
{
	(void)state;
	column_is(RC_DIAGNOSIS, "肺炎（右）、高血圧", "肺炎");
	column_is(RC_DIAGNOSIS, "2型 糖尿病", "2型糖尿病");
	column_is_none(RC_DIAGNOSIS, "、肺炎");
}

static void
test_a_spreadsheet_s_midnight_is_no_part_of_a_date(void **state)
{
	(void)state;
	column_is(RC_BIRTH, "1958/4/12 0:00", "19580412");
	column_is(RC_ADMITTED, "2024-02-03T00:00:00", "20240203");
	column_is_none(RC_BIRTH, "1958/4/12 ごろ");
}

static void
test_insurance_numbers_are_their_letters_and_digits(void **state)
{
	(void)state;
	column_is(RC_INSURER, "０６１３９９９９", "6139999");
	key_is(RK_INSURED, "12-345", "12345");
	key_is(RK_INSURED, "あいう・１２", "あいう12");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_variant_kanji_and_blanks_make_no_other_name),
		cmocka_unit_test(test_every_width_of_kana_becomes_hiragana),
		cmocka_unit_test(test_a_note_behind_a_name_is_no_part_of_it),
		cmocka_unit_test(test_a_number_is_no_name),
		cmocka_unit_test(test_a_name_longer_than_any_is_refused),
		cmocka_unit_test(test_a_blank_of_any_width_splits_a_name),
		cmocka_unit_test(test_an_honorific_is_no_third_name),
		cmocka_unit_test(test_one_or_three_parts_are_not_split),
		cmocka_unit_test(test_a_patient_number_loses_zeros_and_hyphens),
		cmocka_unit_test(test_a_phone_is_its_digits),
		cmocka_unit_test(test_a_phone_from_abroad_is_the_one_at_home),
		cmocka_unit_test(test_a_spreadsheet_s_missing_zero_is_put_back),
		cmocka_unit_test(
		    test_numbers_of_home_have_ten_or_eleven_digits),
		cmocka_unit_test(test_two_phones_are_none),
		cmocka_unit_test(test_a_nul_is_no_sign_of_a_phone),
		cmocka_unit_test(test_mail_is_compared_without_case),
		cmocka_unit_test(test_a_postal_code_has_seven_digits),
		cmocka_unit_test(test_ways_to_write_a_ward),
		cmocka_unit_test(test_ways_to_write_a_room),
		cmocka_unit_test(test_ways_to_write_a_sex),
		cmocka_unit_test(test_the_first_of_several_diagnoses_counts),
		cmocka_unit_test(test_a_spreadsheet_s_midnight_is_no_part_of_a_date),
		cmocka_unit_test(test_insurance_numbers_are_their_letters_and_digits),
	};

	return cmocka_run_group_tests(tests, open_table, close_table);
}
