/*
 * What the proxy did, counted over all its processes, for Prometheus.
 *
 * The counters live in memory that master and children share: it is made before
 * the first fork.  The master writes them now and then as a text file for
 * node_exporter's textfile collector (no port to guard, no thread in the master),
 * or a process beside it serves them (scrape.h).  Either way the figures stay
 * readable while a scanner hangs.
 *
 * Numbers only: no host, no user, no rule's text gets in here.
 */
#ifndef SHUHI_PROXY_METRICS_H
#define SHUHI_PROXY_METRICS_H

#include <stdatomic.h>

#include "promtext.h"
#include "shuhi.h"

#define METRICS_CAUSES  24 /* at least POLICY_CAUSE_COUNT */

enum metrics_end { /* how a request was answered */
	METRICS_PASSED = 0,
	METRICS_LOGGED,
	METRICS_WARNED,
	METRICS_OVERRIDDEN,
	METRICS_BLOCKED,
	METRICS_MONITORED, /* would have been stopped, but for monitor mode */
	METRICS_FORM,      /* the form of a warning, answered by a page     */
	METRICS_ENDS
};

struct metrics {
	atomic_ullong requests;
	atomic_ullong aborted; /* the client went away before an answer */
	atomic_ullong bytes;   /* of bodies */
	atomic_ullong verdicts[4];
	atomic_ullong ends[METRICS_ENDS];
	atomic_ullong causes[METRICS_CAUSES];
	struct prom_latency latency; /* of all requests */
	atomic_ullong reloads, reloads_failed;
	atomic_ullong loaded_at; /* Unix time of the set in force */

	/*
	 * The set that was proved last: its number, and the tag that every
	 * process must arrive at when it loads the set itself.
	 */
	atomic_uint generation;
	char proved[32];
};

/* Shared with every process forked later; NULL when there is no memory. */
struct metrics *metrics_new(void);
void metrics_gone(struct metrics *);

static inline void
metrics_add(atomic_ullong *counter, unsigned long long n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

/* Prometheus' text format, version 0.0.4; `cause_names` by number. */
void metrics_print(const struct metrics *, const char *const *cause_names,
    size_t ncauses, struct buf *);

/* The same, written beside `file` and renamed over it: never half a file. */
int metrics_write(const struct metrics *, const char *const *cause_names,
    size_t ncauses, const char *file, struct shuhi_error *);

#endif
