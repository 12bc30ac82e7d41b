/*
 * From the folded text back to the input: what is found in the one is painted in the
 * other.  And the laws that hold for any text.
 */
#include "utf8.h"
#include "folded.h"

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

int
main(void)
{
	static const struct CMUnitTest tests[] = {
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
	};

	return cmocka_run_group_tests(tests, open_table, close_table);
}
