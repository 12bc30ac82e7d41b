/* fold.c's table: how each code point folds by itself. */
#ifndef SHUHI_FOLDTABLE_H
#define SHUHI_FOLDTABLE_H

#include <unicode/unorm2.h>

#include "fold.h"

#define MAX_EXPANSION 18 /* code points NFKC makes of one: U+FDFA */

/*
 * Values of map[]; others are code points.  What is PLAIN stays as it is, whatever
 * stands beside it; what is the SAME does too, but for the context to decide.
 */
enum { PLAIN = 0, SPECIAL = 1, SAME = 2 };

struct fold_table {
	const UNormalizer2 *nfkc_cf;
	const UNormalizer2 *nfc;
	uint16_t map[0x10000]; /* for the basic plane */
	struct {
		uint32_t from, to;
	} extra[64]; /* fold.tsv lines with a code point beyond it */
	size_t nextra;
};

/* Sound marks and accents: they join the letter before them. */
static inline bool
joins(uint32_t c)
{
	return c == 0x3099 || c == 0x309a || (c >= 0x0300 && c <= 0x036f);
}

static inline bool
is_dash(uint32_t c)
{
	return c == '-' || c == '~' || c == 0x30fc || c == 0x301c ||
	       c == 0x2212 || c == 0x2500 || c == 0x2501 ||
	       (c >= 0x2010 && c <= 0x2015);
}

/* What people put between letters to hide a word from filters. */
static inline bool
is_separator(uint32_t c)
{
	switch (c) {
	case ' ':
	case '.':
	case '/':
	case '_':
	case '*':
	case '|':
	case '-':
	case '~':
	case '^':
	case '+':
	case ':':
	case ',':
	case '\\':
	case 0x00b7: /* · */
	case 0x30fb: /* ・ */
	case 0x2022: /* • */
	case 0x2026: /* … */
		return true;
	default:
		return (c >= 0x2600 && c <= 0x27bf) ||
		       (c >= 0x1f000 && c <= 0x1faff);
	}
}

/* What NFKC_Casefold makes of one code point: code points in `out`, or -1. */
int fold_by_icu(const struct fold_table *, uint32_t c, uint32_t *out);

#endif
