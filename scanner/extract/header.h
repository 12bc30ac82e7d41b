/*
 * Header fields of HTTP, MIME and mail.
 *
 *	Content-Disposition: form-data; name="tweet"; filename*=UTF-8''%E7%97%85
 *	|_____name________|  |__________________value__________________________|
 */
#ifndef SHUHI_HEADER_H
#define SHUHI_HEADER_H

#include "extract.h"

/* Equal but for the case of ASCII letters. */
bool same_name(struct span a, const char *b);
bool starts_name(struct span s, const char *prefix);

struct span trim(struct span);

/* "text/html" of a Content-Type: all before the first semicolon. */
struct span header_essence(struct span value);

/*
 * A parameter's value: plain, "quoted \" too", RFC 2231's name*=charset''..., and
 * its continuations name*0=, name*1*=.  Decoded to UTF-8, the arena's;
 * {NULL, 0} when it is not there, or memory is out.  What is not valid in its charset
 * is told of "header".
 */
struct span header_param(struct extract *, struct span value, const char *name);

/*
 * The next header field at *at of `block`; its value keeps its folds.  False at
 * the end: an empty line (*at is behind it), or a line that is no header.
 */
bool header_next(
    struct span block, size_t *at, struct span *name, struct span *value);

/*
 * A value for people: folds undone, RFC 2047's =?charset?B?...?= decoded, raw
 * bytes read by the charset ladder.
 */
struct span header_text(struct extract *, struct span value);

/* ---- charsets (text.c) ----------------------------------------------------- */

/*
 * UTF-8 of `in`, which is it itself when it needs no change, else the arena's.
 * `charset` (UTF-8 or ASCII) may be empty.  *bad as in struct shuhi_decoded;
 * 1 too when the charset is one that cannot be read.
 */
struct span decode_text(
    struct extract *, struct span charset, struct span in, uint64_t *bad);

/* The charset decode_text() would take; static, "" when memory is out. */
const char *charset_of(struct extract *, struct span charset, struct span in);

/* Kana, and kanji of daily life: what rubbish read in some charset has little of. */
bool letter_is_daily(struct extract *, uint32_t c);

/*
 * Is `text`, decoded from `bytes`, what somebody wrote?  Any bytes are some UTF-16 or
 * CP932, but not in everyday characters.
 */
bool reads_well(struct extract *, struct span bytes, struct span text);

#endif
