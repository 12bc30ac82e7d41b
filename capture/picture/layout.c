#include "picture.h"

#include <stdlib.h>

#include "limit.h"
#include "utf8.h"

/* ---- where a blank stands ------------------------------------------------------------ */

/* Scripts that are written without blanks, and their marks. */
static bool
is_unspaced(const char *text)
{
	struct span s = span_of(text);
	size_t at = 0;
	uint32_t c = utf8_next(s, &at);

	return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	    (c >= 0xff00 && c <= 0xffef) || (c >= 0x20000 && c <= 0x3ffff);
}

/* Further apart than letters of one word are. */
static bool
is_far(const struct symbol *a, const struct symbol *b)
{
	uint32_t high = a->h > b->h ? a->h : b->h;

	return b->x > a->x + a->w && b->x - (a->x + a->w) > high;
}

/*
 * OCR puts a blank between all it takes for words, so also into 患 者 and 305 号室.
 * Where a side is written without blanks, only a gap makes one.
 */
static bool
blank_between(const struct symbol *a, const struct symbol *b)
{
	if (!b->word)
		return false;
	return is_far(a, b) ||
	    (!is_unspaced(a->text) && !is_unspaced(b->text));
}

/* ---- text ----------------------------------------------------------------------------- */

static bool
put(struct page *p, const char *text, size_t n)
{
	if (n > LIMIT_PICTURE_TEXT - p->len)
		return false;
	memcpy(p->text + p->len, text, n);
	p->len += n;
	return true;
}

static bool
put_gap(struct page *p, const struct symbol *before, const struct symbol *s)
{
	if (before == NULL)
		return true;
	if (s->block)
		return put(p, "\n\n", 2);
	if (s->line)
		return put(p, "\n", 1);
	return !blank_between(before, s) || put(p, " ", 1);
}

static bool
put_symbol(struct page *p, const struct symbol *before, const struct symbol *s,
    uint32_t *line)
{
	struct picture_glyph *g = &p->glyphs[p->n];
	size_t from;

	if (!put_gap(p, before, s))
		return false;
	from = p->len;
	if (!put(p, s->text, strlen(s->text)))
		return false;
	if (before != NULL && s->line)
		*line += 1 + (uint32_t)s->block;
	*g = (struct picture_glyph){ (uint32_t)from, (uint32_t)p->len,
		{ s->x, s->y, s->w, s->h }, *line, s->confidence };
	p->word[p->n++] = s->word;
	return true;
}

enum look_cause
layout(const struct symbols *in, struct page *out)
{
	const struct symbol *before = NULL;
	uint32_t line = 0;
	size_t i;

	*out = (struct page){ .text = malloc(LIMIT_PICTURE_TEXT),
		.glyphs = calloc(in->n + 1, sizeof *out->glyphs),
		.word = calloc(in->n + 1, sizeof *out->word) };
	if (out->text == NULL || out->glyphs == NULL || out->word == NULL)
		return LOOK_ENGINE;
	for (i = 0; i < in->n; i++) {
		if (!put_symbol(out, before, &in->at[i], &line))
			return LOOK_TOO_LARGE;
		before = &in->at[i];
	}
	return LOOK_READ;
}
