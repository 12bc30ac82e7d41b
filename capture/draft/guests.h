/*
 * Who is connected, and until when we wait for them.
 *
 * The HTTP library closes a connection on which nothing moves; a client that
 * sends a byte now and then would hold it for ever.  So every step has an end by
 * the clock: the head, the body, the taking of the answer, the next request.
 * A thread looks twice a second and shuts the sockets of those who are late,
 * which the library then notices and cleans up.
 */
#ifndef SHUHI_DRAFT_GUESTS_H
#define SHUHI_DRAFT_GUESTS_H

#include <stdint.h>

#include "shuhi.h"

struct guests;
struct guest;

int guests_open(struct guests **, struct shuhi_error *);
void guests_close(struct guests *); /* all have left by then; NULL is fine */

/* NULL when there is no memory: do not let them in. */
struct guest *guests_enter(struct guests *, int fd, unsigned seconds);

/* From now so long; 0: it is our turn, there is no hurry. */
void guests_until(struct guests *, struct guest *, unsigned seconds);

/* Before the socket is closed. */
void guests_leave(struct guests *, struct guest *);

/* How many there are, and how many were too slow so far. */
void guests_count(struct guests *, uint64_t *here, uint64_t *late);

#endif
