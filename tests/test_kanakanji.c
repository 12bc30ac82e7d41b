#include "../scanner/kanakanji.c"
#include "help.h"

static struct kanakanji *k;
static struct tokeniser *t;
static struct arena arena;

static void
shipped(char path[PATH_MAX])
{
	struct shuhi_error err;
	char data[PATH_MAX - 32];

	assert_int_equal(shuhi_data_dir(data, sizeof data, &err), 0);
	snprintf(path, PATH_MAX, "%s/dict/kanakanji", data);
}

static int
begin(void **state)
{
	char path[PATH_MAX];
	struct shuhi_error err;

	(void)state;
	shipped(path);
	arena_init(&arena, SIZE_MAX);
	return kanakanji_open(path, &k, &err) != 0 ||
	       kanakanji_tokeniser(k, &t, &err) != 0;
}

static int
end(void **state)
{
	(void)state;
	tokeniser_close(t);
	kanakanji_close(k);
	arena_fini(&arena);
	return 0;
}

static struct converted
converted(struct span text)
{
	struct converted c;
	struct shuhi_error err;

	arena_wipe(&arena, SIZE_MAX);
	assert_int_equal(kanakanji(k, t, &arena, text, &c, &err), 0);
	return c;
}

static void
assert_converted(const char *text, const char *want)
{
	struct converted c = converted(span_of(text));

	assert_int_equal(c.text.len, strlen(want));
	assert_memory_equal(c.text.ptr, want, c.text.len);
}

static void
test_hiragana_becomes_ordinary_writing(void **state)
{
	(void)state;
	assert_converted("うえはらさん また てんらく", "上原さんまた転落");
	assert_converted("かんじゃさんがはいえんでにゅういんした。",
	    "患者さんが肺炎で入院した。");
}

static void
test_katakana_does_where_it_is_all_there_is(void **state)
{
	(void)state;
	assert_converted("カワムラサマ ケツアツ 82/40", "川村さま血圧82/40");
}

static void
test_foreign_words_amid_hiragana_stay(void **state)
{
	(void)state;
	assert_converted("にゅういんしてペースメーカーいれた",
	    "入院してペースメーカー入れた");
}

static void
test_romaji_does(void **state)
{
	(void)state;
	assert_converted(
	    "kanja-san ga haien de nyuuin shita", "患者さんが肺炎で入院した");
}

static void
test_lines_stay_lines_and_words_in_latin_letters_words(void **state)
{
	(void)state;
	assert_converted(
	    "はいえんで\nct scan した", "肺炎で\nct scan した");
}

static void
test_a_blank_at_the_start_goes(void **state)
{
	(void)state;
	assert_converted(" にゅういんしました", "入院しました");
	assert_converted("  kanja-san ga nyuuin", "患者さんが入院");
}

static void
test_ordinary_writing_and_english_are_not_converted(void **state)
{
	(void)state;
	assert_int_equal(converted(SPAN("肺炎で入院した")).text.len, 0);
	assert_int_equal(
	    converted(SPAN("the patient has pneumonia")).text.len, 0);
	assert_int_equal(converted(SPAN("")).text.len, 0);
	assert_int_equal(converted(SPAN("12-34 (!?)")).text.len, 0);
}

static void
test_talk_without_a_word_that_matters_is_not(void **state)
{
	(void)state;
	assert_int_equal(
	    converted(SPAN("おはよう、きょうもいいてんきだね")).text.len, 0);
}

static void
test_one_kanji_to_sixteen_kana_is_let_pass_and_more_not(void **state)
{
	(void)state;
	/* にゅういんしました and seven letters more */
	assert_true(converted(SPAN("父にゅういんしましたあああああああ"))
	                .text.len > 0);
	assert_int_equal(
	    converted(SPAN("父にゅういんしましたああああああ")).text.len,
	    0);
}

/* にゅういん as often as it fits, and a tail of blanks. */
static struct span
long_text(size_t len)
{
	static const char word[] = "にゅういん。";
	char *s = malloc(len);
	size_t at = 0;

	assert_non_null(s);
	for (; at + sizeof word - 1 <= len; at += sizeof word - 1)
		memcpy(s + at, word, sizeof word - 1);
	memset(s + at, ' ', len - at);
	return (struct span){ s, len };
}

static void
test_a_text_of_64_kib_is_converted_and_one_byte_more_not(void **state)
{
	struct span text = long_text(LIMIT_KANAKANJI + 1);

	(void)state;
	assert_int_equal(converted(text).text.len, 0);
	text.len--;
	assert_true(converted(text).text.len > 0);
	free((char *)text.ptr);
}

/* What the part of the conversion that reads `word` was made from. */
static void
assert_made_from(const char *text, const char *word, const char *from)
{
	struct converted c = converted(span_of(text));
	const char *at =
	    memmem(c.text.ptr, c.text.len, word, strlen(word));
	size_t start, stop;

	assert_non_null(at);
	start = fold_map_back(&c.map, (size_t)(at - c.text.ptr), false);
	stop = fold_map_back(
	    &c.map, (size_t)(at - c.text.ptr) + strlen(word), true);
	assert_int_equal(stop - start, strlen(from));
	assert_memory_equal(text + start, from, stop - start);
}

static void
test_every_part_tells_what_it_was_made_from(void **state)
{
	static const char kana[] = "はい、うえはらさん また てんらく。";

	(void)state;
	assert_made_from(kana, "上原", "うえはら");
	assert_made_from(kana, "転落", "てんらく");
	assert_made_from(kana, "。", "。");
	assert_made_from("kanja-san ga haien de nyuuin", "肺炎", "haien");
	assert_made_from("kanja-san ga haien de nyuuin", "患者さん",
	    "kanja-san");
}

static void
test_without_its_folder_nothing_is_converted(void **state)
{
	struct kanakanji *none;
	struct tokeniser *no_tokeniser;
	struct converted c;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(
	    kanakanji_open("/nonexistent/kanakanji", &none, &err), 0);
	assert_null(none);
	assert_int_equal(kanakanji_tokeniser(none, &no_tokeniser, &err), 0);
	assert_int_equal(kanakanji(none, no_tokeniser, &arena,
	                     SPAN("はいえんでにゅういん"), &c, &err),
	    0);
	assert_int_equal(c.text.len, 0);
}

static void
test_a_folder_without_a_dictionary_is_an_error(void **state)
{
	struct folder dir = folder_new();
	struct kanakanji *none;
	struct shuhi_error err;

	(void)state;
	assert_int_not_equal(kanakanji_open(dir.path, &none, &err), 0);
	assert_int_equal(err.code, SHUHI_E_ENGINE);
	assert_null(none);
	folder_gone(dir);
}

#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_hiragana_becomes_ordinary_writing),
		T(test_katakana_does_where_it_is_all_there_is),
		T(test_foreign_words_amid_hiragana_stay),
		T(test_romaji_does),
		T(test_lines_stay_lines_and_words_in_latin_letters_words),
		T(test_a_blank_at_the_start_goes),
		T(test_ordinary_writing_and_english_are_not_converted),
		T(test_talk_without_a_word_that_matters_is_not),
		T(test_one_kanji_to_sixteen_kana_is_let_pass_and_more_not),
		T(test_a_text_of_64_kib_is_converted_and_one_byte_more_not),
		T(test_every_part_tells_what_it_was_made_from),
		T(test_without_its_folder_nothing_is_converted),
		T(test_a_folder_without_a_dictionary_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
