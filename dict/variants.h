/*
 * Other writings of our own words, for a text that does not spell them as the
 * word lists do:
 *
 *   ステルベン   すてるべん               hiragana for katakana
 *   糖尿病       とうにょうびょう トウニョウビョウ tounyoubyou   the reading
 *   糖尿病       糖○病 糖尿○             a letter hidden
 *
 * A writing is given up when it could as well be something else: when our lists
 * have it already, when IPADIC has it as a word, when several words sound the
 * same, or when too many words have its masked form.
 */
#ifndef SHUHI_VARIANTS_H
#define SHUHI_VARIANTS_H

#include "reader.h"
#include "store.h"

struct variants {
	struct block *pool;
	struct array words;    /* struct word: those to be varied  */
	struct array writings; /* struct writing                   */
	struct array made;     /* struct variant                   */
	struct table known;    /* surfaces of all the word lists   */
	struct table written;  /* to the index of a writing + 1    */
	struct reader *reader; /* given */
};

void variants_close(struct variants *);

/* In this order: every word of ours, then make, then all IPADIC, then print. */
void variants_know(struct variants *, struct span surface, struct span class,
    struct span attributes);
void variants_make(struct variants *);

/* The 13 fields of an entry: surface,,,,part of speech,subclass,...,reading, */
void variants_weigh(struct variants *, const struct span *field);
void variants_print(struct variants *, FILE *);

#endif
