#include "picture.h"

#include <setjmp.h>
#include <stdlib.h>

#include <png.h>

#include "limit.h"

#define SIGNATURE  8
#define CHUNK_MOST (8u << 20) /* bytes of one text, unpacked */

static void
on_error(png_structp png, png_const_charp message)
{
	(void)message;
	png_longjmp(png, 1);
}

static void
on_warning(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

/* ---- chunks, without libpng --------------------------------------------------------- */

struct chunks {
	bool whole; /* to the last one */
	bool animated;
	uint32_t unknown;
};

static bool
is_one_of(const char *type, const char *known)
{
	for (; *known != '\0'; known += 4)
		if (memcmp(type, known, 4) == 0)
			return true;
	return false;
}

/*
 * libpng shows the first picture of an animation and is silent about the others,
 * knows nothing of what others have put in, and takes as much memory as a chunk says
 * that it has bytes, also where the file is shorter.
 */
static void
walk(struct span in, struct chunks *out)
{
	size_t at = SIGNATURE;

	while (in.len - at >= 12) {
		const unsigned char *p = (const unsigned char *)in.ptr + at;
		uint32_t n = png_get_uint_32(p);
		const char *type = in.ptr + at + 4;

		if (n > in.len - at - 12)
			return;
		at += 12 + n;
		if (is_one_of(type, "acTLfcTLfdAT"))
			out->animated = true;
		else if ((out->whole = is_one_of(type, "IEND")))
			break;
		else if (!is_one_of(type,
		             "IHDRPLTEIDATtRNScHRMgAMAiCCPsBITsRGBbKGDhIST"
		             "pHYssPLTtEXtzTXtiTXttIMEeXIf"))
			out->unknown++;
	}
	if (at < in.len)
		out->unknown++; /* bytes behind the end */
}

/* ---- reading ------------------------------------------------------------------------- */

static void
give(png_structp png, png_bytep to, size_t n)
{
	struct span *in = png_get_io_ptr(png);

	if (n > in->len)
		png_error(png, "cut off");
	memcpy(to, in->ptr, n);
	*in = span_sub(*in, n, in->len);
}

static void
trace_all(png_structp png, png_infop info, struct traces *t)
{
	png_textp text = NULL;
	png_uint_32 n = 0;
	png_bytep exif = NULL;
	png_timep when;
	int ntexts = 0, i;

	png_get_text(png, info, &text, &ntexts);
	for (i = 0; i < ntexts; i++)
		text_trace(span_of(text[i].key),
		    (struct span){ text[i].text,
		        text[i].itxt_length > text[i].text_length
		            ? text[i].itxt_length : text[i].text_length }, t);
	if (png_get_eXIf_1(png, info, &n, &exif) != 0)
		exif_trace((struct span){ (const char *)exif, n }, t);
	if (png_get_tIME(png, info, &when) != 0)
		t->taken_at = true;
}

static enum look_cause
read_pixels(png_structp png, png_infop info, uint64_t pixels, struct raster *r)
{
	enum look_cause cause;
	int passes, i;
	uint32_t y;

	cause = raster_new(r, png_get_image_width(png, info),
	    png_get_image_height(png, info), 4, pixels);
	if (cause != LOOK_READ)
		return cause;
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_add_alpha(png, 0xff, PNG_FILLER_AFTER);
	passes = png_set_interlace_handling(png);
	png_read_update_info(png, info);
	if (png_get_rowbytes(png, info) != (size_t)4 * r->width)
		return LOOK_BROKEN;
	for (i = 0; i < passes; i++)
		for (y = 0; y < r->height; y++)
			png_read_row(png, r->px + (size_t)4 * r->width * y, NULL);
	return LOOK_READ;
}

static enum look_cause
read_all(png_structp png, png_infop info, struct span *in, uint64_t pixels,
    struct photo *out)
{
	enum look_cause cause;

	png_set_read_fn(png, in, give);
	/* one more than we take: ours is the check that says why */
	png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
	png_set_chunk_cache_max(png, LIMIT_PICTURE_ENTRIES);
	png_set_chunk_malloc_max(png, CHUNK_MOST);
	png_read_info(png, info);
	cause = read_pixels(png, info, pixels, &out->raster);
	if (cause != LOOK_READ)
		return cause;
	png_read_end(png, info);
	trace_all(png, info, &out->traces);
	return LOOK_READ;
}

enum look_cause
png_read(struct span in, uint64_t pixels, struct photo *out)
{
	volatile enum look_cause cause = LOOK_ENGINE;
	struct chunks chunks = { 0 };
	png_structp png;
	png_infop info;

	walk(in, &chunks);
	if (!chunks.whole)
		return LOOK_BROKEN;
	if (chunks.animated)
		return LOOK_UNSUPPORTED; /* nobody would see its other pictures */
	png = png_create_read_struct(
	    PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	info = png != NULL ? png_create_info_struct(png) : NULL;
	if (info != NULL) {
		if (setjmp(png_jmpbuf(png)) == 0)
			cause = read_all(png, info, &in, pixels, out);
		else
			cause = LOOK_BROKEN;
	}
	png_destroy_read_struct(&png, &info, NULL);
	if (cause != LOOK_READ)
		return cause;
	raster_flatten(&out->raster);
	out->traces.others += chunks.unknown;
	out->exact = true;
	return LOOK_READ;
}

/* ---- writing ------------------------------------------------------------------------- */

struct sink {
	unsigned char *bytes;
	size_t len, cap;
};

static void
take(png_structp png, png_bytep from, size_t n)
{
	struct sink *s = png_get_io_ptr(png);
	unsigned char *more;
	size_t cap = s->cap == 0 ? 1u << 20 : s->cap;

	if (n > LIMIT_PICTURE_IMAGE - s->len)
		png_error(png, "too large");
	while (cap < s->len + n)
		cap *= 2;
	if (cap > s->cap) {
		if ((more = realloc(s->bytes, cap)) == NULL)
			png_error(png, "no memory");
		s->bytes = more;
		s->cap = cap;
	}
	memcpy(s->bytes + s->len, from, n);
	s->len += n;
}

static void
flush(png_structp png)
{
	(void)png;
}

static void
write_all(png_structp png, png_infop info, const struct raster *r,
    struct sink *s)
{
	uint32_t y;

	png_set_write_fn(png, s, take, flush);
	png_set_IHDR(png, info, r->width, r->height, 8, PNG_COLOR_TYPE_RGB,
	    PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	    PNG_FILTER_TYPE_DEFAULT);
	/* somebody waits: twice as fast, a tenth larger */
	png_set_compression_level(png, 3);
	png_write_info(png, info);
	for (y = 0; y < r->height; y++)
		png_write_row(png, r->px + (size_t)3 * r->width * y);
	png_write_end(png, info);
}

bool
png_write(const struct raster *r, unsigned char **out, size_t *len)
{
	struct sink s = { 0 };
	volatile bool ok = false;
	png_structp png = png_create_write_struct(
	    PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	png_infop info = png != NULL ? png_create_info_struct(png) : NULL;

	if (info != NULL && setjmp(png_jmpbuf(png)) == 0) {
		write_all(png, info, r, &s);
		ok = true;
	}
	png_destroy_write_struct(&png, &info);
	if (!ok) {
		free(s.bytes);
		return false;
	}
	*out = s.bytes;
	*len = s.len;
	return true;
}
