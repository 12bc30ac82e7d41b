#include "picture.h"

#include <stdlib.h>

#include "../picture/wire.h"
#include "disk.h"

static bool
put(int fd, const void *bytes, size_t n)
{
	return write_all(fd, (struct span){ bytes, n }) == 0;
}

static void
head_of(unsigned char *head, enum look_cause cause)
{
	memset(head, 0, WIRE_HEAD);
	memcpy(head, WIRE_MAGIC, 4);
	head[4] = (unsigned char)cause;
}

bool
tell_failure(int fd, enum look_cause cause)
{
	unsigned char head[WIRE_HEAD];

	head_of(head, cause);
	return put(fd, head, sizeof head) && put(fd, WIRE_END, WIRE_TAIL);
}

static bool
tell_glyphs(int fd, const struct page *p)
{
	unsigned char *all = calloc(p->n + 1, WIRE_GLYPH);
	bool ok = false;
	size_t i;

	if (all == NULL)
		return false;
	for (i = 0; i < p->n; i++) {
		const struct picture_glyph *g = &p->glyphs[i];
		unsigned char *to = all + i * WIRE_GLYPH;

		wire_put(to, g->start);
		wire_put(to + 4, g->end);
		wire_put(to + 8, g->box.x);
		wire_put(to + 12, g->box.y);
		wire_put(to + 16, g->box.w);
		wire_put(to + 20, g->box.h);
		wire_put(to + 24, g->line);
		to[28] = g->confidence;
		to[29] = p->word[i];
	}
	ok = put(fd, all, p->n * WIRE_GLYPH);
	free(all);
	return ok;
}

/* What was photographed goes out as a photograph, what was drawn without loss. */
static int
encode(const struct photo *photo, unsigned char **image, size_t *len)
{
	if (photo->exact && png_write(&photo->raster, image, len))
		return WIRE_PNG;
	return jpeg_write(&photo->raster, image, len) ? WIRE_JPEG : 0;
}

bool
tell(int fd, const struct photo *photo, const struct page *page)
{
	const struct traces *t = &photo->traces;
	unsigned char head[WIRE_HEAD], *image;
	size_t len;
	int type = encode(photo, &image, &len);

	if (type == 0)
		return tell_failure(fd, LOOK_ENGINE);
	head_of(head, LOOK_READ);
	head[5] = (unsigned char)((t->location ? WIRE_LOCATION : 0) |
	    (t->taken_at ? WIRE_TAKEN_AT : 0) |
	    (t->device ? WIRE_DEVICE : 0) | (page->doubt ? WIRE_DOUBT : 0) |
	    (t->words ? WIRE_WORDS : 0));
	head[6] = (unsigned char)type;
	wire_put(head + 8, t->others);
	wire_put(head + 12, photo->raster.width);
	wire_put(head + 16, photo->raster.height);
	wire_put(head + 20, (uint32_t)page->len);
	wire_put(head + 24, (uint32_t)page->n);
	wire_put(head + 28, (uint32_t)len);
	return put(fd, head, sizeof head) && put(fd, page->text, page->len) &&
	    tell_glyphs(fd, page) && put(fd, image, len) &&
	    put(fd, WIRE_END, WIRE_TAIL);
}
