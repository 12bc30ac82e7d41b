/*
 * The telephone numbers of a cell: 090-1111-2222(長男)、03-5555-0142 内線12 has two.
 */
#ifndef SHUHI_ROSTER_PHONES_H
#define SHUHI_ROSTER_PHONES_H

#include "people.h"

/* `s` is folded.  PEOPLE_PHONE: something that may be a number is none, or too many. */
enum people_fault phones_put(struct span s, struct person *);

#endif
