/* What every text is gone through for as a whole, many bytes at a time. */
#include "utf8.h"

#include <emmintrin.h>

/* Eight bytes at a time. */
size_t
ascii_run(struct span s)
{
	uint64_t word;
	size_t at;

	for (at = 0; s.len - at >= 8; at += 8) {
		memcpy(&word, s.ptr + at, 8);
		if ((word & 0x8080808080808080u) != 0)
			break;
	}
	while (at < s.len && (unsigned char)s.ptr[at] < 0x80)
		at++;
	return at;
}

/* Letters of three bytes, e1 to ec .. .., five at a time: most of Japanese is so. */
static size_t
long_run(struct span s)
{
	const __m128i low = _mm_set1_epi8((char)0xe1),
	              range = _mm_set1_epi8(0x0b),
	              after = _mm_set1_epi8((char)0xc0);
	__m128i v, above;
	size_t at;

	for (at = 0; s.len - at >= 16; at += 15) {
		v = _mm_loadu_si128((const __m128i *)(s.ptr + at));
		above = _mm_sub_epi8(v, low);
		/* as signed bytes 80 to bf are below c0, and all else is not */
		if ((_mm_movemask_epi8(_mm_cmplt_epi8(v, after)) & 0x7fff) !=
		        0x6db6 ||
		    (_mm_movemask_epi8(
		         _mm_cmpeq_epi8(_mm_min_epu8(above, range), above)) &
		        0x1249) != 0x1249)
			break;
	}
	return at;
}

size_t
utf8_run(struct span s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t at = 0;

	while (at < s.len) {
		if (s.len - at >= 3 && p[at] > 0xe0 && p[at] < 0xed &&
		    ((p[at + 1] ^ 0x80u) | (p[at + 2] ^ 0x80u)) < 0x40)
			at += 3 + long_run(span_sub(s, at + 3, s.len));
		else if (p[at] < 0x80)
			at += ascii_run(span_sub(s, at, s.len));
		else if (utf8_next(s, &at) == UTF8_BAD)
			break;
	}
	return at;
}

/* Bytes e4 to e9, and no others, begin the kanji of three bytes. */
size_t
utf8_kanji(struct span s)
{
	const __m128i below = _mm_set1_epi8((char)0xe3),
	              above = _mm_set1_epi8((char)0xea), one = _mm_set1_epi8(1),
	              zero = _mm_setzero_si128();
	__m128i v, sum = zero;
	uint64_t half[2];
	size_t at, n = 0;

	for (at = 0; s.len - at >= 16; at += 16) {
		/* as signed bytes ASCII is above, and what follows a first
		 * byte below */
		v = _mm_loadu_si128((const __m128i *)(s.ptr + at));
		v = _mm_and_si128(_mm_cmpgt_epi8(v, below),
		    _mm_and_si128(_mm_cmplt_epi8(v, above), one));
		sum = _mm_add_epi64(sum, _mm_sad_epu8(v, zero));
	}
	memcpy(half, &sum, sizeof half);
	for (; at < s.len; at++)
		n += (unsigned char)s.ptr[at] >= 0xe4 &&
		     (unsigned char)s.ptr[at] <= 0xe9;
	return n + half[0] + half[1];
}
