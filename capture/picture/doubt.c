#include "picture.h"

#include <leptonica/allheaders.h>

/*
 * How much of what looks like a text was not read for sure.  OCR alone cannot tell:
 * of a line that stands on its head it makes other letters, and of one that stands
 * on its side nothing.  So the ink is asked.
 *
 *	letters -> smeared along a line and upright -> bars, as  ▬▬▬▬▬▬
 *	ink in bars - ink where letters were read for sure = ink that nobody has read
 *
 * Lines of a text make bars; leaves, tiles and faces make blots of any shape.
 */
#define HIGH  SHEET_HIGH
#define GAP   (3 * HIGH / 2) /* a wide blank in a line */
#define SPECK 4
#define SURE  50 /* as measured: a clear page has a tenth of its letters below */
#define SHARE 4  /* one in so many unread is much */
#define FEW   (HIGH * HIGH) /* ink of some four letters: never much */
#define LINE  (5 * FEW / 2) /* in one line that was missed: much in any page */
#define NEAR  6 /* a box of OCR may lie so much beside its letter */

/* Ink of a letter's size: no specks, frames and rules.  NULL: no memory. */
static PIX *
ink_of(PIX *grey)
{
	PIX *ink = pixThresholdToBinary(grey, 128), *some, *out;

	some = ink == NULL ? NULL
	    : pixSelectBySize(ink, SPECK, SPECK, 8, L_SELECT_IF_EITHER,
	          L_SELECT_IF_GTE, NULL);
	out = some == NULL ? NULL
	    : pixSelectBySize(some, 3 * HIGH, 3 * HIGH, 8, L_SELECT_IF_BOTH,
	          L_SELECT_IF_LT, NULL);
	pixDestroy(&ink);
	pixDestroy(&some);
	return out;
}

static bool
is_bar(l_int32 along, l_int32 across)
{
	return along >= 2 * HIGH && along >= 2 * across &&
	    5 * across >= 2 * HIGH && across <= 2 * HIGH;
}

/* Adds those that run one way to the boxes, and paints them. */
static bool
take_bars(PIX *ink, bool upright, BOXA *to, PIX *paint)
{
	PIX *smeared = pixCloseSafeBrick(
	    NULL, ink, upright ? 1 : GAP, upright ? GAP : 1);
	BOXA *all = smeared != NULL ? pixConnCompBB(smeared, 8) : NULL;
	l_int32 n = all != NULL ? boxaGetCount(all) : 0, i, x, y, w, h;
	bool ok = all != NULL;

	for (i = 0; i < n; i++) {
		boxaGetBoxGeometry(all, i, &x, &y, &w, &h);
		if (!(upright ? is_bar(h, w) : is_bar(w, h)))
			continue;
		ok &= boxaAddBox(to, boxCreate(x, y, w, h), L_INSERT) == 0;
		pixRasterop(paint, x, y, w, h, PIX_SET, NULL, 0, 0);
	}
	pixDestroy(&smeared);
	boxaDestroy(&all);
	return ok;
}

void
doubt_begin(struct doubt *d, const struct sheet *s)
{
	PIX *ink = ink_of(s->pix);
	PIX *paint = ink != NULL ? pixCreateTemplate(ink) : NULL;

	*d = (struct doubt){ .scale = s->scale, .bars = boxaCreate(0) };
	if (paint != NULL && d->bars != NULL &&
	    take_bars(ink, false, d->bars, paint) &&
	    take_bars(ink, true, d->bars, paint))
		d->text = pixAnd(NULL, ink, paint);
	pixDestroy(&ink);
	pixDestroy(&paint);
}

static PIX *
unread(const struct doubt *d, const struct symbols *read)
{
	PIX *left = pixCopy(NULL, d->text);
	size_t i;

	for (i = 0; left != NULL && i < read->n; i++) {
		const struct symbol *c = &read->at[i];

		if (c->confidence >= SURE)
			pixRasterop(left, (l_int32)(c->x * d->scale) - NEAR,
			    (l_int32)(c->y * d->scale) - NEAR,
			    (l_int32)(c->w * d->scale) + 2 * NEAR,
			    (l_int32)(c->h * d->scale) + 2 * NEAR, PIX_CLR,
			    NULL, 0, 0);
	}
	return left;
}

static l_int32
ink_of_part(PIX *pix, BOX *box)
{
	PIX *part = pixClipRectangle(pix, box, NULL);
	l_int32 n = 0;

	if (part != NULL)
		pixCountPixels(part, &n, NULL);
	pixDestroy(&part);
	return n;
}

/* A line of which most is left, and that is no word or two. */
static bool
misses_line(const struct doubt *d, PIX *left)
{
	l_int32 n = boxaGetCount(d->bars), i, rest;
	bool found = false;

	for (i = 0; i < n && !found; i++) {
		BOX *box = boxaGetBox(d->bars, i, L_CLONE);

		rest = ink_of_part(left, box);
		found = rest > LINE && 5 * rest > 3 * ink_of_part(d->text, box);
		boxDestroy(&box);
	}
	return found;
}

bool
doubt_end(struct doubt *d, const struct symbols *read)
{
	PIX *left = d->text != NULL ? unread(d, read) : NULL;
	l_int32 all, rest;
	bool doubt = true;

	if (left != NULL && pixCountPixels(left, &rest, NULL) == 0 &&
	    pixCountPixels(d->text, &all, NULL) == 0)
		doubt = (rest > FEW && rest > all / SHARE) ||
		    misses_line(d, left);
	pixDestroy(&left);
	pixDestroy(&d->text);
	boxaDestroy(&d->bars);
	return doubt;
}
