/*
 * distort HOW IN.png OUT: a rendered page as a camera sees it.
 *
 *	as-is   the page           turned  by two degrees, JPEG
 *	half    half the size      photo   from the side, unsharp, badly lit, noisy, JPEG
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

/* Brighter above left than below right. */
static PIX *
shade(PIX *in)
{
	l_int32 w = pixGetWidth(in), h = pixGetHeight(in), x, y, r, g, b, k;
	PIX *out = pixCopy(NULL, in);

	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++) {
			pixGetRGBPixel(in, x, y, &r, &g, &b);
			k = 100 - 30 * x / w - 20 * y / h;
			pixSetRGBPixel(out, x, y, r * k / 100, g * k / 100,
			    b * k / 100);
		}
	return out;
}

static PTA *
corners(double w, double h, double in)
{
	PTA *p = ptaCreate(4);

	ptaAddPt(p, (l_float32)(w * in), (l_float32)(h * in * 0.5));
	ptaAddPt(p, (l_float32)w, (l_float32)0);
	ptaAddPt(p, (l_float32)w, (l_float32)h);
	ptaAddPt(p, (l_float32)(w * in * 0.4), (l_float32)(h * (1 - in)));
	return p;
}

static PIX *
photo(PIX *in)
{
	PIX *large = pixScale(in, 1.5f, 1.5f), *side, *dim, *soft;
	double w = pixGetWidth(large), h = pixGetHeight(large);

	side = pixProjectivePta(large, corners(w, h, 0.05),
	    corners(w, h, 0.0), L_BRING_IN_WHITE);
	dim = shade(side);
	soft = pixBlockconv(dim, 1, 1);
	return pixAddGaussianNoise(soft, 8.0f);
}

static int
write_as(const char *how, PIX *in, const char *to)
{
	if (strcmp(how, "as-is") == 0)
		return pixWrite(to, in, IFF_PNG);
	if (strcmp(how, "half") == 0)
		return pixWrite(to, pixScale(in, 0.5f, 0.5f), IFF_PNG);
	if (strcmp(how, "turned") == 0)
		return pixWriteJpeg(to, pixRotate(in, 0.035f, L_ROTATE_AREA_MAP,
		    L_BRING_IN_WHITE, 0, 0), 80, 0);
	if (strcmp(how, "photo") == 0)
		return pixWriteJpeg(to, photo(in), 70, 0);
	return 1;
}

int
main(int argc, char **argv)
{
	PIX *read, *in;

	if (argc != 4) {
		fputs("usage: distort as-is|half|turned|photo IN.png OUT\n",
		    stderr);
		return 2;
	}
	if ((read = pixRead(argv[2])) == NULL ||
	    (in = pixConvertTo32(read)) == NULL)
		return 1;
	return write_as(argv[1], in, argv[3]) == 0 ? 0 : 1;
}
