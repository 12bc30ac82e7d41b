/*
 * Names in hiragana.  Of every eight letters of talk some spell a name (そう, いで,
 * ます), and nearly none of them is one, so they are not searched for: only what
 * stands in front of an honorific, a title or an age, or behind a surname, is
 * looked up.
 *
 *	たなかさん  みなみ先生  高橋みなみ(25)  さとうはなこ様  山本みゆき
 */
#ifndef SHUHI_READING_H
#define SHUHI_READING_H

#include "lexicon.h"
#include "match.h"

/* Is the word one of them? */
bool is_reading(const struct word *);

/* A table of v[n] ... v[n + nread - 1] of the set.  False: no memory. */
bool readings_make(struct readings *, const struct lexemes *);
void readings_free(struct readings *);

/*
 * Add to `hits` the names in hiragana that end at byte `at` of the text, none
 * beginning before `floor`.  False: no memory.
 */
bool readings_before(const struct readings *, const struct lexemes *,
    struct arena *, struct span text, size_t floor, size_t at, struct hits *);

/* The same for those that begin at `at`, none ending behind `ceiling`. */
bool readings_behind(const struct readings *, const struct lexemes *,
    struct arena *, struct span text, size_t at, size_t ceiling, struct hits *);

#endif
