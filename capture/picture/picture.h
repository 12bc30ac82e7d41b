/*
 * shuhi-picture: one picture read, then the end.
 *
 *	bytes -> decode (jpeg, png, webp, heif) -> upright pixels -> prepare -> ocr
 *	      -> doubt -> layout -> tell
 *
 * A program of its own, because decoders and OCR are large and meet hostile files.
 * It loads its models, reads descriptor 0 to its end, gives up all rights
 * (scanner/jail) and only then looks at what it was given.  It tells one answer
 * (wire.h) on descriptor 1 and nothing anywhere else; its caller (draft/look.h)
 * takes any other end for a failure and believes no number in it.
 *
 * Nothing is freed that the end of the process frees, but what is large.
 */
#ifndef SHUHI_PICTURE_H
#define SHUHI_PICTURE_H

#include "draft/look.h"
#include "span.h"

/* ---- pixels (raster.c) ------------------------------------------------------- */

/* Rows from the top, without padding; 3 bytes a pixel: red, green, blue. */
struct raster {
	uint32_t width, height;
	unsigned char *px;
};

/* Room for width x height x depth bytes.  LOOK_READ, or why there is none. */
enum look_cause raster_new(struct raster *, uint64_t width, uint64_t height,
    unsigned depth, uint64_t most);
void raster_free(struct raster *);

/*
 * 4 bytes a pixel become 3, on a ground that writing of its mean lightness stands
 * out from: white letters that a white page would not show are read.
 */
void raster_flatten(struct raster *);

/* As a camera held that way (EXIF 1-8) saw it. */
enum look_cause raster_turn(struct raster *, unsigned orientation);

/* ---- what a file tells beside its pixels ---------------------------------------- */

struct traces {
	bool location, taken_at, device;
	bool words; /* somebody may have written something there: a title, a
	             * description, a comment, a name */
	uint32_t others; /* with them */
	unsigned orientation; /* 1-8 as in EXIF, 0: not said */
};

/* exif.c: a TIFF, with or without "Exif\0\0" before it */
void exif_trace(struct span, struct traces *);
/* traces.c: more than blanks */
bool is_written(struct span);
/* XMP, IPTC in Photoshop's blocks, a text of PNG with its keyword */
void xmp_trace(struct span, struct traces *);
void iptc_trace(struct span, struct traces *);
void text_trace(struct span keyword, struct span value, struct traces *);

/* ---- files ----------------------------------------------------------------------- */

struct photo {
	struct raster raster; /* NULL pixels unless it was read */
	struct traces traces;
	bool exact; /* drawn or photographed from a screen: kept without loss */
};

/* photo.c: any of them, by its first bytes, upright.  LOOK_READ or why not. */
enum look_cause photo_read(struct span, uint64_t pixels, struct photo *);

enum look_cause jpeg_read(struct span, uint64_t pixels, struct photo *);
enum look_cause png_read(struct span, uint64_t pixels, struct photo *);
enum look_cause webp_read(struct span, uint64_t pixels, struct photo *);
enum look_cause heif_read(struct span, uint64_t pixels, struct photo *);
/* Does it need threads to be read?  Asked before the jail closes. */
bool heif_is(struct span);

/* An encoded copy without metadata; malloc()ed, at most LIMIT_PICTURE_IMAGE.
 * False: it does not fit, or there is no memory. */
bool jpeg_write(const struct raster *, unsigned char **, size_t *len);
bool png_write(const struct raster *, unsigned char **, size_t *len);

/* ---- letters (prepare.c, ocr.c) ---------------------------------------------------- */

/* A character in pixels of the raster, as it was read, in reading order. */
struct symbol {
	char text[24]; /* UTF-8, NUL-terminated, never empty */
	uint32_t x, y, w, h;
	uint8_t confidence; /* 0 - 100 */
	bool word, line, block; /* it begins one */
};

struct symbols {
	struct symbol *at;
	size_t n, cap;
};

/* Nothing but grey, of a size and lightness that OCR reads best. */
#define SHEET_HIGH 40 /* its pixels of a letter */
struct sheet {
	struct Pix *pix; /* letters black, all else white */
	struct Pix *raw; /* nothing decided */
	double scale; /* its pixels for each of the raster */
};

bool prepare(const struct raster *, struct sheet *);
/* Once: what has been read is painted over, and letters that were too large for
 * the first time are of the right size.  False: there is no room for such. */
bool sheet_larger(struct sheet *, const struct symbols *read);
void sheet_free(struct sheet *);

/* What looks like lines of a text on a sheet, in black (doubt.c). */
struct doubt {
	struct Pix *text; /* NULL: no memory */
	struct Boxa *bars; /* its lines */
	double scale;
};

/* Before ocr_read(), which uses the sheet up. */
void doubt_begin(struct doubt *, const struct sheet *);
/* Was much of it not read for sure?  True without memory. */
bool doubt_end(struct doubt *, const struct symbols *read);

struct ocr;
/* Loads models: slow, and needs files.  NULL: there are none. */
struct ocr *ocr_open(void);
/* False: it failed, or found more than LIMIT_PICTURE_GLYPHS. */
bool ocr_read(
    struct ocr *, struct sheet *, const struct raster *, struct symbols *);

/* Lines side by side in rows (rows.c).  False: no memory. */
bool rows(struct symbols *);

/* ---- the answer (layout.c, tell.c) --------------------------------------------------- */

struct page {
	char *text;
	size_t len;
	struct picture_glyph *glyphs;
	bool *word; /* of each glyph: it begins one */
	size_t n;
	bool doubt; /* much was not read for sure */
};

/* LOOK_READ, LOOK_TOO_LARGE, LOOK_ENGINE (no memory). */
enum look_cause layout(const struct symbols *, struct page *);

/* False: nobody listens. */
bool tell_failure(int fd, enum look_cause);
bool tell(int fd, const struct photo *, const struct page *);

#endif
