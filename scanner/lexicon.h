/*
 * All that Hyperscan looks for, in three sets.
 *
 *   triggers   words of trigger classes: rare in everyday talk.  Every text is
 *              searched for them; most have none and are done.
 *   signs      what else can trigger but needs a digit, a Latin letter or a sign
 *              (lexicon_has_signs), which few texts have: numbers, values,
 *              notes, abbreviations, masked words.
 *   frames     everything else (names, times, family, fiction ...): searched
 *              only where a trigger was found and a rule could fire.
 *
 * A lexeme's number is its index in its set, and Hyperscan's id.
 */
#ifndef SHUHI_LEXICON_H
#define SHUHI_LEXICON_H

#include "rules.h"
#include "words.h"

enum { LEX_TRIGGER, LEX_SIGN, LEX_FRAME, LEX_SETS };

enum {
	LEX_ALONE = 1,       /* MeCab must cut at both ends             */
	LEX_READING = 2,     /* a name in kana or romaji                */
	LEX_LATIN_LEFT = 4,  /* begins with a letter or digit: nothing  */
	LEX_LATIN_RIGHT = 8, /*   of the kind may touch that side       */
	LEX_KANA_LEFT = 16,  /* the same for katakana                   */
	LEX_KANA_RIGHT = 32,
};

struct lexeme {
	const struct pattern *pattern; /* NULL: a word               */
	const char *text;              /* folded word, not NUL-ended */
	uint32_t len;                  /* bytes of the word          */
	uint8_t class;
	uint8_t flags;
};

struct lexemes {
	struct lexeme *v;
	size_t n;
	struct class_set classes; /* that occur */
};

struct lexicon {
	struct lexemes set[LEX_SETS];
};

/* Refers to words and rules, which must outlive it. */
int lexicon_make(struct lexicon *, const struct words *, const struct rules *,
    struct shuhi_error *);
void lexicon_free(struct lexicon *);

/*
 * Has the text a digit, a Latin letter, ○ or one of @ : / ) > # = | tab newline?
 * Without one nothing of LEX_SIGN can match.  Words are sorted by this; patterns
 * of trigger classes must keep to it, and are proved with the gate in place.
 */
bool lexicon_has_signs(struct span text);

#endif
