/*
 * From romaji to every kana spelling it may stand for.
 *
 *	sato      さと さとう さとお
 *	satoh     さとう さとお
 *	shin'ichi しんいち        shinichi  しにち しんいち ...
 *	tanaka    たなか          zyunko, junko  じゅんこ
 *
 * Hepburn, Kunrei and what people write; long vowels written, doubled, with h,
 * with a macron or left out.  What is no romaji has no spelling.
 */
#ifndef SHUHI_ROMAJI_H
#define SHUHI_ROMAJI_H

#include "span.h"

/* A spelling in hiragana, valid during the call. False ends the search. */
typedef bool romaji_fn(void *ctx, struct span kana);

/*
 * Calls for each spelling of `latin` (folded: small letters), the plainest
 * first, LIMIT_ROMAJI at most: what then is left are stranger ones.  Words over
 * LIMIT_ROMAJI_LETTERS bytes are no name.
 */
void romaji_spellings(struct span latin, romaji_fn *, void *ctx);

#endif
