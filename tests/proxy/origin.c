/*
 * The other side of the proxy: an origin that remembers all it was sent, in
 * memory, and tells the tests.
 *
 *	origin CERT KEY      prints "TLS HTTP CONTROL": three free ports on loopback
 *	origin --free N      prints N free ports
 *
 * Sites (TLS and plain): any request is answered with
 *	{"length":N,"digest":"<BLAKE2b-256 of the body>"}
 * Control:
 *	POST /seen    how many requests held these bytes, in URL or body
 *	GET  /count   how many requests came
 *	POST /reset   forget all
 */
#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "buf.h"
#include "digest.h"

struct request {
	struct buf url, body;
	struct request *next;
};

struct origin {
	pthread_mutex_t lock;
	struct request *seen;
	size_t n;
};

static enum MHD_Result
answer(struct MHD_Connection *conn, const char *text)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(
	    strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
	enum MHD_Result rc = MHD_queue_response(conn, MHD_HTTP_OK, r);

	MHD_destroy_response(r);
	return rc;
}

static enum MHD_Result
add_query(void *to, enum MHD_ValueKind kind, const char *key, const char *value)
{
	(void)kind;
	buf_printf(to, "&%s=%s", key, value == NULL ? "" : value);
	return MHD_YES;
}

/* The body, piece by piece; true when it is whole. */
static bool
gather(struct MHD_Connection *conn, const char *url, const char *data,
    size_t *size, void **ctx)
{
	struct request *r = *ctx;

	if (r == NULL) {
		*ctx = r = calloc(1, sizeof *r);
		buf_str(&r->url, url);
		MHD_get_connection_values(
		    conn, MHD_GET_ARGUMENT_KIND, add_query, &r->url);
		return false;
	}
	if (*size == 0)
		return true;
	buf_put(&r->body, data, *size);
	*size = 0;
	return false;
}

static enum MHD_Result
site(void *arg, struct MHD_Connection *conn, const char *url,
    const char *method, const char *version, const char *data, size_t *size,
    void **ctx)
{
	struct origin *o = arg;
	struct request *r;
	struct digest d;
	char hex[65], text[160];

	(void)method;
	(void)version;
	if (!gather(conn, url, data, size, ctx))
		return MHD_YES;
	r = *ctx;
	*ctx = NULL;
	digest_of(buf_view(&r->body), &d);
	digest_hex(&d, hex);
	snprintf(text, sizeof text, "{\"length\":%zu,\"digest\":\"%s\"}\n",
	    r->body.len, hex);
	pthread_mutex_lock(&o->lock);
	r->next = o->seen;
	o->seen = r;
	o->n++;
	pthread_mutex_unlock(&o->lock);
	return answer(conn, text);
}

static void
forget(struct request *r)
{
	buf_free(&r->url);
	buf_free(&r->body);
	free(r);
}

static void
reset(struct origin *o)
{
	struct request *r;

	while ((r = o->seen) != NULL) {
		o->seen = r->next;
		forget(r);
	}
	o->n = 0;
}

static size_t
count_with(const struct origin *o, struct span needle)
{
	const struct request *r;
	size_t n = 0;

	for (r = o->seen; r != NULL; r = r->next)
		n += span_has(buf_view(&r->body), needle) ||
		     span_has(buf_view(&r->url), needle);
	return n;
}

static enum MHD_Result
control(void *arg, struct MHD_Connection *conn, const char *url,
    const char *method, const char *version, const char *data, size_t *size,
    void **ctx)
{
	struct origin *o = arg;
	char text[32];
	size_t n = 0;

	(void)method;
	(void)version;
	if (!gather(conn, url, data, size, ctx))
		return MHD_YES;
	pthread_mutex_lock(&o->lock);
	if (strcmp(url, "/seen") == 0)
		n = count_with(o, buf_view(&((struct request *)*ctx)->body));
	else if (strcmp(url, "/reset") == 0)
		reset(o);
	else
		n = o->n;
	pthread_mutex_unlock(&o->lock);
	snprintf(text, sizeof text, "%zu\n", n);
	return answer(conn, text);
}

/* What was begun and not finished (a client that went away). */
static void
completed(void *arg, struct MHD_Connection *conn, void **ctx,
    enum MHD_RequestTerminationCode code)
{
	(void)arg;
	(void)conn;
	(void)code;
	if (*ctx != NULL)
		forget(*ctx);
}

static unsigned
serve(
    struct origin *o, MHD_AccessHandlerCallback handler, char *cert, char *key)
{
	const struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, cert },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, key },
		{ MHD_OPTION_END, 0, NULL },
	};
	struct MHD_Daemon *d = MHD_start_daemon(
	    MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
	        (cert == NULL ? 0 : (unsigned)MHD_USE_TLS),
	    0, NULL, NULL, handler, o, MHD_OPTION_SOCK_ADDR, &at,
	    MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_ARRAY,
	    cert == NULL ? tls + 2 : tls, MHD_OPTION_END);

	if (d == NULL) {
		fprintf(stderr, "origin: cannot listen\n");
		exit(1);
	}
	return MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port;
}

static char *
slurp(const char *file)
{
	struct buf b = { 0 };
	FILE *in = fopen(file, "r");
	char line[1024];
	size_t n;

	if (in == NULL) {
		perror(file);
		exit(1);
	}
	while ((n = fread(line, 1, sizeof line, in)) > 0)
		buf_put(&b, line, n);
	fclose(in);
	buf_char(&b, '\0');
	return b.ptr;
}

/* Ports nobody listens on just now; all are held until all are known. */
static int
free_ports(int n)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof at;
	int fd;

	while (n-- > 0) {
		at.sin_port = 0;
		fd = socket(AF_INET, SOCK_STREAM, 0);
		if (bind(fd, (struct sockaddr *)&at, len) != 0 ||
		    getsockname(fd, (struct sockaddr *)&at, &len) != 0)
			return 1;
		printf("%u\n", ntohs(at.sin_port));
	}
	return 0;
}

int
main(int argc, char **argv)
{
	struct origin o = { .lock = PTHREAD_MUTEX_INITIALIZER };
	char *cert, *key;

	if (argc == 3 && strcmp(argv[1], "--free") == 0)
		return free_ports((int)strtol(argv[2], NULL, 10));
	if (argc != 3)
		return 2;
	cert = slurp(argv[1]);
	key = slurp(argv[2]);
	printf("%u ", serve(&o, site, cert, key));
	printf("%u ", serve(&o, site, NULL, NULL));
	printf("%u\n", serve(&o, control, NULL, NULL));
	fflush(stdout);
	for (;;)
		pause();
}
