/*
 * The metrics on a port of this machine, for Prometheus: GET /metrics and nothing
 * else.
 *
 *	metrics: {listen: 127.0.0.1:9464}
 *
 * Served by a process of its own, forked from the master.  The counters are memory
 * that all processes share: a scanner that hangs, or the master, does not keep it
 * from telling so.  It has nothing but them: no set, no roster, no descriptor of
 * c-icap's; and it dies with the master.
 */
#ifndef SHUHI_PROXY_SCRAPE_H
#define SHUHI_PROXY_SCRAPE_H

#include <sys/types.h>

#include "metrics.h"

/* What is to be served, and what the new process is to let go of first. */
struct scrape_config {
	const struct metrics *metrics;
	const char *const *cause_names;
	size_t ncauses;
	void (*forget)(void *); /* NULL: nothing */
	void *arg;
};

struct scrape {
	pid_t pid;   /* 0: nobody serves                        */
	int process; /* its pidfd: numbers of the dead come back */
	char at[64]; /* where, as it was asked for               */
};

/*
 * See to it that somebody serves at `listen`, HOST:PORT of the loopback, or nobody
 * when it is NULL: begun when there is none, anew when it died or `listen` has
 * changed.  To be called now and then, by a process without threads.  `s` zero at
 * first.
 *
 * Fails  SHUHI_E_IO     the port is in use, or not to be had,
 *        SHUHI_E_USAGE  `listen` is no address of the loopback,
 *        SHUHI_E_NOMEM  no process can be made.
 *        Nobody serves then.
 */
int scrape_keep(struct scrape *, const char *listen,
    const struct scrape_config *, struct shuhi_error *);

/* Nobody serves any more when it returns. */
void scrape_stop(struct scrape *);

#endif
