#include "promtext.h"

const unsigned long long prom_bounds[PROM_BUCKETS - 1] = { 250, 500, 1000, 2000,
	5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000, 5000000 };

size_t
prom_bucket(unsigned long long microseconds)
{
	size_t i = 0;

	while (i < PROM_BUCKETS - 1 && microseconds > prom_bounds[i])
		i++;
	return i;
}

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
prom_histogram(struct buf *b, const char *name, const char *help,
    const unsigned long long buckets[PROM_BUCKETS], unsigned long long sum)
{
	unsigned long long n = 0;
	size_t i;

	prom_head(b, name, "histogram", help);
	for (i = 0; i < PROM_BUCKETS - 1; i++) {
		n += buckets[i];
		buf_printf(b, "%s_bucket{le=\"%llu.%06llu\"} %llu\n", name,
		    prom_bounds[i] / 1000000, prom_bounds[i] % 1000000, n);
	}
	n += buckets[i];
	buf_printf(b, "%s_bucket{le=\"+Inf\"} %llu\n", name, n);
	buf_printf(
	    b, "%s_sum %llu.%06llu\n", name, sum / 1000000, sum % 1000000);
	buf_printf(b, "%s_count %llu\n", name, n);
}
