#include "sieve.h"

#include <stdlib.h>

#include "err.h"
#include "utf8.h"

#define BLOOM_BITS 21 /* 256 KiB: fits the second-level cache */
#define BEGINNING  6  /* code points a word is known by */

struct sieve {
	uint64_t single[0x10000 / 64]; /* words of one code point */
	uint64_t
	    bloom[(1u << BLOOM_BITS) / 64]; /* first two or three, hashed */
	uint64_t *keys;    /* first two to BEGINNING, hashed; 0: free */
	uint16_t *longest; /* bytes of the longest word, for each key */
	size_t nkeys;      /* a power of two */
};

/* Multiplicative hashing by odd constants (Knuth, TAOCP 6.4). */
static inline uint32_t
bloom_hash(uint64_t key)
{
	return (uint32_t)(key * 0x9e3779b97f4a7c15u >> (64 - BLOOM_BITS));
}

static inline uint64_t
in_bloom(const struct sieve *s, uint64_t key)
{
	uint32_t h = bloom_hash(key);

	return s->bloom[h / 64] >> (h % 64) & 1;
}

/* Words that begin alike have one key; others have the same as good as never. */
static inline uint64_t
key_next(uint64_t key, uint32_t c)
{
	key = (key ^ c) * 0xc2b2ae3d27d4eb4fu;
	return key ^ key >> 32;
}

/* The slot of the key, or the free one where it would go. */
static size_t
slot(const struct sieve *s, uint64_t key)
{
	size_t i = key & (s->nkeys - 1);

	while (s->keys[i] != 0 && s->keys[i] != key)
		i = (i + 1) & (s->nkeys - 1);
	return i;
}

static void
put_key(struct sieve *s, uint64_t key, size_t bytes)
{
	size_t i = slot(s, key);

	s->keys[i] = key;
	if (s->longest[i] < bytes)
		s->longest[i] = (uint16_t)bytes; /* <= LIMIT_SURFACE */
}

static void
put_word(struct sieve *s, struct span word)
{
	uint64_t key = 0, begin = 0;
	size_t at = 0, n = 0;
	uint32_t c;

	while (at < word.len && n < BEGINNING) {
		c = utf8_next(word, &at) & 0xffff;
		key = key_next(key, c);
		if (++n <= 3)
			begin = begin << 16 | c;
	}
	if (n == 1) {
		s->single[begin / 64] |= (uint64_t)1 << (begin % 64);
		return;
	}
	s->bloom[bloom_hash(begin) / 64] |= (uint64_t)1
	                                    << (bloom_hash(begin) % 64);
	put_key(s, key, word.len);
}

int
sieve_make(
    const struct lexemes *set, struct sieve **out, struct shuhi_error *err)
{
	struct sieve *s;
	size_t i;

	if ((s = calloc(1, sizeof *s)) != NULL) {
		for (s->nkeys = 64; s->nkeys < 2 * set->n;)
			s->nkeys *= 2;
		s->keys = calloc(s->nkeys, sizeof *s->keys);
		s->longest = calloc(s->nkeys, sizeof *s->longest);
	}
	if (s == NULL || s->keys == NULL || s->longest == NULL) {
		sieve_free(s);
		return fail(err, SHUHI_E_NOMEM, "no memory for the sieve", 0);
	}
	for (i = 0; i < set->n; i++)
		put_word(s, (struct span){ set->v[i].text, set->v[i].len });
	*out = s;
	return 0;
}

void
sieve_free(struct sieve *s)
{
	if (s == NULL)
		return;
	free(s->longest);
	free(s->keys);
	free(s);
}

/* One code point, by its low 16 bits. */
static inline uint32_t
next_low16(const unsigned char **at)
{
	const unsigned char *p = *at;
	uint32_t c = *p;

	if (c >= 0xe0 && c < 0xf0) {
		*at = p + 3;
		return (c & 15) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
	}
	if (c < 0x80) {
		*at = p + 1;
		return c;
	}
	if (c < 0xe0) {
		*at = p + 2;
		return (c & 31) << 6 | (p[1] & 63u);
	}
	*at = p + 4;
	return ((p[1] & 63u) << 12 | (p[2] & 63u) << 6 | (p[3] & 63u)) & 0xffff;
}

/* Bytes of the longest word that begins at `at`, which has two code points. */
static size_t
longest(
    const struct sieve *s, const unsigned char *at, const unsigned char *end)
{
	uint64_t key = key_next(0, next_low16(&at));
	size_t most = 0, i;
	unsigned n;

	for (n = 2; n <= BEGINNING && at < end; n++) {
		key = key_next(key, next_low16(&at));
		i = slot(s, key);
		if (s->keys[i] != 0 && s->longest[i] > most)
			most = s->longest[i];
	}
	return most;
}

static void
widen(struct stretch *s, size_t from, size_t bytes)
{
	if (bytes == 0)
		return;
	if (s->to == 0 || from < s->from)
		s->from = from;
	if (from + bytes > s->to)
		s->to = from + bytes;
}

/* Words this close are looked for in one go: hs_scan() has a price to enter. */
#define CLOSE 24

bool
sieve_next(
    const struct sieve *s, struct span text, size_t *at, struct stretch *out)
{
	const unsigned char *begin = (const unsigned char *)text.ptr;
	const unsigned char *p = begin + *at, *end = begin + text.len;
	const unsigned char *start[3] = { p, p, p }; /* of the last three */
	uint64_t last = 0, one, two, three;

	*out = (struct stretch){ 0, 0 };
	while (p < end && (out->to == 0 || p < begin + out->to + CLOSE)) {
		start[0] = start[1];
		start[1] = start[2];
		start[2] = p;
		last = (last << 16 | next_low16(&p)) & 0xffffffffffff;
		one = s->single[(last & 0xffff) / 64] >> (last % 64) & 1;
		two = in_bloom(s, last & 0xffffffff);
		three = in_bloom(s, last);
		/* all at once: branches would cost more than they spare */
		if ((one | two | three) == 0)
			continue;
		if (one)
			widen(out, (size_t)(start[2] - begin),
			    (size_t)(p - start[2]));
		if (two)
			widen(out, (size_t)(start[1] - begin),
			    longest(s, start[1], end));
		if (three)
			widen(out, (size_t)(start[0] - begin),
			    longest(s, start[0], end));
	}
	/* the last two have not been asked with what is behind them */
	*at = (size_t)((p < end ? start[1] : p) - begin);
	if (out->to > text.len)
		out->to = text.len;
	return out->to > 0;
}
