#include "drafttally.h"

/* The last one stands for all others; 0: the client was gone. */
static const unsigned statuses[TALLY_STATUSES] = { 0, 200, 303, 400, 401, 403,
	404, 405, 411, 413, 415, 429, 500, 503, 999 };

static size_t
status_slot(unsigned status)
{
	size_t i = 0;

	while (i < TALLY_STATUSES - 1 && statuses[i] != status)
		i++;
	return i;
}

void
tally_request(struct tally *t, enum route route, unsigned status)
{
	atomic_fetch_add_explicit(&t->requests[route][status_slot(status)], 1,
	    memory_order_relaxed);
}

void
tally_verdict(struct tally *t, enum shuhi_verdict verdict, uint64_t us)
{
	atomic_fetch_add_explicit(
	    &t->verdicts[verdict], 1, memory_order_relaxed);
	prom_took(&t->latency, us);
}

static void
put_requests(struct buf *b, const struct tally *t)
{
	const char *name = "shuhi_kiosk_requests_total";
	unsigned long long n;
	size_t r, s;

	prom_head(b, name, "counter",
	    "Requests by what they asked for and the status of the answer; "
	    "429: rate limited, 503: busy, 0: the client had gone.");
	for (r = 0; r < ROUTE_COUNT; r++)
		for (s = 0; s < TALLY_STATUSES; s++) {
			n = atomic_load(&t->requests[r][s]);
			if (n == 0)
				continue;
			buf_printf(b, "%s{route=\"%s\",status=\"%u\"} %llu\n",
			    name, route_name((enum route)r), statuses[s], n);
		}
}

void
tally_print(
    struct buf *b, const struct tally *t, const struct tally_now *now)
{
	put_requests(b, t);
	prom_verdicts(b, "shuhi_kiosk_verdicts_total",
	    "Drafts and pictures by what the engine said.", t->verdicts);
	prom_latency(b, "shuhi_kiosk_seconds",
	    "From the last byte of a draft or picture to its report.",
	    &t->latency);
	prom_results(b, "shuhi_kiosk_reloads_total",
	    "Changes of rules, words, rosters, policy and users.",
	    atomic_load(&t->reloads), atomic_load(&t->reloads_failed));
	prom_single(b, "shuhi_kiosk_connections", "gauge",
	    "Clients that are connected.", now->connections);
	prom_single(b, "shuhi_kiosk_late_total", "counter",
	    "Clients that were too slow and were sent away.", now->late);
}
