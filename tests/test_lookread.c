#include "wiped.h"

#include "../capture/draft/lookread.c" /* statics included on purpose */

#include "answered.h"
#include "buf.h"
#include "help.h"

static struct picture *picture;
static struct shuhi_error err;

static int
gone(void **state)
{
	(void)state;
	picture_free(picture);
	picture = NULL;
	return 0;
}

static enum look_cause
cause_of(const struct answer *a)
{
	gone(NULL);
	assert_int_equal(look_read(answer_span(a), LIMIT_PICTURE_PIXELS,
	    &picture, &err), 0);
	return picture->cause;
}

/* ---- what is believed --------------------------------------------------------------- */

static void
test_a_whole_answer_is_a_picture(void **state)
{
	struct answer a = answer_new();

	(void)state;
	assert_int_equal(cause_of(&a), LOOK_READ);
	assert_string_equal(picture->text, ANSWER_TEXT);
	assert_int_equal(picture->len, 6);
	assert_string_equal(picture->type, "image/png");
	assert_int_equal(picture->width, 4);
	assert_int_equal(picture->height, 3);
	assert_true(picture->location && picture->device);
	assert_false(picture->taken_at);
	assert_false(picture->written || picture->doubt);
	assert_int_equal(picture->others, 7);
	assert_int_equal(picture->image_len, sizeof ANSWER_PNG - 1);
}

static void
test_doubt_and_what_is_written_are_heard(void **state)
{
	struct answer a = answer_new();

	(void)state;
	a.bytes[5] = WIRE_DOUBT;
	assert_int_equal(cause_of(&a), LOOK_READ);
	assert_true(picture->doubt && !picture->written);
	a.bytes[5] = WIRE_WORDS;
	assert_int_equal(cause_of(&a), LOOK_READ);
	assert_true(picture->written && !picture->doubt);
}

static void
test_glyphs_become_words(void **state)
{
	struct answer a = answer_new();

	(void)state;
	a.bytes[ANSWER_AT_GLYPH + WIRE_GLYPH + 29] = 0; /* a goes with 患 */
	assert_int_equal(cause_of(&a), LOOK_READ);
	assert_int_equal(picture->nglyphs, 3);
	assert_int_equal(picture->nwords, 2);
	assert_int_equal(picture->words[0].start, 0);
	assert_int_equal(picture->words[0].end, 4);
	assert_int_equal(picture->words[0].box.w, 4);
	assert_int_equal(picture->words[0].confidence, 80);
}

static void
test_a_word_ends_with_its_line_whatever_is_said(void **state)
{
	struct answer a = answer_new();

	(void)state;
	a.bytes[ANSWER_AT_GLYPH + 2 * WIRE_GLYPH + 29] = 0;
	assert_int_equal(cause_of(&a), LOOK_READ);
	assert_int_equal(picture->nwords, 3);
}

static void
test_a_refusal_says_why_and_has_nothing_else(void **state)
{
	struct answer a = answer_refusal(LOOK_PIXELS);

	(void)state;
	assert_int_equal(cause_of(&a), LOOK_PIXELS);
	assert_null(picture->text);
	assert_null(picture->image);
	a = answer_refusal(LOOK_UNSUPPORTED);
	assert_int_equal(cause_of(&a), LOOK_UNSUPPORTED);
}

/* ---- boxes --------------------------------------------------------------------------- */

static void
test_a_range_has_one_box_a_line(void **state)
{
	struct answer a = answer_new();
	struct picture_box box[4];

	(void)state;
	assert_int_equal(cause_of(&a), LOOK_READ);
	assert_int_equal(picture_boxes(picture, 0, 6, box, 4), 2);
	assert_int_equal(box[0].x, 0);
	assert_int_equal(box[0].w, 4);
	assert_int_equal(box[1].y, 2);
	assert_int_equal(picture_boxes(picture, 3, 4, box, 4), 1);
	assert_int_equal(box[0].x, 2);
	assert_int_equal(picture_boxes(picture, 0, 6, box, 1), 1);
}

static void
test_a_blank_has_no_box(void **state)
{
	struct answer a = answer_new();
	struct picture_box box[4];

	(void)state;
	assert_int_equal(cause_of(&a), LOOK_READ);
	assert_int_equal(picture_boxes(picture, 4, 5, box, 4), 0);
	assert_int_equal(picture_boxes(picture, 3, 3, box, 4), 0);
	assert_int_equal(picture_boxes(picture, 6, 99, box, 4), 0);
}

/* ---- what is not ------------------------------------------------------------------------ */

/* The answer with byte `at` changed is an engine's failure. */
static void
expect_lie(size_t at, unsigned char byte)
{
	struct answer a = answer_new();

	assert_int_not_equal(a.bytes[at], byte);
	a.bytes[at] = byte;
	assert_int_equal(cause_of(&a), LOOK_ENGINE);
	assert_null(picture->text);
}

static void
test_a_head_that_makes_no_sense_is_not_believed(void **state)
{
	(void)state;
	expect_lie(0, 'X');
	expect_lie(4, LOOK_UNSEEN);
	expect_lie(4, LOOK_BUSY);     /* not the child's to say */
	expect_lie(4, LOOK_TIMEOUT);
	expect_lie(4, LOOK_CAUSES);
	expect_lie(4, LOOK_BROKEN);   /* and yet it tells of a picture */
	expect_lie(5, 32);
	expect_lie(6, 0);
	expect_lie(6, 3);
	expect_lie(7, 1);
	expect_lie(12, 0); /* no width */
	expect_lie(16, 0);
}

static void
test_sizes_that_do_not_fit_are_not_believed(void **state)
{
	(void)state;
	expect_lie(12, 5); /* the image says another width */
	expect_lie(16, 4);
	expect_lie(20, 7);
	expect_lie(23, 0xff);
	expect_lie(24, 2);
	expect_lie(27, 0xff);
	expect_lie(28, 1);
	expect_lie(31, 0xff);
}

static void
test_text_must_be_utf8_without_nul(void **state)
{
	(void)state;
	expect_lie(ANSWER_AT_TEXT, 0xff);
	expect_lie(ANSWER_AT_TEXT + 1, 'x');
	expect_lie(ANSWER_AT_TEXT + 5, '\0');
}

static void
expect_glyph_lie(size_t glyph, size_t at, unsigned char byte)
{
	expect_lie(ANSWER_AT_GLYPH + glyph * WIRE_GLYPH + at, byte);
}

static void
test_spans_must_lie_in_the_text_and_ascend(void **state)
{
	(void)state;
	expect_glyph_lie(0, 0, 1);    /* inside 患 */
	expect_glyph_lie(0, 4, 2);
	expect_glyph_lie(0, 4, 0);    /* empty */
	expect_glyph_lie(1, 0, 0);    /* over the one before */
	expect_glyph_lie(2, 4, 7);    /* behind the end */
	expect_glyph_lie(2, 7, 0xff);
	expect_glyph_lie(2, 0, 6);
}

static void
test_boxes_must_lie_in_the_image(void **state)
{
	(void)state;
	expect_glyph_lie(1, 8, 3);     /* x + w */
	expect_glyph_lie(1, 11, 0xff);
	expect_glyph_lie(0, 12, 3);    /* y + h */
	expect_glyph_lie(0, 16, 0);    /* empty */
	expect_glyph_lie(0, 16, 5);
	expect_glyph_lie(0, 19, 0xff); /* x + w passes 32 bits with some x */
	expect_glyph_lie(0, 20, 0);
	expect_glyph_lie(0, 20, 4);
}

static void
test_lines_must_ascend_and_the_rest_be_as_told(void **state)
{
	(void)state;
	expect_glyph_lie(2, 24, 7);   /* more lines than bytes */
	expect_glyph_lie(1, 24, 2);   /* the next one is on line 1 */
	expect_glyph_lie(0, 28, 101);
	expect_glyph_lie(0, 29, 2);
	expect_glyph_lie(0, 30, 1);
	expect_glyph_lie(0, 31, 1);
}

static void
test_an_answer_without_its_end_is_none(void **state)
{
	struct answer a = answer_new();

	(void)state;
	a.len--;
	assert_int_equal(cause_of(&a), LOOK_ENGINE);
	a.len += 2;
	assert_int_equal(cause_of(&a), LOOK_ENGINE);
	a.len = 0;
	assert_int_equal(cause_of(&a), LOOK_ENGINE);
	expect_lie(answer_new().len - 1, 'X');
}

static void
test_a_refusal_that_tells_more_is_not_believed(void **state)
{
	struct answer a = answer_refusal(LOOK_BROKEN);

	(void)state;
	a.bytes[5] = WIRE_LOCATION;
	assert_int_equal(cause_of(&a), LOOK_ENGINE);
}

/* ---- limits -------------------------------------------------------------------------------- */

static void
expect_head(size_t at, uint32_t n, bool fine)
{
	struct answer a = answer_new();
	size_t total;

	wire_put(a.bytes + at, n);
	assert_int_equal(
	    look_expects(a.bytes, LIMIT_PICTURE_PIXELS, &total), fine);
}

static void
test_heads_at_a_limit_are_taken_and_one_past_it_not(void **state)
{
	(void)state;
	expect_head(12, LIMIT_PICTURE_SIDE, true);
	expect_head(12, LIMIT_PICTURE_SIDE + 1, false);
	expect_head(16, LIMIT_PICTURE_SIDE, true);
	expect_head(16, LIMIT_PICTURE_SIDE + 1, false);
	expect_head(20, LIMIT_PICTURE_TEXT, true);
	expect_head(20, LIMIT_PICTURE_TEXT + 1, false);
	expect_head(24, LIMIT_PICTURE_GLYPHS, true);
	expect_head(24, LIMIT_PICTURE_GLYPHS + 1, false);
	expect_head(28, LIMIT_PICTURE_IMAGE, true);
	expect_head(28, LIMIT_PICTURE_IMAGE + 1, false);
}

static void
test_pixels_are_the_callers_limit(void **state)
{
	struct answer a = answer_new();
	size_t total;

	(void)state;
	assert_true(look_expects(a.bytes, 12, &total));
	assert_int_equal(total, a.len);
	assert_false(look_expects(a.bytes, 11, &total));
}

#define EACH(test) cmocka_unit_test_teardown(test, gone)

static void
test_the_text_of_a_picture_is_wiped_with_it(void **state)
{
	struct picture *p = look_nothing(LOOK_READ);

	(void)state;
	p->text = copy(SECRET, sizeof SECRET - 1);
	p->len = sizeof SECRET - 1;
	secrets_freed = 0;
	picture_free(p);
	assert_int_equal(secrets_freed, 0);
}

/* ---- the image ------------------------------------------------------------------------- */

/* SOI, one segment of every kind that may stand there, a scan, EOI: 4 x 3. */
static struct span
jpeg(struct buf *b)
{
	static const char zeros[128];

	buf_put(b, "\xff\xd8\xff\xe0\0\x10JFIF\0", 11);
	buf_put(b, zeros, 9);
	buf_put(b, "\xff\xdb\0\x43", 4);
	buf_put(b, zeros, 65);
	buf_put(b, "\xff\xc0\0\x11\x08\0\x03\0\x04\x03", 10);
	buf_put(b, zeros, 9);
	buf_put(b, "\xff\xda\0\x0c", 4);
	buf_put(b, zeros, 10);
	buf_put(b, "pixels\xff\0\xff\xd0pixels\xff\xd9", 18);
	assert_false(b->failed);
	return buf_view(b);
}

static void
test_a_jpeg_of_pixels_and_nothing_else_is_one(void **state)
{
	struct buf b = { 0 };
	struct span s = jpeg(&b);

	(void)state;
	assert_true(lookimage_jpeg(s, 4, 3));
	assert_false(lookimage_jpeg(s, 3, 4));
	buf_free(&b);
}

static void
test_bytes_behind_the_end_of_an_image_are_not_believed(void **state)
{
	static const char png[] = ANSWER_PNG "x"; /* and a NUL */
	struct span p = { png, sizeof ANSWER_PNG - 1 };
	struct buf b = { 0 };
	struct span s;

	(void)state;
	assert_true(lookimage_png(p, 4, 3));
	p.len++;
	assert_false(lookimage_png(p, 4, 3));
	jpeg(&b);
	buf_char(&b, 'x');
	s = buf_view(&b);
	assert_false(lookimage_jpeg(s, 4, 3));
	buf_free(&b);
}

static void
test_a_thumbnail_in_an_image_is_not_believed(void **state)
{
	struct buf b = { 0 }, with = { 0 };
	struct span s = jpeg(&b);

	(void)state;
	buf_put(&with, s.ptr, 20);
	with.ptr[5] = 0x13;
	buf_put(&with, "rgb", 3);
	buf_put(&with, s.ptr + 20, s.len - 20);
	assert_false(lookimage_jpeg(buf_view(&with), 4, 3));
	buf_free(&b);
	buf_free(&with);
}

static void
test_a_chunk_that_ends_behind_its_image_is_not_believed(void **state)
{
	static const char png[] = ANSWER_PNG;
	struct cliff c = cliff_new(sizeof png);
	char *p = (char *)cliff_copy(
	    c, (struct span){ png, sizeof png - 1 }).ptr;
	int more;

	(void)state;
	for (more = 1; more < 40; more++) {
		p[8 + 25 + 3] = (char)(1 + more); /* IDAT's length */
		assert_false(lookimage_png(
		    (struct span){ p, sizeof png - 1 }, 4, 3));
	}
	cliff_gone(c);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_a_whole_answer_is_a_picture),
		EACH(test_doubt_and_what_is_written_are_heard),
		EACH(test_glyphs_become_words),
		EACH(test_a_word_ends_with_its_line_whatever_is_said),
		EACH(test_a_refusal_says_why_and_has_nothing_else),
		EACH(test_a_range_has_one_box_a_line),
		EACH(test_a_blank_has_no_box),
		EACH(test_a_head_that_makes_no_sense_is_not_believed),
		EACH(test_sizes_that_do_not_fit_are_not_believed),
		EACH(test_text_must_be_utf8_without_nul),
		EACH(test_spans_must_lie_in_the_text_and_ascend),
		EACH(test_boxes_must_lie_in_the_image),
		EACH(test_lines_must_ascend_and_the_rest_be_as_told),
		EACH(test_an_answer_without_its_end_is_none),
		EACH(test_a_refusal_that_tells_more_is_not_believed),
		EACH(test_heads_at_a_limit_are_taken_and_one_past_it_not),
		EACH(test_pixels_are_the_callers_limit),
		EACH(test_a_jpeg_of_pixels_and_nothing_else_is_one),
		EACH(test_bytes_behind_the_end_of_an_image_are_not_believed),
		EACH(test_a_thumbnail_in_an_image_is_not_believed),
		EACH(test_a_chunk_that_ends_behind_its_image_is_not_believed),
		EACH(test_the_text_of_a_picture_is_wiped_with_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
