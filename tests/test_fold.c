#include "../scanner/fold.c" /* statics included on purpose */
#include "folded.h"

/* ---- one spelling ------------------------------------------------------------ */

static void
test_the_example_of_the_header(void **state)
{
	(void)state;
	expect_fold(SPAN("０９０ー１２３４　ﾔﾏﾀﾞ　髙橋　糖・尿・病　●田さん"),
	    SPAN("090-1234 ヤマダ 高橋 糖尿病 ○田さん"));
}

static void
test_plain_text_is_borrowed_not_copied(void **state)
{
	const struct span in = SPAN("今日は肺炎の患者");
	struct arena a;
	struct folded f;
	struct shuhi_error err;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_int_equal(fold(table, &a, in, &f, &err), 0);
	assert_ptr_equal(f.text.ptr, in.ptr);
	arena_fini(&a);
}

static void
test_full_width_latin_becomes_small_ascii(void **state)
{
	(void)state;
	expect_fold(SPAN("ＣＲＰ　ＣＴ"), SPAN("crp ct"));
}

static void
test_half_width_kana_join_their_sound_marks(void **state)
{
	(void)state;
	expect_fold(SPAN("ﾔﾏﾀﾞ ﾊﾟﾊﾟ ｳﾞ"), SPAN("ヤマダ パパ ヴ"));
}

static void
test_combining_sound_marks_join_their_kana(void **state)
{
	(void)state;
	expect_fold(
	    SPAN("タ\xe3\x82\x99ハ\xe3\x82\x9aか\xe3\x82\x99"), SPAN("ダパが"));
}

static void
test_a_sound_mark_with_nothing_before_it_stays(void **state)
{
	(void)state;
	expect_fold(SPAN("\xe3\x82\x99"), SPAN("\xe3\x82\x99"));
}

static void
test_a_sound_mark_behind_kanji_stays(void **state)
{
	(void)state;
	expect_fold(SPAN("山\xe3\x82\x99田"), SPAN("山\xe3\x82\x99田"));
}

static void
test_two_sound_marks_in_a_row_lose_nothing(void **state)
{
	(void)state;
	expect_back(SPAN("aタ\xe3\x82\x99\xe3\x82\x99z"), SPAN("z"), SPAN("z"));
}

static void
test_an_accent_joins_its_letter(void **state)
{
	(void)state;
	expect_fold(SPAN("cafe\xcc\x81"), SPAN("café"));
}

static void
test_a_decomposed_hangul_or_kanji_is_left_alone(void **state)
{
	(void)state;
	expect_fold(SPAN("한글"), SPAN("한글"));
}

static void
test_squared_company_sign_expands(void **state)
{
	(void)state;
	expect_fold(SPAN("㈱㍿"), SPAN("(株)株式会社"));
}

static void
test_longest_expansion_of_unicode_expands(void **state)
{
	(void)state;
	expect_back(SPAN("a\xef\xb7\xbaz"), SPAN("z"), SPAN("z"));
}

static void
test_zero_width_characters_vanish(void **state)
{
	(void)state;
	expect_fold(SPAN("田\xe2\x80\x8b中\xe2\x80\x8d\xe2\x81\xa0さ\xef\xbb"
	                 "\xbfん\xc2\xad"),
	    SPAN("田中さん"));
}

static void
test_variation_selectors_vanish(void **state)
{
	(void)state;
	expect_fold(SPAN("葛\xf3\xa0\x84\x80城辻\xef\xb8\x80"), SPAN("葛城辻"));
}

static void
test_compatibility_kanji_become_the_common_ones(void **state)
{
	(void)state;
	expect_fold(SPAN("\xef\xa8\x91\xef\xa8\x99"), SPAN("\xef\xa8\x91神"));
}

static void
test_a_kanji_beyond_the_basic_plane_is_folded_by_the_file(void **state)
{
	(void)state;
	expect_fold(SPAN("𠮷田"), SPAN("吉田"));
}

static void
test_emoji_stay(void **state)
{
	(void)state;
	expect_fold(SPAN("😭👍🏽"), SPAN("😭👍🏽"));
}

static void
test_nul_bytes_stay(void **state)
{
	(void)state;
	expect_fold(SPAN("a\0ｂ\0"), SPAN("a\0b\0"));
}

static void
test_an_empty_text_folds_to_nothing(void **state)
{
	(void)state;
	expect_fold(SPAN(""), SPAN(""));
}

/* ---- by context ---------------------------------------------------------------- */

static void
test_a_long_vowel_mark_between_digits_is_a_hyphen(void **state)
{
	(void)state;
	expect_fold(SPAN("090ー1234ー5678"), SPAN("090-1234-5678"));
}

static void
test_every_dash_between_digits_is_a_hyphen(void **state)
{
	(void)state;
	expect_fold(
	    SPAN("1‐2‑3‒4–5—6―7−8─9〜0～1"), SPAN("1-2-3-4-5-6-7-8-9-0-1"));
}

static void
test_a_dash_behind_katakana_is_a_long_vowel(void **state)
{
	(void)state;
	expect_fold(SPAN("カ―ルテ"), SPAN("カールテ"));
}

static void
test_a_half_width_long_vowel_mark_behind_katakana_stays_one(void **state)
{
	(void)state;
	expect_fold(SPAN("ｶｰﾃﾞｨｰﾗｰ"), SPAN("カーディーラー"));
}

static void
test_a_run_of_long_vowel_marks_is_one(void **state)
{
	(void)state;
	expect_fold(SPAN("すごーーーーい"), SPAN("すごーい"));
}

static void
test_a_letter_three_times_is_one(void **state)
{
	(void)state;
	expect_fold(SPAN("患患患者"), SPAN("患者"));
}

static void
test_a_letter_many_times_is_one(void **state)
{
	(void)state;
	expect_fold(SPAN("患患患患患患患者"), SPAN("患者"));
}

static void
test_a_letter_twice_stays(void **state)
{
	(void)state;
	expect_fold(SPAN("佐々々木さささ 山山"), SPAN("佐々々木さ 山山"));
}

static void
test_digits_many_times_stay(void **state)
{
	(void)state;
	expect_fold(SPAN("00000000"), SPAN("00000000"));
}

static void
test_separators_between_single_letters_vanish(void **state)
{
	(void)state;
	expect_fold(SPAN("統/合/失/調/症"), SPAN("統合失調症"));
}

static void
test_middle_dots_between_single_letters_vanish(void **state)
{
	(void)state;
	expect_fold(SPAN("統・合・失・調・症"), SPAN("統合失調症"));
}

static void
test_half_width_middle_dots_between_single_letters_vanish(void **state)
{
	(void)state;
	expect_fold(SPAN("糖･尿･病"), SPAN("糖尿病"));
}

static void
test_full_width_blanks_between_single_letters_vanish(void **state)
{
	(void)state;
	expect_fold(SPAN("糖　尿　病"), SPAN("糖尿病"));
}

static void
test_emoji_between_single_letters_vanish(void **state)
{
	(void)state;
	expect_fold(SPAN("糖😀尿😀病"), SPAN("糖尿病"));
}

static void
test_one_dot_between_two_letters_vanishes(void **state)
{
	(void)state;
	expect_fold(SPAN("山.田さん"), SPAN("山田さん"));
}

static void
test_one_blank_between_two_words_stays(void **state)
{
	(void)state;
	expect_fold(SPAN("山 田さん"), SPAN("山 田さん"));
}

static void
test_a_dot_between_two_words_stays(void **state)
{
	(void)state;
	expect_fold(SPAN("氏名.田中"), SPAN("氏名.田中"));
}

static void
test_more_separated_letters_than_a_round_takes_are_all_joined(void **state)
{
	char in[4 * 200], want[3 * 200];
	size_t i;

	(void)state;
	for (i = 0; i < 200; i++) {
		memcpy(in + 4 * i, i % 2 ? "山/" : "田/", 4);
		memcpy(want + 3 * i, i % 2 ? "山" : "田", 3);
	}
	expect_fold((struct span){ in, sizeof in - 1 },
	    (struct span){ want, sizeof want });
}

/* What the hot path passes over must be what the careful path leaves alone. */
static void
test_every_character_folds_the_same_alone_and_amid_text(void **state)
{
	struct arena a;
	struct folded alone, amid;
	struct shuhi_error err;
	char buf[16];
	size_t n;
	uint32_t c;

	(void)state;
	arena_init(&a, 1 << 24);
	for (c = 1; c < 0x30000; c++) {
		if ((c >= 0xd800 && c < 0xe000) || joins(c) || is_dash(c) ||
		    is_separator(c))
			continue;
		arena_wipe(&a, 1 << 20);
		buf[0] = '#';
		n = utf8_put(buf + 1, c);
		buf[1 + n] = '#';
		assert_int_equal(
		    fold(table, &a, (struct span){ buf + 1, n }, &alone, &err),
		    0);
		assert_int_equal(
		    fold(table, &a, (struct span){ buf, n + 2 }, &amid, &err),
		    0);
		if (alone.text.len > 0 && (joins(utf8_at(alone.text, 0)) ||
		                              is_dash(utf8_at(alone.text, 0))))
			continue;
		assert_int_equal(amid.text.len, alone.text.len + 2);
		assert_memory_equal(
		    amid.text.ptr + 1, alone.text.ptr, alone.text.len);
	}
	arena_fini(&a);
}

/* ---- failures ---------------------------------------------------------------- */

static void
test_broken_utf8_is_told_at_its_first_byte(void **state)
{
	struct arena a;
	struct folded f = { .text = SPAN("untouched") };
	struct shuhi_error err;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_int_equal(fold(table, &a, SPAN("ﾔﾏ\xe3\x81"), &f, &err), -1);
	assert_int_equal(err.code, SHUHI_E_CHARSET);
	assert_int_equal(err.at, 6);
	assert_true(span_eq(f.text, SPAN("untouched")));
	arena_fini(&a);
}

static void
test_forms_that_are_no_character_are_told_amid_plain_text(void **state)
{
	static const char *const bad[] = { "\xe0\x81\xa1", "\xe0\x9f\xbf",
		"\xed\xa0\x80", "\xed\xbf\xbf", "\xe3\x81", "\xe3", "\x81",
		"\xff", "\xc1\x81" };
	struct arena a;
	struct folded f;
	struct shuhi_error err;
	char text[32];
	size_t i;
	int n;

	(void)state;
	arena_init(&a, 1 << 20);
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		n = snprintf(text, sizeof text, "やまa%sかわのみず", bad[i]);
		assert_int_equal(fold(table, &a, (struct span){ text, (size_t)n },
		                     &f, &err),
		    -1);
		assert_int_equal(err.at, 7);
	}
	arena_fini(&a);
}

static void
test_a_full_arena_is_told_at_every_ceiling(void **state)
{
	const struct span in = SPAN("ﾔﾏﾀﾞ糖・尿・病０９０ー１");
	struct arena a;
	struct folded f;
	struct shuhi_error err;
	size_t ceiling, refused = 0;
	int rc;

	(void)state;
	for (ceiling = 0; ceiling < 4096; ceiling += 16) {
		f = (struct folded){ .text = SPAN("untouched") };
		arena_init(&a, ceiling);
		rc = fold(table, &a, in, &f, &err);
		refused += rc != 0;
		assert_true(rc == 0 || err.code == SHUHI_E_NOMEM);
		assert_int_equal(span_eq(f.text, SPAN("untouched")), rc != 0);
		arena_fini(&a);
	}
	assert_true(refused > 0);
}

/* ---- fold.tsv ---------------------------------------------------------------- */

static void
expect_refused(struct span file, uint32_t line, const char *message)
{
	struct folder dir = folder_new();
	struct fold_table *t = NULL;
	struct shuhi_error err = { 0 };

	folder_put(dir, "fold.tsv", file);
	assert_int_equal(
	    fold_table_new(folder_file(dir, "fold.tsv"), &t, &err), -1);
	assert_null(t);
	assert_int_equal(err.code, SHUHI_E_DICT);
	assert_int_equal(err.line, line);
	assert_string_equal(err.message, message);
	folder_gone(dir);
}

static void
test_a_line_with_one_column_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("# head\n髙\n"), 2, "want two columns");
}

static void
test_a_line_with_two_characters_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("髙橋\t高\n"), 1, "want one character for one");
}

static void
test_a_target_beyond_the_basic_plane_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("吉\t𠮷\n"), 1, "want one character for one");
}

static void
test_a_file_that_is_not_utf8_is_refused(void **state)
{
	(void)state;
	expect_refused(SPAN("髙\t高\n\x8d\x82\n"), 2, "not UTF-8");
}

static void
test_sixty_five_characters_beyond_the_plane_are_refused(void **state)
{
	char file[65 * 8 + 1], *p = file;
	uint32_t c;

	(void)state;
	for (c = 0; c < 65; c++) {
		p += utf8_put(p, 0x20000 + c);
		p = mempcpy(p, "\ta\n", 3);
	}
	expect_refused((struct span){ file, (size_t)(p - file) }, 65,
	    "too many characters beyond U+FFFF");
}

static void
test_a_missing_file_is_told(void **state)
{
	struct fold_table *t = NULL;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(fold_table_new("/nonexistent/fold.tsv", &t, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_example_of_the_header),
		cmocka_unit_test(test_plain_text_is_borrowed_not_copied),
		cmocka_unit_test(test_full_width_latin_becomes_small_ascii),
		cmocka_unit_test(test_half_width_kana_join_their_sound_marks),
		cmocka_unit_test(test_combining_sound_marks_join_their_kana),
		cmocka_unit_test(
		    test_a_sound_mark_with_nothing_before_it_stays),
		cmocka_unit_test(test_a_sound_mark_behind_kanji_stays),
		cmocka_unit_test(test_two_sound_marks_in_a_row_lose_nothing),
		cmocka_unit_test(test_an_accent_joins_its_letter),
		cmocka_unit_test(
		    test_a_decomposed_hangul_or_kanji_is_left_alone),
		cmocka_unit_test(test_squared_company_sign_expands),
		cmocka_unit_test(test_longest_expansion_of_unicode_expands),
		cmocka_unit_test(test_zero_width_characters_vanish),
		cmocka_unit_test(test_variation_selectors_vanish),
		cmocka_unit_test(
		    test_compatibility_kanji_become_the_common_ones),
		cmocka_unit_test(
		    test_a_kanji_beyond_the_basic_plane_is_folded_by_the_file),
		cmocka_unit_test(test_emoji_stay),
		cmocka_unit_test(test_nul_bytes_stay),
		cmocka_unit_test(test_an_empty_text_folds_to_nothing),
		cmocka_unit_test(
		    test_a_long_vowel_mark_between_digits_is_a_hyphen),
		cmocka_unit_test(test_every_dash_between_digits_is_a_hyphen),
		cmocka_unit_test(test_a_dash_behind_katakana_is_a_long_vowel),
		cmocka_unit_test(
		    test_a_half_width_long_vowel_mark_behind_katakana_stays_one),
		cmocka_unit_test(test_a_run_of_long_vowel_marks_is_one),
		cmocka_unit_test(test_a_letter_three_times_is_one),
		cmocka_unit_test(test_a_letter_many_times_is_one),
		cmocka_unit_test(test_a_letter_twice_stays),
		cmocka_unit_test(test_digits_many_times_stay),
		cmocka_unit_test(test_separators_between_single_letters_vanish),
		cmocka_unit_test(
		    test_middle_dots_between_single_letters_vanish),
		cmocka_unit_test(
		    test_half_width_middle_dots_between_single_letters_vanish),
		cmocka_unit_test(
		    test_full_width_blanks_between_single_letters_vanish),
		cmocka_unit_test(test_emoji_between_single_letters_vanish),
		cmocka_unit_test(test_one_dot_between_two_letters_vanishes),
		cmocka_unit_test(test_one_blank_between_two_words_stays),
		cmocka_unit_test(test_a_dot_between_two_words_stays),
		cmocka_unit_test(
		    test_more_separated_letters_than_a_round_takes_are_all_joined),
		cmocka_unit_test(
		    test_every_character_folds_the_same_alone_and_amid_text),
		cmocka_unit_test(test_broken_utf8_is_told_at_its_first_byte),
		cmocka_unit_test(
		    test_forms_that_are_no_character_are_told_amid_plain_text),
		cmocka_unit_test(test_a_full_arena_is_told_at_every_ceiling),
		cmocka_unit_test(test_a_line_with_one_column_is_refused),
		cmocka_unit_test(test_a_line_with_two_characters_is_refused),
		cmocka_unit_test(
		    test_a_target_beyond_the_basic_plane_is_refused),
		cmocka_unit_test(test_a_file_that_is_not_utf8_is_refused),
		cmocka_unit_test(
		    test_sixty_five_characters_beyond_the_plane_are_refused),
		cmocka_unit_test(test_a_missing_file_is_told),
	};

	return cmocka_run_group_tests(tests, open_table, close_table);
}
