/*
 * Pictures made by the libraries that read them, with metadata put in by hand.
 *
 * All memory is the test's until it ends.
 */
#ifndef SHUHI_TESTS_DRAWN_H
#define SHUHI_TESTS_DRAWN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <libheif/heif.h>
#include <png.h>
#include <webp/encode.h>

#include "help.h"
#include "span.h"

/* ---- pixels -------------------------------------------------------------------- */

struct canvas {
	uint32_t w, h;
	unsigned char *px; /* red, green, blue */
};

/* One colour, with a black square of 8 x 8 in the corner above left. */
static inline struct canvas
canvas_new(uint32_t w, uint32_t h)
{
	struct canvas c = { w, h, malloc((size_t)3 * w * h) };
	uint32_t x, y;

	assert_non_null(c.px);
	memset(c.px, 0xe0, (size_t)3 * w * h);
	for (y = 0; y < 8 && y < h; y++)
		for (x = 0; x < 8 && x < w; x++)
			memset(c.px + 3 * (y * w + x), 0, 3);
	return c;
}

/* 山田太郎様 患者ID 00482915 / 肺炎で入院しました, black on white. */
static inline struct canvas
canvas_words(void)
{
	png_image image = { .version = PNG_IMAGE_VERSION };
	struct canvas c;

	assert_int_not_equal(png_image_begin_read_from_file(
	    &image, "tests/pictures/words.png"), 0);
	image.format = PNG_FORMAT_RGB;
	c = (struct canvas){ image.width, image.height,
		malloc(PNG_IMAGE_SIZE(image)) };
	assert_non_null(c.px);
	assert_int_not_equal(
	    png_image_finish_read(&image, NULL, c.px, 0, NULL), 0);
	return c;
}

/* ---- bytes ----------------------------------------------------------------------- */

/* `more` between the first `at` bytes of `s` and the rest. */
static inline struct span
spliced(struct span s, size_t at, struct span more)
{
	char *p = malloc(s.len + more.len);

	assert_non_null(p);
	if (at > 0)
		memcpy(p, s.ptr, at);
	if (more.len > 0)
		memcpy(p + at, more.ptr, more.len);
	if (at < s.len)
		memcpy(p + at + more.len, s.ptr + at, s.len - at);
	return (struct span){ p, s.len + more.len };
}

static inline struct span
joined(struct span a, struct span b)
{
	return spliced(a, a.len, b);
}

/* ---- formats ---------------------------------------------------------------------- */

static inline struct span
drawn_png(struct canvas c)
{
	png_image image = { .version = PNG_IMAGE_VERSION,
		.width = c.w, .height = c.h, .format = PNG_FORMAT_RGB };
	png_alloc_size_t n = PNG_IMAGE_PNG_SIZE_MAX(image);
	char *p = malloc(n);

	assert_non_null(p);
	assert_int_not_equal(png_image_write_to_memory(
	    &image, p, &n, 0, c.px, 0, NULL), 0);
	return (struct span){ p, n };
}

static inline struct span
drawn_jpeg(struct canvas c)
{
	struct jpeg_compress_struct j;
	struct jpeg_error_mgr e;
	unsigned char *p = NULL;
	unsigned long n = 0;
	JSAMPROW row;

	j.err = jpeg_std_error(&e);
	jpeg_create_compress(&j);
	jpeg_mem_dest(&j, &p, &n);
	j.image_width = c.w;
	j.image_height = c.h;
	j.input_components = 3;
	j.in_color_space = JCS_RGB;
	jpeg_set_defaults(&j);
	jpeg_set_quality(&j, 95, TRUE);
	jpeg_start_compress(&j, TRUE);
	while (j.next_scanline < c.h) {
		row = c.px + (size_t)3 * c.w * j.next_scanline;
		jpeg_write_scanlines(&j, &row, 1);
	}
	jpeg_finish_compress(&j);
	jpeg_destroy_compress(&j);
	return (struct span){ (char *)p, n };
}

static inline struct span
drawn_webp(struct canvas c, bool exact)
{
	uint8_t *p = NULL;
	size_t n = exact
	    ? WebPEncodeLosslessRGB(c.px, (int)c.w, (int)c.h, 3 * (int)c.w, &p)
	    : WebPEncodeRGB(
	          c.px, (int)c.w, (int)c.h, 3 * (int)c.w, 95, &p);

	assert_int_not_equal(n, 0);
	return (struct span){ (char *)p, n };
}

static inline struct heif_error
heic_take(struct heif_context *ctx, const void *bytes, size_t n, void *to)
{
	struct span *out = to;

	(void)ctx;
	*out = joined(*out, (struct span){ bytes, n });
	return (struct heif_error){ .code = heif_error_Ok,
		.subcode = heif_suberror_Unspecified, .message = "" };
}

/* With the Exif block `exif`, when it has bytes. */
static inline struct span
drawn_heic(struct canvas c, struct span exif)
{
	struct heif_writer writer = { .writer_api_version = 1,
		.write = heic_take };
	struct heif_context *ctx = heif_context_alloc();
	struct heif_encoder *encoder;
	struct heif_image_handle *handle;
	struct heif_image *image;
	struct span out = { NULL, 0 };
	uint8_t *to;
	int stride;
	uint32_t y;

	assert_int_equal(heif_context_get_encoder_for_format(
	    ctx, heif_compression_HEVC, &encoder).code, 0);
	assert_int_equal(heif_image_create((int)c.w, (int)c.h,
	    heif_colorspace_RGB, heif_chroma_interleaved_RGB, &image).code, 0);
	assert_int_equal(heif_image_add_plane(image, heif_channel_interleaved,
	    (int)c.w, (int)c.h, 24).code, 0);
	to = heif_image_get_plane(image, heif_channel_interleaved, &stride);
	for (y = 0; y < c.h; y++)
		memcpy(to + (size_t)stride * y, c.px + (size_t)3 * c.w * y,
		    (size_t)3 * c.w);
	assert_int_equal(heif_context_encode_image(
	    ctx, image, encoder, NULL, &handle).code, 0);
	if (exif.len > 0)
		assert_int_equal(heif_context_add_exif_metadata(
		    ctx, handle, exif.ptr, (int)exif.len).code, 0);
	assert_int_equal(heif_context_write(ctx, &writer, &out).code, 0);
	heif_image_release(image);
	heif_image_handle_release(handle);
	heif_encoder_release(encoder);
	heif_context_free(ctx);
	return out;
}

/* ---- metadata ----------------------------------------------------------------------- */

/* A TIFF of one entry in its first folder, or in the folder of places. */
static inline struct span
tiff_entry(unsigned tag, unsigned type, unsigned count, const char value[4],
    bool place)
{
	/* II 2a 00, first folder at 8: one entry, no next folder */
	static const char head[] = "II*\0\x08\0\0";
	char *p = calloc(1, 64);
	unsigned char *e;

	assert_non_null(p);
	memcpy(p, head, 8);
	p[8] = 1;
	e = (unsigned char *)p + 10;
	if (place) {
		/* 8825: places at 26, a long */
		memcpy(e, "\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0", 12);
		p[26] = 1;
		e = (unsigned char *)p + 28;
	}
	e[0] = (unsigned char)tag;
	e[1] = (unsigned char)(tag >> 8);
	e[2] = (unsigned char)type;
	e[4] = (unsigned char)count;
	memcpy(e + 8, value, 4);
	return (struct span){ p, 64 };
}

#define TIFF_ASCII 2
#define TIFF_SHORT 3

/* Made by "abc". */
static inline struct span
tiff_maker(void)
{
	return tiff_entry(0x010f, TIFF_ASCII, 4, "abc", false);
}

/* Latitude: north. */
static inline struct span
tiff_place(void)
{
	return tiff_entry(0x0001, TIFF_ASCII, 2, "N\0\0", true);
}

static inline struct span
tiff_turned(unsigned orientation)
{
	char value[4] = { (char)orientation, 0, 0, 0 };

	return tiff_entry(0x0112, TIFF_SHORT, 1, value, false);
}

/* A segment put behind the first two bytes of a JPEG. */
static inline struct span
with_segment(struct span jpeg, unsigned marker, struct span body)
{
	char head[4] = { (char)0xff, (char)marker,
		(char)((body.len + 2) >> 8), (char)(body.len + 2) };

	return spliced(
	    spliced(jpeg, 2, body), 2, (struct span){ head, 4 });
}

static inline struct span
with_exif(struct span jpeg, struct span tiff)
{
	return with_segment(
	    jpeg, 0xe1, joined((struct span){ "Exif\0", 6 }, tiff));
}

static inline uint32_t
crc_of(struct span s)
{
	uint32_t c = 0xffffffffu;
	size_t i;
	int k;

	for (i = 0; i < s.len; i++) {
		c ^= (unsigned char)s.ptr[i];
		for (k = 0; k < 8; k++)
			c = c & 1 ? 0xedb88320u ^ c >> 1 : c >> 1;
	}
	return ~c;
}

/* A chunk put behind the first one of a PNG. */
static inline struct span
with_chunk(struct span png, const char *type, struct span body)
{
	struct span named = joined((struct span){ type, 4 }, body);
	unsigned char n[4], crc[4];

	png_save_uint_32(n, (uint32_t)body.len);
	png_save_uint_32(crc, crc_of(named));
	return spliced(png, 33, joined(
	    joined((struct span){ (char *)n, 4 }, named),
	    (struct span){ (char *)crc, 4 }));
}

/* A chunk put at the end of a WebP, which tells its new length. */
static inline struct span
with_riff(struct span webp, const char *type, struct span body)
{
	unsigned char n[4] = { (unsigned char)body.len,
		(unsigned char)(body.len >> 8), 0, 0 };
	struct span out = joined(webp, joined((struct span){ type, 4 },
	    joined((struct span){ (char *)n, 4 }, body)));
	unsigned char *p = (unsigned char *)(uintptr_t)out.ptr + 4;
	size_t total = out.len - 8;

	p[0] = (unsigned char)total;
	p[1] = (unsigned char)(total >> 8);
	p[2] = (unsigned char)(total >> 16);
	return out;
}

#endif
