/*
 * So often, and no oftener: how many times a key (an address, a name) may do
 * something in a while.
 *
 * Keys are kept as keyed hashes in a table of fixed size.  When more keys are
 * busy than fit, newcomers share the count of another: an attacker with many
 * addresses cannot buy himself fresh ones.
 *
 * Threads  safe.
 */
#ifndef SHUHI_DRAFT_PACE_H
#define SHUHI_DRAFT_PACE_H

#include "shuhi.h"
#include "span.h"

struct pace;

/* `times` in `seconds`, all at once or spread. */
int pace_open(unsigned times, unsigned seconds, size_t keys, struct pace **,
    struct shuhi_error *);
void pace_close(struct pace *); /* NULL is fine */

/* May it now (microseconds, monotonic)?  0: yes, and counted; else after so many
 * seconds. */
unsigned pace_wait(struct pace *, struct span key, uint64_t now);

#endif
