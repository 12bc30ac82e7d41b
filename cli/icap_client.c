#include "icap_client.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "err.h"

#define ANSWER_MAX (300u << 20)

/* ---- the connection ---------------------------------------------------------- */

static int
dial(const struct addrinfo *a, int seconds)
{
	const struct timeval wait = { .tv_sec = seconds };
	const int yes = 1;
	int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
		return fd;
	close(fd);
	return -1;
}

int
icap_open(struct icap *c, const char *host, const char *port, int seconds,
    struct shuhi_error *err)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list, *a;

	*c = (struct icap){ .fd = -1 };
	if (getaddrinfo(host, port, &hints, &list) != 0)
		return fail(err, SHUHI_E_IO, "no such host or port", 0);
	for (a = list; a != NULL && c->fd < 0; a = a->ai_next)
		c->fd = dial(a, seconds);
	freeaddrinfo(list);
	if (c->fd < 0)
		return fail(err, SHUHI_E_IO, "no connection", 0);
	return 0;
}

void
icap_close(struct icap *c)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	buf_free(&c->in);
}

int
icap_send(struct icap *c, struct span bytes, struct shuhi_error *err)
{
	ssize_t n;

	while (bytes.len > 0) {
		n = send(c->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
		if (n <= 0)
			return fail(err, SHUHI_E_IO, "cannot send", 0);
		bytes = span_sub(bytes, (size_t)n, bytes.len);
	}
	return 0;
}

ssize_t
icap_receive(struct icap *c, char *to, size_t room)
{
	return recv(c->fd, to, room, 0);
}

/* ---- an answer ------------------------------------------------------------------ */

static int
more(struct icap *c, struct shuhi_error *err)
{
	char *room = buf_room(&c->in, 65536);
	ssize_t n;

	if (room == NULL || c->in.len > ANSWER_MAX)
		return fail(err, SHUHI_E_LIMIT, "the answer is too long", 0);
	n = recv(c->fd, room, 65536, 0);
	if (n <= 0)
		return fail(err, SHUHI_E_IO,
		    n == 0 ? "the server closed the connection"
		           : "no answer in time",
		    0);
	c->in.len += (size_t)n;
	return 0;
}

/* Move what ends with `mark` (and it) from the connection to `to`. */
static int
take_until(
    struct icap *c, const char *mark, struct buf *to, struct shuhi_error *err)
{
	size_t n = strlen(mark), from = 0, len;
	const char *hit;

	for (;;) {
		hit = c->in.len > from
		          ? memmem(c->in.ptr + from, c->in.len - from, mark, n)
		          : NULL;
		if (hit != NULL)
			break;
		from = c->in.len >= n ? c->in.len - n + 1 : 0;
		if (more(c, err) != 0)
			return -1;
	}
	len = (size_t)(hit - c->in.ptr) + n;
	buf_put(to, c->in.ptr, len);
	buf_drop(&c->in, len);
	return 0;
}

static int
take(struct icap *c, size_t n, struct buf *to, struct shuhi_error *err)
{
	while (c->in.len < n)
		if (more(c, err) != 0)
			return -1;
	buf_put(to, c->in.ptr, n);
	buf_drop(&c->in, n);
	return 0;
}

static int
take_chunks(struct icap *c, struct buf *body, struct shuhi_error *err)
{
	struct buf line = { 0 };
	unsigned long n;
	int rc;

	do {
		buf_free(&line);
		rc = take_until(c, "\r\n", &line, err);
		if (rc != 0)
			break;
		buf_char(&line, '\0');
		n = line.failed ? 0 : strtoul(line.ptr, NULL, 16);
		if (n > ANSWER_MAX)
			rc = fail(err, SHUHI_E_LIMIT, "a chunk is too long", 0);
		else
			rc = take(c, n, body, err);
		buf_free(&line);
		if (rc == 0)
			rc = take(c, 2, &line, err);
	} while (rc == 0 && n > 0);
	buf_free(&line);
	return rc;
}

struct span
icap_header(const struct buf *head, const char *name)
{
	struct span rest = buf_view(head), line;
	size_t n = strlen(name);
	const char *end;

	while (rest.len > 0) {
		end = memmem(rest.ptr, rest.len, "\r\n", 2);
		line = span_sub(
		    rest, 0, end == NULL ? rest.len : (size_t)(end - rest.ptr));
		rest = span_sub(
		    rest, end == NULL ? rest.len : line.len + 2, rest.len);
		if (line.len <= n || line.ptr[n] != ':' ||
		    strncasecmp(line.ptr, name, n) != 0)
			continue;
		line = span_sub(line, n + 1, line.len);
		while (line.len > 0 && line.ptr[0] == ' ')
			line = span_sub(line, 1, line.len);
		return line;
	}
	return (struct span){ "", 0 };
}

int
icap_read(struct icap *c, struct icap_answer *a, struct shuhi_error *err)
{
	struct span enc;

	*a = (struct icap_answer){ .status = 0 };
	if (take_until(c, "\r\n\r\n", &a->head, err) != 0)
		return -1;
	if (a->head.failed ||
	    !span_starts(buf_view(&a->head), SPAN("ICAP/1.0 ")))
		return fail(err, SHUHI_E_IO, "not an ICAP server", 0);
	a->status = (int)strtol(a->head.ptr + 9, NULL, 10);
	enc = icap_header(&a->head, "Encapsulated");
	if (span_has(enc, SPAN("-hdr=")) &&
	    take_until(c, "\r\n\r\n", &a->http, err) != 0)
		return -1;
	if (span_has(enc, SPAN("-body=")) && !span_has(enc, SPAN("null-body")))
		return take_chunks(c, &a->body, err);
	return 0;
}

void
icap_answer_free(struct icap_answer *a)
{
	buf_free(&a->head);
	buf_free(&a->http);
	buf_free(&a->body);
}

/* ---- a request --------------------------------------------------------------------- */

void
icap_put_post(struct buf *b, const char *service, const char *url,
    const char *content_type, struct span body, const char *extra)
{
	struct buf http = { 0 };

	buf_printf(&http,
	    "POST %s HTTP/1.1\r\nHost: shuhi.test\r\nContent-Type: %s\r\n"
	    "Content-Length: %zu\r\n\r\n",
	    url, content_type, body.len);
	buf_printf(b,
	    "REQMOD %s ICAP/1.0\r\nHost: shuhi\r\n%sAllow: 204\r\n"
	    "Preview: %zu\r\nEncapsulated: req-hdr=0, req-body=%zu\r\n\r\n",
	    service, extra, body.len, http.len);
	buf_span(b, buf_view(&http));
	if (body.len > 0) {
		buf_printf(b, "%zx\r\n", body.len);
		buf_span(b, body);
		buf_str(b, "\r\n");
	}
	buf_str(b, "0; ieof\r\n\r\n");
	b->failed |= http.failed;
	buf_free(&http);
}
