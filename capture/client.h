/*
 * What a request tells about who sent it and where it goes.  All of it is made up
 * by the other side until it was checked here.
 */
#ifndef SHUHI_CAPTURE_CLIENT_H
#define SHUHI_CAPTURE_CLIENT_H

#include "limit.h"
#include "shuhi.h"
#include "span.h"

/*
 * A user's name from X-Authenticated-User or X-Client-Username:
 *
 *	bnVyc2U=                      nurse      base64, as Squid and c-icap send
 *	nurse                         nurse
 *	V2luTlQ6Ly9XQVJEL251cnNl      WARD/nurse base64 of WinNT://WARD/nurse
 *	LDAP://nurse                  nurse
 *
 * A value is base64 when it is so canonically and gives printable UTF-8.  What is
 * longer than LIMIT_PROXY_USER bytes, holds control characters or is not UTF-8 becomes
 * "", an unknown user, and so does NULL.
 */
void client_user(const char *value, char out[LIMIT_PROXY_USER + 1]);

/* An IPv4 or IPv6 address as text; "" for anything else. */
void client_address(const char *value, char out[LIMIT_PROXY_ADDRESS + 1]);

struct client_wants {
	bool json; /* rather than a page */
	enum shuhi_lang lang;
	bool any_lang; /* it named one of ours */
};

/* By the headers Accept and Accept-Language; each may be NULL. */
struct client_wants client_wants(const char *accept, const char *languages);

/*
 * Where a request goes:
 *
 *	https://user@X.com:443/i/api?q=1   host x.com   path /i/api
 *	/i/api  with  Host: x.com          host x.com   path /i/api
 *	x.com:443                          host x.com   path ""     (CONNECT)
 *
 * Lower case, without port and trailing dot; host "" when there is none or it is
 * longer than LIMIT_PROXY_HOST.  `path` points into `url`.
 */
struct client_target {
	char host[LIMIT_PROXY_HOST + 1];
	struct span path;
};

void client_target(
    const char *url, const char *host_header, struct client_target *);

#endif
