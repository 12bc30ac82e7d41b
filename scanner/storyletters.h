/*
 * Pairs and triples of Japanese letters, none of them out of a name or number.
 * Most texts that have a trigger end where these are weighed, so this is written
 * to be inlined, with what is done with each.
 */
#ifndef SHUHI_STORYLETTERS_H
#define SHUHI_STORYLETTERS_H

#include "resolve.h"
#include "utf8.h"

#define LETTERS_MIX 0x9e3779b97f4a7c15u /* odd; 2^64 / phi (Knuth) */

/* Its upper half is never 0, which means a free slot. */
static inline uint64_t
letters_mix(uint64_t h)
{
	h *= LETTERS_MIX;
	h ^= h >> 29;
	return h | (uint64_t)1 << 32;
}

/* Two or three code points, 21 bits each. */
static inline uint64_t
letters_hash(uint64_t packed)
{
	return letters_mix(packed * LETTERS_MIX ^ packed >> 17);
}

/* Where what is private at byte `at` ends; moves *next past it. */
static inline uint32_t
private_end(const struct resolver *r, size_t at, size_t *next, uint32_t end)
{
	const struct entity *e;

	for (; *next < r->out.n; ++*next) {
		e = &r->out.entities[*next];
		if (e->from > at)
			break;
		if (class_in(&r->ids->private, e->class) && e->to > end)
			end = e->to;
	}
	return end;
}

typedef void letters_fn(void *ctx, uint64_t hash, size_t from, size_t to);

static inline __attribute__((always_inline)) void
each_letters(const struct resolver *r, letters_fn *f, void *ctx)
{
	size_t at = r->from, start, before[2] = { 0 }, n = 0, next = 0;
	uint64_t last[2] = { 0 }; /* code points before, packed */
	uint32_t hidden = 0, c;

	while (at < r->to) {
		start = at;
		hidden = private_end(r, at, &next, hidden);
		c = utf8_next(r->text, &at);
		if (c < 0x80 || start < hidden) {
			n = 0;
			continue;
		}
		if (n > 0)
			f(ctx, letters_hash(last[0] << 21 | c), before[0], at);
		if (n > 1)
			f(ctx, letters_hash(last[1] << 21 | c), before[1], at);
		last[1] = last[0] << 21 | c;
		last[0] = c;
		before[1] = before[0];
		before[0] = start;
		n = n < 2 ? n + 1 : 2;
	}
}

#endif
