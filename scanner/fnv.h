/*
 * Fowler-Noll-Vo 1a, 64 bits: quick for what is as short as words.  Keeps no
 * secret and withstands nobody who chooses what is hashed.
 */
#ifndef SHUHI_FNV_H
#define SHUHI_FNV_H

#include "span.h"

#define FNV_START 0xcbf29ce484222325u

static inline uint64_t
fnv(uint64_t start, struct span s)
{
	uint64_t h = start;
	size_t i;

	for (i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
	return h;
}

#endif
