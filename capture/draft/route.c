#include "route.h"

struct entry {
	const char *method, *path; /* a path that ends in "*": a beginning */
	const char *name;
};

static const struct entry table[ROUTE_COUNT] = {
	[ROUTE_NONE] = { "", "", "none" },
	[ROUTE_PAGE] = { "GET", "/", "page" },
	[ROUTE_ASSET] = { "GET", "/assets/*", "asset" },
	[ROUTE_SETTINGS] = { "GET", "/api/v1/settings", "settings" },
	[ROUTE_CHECK] = { "POST", "/api/v1/check", "check" },
	[ROUTE_PICTURE] = { "POST", "/api/v1/check-image", "check-image" },
	[ROUTE_HEALTH] = { "GET", "/healthz", "healthz" },
	[ROUTE_METRICS] = { "GET", "/metrics", "metrics" },
	[ROUTE_LOGIN_PAGE] = { "GET", "/login", "login-page" },
	[ROUTE_LOGIN] = { "POST", "/login", "login" },
	[ROUTE_LOGOUT] = { "POST", "/logout", "logout" },
};

static bool
path_fits(const struct entry *e, struct span path)
{
	struct span pattern = span_of(e->path);

	if (!span_ends(pattern, SPAN("*")))
		return span_eq(pattern, path);
	pattern.len--;
	return span_starts(path, pattern);
}

static bool
method_fits(const struct entry *e, struct span method)
{
	return span_eq(span_of(e->method), method) ||
	    (span_eq(method, SPAN("HEAD")) && e->method[0] == 'G');
}

/* What a path takes: some take both. */
static const char *
allow(bool get, bool post)
{
	if (get)
		return post ? "GET, HEAD, POST" : "GET, HEAD";
	return post ? "POST" : NULL;
}

struct routed
route_find(struct span method, struct span path)
{
	struct routed out = { .route = ROUTE_NONE };
	bool get = false, post = false;
	size_t i;

	for (i = ROUTE_NONE + 1; i < ROUTE_COUNT; i++) {
		if (!path_fits(&table[i], path))
			continue;
		if (method_fits(&table[i], method))
			out.route = (enum route)i;
		*(table[i].method[0] == 'G' ? &get : &post) = true;
	}
	out.allow = allow(get, post);
	if (out.route == ROUTE_ASSET)
		out.name = span_sub(path, strlen("/assets/"), path.len);
	return out;
}

const char *
route_name(enum route route)
{
	return table[route].name;
}
