/*
 * A sieve before all questions to a roster: two Bloom filters that are asked
 * without a keyed hash.  They let too much through, never too little.
 *
 *	for each code point c of the folded text, katakana as hiragana:
 *	    last = last << 16 | (c & 0xffff)
 *	    roster_sieve_surname(s, last)   a surname in kanji ends here: 佐藤|
 *	                                    (or has its first four letters here)
 *	    roster_sieve_kana(s, last)      a full name in kana has its first four
 *	                                    letters here: さとうた|ろう
 *
 * The second filter knows whole names, for those places that the first lets
 * through:
 *
 *	roster_sieve_full(s, key)   key: a full name's first 4 letters, 16 bits each,
 *	                            the first highest: 佐藤太郎; all when it has fewer
 *	roster_sieve_whole(s, key)  a full name in kana's first 8 letters, 8 bits
 *	                            each (the low byte), all when it has fewer
 *
 * Letters are those of spell.h's names: hiragana for katakana, no blanks.
 */
#ifndef SHUHI_ROSTERSIEVE_H
#define SHUHI_ROSTERSIEVE_H

#include <stdbool.h>
#include <stdint.h>

struct roster_sieve {
	const uint64_t *begin; /* 2^begin_bits bits */
	const uint64_t *name;  /* 2^name_bits bits  */
	uint32_t begin_bits, name_bits;
};

/* Odd constants, one a use, so that uses do not meet (Knuth, TAOCP 6.4). */
#define SIEVE_SURNAME 0x9e3779b97f4a7c15u
#define SIEVE_KANA    0xc2b2ae3d27d4eb4fu
#define SIEVE_FULL    0xff51afd7ed558ccdu
#define SIEVE_WHOLE   0x9fb21c651e98df25u

static inline uint64_t
sieve_place(uint64_t key, uint64_t odd, uint32_t bits)
{
	return (key ^ key >> 29) * odd >> (64 - bits);
}

static inline uint64_t
sieve_bit(const uint64_t *bits, uint64_t place)
{
	return bits[place / 64] >> (place % 64) & 1;
}

static inline bool
roster_sieve_surname(const struct roster_sieve *s, uint64_t last)
{
	return (sieve_bit(s->begin,
	            sieve_place(last & 0xffff, SIEVE_SURNAME, s->begin_bits)) |
	           sieve_bit(s->begin, sieve_place(last & 0xffffffff,
	                                   SIEVE_SURNAME, s->begin_bits)) |
	           sieve_bit(s->begin, sieve_place(last & 0xffffffffffff,
	                                   SIEVE_SURNAME, s->begin_bits)) |
	           sieve_bit(s->begin,
	               sieve_place(last, SIEVE_SURNAME, s->begin_bits))) != 0;
}

static inline bool
roster_sieve_kana(const struct roster_sieve *s, uint64_t last)
{
	return sieve_bit(
	           s->begin, sieve_place(last, SIEVE_KANA, s->begin_bits)) != 0;
}

static inline bool
roster_sieve_full(const struct roster_sieve *s, uint64_t key)
{
	return sieve_bit(s->name, sieve_place(key, SIEVE_FULL, s->name_bits));
}

static inline bool
roster_sieve_whole(const struct roster_sieve *s, uint64_t key)
{
	return sieve_bit(s->name, sieve_place(key, SIEVE_WHOLE, s->name_bits));
}

#endif
