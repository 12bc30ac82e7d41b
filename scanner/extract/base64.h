/* The ways to write bytes as ASCII: base64, quoted-printable, percent, \u. */
#ifndef SHUHI_BASE64_H
#define SHUHI_BASE64_H

#include "extract.h"

/* Where the letters of base64 (plain or for URLs) from s.ptr[at] on end. */
size_t base64_run(struct span s, size_t at);

/* And where the next ones begin: s.len when there are none. */
size_t base64_gap(struct span s, size_t at);

/* As a form writes it: %e5 is a byte, and with `plus` + is a blank. */
struct span percent_decode(struct extract *, struct span, bool plus);

/*
 * Bytes of what is written; blanks and whatever else does not belong there is
 * skipped, as mail programs do, and *at is 1 + the first such place, 0: none.
 * {NULL, 0} when memory is out.
 */
struct span base64_decode(struct extract *, struct span, uint64_t *at);
struct span quoted_printable_decode(struct extract *, struct span);

/*
 * A file that uuencode has written at s.ptr[at], where a line begins:
 *
 *	begin 644 a.txt / %:&5L;&\ / ` / end
 *
 * Where its last line ends, 0 when there is none; its name and bytes.
 */
size_t uu_decode(struct extract *, struct span s, size_t at, struct span *name,
    struct span *bytes);

/* RFC 2047's "Q": quoted-printable with _ for a blank. */
struct span q_decode(struct extract *, struct span);

/* \u5c71 becomes 山, whatever else stays. */
struct span unescape(struct extract *, struct span);

/* A hexadecimal digit, or -1; two or four of them at s.ptr[at], or -1. */
int hex1(char);
int hex2(struct span s, size_t at);
int32_t hex4(struct span s, size_t at);

/*
 * Code unit `u` just before s.ptr[*at]; takes the \uXXXX of a low surrogate
 * there, too.  Half a pair is U+FFFD.
 */
uint32_t utf16_pair(struct span s, size_t *at, uint32_t u);

#endif
