/*
 * Any bytes as the answer of shuhi-picture: refused, or a picture in which all is
 * where it says it is.  With a first byte of 1 a whole answer is spoilt instead,
 * so that what lies behind its head is reached.
 */
#include "fuzzed.h"

#include "../capture/draft/lookread.h"
#include "answered.h"
#include "limit.h"

static void
check_box(const struct picture *p, const struct picture_box *b)
{
	check(b->w > 0 && b->h > 0);
	check((uint64_t)b->x + b->w <= p->width);
	check((uint64_t)b->y + b->h <= p->height);
}

static void
check_read(const struct picture *p)
{
	struct picture_box boxes[8];
	uint32_t at = 0;
	size_t i, n;

	check(p->text != NULL && strlen(p->text) == p->len);
	check(is_utf8((struct span){ p->text, p->len }));
	check(p->image != NULL && p->image_len > 0 && p->type != NULL);
	check((uint64_t)p->width * p->height <= LIMIT_PICTURE_PIXELS);
	for (i = 0; i < p->nglyphs; i++) {
		check(p->glyphs[i].start >= at);
		check(p->glyphs[i].end > p->glyphs[i].start);
		at = p->glyphs[i].end;
		check_box(p, &p->glyphs[i].box);
	}
	check(at <= p->len && p->nwords <= p->nglyphs);
	for (i = 0; i < p->nwords; i++)
		check_box(p, &p->words[i].box);
	n = picture_boxes(p, 0, p->len, boxes, 8);
	check(n <= 8);
	for (i = 0; i < n; i++)
		check_box(p, &boxes[i]);
}

/* Pairs of a place and what stands there now. */
static struct answer
spoilt(const uint8_t *data, size_t size)
{
	struct answer a = answer_new();
	size_t i;

	for (i = 0; i + 2 < size; i += 3)
		a.bytes[(data[i] << 8 | data[i + 1]) % a.len] = data[i + 2];
	return a;
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span given = { (const char *)data, size };
	struct shuhi_error err;
	struct picture *p;
	struct answer a;

	if (size > 0 && data[0] == 1) {
		a = spoilt(data + 1, size - 1);
		given = answer_span(&a);
	}
	check(look_read(given, LIMIT_PICTURE_PIXELS, &p, &err) == 0);
	check(p->cause > LOOK_UNSEEN && p->cause < LOOK_CAUSES);
	check((p->cause == LOOK_READ) == (p->text != NULL));
	if (p->cause == LOOK_READ)
		check_read(p);
	picture_free(p);
	return 0;
}
