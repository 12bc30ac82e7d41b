#include "picture.h"

#include <stdlib.h>

#include <tesseract/capi.h>

#include "limit.h"

struct ocr {
	TessBaseAPI *api;
};

struct ocr *
ocr_open(void)
{
	struct ocr *o = calloc(1, sizeof *o);

	if (o == NULL || (o->api = TessBaseAPICreate()) == NULL)
		return NULL;
	TessBaseAPISetVariable(o->api, "debug_file", "/dev/null");
	if (TessBaseAPIInit2(o->api, NULL, "jpn", OEM_LSTM_ONLY) != 0)
		return NULL;
	return o;
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
			    it, RIL_SYMBOL);
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

bool
ocr_read(struct ocr *o, const struct sheet *sheet, const struct raster *r,
    struct symbols *out)
{
	TessResultIterator *it;
	bool ok = true;

	TessBaseAPISetPageSegMode(o->api, PSM_AUTO);
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
