/*
 * Hints: what fits many, and few or one when several meet.
 *
 *	佐藤さん 太郎くん 佐○さん S藤さん Y.T. tanaka-san   somebody
 *	昭和33年4月12日 80代 78歳 男                          born, sex
 *	3東病棟 305号室 循環器内科 肺炎 11/20に入院 幻町       where, what, when
 *
 * Looked for only in passages where there is something to meet: a name or number
 * that seek() found, or two kinds of words of the engine's own.
 */
#ifndef SHUHI_HINT_H
#define SHUHI_HINT_H

#include "resolve.h"
#include "seek.h"

#define HINT_NEAR 200 /* bytes: some sixty letters */

struct hinter {
	struct seeker seek;       /* asks; out: clues of the passage */
	const struct resolver *r; /* the passage and its hits        */
	bool named;               /* seek() found somebody here      */
};

/* Is there anything that two clues could come from? */
bool hint_worthwhile(const struct resolver *, size_t nclues);

/* Is care told of near bytes [from, to): an illness, a ward, an age? */
bool hint_care_near(const struct resolver *, size_t from, size_t to);

/* Append to h->seek.out, in no order.  Fails as clue_add() does. */
int hint(struct hinter *, struct shuhi_error *);

/* hintname.c: names with an honorific, initials */
int hint_names(struct hinter *, struct shuhi_error *);

/* hintword.c: places, departments, diagnoses that no dictionary has */
int hint_words(struct hinter *, struct shuhi_error *);

/* ... of these only towns, for passages in which nobody is named: 西新井の68歳 */
int hint_towns(struct hinter *, struct shuhi_error *);

/* A clue by one column from a piece of text as it stands. */
int hint_column(struct hinter *, enum clue_field, enum roster_column,
    size_t from, size_t to, struct span value, struct shuhi_error *);

#endif
