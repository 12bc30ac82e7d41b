/*
 * A sieve before all questions to a roster: Bloom filters that are asked without
 * a keyed hash.  They let too much through (one place in some hundreds), never
 * too little.
 *
 *	for each code point c of the folded text, katakana as hiragana:
 *	    last = last << 16 | (c & 0xffff)
 *	    roster_sieve_surname(s, last)   a surname in kanji ends here: 佐藤|
 *	                                    (or has its first four letters here)
 *	    roster_sieve_kana(s, last)      a full name in kana has its first four
 *	                                    letters here, or is of three: さとうた|ろう
 *
 * For those places, once more is known of the name:
 *
 *	roster_sieve_full(s, key)   key: a full name's first 4 letters, 16 bits each,
 *	                            the first highest: 佐藤太郎; all when it has fewer
 *	roster_sieve_whole(s, key)  a full name in kana's first 8 letters, 8 bits
 *	                            each (the low byte), all when it has fewer
 *
 * Letters are those of spell.h's names: hiragana for katakana, no blanks.  A name
 * that could not be split (RK_NAME) counts as a surname too.
 */
#ifndef SHUHI_ROSTERSIEVE_H
#define SHUHI_ROSTERSIEVE_H

#include <stdbool.h>
#include <stdint.h>

struct roster_filter {
	const uint64_t *words;
	uint32_t bits; /* log2 of how many words */
};

struct roster_sieve {
	struct roster_filter surname, kana, name;
};

/* Odd constants, one a use (Knuth, TAOCP 6.4). */
#define SIEVE_SURNAME 0x9e3779b97f4a7c15u
#define SIEVE_KANA    0xc2b2ae3d27d4eb4fu
#define SIEVE_FULL    0xff51afd7ed558ccdu
#define SIEVE_WHOLE   0x9fb21c651e98df25u

static inline uint64_t
sieve_hash(uint64_t key, uint64_t odd)
{
	uint64_t h = (key ^ key >> 32) * odd;

	return h ^ h >> 32;
}

/* A key is four bits of one word: one look at memory, 1 in 400 at 16 bits a key. */
static inline uint64_t
sieve_bits(uint64_t hash)
{
	return (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63) |
	       (uint64_t)1 << (hash >> 12 & 63) |
	       (uint64_t)1 << (hash >> 18 & 63);
}

static inline uint64_t
sieve_word(const struct roster_filter *f, uint64_t hash)
{
	return hash >> 24 & (((uint64_t)1 << f->bits) - 1);
}

static inline bool
filter_has(const struct roster_filter *f, uint64_t key, uint64_t odd)
{
	uint64_t hash = sieve_hash(key, odd), bits = sieve_bits(hash);

	return (f->words[sieve_word(f, hash)] & bits) == bits;
}

static inline bool
roster_sieve_surname(const struct roster_sieve *s, uint64_t last)
{
	const struct roster_filter *f = &s->surname;

	return filter_has(f, last & 0xffffffff, SIEVE_SURNAME) ||
	       filter_has(f, last & 0xffff, SIEVE_SURNAME) ||
	       filter_has(f, last & 0xffffffffffff, SIEVE_SURNAME) ||
	       filter_has(f, last, SIEVE_SURNAME);
}

static inline bool
roster_sieve_kana(const struct roster_sieve *s, uint64_t last)
{
	return filter_has(&s->kana, last, SIEVE_KANA) ||
	       filter_has(&s->kana, last & 0xffffffffffff, SIEVE_KANA);
}

static inline bool
roster_sieve_full(const struct roster_sieve *s, uint64_t key)
{
	return filter_has(&s->name, key, SIEVE_FULL);
}

static inline bool
roster_sieve_whole(const struct roster_sieve *s, uint64_t key)
{
	return filter_has(&s->name, key, SIEVE_WHOLE);
}

#endif
