#include "picture.h"

#include <leptonica/allheaders.h>

#include "limit.h"

void
sheet_free(struct sheet *s)
{
	pixDestroy(&s->pix);
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

bool
prepare(const struct raster *r, struct sheet *out)
{
	setMsgSeverity(L_SEVERITY_NONE);
	*out = (struct sheet){ grey_of(r), 1.0 };
	return out->pix != NULL;
}
