/*
 * What shuhi-picture answers: a head, and when the picture was read, all it tells.
 * Numbers are little-endian.
 *
 *	at  bytes
 *	0   4      "SHP1"
 *	4   1      cause (enum look_cause); all below is 0 unless LOOK_READ
 *	5   1      WIRE_LOCATION | ... | WIRE_WORDS
 *	6   1      WIRE_PNG or WIRE_JPEG
 *	7   1      0
 *	8   4      other metadata
 *	12  4, 4   width, height
 *	20  4      bytes of text
 *	24  4      glyphs
 *	28  4      bytes of the image
 *	32         text, glyphs, image, "END."
 *
 * and a glyph
 *
 *	0   4, 4   bytes of the text it stands for
 *	8   4 x 4  x, y, w, h
 *	24  4      line
 *	28  1      confidence
 *	29  1      1: a word begins
 *	30  2      0
 */
#ifndef SHUHI_PICTURE_WIRE_H
#define SHUHI_PICTURE_WIRE_H

#include <stddef.h>
#include <stdint.h>

#define WIRE_MAGIC "SHP1"
#define WIRE_END   "END."
#define WIRE_HEAD  ((size_t)32)
#define WIRE_GLYPH ((size_t)32)
#define WIRE_TAIL  ((size_t)4)

#define WIRE_LOCATION 1u
#define WIRE_TAKEN_AT 2u
#define WIRE_DEVICE   4u
#define WIRE_DOUBT    8u
#define WIRE_WORDS    16u
#define WIRE_FLAGS    31u

#define WIRE_PNG  1
#define WIRE_JPEG 2

static inline uint32_t
wire_get(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

static inline void
wire_put(unsigned char *p, uint32_t n)
{
	p[0] = (unsigned char)n;
	p[1] = (unsigned char)(n >> 8);
	p[2] = (unsigned char)(n >> 16);
	p[3] = (unsigned char)(n >> 24);
}

#endif
