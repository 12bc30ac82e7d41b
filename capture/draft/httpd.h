/*
 * HTTP by libmicrohttpd (only httpd.c knows it): connections, heads and bodies
 * in; answers with the headers that every answer carries out.
 *
 *	connection -> head()   what may follow?  `most` bytes, or an answer at once
 *	           -> body     into memory that is wiped
 *	           -> whole()  an answer; or httpd_wait(), and httpd_done() later,
 *	                       once, from any thread
 *	           <- answer
 *	           -> gone()   sent or not, the request is forgotten behind it
 *
 * head() and whole() run in the library's threads and must not take long: what
 * does goes to a crew.
 *
 * What is typed passes through three memories that are not ours.  The library's
 * pool of a connection: zeroed behind each request, and of a size that comes by
 * mmap, so that it goes back to the system with the connection.  GnuTLS' record
 * buffers (with TLS): freed, not zeroed.  The kernel's socket buffers.
 *
 * What is no HTTP at all, or has a head beyond LIMIT_DRAFT_MEMORY, the library
 * refuses by itself, without the headers that answers of ours carry.
 */
#ifndef SHUHI_DRAFT_HTTPD_H
#define SHUHI_DRAFT_HTTPD_H

#include "buf.h"
#include "crew.h"
#include "draftlimit.h"
#include "reply.h"

/* IPv4 as ::ffff:a.b.c.d */
struct peer {
	unsigned char byte[16];
};

bool peer_loopback(const struct peer *);

struct request {
	/* Decoded; live as long as the request.  A NUL in the path became \1. */
	struct span method, path;
	struct peer peer;
	struct buf body;
	size_t most;  /* bytes of a body; more is answered with 413 */
	struct reply reply;
	bool answered;
	uint64_t since; /* microseconds of the monotonic clock: all was here */

	/* the application's */
	unsigned route;
	enum shuhi_lang lang;
	char user[LIMIT_DRAFT_NAME + 1]; /* who is logged in, "" nobody */
	struct job job;
	void *app;

	struct httpd_request *inner; /* httpd.c's */
};

/* The values of headers and of the query; NULL: none. */
const char *request_header(const struct request *, const char *name);
const char *request_argument(const struct request *, const char *name);
/* How often a header came. */
unsigned request_headers(const struct request *, const char *name);

struct httpd_app {
	void (*head)(void *arg, struct request *);
	void (*whole)(void *arg, struct request *);
	/* A body that is too large (413) or that there is no room for (503). */
	void (*refuse)(void *arg, struct request *, unsigned status);
	void (*gone)(void *arg, struct request *);
	void *arg;
};

struct httpd_config {
	int listener; /* a listening socket; the server's from now on, in any case */
	const char *cert, *key; /* PEM, NULL: no TLS; not needed any more later */
	unsigned head_seconds, body_seconds, answer_seconds, idle_seconds;
	unsigned connections, per_address; /* per_address 0: no limit */
	size_t bodies; /* bytes of all of them in memory */
};

struct httpd;

/* Fails  SHUHI_E_USAGE (cert and key do not fit), SHUHI_E_IO, SHUHI_E_NOMEM. */
int httpd_open(const struct httpd_config *, const struct httpd_app *,
    struct httpd **, struct shuhi_error *);

/* Nobody new is let in; returns when all answers were taken, or after so long. */
void httpd_drain(struct httpd *, unsigned seconds);
/* No request waits for httpd_done() any more. NULL is fine. */
void httpd_close(struct httpd *);

/* In whole(), before another thread hears of the request: the answer comes later. */
void httpd_wait(struct request *);
/* It is there; the request may be gone when this returns. */
void httpd_done(struct request *);

struct httpd_counts {
	uint64_t connections, late;
};
void httpd_count(struct httpd *, struct httpd_counts *);

uint64_t httpd_clock(void); /* microseconds, monotonic */

#endif
