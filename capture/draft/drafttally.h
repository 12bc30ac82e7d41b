/*
 * What the kiosk did, counted, for Prometheus.  Numbers only: no name, no
 * address, no place gets in here.
 */
#ifndef SHUHI_DRAFT_DRAFTTALLY_H
#define SHUHI_DRAFT_DRAFTTALLY_H

#include <stdatomic.h>

#include "promtext.h"
#include "route.h"
#include "shuhi.h"

#define TALLY_STATUSES 15

struct tally {
	atomic_ullong requests[ROUTE_COUNT][TALLY_STATUSES];
	atomic_ullong verdicts[4];
	struct prom_latency latency;
	atomic_ullong reloads, reloads_failed;
};

/* A request that was answered.  One that was not has status 0. */
void tally_request(struct tally *, enum route, unsigned status);
/* A draft or picture that was judged, from its last byte to its report. */
void tally_verdict(struct tally *, enum shuhi_verdict, uint64_t microseconds);

struct tally_now { /* what others count */
	uint64_t connections, late;
};
void tally_print(struct buf *, const struct tally *, const struct tally_now *);

#endif
