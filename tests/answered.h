/* Answers of shuhi-picture, whole and then spoilt. */
#ifndef SHUHI_TESTS_ANSWERED_H
#define SHUHI_TESTS_ANSWERED_H

#include <string.h>

#include "../capture/picture/wire.h"
#include "draft/look.h"
#include "span.h"

/*
 * 患a in two words on one line, b on the next; a picture of 4 x 3 of the smallest
 * PNG there is (its pixels are nobody's to unpack here).
 */
#define ANSWER_TEXT "患a\nb"
#define ANSWER_PNG                                                            \
	"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x04\0\0\0\x03\x08\x02\0\0\0"     \
	"....\0\0\0\x01" "IDATx....\0\0\0\0IEND\xae\x42\x60\x82"
#define ANSWER_GLYPHS 3

struct answer {
	unsigned char bytes[512];
	size_t len;
};

/* Where its parts begin. */
#define ANSWER_AT_TEXT  WIRE_HEAD
#define ANSWER_AT_GLYPH (WIRE_HEAD + sizeof ANSWER_TEXT - 1)
#define ANSWER_AT_IMAGE (ANSWER_AT_GLYPH + ANSWER_GLYPHS * WIRE_GLYPH)

static inline void
answer_glyph(unsigned char *to, const uint32_t n[7], int sure, int word)
{
	int i;

	for (i = 0; i < 7; i++)
		wire_put(to + 4 * i, n[i]);
	to[28] = (unsigned char)sure;
	to[29] = (unsigned char)word;
}

static inline struct answer
answer_new(void)
{
	static const uint32_t glyphs[ANSWER_GLYPHS][7] = {
		{ 0, 3, 0, 0, 1, 1, 0 },
		{ 3, 4, 2, 0, 2, 1, 0 },
		{ 5, 6, 0, 2, 1, 1, 1 },
	};
	struct answer a = { .len = ANSWER_AT_IMAGE + sizeof ANSWER_PNG - 1 +
		WIRE_TAIL };
	int i;

	memcpy(a.bytes, WIRE_MAGIC, 4);
	a.bytes[4] = LOOK_READ;
	a.bytes[5] = WIRE_LOCATION | WIRE_DEVICE;
	a.bytes[6] = WIRE_PNG;
	wire_put(a.bytes + 8, 7);
	wire_put(a.bytes + 12, 4);
	wire_put(a.bytes + 16, 3);
	wire_put(a.bytes + 20, sizeof ANSWER_TEXT - 1);
	wire_put(a.bytes + 24, ANSWER_GLYPHS);
	wire_put(a.bytes + 28, sizeof ANSWER_PNG - 1);
	memcpy(a.bytes + ANSWER_AT_TEXT, ANSWER_TEXT, sizeof ANSWER_TEXT - 1);
	for (i = 0; i < ANSWER_GLYPHS; i++)
		answer_glyph(a.bytes + ANSWER_AT_GLYPH + (size_t)i * WIRE_GLYPH,
		    glyphs[i], 80 + i, 1);
	memcpy(a.bytes + ANSWER_AT_IMAGE, ANSWER_PNG, sizeof ANSWER_PNG - 1);
	memcpy(a.bytes + a.len - WIRE_TAIL, WIRE_END, WIRE_TAIL);
	return a;
}

static inline struct answer
answer_refusal(enum look_cause cause)
{
	struct answer a = { .len = WIRE_HEAD + WIRE_TAIL };

	memcpy(a.bytes, WIRE_MAGIC, 4);
	a.bytes[4] = (unsigned char)cause;
	memcpy(a.bytes + WIRE_HEAD, WIRE_END, WIRE_TAIL);
	return a;
}

static inline struct span
answer_span(const struct answer *a)
{
	return (struct span){ (const char *)a->bytes, a->len };
}

#endif
