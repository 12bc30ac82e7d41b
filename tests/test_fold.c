#include "../scanner/fold.c" /* statics included on purpose */
#include "help.h"

static struct fold_table *table;

static int
open_table(void **state)
{
	(void)state;
	table = small_fold();
	return 0;
}

static int
close_table(void **state)
{
	(void)state;
	fold_table_free(table);
	return 0;
}

static void
expect_fold(struct span in, struct span want)
{
	struct arena a;
	struct folded f;
	struct shuhi_error err;

	arena_init(&a, 1 << 20);
	assert_int_equal(fold(table, &a, in, &f, &err), 0);
	assert_int_equal(f.text.len, want.len);
	assert_memory_equal(f.text.ptr, want.ptr, want.len);
	arena_fini(&a);
}

/* `part` of the folded text stands for `want` of the input. */
static void
expect_back(struct span in, struct span part, struct span want)
{
	struct arena a;
	struct folded f;
	struct shuhi_error err;
	const char *p;
	size_t at, start, end;

	arena_init(&a, 1 << 20);
	assert_int_equal(fold(table, &a, in, &f, &err), 0);
	p = memmem(f.text.ptr, f.text.len, part.ptr, part.len);
	assert_non_null(p);
	at = (size_t)(p - f.text.ptr);
	start = fold_start(&f, at);
	end = fold_end(&f, at + part.len);
	assert_int_equal(start,
	    (const char *)memmem(in.ptr, in.len, want.ptr, want.len) - in.ptr);
	assert_int_equal(end - start, want.len);
	arena_fini(&a);
}

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

/* ---- the way back ---------------------------------------------------------------- */

static void
test_a_half_width_name_maps_back_whole(void **state)
{
	(void)state;
	expect_back(SPAN("今日ﾔﾏﾀﾞさん"), SPAN("ヤマダ"), SPAN("ﾔﾏﾀﾞ"));
}

static void
test_a_name_with_a_zero_width_character_maps_back_whole(void **state)
{
	(void)state;
	expect_back(SPAN("今日田\xe2\x80\x8b中さん"), SPAN("田中"),
	    SPAN("田\xe2\x80\x8b中"));
}

static void
test_a_zero_width_character_before_a_name_is_not_part_of_it(void **state)
{
	(void)state;
	expect_back(
	    SPAN("今日\xe2\x80\x8b田中さん"), SPAN("田中"), SPAN("田中"));
}

static void
test_a_zero_width_character_behind_a_name_is_not_part_of_it(void **state)
{
	(void)state;
	expect_back(
	    SPAN("今日田中\xe2\x80\x8bさん"), SPAN("田中"), SPAN("田中"));
}

static void
test_part_of_an_expansion_maps_back_to_the_whole_sign(void **state)
{
	(void)state;
	expect_back(SPAN("a㈱b"), SPAN("株"), SPAN("㈱"));
}

static void
test_a_separated_word_maps_back_with_its_separators(void **state)
{
	(void)state;
	expect_back(
	    SPAN("今日、糖・尿・病で"), SPAN("糖尿病"), SPAN("糖・尿・病"));
}

static void
test_a_repeated_letter_maps_back_to_all_of_them(void **state)
{
	(void)state;
	expect_back(SPAN("の患患患者が"), SPAN("患者"), SPAN("患患患者"));
}

static void
test_a_repeated_last_letter_maps_back_to_all_of_them(void **state)
{
	(void)state;
	expect_back(SPAN("の田中中中さん"), SPAN("田中"), SPAN("田中中中"));
}

static void
test_a_sign_of_as_many_bytes_as_its_expansion_is_not_split(void **state)
{
	(void)state;
	expect_back(SPAN("山…"), SPAN("."), SPAN("…"));
}

static void
test_an_accent_joins_a_letter_of_another_length(void **state)
{
	(void)state;
	expect_back(SPAN("e\xcc\x81"), SPAN("é"), SPAN("e\xcc\x81"));
}

static void
test_a_sound_mark_joins_across_a_zero_width_character(void **state)
{
	(void)state;
	expect_back(SPAN("aタ\xe2\x80\x8b\xe3\x82\x99z"), SPAN("ダ"),
	    SPAN("タ\xe2\x80\x8b\xe3\x82\x99"));
}

static void
test_an_accent_on_a_ligature_widens_the_whole_ligature(void **state)
{
	(void)state;
	expect_back(SPAN("aﬁ\xcc\x81z"), SPAN("í"), SPAN("ﬁ\xcc\x81"));
}

static void
test_what_both_passes_changed_maps_back(void **state)
{
	(void)state;
	expect_back(
	    SPAN("㈱、糖　尿　病だ"), SPAN("糖尿病"), SPAN("糖　尿　病"));
}

static void
test_digits_with_long_vowel_marks_map_back(void **state)
{
	(void)state;
	expect_back(SPAN("は０９０ーー１２３４です"), SPAN("090-1234"),
	    SPAN("０９０ーー１２３４"));
}

/*
 * Of random texts: at every boundary the way back is monotone, in range, at a
 * boundary of the input; no unit is split; the whole maps to the whole.
 */
static const char *const bits[] = { "a", "Z", "0", "９", "-", "ー", "ー", "〜",
	"—", "−", " ", "　", "\n", "\t", "山", "田", "髙", "邊", "𠮷", "患",
	"患", "患", "か", "さ", "ん", "カ", "タ", "ﾀ", "ﾞ", "ﾟ", "ﾔ", "ｰ",
	"\xe3\x82\x99", "\xe3\x82\x9a", "\xcc\x81", "\xcc\x88", "e",
	"\xe2\x80\x8b", "\xe2\x80\x8d", "\xc2\xad", "\xef\xb8\x8f", "㈱", "㍿",
	"㌔", "①", "ﬁ", "ß", "İ", "ŉ", "\xef\xb7\xba", "😭", "👨\xe2\x80\x8d👩",
	"・", "･", ".", "/", ",", "_", "*", "|", "…", "゛", "゜", "●", "〇",
	"é", "Å", "한", "ᄀ", "ᅡ", "\xcd\x85", "\xcc\x88\xcc\x81", "ǆ",
	"\xf0\x9d\x95\xb3", "\xf0\x9f\x84\xb0", "\xc2\xa8", "\xc2\xa0",
	"\xf3\xa0\x84\x80", "ヶ", "々" };

static struct span
random_text(uint32_t *seed, char *buf, size_t room)
{
	size_t n = chance(seed, 40), len = 0, k;
	const char *bit;

	while (n-- > 0) {
		bit = bits[chance(seed, sizeof bits / sizeof *bits)];
		for (k = chance(seed, 8) == 0 ? 4 : 1; k > 0; k--) {
			assert_true(len + strlen(bit) < room);
			memcpy(buf + len, bit, strlen(bit));
			len += strlen(bit);
		}
	}
	return (struct span){ buf, len };
}

static bool
at_boundary(struct span s, size_t at)
{
	return at == s.len || (at < s.len && utf8_is_lead(s.ptr[at]));
}

static void
expect_lawful(struct span in, struct arena *a)
{
	struct folded f;
	struct shuhi_error err;
	size_t at = 0, next, start, end, last_start = 0, last_end = 0;

	assert_int_equal(fold(table, a, in, &f, &err), 0);
	assert_int_equal(fold_end(&f, f.text.len) <= in.len, true);
	while (at < f.text.len) {
		next = at;
		assert_true(utf8_next(f.text, &next) != UTF8_BAD);
		start = fold_start(&f, at);
		end = fold_end(&f, next);
		assert_true(start < end);
		assert_true(end <= in.len);
		assert_true(start >= last_start);
		assert_true(end >= last_end);
		assert_true(at_boundary(in, start));
		assert_true(at_boundary(in, end));
		/* what follows begins no earlier than this ends, or is the same
		 * unit */
		last_start = start;
		last_end = end;
		at = next;
	}
}

static void
test_every_boundary_of_random_texts_maps_back_lawfully(void **state)
{
	uint32_t seed = 20261121;
	char buf[8192];
	struct arena a;
	size_t i;

	(void)state;
	arena_init(&a, 1 << 24);
	for (i = 0; i < 30000; i++) {
		arena_wipe(&a, 1 << 20);
		expect_lawful(random_text(&seed, buf, sizeof buf), &a);
	}
	arena_fini(&a);
}

/* Input that folding keeps is covered without gaps: nothing can hide there. */
static void
test_what_is_between_two_neighbours_was_dropped(void **state)
{
	uint32_t seed = 77;
	char buf[8192];
	struct arena a;
	struct folded f, again;
	struct shuhi_error err;
	struct span in, gap;
	size_t i, at, next, from;

	(void)state;
	arena_init(&a, 1 << 24);
	for (i = 0; i < 10000; i++) {
		arena_wipe(&a, 1 << 20);
		in = random_text(&seed, buf, sizeof buf);
		assert_int_equal(fold(table, &a, in, &f, &err), 0);
		for (at = 0, from = 0; at < f.text.len; at = next) {
			next = at;
			utf8_next(f.text, &next);
			if (fold_start(&f, at) > from) {
				gap = span_sub(in, from, fold_start(&f, at));
				assert_int_equal(
				    fold(table, &a, gap, &again, &err), 0);
				/* separators go too, letters never */
				assert_false(
				    again.text.len > 0 &&
				    is_letter_ja(utf8_at(again.text, 0)));
			}
			from = fold_end(&f, next);
		}
	}
	arena_fini(&a);
}

static void
test_the_whole_maps_to_the_whole(void **state)
{
	static const char *const whole[] = { "a", "ﾔﾏﾀﾞ", "㈱", "㍿㈱",
		"糖・尿・病", "患患患者", "０９０ー１２３４", "𠮷田",
		"タ\xe3\x82\x99", "ーーー", "山.田", "e\xcc\x81",
		"田\xe2\x80\x8b中", "ﬁﬂ", "İ" };
	struct arena a;
	struct folded f;
	struct shuhi_error err;
	size_t i;

	(void)state;
	arena_init(&a, 1 << 20);
	for (i = 0; i < sizeof whole / sizeof *whole; i++) {
		assert_int_equal(
		    fold(table, &a, span_of(whole[i]), &f, &err), 0);
		assert_int_equal(fold_start(&f, 0), 0);
		assert_int_equal(fold_end(&f, f.text.len), strlen(whole[i]));
	}
	arena_fini(&a);
}

static void
test_folding_twice_is_folding_once_for_whole_words(void **state)
{
	static const char *const words[] = { "ﾔﾏﾀﾞ", "㈱", "髙橋", "糖・尿・病",
		"患患患者", "０９０ー１２３４", "ＣＲＰ", "カ―テ", "E\xcc\x81",
		"統/合/失/調/症", "すごーーい", "●田" };
	struct arena a;
	struct folded once, twice;
	struct shuhi_error err;
	size_t i;

	(void)state;
	arena_init(&a, 1 << 20);
	for (i = 0; i < sizeof words / sizeof *words; i++) {
		assert_int_equal(
		    fold(table, &a, span_of(words[i]), &once, &err), 0);
		assert_int_equal(fold(table, &a, once.text, &twice, &err), 0);
		assert_true(span_eq(once.text, twice.text));
	}
	arena_fini(&a);
}

static void
test_output_of_random_texts_is_valid_utf8(void **state)
{
	uint32_t seed = 4711;
	char buf[8192];
	struct arena a;
	struct folded f;
	struct shuhi_error err;
	size_t i, at;

	(void)state;
	arena_init(&a, 1 << 24);
	for (i = 0; i < 10000; i++) {
		arena_wipe(&a, 1 << 20);
		assert_int_equal(
		    fold(table, &a, random_text(&seed, buf, sizeof buf), &f,
		        &err),
		    0);
		for (at = 0; at < f.text.len;)
			assert_true(utf8_next(f.text, &at) != UTF8_BAD);
	}
	arena_fini(&a);
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
		cmocka_unit_test(test_a_half_width_name_maps_back_whole),
		cmocka_unit_test(
		    test_a_name_with_a_zero_width_character_maps_back_whole),
		cmocka_unit_test(
		    test_a_zero_width_character_before_a_name_is_not_part_of_it),
		cmocka_unit_test(
		    test_a_zero_width_character_behind_a_name_is_not_part_of_it),
		cmocka_unit_test(
		    test_part_of_an_expansion_maps_back_to_the_whole_sign),
		cmocka_unit_test(
		    test_a_separated_word_maps_back_with_its_separators),
		cmocka_unit_test(
		    test_a_repeated_letter_maps_back_to_all_of_them),
		cmocka_unit_test(
		    test_a_repeated_last_letter_maps_back_to_all_of_them),
		cmocka_unit_test(
		    test_a_sign_of_as_many_bytes_as_its_expansion_is_not_split),
		cmocka_unit_test(
		    test_an_accent_joins_a_letter_of_another_length),
		cmocka_unit_test(
		    test_a_sound_mark_joins_across_a_zero_width_character),
		cmocka_unit_test(
		    test_an_accent_on_a_ligature_widens_the_whole_ligature),
		cmocka_unit_test(test_what_both_passes_changed_maps_back),
		cmocka_unit_test(test_digits_with_long_vowel_marks_map_back),
		cmocka_unit_test(
		    test_every_boundary_of_random_texts_maps_back_lawfully),
		cmocka_unit_test(
		    test_what_is_between_two_neighbours_was_dropped),
		cmocka_unit_test(test_the_whole_maps_to_the_whole),
		cmocka_unit_test(
		    test_folding_twice_is_folding_once_for_whole_words),
		cmocka_unit_test(test_output_of_random_texts_is_valid_utf8),
		cmocka_unit_test(
		    test_every_character_folds_the_same_alone_and_amid_text),
		cmocka_unit_test(test_broken_utf8_is_told_at_its_first_byte),
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
