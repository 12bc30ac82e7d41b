#include "../scanner/report.c" /* statics included on purpose */
#include "small.h"

static void
expect_redacted(struct span text, enum shuhi_lang lang, struct span want)
{
	const struct shuhi_result *res;
	struct shuhi_error err;
	const char *out;
	size_t len;

	assert_int_equal(shuhi_scan(worker, text.ptr, text.len, &res, &err), 0);
	assert_int_equal(
	    shuhi_redact(worker, text.ptr, text.len, lang, &out, &len, &err),
	    0);
	if (!span_eq((struct span){ out, len }, want))
		fail_msg("want \"%.*s\"\ngot  \"%.*s\"", (int)want.len,
		    want.ptr, (int)len, out);
}

static void
test_masked_entities_become_their_labels(void **state)
{
	(void)state;
	expect_redacted(SPAN("山田さん、肺炎で入院"), SHUHI_LANG_JA,
	    SPAN("［氏名］さん、［病名］で入院"));
}

static void
test_labels_are_english_on_demand(void **state)
{
	(void)state;
	expect_redacted(SPAN("山田さん、肺炎で入院"), SHUHI_LANG_EN,
	    SPAN("［name］さん、［disease］で入院"));
}

static void
test_a_text_that_passes_stays_as_it_is(void **state)
{
	(void)state;
	expect_redacted(SPAN("今日は😭\0いい天気"), SHUHI_LANG_JA,
	    SPAN("今日は😭\0いい天気"));
}

static void
test_an_empty_text_stays_empty(void **state)
{
	(void)state;
	expect_redacted(SPAN(""), SHUHI_LANG_JA, SPAN(""));
}

static void
test_what_hides_inside_a_name_goes_with_it(void **state)
{
	(void)state;
	expect_redacted(SPAN("山\xe2\x80\x8b田さん、肺炎で入院"), SHUHI_LANG_JA,
	    SPAN("［氏名］さん、［病名］で入院"));
}

static void
test_separators_inside_a_disease_go_with_it(void **state)
{
	(void)state;
	expect_redacted(SPAN("山田さん、糖・尿・病で入院"), SHUHI_LANG_JA,
	    SPAN("［氏名］さん、［病名］で入院"));
}

static void
test_sound_marks_of_a_name_go_with_it(void **state)
{
	(void)state;
	expect_redacted(SPAN("ﾔﾏﾀﾞさん、肺炎で入院"), SHUHI_LANG_JA,
	    SPAN("［カナ氏名］さん、［病名］で入院"));
}

static void
test_echoes_of_a_last_letter_go_with_it(void **state)
{
	(void)state;
	expect_redacted(SPAN("山田さん、肺炎炎炎炎で入院"), SHUHI_LANG_JA,
	    SPAN("［氏名］さん、［病名］で入院"));
}

static void
test_a_text_with_an_emoji_keeps_it(void **state)
{
	(void)state;
	expect_redacted(SPAN("😭山田さん😭肺炎😭入院"), SHUHI_LANG_JA,
	    SPAN("😭［氏名］さん😭［病名］😭入院"));
}

static void
test_an_entity_of_two_findings_is_masked_once(void **state)
{
	(void)state;
	expect_redacted(SPAN("患者の山田さん、肺炎で入院"), SHUHI_LANG_JA,
	    SPAN("患者の［氏名］さん、［病名］で入院"));
}

static void
test_redacting_another_text_is_refused(void **state)
{
	const struct span text = SPAN("患者の山田さん、肺炎で入院");
	const struct shuhi_result *res;
	struct shuhi_error err;
	const char *out;
	size_t len;

	(void)state;
	assert_int_equal(shuhi_scan(worker, text.ptr, text.len, &res, &err), 0);
	assert_int_equal(
	    shuhi_redact(worker, "abc", 3, SHUHI_LANG_JA, &out, &len, &err),
	    -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

/* The places would be those of somebody else's name. */
static void
test_redacting_another_text_of_the_same_length_is_refused(void **state)
{
	const struct span text = SPAN("患者の山田さん、肺炎で入院"),
	                  other = SPAN("山田の患者さん、肺炎で入院");
	const struct shuhi_result *res;
	struct shuhi_error err;
	const char *out;
	size_t len;

	(void)state;
	assert_int_equal(text.len, other.len);
	assert_int_equal(shuhi_scan(worker, text.ptr, text.len, &res, &err), 0);
	assert_int_equal(shuhi_redact(worker, other.ptr, other.len,
	                     SHUHI_LANG_JA, &out, &len, &err),
	    -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

static void
test_every_byte_of_a_text_counts(void **state)
{
	char text[37] = { 0 };
	const uint64_t sum = sum_of((struct span){ text, sizeof text });
	size_t i;

	(void)state;
	for (i = 0; i < sizeof text; i++) {
		text[i] = 1;
		assert_int_not_equal(
		    sum_of((struct span){ text, sizeof text }), sum);
		text[i] = 0;
	}
}

/* Nobody has looked: what would come out would be the text as it is. */
static void
test_redacting_after_a_failed_scan_is_refused(void **state)
{
	const struct shuhi_result *res;
	struct shuhi_error err;
	const char *out;
	size_t len;

	(void)state;
	assert_int_equal(shuhi_scan(worker, "\xff", 1, &res, &err), -1);
	assert_int_equal(shuhi_redact(worker, "山田さん、肺炎で入院", 30,
	                     SHUHI_LANG_JA, &out, &len, &err),
	    -1);
}

static enum shuhi_verdict
verdict(const char *text)
{
	const struct shuhi_result *res;
	struct shuhi_error err;

	assert_int_equal(shuhi_scan(worker, text, strlen(text), &res, &err), 0);
	return res->verdict;
}

static void
test_a_medium_finding_asks_for_review(void **state)
{
	(void)state;
	assert_int_equal(verdict("肺炎の患者"), SHUHI_REVIEW);
}

static void
test_a_high_finding_blocks(void **state)
{
	(void)state;
	assert_int_equal(verdict("山田さん、肺炎で入院"), SHUHI_BLOCK);
}

static void
test_the_gravest_finding_decides(void **state)
{
	(void)state;
	assert_int_equal(
	    verdict("肺炎の患者。マイナンバー 123456789018"), SHUHI_BLOCK);
}

static void
test_confidence_is_a_share(void **state)
{
	const struct shuhi_entity *v;
	struct shuhi_error err;
	size_t n, i;

	(void)state;
	assert_int_equal(
	    shuhi_entities(worker, "山田さん、肺炎で入院", 30, &v, &n, &err),
	    0);
	assert_true(n >= 3);
	for (i = 0; i < n; i++)
		assert_true(v[i].confidence > 0 && v[i].confidence <= 1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_masked_entities_become_their_labels),
		cmocka_unit_test(test_labels_are_english_on_demand),
		cmocka_unit_test(test_a_text_that_passes_stays_as_it_is),
		cmocka_unit_test(test_an_empty_text_stays_empty),
		cmocka_unit_test(test_what_hides_inside_a_name_goes_with_it),
		cmocka_unit_test(test_separators_inside_a_disease_go_with_it),
		cmocka_unit_test(test_sound_marks_of_a_name_go_with_it),
		cmocka_unit_test(test_echoes_of_a_last_letter_go_with_it),
		cmocka_unit_test(test_a_text_with_an_emoji_keeps_it),
		cmocka_unit_test(test_an_entity_of_two_findings_is_masked_once),
		cmocka_unit_test(test_redacting_another_text_is_refused),
		cmocka_unit_test(
		    test_redacting_another_text_of_the_same_length_is_refused),
		cmocka_unit_test(test_every_byte_of_a_text_counts),
		cmocka_unit_test(test_redacting_after_a_failed_scan_is_refused),
		cmocka_unit_test(test_a_medium_finding_asks_for_review),
		cmocka_unit_test(test_a_high_finding_blocks),
		cmocka_unit_test(test_the_gravest_finding_decides),
		cmocka_unit_test(test_confidence_is_a_share),
	};

	return cmocka_run_group_tests(tests, open_small, close_small);
}
