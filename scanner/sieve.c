#include "sieve.h"

#include <stdlib.h>

#include "err.h"
#include "utf8.h"

#define BLOOM_BITS 20 /* 128 KiB: fits the second-level cache */

struct sieve {
	uint64_t single[0x10000 / 64];           /* by code point  */
	uint64_t bloom[(1u << BLOOM_BITS) / 64]; /* by hash        */
	uint64_t *keys;                          /* exact; 0: free */
	size_t nkeys;                            /* a power of two */
};

/* Multiplicative hashing by odd constants (Knuth, TAOCP 6.4). */
static inline uint32_t
bloom_hash(uint64_t key)
{
	return (uint32_t)(key * 0x9e3779b97f4a7c15u >> (64 - BLOOM_BITS));
}

static inline size_t
key_hash(uint64_t key)
{
	return (size_t)(key * 0xc2b2ae3d27d4eb4fu >> 32);
}

static inline uint64_t
in_bloom(const struct sieve *s, uint64_t key)
{
	uint32_t h = bloom_hash(key);

	return s->bloom[h / 64] >> (h % 64) & 1;
}

static bool
in_keys(const struct sieve *s, uint64_t key)
{
	size_t i;

	for (i = key_hash(key) & (s->nkeys - 1); s->keys[i] != 0;
	     i = (i + 1) & (s->nkeys - 1))
		if (s->keys[i] == key)
			return true;
	return false;
}

static void
put_key(struct sieve *s, uint64_t key)
{
	uint32_t h = bloom_hash(key);
	size_t i = key_hash(key) & (s->nkeys - 1);

	s->bloom[h / 64] |= (uint64_t)1 << (h % 64);
	while (s->keys[i] != 0 && s->keys[i] != key)
		i = (i + 1) & (s->nkeys - 1);
	s->keys[i] = key;
}

static void
put_word(struct sieve *s, struct span word)
{
	uint64_t key = 0;
	size_t at = 0, n = 0;

	while (at < word.len && n < 4) {
		key = key << 16 | (utf8_next(word, &at) & 0xffff);
		n++;
	}
	if (n == 1)
		s->single[key / 64] |= (uint64_t)1 << (key % 64);
	else
		put_key(s, key);
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
	}
	if (s == NULL || s->keys == NULL) {
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
	free(s->keys);
	free(s);
}

/* Does a word begin with the last 1, 2, 3 or 4 code points (16 bits each)? */
static inline bool
begins(const struct sieve *s, uint64_t last)
{
	uint64_t c = last & 0xffff;
	uint64_t two = last & 0xffffffff, three = last & 0xffffffffffff;
	uint64_t one = s->single[c / 64] >> (c % 64) & 1;

	/* all four at once: branches would cost more than they spare */
	if ((one | in_bloom(s, two) | in_bloom(s, three) | in_bloom(s, last)) ==
	    0)
		return false;
	return one != 0 || in_keys(s, two) || in_keys(s, three) ||
	       in_keys(s, last);
}

bool
sieve_lets_through(const struct sieve *s, struct span text)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	const unsigned char *end = p + text.len;
	uint64_t last = 0;
	uint32_t c;

	while (p < end) {
		c = *p;
		if (c >= 0xe0 && c < 0xf0) {
			c = (c & 15) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
			p += 3;
		} else if (c < 0x80) {
			p++;
		} else if (c < 0xe0) {
			c = (c & 31) << 6 | (p[1] & 63u);
			p += 2;
		} else {
			c = ((p[1] & 63u) << 12 | (p[2] & 63u) << 6 |
			        (p[3] & 63u)) &
			    0xffff;
			p += 4;
		}
		last = last << 16 | c;
		if (begins(s, last))
			return true;
	}
	return false;
}
