/*
 * Which request is which.
 *
 *	POST /api/v1/check -> ROUTE_CHECK
 *	GET  /api/v1/check -> no such method there; Allow: POST
 *	HEAD               as GET
 */
#ifndef SHUHI_DRAFT_ROUTE_H
#define SHUHI_DRAFT_ROUTE_H

#include "span.h"

enum route {
	ROUTE_NONE = 0, /* unknown path, or a method that is not for it */
	ROUTE_PAGE,
	ROUTE_ASSET,
	ROUTE_SETTINGS,
	ROUTE_CHECK,
	ROUTE_PICTURE,
	ROUTE_HEALTH,
	ROUTE_METRICS,
	ROUTE_LOGIN_PAGE,
	ROUTE_LOGIN,
	ROUTE_LOGOUT,
	ROUTE_COUNT
};

struct routed {
	enum route route;
	const char *allow; /* static; NULL: no such path */
	struct span name;  /* ROUTE_ASSET: what follows /assets/ */
};

struct routed route_find(struct span method, struct span path);

/* "page", "check" ...: for metrics. */
const char *route_name(enum route);

#endif
