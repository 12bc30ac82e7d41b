/*
 * Jobs in, reports out, in the order they came.
 *
 *	     todo         tail
 *	head  |            |
 *	 | done running todo |  free ...        a ring of slots
 *
 * The main thread fills slots at the tail and writes what is done at the head;
 * threads take what lies between.  With one job at a time there is no thread at
 * all: submitting is running.  Only the main thread may call these.
 */
#ifndef SHUHI_CLI_POOL_H
#define SHUHI_CLI_POOL_H

#include "scan.h"

struct pool;

int pool_open(struct scan *, struct pool **, struct shuhi_error *);

/* A job to fill; its `raw` and `sink` are empty, the rest zero. */
struct job *pool_take(struct pool *);
void pool_submit(struct pool *, struct job *);

/* Wait until everything submitted is written, and flush. */
void pool_drain(struct pool *);

/* As drain, then end the threads. */
void pool_close(struct pool *);

#endif
