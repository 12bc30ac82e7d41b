/*
 * Seeking the people of rosters in a text: what names somebody by itself.  Every
 * text goes through it, so it asks a roster only where its sieve lets through.
 *
 *	佐藤太郎 佐藤 太郎 ｻﾄｳ ﾀﾛｳ さとうたろう SATOH Taro   full names
 *	佐○太郎 佐藤太○                                    one letter masked
 *	000-12345  090-0000-0001  taro@example.jp  幻町1-2-3  numbers, addresses
 *	昭和三十三年四月十二日  1958・4・12                      dates only a list knows
 *
 * What is weak (a surname, an age, a ward) is hint.h's.
 */
#ifndef SHUHI_SEEK_H
#define SHUHI_SEEK_H

#include "clue.h"
#include "fold.h"
#include "rosters.h"

struct seeker {
	const struct roster_set *set;
	struct arena *arena;
	struct span text; /* folded */
	struct span raw;  /* as given; capitals are letters of names */
	const struct folded *folded; /* the way from text to raw; NULL: none */
	struct clues out;            /* ascending by from when seek() is done */

	unsigned signs; /* SEEK_* that the text has */

	/* while one roster of the set is asked */
	const struct roster *roster;
	uint8_t which;
	bool unsplit; /* it has names that nobody could split */
};

/*
 * How many codes or rows one question may answer; namesakes in kana beyond that
 * are not told apart, and are told as so many.
 */
#define SEEK_CODES 64
#define SEEK_ROWS  1024

/* Some of the looks are only for texts with these. */
enum {
	SEEK_LATIN = 1,
	SEEK_DIGIT = 2,
	SEEK_AT = 4,
	SEEK_HOUSE = 8,
	SEEK_YEAR = 16
};

/* Fails as clue_add() does. */
int seek(struct seeker *, struct shuhi_error *);

/* seekwalk.c, seekromaji.c, seekkey.c, seekdate.c: the parts, for one roster */
int seek_names(struct seeker *, struct shuhi_error *);
int seek_romaji(struct seeker *, struct shuhi_error *);
int seek_keys(struct seeker *, struct shuhi_error *);
int seek_written_dates(struct seeker *, struct shuhi_error *);

/* A number of so many digits at byte `at`: may it be a date of birth? */
int seek_date_at(
    struct seeker *, size_t at, size_t digits, struct shuhi_error *);

/* A clue of this roster. */
struct clue seek_clue(
    const struct seeker *, enum clue_field, size_t from, size_t to);
/* Add it with these rows, any order, some maybe twice; nothing when n is 0. */
int seek_add_rows(struct seeker *, struct clue, uint32_t *rows, size_t n,
    struct shuhi_error *);

/*
 * Add the clue when the list has somebody with these names as they are spelt;
 * *found says whether.
 */
int seek_add_named(struct seeker *, struct clue, struct span surname,
    struct span given, bool *found, struct shuhi_error *);

/* Codes of a name in romaji, by every spelling of it; ascending. */
size_t seek_romaji_codes(const struct roster *, enum roster_column,
    struct span latin, uint32_t codes[SEEK_CODES]);

/* The Latin word at byte `at`: letters, ō and the like, an apostrophe within. */
size_t seek_latin_end(struct span text, size_t at);

#endif
