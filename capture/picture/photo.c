#include "picture.h"

static bool
has_at(struct span in, size_t at, struct span what)
{
	return in.len >= at + what.len &&
	    memcmp(in.ptr + at, what.ptr, what.len) == 0;
}

/* Files of boxes: the kind is told by the first one's brand. */
bool
heif_is(struct span in)
{
	static const char *const brands[] = { "heic", "heix", "heim", "heis",
		"mif1", "avif" };
	size_t i;

	if (!has_at(in, 4, SPAN("ftyp")))
		return false;
	for (i = 0; i < sizeof brands / sizeof *brands; i++)
		if (has_at(in, 8, span_of(brands[i])))
			return true;
	return false;
}

static enum look_cause
read_any(struct span in, uint64_t pixels, struct photo *out)
{
	if (has_at(in, 0, SPAN("\xff\xd8\xff")))
		return jpeg_read(in, pixels, out);
	if (has_at(in, 0, SPAN("\x89PNG\r\n\x1a\n")))
		return png_read(in, pixels, out);
	if (has_at(in, 0, SPAN("RIFF")) && has_at(in, 8, SPAN("WEBP")))
		return webp_read(in, pixels, out);
	if (heif_is(in))
		return heif_read(in, pixels, out);
	return LOOK_UNSUPPORTED;
}

enum look_cause
photo_read(struct span in, uint64_t pixels, struct photo *out)
{
	enum look_cause cause;

	*out = (struct photo){ 0 };
	cause = read_any(in, pixels, out);
	if (cause == LOOK_READ)
		cause = raster_turn(&out->raster, out->traces.orientation);
	if (cause != LOOK_READ) {
		raster_free(&out->raster);
		*out = (struct photo){ 0 };
	}
	return cause;
}
