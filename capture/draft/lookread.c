#include "lookread.h"

#include <stdlib.h>

#include "../picture/wire.h"
#include "err.h"
#include "limit.h"
#include "lookimage.h"
#include "utf8.h"

/* ---- the head -------------------------------------------------------------------- */

struct head {
	unsigned cause, flags, type, zero;
	uint32_t others, width, height, text, glyphs, image;
};

static struct head
head_of(const unsigned char *p)
{
	return (struct head){
		.cause = p[4],
		.flags = p[5],
		.type = p[6],
		.zero = p[7],
		.others = wire_get(p + 8),
		.width = wire_get(p + 12),
		.height = wire_get(p + 16),
		.text = wire_get(p + 20),
		.glyphs = wire_get(p + 24),
		.image = wire_get(p + 28),
	};
}

/* Only what the child can know; that it is busy or late, its caller says. */
static bool
is_refusal(unsigned cause)
{
	return cause == LOOK_TOO_LARGE || cause == LOOK_PIXELS ||
	    cause == LOOK_BROKEN || cause == LOOK_UNSUPPORTED ||
	    cause == LOOK_ENGINE;
}

static bool
is_empty(const struct head *h)
{
	return (h->flags | h->type | h->others | h->width | h->height |
	           h->text | h->glyphs | h->image) == 0;
}

static bool
is_sized(const struct head *h, uint64_t pixels)
{
	return h->width > 0 && h->width <= LIMIT_PICTURE_SIDE &&
	    h->height > 0 && h->height <= LIMIT_PICTURE_SIDE &&
	    (uint64_t)h->width * h->height <= pixels &&
	    h->text <= LIMIT_PICTURE_TEXT && h->glyphs <= LIMIT_PICTURE_GLYPHS &&
	    h->image > 0 && h->image <= LIMIT_PICTURE_IMAGE;
}

static bool
is_sane(const struct head *h, uint64_t pixels)
{
	if (h->zero != 0)
		return false;
	if (h->cause != LOOK_READ)
		return is_refusal(h->cause) && is_empty(h);
	return (h->flags & ~WIRE_FLAGS) == 0 &&
	    (h->type == WIRE_PNG || h->type == WIRE_JPEG) && is_sized(h, pixels);
}

static size_t
total_of(const struct head *h)
{
	return WIRE_HEAD + h->text + h->glyphs * WIRE_GLYPH + h->image +
	    WIRE_TAIL;
}

bool
look_expects(const unsigned char *head, uint64_t pixels, size_t *total)
{
	struct head h = head_of(head);

	if (memcmp(head, WIRE_MAGIC, 4) != 0 || !is_sane(&h, pixels))
		return false;
	*total = total_of(&h);
	return true;
}

/* ---- text, glyphs, words ------------------------------------------------------------ */

/* NUL would end the text for whoever takes it for a string. */
static bool
is_text(struct span s)
{
	size_t at = 0;

	while (at < s.len)
		if (s.ptr[at] == '\0' || utf8_next(s, &at) == UTF8_BAD)
			return false;
	return true;
}

/* Does a character begin there, or the text end? */
static bool
is_edge(const struct picture *p, uint32_t at)
{
	return at == p->len || utf8_is_lead(p->text[at]);
}

static bool
is_inside(const struct picture *p, const struct picture_box *b)
{
	return b->w > 0 && b->h > 0 && b->x < p->width && b->y < p->height &&
	    b->w <= p->width - b->x && b->h <= p->height - b->y;
}

static bool
take_glyph(const struct picture *p, const unsigned char *from,
    const struct picture_glyph *before, struct picture_glyph *g)
{
	*g = (struct picture_glyph){
		.start = wire_get(from),
		.end = wire_get(from + 4),
		.box = { wire_get(from + 8), wire_get(from + 12),
		    wire_get(from + 16), wire_get(from + 20) },
		.line = wire_get(from + 24),
		.confidence = from[28],
	};
	return g->start < g->end && g->end <= p->len && is_edge(p, g->start) &&
	    is_edge(p, g->end) && is_inside(p, &g->box) &&
	    g->confidence <= 100 && from[29] <= 1 && from[30] == 0 &&
	    from[31] == 0 && g->line <= p->len &&
	    (before == NULL ||
	        (g->start >= before->end && g->line >= before->line));
}

static struct picture_box
box_join(struct picture_box a, struct picture_box b)
{
	uint32_t right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
	uint32_t below = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;

	a.x = a.x < b.x ? a.x : b.x;
	a.y = a.y < b.y ? a.y : b.y;
	a.w = right - a.x;
	a.h = below - a.y;
	return a;
}

/* How sure a word is: its glyphs' mean, weighed as they come. */
struct mean {
	uint32_t sum, n;
};

static void
take_word(struct picture *p, struct picture_word *words,
    const struct picture_glyph *g, bool begins, struct mean *mean)
{
	struct picture_word *w;

	if (begins || p->nwords == 0) {
		words[p->nwords++] = (struct picture_word){ g->start, g->end,
			g->box, g->confidence };
		*mean = (struct mean){ g->confidence, 1 };
		return;
	}
	w = &words[p->nwords - 1];
	w->end = g->end;
	w->box = box_join(w->box, g->box);
	mean->sum += g->confidence;
	mean->n++;
	w->confidence = (uint8_t)(mean->sum / mean->n);
}

static bool
take_glyphs(struct picture *p, const unsigned char *from, size_t n)
{
	struct picture_glyph *glyphs = calloc(n + 1, sizeof *glyphs);
	struct picture_word *words = calloc(n + 1, sizeof *words);
	struct mean mean = { 0 };
	size_t i;

	p->glyphs = glyphs;
	p->words = words;
	p->nglyphs = n;
	if (glyphs == NULL || words == NULL)
		return false;
	for (i = 0; i < n; i++, from += WIRE_GLYPH) {
		const struct picture_glyph *before =
		    i > 0 ? &glyphs[i - 1] : NULL;

		if (!take_glyph(p, from, before, &glyphs[i]))
			return false;
		take_word(p, words, &glyphs[i],
		    from[29] == 1 ||
		        (before != NULL && before->line != glyphs[i].line),
		    &mean);
	}
	return true;
}

/* ---- all -------------------------------------------------------------------------------- */

static void *
copy(const char *from, size_t n)
{
	char *p = malloc(n + 1);

	if (p != NULL) {
		memcpy(p, from, n);
		p[n] = '\0';
	}
	return p;
}

struct picture *
look_nothing(enum look_cause cause)
{
	struct picture *p = calloc(1, sizeof *p);

	if (p != NULL)
		p->cause = cause;
	return p;
}

/* False: not to be believed, or out of memory; *p then holds a half. */
static bool
take_all(struct picture *p, const struct head *h, const char *from)
{
	struct span text = { from, h->text }, image;

	image.ptr = text.ptr + text.len + h->glyphs * WIRE_GLYPH;
	image.len = h->image;
	p->location = h->flags & WIRE_LOCATION;
	p->taken_at = h->flags & WIRE_TAKEN_AT;
	p->device = h->flags & WIRE_DEVICE;
	p->written = h->flags & WIRE_WORDS;
	p->doubt = h->flags & WIRE_DOUBT;
	p->others = h->others;
	p->width = h->width;
	p->height = h->height;
	p->type = h->type == WIRE_PNG ? "image/png" : "image/jpeg";
	if (!is_text(text) ||
	    !(h->type == WIRE_PNG
	            ? lookimage_png(image, h->width, h->height)
	            : lookimage_jpeg(image, h->width, h->height)))
		return false;
	p->text = copy(text.ptr, text.len);
	p->len = text.len;
	p->image = copy(image.ptr, image.len);
	p->image_len = image.len;
	return p->text != NULL && p->image != NULL &&
	    take_glyphs(p,
	        (const unsigned char *)text.ptr + text.len, h->glyphs);
}

static bool
is_whole(struct span s, uint64_t pixels, struct head *h)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t total;

	if (s.len < WIRE_HEAD + WIRE_TAIL || !look_expects(p, pixels, &total) ||
	    total != s.len || !span_ends(s, SPAN(WIRE_END)))
		return false;
	*h = head_of(p);
	return true;
}

int
look_read(struct span answer, uint64_t pixels, struct picture **out,
    struct shuhi_error *err)
{
	struct picture *p = look_nothing(LOOK_READ);
	struct head h;

	if (p == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a picture", 0);
	if (!is_whole(answer, pixels, &h)) {
		p->cause = LOOK_ENGINE;
	} else if (h.cause != LOOK_READ) {
		p->cause = (enum look_cause)h.cause;
	} else if (!take_all(p, &h, answer.ptr + WIRE_HEAD)) {
		picture_free(p);
		if ((p = look_nothing(LOOK_ENGINE)) == NULL)
			return fail(
			    err, SHUHI_E_NOMEM, "no memory for a picture", 0);
	}
	*out = p;
	return 0;
}

static void
wipe(const void *bytes, size_t n)
{
	if (bytes != NULL)
		explicit_bzero((void *)(uintptr_t)bytes, n);
	free((void *)(uintptr_t)bytes);
}

void
picture_free(struct picture *p)
{
	if (p == NULL)
		return;
	wipe(p->text, p->text != NULL ? p->len : 0);
	wipe(p->image, p->image != NULL ? p->image_len : 0);
	wipe(p->glyphs, p->nglyphs * sizeof *p->glyphs);
	wipe(p->words, p->nglyphs * sizeof *p->words);
	wipe(p, sizeof *p);
}

/* ---- boxes --------------------------------------------------------------------------------- */

size_t
picture_boxes(const struct picture *p, uint64_t start, uint64_t end,
    struct picture_box *out, size_t most)
{
	const struct picture_glyph *before = NULL, *g;
	size_t n = 0, i;

	for (i = 0; i < p->nglyphs; i++) {
		g = &p->glyphs[i];
		if (g->end <= start || g->start >= end)
			continue;
		if (before != NULL && before->line == g->line)
			out[n - 1] = box_join(out[n - 1], g->box);
		else if (n == most)
			break;
		else
			out[n++] = g->box;
		before = g;
	}
	return n;
}
