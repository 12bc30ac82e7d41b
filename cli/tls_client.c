#include "tls_client.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdlib.h>

#include "err.h"

struct tls {
	SSL_CTX *context;
	SSL *ssl;
};

int
tls_open(int fd, const char *host, struct tls **out, struct shuhi_error *err)
{
	struct tls *t = calloc(1, sizeof *t);

	if (t == NULL || (t->context = SSL_CTX_new(TLS_client_method())) == NULL ||
	    (t->ssl = SSL_new(t->context)) == NULL) {
		tls_close(t);
		return fail(err, SHUHI_E_NOMEM, "no memory for TLS", 0);
	}
	/* taken, not trusted: tls_trust() */
	SSL_set_verify(t->ssl, SSL_VERIFY_NONE, NULL);
	if (SSL_set_tlsext_host_name(t->ssl, host) != 1 ||
	    SSL_set_fd(t->ssl, fd) != 1 || SSL_connect(t->ssl) != 1) {
		tls_close(t);
		return fail(err, SHUHI_E_IO, "no TLS connection", 0);
	}
	*out = t;
	return 0;
}

void
tls_close(struct tls *t)
{
	if (t == NULL)
		return;
	SSL_free(t->ssl);
	SSL_CTX_free(t->context);
	ERR_clear_error();
	free(t);
}

static enum tls_trust
judge(const struct tls *t, X509_STORE *store, X509 *shown)
{
	X509_STORE_CTX *c = X509_STORE_CTX_new();
	enum tls_trust trust = TLS_UNTRUSTED;
	int why;

	if (c == NULL)
		return trust;
	if (X509_STORE_CTX_init(c, store, shown,
	        SSL_get_peer_cert_chain(t->ssl)) == 1) {
		if (X509_verify_cert(c) == 1)
			trust = TLS_TRUSTED;
		why = X509_STORE_CTX_get_error(c);
		if (why == X509_V_ERR_CERT_HAS_EXPIRED ||
		    why == X509_V_ERR_CERT_NOT_YET_VALID)
			trust = TLS_EXPIRED;
	}
	X509_STORE_CTX_free(c);
	return trust;
}

int
tls_trust(const struct tls *t, const char *ca, enum tls_trust *trust,
    struct shuhi_error *err)
{
	X509 *shown = SSL_get1_peer_certificate(t->ssl);
	X509_STORE *store = X509_STORE_new();
	bool loaded = shown != NULL && store != NULL &&
	              (ca != NULL ? X509_STORE_load_file(store, ca)
	                          : X509_STORE_set_default_paths(store)) == 1;

	if (loaded)
		*trust = judge(t, store, shown);
	X509_STORE_free(store);
	X509_free(shown);
	ERR_clear_error();
	return loaded ? 0
	              : fail_file(err, SHUHI_E_IO, ca == NULL ? "" : ca, 0, 0,
	                    "no certificate can be read",
	                    "a PEM file that you may read?");
}

int
tls_send(struct tls *t, struct span bytes, struct shuhi_error *err)
{
	size_t n;

	if (bytes.len > 0 &&
	    SSL_write_ex(t->ssl, bytes.ptr, bytes.len, &n) != 1)
		return fail(err, SHUHI_E_IO, "cannot send", 0);
	return 0;
}

ssize_t
tls_receive(struct tls *t, char *to, size_t room)
{
	size_t n = 0;

	if (SSL_read_ex(t->ssl, to, room, &n) == 1)
		return (ssize_t)n;
	return SSL_get_error(t->ssl, 0) == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}
