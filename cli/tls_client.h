/*
 * TLS over a connection that is open already, for `shuhi proxy doctor`: whatever
 * certificate is shown is taken, because whose it is is the question.
 */
#ifndef SHUHI_CLI_TLS_CLIENT_H
#define SHUHI_CLI_TLS_CLIENT_H

#include <sys/types.h>

#include "shuhi.h"
#include "span.h"

struct tls;

/* Whose signature a certificate stands on, checked to its root. */
enum tls_trust {
	TLS_UNTRUSTED = 0,
	TLS_TRUSTED,
	TLS_EXPIRED, /* trusted but for the dates: too old, or not valid yet */
};

/*
 * The handshake with `host`.  `fd` stays the caller's and must outlive it.
 * Fails with SHUHI_E_IO: no TLS there, refused, or not in the descriptor's time.
 */
int tls_open(int fd, const char *host, struct tls **, struct shuhi_error *);
void tls_close(struct tls *); /* NULL is fine */

/*
 * By the certificates in the PEM file `ca`, or by the system's when it is NULL
 * (OpenSSL's SSL_CERT_FILE has its way there).
 * Fails with SHUHI_E_IO when the file cannot be read or holds no certificate.
 */
int tls_trust(const struct tls *, const char *ca, enum tls_trust *,
    struct shuhi_error *);

/* Fails with SHUHI_E_IO. */
int tls_send(struct tls *, struct span, struct shuhi_error *);

/* Bytes as they come, at most `room`; 0 closed, -1 not in time. */
ssize_t tls_receive(struct tls *, char *to, size_t room);

#endif
