/*
 * The charsets of Japanese daily life, and reading one of them as a stream.
 *
 *	CP932 "\x8e\x52\xfb\xfc" --+                  +-- text 山髙
 *	                           +-- a `reading' ---+
 *	broken "山\xe7\x94" -------+                  +-- text 山U+FFFD, bad 4
 *
 * A reading knows its charset; which one it ought to be is decode.c's affair.
 * How the bytes are cut into chunks changes neither text nor `bad'.
 *
 * Text is copied only when it must be: while a reading is UTF-8 and a chunk is
 * valid and complete, the text points into the chunk.
 *
 * UTF-8, UTF-16 and UTF-32 are read here, the rest by ICU, which keeps a few
 * bytes of text of its own that we cannot wipe; all of ours is.
 *
 * Not for sharing between threads; the charsets themselves are constant.
 */
#ifndef SHUHI_CHARSET_H
#define SHUHI_CHARSET_H

#include "shuhi.h"
#include "span.h"

struct UConverter; /* ICU's */

/*
 * The bytes of the character at p and its code point, UTF8_BAD when broken;
 * 0 when `n` bytes are too few to tell, which 4 never are.
 */
typedef size_t step_fn(const unsigned char *p, size_t n, uint32_t *c);

struct charset {
	const char *name;
	step_fn *step; /* NULL: read by ICU as */
	const char *icu;
	bool wide;      /* UTF-16 or UTF-32: ASCII is not itself in it */
	bool credulous; /* one byte a character: reads anything at all */
};

extern const struct charset charset_utf8, charset_utf16le, charset_utf16be,
    charset_utf32le, charset_utf32be, charset_cp932, charset_euc_jp,
    charset_iso2022jp, charset_latin1, charset_windows1252, charset_gb18030;

/*
 * The charset that goes by this name, in any case; NULL when it is none of ours.
 * Is it foreign: known to others and not read here (UTF-7)?
 */
const struct charset *charset_named(const char *name);
bool charset_is_foreign(const char *name);

/* A step_fn: UTF-8, broken sequences cut as Unicode (3.9) says. */
size_t utf8_step(const unsigned char *p, size_t n, uint32_t *c);

/* One way to read the stream, and what has come out of it since last wiped. */
struct reading {
	const struct charset *charset;
	uint64_t taken; /* bytes of the stream read so far */
	uint64_t bad;   /* as in struct shuhi_decoded */

	/* charset.c's own */
	struct UConverter *cnv;
	unsigned char tail[4]; /* half a character, for `step' */
	size_t ntail;
	struct span lent; /* the text while it is another's memory, or */
	char *buf;        /* the text */
	size_t len, cap;
};

/*
 * Begin to read what stands at byte `at` of the stream.  Close the reading even
 * when this has failed; one that is all zero may be closed, too.
 *
 * Fails  SHUHI_E_NOMEM, SHUHI_E_ENGINE.
 */
int reading_open(struct reading *, const struct charset *, uint64_t at,
    struct shuhi_error *);

/*
 * Read `s`, which must stay as it is until the text is wiped.  With `last`, half
 * a character at its end is broken.
 *
 * Fails  SHUHI_E_NOMEM, SHUHI_E_ENGINE; the text is then not to be used.
 */
int reading_feed(
    struct reading *, struct span s, bool last, struct shuhi_error *);

/* The text since it was last wiped, valid UTF-8; its pointer is never NULL. */
struct span reading_text(const struct reading *);
void reading_wipe(struct reading *);

/*
 * Go on as `next' does: its text is added to that of *r, the rest of it takes
 * the place of *r's.  `lent': what `next' was fed stays until the text is wiped.
 */
int reading_adopt(
    struct reading *r, struct reading *next, bool lent, struct shuhi_error *);

void reading_close(struct reading *);

/* Is c a kanji of daily life (JIS level 1)?  `cp932` is any reading in that. */
bool reading_is_daily_kanji(const struct reading *cp932, uint32_t c);

#endif
