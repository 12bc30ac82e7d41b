/*
 * A few threads and a queue before them that is never longer than it was made
 * for: who comes when it is full is told at once, and does not wait.
 */
#ifndef SHUHI_DRAFT_CREW_H
#define SHUHI_DRAFT_CREW_H

#include <stdbool.h>
#include <stddef.h>

#include "shuhi.h"

/* A part of the caller's own struct; the queue holds on to it until run(). */
struct job {
	void (*run)(struct job *);
	struct job *next;
};

struct crew;

/* Fails  SHUHI_E_NOMEM: no memory, or no threads. */
int crew_open(unsigned threads, size_t waiting, struct crew **,
    struct shuhi_error *);

/* False when so many wait already, or when the crew is closing; run() is then
 * never called. */
bool crew_put(struct crew *, struct job *);

/* What waits is still done, and nothing is taken any more; returns when it is
 * done.  NULL is fine, here and below. */
void crew_stop(struct crew *);
void crew_close(struct crew *); /* stops, too */

#endif
