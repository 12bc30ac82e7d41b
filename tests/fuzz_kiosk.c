/*
 * Any bytes at the kiosk's door.  The first says as what the rest comes:
 *
 *	raw      as it is, over a connection
 *	body     of a POST to /api/v1/check with the right headers: it is judged just
 *	         when the lines protocol's reader takes it, and else refused
 *	headers  of a GET, after a right Host
 *	form     of a log-in, and as Host, Origin, Cookie and path, by themselves
 *
 * The server goes on, and what is no draft never passes.
 *
 * Needs the shipped data beside the program or in $SHUHI_DATA.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "draft/door.h"
#include "draft/draftlimit.h"
#include "draft/loginform.h"
#include "draft/route.h"
#include "draft/serve.h"
#include "draft/session.h"
#include "json_in.h"
#include "must.h"

static struct serve *server;
static unsigned port;

static const char *
same(enum shuhi_lang lang, const char *message)
{
	(void)lang;
	return message;
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static char policy[4200], folder[4096];
	struct shuhi_error err = { 0 };
	const struct serve_config config = {
		.listen = "127.0.0.1:0",
		.kit = { .policy = policy },
		.limits = { .any_rate = true, .workers = 1,
		    .head_seconds = 5, .body_seconds = 5 },
		.say = same,
	};

	(void)argc;
	(void)argv;
	json_in_init();
	check(shuhi_data_dir(folder, sizeof folder, &err) == 0);
	snprintf(policy, sizeof policy, "%s/policy.yaml", folder);
	if (serve_open(&config, &server, &err) != 0) {
		fprintf(stderr, "%s: %s\n", err.where, err.message);
		exit(2);
	}
	port = (unsigned)strtoul(
	    strrchr(serve_url(server), ':') + 1, NULL, 10);
	return 0;
}

/* ---- over a connection ------------------------------------------------------ */

static void
send_all(int fd, struct span s)
{
	ssize_t n;

	while (s.len > 0 && (n = send(fd, s.ptr, s.len, MSG_NOSIGNAL)) > 0)
		s = span_sub(s, (size_t)n, s.len);
}

/*
 * Everything that is answered until the server closes.  Half a head is waited for
 * for seconds, so `patient` is for whole requests only.
 */
static struct buf
exchange(struct span head, struct span body, bool patient)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	const struct timeval moment = { .tv_usec = 5000 };
	struct buf b = { 0 };
	char chunk[4096];
	ssize_t n;

	check(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
	send_all(fd, head);
	send_all(fd, body);
	if (!patient)
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &moment, sizeof moment);
	while ((n = recv(fd, chunk, sizeof chunk, 0)) > 0)
		buf_put(&b, chunk, (size_t)n);
	close(fd);
	return b;
}

static unsigned
status_of(const struct buf *b)
{
	struct span s = buf_view(b);

	if (!span_starts(s, SPAN("HTTP/1.1 ")) || s.len < 12)
		return 0;
	return (unsigned)strtoul(s.ptr + 9, NULL, 10);
}

static void
fuzz_raw(struct span s)
{
	struct buf b = exchange(s, SPAN(""), false);

	check(b.len == 0 || span_starts(buf_view(&b), SPAN("HTTP/1.")));
	buf_free(&b);
}

static void
fuzz_body(struct span s)
{
	struct buf head = { 0 }, b;
	struct json_line j = { 0 };
	struct failure f = { 0 };
	unsigned status;
	bool fits;

	buf_printf(&head, "POST /api/v1/check HTTP/1.1\r\n"
	    "Host: 127.0.0.1:%u\r\nContent-Type: application/json\r\n"
	    "Connection: close\r\nContent-Length: %zu\r\n\r\n", port, s.len);
	b = exchange(buf_view(&head), s, true);
	status = status_of(&b);
	fits = json_line_read(&j, s, &f) == 0 &&
	    j.text.len <= LIMIT_DRAFT_TEXT;
	check(fits ? status == 200 : status == 400 || status == 413);
	check(fits || !span_has(buf_view(&b), SPAN("\"verdict\":\"pass\"")));
	json_line_free(&j);
	buf_free(&head);
	buf_free(&b);
}

static void
fuzz_headers(struct span s)
{
	struct buf head = { 0 }, b;

	buf_printf(&head,
	    "GET /api/v1/settings HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n", port);
	b = exchange(buf_view(&head), s, false);
	check(b.len == 0 || span_starts(buf_view(&b), SPAN("HTTP/1.")));
	buf_free(&head);
	buf_free(&b);
}

/* ---- by themselves ------------------------------------------------------------ */

static void
fuzz_parts(struct span s)
{
	struct door door = { .tls = false };
	struct loginform form;
	struct shuhi_error err;
	struct span cookie;
	struct routed to;
	char *text = strndup(s.ptr, s.len);

	check(text != NULL);
	if (loginform_read(s, &form)) {
		check(form.nuser > 0 && form.nuser <= LIMIT_DRAFT_NAME);
		check(strlen(form.user) == form.nuser);
		check(strlen(form.password) == form.npassword);
		check(form.npassword <= LIMIT_DRAFT_PASSWORD);
	}
	cookie = cookie_value(text, "shuhi");
	check(cookie.ptr == NULL ||
	    (cookie.ptr >= text &&
	        cookie.ptr + cookie.len <= text + strlen(text)));
	to = route_find(SPAN("GET"), s);
	check(to.route == ROUTE_NONE || to.allow != NULL);
	if (door_parse(text, &door, &err) == 0)
		check(door.port <= 65535);
	check(door_parse("192.0.2.7:8787", &door, &err) == 0);
	check(!door_host(&door, text) ||
	    strcmp(text, "192.0.2.7:8787") == 0 ||
	    strcmp(text, "192.0.2.7:08787") == 0);
	door_origin(&door, text);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span s;

	if (size == 0)
		return 0;
	s = (struct span){ (const char *)data + 1, size - 1 };
	switch (data[0] % 4) {
	case 0:
		fuzz_raw(s);
		break;
	case 1:
		fuzz_body(s);
		break;
	case 2:
		fuzz_headers(s);
		break;
	default:
		fuzz_parts(s);
	}
	return 0;
}
