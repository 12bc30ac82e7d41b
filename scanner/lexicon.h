/*
 * All that Hyperscan looks for, in sets that are searched only where they can
 * have a match.
 *
 *   LEX_TRIGGER         words of trigger classes: rare in everyday talk.  Every
 *                       text is searched for them; most have none and are done.
 *   LEX_LATIN           words of trigger classes with a Latin letter, a digit or
 *                       ○ in them: only where the text has one (SIGN_LATIN)
 *   LEX_PATTERN         expressions of trigger classes, numbers and notes: only
 *                       where there is a digit or a sign (SIGN_MARK)
 *   LEX_FRAME           all other words (names, times, family, fiction ...) and
 *   LEX_FRAME_PATTERN   expressions: only where a trigger was found and a rule
 *                       could fire
 *
 * A lexeme's number is its index in its set, and Hyperscan's id.
 */
#ifndef SHUHI_LEXICON_H
#define SHUHI_LEXICON_H

#include "rules.h"
#include "words.h"

enum {
	LEX_TRIGGER,
	LEX_LATIN,
	LEX_PATTERN,
	LEX_FRAME,
	LEX_FRAME_PATTERN,
	LEX_SETS,
	LEX_TRIGGER_SETS = LEX_FRAME, /* those before it can start a finding */
};

enum { SIGN_LATIN = 1, SIGN_MARK = 2 };

enum {
	LEX_ALONE = 1,       /* MeCab must cut at both ends             */
	LEX_READING = 2,     /* a name in kana or romaji                */
	LEX_LATIN_LEFT = 4,  /* begins with a letter or digit: nothing  */
	LEX_LATIN_RIGHT = 8, /*   of the kind may touch that side       */
	LEX_KANA_LEFT = 16,  /* the same for katakana                   */
	LEX_KANA_RIGHT = 32,
	LEX_CLEAR = 64, /* short Latin letters that are nothing else */
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
	size_t n;     /* that Hyperscan looks for */
	size_t nread; /* names in hiragana behind them, see reading.h */
	struct class_set classes; /* that occur */
};

/* reading.c's table: a lexeme's index + 1; 0: free. */
struct readings {
	uint32_t *slot;
	size_t nslots; /* a power of two, at most half full */
};

struct lexicon {
	struct lexemes set[LEX_SETS];
	struct readings readings; /* of LEX_FRAME */
};

/* Refers to words and rules, which must outlive it. */
int lexicon_make(struct lexicon *, const struct words *, const struct rules *,
    struct shuhi_error *);
void lexicon_free(struct lexicon *);

/*
 * What a folded text has, of SIGN_LATIN (a Latin letter, a digit, ○) and
 * SIGN_MARK (a digit or one of @ : / ) > # = | , tab).  Words are sorted
 * by this.  Patterns of trigger classes must need a SIGN_MARK in every match: it
 * is what their examples are proved with.
 */
unsigned lexicon_signs(struct span text);

#endif
