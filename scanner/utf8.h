/* Reading and writing UTF-8, mostly single code points. */
#ifndef SHUHI_UTF8_H
#define SHUHI_UTF8_H

#include "span.h"

#define UTF8_BAD UINT32_MAX

/*
 * The code point at *at, which moves past it.  UTF8_BAD leaves *at where it
 * was: a stray or missing trail byte, an overlong form, a surrogate, a value
 * over U+10FFFF (Unicode 15, table 3-7).
 */
static inline uint32_t
utf8_next(struct span s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.ptr + *at;
	size_t left = s.len - *at;
	uint32_t c = p[0];

	if (c < 0x80) {
		*at += 1;
		return c;
	}
	if (c >= 0xe0 && c < 0xf0 && left >= 3 && (p[1] & 0xc0) == 0x80 &&
	    (p[2] & 0xc0) == 0x80) {
		c = (c & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
		if (c < 0x800 || (c >= 0xd800 && c < 0xe000))
			return UTF8_BAD;
		*at += 3;
		return c;
	}
	if (c >= 0xc2 && c < 0xe0 && left >= 2 && (p[1] & 0xc0) == 0x80) {
		*at += 2;
		return (c & 0x1fu) << 6 | (p[1] & 0x3fu);
	}
	if (c >= 0xf0 && c < 0xf5 && left >= 4 && (p[1] & 0xc0) == 0x80 &&
	    (p[2] & 0xc0) == 0x80 && (p[3] & 0xc0) == 0x80) {
		c = (c & 0x07u) << 18 | (p[1] & 0x3fu) << 12 |
		    (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
		if (c < 0x10000 || c > 0x10ffff)
			return UTF8_BAD;
		*at += 4;
		return c;
	}
	return UTF8_BAD;
}

/* Bytes `c` (a valid code point) takes, written to `out` (room for 4). */
static inline size_t
utf8_put(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* Is byte i of valid UTF-8 the first of a code point? */
static inline bool
utf8_is_lead(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Where the code point that byte `at` (below s.len) is part of begins. */
static inline size_t
utf8_start(struct span s, size_t at)
{
	while (at > 0 && !utf8_is_lead(s.ptr[at]))
		at--;
	return at;
}

/* Where the code point that ends just before byte `at` (above 0) begins. */
static inline size_t
utf8_prev(struct span s, size_t at)
{
	return utf8_start(s, at - 1);
}

/* The code point that ends just before byte `at` of valid UTF-8; 0 at the start. */
static inline uint32_t
utf8_before(struct span s, size_t at)
{
	size_t from;

	if (at == 0)
		return 0;
	from = utf8_prev(s, at);
	return utf8_next(s, &from);
}

/* The code point at byte `at` of valid UTF-8; 0 at the end. */
static inline uint32_t
utf8_at(struct span s, size_t at)
{
	return at < s.len ? utf8_next(s, &at) : 0;
}

/* Code points in valid UTF-8. */
static inline size_t
utf8_count(struct span s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		n += utf8_is_lead(s.ptr[i]);
	return n;
}

/* How many bytes at the start of `s` are ASCII, valid UTF-8. */
size_t ascii_run(struct span s);
size_t utf8_run(struct span s);

/* How many kanji are in valid UTF-8; the rare ones of four bytes are not counted. */
size_t utf8_kanji(struct span s);

/* Scripts, as far as word boundaries of folded Japanese need them. */
static inline bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_latin(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
is_hiragana(uint32_t c)
{
	return c >= 0x3041 && c <= 0x309f;
}

static inline bool
is_katakana(uint32_t c)
{
	return (c >= 0x30a1 && c <= 0x30fa) || c == 0x30fc;
}

static inline bool
is_kanji(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x323af) ||
	       c == 0x3005 /* 々 */;
}

static inline bool
is_letter_ja(uint32_t c)
{
	return is_hiragana(c) || is_katakana(c) || is_kanji(c);
}

/* Blanks of every width, and what is not seen at all. */
static inline bool
utf8_is_blank(uint32_t c)
{
	return c <= ' ' || c == 0xa0 || c == 0xad || c == 0x3000 ||
	       (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) ||
	       (c >= 0x205f && c <= 0x2064) || c == 0x3164 || c == 0xfeff;
}

/* Is there one between these bytes? */
static inline bool
utf8_has_japanese(struct span s, size_t at, size_t end)
{
	while (at < end)
		if (is_letter_ja(utf8_next(s, &at)))
			return true;
	return false;
}

#endif
