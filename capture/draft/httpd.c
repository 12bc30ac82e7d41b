#include "httpd.h"

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>
#include <netinet/in.h>

#include "deadline.h"
#include "deaf.h"
#include "err.h"
#include "guests.h"

struct httpd {
	struct httpd_config config;
	struct httpd_app app;
	struct MHD_Daemon *daemon;
	struct guests *guests;
	bool tls;
	atomic_size_t held;      /* bytes of bodies */
	atomic_bool ending;

	pthread_mutex_t lock;
	pthread_cond_t nobody;
	size_t inside; /* requests */
};

struct httpd_request {
	struct request request; /* first: one is the other */
	struct httpd *httpd;
	struct MHD_Connection *conn;
	struct guest *guest;
	unsigned refused; /* status; the rest of the body is dropped */
	size_t dropped;
	bool asked;
	bool waiting; /* the library's thread alone looks at this */
};

uint64_t
httpd_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* ---- who asks, and for what ---------------------------------------------- */

static void
set_peer(struct MHD_Connection *conn, struct peer *peer)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    conn, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr_in *v4;
	const struct sockaddr_in6 *v6;

	*peer = (struct peer){ { 0 } };
	if (info == NULL || info->client_addr == NULL)
		return;
	v4 = (const struct sockaddr_in *)info->client_addr;
	v6 = (const struct sockaddr_in6 *)info->client_addr;
	if (info->client_addr->sa_family == AF_INET6) {
		memcpy(peer->byte, &v6->sin6_addr, 16);
		return;
	}
	memcpy(peer->byte, mapped, 12);
	memcpy(peer->byte + 12, &v4->sin_addr, 4);
}

bool
peer_loopback(const struct peer *peer)
{
	static const unsigned char one[16] = { [15] = 1 };
	static const unsigned char mapped[13] = { [10] = 0xff, [11] = 0xff,
		[12] = 127 };

	return memcmp(peer->byte, one, 16) == 0 ||
	    memcmp(peer->byte, mapped, 13) == 0;
}

const char *
request_header(const struct request *r, const char *name)
{
	return MHD_lookup_connection_value(
	    r->inner->conn, MHD_HEADER_KIND, name);
}

const char *
request_argument(const struct request *r, const char *name)
{
	return MHD_lookup_connection_value(
	    r->inner->conn, MHD_GET_ARGUMENT_KIND, name);
}

struct counting {
	const char *name;
	unsigned n;
};

static enum MHD_Result
count_header(
    void *arg, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct counting *c = arg;

	(void)kind;
	(void)value;
	c->n += strcasecmp(name, c->name) == 0;
	return MHD_YES;
}

unsigned
request_headers(const struct request *r, const char *name)
{
	struct counting c = { .name = name };

	MHD_get_connection_values(
	    r->inner->conn, MHD_HEADER_KIND, count_header, &c);
	return c.n;
}

/* ---- answers -------------------------------------------------------------- */

static const char *const always[][2] = {
	{ "Content-Security-Policy",
	    "default-src 'none'; script-src 'self'; style-src 'self'; "
	    "img-src 'self' blob: data:; connect-src 'self'; "
	    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
	{ "Cache-Control", "no-store" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "X-Frame-Options", "DENY" },
	{ "Referrer-Policy", "no-referrer" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Cross-Origin-Embedder-Policy", "require-corp" },
	{ "Permissions-Policy",
	    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
	    "display-capture=(), browsing-topics=()" },
};

static enum MHD_Result
add(struct MHD_Response *out, const char *name, const char *value)
{
	return value == NULL || value[0] == '\0'
	    ? MHD_YES : MHD_add_response_header(out, name, value);
}

static bool
add_headers(struct MHD_Response *out, const struct httpd *h,
    const struct reply *r)
{
	char seconds[16] = "";
	bool ok = true;
	size_t i;

	if (r->retry_after > 0)
		snprintf(seconds, sizeof seconds, "%u", r->retry_after);
	for (i = 0; i < sizeof always / sizeof always[0]; i++)
		ok &= add(out, always[i][0], always[i][1]) == MHD_YES;
	/* a day, as each visit renews it: it holds for every port of the name, and
	 * another service of that host must not be cut off for a year */
	if (h->tls)
		ok &= add(out, "Strict-Transport-Security",
		          "max-age=86400") == MHD_YES;
	if (r->close || atomic_load(&h->ending))
		ok &= add(out, "Connection", "close") == MHD_YES;
	return ok && add(out, "Content-Type", r->type) == MHD_YES &&
	    add(out, "Allow", r->allow) == MHD_YES &&
	    add(out, "Location", r->location) == MHD_YES &&
	    add(out, "Retry-After", seconds) == MHD_YES &&
	    add(out, "Set-Cookie", r->cookie) == MHD_YES;
}

/* The bytes stay ours: the request outlives its answer and wipes them then. */
static enum MHD_Result
answer(struct httpd_request *in)
{
	struct httpd *h = in->httpd;
	struct reply *r = &in->request.reply;
	struct span bytes = r->fixed.ptr != NULL ? r->fixed : buf_view(&r->body);
	struct MHD_Response *out = MHD_create_response_from_buffer(
	    bytes.len, (void *)bytes.ptr, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result rc = MHD_NO;

	if (out == NULL)
		return MHD_NO;
	guests_until(h->guests, in->guest, h->config.answer_seconds);
	if (add_headers(out, h, r))
		rc = MHD_queue_response(in->conn, r->status, out);
	MHD_destroy_response(out);
	return rc;
}

/*
 * %00 would end what the library keeps as C strings: /metrics%00/x would be /metrics.
 * \1 stands for it, which belongs into no path either (httpd.h).
 */
static size_t
unescape(void *arg, struct MHD_Connection *conn, char *s)
{
	size_t n = MHD_http_unescape(s), i;

	(void)arg;
	(void)conn;
	for (i = 0; i < n; i++)
		if (s[i] == '\0')
			s[i] = '\1';
	return n;
}

/* ---- requests -------------------------------------------------------------- */

static void
count_inside(struct httpd *h, int by)
{
	pthread_mutex_lock(&h->lock);
	h->inside += (size_t)by;
	if (h->inside == 0)
		pthread_cond_signal(&h->nobody);
	pthread_mutex_unlock(&h->lock);
}

static struct guest *
guest_of(struct MHD_Connection *conn)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info == NULL ? NULL : info->socket_context;
}

static enum MHD_Result
begin(struct httpd *h, struct MHD_Connection *conn, const char *url,
    const char *method, void **ctx)
{
	struct guest *guest = guest_of(conn);
	struct httpd_request *in;

	if (guest == NULL || (in = calloc(1, sizeof *in)) == NULL)
		return MHD_NO;
	*ctx = in;
	count_inside(h, 1);
	in->httpd = h;
	in->conn = conn;
	in->guest = guest;
	in->request.inner = in;
	in->request.method = span_of(method);
	in->request.path = span_of(url);
	set_peer(conn, &in->request.peer);
	guests_until(h->guests, guest, h->config.body_seconds);
	h->app.head(h->app.arg, &in->request);
	return in->request.answered ? answer(in) : MHD_YES;
}

static void
drop_body(struct httpd_request *in)
{
	struct buf *body = &in->request.body;

	atomic_fetch_sub(&in->httpd->held, body->len);
	buf_free(body);
}

static unsigned
keep(struct httpd_request *in, const char *data, size_t n)
{
	struct httpd *h = in->httpd;
	struct buf *body = &in->request.body;

	if (n > in->request.most - body->len)
		return 413;
	buf_put(body, data, n);
	if (body->failed)
		return 503;
	return atomic_fetch_add(&h->held, n) + n > h->config.bodies ? 503 : 0;
}

/* An answer can be queued before a body or behind it, not in it. */
static enum MHD_Result
take(struct httpd_request *in, const char *data, size_t n)
{
	if (in->refused == 0) {
		if ((in->refused = keep(in, data, n)) != 0)
			drop_body(in);
		return MHD_YES;
	}
	in->dropped += n;
	return in->dropped > in->request.most ? MHD_NO : MHD_YES;
}

/* Behind httpd_wait() the request is another thread's, until it is done. */
static void
ask_app(struct httpd_request *in)
{
	struct httpd *h = in->httpd;

	in->asked = true;
	in->request.since = httpd_clock();
	guests_until(h->guests, in->guest, 0);
	if (in->refused != 0)
		h->app.refuse(h->app.arg, &in->request, in->refused);
	else
		h->app.whole(h->app.arg, &in->request);
}

static enum MHD_Result
on_request(void *arg, struct MHD_Connection *conn, const char *url,
    const char *method, const char *version, const char *data, size_t *size,
    void **ctx)
{
	struct httpd *h = arg;
	struct httpd_request *in = *ctx;
	size_t n = *size;

	(void)version;
	if (in == NULL)
		return begin(h, conn, url, method, ctx);
	*size = 0;
	if (n > 0)
		return take(in, data, n);
	if (in->asked)
		return answer(in); /* it was waited for */
	ask_app(in);
	return in->waiting ? MHD_YES : answer(in);
}

static void
on_completed(void *arg, struct MHD_Connection *conn, void **ctx,
    enum MHD_RequestTerminationCode how)
{
	struct httpd *h = arg;
	struct httpd_request *in = *ctx;

	(void)conn;
	(void)how;
	if (in == NULL)
		return;
	*ctx = NULL;
	h->app.gone(h->app.arg, &in->request);
	guests_until(h->guests, in->guest,
	    h->config.idle_seconds + h->config.head_seconds);
	drop_body(in);
	reply_free(&in->request.reply);
	free(in);
	count_inside(h, -1);
}

void
httpd_wait(struct request *r)
{
	r->inner->waiting = true;
	MHD_suspend_connection(r->inner->conn);
}

void
httpd_done(struct request *r)
{
	r->answered = true;
	MHD_resume_connection(r->inner->conn);
}

/* ---- connections ------------------------------------------------------------ */

static void
on_connection(void *arg, struct MHD_Connection *conn, void **guest,
    enum MHD_ConnectionNotificationCode what)
{
	struct httpd *h = arg;
	const union MHD_ConnectionInfo *info;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (*guest != NULL)
			guests_leave(h->guests, *guest);
		*guest = NULL;
		return;
	}
	info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CONNECTION_FD);
	*guest = info == NULL ? NULL
	    : guests_enter(
	          h->guests, info->connect_fd, h->config.head_seconds);
}

/*
 * The limit is kept here.  A thread of the library (0.9.75) that comes to its own
 * share of a limit may hear of no event any more, also of connections it has.
 */
static enum MHD_Result
on_accept(void *arg, const struct sockaddr *from, socklen_t len)
{
	struct httpd *h = arg;
	uint64_t here, late;

	(void)from;
	(void)len;
	guests_count(h->guests, &here, &late);
	return !atomic_load(&h->ending) && here < h->config.connections ? MHD_YES
	                                                                : MHD_NO;
}

/* A share that no thread comes to: all of them, and those just being let in. */
static unsigned
shares(const struct httpd_config *c)
{
	return (c->connections + 2 * LIMIT_DRAFT_THREADS) * LIMIT_DRAFT_THREADS;
}

void
httpd_count(struct httpd *h, struct httpd_counts *out)
{
	guests_count(h->guests, &out->connections, &out->late);
}

/* ---- the daemon --------------------------------------------------------------- */

static int
start(struct httpd *h)
{
	const struct httpd_config *c = &h->config;
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)c->key },
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)c->cert },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0,
		    (void *)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" },
		{ MHD_OPTION_END, 0, NULL },
	};
	struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD |
	    MHD_ALLOW_SUSPEND_RESUME | (c->cert != NULL ? MHD_USE_TLS : 0);
	sigset_t before = deaf_begin();

	h->daemon = MHD_start_daemon(flags, 0, on_accept, h, on_request, h,
	    MHD_OPTION_LISTEN_SOCKET, c->listener,
	    MHD_OPTION_THREAD_POOL_SIZE, (unsigned)LIMIT_DRAFT_THREADS,
	    MHD_OPTION_CONNECTION_LIMIT, shares(c),
	    MHD_OPTION_PER_IP_CONNECTION_LIMIT, c->per_address,
	    MHD_OPTION_CONNECTION_TIMEOUT, c->idle_seconds,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)LIMIT_DRAFT_MEMORY,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL,
	    MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,
	    MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
	    MHD_OPTION_ARRAY, c->cert != NULL ? tls : none, MHD_OPTION_END);
	deaf_end(before);
	return h->daemon == NULL ? -1 : 0;
}

int
httpd_open(const struct httpd_config *config, const struct httpd_app *app,
    struct httpd **out, struct shuhi_error *err)
{
	struct httpd *h = calloc(1, sizeof *h);

	if (h == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a server", 0);
	h->config = *config;
	h->app = *app;
	h->tls = config->cert != NULL;
	pthread_mutex_init(&h->lock, NULL);
	deadline_cond_init(&h->nobody);
	if (guests_open(&h->guests, err) != 0) {
		httpd_close(h);
		return -1;
	}
	if (start(h) != 0) {
		httpd_close(h);
		return config->cert == NULL
		    ? fail(err, SHUHI_E_IO, "the server cannot start", 0)
		    : fail(err, SHUHI_E_USAGE,
		          "the certificate and the key do not fit", 0);
	}
	h->config.cert = h->config.key = NULL; /* no longer there */
	*out = h;
	return 0;
}

void
httpd_drain(struct httpd *h, unsigned seconds)
{
	const struct timespec until = deadline(seconds * 1000);

	/* not MHD_quiesce_daemon(): it and a thread of the pool may both take the
	 * socket out of its epoll set, and then 0.9.75 aborts */
	atomic_store(&h->ending, true);
	pthread_mutex_lock(&h->lock);
	while (h->inside > 0 &&
	    pthread_cond_timedwait(&h->nobody, &h->lock, &until) == 0)
		continue;
	pthread_mutex_unlock(&h->lock);
}

void
httpd_close(struct httpd *h)
{
	if (h == NULL)
		return;
	if (h->daemon != NULL)
		MHD_stop_daemon(h->daemon);
	guests_close(h->guests);
	pthread_cond_destroy(&h->nobody);
	pthread_mutex_destroy(&h->lock);
	free(h);
}
