#include "door.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <strings.h>
#include <unistd.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "draftlimit.h"
#include "err.h"
#include "policyhost.h"

/* ---- addresses ------------------------------------------------------------ */

/* A decimal number of at most five digits, or -1. */
static int
parse_port(struct span s)
{
	int v = 0;
	size_t i;

	if (s.len == 0 || s.len > 5)
		return -1;
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return -1;
		v = v * 10 + (s.ptr[i] - '0');
	}
	return v > 65535 ? -1 : v;
}

/* "host:port", "[host]:port" or a host alone (port -1). */
static bool
split(struct span s, struct span *host, int *port)
{
	size_t at = 0;

	if (s.len > 0 && s.ptr[0] == '[') {
		while (at < s.len && s.ptr[at] != ']')
			at++;
		at += at < s.len;
	} else {
		while (at < s.len && s.ptr[at] != ':')
			at++;
	}
	*host = span_sub(s, 0, at);
	*port = -1;
	if (at == s.len)
		return at > 0;
	if (s.ptr[at] != ':')
		return false;
	*port = parse_port(span_sub(s, at + 1, s.len));
	return at > 0 && *port >= 0;
}

struct numeric {
	struct sockaddr_storage addr;
	socklen_t len;
	bool loopback, every;
};

static bool
numeric_v4(const char *text, struct numeric *out)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)&out->addr;

	if (inet_pton(AF_INET, text, &v4->sin_addr) != 1)
		return false;
	v4->sin_family = AF_INET;
	out->len = sizeof *v4;
	out->loopback = ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	out->every = v4->sin_addr.s_addr == htonl(INADDR_ANY);
	return true;
}

static bool
numeric_v6(const char *text, struct numeric *out)
{
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&out->addr;

	if (inet_pton(AF_INET6, text, &v6->sin6_addr) != 1)
		return false;
	v6->sin6_family = AF_INET6;
	out->len = sizeof *v6;
	out->loopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
	out->every = IN6_IS_ADDR_UNSPECIFIED(&v6->sin6_addr);
	return true;
}

static bool
numeric(struct span host, struct numeric *out)
{
	char text[DOOR_ROOM];
	bool v6 = host.len > 2 && host.ptr[0] == '[' &&
	    host.ptr[host.len - 1] == ']';

	*out = (struct numeric){ .len = 0 };
	if (v6)
		host = span_sub(host, 1, host.len - 1);
	if (host.len == 0 || host.len >= sizeof text)
		return false;
	memcpy(text, host.ptr, host.len);
	text[host.len] = '\0';
	return v6 ? numeric_v6(text, out) : numeric_v4(text, out);
}

int
door_parse(const char *listen, struct door *d, struct shuhi_error *err)
{
	struct numeric n;
	struct span host;
	int port;

	if (!split(span_of(listen), &host, &port) || port < 0 ||
	    host.len >= sizeof d->host || !numeric(host, &n))
		return fail(err, SHUHI_E_USAGE,
		    "want an address and a port to listen on, as in "
		    "127.0.0.1:8787 or [::1]:8787", 0);
	memcpy(d->host, host.ptr, host.len);
	d->host[host.len] = '\0';
	d->port = (unsigned)port;
	d->loopback = n.loopback;
	d->every = n.every;
	return 0;
}

static void
set_port(struct sockaddr_storage *addr, unsigned port)
{
	/* at the same place in both */
	((struct sockaddr_in *)addr)->sin_port = htons((uint16_t)port);
}

int
door_open(struct door *d, int *out, struct shuhi_error *err)
{
	struct numeric n;
	int fd, on = 1;

	numeric(span_of(d->host), &n);
	set_port(&n.addr, d->port);
	fd = socket(n.addr.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return fail(err, SHUHI_E_IO, "no socket to listen on", 0);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&n.addr, n.len) != 0 ||
	    listen(fd, LIMIT_DRAFT_CONNECTIONS) != 0 ||
	    getsockname(fd, (struct sockaddr *)&n.addr, &n.len) != 0) {
		fail(err, SHUHI_E_IO,
		    errno == EADDRINUSE
		        ? "another program listens there already"
		        : errno == EACCES
		        ? "not allowed to listen on so low a port"
		        : "this machine has no such address", 0);
		close(fd);
		return -1;
	}
	d->port = ntohs(((struct sockaddr_in *)&n.addr)->sin_port);
	*out = fd;
	return 0;
}

bool
door_name(const char *name)
{
	struct span s = span_of(name), host;
	struct numeric n;
	char room[HOST_ROOM];

	host = host_normal(s, room);
	return numeric(s, &n) || (host.len == s.len && host_is(host));
}

/* ---- names ----------------------------------------------------------------- */

static bool
same_name(struct span host, const char *name)
{
	return host.len == strlen(name) &&
	    strncasecmp(host.ptr, name, host.len) == 0;
}

static bool
is_ours(const struct door *d, struct span host)
{
	struct numeric n;
	size_t i;

	for (i = 0; i < d->nnames; i++)
		if (same_name(host, d->names[i]))
			return true;
	if (same_name(host, d->host))
		return true;
	if (d->loopback || d->every) {
		if (same_name(host, "localhost"))
			return true;
	}
	if (!numeric(host, &n))
		return false;
	return d->every || (d->loopback && n.loopback);
}

static bool
authority(const struct door *d, struct span s)
{
	struct span host;
	int port;

	if (!split(s, &host, &port))
		return false;
	if (port < 0)
		port = d->tls ? 443 : 80;
	return (unsigned)port == d->port && is_ours(d, host);
}

bool
door_host(const struct door *d, const char *host)
{
	return host != NULL && authority(d, span_of(host));
}

bool
door_origin(const struct door *d, const char *origin)
{
	struct span scheme = d->tls ? SPAN("https://") : SPAN("http://");
	struct span s;

	if (origin == NULL)
		return true;
	s = span_of(origin);
	if (s.len < scheme.len ||
	    strncasecmp(s.ptr, scheme.ptr, scheme.len) != 0)
		return false;
	return authority(d, span_sub(s, scheme.len, s.len));
}
