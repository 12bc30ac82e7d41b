/* Which of the words there are was meant?  For "did you mean". */
#ifndef SHUHI_NEAREST_H
#define SHUHI_NEAREST_H

#include "span.h"

/* One of `words` (NULL behind the last) at most three edits away, or NULL. */
const char *nearest(struct span word, const char *const *words);

#endif
