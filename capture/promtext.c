#include "promtext.h"

#include "shuhi.h"

void
prom_head(struct buf *b, const char *name, const char *type, const char *help)
{
	buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void
prom_single(struct buf *b, const char *name, const char *type,
    const char *help, unsigned long long value)
{
	prom_head(b, name, type, help);
	buf_printf(b, "%s %llu\n", name, value);
}

void
prom_labelled(struct buf *b, const char *name, const char *label,
    const char *value, unsigned long long n)
{
	buf_printf(b, "%s{%s=\"%s\"} %llu\n", name, label, value, n);
}

void
prom_verdicts(struct buf *b, const char *name, const char *help,
    const atomic_ullong verdicts[4])
{
	size_t i;

	prom_head(b, name, "counter", help);
	for (i = 0; i < 4; i++)
		prom_labelled(b, name, "verdict",
		    shuhi_verdict_name((enum shuhi_verdict)i),
		    atomic_load(&verdicts[i]));
}

void
prom_results(struct buf *b, const char *name, const char *help,
    unsigned long long ok, unsigned long long failed)
{
	prom_head(b, name, "counter", help);
	prom_labelled(b, name, "result", "ok", ok);
	prom_labelled(b, name, "result", "failed", failed);
}

/* ---- latency -------------------------------------------------------------- */

/* a lock inside one would be of no use between processes */
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "counters need locks here");

/* upper ends, in microseconds */
static const unsigned long long bounds[PROM_BUCKETS - 1] = { 250, 500, 1000,
	2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000,
	5000000 };

void
prom_took(struct prom_latency *l, unsigned long long microseconds)
{
	size_t i = 0;

	while (i < PROM_BUCKETS - 1 && microseconds > bounds[i])
		i++;
	atomic_fetch_add_explicit(&l->buckets[i], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(
	    &l->microseconds, microseconds, memory_order_relaxed);
}

/* Each bucket is read once: what is counted meanwhile must not part the last one
 * from the count, which readers take for the same. */
void
prom_latency(struct buf *b, const char *name, const char *help,
    const struct prom_latency *l)
{
	unsigned long long n = 0, sum;
	size_t i;

	prom_head(b, name, "histogram", help);
	for (i = 0; i < PROM_BUCKETS - 1; i++) {
		n += atomic_load(&l->buckets[i]);
		buf_printf(b, "%s_bucket{le=\"%llu.%06llu\"} %llu\n", name,
		    bounds[i] / 1000000, bounds[i] % 1000000, n);
	}
	n += atomic_load(&l->buckets[i]);
	sum = atomic_load(&l->microseconds);
	buf_printf(b, "%s_bucket{le=\"+Inf\"} %llu\n", name, n);
	buf_printf(
	    b, "%s_sum %llu.%06llu\n", name, sum / 1000000, sum % 1000000);
	buf_printf(b, "%s_count %llu\n", name, n);
}
