/*
 * Text that a program keeps in pieces, put together again.
 *
 *	json:$.ops[0].insert   田中
 *	json:$.ops[0].type     text
 *	json:$.ops[1].insert   さん、肺炎で入院      ->   田中さん、肺炎で入院
 *
 * Editors cut a sentence where its letters turn bold, and send each letter that is
 * typed.  Fields belong together that stand at the same place but for numbers; what
 * stands between them in the body (kinds, styles, identifiers) is elsewhere, and so
 * does not come between.
 */
#ifndef SHUHI_JOINED_H
#define SHUHI_JOINED_H

#include "extract.h"

/*
 * The pieces of all such places, a line a place; empty when there are none.  A list
 * of names or goods is no text in pieces, and its entries stay lines.
 *
 * Memory   the arena's.
 */
struct span extract_joined(struct extract *);

#endif
