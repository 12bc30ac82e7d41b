/*
 * A sieve before all questions to a roster: Bloom filters that are asked without
 * a keyed hash.  They let too much through (one place in some hundreds), never
 * too little.
 *
 *	roster_sieve_kanji(s, key)  a full name's first two letters, 16 bits each, the
 *	                            first highest, where its third is a kanji: 佐藤|太郎
 *	roster_sieve_mixed(s, key)  its first two letters, where the third is none:
 *	                            佐藤|さくら, 林|誠
 *	roster_sieve_five(s, key)   first 5 letters of a full name in kana, 8 bits
 *	                            each (the low byte)
 *	roster_sieve_small(s, key)  all letters of one in kana that has fewer
 *
 * These hold nearly all back.  For places they let through:
 *
 *	roster_sieve_full(s, key)   a full name's first 4 letters, 16 bits each; all
 *	                            when it has fewer
 *	roster_sieve_whole(s, key)  the first 8 of one in kana, 8 bits each; all when
 *	                            it has fewer
 *
 * Letters are those of spell.h's names: hiragana for katakana, no blanks.  Names
 * that could not be split (RK_NAME) are full names like others.
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
	struct roster_filter kanji, mixed, small, five, name;
};

/* Odd constants, one a use (Knuth, TAOCP 6.4). */
#define SIEVE_PAIR  0x9e3779b97f4a7c15u
#define SIEVE_SMALL 0xa0761d6478bd642fu
#define SIEVE_FIVE  0xd6e8feb86659fd93u
#define SIEVE_FULL  0xff51afd7ed558ccdu
#define SIEVE_WHOLE 0x9fb21c651e98df25u

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
roster_sieve_kanji(const struct roster_sieve *s, uint64_t key)
{
	return filter_has(&s->kanji, key, SIEVE_PAIR);
}

static inline bool
roster_sieve_mixed(const struct roster_sieve *s, uint64_t key)
{
	return filter_has(&s->mixed, key, SIEVE_PAIR);
}

static inline bool
roster_sieve_small(const struct roster_sieve *s, uint64_t key)
{
	return filter_has(&s->small, key, SIEVE_SMALL);
}

static inline bool
roster_sieve_five(const struct roster_sieve *s, uint64_t key)
{
	return filter_has(&s->five, key, SIEVE_FIVE);
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
