/*
 * Any bytes as a picture, as shuhi-picture reads them but without its jail and
 * without OCR: refused, or pixels of the size that is said, which can be written
 * again and are then what the parent takes for pixels and nothing else.
 */
#include "fuzzed.h"

#include "../capture/draft/lookimage.h"
#include "../capture/picture/picture.h"

#define PIXELS 65536

static void
check_copy(const struct raster *r, bool exact)
{
	unsigned char *bytes;
	struct span s;
	size_t n;

	if (exact ? !png_write(r, &bytes, &n) : !jpeg_write(r, &bytes, &n))
		abort();
	s = (struct span){ (const char *)bytes, n };
	check(exact ? lookimage_png(s, r->width, r->height)
	            : lookimage_jpeg(s, r->width, r->height));
	free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size };
	struct traces traces = { 0 };
	struct photo photo;
	enum look_cause cause = photo_read(in, PIXELS, &photo);
	const struct raster *r = &photo.raster;

	check(cause > LOOK_UNSEEN && cause < LOOK_CAUSES);
	check((cause == LOOK_READ) == (r->px != NULL));
	if (cause == LOOK_READ) {
		check((uint64_t)r->width * r->height <= PIXELS);
		check_copy(r, photo.exact);
	}
	raster_free(&photo.raster);
	exif_trace(in, &traces);
	check(traces.orientation <= 8);
	xmp_trace(in, &traces);
	iptc_trace(in, &traces);
	text_trace(SPAN("Raw profile type exif"), in, &traces);
	return 0;
}
