/* What resolving makes of hits, and what judging reads. */
#ifndef SHUHI_ENTITY_H
#define SHUHI_ENTITY_H

#include "class.h"
#include "span.h"

struct entity {
	uint32_t from, to;   /* bytes of the folded text       */
	uint32_t cfrom, cto; /* code points of the folded text */
	uint32_t sentence;
	uint32_t label; /* bytes before what it is about, while resolving */
	uint8_t class;
	uint8_t percent; /* confidence, 0 - 100 */
	uint16_t reason; /* of a roster, see roster/reason.h; 0: none */
};

/*
 * A passage is the stretch of text that `document` means: the whole of a post,
 * a few kilobytes of a long text.
 */
struct passage {
	struct entity *entities; /* ascending by from */
	size_t n, cap;
	uint32_t nsentences;
	struct span text; /* folded; what from and to count in */
};

/*
 * The end of the window of entities that has come to `at` and closes at code
 * point `limit`.  One that reaches beyond it does not hide those behind it that
 * do not: ends need not ascend.
 */
static inline size_t
passage_window(const struct passage *p, size_t at, size_t to, uint32_t limit)
{
	size_t i;

	for (i = at; i < to && p->entities[i].cfrom <= limit; i++)
		if (p->entities[i].cto <= limit)
			at = i + 1;
	return at;
}

#endif
