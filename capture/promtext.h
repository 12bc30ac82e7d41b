/* Prometheus' text format, version 0.0.4. */
#ifndef SHUHI_CAPTURE_PROMTEXT_H
#define SHUHI_CAPTURE_PROMTEXT_H

#include "buf.h"

void prom_head(
    struct buf *, const char *name, const char *type, const char *help);
/* One without labels, with its head. */
void prom_single(struct buf *, const char *name, const char *type,
    const char *help, unsigned long long);
void prom_labelled(struct buf *, const char *name, const char *label,
    const char *value, unsigned long long);

/*
 * Upper ends of a histogram of seconds, in microseconds; one more bucket holds
 * what took longer.
 */
#define PROM_BUCKETS 14
extern const unsigned long long prom_bounds[PROM_BUCKETS - 1];
size_t prom_bucket(unsigned long long microseconds);
void prom_histogram(struct buf *, const char *name, const char *help,
    const unsigned long long buckets[PROM_BUCKETS], unsigned long long sum);

#endif
