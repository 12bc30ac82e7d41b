/*
 * Check digits of Japanese identifiers.  Each takes ASCII digits only (what
 * separates them is dropped before) and says whether they could be such a
 * number; sources at each function.  A check digit alone proves little: one in
 * ten random numbers passes, so rules want a label too.
 */
#ifndef SHUHI_CHECK_H
#define SHUHI_CHECK_H

#include "span.h"

typedef bool check_fn(struct span digits);

/* By the name rules use: mynumber, luhn, …; NULL when there is none. */
check_fn *check_find(struct span name);

/* All names, for messages: "mynumber, luhn, ...". */
const char *check_names(void);

#endif
