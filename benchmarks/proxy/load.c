/*
 * The same requests to two services of one c-icap, side by side:
 *
 *	load PORT THREADS SECONDS
 *
 * prints a line a body: requests/s, p50 and p99 of c-icap's echo and of shuhi, their
 * ratio and difference.  Rounds alternate, so that whatever else the machine does
 * hits both.  An answer that is not the body unchanged (204 or a whole echo) ends
 * the run: no timing without the right answer.
 */
#include "../../cli/icap_client.c"

#include <err.h>
#include <pthread.h>
#include <stdio.h>

#include "../times.h"

#define ROUNDS  8
#define SAMPLES 400000

static const char talk[] =
    "今日の夕飯はカレーでした。明日は早起きして走ります。";

struct shape {
	const char *name, *type;
	size_t size;
	/* whole in the preview, 204 allowed, as Squid sends it; else both must
	 * send it back: the echo's buffer holds no preview of more than 4 KB */
	bool preview;
	bool photo; /* the file is a picture, as most large bodies are; else text */
};

#define MULTIPART "multipart/form-data; boundary=b7f3"

static const struct shape shapes[] = {
	{ "280 B JSON", "application/json", 280, .preview = true },
	{ "4 KB form", "application/x-www-form-urlencoded", 4096, 0, 0 },
	{ "70 KB multipart", MULTIPART, 70000, 0, 0 },
	{ "5 MB multipart", MULTIPART, 5000000, 0, 0 },
	{ "70 KB photo", MULTIPART, 70000, .photo = true },
	{ "5 MB photo", MULTIPART, 5000000, .photo = true },
};

struct lane {
	pthread_t thread;
	const char *port;
	const struct shape *shape;
	struct buf request;
	size_t body_len;
	double seconds;
	double *took; /* seconds each */
	size_t n;
};

struct tally {
	double *took;
	size_t n;
	double seconds;
};

/* ---- bodies ------------------------------------------------------------------- */

static void
put_percent(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++)
		buf_printf(b, "%%%02X", (unsigned char)*text);
}

/* What a camera makes is as good as noise, behind its first bytes. */
static void
put_photo(struct buf *b, size_t upto)
{
	static const char begins[] =
	    "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0";
	uint32_t noise = 1;
	char byte;

	buf_span(b, (struct span){ begins, sizeof begins - 1 });
	while (b->len < upto) {
		noise = noise * 1664525 + 1013904223; /* Numerical Recipes */
		byte = (char)(noise >> 24);
		buf_span(b, (struct span){ &byte, 1 });
	}
}

static void
put_text(struct buf *b, size_t upto)
{
	while (b->len < upto)
		buf_printf(b, "%s\n", talk);
}

static void
put_body(struct buf *b, const struct shape *s)
{
	if (s->size == 280) {
		buf_str(b, "{\"variables\":{\"text\":\"");
		while (b->len < s->size - sizeof talk)
			buf_str(b, talk);
		buf_str(b, "\"}}");
	} else if (s->size == 4096) {
		buf_str(b, "lang=ja&text=");
		while (b->len < s->size)
			put_percent(b, talk);
	} else {
		buf_str(b, "--b7f3\r\nContent-Disposition: form-data; "
		           "name=\"text\"\r\n\r\n");
		buf_str(b, talk);
		buf_printf(b,
		    "\r\n--b7f3\r\nContent-Disposition: form-data; "
		    "name=\"file\"; filename=\"a.%s\"\r\nContent-Type: %s\r\n"
		    "\r\n",
		    s->photo ? "jpg" : "txt",
		    s->photo ? "image/jpeg" : "text/plain; charset=utf-8");
		(s->photo ? put_photo : put_text)(b, s->size);
		buf_str(b, "\r\n--b7f3--\r\n");
	}
}

static void
put_whole(
    struct buf *b, const char *service, const char *type, struct span body)
{
	struct buf http = { 0 };

	buf_printf(&http,
	    "POST https://x.com/u HTTP/1.1\r\nHost: x.com\r\nContent-Type: "
	    "%s\r\nContent-Length: %zu\r\n\r\n",
	    type, body.len);
	buf_printf(b,
	    "REQMOD %s ICAP/1.0\r\nHost: l\r\nEncapsulated: req-hdr=0, "
	    "req-body=%zu\r\n\r\n",
	    service, http.len);
	buf_span(b, buf_view(&http));
	buf_printf(b, "%zx\r\n", body.len);
	buf_span(b, body);
	buf_str(b, "\r\n0\r\n\r\n");
	buf_free(&http);
}

static size_t
put_request(struct buf *b, const char *name, const struct shape *s)
{
	char service[64];
	struct buf body = { 0 };
	size_t n;

	snprintf(service, sizeof service, "icap://127.0.0.1/%s", name);
	put_body(&body, s);
	if (s->preview)
		icap_put_post(b, service, "https://x.com/u", s->type,
		    buf_view(&body), "");
	else
		put_whole(b, service, s->type, buf_view(&body));
	n = body.len;
	buf_free(&body);
	return n;
}

/* ---- asking ---------------------------------------------------------------------- */

static void
ask(struct lane *l, struct icap *c)
{
	struct icap_answer a;
	struct shuhi_error err;

	if (icap_send(c, buf_view(&l->request), &err) != 0 ||
	    icap_read(c, &a, &err) != 0)
		errx(1, "%s", err.message);
	if (a.status != 204 && (a.status != 200 || a.body.len != l->body_len))
		errx(1, "the body did not come back unchanged");
	icap_answer_free(&a);
}

static void *
run_lane(void *arg)
{
	struct lane *l = arg;
	struct icap c;
	struct shuhi_error err;
	double from, to, until;

	if (icap_open(&c, "127.0.0.1", l->port, 30, &err) != 0)
		errx(1, "%s", err.message);
	ask(l, &c);
	until = clock_now(CLOCK_MONOTONIC) + l->seconds;
	for (l->n = 0; l->n < SAMPLES; l->n++) {
		from = clock_now(CLOCK_MONOTONIC);
		if (from >= until)
			break;
		ask(l, &c);
		to = clock_now(CLOCK_MONOTONIC);
		l->took[l->n] = to - from;
	}
	icap_close(&c);
	return NULL;
}

static void
run_round(const char *port, const char *service, const struct shape *s,
    int threads, double seconds, struct tally *t)
{
	struct lane lanes[64];
	double from = clock_now(CLOCK_MONOTONIC);
	int i;

	for (i = 0; i < threads; i++) {
		lanes[i] = (struct lane){ .port = port,
			.shape = s,
			.seconds = seconds,
			.took = calloc(SAMPLES, sizeof(double)) };
		lanes[i].body_len = put_request(&lanes[i].request, service, s);
		pthread_create(&lanes[i].thread, NULL, run_lane, &lanes[i]);
	}
	for (i = 0; i < threads; i++) {
		pthread_join(lanes[i].thread, NULL);
		memcpy(
		    t->took + t->n, lanes[i].took, lanes[i].n * sizeof(double));
		t->n += lanes[i].n;
		free(lanes[i].took);
		buf_free(&lanes[i].request);
	}
	t->seconds += clock_now(CLOCK_MONOTONIC) - from;
}

static double
percentile(struct tally *t, double p)
{
	return t->n == 0 ? 0 : t->took[(size_t)((double)(t->n - 1) * p)] * 1e3;
}

static void
compare(const char *port, const struct shape *s, int threads, double seconds)
{
	static const char *const names[] = { "echo", "shuhi" };
	struct tally t[2] = { { 0 }, { 0 } };
	double rate[2];
	int i, r;

	for (i = 0; i < 2; i++)
		t[i].took = calloc((size_t)SAMPLES * 4, sizeof(double));
	for (r = 0; r < ROUNDS; r++)
		for (i = 0; i < 2; i++)
			run_round(port, names[(i + r) % 2], s, threads,
			    seconds / ROUNDS, &t[(i + r) % 2]);
	for (i = 0; i < 2; i++) {
		qsort(t[i].took, t[i].n, sizeof(double), by_value);
		rate[i] = (double)t[i].n / t[i].seconds;
	}
	printf("%-16s %2d  echo %8.0f/s p50 %7.3f p99 %7.3f ms   shuhi %8.0f/s "
	       "p50 %7.3f p99 %7.3f ms   ratio %.2f  p99 %+.3f ms\n",
	    s->name, threads, rate[0], percentile(&t[0], 0.5),
	    percentile(&t[0], 0.99), rate[1], percentile(&t[1], 0.5),
	    percentile(&t[1], 0.99), rate[1] / rate[0],
	    percentile(&t[1], 0.99) - percentile(&t[0], 0.99));
	free(t[0].took);
	free(t[1].took);
}

int
main(int argc, char **argv)
{
	size_t i;
	int threads;

	if (argc != 4)
		return 2;
	threads = (int)strtol(argv[2], NULL, 10);
	if (threads < 1 || threads > 64)
		return 2;
	for (i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
		compare(argv[1], &shapes[i], threads, strtod(argv[3], NULL));
	return 0;
}
