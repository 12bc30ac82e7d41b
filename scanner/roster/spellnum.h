/* Numbers in Arabic or kanji numerals, and small helpers of spell*.c. */
#ifndef SHUHI_SPELLNUM_H
#define SHUHI_SPELLNUM_H

#include "spell.h"

/*
 * The number that begins at *at, which moves past it: 12, 十二, 一二, 二〇 (〇 is
 * folded to ○).  False: there is none, or it has more than `most` digits.
 */
bool number_at(struct span, size_t *at, unsigned most, uint32_t *number);

bool skip(struct span, size_t *at, struct span what);
void skip_blanks(struct span, size_t *at);

/* False when it would be too long. */
bool spelling_put(struct spelling *, struct span);
bool spelling_number(struct spelling *, uint32_t, unsigned digits);

#endif
