/*
 * A sieve before the search for trigger words: says in a third of Hyperscan's
 * time that none of them can stand in a text.  Nine in ten lines of everyday
 * talk end here.
 *
 *	for each code point c of the text, with the three before it:
 *	    does some word begin with these 1, 2, 3 or 4?
 *
 * Words are entered as their first (at most four) code points: a bit each for
 * single ones, a Bloom filter that fits the cache for the others, and behind it
 * an exact hash set.  Code points beyond U+FFFF count by their low 16 bits, which
 * only lets more through.  It never holds back a text with a word.
 */
#ifndef SHUHI_SIEVE_H
#define SHUHI_SIEVE_H

#include "lexicon.h"

struct sieve; /* immutable */

/* For a set of words only.  Fails with SHUHI_E_NOMEM. */
int sieve_make(const struct lexemes *, struct sieve **, struct shuhi_error *);
void sieve_free(struct sieve *);

/* Could a word stand in `text` (valid UTF-8)? */
bool sieve_lets_through(const struct sieve *, struct span text);

#endif
