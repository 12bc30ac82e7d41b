/* What a scan answers: where findings are, in all units, and in what order. */
#include "scanned.h"

/* ---- offsets --------------------------------------------------------------- */

static void
test_offsets_behind_an_emoji_count_two_utf16_units(void **state)
{
	const struct shuhi_entity *e;

	(void)state;
	e = found(scanned(SPAN("😭田中さん、肺炎で入院")), "person.name");
	assert_int_equal(e->start, 4);
	assert_int_equal(e->start_char, 1);
	assert_int_equal(e->start_utf16, 2);
	assert_int_equal(e->end, 10);
	assert_int_equal(e->end_char, 3);
	assert_int_equal(e->end_utf16, 4);
}

static void
test_offsets_behind_a_family_of_joined_emoji(void **state)
{
	(void)state;
	expect_offsets(SPAN("👨‍👩‍👧‍👦👍🏽 "
	                    "田中さん、肺炎で入院"),
	    "person.name", SPAN("田中"));
}

static void
test_offsets_of_a_name_with_a_kanji_beyond_the_basic_plane(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("今日の𠮷田さん、肺炎で入院"), "person.name", SPAN("𠮷田"));
}

static void
test_offsets_of_half_width_kana_with_sound_marks(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("今日のﾔﾏﾀﾞさん、肺炎で入院"), "person.kana", SPAN("ﾔﾏﾀﾞ"));
}

static void
test_offsets_of_kana_with_combining_sound_marks(void **state)
{
	(void)state;
	expect_offsets(SPAN("今日のヤマタ\xe3\x82\x99さん、肺炎で入院"),
	    "person.kana", SPAN("ヤマタ\xe3\x82\x99"));
}

static void
test_offsets_behind_a_letter_with_a_combining_accent(void **state)
{
	(void)state;
	expect_offsets(SPAN("cafe\xcc\x81で田中さん、肺炎で入院"),
	    "person.name", SPAN("田中"));
}

static void
test_offsets_behind_a_ligature_that_expands(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("㈱㍿㌔の田中さん、肺炎で入院"), "person.name", SPAN("田中"));
}

static void
test_offsets_of_a_name_with_zero_width_characters_inside(void **state)
{
	(void)state;
	expect_offsets(SPAN("田\xe2\x80\x8b中さん、肺\xe2\x81\xa0炎で入院"),
	    "person.name", SPAN("田\xe2\x80\x8b中"));
}

static void
test_offsets_of_a_disease_with_zero_width_characters_inside(void **state)
{
	(void)state;
	expect_offsets(SPAN("田\xe2\x80\x8b中さん、肺\xe2\x81\xa0炎で入院"),
	    "disease", SPAN("肺\xe2\x81\xa0炎"));
}

static void
test_offsets_of_a_disease_with_separators_inside(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("田中さん、糖・尿・病で入院"), "disease", SPAN("糖・尿・病"));
}

static void
test_offsets_of_full_width_digits(void **state)
{
	(void)state;
	expect_offsets(SPAN("患者さんの電話は０９０ー１２３４ー５６７８です"),
	    "contact.phone", SPAN("０９０ー１２３４ー５６７８"));
}

static void
test_offsets_behind_a_nul_byte(void **state)
{
	(void)state;
	expect_offsets(
	    SPAN("a\0\0田中さん、肺炎で入院"), "person.name", SPAN("田中"));
}

static void
test_offsets_at_the_very_end(void **state)
{
	(void)state;
	expect_offsets(SPAN("田中さんが昨日入院した。病名は肺炎"), "disease",
	    SPAN("肺炎"));
}

/* ---- answers ---------------------------------------------------------------------- */

static void
test_score_is_zero_with_pass(void **state)
{
	(void)state;
	assert_int_equal(scanned(SPAN("今日はいい天気"))->score, 0);
}

static void
test_score_is_within_a_hundred(void **state)
{
	const struct shuhi_result *res =
	    scanned(SPAN("患者の田中さん マイナンバー 1234-5678-9018 肺炎"));

	(void)state;
	assert_in_range(res->score, 1, 100);
}

static void
test_findings_come_gravest_first(void **state)
{
	const struct shuhi_result *res =
	    scanned(SPAN("夜勤の田中さん、305号室、肺炎で入院。マイナンバー "
	                 "1234-5678-9018。患者さんに怒鳴られた"));
	size_t i;

	(void)state;
	assert_true(res->nfindings >= 2);
	for (i = 1; i < res->nfindings; i++)
		assert_true(
		    res->findings[i - 1].severity >= res->findings[i].severity);
}

static void
test_entities_of_a_finding_ascend(void **state)
{
	const struct shuhi_result *res =
	    scanned((struct span){ mixed, sizeof mixed - 1 });
	size_t i, j;

	(void)state;
	for (i = 0; i < res->nfindings; i++)
		for (j = 1; j < res->findings[i].nentities; j++)
			assert_true(res->findings[i].entities[j - 1].start <=
			            res->findings[i].entities[j].start);
}

static void
test_every_finding_has_an_entity(void **state)
{
	const struct shuhi_result *res =
	    scanned((struct span){ mixed, sizeof mixed - 1 });
	size_t i;

	(void)state;
	assert_true(res->nfindings > 0);
	for (i = 0; i < res->nfindings; i++)
		assert_true(res->findings[i].nentities > 0);
}

static void
test_entities_of_an_empty_text_are_none(void **state)
{
	const struct shuhi_entity *v;
	struct shuhi_error err;
	size_t n = 7;

	(void)state;
	assert_int_equal(shuhi_entities(worker, "", 0, &v, &n, &err), 0);
	assert_int_equal(n, 0);
}

static void
test_entities_of_a_long_text_are_found_at_its_end(void **state)
{
	size_t len = 100000, n = 0;
	char *text = malloc(len);
	const struct shuhi_entity *v;
	struct shuhi_error err;

	(void)state;
	assert_non_null(text);
	memset(text, '.', len);
	memcpy(text + len - 6, "肺炎", 6);
	assert_int_equal(shuhi_entities(worker, text, len, &v, &n, &err), 0);
	assert_int_equal(n, 1);
	assert_int_equal(v[0].end_char, len - 4);
	free(text);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_offsets_behind_an_emoji_count_two_utf16_units),
		cmocka_unit_test(test_offsets_behind_a_family_of_joined_emoji),
		cmocka_unit_test(
		    test_offsets_of_a_name_with_a_kanji_beyond_the_basic_plane),
		cmocka_unit_test(
		    test_offsets_of_half_width_kana_with_sound_marks),
		cmocka_unit_test(
		    test_offsets_of_kana_with_combining_sound_marks),
		cmocka_unit_test(
		    test_offsets_behind_a_letter_with_a_combining_accent),
		cmocka_unit_test(test_offsets_behind_a_ligature_that_expands),
		cmocka_unit_test(
		    test_offsets_of_a_name_with_zero_width_characters_inside),
		cmocka_unit_test(
		    test_offsets_of_a_disease_with_zero_width_characters_inside),
		cmocka_unit_test(
		    test_offsets_of_a_disease_with_separators_inside),
		cmocka_unit_test(test_offsets_of_full_width_digits),
		cmocka_unit_test(test_offsets_behind_a_nul_byte),
		cmocka_unit_test(test_offsets_at_the_very_end),
		cmocka_unit_test(test_score_is_zero_with_pass),
		cmocka_unit_test(test_score_is_within_a_hundred),
		cmocka_unit_test(test_findings_come_gravest_first),
		cmocka_unit_test(test_entities_of_a_finding_ascend),
		cmocka_unit_test(test_every_finding_has_an_entity),
		cmocka_unit_test(test_entities_of_an_empty_text_are_none),
		cmocka_unit_test(
		    test_entities_of_a_long_text_are_found_at_its_end),
	};

	return cmocka_run_group_tests(tests, open_engine, close_engine);
}
