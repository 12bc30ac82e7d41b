/*
 * A small ICAP client: for `shuhi proxy doctor`, the transcripts of tests/proxy and
 * the benchmark.  Plain sockets, one connection, one answer at a time.
 */
#ifndef SHUHI_CLI_ICAP_CLIENT_H
#define SHUHI_CLI_ICAP_CLIENT_H

#include <sys/types.h>

#include "buf.h"
#include "shuhi.h"

struct icap {
	int fd;
	struct buf in; /* read and not yet taken */
};

struct icap_answer {
	int status;      /* of ICAP: 200, 204, 100, ... */
	struct buf head; /* ICAP's lines, CRLF each     */
	struct buf http; /* of the encapsulated HTTP message, "" none */
	struct buf body; /* chunks joined                             */
};

/* `host` a name or address, `port` a number.  Every wait ends after `seconds`.
 * Fails with SHUHI_E_IO. */
int icap_open(struct icap *, const char *host, const char *port, int seconds,
    struct shuhi_error *);
void icap_close(struct icap *);

int icap_send(struct icap *, struct span bytes, struct shuhi_error *);

/* Bytes as they come, at most `room`; 0 closed, -1 not in time. */
ssize_t icap_receive(struct icap *, char *to, size_t room);

/*
 * One whole answer.  Fails with SHUHI_E_IO: closed, timed out, or not ICAP.
 * *answer is to be freed in any case.
 */
int icap_read(struct icap *, struct icap_answer *, struct shuhi_error *);
void icap_answer_free(struct icap_answer *);

/* The value of a header line in `head`; empty: none.  Points into it. */
struct span icap_header(const struct buf *head, const char *name);

/*
 * A REQMOD of one POST that allows 204, with the whole body as preview (ieof).
 * `service`: icap://host:port/shuhi.  `extra`: more ICAP header lines, each with
 * CRLF, "" none.
 */
void icap_put_post(struct buf *, const char *service, const char *url,
    const char *content_type, struct span body, const char *extra);

#endif
