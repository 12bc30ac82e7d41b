/*
 * Host patterns of the catalogue.
 *
 *	x.com             this host
 *	*.x.com           every host below, and x.com itself
 *	x.com/messages    only under this path (whole segments)
 *
 * Paths are compared byte by byte: one written with %-escapes is another one, and
 * falls to the next pattern of its host.
 *
 * In lower case ASCII; Japanese names in their xn-- form.  The first pattern in
 * the order of the file wins, and looking it up costs one binary search for each
 * label of the host.
 */
#ifndef SHUHI_CAPTURE_POLICYHOST_H
#define SHUHI_CAPTURE_POLICYHOST_H

#include "span.h"

struct host_pattern {
	struct span domain; /* without "*." */
	struct span path;   /* "" or "/..." without a final slash */
	bool below;         /* "*." */
	uint32_t order;     /* of the file */
	uint32_t place;     /* whose it is */
};

/*
 * Take a pattern apart.  `text` must be in lower case already; the parts point
 * into it.  -1 with what is wrong and what to write instead.
 */
int host_pattern_parse(struct span text, struct host_pattern *,
    const char **message, const char **hint);

/* For looking up: by domain, then by order. */
void host_patterns_sort(struct host_pattern *, size_t n);

/* Labels of a-z, 0-9, - and _ between dots: no empty one, no scheme, no port. */
bool host_is(struct span);

/* Lower case, no port, no final dot; "" when it is no host.  `room`: 254 bytes. */
struct span host_normal(struct span host, char *room);
#define HOST_ROOM 254

/* The pattern of lowest order that matches, or NULL. */
const struct host_pattern *host_find(const struct host_pattern *sorted,
    size_t n, struct span normal_host, struct span path);

/* The pattern of lower order that leaves nothing to this one, or NULL. */
const struct host_pattern *host_shadow(const struct host_pattern *sorted,
    size_t n, const struct host_pattern *);

#endif
