#include "picture.h"

#include <stdlib.h>

#include <leptonica/allheaders.h>

#include "limit.h"

/*
 * From a picture to a sheet: black letters of one height on white, whatever they
 * were written on.
 *
 *	grey -> scaled so that letters are HIGH pixels high
 *	     -> what is darker than around it, and what is lighter (Sauvola)
 *	     -> regions of either, made solid; the more solid one says which it is
 *	     -> each region stretched from its own ground to its own ink
 *
 * So one bubble of a chat, one bar of a table and one corner of a badly lit photo
 * cannot spoil another, and a dark screen is a light one.
 */
#define HIGH       SHEET_HIGH
#define SCALE_MOST 3.5 /* more adds blur, no letters */
#define AREA_MOST  (24u << 20) /* pixels of a sheet */
#define WINDOW     30  /* half of what "around" is */
#define FACTOR     0.30f
#define SOLID      21  /* gaps of a region that are closed */
#define MARGIN     9
#define LARGE      100 /* both ways: no letter, a frame */
#define LARGER     3.0f /* letters of a second look, for each pixel of the first */
#define CONTRAST   24  /* less is noise */

void
sheet_free(struct sheet *s)
{
	pixDestroy(&s->pix);
	pixDestroy(&s->raw);
}

static PIX *
grey_of(const struct raster *r)
{
	PIX *pix = pixCreateNoInit((l_int32)r->width, (l_int32)r->height, 8);
	const unsigned char *p = r->px;
	l_uint32 *line, x, y;

	if (pix == NULL)
		return NULL;
	for (y = 0; y < r->height; y++) {
		line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
		for (x = 0; x < r->width; x++, p += 3)
			SET_DATA_BYTE(line, x,
			    (299u * p[0] + 587u * p[1] + 114u * p[2]) / 1000u);
	}
	return pix;
}

/* ---- which pixels are ink ------------------------------------------------------------ */

/* Darker than around it.  NULL: there is no memory, or no room for a window. */
static PIX *
darker(PIX *grey)
{
	l_int32 w = pixGetWidth(grey), h = pixGetHeight(grey);
	l_int32 half = w < h ? w / 2 - 2 : h / 2 - 2;
	PIX *out = NULL;

	if (half < 2)
		return NULL;
	pixSauvolaBinarize(grey, half < WINDOW ? half : WINDOW, FACTOR, 1, NULL,
	    NULL, NULL, &out);
	return out;
}

/* ---- size ------------------------------------------------------------------------------ */

static int
compare(const void *a, const void *b)
{
	l_int32 x = *(const l_int32 *)a, y = *(const l_int32 *)b;

	return (x > y) - (x < y);
}

/* The median of what may be letters; 0: there are none. */
static l_int32
height_of(PIX *ink)
{
	BOXA *all = pixConnCompBB(ink, 8);
	l_int32 n = all != NULL ? boxaGetCount(all) : 0, i, w, h, m = 0;
	l_int32 *high = calloc((size_t)n + 1, sizeof *high), median = 0;

	for (i = 0; high != NULL && i < n; i++) {
		boxaGetBoxGeometry(all, i, NULL, NULL, &w, &h);
		if (h >= 7 && h <= 160 && w >= 3 && w <= 3 * h)
			high[m++] = h;
	}
	if (m >= 4) {
		qsort(high, (size_t)m, sizeof *high, compare);
		median = high[m / 2];
	}
	free(high);
	boxaDestroy(&all);
	return median;
}

/* Letters of whichever lightness there are more of. */
static double
scale_of(PIX *grey)
{
	PIX *inverse = pixInvert(NULL, grey);
	PIX *dark = darker(grey), *light = inverse != NULL ? darker(inverse) : NULL;
	l_int32 a = dark != NULL ? height_of(dark) : 0;
	l_int32 b = light != NULL ? height_of(light) : 0;
	double area = (double)pixGetWidth(grey) * pixGetHeight(grey), k;

	k = a > b ? a : b;
	k = k > 0 ? HIGH / k : 1;
	if (k > SCALE_MOST)
		k = SCALE_MOST;
	if (k < 0.25)
		k = 0.25;
	while (k * k * area > AREA_MOST)
		k *= 0.9;
	pixDestroy(&inverse);
	pixDestroy(&dark);
	pixDestroy(&light);
	return k;
}

/* ---- regions -------------------------------------------------------------------------- */

/* Ink made solid, without specks and without what no letters are. */
static PIX *
solid(PIX *grey)
{
	PIX *ink = darker(grey), *some, *letters, *out;

	if (ink == NULL)
		return NULL;
	some = pixSelectBySize(ink, 3, 3, 8, L_SELECT_IF_EITHER,
	    L_SELECT_IF_GTE, NULL);
	letters = some == NULL ? NULL
	    : pixSelectBySize(some, LARGE, LARGE, 8, L_SELECT_IF_EITHER,
	          L_SELECT_IF_LT, NULL);
	out = letters == NULL ? NULL
	    : pixCloseSafeBrick(NULL, letters, SOLID, SOLID);
	pixDestroy(&ink);
	pixDestroy(&some);
	pixDestroy(&letters);
	return out;
}

struct region {
	PIX *mask;
	l_int32 x, y, w, h;
};

static bool
has(const struct region *g, l_int32 x, l_int32 y)
{
	l_uint32 *line = pixGetData(g->mask) + (size_t)y *
	    (size_t)pixGetWpl(g->mask);

	return GET_DATA_BIT(line, x);
}

static l_uint32 *
row_of(PIX *pix, l_int32 y)
{
	return pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
}

/* How often each lightness is there: of all, and of its margin. */
struct tally {
	unsigned all[256], margin[256];
};

static void
count(const struct region *g, PIX *grey, PIX *core, struct tally *t)
{
	l_int32 x, y;
	l_uint32 v;

	for (y = 0; y < g->h; y++)
		for (x = 0; x < g->w; x++) {
			if (!has(g, x, y))
				continue;
			v = GET_DATA_BYTE(row_of(grey, g->y + y), g->x + x);
			t->all[v]++;
			if (!GET_DATA_BIT(row_of(core, g->y + y), g->x + x))
				t->margin[v]++;
		}
}

/*
 * The ground is the commonest lightness of the margin (in the whole of it, bold
 * letters may outweigh it); ink lies on the side of it that is further away in sum,
 * and as far as all but a fiftieth.
 */
struct range {
	int ground, ink;
};

static int
ground_of(const unsigned *at)
{
	unsigned near, best = 0;
	int i, ground = 0;

	for (i = 2; i < 254; i++) {
		near = at[i - 2] + at[i - 1] + at[i] + at[i + 1] + at[i + 2];
		if (near > best) {
			best = near;
			ground = i;
		}
	}
	return ground;
}

static struct range
range_of(const struct tally *t)
{
	struct range r = { .ground = ground_of(t->margin) };
	const unsigned *at = t->all;
	uint64_t all = 0, below = 0, above = 0, sum = 0;
	int i, step;

	for (i = 0; i < 256; i++) {
		all += at[i];
		if (i < r.ground)
			below += (uint64_t)at[i] * (unsigned)(r.ground - i);
		else
			above += (uint64_t)at[i] * (unsigned)(i - r.ground);
	}
	step = below >= above ? 1 : -1;
	r.ink = step > 0 ? 0 : 255;
	for (; r.ink != r.ground && 50 * (sum += at[r.ink]) <= all;)
		r.ink += step;
	return r;
}

static void
stretch(const struct region *g, PIX *grey, PIX *core, PIX *out)
{
	struct tally t = { 0 };
	l_int32 x, y, v;
	struct range r;

	count(g, grey, core, &t);
	r = range_of(&t);
	if (abs(r.ground - r.ink) < CONTRAST)
		return;
	for (y = 0; y < g->h; y++)
		for (x = 0; x < g->w; x++) {
			if (!has(g, x, y))
				continue;
			v = (l_int32)GET_DATA_BYTE(
			    row_of(grey, g->y + y), g->x + x);
			v = (v - r.ink) * 255 / (r.ground - r.ink);
			SET_DATA_BYTE(row_of(out, g->y + y), g->x + x,
			    v < 0 ? 0 : v > 255 ? 255 : v);
		}
}

static void
take_regions(PIX *grey, PIX *core, PIX *grown, PIX *out)
{
	PIXA *masks = NULL;
	BOXA *boxes = pixConnComp(grown, &masks, 8);
	l_int32 n = boxes != NULL ? boxaGetCount(boxes) : 0, i;
	struct region g;

	for (i = 0; i < n; i++) {
		boxaGetBoxGeometry(boxes, i, &g.x, &g.y, &g.w, &g.h);
		g.mask = pixaGetPix(masks, i, L_CLONE);
		stretch(&g, grey, core, out);
		pixDestroy(&g.mask);
	}
	boxaDestroy(&boxes);
	pixaDestroy(&masks);
}

/* NULL: too small for regions, or no memory. */
static PIX *
clean(PIX *grey)
{
	PIX *inverse = pixInvert(NULL, grey), *core = NULL, *grown = NULL;
	PIX *dark = solid(grey), *light = inverse != NULL ? solid(inverse) : NULL;
	PIX *out = NULL;

	if (dark != NULL && light != NULL)
		core = pixOr(NULL, dark, light);
	if (core != NULL)
		grown = pixDilateBrick(NULL, core, MARGIN, MARGIN);
	if (grown != NULL)
		out = pixCreate(pixGetWidth(grey), pixGetHeight(grey), 8);
	if (out != NULL) {
		pixSetAll(out);
		take_regions(grey, core, grown, out);
	}
	pixDestroy(&inverse);
	pixDestroy(&dark);
	pixDestroy(&light);
	pixDestroy(&core);
	pixDestroy(&grown);
	return out;
}

bool
prepare(const struct raster *r, struct sheet *out)
{
	PIX *grey, *scaled;
	double k;

	setMsgSeverity(L_SEVERITY_NONE);
	*out = (struct sheet){ .scale = 1 };
	if ((grey = grey_of(r)) == NULL)
		return false;
	k = scale_of(grey);
	scaled = pixScale(grey, (l_float32)k, (l_float32)k);
	pixDestroy(&grey);
	if (scaled == NULL)
		return false;
	out->scale = (double)pixGetWidth(scaled) / r->width;
	out->raw = scaled;
	out->pix = clean(scaled);
	if (out->pix == NULL)
		out->pix = pixCopy(NULL, scaled);
	return out->pix != NULL;
}

/* ---- a second look ---------------------------------------------------------------------- */

#define FRAME 32

/* The middle lightness around a box: what its letters stand on. */
static l_uint32
around(PIX *pix, l_int32 x, l_int32 y, l_int32 w, l_int32 h)
{
	l_int32 at[FRAME + 2], i, n = 0;
	l_uint32 v;

	for (i = 0; i <= FRAME / 2; i++) {
		if (pixGetPixel(pix, x + w * 2 * i / FRAME, y, &v) == 0)
			at[n++] = (l_int32)v;
		if (pixGetPixel(pix, x + w * 2 * i / FRAME, y + h, &v) == 0)
			at[n++] = (l_int32)v;
	}
	qsort(at, (size_t)n, sizeof *at, compare);
	return n > 0 ? (l_uint32)at[n / 2] : 255;
}

static void
erase(PIX *pix, const struct symbol *c, double scale)
{
	l_int32 x = (l_int32)(c->x * scale) - 3, y = (l_int32)(c->y * scale) - 3;
	l_int32 w = (l_int32)(c->w * scale) + 6, h = (l_int32)(c->h * scale) + 6;
	BOX *box = boxCreate(x < 0 ? 0 : x, y < 0 ? 0 : y, w, h);

	pixSetInRectArbitrary(pix, box, around(pix, x, y, w, h));
	boxDestroy(&box);
}

bool
sheet_larger(struct sheet *s, const struct symbols *read)
{
	PIX *less;
	size_t i;

	for (i = 0; i < read->n; i++)
		erase(s->raw, &read->at[i], s->scale);
	if (pixGetWidth(s->raw) < 3 * LARGE || pixGetHeight(s->raw) < LARGE)
		return false;
	if ((less = pixScale(s->raw, 1 / LARGER, 1 / LARGER)) == NULL)
		return false;
	pixDestroy(&s->pix);
	s->pix = clean(less);
	s->scale *= (double)pixGetWidth(less) / pixGetWidth(s->raw);
	pixDestroy(&less);
	return s->pix != NULL;
}
