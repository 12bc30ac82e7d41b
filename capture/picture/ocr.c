#include "picture.h"

#include <stdlib.h>

#include <tesseract/capi.h>

#include "limit.h"

/* As measured: words that are there have 50 to 96, those on a picture of a face and
 * a floor 0 to 47, with one of 79 among them. */
#define GUESS  25 /* the mean of a line */
#define LIKELY 50 /* of one that a page should not have had */
#define SURE   60 /* a symbol; each has its word's: its own is always high */
#define FEW    4  /* of these are a text */

struct ocr {
	TessBaseAPI *api;
};

struct ocr *
ocr_open(void)
{
	struct ocr *o = calloc(1, sizeof *o);

	if (o != NULL && (o->api = TessBaseAPICreate()) != NULL &&
	    TessBaseAPIInit2(o->api, NULL, "jpn", OEM_LSTM_ONLY) == 0)
		return o;
	if (o != NULL && o->api != NULL)
		TessBaseAPIDelete(o->api);
	free(o);
	return NULL;
}

static struct symbol *
next(struct symbols *s)
{
	struct symbol *more;
	size_t cap = s->cap == 0 ? 1024 : 2 * s->cap;

	if (s->n == s->cap) {
		if (s->n >= LIMIT_PICTURE_GLYPHS)
			return NULL;
		if ((more = realloc(s->at, cap * sizeof *more)) == NULL)
			return NULL;
		s->at = more;
		s->cap = cap;
	}
	s->at[s->n] = (struct symbol){ 0 };
	return &s->at[s->n++];
}

/* A box of the sheet, in pixels of the raster and inside it. */
static void
put_box(struct symbol *s, const int box[4], double scale,
    const struct raster *r)
{
	double most[4] = { r->width, r->height, r->width, r->height };
	double edge[4];
	int i;

	for (i = 0; i < 4; i++) {
		edge[i] = box[i] / scale;
		if (edge[i] < 0)
			edge[i] = 0;
		if (edge[i] > most[i])
			edge[i] = most[i];
	}
	s->x = (uint32_t)edge[0];
	s->y = (uint32_t)edge[1];
	if (s->x >= r->width)
		s->x = r->width - 1;
	if (s->y >= r->height)
		s->y = r->height - 1;
	s->w = edge[2] > s->x + 1 ? (uint32_t)(edge[2] + 0.5) - s->x : 1;
	s->h = edge[3] > s->y + 1 ? (uint32_t)(edge[3] + 0.5) - s->y : 1;
	if (s->w > r->width - s->x)
		s->w = r->width - s->x;
	if (s->h > r->height - s->y)
		s->h = r->height - s->y;
}

static bool
take(TessResultIterator *it, double scale, const struct raster *r,
    struct symbols *out)
{
	TessPageIterator *at = TessResultIteratorGetPageIterator(it);
	char *text = TessResultIteratorGetUTF8Text(it, RIL_SYMBOL);
	size_t n = text != NULL ? strlen(text) : 0;
	struct symbol *s;
	int box[4];
	bool ok = true;

	/* it reads rules of tables as blanks */
	if (n > 0 && n < sizeof s->text && text[0] != ' ' &&
	    TessPageIteratorBoundingBox(
	        at, RIL_SYMBOL, &box[0], &box[1], &box[2], &box[3])) {
		ok = (s = next(out)) != NULL;
		if (ok) {
			memcpy(s->text, text, n);
			put_box(s, box, scale, r);
			s->confidence = (uint8_t)TessResultIteratorConfidence(
			    it, RIL_WORD);
			s->word = TessPageIteratorIsAtBeginningOf(at, RIL_WORD);
			s->line = TessPageIteratorIsAtBeginningOf(
			    at, RIL_TEXTLINE);
			s->block =
			    TessPageIteratorIsAtBeginningOf(at, RIL_BLOCK);
		}
	}
	TessDeleteText(text);
	return ok;
}

static bool
pass(struct ocr *o, TessPageSegMode mode, const struct sheet *sheet,
    const struct raster *r, struct symbols *out)
{
	TessResultIterator *it;
	bool ok = true;

	TessBaseAPISetPageSegMode(o->api, mode);
	TessBaseAPISetImage2(o->api, sheet->pix);
	TessBaseAPISetSourceResolution(o->api, 300);
	if (TessBaseAPIRecognize(o->api, NULL) != 0)
		return false;
	if ((it = TessBaseAPIGetIterator(o->api)) == NULL)
		return true; /* nothing is written there */
	do
		ok = take(it, sheet->scale, r, out);
	while (ok && TessResultIteratorNext(it, RIL_SYMBOL));
	TessResultIteratorDelete(it);
	return ok;
}

/* How sure a line is that begins there; where it ends. */
static unsigned
line_at(const struct symbols *s, size_t from, size_t *end)
{
	unsigned sum = 0;
	size_t i = from;

	do
		sum += s->at[i++].confidence;
	while (i < s->n && !s->at[i].line);
	*end = i;
	return sum / (unsigned)(i - from);
}

/*
 * Lines that are guesses go: on faces and floors OCR sees letters, too, and who gets
 * them for a text believes that somebody could read the picture.
 */
static void
drop_guesses(struct symbols *s, size_t from, unsigned least)
{
	bool block = false;
	size_t i, end, n = from;

	for (i = from; i < s->n; i = end) {
		unsigned sure = line_at(s, i, &end);

		block |= s->at[i].block;
		if (sure < least)
			continue;
		memmove(&s->at[n], &s->at[i], (end - i) * sizeof *s->at);
		s->at[n].block = block;
		block = false;
		n += end - i;
	}
	s->n = n;
}

/* Edges are read as strokes and dots. */
static bool
is_letter(const struct symbol *s)
{
	return strstr("|ー一—-_=.,:;/「」『』", s->text) == NULL;
}

static bool
is_anything(const struct symbols *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->n; i++)
		n += s->at[i].confidence >= SURE && is_letter(&s->at[i]);
	return n >= FEW;
}

/* A page; then what is much larger on it, as a name on a wristband. */
bool
ocr_read(struct ocr *o, struct sheet *sheet, const struct raster *r,
    struct symbols *out)
{
	size_t first;

	if (!pass(o, PSM_SINGLE_COLUMN, sheet, r, out))
		return false;
	drop_guesses(out, 0, GUESS);
	first = out->n;
	if (sheet_larger(sheet, out)) {
		if (!pass(o, PSM_SINGLE_COLUMN, sheet, r, out))
			return false;
		drop_guesses(out, first, LIKELY);
	}
	if (!is_anything(out))
		out->n = 0;
	return true;
}
