/* Names as people write them in talk, and the words that only look like names. */
#include "patients.h"

#define SHORT_NAMES                                                            \
	"氏名\n天野 明\n林 葵\n渡邊 学\n山崎 健\n東 一\n林 一\n石川 行\n"      \
	"濱田 美咲\n"

static int
open_names(void **state)
{
	return open_listed(state, SPAN(SHORT_NAMES));
}

static void
is_named(const char *text)
{
	if (found(text, "roster-name") == NULL &&
	    found(text, "roster-name-with-care") == NULL)
		fail_msg("nobody is named: %s", text);
}

/* ---- short names -------------------------------------------------------- */

static void
test_a_short_name_ends_before_every_honorific(void **state)
{
	(void)state;
	is_named("天野明様");
	is_named("渡辺学氏");
	is_named("渡辺学殿");
	is_named("渡辺学君");
	is_named("山崎 健様");
	is_named("林 葵 様");
}

static void
test_a_short_name_stands_beside_words_of_care(void **state)
{
	(void)state;
	is_named("山崎健入院");
	is_named("山崎健死亡");
	is_named("昨日山崎健来た");
	is_named("山崎健先生");
}

static void
test_a_short_name_begins_behind_labels_and_days(void **state)
{
	(void)state;
	is_named("患者林葵さんが");
	is_named("昨夜渡辺学さんが");
	is_named("担当林葵");
}

static void
test_a_short_name_ends_where_talk_goes_on(void **state)
{
	(void)state;
	is_named("山崎健ね");
	is_named("山崎健より");
	is_named("山崎健まだ起きてる");
	is_named("山崎健なんだけど");
	is_named("山崎健か？");
}

static void
test_words_that_only_begin_like_a_name_are_left_alone(void **state)
{
	(void)state;
	silent("石川行った");
	silent("石川行きたい");
	silent("高林一族");
	silent("山崎健一さん");
	silent("山崎健太郎様");
	silent("関東一の店");
	silent("関東一周");
	silent("山東一郎");
}

static void
test_a_surname_of_one_letter_is_no_end_of_another(void **state)
{
	(void)state;
	silent("小林葵さん");
	silent("若林葵様");
}

static void
test_a_person_of_special_care_is_known_with_a_title(void **state)
{
	struct shuhi_roster *vip =
	    roster_of(1, ROSTER_VIP, SPAN("氏名\n天野 明\n"));

	(void)state;
	use_rosters(&vip, 1);
	assert_non_null(found("天野明様", "roster-special-care"));
	use_patients(SPAN(SHORT_NAMES));
}

/* ---- longer names ------------------------------------------------------- */

static void
test_a_longer_name_is_another_persons(void **state)
{
	(void)state;
	silent("濱田美咲紀さん");
	silent("濱田美咲子です。");
	is_named("濱田美咲子宮筋腫");
	is_named("濱田美咲一人で来た");
	is_named("濱田美咲君");
}

/* ---- names of two scripts ----------------------------------------------- */

static void
test_a_surname_in_katakana_stands_before_kanji(void **state)
{
	(void)state;
	use_patients(SPAN("氏名\nキム 美咲\nフェルナンデス 花子\nスミス 健\n"));
	is_named("キム 美咲");
	is_named("キム美咲さん");
	is_named("昨日スミス健さんが");
	is_named("フェルナンデス 花子");
	is_named("フェルナンデス花子さん");
	silent("ロキム美咲さん");
	silent("スミス健太さん");
	use_patients(SPAN(SHORT_NAMES));
}

static void
test_a_name_may_be_half_in_latin_letters(void **state)
{
	(void)state;
	use_patients(SPAN("氏名\n伊集院 Michael\n高橋 Mary\n林 Jo\n"
	                  "Smith 健一\n"));
	is_named("伊集院 Michael");
	is_named("伊集院Michaelさん");
	is_named("高橋　Ｍａｒｙ様");
	is_named("林 Jo");
	is_named("Smith 健一");
	is_named("Smith健一さん");
	silent("高橋Maryland");
	silent("林Joe");
	use_patients(SPAN(SHORT_NAMES));
}

static void
test_a_surname_may_have_five_kanji(void **state)
{
	(void)state;
	use_patients(SPAN("氏名\n左衛門三郎 次郎\n勘解由小路 光\n"));
	is_named("左衛門三郎 次郎");
	is_named("左衛門三郎次郎です");
	is_named("勘解由小路光さん");
	use_patients(SPAN(SHORT_NAMES));
}

/* ---- parted names --------------------------------------------------------- */

#define PARTED                                                                 \
	"氏名,カナ氏名\n高橋 幸太郎,タカハシ コウタロウ\n林 一,ハヤシ ハジメ\n" \
	"大野 さくら,オオノ サクラ\n"

static void
test_a_name_may_go_on_in_the_next_line(void **state)
{
	(void)state;
	use_patients(SPAN(PARTED));
	is_named("高橋\n幸太郎");
	is_named("> 高橋\n> 幸太郎");
	is_named("大野\nさくら");
	is_named("タカハシ\nコウタロウ");
	is_named("Takahashi\nKotaro");
	is_named("> Takahashi\n> Kotaro");
	silent("高橋\n\n幸太郎");
	silent("林\n一、二、三");
	use_patients(SPAN(SHORT_NAMES));
}

static void
test_a_label_may_stand_before_each_part_of_a_name(void **state)
{
	(void)state;
	use_patients(SPAN(PARTED));
	is_named("姓:高橋 名:幸太郎");
	is_named("姓：高橋\n名：幸太郎");
	is_named("surname: 高橋\ngiven: 幸太郎");
	is_named("{\"surname\":\"高橋\",\"given\":\"幸太郎\"}");
	is_named("{\n  \"surname\": \"高橋\",\n  \"given\": \"幸太郎\"\n}");
	silent("高橋という名と幸太郎");
	use_patients(SPAN(SHORT_NAMES));
}

static void
test_a_reading_in_brackets_parts_no_name(void **state)
{
	(void)state;
	use_patients(SPAN(PARTED));
	is_named("高橋(たかはし)幸太郎(こうたろう)");
	is_named("高橋（タカハシ）幸太郎");
	is_named("大野（おおの）さくら");
	use_patients(SPAN(SHORT_NAMES));
}

static void
test_brackets_and_strokes_may_part_a_name(void **state)
{
	(void)state;
	use_patients(SPAN(PARTED));
	is_named("高橋（幸太郎）");
	is_named("高橋/幸太郎");
	silent("高橋。幸太郎");
	silent("高橋と幸太郎");
	use_patients(SPAN(SHORT_NAMES));
}

static void
test_a_link_may_hold_a_name(void **state)
{
	(void)state;
	use_patients(SPAN(PARTED));
	is_named("https://example.jp/?q=takahashi+kotaro");
	is_named("https://example.jp/?q=takahashi%20kotaro");
	is_named("https://example.jp/?q=高橋+幸太郎");
	use_patients(SPAN(SHORT_NAMES));
}

/* ---- masked names --------------------------------------------------------- */

static void
test_a_masked_kana_hides_nobody(void **state)
{
	(void)state;
	use_patients(SPAN(PARTED));
	assert_non_null(found("タカ○シ コウタロウ", "roster-few"));
	assert_non_null(found("タカハシコウタ●ウ", "roster-few"));
	assert_non_null(found("タカハシ　○ウタロウさん", "roster-few"));
	assert_null(found("○○ハウス コウタロウ", "roster-few"));
	assert_null(found("タカ○シマ コウタロウ", "roster-few"));
	use_patients(SPAN(SHORT_NAMES));
}

static void
test_the_first_letter_behind_a_blank_may_be_masked(void **state)
{
	(void)state;
	use_patients(SPAN(PARTED));
	assert_non_null(found("高橋　○太郎さん", "roster-few"));
	use_patients(SPAN(SHORT_NAMES));
}

/* ---- names from abroad ---------------------------------------------------- */

static void
test_any_word_of_a_long_latin_name_may_stand_first(void **state)
{
	(void)state;
	use_patients(SPAN("氏名\nMaria Clara Santos\nSmith-Jones Anna\n"));
	is_named("Santos, Maria Clara came");
	is_named("SANTOS Maria Clara's chart");
	is_named("Anna Smith-Jones came");
	is_named("Anna Smith Jones came");
	silent("Clara Maria Santos came");
	silent("Maria Clara came");
	use_patients(SPAN(SHORT_NAMES));
}

static void
test_a_verb_behind_a_capital_is_no_given_name(void **state)
{
	(void)state;
	use_patients(SPAN("氏名,カナ氏名\n森 蘭,モリ ラン\n安倍 晋,アベ シン\n"));
	silent("Mori ran to the store");
	silent("Abe shin guard");
	silent("Yesterday Mori ran.");
	is_named("Mori Ran came");
	is_named("mori ran came");
	is_named("患者 Mori ran");
	is_named("Mori ran san came");
	use_patients(SPAN(SHORT_NAMES));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_short_name_ends_before_every_honorific),
		cmocka_unit_test(test_a_short_name_stands_beside_words_of_care),
		cmocka_unit_test(
		    test_a_short_name_begins_behind_labels_and_days),
		cmocka_unit_test(test_a_short_name_ends_where_talk_goes_on),
		cmocka_unit_test(
		    test_words_that_only_begin_like_a_name_are_left_alone),
		cmocka_unit_test(
		    test_a_surname_of_one_letter_is_no_end_of_another),
		cmocka_unit_test(
		    test_a_person_of_special_care_is_known_with_a_title),
		cmocka_unit_test(test_a_longer_name_is_another_persons),
		cmocka_unit_test(
		    test_a_surname_in_katakana_stands_before_kanji),
		cmocka_unit_test(test_a_name_may_be_half_in_latin_letters),
		cmocka_unit_test(test_a_surname_may_have_five_kanji),
		cmocka_unit_test(test_a_name_may_go_on_in_the_next_line),
		cmocka_unit_test(
		    test_a_label_may_stand_before_each_part_of_a_name),
		cmocka_unit_test(test_a_reading_in_brackets_parts_no_name),
		cmocka_unit_test(test_brackets_and_strokes_may_part_a_name),
		cmocka_unit_test(test_a_link_may_hold_a_name),
		cmocka_unit_test(test_a_masked_kana_hides_nobody),
		cmocka_unit_test(
		    test_the_first_letter_behind_a_blank_may_be_masked),
		cmocka_unit_test(
		    test_any_word_of_a_long_latin_name_may_stand_first),
		cmocka_unit_test(test_a_verb_behind_a_capital_is_no_given_name),
	};

	return cmocka_run_group_tests(tests, open_names, close_patients);
}
