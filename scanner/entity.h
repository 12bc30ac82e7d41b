/* What resolving makes of hits, and what judging reads. */
#ifndef SHUHI_ENTITY_H
#define SHUHI_ENTITY_H

#include "class.h"
#include "span.h"

struct entity {
	uint32_t from, to;   /* bytes of the folded text       */
	uint32_t cfrom, cto; /* code points of the folded text */
	uint32_t sentence;
	uint8_t class;
	uint8_t percent; /* confidence, 0 - 100 */
};

/*
 * A passage is the stretch of text that `document` means: the whole of a post,
 * a few kilobytes of a long text (see passage.h).
 */
struct passage {
	struct entity *entities; /* ascending by from */
	size_t n, cap;
	uint32_t nsentences;
};

#endif
