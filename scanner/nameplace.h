/*
 * What stands around a name: gaps between its parts, honorifics and ages behind
 * it, letters it would run on into, and where MeCab cuts.  names.c judges by it.
 */
#ifndef SHUHI_NAMEPLACE_H
#define SHUHI_NAMEPLACE_H

#include "resolve.h"

/* A hit of LEX_FRAME: its word; how many letters it has. */
const struct lexeme *name_lexeme(const struct resolver *, const struct hit *);
size_t name_letters(const struct resolver *, const struct hit *);

/* The longest hit of `class` that begins at `at` and stands free, or NULL. */
const struct hit *name_hit_at(
    const struct resolver *, size_t at, uint8_t class);

/*
 * Past one blank, dot, hyphen or ^ (DICOM, HL7), as between parts of a name; and
 * where such a gap that ends at `at` begins.  `at` where there is none.
 */
size_t name_past_gap(const struct resolver *, size_t at);
size_t name_gap_before(const struct resolver *, size_t at);

/* Is `class` (an honorific, a title) behind a name that ends at `at`? */
bool name_addressed(
    const struct resolver *, size_t at, uint8_t class, uint32_t *end);

/* An age or a bracketed number right behind: 山田78歳, 山田(78). */
bool name_age_follows(const struct resolver *, size_t at);

/* Does a stop word (皆さん, お客様) hold the hit? */
bool name_stopped(const struct resolver *, const struct hit *);

/* Do letters of one script run on, so that no word begins or ends at `at`? */
bool name_runs_on_left(struct span text, size_t at);
bool name_runs_on_right(struct span text, size_t at);

/*
 * May the reading begin where it does?  In hiragana behind hiragana only where a
 * particle ends before it (きのうはさとうさん), and never with a particle behind a
 * word (管理はずさん).  Before MeCab a guess.
 */
bool name_reading_begins(const struct resolver *, const struct hit *);

/* Does MeCab cut there, or the passage begin or end? */
bool name_cut_before(const struct resolver *, size_t at);
bool name_cut_behind(const struct resolver *, size_t at);

/*
 * Where the name in katakana begins that ends at `at`, all of its tokens names or
 * unknown, with dots between: ヤマダハナコ, グエン・ヴァン・アン.  `at`: there is none.
 */
size_t name_in_kana(const struct resolver *, size_t at);

/* Does MeCab take the token for a name; could one be in it?  NULL: no. */
bool token_is_name(const struct token *);
bool token_may_be_name(const struct token *);

#endif
