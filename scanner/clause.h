/*
 * A passage, clause by clause.
 *
 * A clause ends where people draw breath when they type: behind 。！？, a line's
 * end, a blank beside a Japanese letter, full stops behind one, an emoji.  It is
 * what the story model weighs by itself, for harmless talk beside a story not to
 * weigh against it.  In what is longer than a post, those without a Japanese letter
 * count only next to one with some: English and programs are no stories.
 */
#ifndef SHUHI_CLAUSE_H
#define SHUHI_CLAUSE_H

#include "resolve.h"

/* Find where clauses end, if that is not known yet.  False: no memory. */
bool clauses_find(struct resolver *);

/* Those that were found; zeroed but for r to begin with. */
struct clauses {
	const struct resolver *r;
	size_t n; /* had already */
	size_t token, entity, told, hit[LEX_SETS];
};

/*
 * The next clause: the resolver as if there were nothing else in its text.
 * Hits, tokens and entities are in the clause they begin in.  False: no more.
 */
bool clauses_next(struct clauses *, struct resolver *out);

#endif
