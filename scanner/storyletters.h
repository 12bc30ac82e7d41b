/*
 * Pairs and triples of Japanese letters, and Latin words, alone and in pairs; none of
 * them out of a name or number.  Most texts that have a trigger end where these are
 * weighed, so this is written to be inlined, with what is done with each.
 */
#ifndef SHUHI_STORYLETTERS_H
#define SHUHI_STORYLETTERS_H

#include "fnv.h"
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

static inline uint64_t
latin_hash(struct span word)
{
	return letters_hash(fnv(FNV_START, word));
}

/* "my patient": of two words with one blank between them. */
static inline uint64_t
latin_pair_hash(uint64_t first, uint64_t second)
{
	return letters_hash(first * LETTERS_MIX + second);
}

/* Behind the Latin letters and digits that begin at byte `at`. */
static inline size_t
latin_end(const struct resolver *r, size_t at)
{
	while (at < r->to && (is_latin((unsigned char)r->text.ptr[at]) ||
	                         is_digit((unsigned char)r->text.ptr[at])))
		at++;
	return at;
}

typedef void letters_fn(void *ctx, uint64_t hash, size_t from, size_t to);

/* A Latin word; to is 0 where there was none yet. */
struct latin_word {
	size_t from, to;
	uint64_t hash;
};

/* The word at byte `at`, and with the one before, *last; moves *last to it. */
static inline void
each_latin(const struct resolver *r, size_t at, struct latin_word *last,
    letters_fn *f, void *ctx)
{
	struct latin_word w = { .from = at, .to = latin_end(r, at) };

	w.hash = latin_hash(span_sub(r->text, w.from, w.to));
	f(ctx, w.hash, w.from, w.to);
	if (last->to > 0 && last->to + 1 == at && r->text.ptr[last->to] == ' ')
		f(ctx, latin_pair_hash(last->hash, w.hash), last->from, w.to);
	*last = w;
}

static inline __attribute__((always_inline)) void
each_letters(const struct resolver *r, letters_fn *f, void *ctx)
{
	size_t at = r->from, start, before[2] = { 0 }, n = 0, next = 0;
	uint64_t last[2] = { 0 }; /* code points before, packed */
	struct latin_word word = { .to = 0 };
	uint32_t hidden = 0, c;

	while (at < r->to) {
		start = at;
		hidden = private_end(r, at, &next, hidden);
		c = utf8_next(r->text, &at);
		if (start >= hidden && is_latin(c)) {
			each_latin(r, start, &word, f, ctx);
			at = word.to;
		}
		if (start < hidden || c < 0x80) {
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
