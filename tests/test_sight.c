/* A picture's report, from what its reader says it saw. */
#include "../capture/draft/sight.c"

#include "draft/draftlimit.h"
#include "drafted.h"

/*      山田さん 😂肺炎
 * bytes 0     12 13 17  23 */
#define TEXT "山田さん 😂肺炎"

static const struct picture_glyph glyphs[] = {
	{ .start = 0, .end = 3, .box = { 10, 20, 8, 9 } },
	{ .start = 3, .end = 6, .box = { 20, 20, 8, 9 } },
	{ .start = 6, .end = 9, .box = { 30, 20, 8, 9 } },
	{ .start = 9, .end = 12, .box = { 40, 20, 8, 9 } },
	{ .start = 17, .end = 20, .box = { 60, 20, 8, 9 } },
	{ .start = 20, .end = 23, .box = { 70, 20, 8, 9 } },
};
static const struct picture_word words[] = {
	{ .start = 0, .end = 12, .box = { 10, 20, 38, 9 }, .confidence = 91 },
	{ .start = 17, .end = 23, .box = { 60, 20, 18, 9 }, .confidence = 80 },
};

static struct picture
picture(void)
{
	return (struct picture){
		.cause = LOOK_READ,
		.text = TEXT,
		.len = sizeof TEXT - 1,
		.glyphs = glyphs,
		.nglyphs = 6,
		.words = words,
		.nwords = 2,
		.type = "image/png",
		.image = (const unsigned char *)"\x89PNG",
		.image_len = 4,
		.width = 100,
		.height = 50,
	};
}

static enum shuhi_verdict
judge(const struct picture *p)
{
	const struct draft d = { .say = as_it_is };

	buf_free(&out);
	return sight_judge(kit, &d, p, &out, &err);
}

static struct picture
blank(void)
{
	struct picture p = picture();

	p.text = "";
	p.len = p.nglyphs = p.nwords = 0;
	return p;
}

static void
test_text_on_a_picture_is_judged(void **state)
{
	struct picture p = picture();

	(void)state;
	assert_int_equal(judge(&p), SHUHI_BLOCK);
	assert_true(told("\"verdict\":\"block\""));
	assert_true(told("\"text\":\"" TEXT "\""));
}

static void
test_each_entity_has_its_boxes(void **state)
{
	struct picture p = picture();

	(void)state;
	judge(&p);
	assert_true(told("\"mask\":\"［氏名］\",\"boxes\":[[10,20,18,9]]}"));
	assert_true(told("\"mask\":\"［病名］\",\"boxes\":[[60,20,18,9]]}"));
}

static void
test_words_are_told_in_utf16(void **state)
{
	struct picture p = picture();

	(void)state;
	judge(&p);
	assert_true(told("\"words\":[{\"start_utf16\":0,\"end_utf16\":4,"
	    "\"box\":[10,20,38,9],\"confidence\":91},{\"start_utf16\":7,"
	    "\"end_utf16\":9,\"box\":[60,20,18,9],\"confidence\":80}]"));
}

static void
test_the_safe_copy_is_base64(void **state)
{
	struct picture p = picture();

	(void)state;
	judge(&p);
	assert_true(told("\"image\":{\"type\":\"image/png\",\"width\":100,"
	    "\"height\":50,\"data\":\"iVBORw==\"}"));
	p.image_len = 3;
	judge(&p);
	assert_true(told("\"data\":\"iVBO\"}"));
	p.image_len = 2;
	judge(&p);
	assert_true(told("\"data\":\"iVA=\"}"));
}

static void
test_a_picture_without_text_never_passes(void **state)
{
	struct picture p = blank();

	(void)state;
	assert_int_equal(judge(&p), SHUHI_REVIEW);
	assert_true(told("\"verdict\":\"review\",\"score\":30"));
	assert_true(told("\"action\":\"warn\""));
	assert_true(told("\"risks\":[{\"kind\":\"unread\""));
}

static void
test_a_harmless_text_passes(void **state)
{
	struct picture p = picture();

	(void)state;
	p.text = "あいうえ 😂おか";
	assert_int_equal(judge(&p), SHUHI_PASS);
	assert_true(told("\"risks\":[]"));
	assert_true(told("\"metadata\":{\"location\":false,\"taken_at\":false,"
	    "\"device\":false,\"written\":false,\"others\":0}"));
}

static void
test_a_place_in_the_metadata_is_to_be_reviewed(void **state)
{
	struct picture p = picture();

	(void)state;
	p.text = "あいうえ 😂おか";
	p.location = true;
	assert_int_equal(judge(&p), SHUHI_REVIEW);
	assert_true(told("\"kind\":\"location\""));
	assert_true(told("\"location\":true"));
}

static void
test_what_was_not_read_for_sure_is_to_be_reviewed(void **state)
{
	struct picture p = picture();

	(void)state;
	p.text = "あいうえ 😂おか";
	p.doubt = true;
	assert_int_equal(judge(&p), SHUHI_REVIEW);
	assert_true(told("\"risks\":[{\"kind\":\"unsure\""));
}

static void
test_a_picture_without_text_is_told_once(void **state)
{
	struct picture p = blank();

	(void)state;
	p.doubt = true;
	judge(&p);
	assert_true(told("\"kind\":\"unread\""));
	assert_false(told("\"kind\":\"unsure\""));
}

static void
test_what_is_written_in_the_metadata_is_to_be_reviewed(void **state)
{
	struct picture p = picture();

	(void)state;
	p.text = "あいうえ 😂おか";
	p.written = true;
	assert_int_equal(judge(&p), SHUHI_REVIEW);
	assert_true(told("\"kind\":\"written\""));
	assert_true(told("\"written\":true"));
}

static void
test_time_and_device_are_told_and_change_no_verdict(void **state)
{
	struct picture p = picture();

	(void)state;
	p.text = "あいうえ 😂おか";
	p.taken_at = p.device = true;
	p.others = 7;
	assert_int_equal(judge(&p), SHUHI_PASS);
	assert_true(told("\"kind\":\"time\""));
	assert_true(told("\"kind\":\"device\""));
	assert_true(told("\"others\":7}"));
}

static void
test_a_place_does_not_make_a_block_milder(void **state)
{
	struct picture p = picture();

	(void)state;
	p.location = true;
	assert_int_equal(judge(&p), SHUHI_BLOCK);
}

static void
test_without_rules_nothing_is_judged(void **state)
{
	struct picture p = picture();
	struct kit *had = kit;

	(void)state;
	kit = NULL;
	assert_int_equal(judge(&p), SHUHI_UNSCANNED);
	kit = had;
	assert_true(told("\"verdict\":\"unscanned\""));
	assert_true(told("\"action\":\"block\""));
}

static void
test_whatever_was_not_read_has_an_answer_that_fails(void **state)
{
	int cause;

	(void)state;
	for (cause = 0; cause < LOOK_CAUSES; cause++)
		if (cause != LOOK_READ)
			assert_true(sight_refusal((enum look_cause)cause)
			                .status >= 400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_on_a_picture_is_judged),
		cmocka_unit_test(test_each_entity_has_its_boxes),
		cmocka_unit_test(test_words_are_told_in_utf16),
		cmocka_unit_test(test_the_safe_copy_is_base64),
		cmocka_unit_test(test_a_picture_without_text_never_passes),
		cmocka_unit_test(test_a_harmless_text_passes),
		cmocka_unit_test(test_a_place_in_the_metadata_is_to_be_reviewed),
		cmocka_unit_test(test_what_was_not_read_for_sure_is_to_be_reviewed),
		cmocka_unit_test(test_a_picture_without_text_is_told_once),
		cmocka_unit_test(test_what_is_written_in_the_metadata_is_to_be_reviewed),
		cmocka_unit_test(test_time_and_device_are_told_and_change_no_verdict),
		cmocka_unit_test(test_a_place_does_not_make_a_block_milder),
		cmocka_unit_test(test_without_rules_nothing_is_judged),
		cmocka_unit_test(test_whatever_was_not_read_has_an_answer_that_fails),
	};

	return cmocka_run_group_tests(tests, open_kit, close_kit);
}
