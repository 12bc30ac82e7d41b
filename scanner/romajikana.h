/*
 * Japanese typed in Latin letters, as foreign staff and old telephones do:
 *
 *   kyou no kanja-san, mata korondeta      きょう の かんじゃさん, また ころんでた
 *
 * Hepburn, Kunrei and what input methods take (kyou, shi, si, n', tta).
 */
#ifndef SHUHI_ROMAJIKANA_H
#define SHUHI_ROMAJIKANA_H

#include "arena.h"
#include "span.h"

/* A text in other letters: byte i of it comes from byte from[i] of the text. */
struct respelt {
	char *s;
	size_t len;
	uint32_t *from; /* len + 1 of them, ascending */
};

/*
 * Is most of the text such words?  Asks its first words only.  `text` is folded.
 */
bool romaji_is(struct span text);

/* What can be read so in hiragana, the rest as it is.  False: no memory. */
bool romaji_to_hiragana(struct arena *, struct span text, struct respelt *);

#endif
