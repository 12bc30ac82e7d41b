#include "policyhost.h"

#include <stdlib.h>

#include "limit.h"

/* ---- patterns ----------------------------------------------------------- */

static bool
is_host_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
	    c == '_' || c == '.';
}

bool
host_is(struct span s)
{
	size_t i;

	if (s.len == 0 || s.len >= HOST_ROOM || s.ptr[0] == '.' ||
	    s.ptr[s.len - 1] == '.')
		return false;
	for (i = 0; i < s.len; i++)
		if (!is_host_char(s.ptr[i]) ||
		    (s.ptr[i] == '.' && s.ptr[i - 1] == '.'))
			return false;
	return true;
}

static bool
is_path(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] <= ' ' || s.ptr[i] > '~' || s.ptr[i] == '?' ||
		    s.ptr[i] == '#' || s.ptr[i] == '*')
			return false;
	return s.len <= LIMIT_POLICY_PATH;
}

static bool
has_byte(struct span s, unsigned char from, unsigned char to)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= from &&
		    (unsigned char)s.ptr[i] <= to)
			return true;
	return false;
}

static int
refuse(const char **message, const char **hint, const char *m, const char *h)
{
	*message = m;
	*hint = h;
	return -1;
}

static int
refuse_host(struct span s, const char **message, const char **hint)
{
	if (has_byte(s, 0x80, 0xff))
		return refuse(message, hint, "a host in other than ASCII",
		    "write its xn-- form, as the browser's network view shows");
	if (s.len > 0 && (s.ptr[0] == '[' || span_has(s, SPAN("::"))))
		return refuse(message, hint, "an IPv6 address",
		    "name the host; addresses that nobody names are of class "
		    "unknown");
	if (has_byte(s, ':', ':'))
		return refuse(message, hint, "a port in a host pattern",
		    "leave the port out: every port is meant");
	if (has_byte(s, '*', '*'))
		return refuse(message, hint, "a star in the middle",
		    "only \"*.example.com\", a star for all hosts below");
	if (has_byte(s, '@', '@'))
		return refuse(message, hint, "a mail address, not a host",
		    "write what stands behind the @");
	return refuse(message, hint, "not a host pattern",
	    "\"example.com\", \"*.example.com\" or \"example.com/path\"");
}

/* 10.0.0.0/8: neither a host nor a path. */
static bool
is_network(struct span domain, struct span path)
{
	return path.len >= 2 && path.len <= 4 &&
	    !has_byte(span_sub(path, 1, path.len), ':', 0xff) &&
	    !has_byte(span_sub(path, 1, path.len), 0, '/') &&
	    !has_byte(domain, ':', 0xff) && has_byte(domain, '.', '.') &&
	    !has_byte(domain, '-', '-');
}

/* Does anybody register names below it?  jp, co.jp: all of them would be meant. */
static bool
is_registry(struct span domain)
{
	static const struct span japanese[] = {
		{ "ac.jp", 5 }, { "ad.jp", 5 }, { "co.jp", 5 }, { "ed.jp", 5 },
		{ "go.jp", 5 }, { "gr.jp", 5 }, { "lg.jp", 5 }, { "ne.jp", 5 },
		{ "or.jp", 5 },
	};
	size_t i;

	for (i = 0; i < sizeof japanese / sizeof japanese[0]; i++)
		if (span_eq(domain, japanese[i]))
			return true;
	return memchr(domain.ptr, '.', domain.len) == NULL;
}

int
host_pattern_parse(struct span text, struct host_pattern *out,
    const char **message, const char **hint)
{
	struct host_pattern p = { .domain = text };
	const char *slash;

	if (span_has(text, SPAN("://")))
		return refuse(message, hint, "a URL, not a host pattern",
		    "leave out https:// and write the host");
	p.below = span_starts(text, SPAN("*."));
	if (p.below)
		p.domain = span_sub(text, 2, text.len);
	if ((slash = memchr(p.domain.ptr, '/', p.domain.len)) != NULL) {
		p.path.ptr = slash;
		p.path.len =
		    p.domain.len - (size_t)(slash - p.domain.ptr);
		p.domain.len = (size_t)(slash - p.domain.ptr);
	}
	while (p.path.len > 0 && p.path.ptr[p.path.len - 1] == '/')
		p.path.len--;
	if (!host_is(p.domain))
		return refuse_host(p.domain, message, hint);
	if (!is_path(p.path))
		return refuse(message, hint, "not a path",
		    "plain ASCII without ?, # and *");
	if (is_network(p.domain, p.path))
		return refuse(message, hint, "a network, not a host",
		    "name the hosts; addresses one by one");
	if (p.below && is_registry(p.domain))
		return refuse(message, hint, "too wide a pattern",
		    "name at least \"*.example.com\"; what no pattern names "
		    "is of class unknown");
	*out = p;
	return 0;
}

/* ---- order -------------------------------------------------------------- */

static int
compare_domain(struct span a, struct span b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int rc = n == 0 ? 0 : memcmp(a.ptr, b.ptr, n);

	if (rc != 0)
		return rc;
	return (a.len > b.len) - (a.len < b.len);
}

static int
compare(const void *x, const void *y)
{
	const struct host_pattern *a = x, *b = y;
	int rc = compare_domain(a->domain, b->domain);

	return rc != 0 ? rc : (a->order > b->order) - (a->order < b->order);
}

void
host_patterns_sort(struct host_pattern *v, size_t n)
{
	if (n > 0)
		qsort(v, n, sizeof *v, compare);
}

/* ---- looking up --------------------------------------------------------- */

struct span
host_normal(struct span host, char *room)
{
	struct span none = { room, 0 };
	size_t i, n = host.len;

	for (i = n; i > 0 && host.ptr[i - 1] >= '0' && host.ptr[i - 1] <= '9';)
		i--;
	/* a port; [::1] has its colons inside brackets */
	if (i > 0 && host.ptr[i - 1] == ':' && host.ptr[0] != '[')
		n = i - 1;
	else if (i > 1 && host.ptr[i - 1] == ':' && host.ptr[i - 2] == ']')
		n = i - 1;
	while (n > 0 && host.ptr[n - 1] == '.')
		n--;
	if (n >= HOST_ROOM)
		return none;
	for (i = 0; i < n; i++)
		room[i] = host.ptr[i] >= 'A' && host.ptr[i] <= 'Z'
		    ? (char)(host.ptr[i] + ('a' - 'A')) : host.ptr[i];
	return (struct span){ room, n };
}

/* Under this path, by whole segments: /a is not above /ab. */
static bool
path_under(struct span path, struct span prefix)
{
	if (prefix.len == 0)
		return true;
	if (!span_starts(path, prefix))
		return false;
	return path.len == prefix.len || path.ptr[prefix.len] == '/' ||
	    path.ptr[prefix.len] == '?' || path.ptr[prefix.len] == '#';
}

static size_t
first_of(const struct host_pattern *v, size_t n, struct span domain)
{
	size_t low = 0, high = n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (compare_domain(v[mid].domain, domain) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* `below`: what is asked about is all hosts below this one, not one host. */
static const struct host_pattern *
find(const struct host_pattern *v, size_t n, struct span host,
    struct span path, bool below)
{
	const struct host_pattern *best = NULL;
	struct span rest = host;
	const char *dot;
	size_t i;
	bool whole;

	for (;;) {
		whole = rest.len == host.len && !below;
		for (i = first_of(v, n, rest);
		     i < n && span_eq(v[i].domain, rest); i++)
			if ((whole || v[i].below) &&
			    path_under(path, v[i].path) &&
			    (best == NULL || v[i].order < best->order))
				best = &v[i];
		dot = memchr(rest.ptr, '.', rest.len);
		if (dot == NULL)
			return best;
		rest = span_sub(rest, (size_t)(dot - rest.ptr) + 1, rest.len);
	}
}

const struct host_pattern *
host_find(const struct host_pattern *v, size_t n, struct span host,
    struct span path)
{
	return find(v, n, host, path, false);
}

const struct host_pattern *
host_shadow(const struct host_pattern *v, size_t n,
    const struct host_pattern *p)
{
	const struct host_pattern *q =
	    find(v, n, p->domain, p->path, p->below);

	return q != NULL && q->order < p->order ? q : NULL;
}
