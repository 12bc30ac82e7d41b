/*
 * Looking at a picture: what is written on it, and a copy that is safe to show.
 *
 *	bytes --> pipe --> [ shuhi-picture ] --> pipe --> answer, checked --> picture
 *
 * Decoders and OCR are large and meet hostile files, so each picture is read by a
 * child process of its own that has no rights, no names of files and no network
 * (capture/picture).  What it answers is not trusted either: spans, UTF-8, boxes
 * and sizes are checked here before anybody sees them.
 *
 *	look_open(&(struct look_config){ 0 }, &looker, &err);
 *	look_at(looker, bytes, len, &picture, &err);
 *	if (picture->cause != LOOK_READ)
 *		hold_back(look_cause_name(picture->cause));   nobody has looked
 *	else
 *		shuhi_scan(worker, picture->text, picture->len, ...);
 *	picture_free(picture);
 *
 * A picture in which nothing could be read is LOOK_READ with len 0: that no text
 * was found says nothing about faces and places; the caller must not pass it.
 */
#ifndef SHUHI_CAPTURE_LOOK_H
#define SHUHI_CAPTURE_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shuhi.h"

enum look_cause {
	LOOK_UNSEEN = 0,  /* nobody has looked */
	LOOK_READ,        /* the only one with text, image and metadata */
	LOOK_TOO_LARGE,   /* bytes, or more text than LIMIT_PICTURE_TEXT */
	LOOK_PIXELS,      /* more than config.pixels, or a side too long */
	LOOK_TIMEOUT,
	LOOK_BROKEN,      /* malformed, or cut off */
	LOOK_UNSUPPORTED, /* no JPEG, PNG, WebP or HEIC, or no codec for it */
	LOOK_ENGINE,      /* the reader is missing, died, or answered nonsense */
	LOOK_BUSY,        /* config.children are at work: ask again */
	LOOK_CAUSES
};

/* "unseen", "read", "too-large", "pixels", "timeout", "broken", "unsupported",
 * "engine", "busy".  Static, never NULL. */
const char *look_cause_name(enum look_cause);

/* Zero and NULL stand for the defaults, LIMIT_PICTURE_* of scanner/limit.h. */
struct look_config {
	/*
	 * The program; copied.  NULL takes shuhi-picture in $SHUHI_LIBEXEC (and
	 * nowhere else when that is set), beside this program, or under
	 * PREFIX/libexec/shuhi.
	 */
	const char *program;
	uint64_t bytes;        /* of one file                          */
	uint64_t pixels;       /* width times height                   */
	uint32_t milliseconds; /* for one picture, by the clock        */
	uint32_t children;     /* pictures at the same time            */
	bool cold;             /* keep no child waiting: the first to
	                        * read pays for loading its models     */
};

/* In pixels of the safe image, origin top left; inside it, never empty. */
struct picture_box {
	uint32_t x, y, w, h;
};

/* One character as it was read.  Blanks and line ends have none. */
struct picture_glyph {
	uint32_t start, end; /* bytes of the text; ascending, never empty */
	struct picture_box box;
	uint32_t line;      /* 0, 1, ... as lines of the text */
	uint8_t confidence; /* 0 - 100 */
};

/* Neighbouring glyphs that belong together. */
struct picture_word {
	uint32_t start, end; /* bytes of the text; ascending, never empty */
	struct picture_box box;
	uint8_t confidence; /* 0 - 100: the mean of its glyphs */
};

struct picture {
	enum look_cause cause;

	/* All below is zero unless cause is LOOK_READ. */

	/* Valid UTF-8 in reading order, lines end in \n; NUL-terminated, and may
	 * hold NUL nowhere else. */
	const char *text;
	size_t len;
	const struct picture_glyph *glyphs;
	size_t nglyphs;
	const struct picture_word *words;
	size_t nwords;
	bool doubt; /* much of what looks like text was not read for sure: it
	             * must not pass either */

	/* Upright, encoded anew from pixels: nothing of the file but these. */
	const char *type; /* "image/png" or "image/jpeg"; static */
	const unsigned char *image;
	size_t image_len;
	uint32_t width, height;

	/* What the file said beside its pixels and the safe image does not. */
	bool location, taken_at, device;
	bool written; /* titles, comments, names: nobody has judged them */
	uint32_t others; /* further entries: names, comments, software, ... */
};

struct looker;

/*
 * Fails   SHUHI_E_NOMEM, SHUHI_E_USAGE (bytes or pixels above their ceiling).  That the
 *         program is missing is no failure here: pictures are LOOK_ENGINE then;
 *         ask look_ready().
 */
int look_open(
    const struct look_config *, struct looker **, struct shuhi_error *);

/* Is there a program to read pictures with? */
bool look_ready(const struct looker *);

/* No look_at() may be running.  NULL is fine. */
void look_close(struct looker *);

/*
 * Read a picture.  Its kind is told by its first bytes only.
 *
 * Memory   *picture is the caller's, to be given to picture_free(); `bytes` are
 *          not needed afterwards, and nothing of them is written to a disk.
 * Fails    SHUHI_E_NOMEM; *picture is untouched then.  Whatever else goes wrong
 *          is picture->cause.
 * Threads  any number at once on one looker; blocks for config.milliseconds at
 *          most.  Signals: none is raised, SIGPIPE and SIGCHLD are not needed.
 */
int look_at(struct looker *, const void *bytes, size_t len, struct picture **,
    struct shuhi_error *);

/* Wipes all it holds.  NULL is fine. */
void picture_free(struct picture *);

/*
 * The boxes that cover bytes [start, end) of the text, one for each line it
 * touches, at most `most`: how many.  0: only blanks stand there.
 */
size_t picture_boxes(const struct picture *, uint64_t start, uint64_t end,
    struct picture_box *, size_t most);

#endif
