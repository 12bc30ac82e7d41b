/*
 * What a page costs the kiosk, beside a file of the same server:
 *
 *	load PORT CONNECTIONS SECONDS
 *
 * prints a line a request: requests/s, p50 and p99, and the share of the file's
 * requests/s.  The file is the floor: what HTTP over loopback costs when nothing
 * is judged.  Rounds alternate, so that whatever else the machine does hits all.
 * Every answer is checked: one that is not right ends the run.
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/socket.h>

#include "../times.h"
#include "buf.h"

#define ROUNDS  8
#define SAMPLES 400000
#define CHARS   280

/* Nothing in the one gives anybody away; the other holds a name and an illness. */
static const char *const clean[] = { "今日の夕飯はカレーでした。",
	"明日は早起きして川沿いを走ります！", "新しい靴を買ったのでうれしい。",
	"週末は友だちと映画を見る予定です。", "駅前のパン屋が10時に開くらしい。",
	"仕事のあとに食べるアイスは最高。", "そろそろ冬のコートを出さないと。",
	"昨日の試合は延長で勝った！すごい。" };
static const char leak[] = "305号室の田中さん、糖尿病なのにまた売店でアイス買ってた。\n";

struct shape {
	const char *name;
	const char *want; /* in every answer */
	bool draft, leaks;
};

static const struct shape shapes[] = {
	{ "a file of the page", "<html", false, false },
	{ "draft, clean", "\"verdict\":\"pass\"", true, false },
	{ "draft, a leak in it", "\"verdict\":\"block\"", true, true },
};
#define SHAPES (sizeof shapes / sizeof shapes[0])

struct lane {
	pthread_t thread;
	unsigned port;
	const struct shape *shape;
	struct buf request;
	double seconds;
	double *took; /* seconds each */
	size_t n;
};

struct tally {
	double *took;
	size_t n;
	double seconds;
};

/* ---- requests ------------------------------------------------------------------- */

static size_t
chars_of(struct span s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		n += (s.ptr[i] & 0xc0) != 0x80;
	return n;
}

/* Just CHARS characters. */
static void
put_draft(struct buf *b, bool leaks)
{
	struct buf text = { 0 };
	size_t i, at = 0, n;

	if (leaks)
		buf_str(&text, leak);
	for (i = 0; chars_of(buf_view(&text)) < CHARS; i++)
		buf_str(&text, clean[i % (sizeof clean / sizeof clean[0])]);
	for (n = 0; at < text.len; at++) {
		n += (text.ptr[at] & 0xc0) != 0x80;
		if (n > CHARS)
			break;
	}
	buf_json(b, (struct span){ text.ptr, at });
	buf_free(&text);
}

static void
put_request(struct lane *l)
{
	struct buf body = { 0 };

	if (!l->shape->draft) {
		buf_printf(&l->request,
		    "GET /assets/login.html HTTP/1.1\r\nHost: 127.0.0.1:%u"
		    "\r\n\r\n", l->port);
		return;
	}
	buf_str(&body, "{\"text\":");
	put_draft(&body, l->shape->leaks);
	buf_str(&body, ",\"destination\":\"x.com\",\"lang\":\"ja\"}");
	buf_printf(&l->request,
	    "POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
	    "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
	    l->port, body.len);
	buf_span(&l->request, buf_view(&body));
	buf_free(&body);
}

/* ---- asking ---------------------------------------------------------------------- */

static int
dial(unsigned port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
		errx(1, "nobody listens there");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	return fd;
}

/* Is all of it here?  The length is what the head says. */
static bool
is_whole(struct span s)
{
	static const char key[] = "Content-Length: ";
	const char *end = memmem(s.ptr, s.len, "\r\n\r\n", 4);
	const char *length;

	if (end == NULL)
		return false;
	length = memmem(s.ptr, (size_t)(end - s.ptr), key, sizeof key - 1);
	if (length == NULL)
		errx(1, "an answer without a length");
	return s.len >= (size_t)(end + 4 - s.ptr) +
	        strtoul(length + sizeof key - 1, NULL, 10);
}

static void
ask(const struct lane *l, int fd, struct buf *answer)
{
	char *to;
	ssize_t n;

	if (send(fd, l->request.ptr, l->request.len, MSG_NOSIGNAL) !=
	    (ssize_t)l->request.len)
		errx(1, "a request cannot be sent");
	answer->len = 0;
	do {
		if ((to = buf_room(answer, 65536)) == NULL ||
		    (n = recv(fd, to, 65536, 0)) <= 0)
			errx(1, "no answer");
		answer->len += (size_t)n;
	} while (!is_whole(buf_view(answer)));
	if (!span_starts(buf_view(answer), SPAN("HTTP/1.1 200 ")) ||
	    !span_has(buf_view(answer), span_of(l->shape->want)))
		errx(1, "a wrong answer");
}

static void *
run_lane(void *arg)
{
	struct lane *l = arg;
	struct buf answer = { 0 };
	int fd = dial(l->port);
	double end, t0, t1;

	ask(l, fd, &answer); /* not timed: a worker may have to be made */
	t1 = clock_now(CLOCK_MONOTONIC);
	end = t1 + l->seconds;
	while (t1 < end && l->n < SAMPLES) {
		t0 = clock_now(CLOCK_MONOTONIC);
		ask(l, fd, &answer);
		t1 = clock_now(CLOCK_MONOTONIC);
		l->took[l->n++] = t1 - t0;
	}
	close(fd);
	buf_free(&answer);
	return NULL;
}

static void
run_round(const struct shape *shape, unsigned port, size_t lanes,
    double seconds, struct tally *out)
{
	struct lane *l = calloc(lanes, sizeof *l);
	size_t i, k;

	if (l == NULL)
		errx(1, "out of memory");
	for (i = 0; i < lanes; i++) {
		l[i] = (struct lane){ .port = port, .shape = shape,
			.seconds = seconds };
		l[i].took = calloc(SAMPLES, sizeof *l[i].took);
		put_request(&l[i]);
		if (l[i].took == NULL || l[i].request.failed)
			errx(1, "out of memory");
	}
	for (i = 0; i < lanes; i++)
		if (pthread_create(&l[i].thread, NULL, run_lane, &l[i]) != 0)
			errx(1, "no thread");
	for (i = 0; i < lanes; i++) {
		pthread_join(l[i].thread, NULL);
		for (k = 0; k < l[i].n && out->n < SAMPLES; k++)
			out->took[out->n++] = l[i].took[k];
		free(l[i].took);
		buf_free(&l[i].request);
	}
	out->seconds += seconds;
	free(l);
}

/* ---- telling ----------------------------------------------------------------------- */

static void
tell(const struct shape *shape, struct tally *t, double floor)
{
	double rate = (double)t->n / t->seconds;

	qsort(t->took, t->n, sizeof *t->took, by_value);
	printf("%-22s %9.0f /s   p50 %7.3f ms   p99 %7.3f ms   %5.2f\n",
	    shape->name, rate, 1e3 * t->took[t->n / 2],
	    1e3 * t->took[t->n * 99 / 100], floor > 0 ? rate / floor : 1.0);
}

int
main(int argc, char **argv)
{
	struct tally tally[SHAPES] = { { NULL, 0, 0 } };
	unsigned port;
	size_t lanes, i, round;
	double seconds;

	if (argc != 4)
		errx(1, "usage: load PORT CONNECTIONS SECONDS");
	port = (unsigned)strtoul(argv[1], NULL, 10);
	lanes = strtoul(argv[2], NULL, 10);
	seconds = strtod(argv[3], NULL) / ROUNDS;
	for (i = 0; i < SHAPES; i++)
		if ((tally[i].took = calloc(SAMPLES, sizeof(double))) == NULL)
			errx(1, "out of memory");
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < SHAPES; i++)
			run_round(&shapes[i], port, lanes, seconds, &tally[i]);
	printf("%zu connection%s\n", lanes, lanes == 1 ? "" : "s");
	for (i = 0; i < SHAPES; i++)
		tell(&shapes[i], &tally[i],
		    (double)tally[0].n / tally[0].seconds);
	for (i = 0; i < SHAPES; i++)
		free(tally[i].took);
	return 0;
}
