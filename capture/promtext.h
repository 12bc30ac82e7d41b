/* Prometheus' text format, version 0.0.4. */
#ifndef SHUHI_CAPTURE_PROMTEXT_H
#define SHUHI_CAPTURE_PROMTEXT_H

#include <stdatomic.h>

#include "buf.h"

void prom_head(
    struct buf *, const char *name, const char *type, const char *help);
/* One without labels, with its head. */
void prom_single(struct buf *, const char *name, const char *type,
    const char *help, unsigned long long);
void prom_labelled(struct buf *, const char *name, const char *label,
    const char *value, unsigned long long);

/* What the engine said, by verdict; changes of what is loaded, by how they ended. */
void prom_verdicts(struct buf *, const char *name, const char *help,
    const atomic_ullong verdicts[4]);
void prom_results(struct buf *, const char *name, const char *help,
    unsigned long long ok, unsigned long long failed);

/*
 * How long things took.  Zeros are an empty one, also in memory that processes
 * share; any thread or process counts into it at any time.
 */
#define PROM_BUCKETS 14
struct prom_latency {
	atomic_ullong buckets[PROM_BUCKETS]; /* the last: longer than all bounds */
	atomic_ullong microseconds;          /* in all */
};

void prom_took(struct prom_latency *, unsigned long long microseconds);
/* As a histogram of seconds, with its head. */
void prom_latency(struct buf *, const char *name, const char *help,
    const struct prom_latency *);

#endif
