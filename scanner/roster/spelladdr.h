/* Addresses: the smallest named place, and the house number behind it. */
#ifndef SHUHI_SPELLADDR_H
#define SHUHI_SPELLADDR_H

#include "spell.h"

/* 東京都架空区幻町1丁目2-3 -> 幻町.  False: no place is left. */
bool spell_town(struct span folded, struct spelling *out);

/* The town's name alone, one spelling for 南一条西 and 南1条西, 霞ヶ関 and 霞が関. */
bool spell_town_name(struct span folded, struct spelling *out);

/* -> 幻町1-2-3.  False also without a house number. */
bool spell_address(struct span folded, struct spelling *out);

#endif
