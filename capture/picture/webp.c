#include "picture.h"

#include <webp/decode.h>

/* ---- chunks ---------------------------------------------------------------------- */

static uint32_t
little(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 |
	    (uint32_t)u[3] << 24;
}

static void
trace_chunk(struct span type, struct span data, struct traces *t)
{
	static const char *const picture[] = { "VP8 ", "VP8L", "VP8X", "ALPH",
		"ICCP" };
	size_t i;

	for (i = 0; i < sizeof picture / sizeof *picture; i++)
		if (span_eq(type, span_of(picture[i])))
			return;
	if (span_eq(type, SPAN("EXIF")))
		exif_trace(data, t);
	else if (span_eq(type, SPAN("XMP ")))
		xmp_trace(data, t);
	else
		t->others++;
}

/* RIFF: a type, a length, that many bytes and one more when it is odd. */
static void
trace_chunks(struct span in, struct traces *t)
{
	size_t at = 12, n;

	while (in.len - at >= 8) {
		n = little(in.ptr + at + 4);
		if (n > in.len - at - 8)
			n = in.len - at - 8;
		trace_chunk(span_sub(in, at, at + 4),
		    span_sub(in, at + 8, at + 8 + n), t);
		at += 8 + n;
		at += n % 2 == 1 && at < in.len;
	}
	if ((size_t)little(in.ptr + 4) + 8 < in.len)
		t->others++; /* bytes behind the end */
}

/* ---- pixels ---------------------------------------------------------------------- */

#define LOSSLESS 2

enum look_cause
webp_read(struct span in, uint64_t pixels, struct photo *out)
{
	const uint8_t *bytes = (const uint8_t *)in.ptr;
	struct raster *r = &out->raster;
	WebPBitstreamFeatures f;
	enum look_cause cause;

	if (WebPGetFeatures(bytes, in.len, &f) != VP8_STATUS_OK)
		return LOOK_BROKEN;
	if (f.has_animation)
		return LOOK_UNSUPPORTED;
	cause = raster_new(
	    r, (uint64_t)f.width, (uint64_t)f.height, 4, pixels);
	if (cause != LOOK_READ)
		return cause;
	if (WebPDecodeRGBAInto(bytes, in.len, r->px,
	        (size_t)4 * r->width * r->height, 4 * (int)r->width) == NULL)
		return LOOK_BROKEN;
	raster_flatten(r);
	trace_chunks(in, &out->traces);
	out->exact = f.format == LOSSLESS;
	return LOOK_READ;
}
