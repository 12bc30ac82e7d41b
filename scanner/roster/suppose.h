/*
 * Examples of rules about rosters: what a roster would say is written into the text.
 *
 *	今日、{roster.name:山田太郎}さんが入院した
 *	-> 今日、山田太郎さんが入院した, and bytes 12..24 are roster.name
 *
 * So that a rule can be proved, through all the engine, where there is no roster.
 * Only proving reads texts in this way: nobody's text says what a roster knows.
 */
#ifndef SHUHI_SUPPOSE_H
#define SHUHI_SUPPOSE_H

#include "arena.h"
#include "entity.h"
#include "fold.h"

#define SUPPOSE_MOST 8 /* in one example */

struct supposition {
	struct span text;              /* without the marks; the arena's */
	struct entity v[SUPPOSE_MOST]; /* from, to: bytes of `text` */
	size_t n;
};

/* Fails with SHUHI_E_NOMEM, and SHUHI_E_RULES for marks that make no sense. */
int suppose_read(struct arena *, struct span example, struct supposition *,
    struct shuhi_error *);

/* The entity where folding has put it. */
struct entity suppose_folded(const struct entity *, const struct folded *);

#endif
