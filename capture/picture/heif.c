#include "picture.h"

#include <stdlib.h>

#include <libheif/heif.h>

#include "limit.h"

static enum look_cause
why(struct heif_error e)
{
	if (e.subcode == heif_suberror_Security_limit_exceeded)
		return LOOK_PIXELS;
	switch (e.code) {
	case heif_error_Ok:
		return LOOK_READ;
	case heif_error_Unsupported_feature:
	case heif_error_Unsupported_filetype:
		return LOOK_UNSUPPORTED; /* no codec, say */
	case heif_error_Memory_allocation_error:
		return LOOK_ENGINE;
	default:
		return LOOK_BROKEN;
	}
}

/* ---- metadata --------------------------------------------------------------------- */

/* Exif has four bytes before it that say where the TIFF begins. */
static void
trace_exif(struct span s, struct traces *t)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t from;

	if (s.len < 4)
		return;
	from = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
	if (from > s.len - 4)
		t->others++;
	else
		exif_trace(span_sub(s, 4 + from, s.len), t);
}

static void
trace_block(
    const struct heif_image_handle *h, heif_item_id id, struct traces *t)
{
	size_t n = heif_image_handle_get_metadata_size(h, id);
	char *bytes = n > 0 && n <= LIMIT_PICTURE_BYTES ? malloc(n) : NULL;
	const char *type = heif_image_handle_get_metadata_type(h, id);

	if (bytes == NULL || type == NULL ||
	    heif_image_handle_get_metadata(h, id, bytes).code != heif_error_Ok)
		t->others++;
	else if (strcmp(type, "Exif") == 0)
		trace_exif((struct span){ bytes, n }, t);
	else
		xmp_trace((struct span){ bytes, n }, t);
	free(bytes);
}

static void
trace_all(const struct heif_image_handle *h, struct traces *t)
{
	heif_item_id ids[64];
	int n, i;

	n = heif_image_handle_get_list_of_metadata_block_IDs(h, NULL, ids, 64);
	for (i = 0; i < n; i++)
		trace_block(h, ids[i], t);
	t->orientation = 0; /* libheif has turned the picture already */
}

/* ---- pixels ------------------------------------------------------------------------ */

static enum look_cause
copy(const struct heif_image *image, uint64_t pixels, struct raster *r)
{
	int w = heif_image_get_primary_width(image);
	int h = heif_image_get_primary_height(image);
	enum look_cause cause;
	const uint8_t *from;
	uint32_t y;
	int stride;

	from = heif_image_get_plane_readonly(
	    image, heif_channel_interleaved, &stride);
	if (from == NULL || w <= 0 || h <= 0 || stride / 4 < w)
		return LOOK_BROKEN;
	cause = raster_new(r, (uint64_t)w, (uint64_t)h, 4, pixels);
	for (y = 0; cause == LOOK_READ && y < r->height; y++)
		memcpy(r->px + (size_t)4 * r->width * y,
		    from + (size_t)stride * y, (size_t)4 * r->width);
	return cause;
}

/* The size that is announced is judged before anything is unpacked. */
static enum look_cause
judge_size(const struct heif_image_handle *h, uint64_t pixels)
{
	int64_t width = heif_image_handle_get_width(h);
	int64_t height = heif_image_handle_get_height(h);

	if (width <= 0 || height <= 0)
		return LOOK_BROKEN;
	return width > LIMIT_PICTURE_SIDE || height > LIMIT_PICTURE_SIDE ||
	        (uint64_t)width * (uint64_t)height > pixels
	    ? LOOK_PIXELS : LOOK_READ;
}

static enum look_cause
read_handle(const struct heif_image_handle *h, uint64_t pixels,
    struct photo *out)
{
	struct heif_image *image = NULL;
	enum look_cause cause = judge_size(h, pixels);

	if (cause == LOOK_READ)
		cause = why(heif_decode_image(h, &image, heif_colorspace_RGB,
		    heif_chroma_interleaved_RGBA, NULL));
	if (cause == LOOK_READ)
		cause = copy(image, pixels, &out->raster);
	heif_image_release(image);
	if (cause != LOOK_READ)
		return cause;
	raster_flatten(&out->raster);
	trace_all(h, &out->traces);
	return LOOK_READ;
}

enum look_cause
heif_read(struct span in, uint64_t pixels, struct photo *out)
{
	struct heif_context *c = heif_context_alloc();
	struct heif_image_handle *h = NULL;
	enum look_cause cause;

	if (c == NULL)
		return LOOK_ENGINE;
	heif_context_set_maximum_image_size_limit(c, LIMIT_PICTURE_SIDE);
	heif_context_set_max_decoding_threads(c, 0);
	cause = why(heif_context_read_from_memory_without_copy(
	    c, in.ptr, in.len, NULL));
	if (cause == LOOK_READ)
		cause = why(heif_context_get_primary_image_handle(c, &h));
	if (cause == LOOK_READ)
		cause = read_handle(h, pixels, out);
	/* further pictures: not in the safe copy, and nobody looks at them */
	if (cause == LOOK_READ)
		out->traces.others += (uint32_t)
		    heif_context_get_number_of_top_level_images(c) - 1;
	heif_image_handle_release(h);
	heif_context_free(c);
	return cause;
}
