/* fold.c's table: how each code point folds by itself. */
#ifndef SHUHI_FOLDTABLE_H
#define SHUHI_FOLDTABLE_H

#include <unicode/unorm2.h>

#include "fold.h"

#define MAX_EXPANSION 18 /* code points NFKC makes of one: U+FDFA */

enum { SAME = 0, SPECIAL = 1 }; /* values of map[]; others are code points */

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

/* What NFKC_Casefold makes of one code point: code points in `out`, or -1. */
int fold_by_icu(const struct fold_table *, uint32_t c, uint32_t *out);

#endif
