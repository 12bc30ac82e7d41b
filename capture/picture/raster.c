#include "picture.h"

#include <stdlib.h>

#include "limit.h"

enum look_cause
raster_new(struct raster *r, uint64_t width, uint64_t height, unsigned depth,
    uint64_t most)
{
	if (width == 0 || height == 0)
		return LOOK_BROKEN;
	if (width > LIMIT_PICTURE_SIDE || height > LIMIT_PICTURE_SIDE ||
	    width * height > most)
		return LOOK_PIXELS;
	r->width = (uint32_t)width;
	r->height = (uint32_t)height;
	/* what a decoder leaves out is white, not somebody's old memory */
	r->px = malloc(width * height * depth);
	if (r->px == NULL)
		return LOOK_ENGINE;
	memset(r->px, 0xff, width * height * depth);
	return LOOK_READ;
}

void
raster_free(struct raster *r)
{
	free(r->px);
	r->px = NULL;
}

static unsigned
lightness(const unsigned char *p)
{
	return (299u * p[0] + 587u * p[1] + 114u * p[2]) / 1000u;
}

/* White, unless what is drawn is light itself. */
static unsigned
ground(const struct raster *r)
{
	size_t n = (size_t)r->width * r->height, i;
	uint64_t sum = 0, weight = 0;

	for (i = 0; i < n; i++) {
		const unsigned char *p = r->px + 4 * i;

		sum += (uint64_t)lightness(p) * p[3];
		weight += p[3];
	}
	/* all opaque: no ground is seen */
	return weight > 0 && weight < 255 * (uint64_t)n && sum / weight > 170
	    ? 0 : 255;
}

void
raster_flatten(struct raster *r)
{
	size_t n = (size_t)r->width * r->height, i;
	unsigned under = ground(r), k;

	for (i = 0; i < n; i++) {
		const unsigned char *from = r->px + 4 * i;
		unsigned char *to = r->px + 3 * i;
		unsigned alpha = from[3];

		for (k = 0; k < 3; k++)
			to[k] = (unsigned char)
			    ((from[k] * alpha + under * (255 - alpha)) / 255);
	}
}

/* Where pixel (x, y) of what a camera stored belongs. */
static size_t
place(unsigned orientation, size_t x, size_t y, size_t w, size_t h)
{
	switch (orientation) {
	case 2:
		return y * w + (w - 1 - x);
	case 3:
		return (h - 1 - y) * w + (w - 1 - x);
	case 4:
		return (h - 1 - y) * w + x;
	case 5:
		return x * h + y;
	case 6:
		return x * h + (h - 1 - y);
	case 7:
		return (w - 1 - x) * h + (h - 1 - y);
	case 8:
		return (w - 1 - x) * h + y;
	default:
		return y * w + x;
	}
}

enum look_cause
raster_turn(struct raster *r, unsigned orientation)
{
	size_t w = r->width, h = r->height, x, y;
	unsigned char *out;

	if (orientation < 2 || orientation > 8)
		return LOOK_READ;
	if ((out = malloc(w * h * 3)) == NULL)
		return LOOK_ENGINE;
	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++)
			memcpy(out + 3 * place(orientation, x, y, w, h),
			    r->px + 3 * (y * w + x), 3);
	free(r->px);
	r->px = out;
	if (orientation >= 5) {
		r->width = (uint32_t)h;
		r->height = (uint32_t)w;
	}
	return LOOK_READ;
}
