/*
 * A sieve before the search for trigger words: says in a third of Hyperscan's
 * time where in a text they could stand.  Most lines of everyday talk end here,
 * and of most others only a few bytes are searched.
 *
 *	for each two neighbouring code points of the text:
 *	    does some word begin with these two?  A bit table says no to most
 *	    then an exact table: with these 2 to 6?  How long is it at most?
 *
 * Words are entered as their first (at most six) code points.  Code points beyond
 * U+FFFF count by their low 16 bits, which only lets more through.  It never holds
 * back a text with a word.
 */
#ifndef SHUHI_SIEVE_H
#define SHUHI_SIEVE_H

#include "lexicon.h"

struct sieve; /* immutable */

/* For a set of words only.  Fails with SHUHI_E_NOMEM. */
int sieve_make(const struct lexemes *, struct sieve **, struct shuhi_error *);
void sieve_free(struct sieve *);

struct stretch {
	size_t from, to; /* bytes; `to` may cut a code point */
};

/*
 * The next stretch from *at on that words may stand in: all of a word that begins
 * in it lies in it.  Stretches ascend and do not touch.  Moves *at (0 at first)
 * on; false: no word stands in the rest.  Text is valid UTF-8.
 */
bool sieve_next(
    const struct sieve *, struct span text, size_t *at, struct stretch *);

#endif
