/*
 * Where we listen, and under which names we are called.
 *
 *	127.0.0.1:8787  [::1]:8787  192.0.2.7:443  0.0.0.0:443  [::]:8443
 *
 * A page of another site may make a browser send us anything (DNS rebinding,
 * forms); what it cannot do is to choose the headers Host and Origin.  So Host
 * must name us: the address we listen on, "localhost" on loopback, or a name the
 * administrator gave.  Listening on all addresses, any numeric one will do, as
 * rebinding needs a name.
 */
#ifndef SHUHI_DRAFT_DOOR_H
#define SHUHI_DRAFT_DOOR_H

#include "shuhi.h"
#include "span.h"

#define DOOR_ROOM 64 /* bytes of "[address]:port" and a NUL */

struct door {
	char host[DOOR_ROOM]; /* as in a URL, IPv6 in brackets */
	unsigned port;        /* the one that is open, never 0 */
	bool loopback, every; /* all addresses of the machine */
	bool tls;
	const char *const *names; /* more of them; not copied */
	size_t nnames;
};

/* Is `listen` this machine's own?  Fails with SHUHI_E_USAGE when it is no
 * address; port 0 is any that is free. */
int door_parse(const char *listen, struct door *, struct shuhi_error *);

/* Listens, and fills in the port.  Fails with SHUHI_E_IO. */
int door_open(struct door *, int *fd, struct shuhi_error *);

/* A name that may stand in a URL: a host name or a numeric address, no port. */
bool door_name(const char *);

/* A Host header; NULL: there was none. */
bool door_host(const struct door *, const char *host);

/* An Origin header; NULL, none, is fine: no browser's POST of another site. */
bool door_origin(const struct door *, const char *origin);

#endif
