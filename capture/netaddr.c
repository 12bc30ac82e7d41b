#include "netaddr.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

static int
parse_port(const char *s, uint16_t *out)
{
	unsigned v = 0;
	size_t i;

	for (i = 0; s[i] >= '0' && s[i] <= '9' && i < 5; i++)
		v = v * 10 + (unsigned)(s[i] - '0');
	if (i == 0 || s[i] != '\0' || v == 0 || v > 65535)
		return -1;
	*out = (uint16_t)v;
	return 0;
}

static int
parse_inet(const char *s, struct net_addr *out)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)&out->addr;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&out->addr;
	const char *colon = strrchr(s, ':');
	char host[64];
	size_t n;
	uint16_t port;

	if (colon == NULL || parse_port(colon + 1, &port) != 0)
		return -1;
	n = (size_t)(colon - s);
	if (n >= sizeof host)
		return -1;
	snprintf(host, sizeof host, "%.*s", (int)n, s);
	if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(port);
		out->len = sizeof *v4;
		return 0;
	}
	if (n < 2 || host[0] != '[' || host[n - 1] != ']')
		return -1;
	host[n - 1] = '\0';
	if (inet_pton(AF_INET6, host + 1, &v6->sin6_addr) != 1)
		return -1;
	v6->sin6_family = AF_INET6;
	v6->sin6_port = htons(port);
	out->len = sizeof *v6;
	return 0;
}

static int
parse_unix(const char *path, struct net_addr *out)
{
	struct sockaddr_un *un = (struct sockaddr_un *)&out->addr;

	if (path[0] != '/' || strlen(path) >= sizeof un->sun_path)
		return -1;
	un->sun_family = AF_UNIX;
	memcpy(un->sun_path, path, strlen(path) + 1);
	out->len = sizeof *un;
	return 0;
}

int
net_addr_parse(const char *s, struct net_addr *out)
{
	*out = (struct net_addr){ .type = SOCK_DGRAM };
	if (strncmp(s, "unix:", 5) == 0)
		return parse_unix(s + 5, out);
	if (strncmp(s, "udp:", 4) == 0)
		return parse_inet(s + 4, out);
	if (strncmp(s, "tcp:", 4) != 0)
		return -1;
	out->type = SOCK_STREAM;
	return parse_inet(s + 4, out);
}

bool
net_addr_loopback(const char *s)
{
	struct net_addr a = { 0 };
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)&a.addr;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&a.addr;

	if (parse_inet(s, &a) != 0)
		return false;
	if (a.addr.ss_family == AF_INET)
		return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}
