/*
 * One spelling for every writing of a value, the same for a list's cells and for
 * a text.  Hashes are made of it.
 *
 *	surname    ﾔﾏﾀﾞ / やまだ          やまだ        (hiragana, no blanks)
 *	           一之瀬 / 一ノ瀬, 佐々木   一の瀬, 佐佐木
 *	birth      S33.4.12 / 昭和33年4月12日 / 1958-4-12   19580412
 *	sex        男性 / M / male             m
 *	town       東京都架空区幻町1丁目2-3    幻町
 *	address    〃                          幻町1-2-3
 *	postal     〒100-0000                  1000000
 *	room       301号室 / 301               301
 *	ward       3階東病棟 / 東3 / 3東病棟   3東
 *	phone      +81 90 0000 0001 / 90-0000-0001    09000000001
 *	id         000-12345 / 12345           12345
 *
 * Everything takes *folded* text (fold.h), is pure, and may be called by any
 * thread.
 */
#ifndef SHUHI_SPELL_H
#define SHUHI_SPELL_H

#include "limit.h"
#include "roster.h"

/* One more whenever a spelling changes: older indexes are then refused. */
#define SPELL_VERSION "spell 3"

struct spelling {
	char s[LIMIT_ROSTER_VALUE];
	size_t len;
};

static inline struct span
spell_span(const struct spelling *s)
{
	return (struct span){ s->s, s->len };
}

/* The whole of `folded` is one value.  False: it is not one, or too long. */
bool spell_column(enum roster_column, struct span folded, struct spelling *out);
bool spell_key(enum roster_key, struct span folded, struct spelling *out);

/*
 * A full name is a surname, a blank and a given name; false when there is no
 * blank, or several parts.  RC_SURNAME and RC_GIVEN, or the kana columns.
 */
bool spell_split(struct span folded, struct span *surname, struct span *given);

/* グエン ヴァン アン: the first part, and all the others; false when there is one. */
bool spell_split_first(
    struct span folded, struct span *first, struct span *rest);

/* A date that begins at byte `at`; *end is where it ends.  YYYYMMDD. */
bool spell_date_at(
    struct span folded, size_t at, struct spelling *out, size_t *end);

/* Days since 1970-01-01 of YYYYMMDD. */
int32_t spell_day(const struct spelling *date);

/*
 * A house number that begins at byte `at` (1丁目2番地の3, 1-2-3, 三丁目5番): one
 * to three numbers with hyphens between.  An address's key is its town and this.
 */
bool spell_house_at(
    struct span folded, size_t at, struct spelling *out, size_t *end);

#endif
