/*
 * Kana, and the ways people write them in the other kana and in Latin letters.
 *
 *   サトウ   さとう   sato satou satoh
 *   ホンマ   ほんま   homma honma
 *
 * All text is UTF-8.  Part of mkwords, not of the engine.
 */
#ifndef SHUHI_KANA_H
#define SHUHI_KANA_H

#include "../scanner/span.h"

#define KANA_TEXT 320 /* bytes any writing of a word may take */

struct kana_text {
	char s[KANA_TEXT];
	size_t len;
};

enum romaji {
	ROMAJI_TYPED, /* satou oono honma shinichi: as an input method wants it */
	ROMAJI_PASSPORT, /* sato  ono  homma shinichi */
	ROMAJI_OH,       /* satoh ohno honma shinichi */
	ROMAJI_KUNREI,   /* satou oono honma sinichi  */
	ROMAJI_STYLES,
};

/* Only kana and long-vowel marks, and at least one? */
bool kana_only(struct span);
bool katakana_only(struct span);
bool kanji_only(struct span);
bool has_kanji(struct span);

/* Beats: キョ is one, ショウ two, サッカ three. */
size_t kana_beats(struct span);

/*
 * Fill *out; false when `in` holds what cannot be written so (not kana, a form
 * out of use) or when it would be too long.
 */
bool kana_to_hiragana(struct span in, struct kana_text *out);
bool kana_to_katakana(struct span in, struct kana_text *out);
bool kana_to_romaji(struct span in, enum romaji, struct kana_text *out);

struct span kana_span(const struct kana_text *);

#endif
