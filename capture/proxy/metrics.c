#include "metrics.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"

struct metrics *
metrics_new(void)
{
	void *m = mmap(NULL, sizeof(struct metrics), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return m == MAP_FAILED ? NULL : m;
}

void
metrics_gone(struct metrics *m)
{
	if (m != NULL)
		munmap(m, sizeof *m);
}

/* ---- Prometheus' text ---------------------------------------------------- */

static void
put_counts(struct buf *b, const struct metrics *m,
    const char *const *cause_names, size_t ncauses)
{
	static const char *const ends[METRICS_ENDS] = { "passed", "logged",
		"warned", "overridden", "blocked", "monitored", "form" };
	size_t i;

	prom_verdicts(b, "shuhi_proxy_verdicts_total",
	    "Requests by what the engine said.", m->verdicts);
	prom_head(b, "shuhi_proxy_actions_total", "counter",
	    "Requests by what was done with them.");
	for (i = 0; i < METRICS_ENDS; i++)
		prom_labelled(b, "shuhi_proxy_actions_total", "action", ends[i],
		    atomic_load(&m->ends[i]));
	prom_head(b, "shuhi_proxy_failures_total", "counter",
	    "Parts of requests that could not be looked at, by cause.");
	for (i = 1; i < ncauses && i < METRICS_CAUSES; i++)
		prom_labelled(b, "shuhi_proxy_failures_total", "cause",
		    cause_names[i], atomic_load(&m->causes[i]));
}

void
metrics_print(const struct metrics *m, const char *const *cause_names,
    size_t ncauses, struct buf *b)
{
	prom_single(b, "shuhi_proxy_requests_total", "counter",
	    "Requests that came in.", atomic_load(&m->requests));
	prom_single(b, "shuhi_proxy_aborted_total", "counter",
	    "Requests whose client went away before the answer.",
	    atomic_load(&m->aborted));
	prom_single(b, "shuhi_proxy_body_bytes_total", "counter",
	    "Bytes of request bodies.", atomic_load(&m->bytes));
	put_counts(b, m, cause_names, ncauses);
	prom_latency(b, "shuhi_proxy_seconds",
	    "From the last byte of a request to its answer.", &m->latency);
	prom_results(b, "shuhi_proxy_reloads_total",
	    "Changes of rules, words, roster or policy, by how they ended.",
	    atomic_load(&m->reloads), atomic_load(&m->reloads_failed));
	prom_single(b, "shuhi_proxy_loaded_timestamp_seconds", "gauge",
	    "When the set in force was loaded.", atomic_load(&m->loaded_at));
}

static int
write_file(struct span text, const char *file)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	bool ok;

	if (fd < 0)
		return -1;
	ok = write(fd, text.ptr, text.len) == (ssize_t)text.len;
	return close(fd) == 0 && ok ? 0 : -1;
}

int
metrics_write(const struct metrics *m, const char *const *cause_names,
    size_t ncauses, const char *file, struct shuhi_error *err)
{
	char aside[PATH_MAX];
	struct buf b = { 0 };
	int n, rc = -1;

	metrics_print(m, cause_names, ncauses, &b);
	n = snprintf(aside, sizeof aside, "%s.new", file);
	if (!b.failed && n > 0 && (size_t)n < sizeof aside &&
	    write_file(buf_view(&b), aside) == 0 && rename(aside, file) == 0)
		rc = 0;
	buf_free(&b);
	return rc == 0 ? 0
	               : fail_file(err, SHUHI_E_IO, file, 0, 0,
	                     "the metrics cannot be written",
	                     "is the folder there and writable?");
}
