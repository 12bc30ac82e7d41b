#include "../capture/picture/photo.c" /* statics included on purpose */

#include "drawn.h"
#include "leftover.h"
#include "limit.h"

static struct photo photo;

static int
gone(void **state)
{
	(void)state;
	raster_free(&photo.raster);
	return 0;
}

static enum look_cause
read_it(struct span s)
{
	return photo_read(s, LIMIT_PICTURE_PIXELS, &photo);
}

/* Lightness where the black square is, and far from it. */
static void
expect_drawn(uint32_t w, uint32_t h)
{
	assert_int_equal(photo.raster.width, w);
	assert_int_equal(photo.raster.height, h);
	assert_in_range(photo.raster.px[3 * (2 * w + 2)], 0, 40);
	assert_in_range(photo.raster.px[3 * (w * h - 1)], 200, 240);
}

static void
expect_no_traces(void)
{
	assert_false(photo.traces.location || photo.traces.taken_at ||
	    photo.traces.device);
	assert_int_equal(photo.traces.others, 0);
}

/* ---- formats ------------------------------------------------------------------- */

static void
test_a_png_is_read_and_kept_exact(void **state)
{
	(void)state;
	assert_int_equal(read_it(drawn_png(canvas_new(40, 24))), LOOK_READ);
	expect_drawn(40, 24);
	expect_no_traces();
	assert_true(photo.exact);
}

static void
test_a_jpeg_is_read(void **state)
{
	(void)state;
	assert_int_equal(read_it(drawn_jpeg(canvas_new(40, 24))), LOOK_READ);
	expect_drawn(40, 24);
	expect_no_traces();
	assert_false(photo.exact);
}

static void
test_a_webp_is_read(void **state)
{
	(void)state;
	assert_int_equal(
	    read_it(drawn_webp(canvas_new(40, 24), false)), LOOK_READ);
	expect_drawn(40, 24);
	expect_no_traces();
	assert_false(photo.exact);
}

static void
test_a_webp_without_loss_is_kept_exact(void **state)
{
	(void)state;
	assert_int_equal(
	    read_it(drawn_webp(canvas_new(40, 24), true)), LOOK_READ);
	expect_drawn(40, 24);
	assert_true(photo.exact);
}

static void
test_a_heic_is_read(void **state)
{
	(void)state;
	assert_int_equal(read_it(drawn_heic(
	    canvas_new(64, 64), SPAN(""))), LOOK_READ);
	expect_drawn(64, 64);
	expect_no_traces();
	assert_false(photo.exact);
}

static void
test_other_bytes_are_unsupported(void **state)
{
	(void)state;
	assert_int_equal(read_it(SPAN("GIF89a")), LOOK_UNSUPPORTED);
	assert_int_equal(read_it(SPAN("x")), LOOK_UNSUPPORTED);
	assert_int_equal(read_it(SPAN("")), LOOK_UNSUPPORTED);
	assert_int_equal(read_it(SPAN("%PDF-1.4")), LOOK_UNSUPPORTED);
	assert_int_equal(
	    read_it(SPAN("\0\0\0\x18" "ftypmp42")), LOOK_UNSUPPORTED);
}

/* ---- what is cut off ------------------------------------------------------------- */

/* Cut at every length a multiple of `step`: never read, never a crash. */
static void
expect_cut_refused(struct span s, size_t step)
{
	size_t n;

	for (n = 32; n < s.len - 2; n += step) {
		/* no byte behind the cut may be read */
		char *p = malloc(n);

		memcpy(p, s.ptr, n);
		assert_int_equal(
		    read_it((struct span){ p, n }), LOOK_BROKEN);
		assert_null(photo.raster.px);
		free(p);
	}
}

static void
test_a_png_cut_off_anywhere_is_broken(void **state)
{
	(void)state;
	expect_cut_refused(drawn_png(canvas_new(40, 24)), 7);
}

static void
test_a_jpeg_cut_off_anywhere_is_broken(void **state)
{
	(void)state;
	expect_cut_refused(drawn_jpeg(canvas_new(40, 24)), 7);
}

static void
test_a_webp_cut_off_anywhere_is_broken(void **state)
{
	(void)state;
	expect_cut_refused(drawn_webp(canvas_words(), true), 97);
	expect_cut_refused(drawn_webp(canvas_words(), false), 97);
}

static void
test_a_heic_cut_off_is_not_read(void **state)
{
	struct span s = drawn_heic(canvas_new(64, 64), SPAN(""));

	(void)state;
	for (s.len--; s.len > 32; s.len -= s.len > 64 ? 31 : 7)
		assert_int_not_equal(read_it(s), LOOK_READ);
}

static void
test_a_png_with_a_changed_byte_is_broken(void **state)
{
	struct span s = drawn_png(canvas_new(40, 24));

	(void)state;
	((char *)(uintptr_t)s.ptr)[s.len - 20] ^= 1;
	assert_int_equal(read_it(s), LOOK_BROKEN);
}

/* ---- bombs ------------------------------------------------------------------------- */

/* The size a PNG tells, with its check sum. */
static struct span
sized_png(uint32_t w, uint32_t h)
{
	struct span s = drawn_png(canvas_new(8, 8));
	unsigned char *p = (unsigned char *)(uintptr_t)s.ptr;

	png_save_uint_32(p + 16, w);
	png_save_uint_32(p + 20, h);
	png_save_uint_32(p + 29, crc_of((struct span){ s.ptr + 12, 17 }));
	return s;
}

static void
test_a_small_file_of_huge_size_is_refused_by_its_pixels(void **state)
{
	(void)state;
	assert_int_equal(read_it(sized_png(65535, 65535)), LOOK_PIXELS);
	assert_int_equal(read_it(sized_png(0x7fffffff, 1)), LOOK_PIXELS);
}

static void
test_a_chunk_longer_than_its_file_takes_no_memory(void **state)
{
	struct span s = with_chunk(
	    drawn_png(canvas_new(8, 8)), "eXIf", tiff_maker());

	(void)state;
	png_save_uint_32((unsigned char *)(uintptr_t)s.ptr + 33, 0x79000000);
	assert_int_equal(read_it(s), LOOK_BROKEN);
}

static void
test_a_side_may_be_as_long_as_the_limit_and_no_longer(void **state)
{
	(void)state;
	assert_int_equal(read_it(drawn_png(
	    canvas_new(LIMIT_PICTURE_SIDE, 2))), LOOK_READ);
	raster_free(&photo.raster);
	assert_int_equal(read_it(drawn_png(
	    canvas_new(LIMIT_PICTURE_SIDE + 1, 2))), LOOK_PIXELS);
}

static void
expect_pixels_limited(struct span s)
{
	assert_int_equal(photo_read(s, 64 * 64, &photo), LOOK_READ);
	raster_free(&photo.raster);
	assert_int_equal(photo_read(s, 64 * 64 - 1, &photo), LOOK_PIXELS);
	assert_null(photo.raster.px);
}

static void
test_every_format_keeps_to_the_limit_of_pixels(void **state)
{
	struct canvas c = canvas_new(64, 64);

	(void)state;
	expect_pixels_limited(drawn_png(c));
	expect_pixels_limited(drawn_jpeg(c));
	expect_pixels_limited(drawn_webp(c, false));
	expect_pixels_limited(drawn_webp(c, true));
	expect_pixels_limited(drawn_heic(c, SPAN("")));
}

static void
test_an_animation_is_unsupported_as_nobody_sees_its_other_pictures(void **state)
{
	static const char once[8] = { 0, 0, 0, 1 };

	(void)state;
	assert_int_equal(read_it(with_chunk(drawn_png(canvas_new(8, 8)),
	    "acTL", (struct span){ once, 8 })), LOOK_UNSUPPORTED);
}

/* ---- orientation -------------------------------------------------------------------- */

/* Where the black square lies once the picture is upright. */
static void
expect_square_at(unsigned orientation, bool right, bool below)
{
	struct span s = with_exif(
	    drawn_jpeg(canvas_new(40, 24)), tiff_turned(orientation));
	uint32_t w = orientation < 5 ? 40 : 24, h = orientation < 5 ? 24 : 40;
	uint32_t x = right ? w - 3 : 2, y = below ? h - 3 : 2;

	assert_int_equal(read_it(s), LOOK_READ);
	assert_int_equal(photo.raster.width, w);
	assert_int_equal(photo.raster.height, h);
	assert_in_range(photo.raster.px[3 * (y * w + x)], 0, 40);
	raster_free(&photo.raster);
}

static void
test_a_picture_is_turned_upright_as_its_camera_was_held(void **state)
{
	(void)state;
	expect_square_at(1, false, false);
	expect_square_at(2, true, false);
	expect_square_at(3, true, true);
	expect_square_at(4, false, true);
	expect_square_at(5, false, false);
	expect_square_at(6, true, false);
	expect_square_at(7, true, true);
	expect_square_at(8, false, true);
}

static void
test_an_unknown_orientation_is_none(void **state)
{
	(void)state;
	expect_square_at(0, false, false);
}

/* ---- what is written in light letters on nothing -------------------------------------- */

static struct span
png_rgba(const unsigned char px[4])
{
	png_image image = { .version = PNG_IMAGE_VERSION,
		.width = 2, .height = 1, .format = PNG_FORMAT_RGBA };
	unsigned char both[8] = { 0, 0, 0, 0 };
	png_alloc_size_t n = 4096;
	char *p = malloc(n);

	memcpy(both, px, 4);
	assert_int_not_equal(png_image_write_to_memory(
	    &image, p, &n, 0, both, 0, NULL), 0);
	return (struct span){ p, n };
}

static void
test_white_on_transparent_stands_on_black(void **state)
{
	static const unsigned char white[4] = { 255, 255, 255, 255 };

	(void)state;
	assert_int_equal(read_it(png_rgba(white)), LOOK_READ);
	assert_int_equal(photo.raster.px[0], 255);
	assert_int_equal(photo.raster.px[3], 0);
}

static void
test_black_on_transparent_stands_on_white(void **state)
{
	static const unsigned char black[4] = { 0, 0, 0, 255 };

	(void)state;
	assert_int_equal(read_it(png_rgba(black)), LOOK_READ);
	assert_int_equal(photo.raster.px[0], 0);
	assert_int_equal(photo.raster.px[3], 255);
}

static void
test_colours_that_nobody_sees_are_not_kept(void **state)
{
	static const unsigned char hidden[4] = { 10, 20, 30, 0 };

	(void)state;
	assert_int_equal(read_it(png_rgba(hidden)), LOOK_READ);
	assert_int_equal(photo.raster.px[0], 255);
	assert_int_equal(photo.raster.px[1], 255);
	assert_int_equal(photo.raster.px[2], 255);
}

/* ---- metadata, by format ---------------------------------------------------------------- */

#define XMP "<x:xmpmeta exif:GPSLatitude='35,0N' tiff:Model='x'/>"

static void
test_a_place_in_a_jpeg_is_seen(void **state)
{
	(void)state;
	assert_int_equal(read_it(with_exif(
	    drawn_jpeg(canvas_new(8, 8)), tiff_place())), LOOK_READ);
	assert_true(photo.traces.location);
	assert_false(photo.traces.device);
}

static void
test_a_maker_in_a_png_is_seen(void **state)
{
	(void)state;
	assert_int_equal(read_it(with_chunk(drawn_png(canvas_new(8, 8)),
	    "eXIf", tiff_maker())), LOOK_READ);
	assert_true(photo.traces.device);
	assert_false(photo.traces.location);
}

static void
test_a_place_in_a_webp_is_seen(void **state)
{
	(void)state;
	assert_int_equal(read_it(with_riff(drawn_webp(canvas_new(8, 8), true),
	    "EXIF", tiff_place())), LOOK_READ);
	assert_true(photo.traces.location);
}

static void
test_a_place_in_a_heic_is_seen(void **state)
{
	(void)state;
	assert_int_equal(read_it(drawn_heic(canvas_new(64, 64),
	    joined((struct span){ "Exif\0", 6 }, tiff_place()))), LOOK_READ);
	assert_true(photo.traces.location);
}

static void
test_xmp_is_seen_in_every_format(void **state)
{
	struct canvas c = canvas_new(8, 8);

	(void)state;
	assert_int_equal(read_it(with_segment(drawn_jpeg(c), 0xe1,
	    SPAN("http://ns.adobe.com/xap/1.0/\0" XMP))), LOOK_READ);
	assert_true(photo.traces.location && photo.traces.device);
	raster_free(&photo.raster);
	assert_int_equal(read_it(with_chunk(drawn_png(c), "iTXt",
	    SPAN("XML:com.adobe.xmp\0\0\0\0\0" XMP))), LOOK_READ);
	assert_true(photo.traces.location && photo.traces.device);
	raster_free(&photo.raster);
	assert_int_equal(
	    read_it(with_riff(drawn_webp(c, true), "XMP ", SPAN(XMP))),
	    LOOK_READ);
	assert_true(photo.traces.location && photo.traces.device);
}

static void
test_comments_and_what_follows_the_end_count_as_more(void **state)
{
	struct canvas c = canvas_new(8, 8);

	(void)state;
	assert_int_equal(read_it(with_segment(
	    drawn_jpeg(c), 0xfe, SPAN("hello"))), LOOK_READ);
	assert_int_equal(photo.traces.others, 1);
	assert_true(photo.traces.words);
	raster_free(&photo.raster);
	assert_int_equal(
	    read_it(joined(drawn_jpeg(c), SPAN("more"))), LOOK_READ);
	assert_int_equal(photo.traces.others, 1);
	raster_free(&photo.raster);
	assert_int_equal(
	    read_it(joined(drawn_png(c), SPAN("more"))), LOOK_READ);
	assert_int_equal(photo.traces.others, 1);
	raster_free(&photo.raster);
	assert_int_equal(read_it(with_chunk(
	    drawn_png(c), "prVt", SPAN("hello"))), LOOK_READ);
	assert_int_equal(photo.traces.others, 1);
	raster_free(&photo.raster);
	assert_int_equal(
	    read_it(joined(drawn_webp(c, true), SPAN("more"))), LOOK_READ);
	assert_int_equal(photo.traces.others, 1);
}

/* ---- the safe copy ------------------------------------------------------------------------ */

static void
test_a_copy_without_loss_is_the_same(void **state)
{
	unsigned char *bytes;
	struct photo again;
	size_t n;

	(void)state;
	assert_int_equal(read_it(drawn_png(canvas_words())), LOOK_READ);
	assert_true(png_write(&photo.raster, &bytes, &n));
	assert_int_equal(photo_read((struct span){ (char *)bytes, n },
	    LIMIT_PICTURE_PIXELS, &again), LOOK_READ);
	assert_memory_equal(again.raster.px, photo.raster.px,
	    (size_t)3 * photo.raster.width * photo.raster.height);
	raster_free(&again.raster);
	free(bytes);
}

static void
test_a_copy_as_jpeg_has_no_traces(void **state)
{
	unsigned char *bytes;
	size_t n;

	(void)state;
	assert_int_equal(read_it(with_exif(
	    drawn_jpeg(canvas_new(40, 24)), tiff_place())), LOOK_READ);
	assert_true(jpeg_write(&photo.raster, &bytes, &n));
	raster_free(&photo.raster);
	assert_int_equal(
	    read_it((struct span){ (char *)bytes, n }), LOOK_READ);
	expect_drawn(40, 24);
	expect_no_traces();
}

#define EACH(test) cmocka_unit_test_teardown(test, gone)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_a_png_is_read_and_kept_exact),
		EACH(test_a_jpeg_is_read),
		EACH(test_a_webp_is_read),
		EACH(test_a_webp_without_loss_is_kept_exact),
		EACH(test_a_heic_is_read),
		EACH(test_other_bytes_are_unsupported),
		EACH(test_a_png_cut_off_anywhere_is_broken),
		EACH(test_a_jpeg_cut_off_anywhere_is_broken),
		EACH(test_a_webp_cut_off_anywhere_is_broken),
		EACH(test_a_heic_cut_off_is_not_read),
		EACH(test_a_png_with_a_changed_byte_is_broken),
		EACH(test_a_small_file_of_huge_size_is_refused_by_its_pixels),
		EACH(test_a_chunk_longer_than_its_file_takes_no_memory),
		EACH(test_a_side_may_be_as_long_as_the_limit_and_no_longer),
		EACH(test_every_format_keeps_to_the_limit_of_pixels),
		EACH(test_an_animation_is_unsupported_as_nobody_sees_its_other_pictures),
		EACH(test_a_picture_is_turned_upright_as_its_camera_was_held),
		EACH(test_an_unknown_orientation_is_none),
		EACH(test_white_on_transparent_stands_on_black),
		EACH(test_black_on_transparent_stands_on_white),
		EACH(test_colours_that_nobody_sees_are_not_kept),
		EACH(test_a_place_in_a_jpeg_is_seen),
		EACH(test_a_maker_in_a_png_is_seen),
		EACH(test_a_place_in_a_webp_is_seen),
		EACH(test_a_place_in_a_heic_is_seen),
		EACH(test_xmp_is_seen_in_every_format),
		EACH(test_comments_and_what_follows_the_end_count_as_more),
		EACH(test_a_copy_without_loss_is_the_same),
		EACH(test_a_copy_as_jpeg_has_no_traces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
