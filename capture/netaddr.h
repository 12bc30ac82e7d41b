/*
 * Addresses as configurations write them:
 *
 *	unix:/dev/log   udp:192.0.2.1:514   tcp:[2001:db8::1]:6514
 *
 * Hosts are numeric: a name would have to be looked up on the way of a request.
 */
#ifndef SHUHI_CAPTURE_NETADDR_H
#define SHUHI_CAPTURE_NETADDR_H

#include <stdbool.h>
#include <sys/socket.h>

struct net_addr {
	int type; /* SOCK_DGRAM or SOCK_STREAM */
	struct sockaddr_storage addr;
	socklen_t len;
};

/* 0, or -1 when it is none of these. */
int net_addr_parse(const char *, struct net_addr *);

/* HOST:PORT of this machine's loopback? */
bool net_addr_loopback(const char *);

#endif
