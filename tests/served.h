/*
 * A real server over the small engine on a free port of loopback, and a client
 * that sends just what it is told to.  After proxykit.h.
 */
#ifndef SHUHI_TESTS_SERVED_H
#define SHUHI_TESTS_SERVED_H

#include "proxykit.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "buf.h"
#include "draft/serve.h"
#include "json_in.h"

struct served {
	struct bench bench;
	struct serve_config config;
	struct serve *serve;
	unsigned port;
};

static inline void
served_prepare(struct served *s)
{
	*s = (struct served){ .port = 0 };
	bench_open(&s->bench, "enforce", "");
	s->config = (struct serve_config){
		.listen = "127.0.0.1:0",
		.kit = s->bench.config,
		.limits = { .any_rate = true, .workers = 2 },
		.say = as_it_is,
	};
}

static inline void
served_start(struct served *s)
{
	struct shuhi_error err = { 0 };

	if (serve_open(&s->config, &s->serve, &err) != 0)
		fail_msg("%s: %s", err.where, err.message);
	s->port = (unsigned)strtoul(
	    strrchr(serve_url(s->serve), ':') + 1, NULL, 10);
}

static inline void
served_gone(struct served *s)
{
	if (s->serve != NULL)
		serve_close(s->serve);
	bench_gone(&s->bench);
}

/* ---- a client -------------------------------------------------------------- */

static inline int
dial_port(unsigned port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(
	    connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

/* As far as the server takes it: it may answer and close in the middle. */
static inline void
say_bytes(int fd, struct span s)
{
	ssize_t n;

	while (s.len > 0) {
		n = send(fd, s.ptr, s.len, MSG_NOSIGNAL);
		if (n <= 0)
			return;
		s = span_sub(s, (size_t)n, s.len);
	}
}

struct answer {
	unsigned status; /* 0: closed without one */
	int error;       /* ... by this errno, 0: in order */
	struct buf all;
	struct span head, body;
};

static inline void
answer_free(struct answer *a)
{
	buf_free(&a->all);
	*a = (struct answer){ .status = 0 };
}

/* What a header says; "" when there is none. */
static inline struct span
answer_header(const struct answer *a, const char *name)
{
	char line[80];
	const char *at, *end;
	int n = snprintf(line, sizeof line, "\r\n%s: ", name);

	if (!span_has(a->head, (struct span){ line, (size_t)n }))
		return SPAN("");
	at = memmem(a->head.ptr, a->head.len, line, (size_t)n);
	at += n;
	end = memmem(at, (size_t)(a->head.ptr + a->head.len - at), "\r\n", 2);
	return (struct span){ at, (size_t)(end - at) };
}

static inline bool
answer_whole(struct answer *a, bool bodiless)
{
	struct span all = buf_view(&a->all), length;
	const char *end;
	size_t want = 0;

	if (!span_has(all, SPAN("\r\n\r\n")))
		return false;
	end = memmem(all.ptr, all.len, "\r\n\r\n", 4);
	a->head = (struct span){ all.ptr, (size_t)(end - all.ptr) + 2 };
	a->body = span_sub(all, a->head.len + 2, all.len);
	a->status = (unsigned)strtoul(all.ptr + strlen("HTTP/1.1 "), NULL, 10);
	length = answer_header(a, "Content-Length");
	if (length.len > 0 && !bodiless)
		want = strtoul(length.ptr, NULL, 10);
	return a->body.len >= want;
}

/* One answer, or what came before the end. */
static inline void
hear_of(int fd, struct answer *a, bool bodiless)
{
	char chunk[16384];
	ssize_t n;

	*a = (struct answer){ .status = 0 };
	while ((n = recv(fd, chunk, sizeof chunk, 0)) > 0) {
		buf_put(&a->all, chunk, (size_t)n);
		if (a->all.len >= 25 && strncmp(a->all.ptr + 9, "100", 3) == 0)
			buf_drop(&a->all, 25); /* HTTP/1.1 100 Continue */
		if (answer_whole(a, bodiless))
			return;
	}
	a->status = 0;
	a->error = n < 0 ? errno : 0;
}

static inline void
hear(int fd, struct answer *a)
{
	hear_of(fd, a, false);
}

/* Does the server close it without a word more?  Waits until it does. */
static inline bool
is_closed_by_server(int fd)
{
	char c;

	return recv(fd, &c, 1, 0) <= 0;
}

static inline void
say_request(int fd, unsigned port, const char *line, const char *headers,
    struct span body)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s", line, port,
	    headers);
	if (line[0] == 'P')
		buf_printf(&b, "Content-Length: %zu\r\n", body.len);
	buf_str(&b, "\r\n");
	buf_span(&b, body);
	assert_false(b.failed);
	say_bytes(fd, buf_view(&b));
	buf_free(&b);
}

/* On a connection of its own. */
static inline struct answer
ask(const struct served *s, const char *line, const char *headers,
    struct span body)
{
	int fd = dial_port(s->port);
	struct answer a;

	say_request(fd, s->port, line, headers, body);
	hear_of(fd, &a, strncmp(line, "HEAD", 4) == 0);
	close(fd);
	return a;
}

#define JSON_TYPE "Content-Type: application/json\r\n"

static inline struct answer
check_json(const struct served *s, struct span json)
{
	return ask(s, "POST /api/v1/check", JSON_TYPE, json);
}

/* In its body. */
static inline bool
answer_has(const struct answer *a, const char *text)
{
	return span_has(a->body, span_of(text));
}

/* A request is counted when it is done with, a moment after its answer. */
static inline bool
figures_come_to(const struct served *s, const char *text)
{
	struct answer a;
	bool there = false;
	int i;

	for (i = 0; i < 1000 && !there; i++) {
		a = ask(s, "GET /metrics", "", SPAN(""));
		there = answer_has(&a, text);
		answer_free(&a);
		if (!there)
			usleep(10000);
	}
	return there;
}

#endif
