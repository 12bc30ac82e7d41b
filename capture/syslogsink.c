#include "syslogsink.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"
#include "err.h"
#include "limit.h"
#include "netaddr.h"

#define FACILITY_AUDIT 13
#define CONNECT_MS     500
#define SEND_MS        500
#define CLOSE_MS       1000

struct syslog_sink {
	pthread_mutex_t lock;
	pthread_cond_t news;
	pthread_t thread;
	struct net_addr to;
	char host[256];
	int fd; /* the thread's */
	bool stop;
	struct span queue[LIMIT_SYSLOG_QUEUE]; /* a ring */
	size_t first, n;
	uint64_t dropped;
	struct timespec stop_at;
};

/* ---- sending ------------------------------------------------------------ */

static void
hang_up(struct syslog_sink *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}

static bool
wait_for(int fd, short events, int ms)
{
	struct pollfd p = { .fd = fd, .events = events };
	int rc;

	do
		rc = poll(&p, 1, ms);
	while (rc < 0 && errno == EINTR);
	return rc == 1 && (p.revents & events) != 0;
}

static bool
call_up(struct syslog_sink *s)
{
	int error = 0;
	socklen_t len = sizeof error;

	if (s->fd >= 0)
		return true;
	s->fd = socket(s->to.addr.ss_family,
	    s->to.type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s->fd < 0)
		return false;
	if (connect(s->fd, (struct sockaddr *)&s->to.addr, s->to.len) == 0)
		return true;
	if (errno == EINPROGRESS && wait_for(s->fd, POLLOUT, CONNECT_MS) &&
	    getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 &&
	    error == 0)
		return true;
	hang_up(s);
	return false;
}

/* All of it: half a frame would garble every one behind it. */
static bool
send_all(struct syslog_sink *s, struct span m)
{
	ssize_t n;

	while (m.len > 0) {
		n = send(s->fd, m.ptr, m.len, MSG_NOSIGNAL);
		if (n > 0)
			m = span_sub(m, (size_t)n, m.len);
		else if (n < 0 && errno == EAGAIN &&
		    wait_for(s->fd, POLLOUT, SEND_MS))
			continue;
		else if (n >= 0 || errno != EINTR)
			return false;
	}
	return true;
}

static bool
deliver(struct syslog_sink *s, struct span m)
{
	char count[24];
	int tries, n = 0;

	if (s->to.type == SOCK_STREAM)
		n = snprintf(count, sizeof count, "%zu ", m.len);
	/* a server that was restarted is noticed by the failure to send */
	for (tries = 0; tries < 2; tries++) {
		if (call_up(s) &&
		    send_all(s, (struct span){ count, (size_t)n }) &&
		    send_all(s, m))
			return true;
		hang_up(s);
	}
	return false;
}

/* ---- the thread --------------------------------------------------------- */

static bool
is_past(const struct timespec *t)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > t->tv_sec ||
	    (now.tv_sec == t->tv_sec && now.tv_nsec >= t->tv_nsec);
}

static void *
run(void *arg)
{
	struct syslog_sink *s = arg;
	struct span m;
	bool sent;

	pthread_mutex_lock(&s->lock);
	for (;;) {
		while (s->n == 0 && !s->stop)
			pthread_cond_wait(&s->news, &s->lock);
		if (s->n == 0 || (s->stop && is_past(&s->stop_at)))
			break;
		m = s->queue[s->first];
		s->first = (s->first + 1) % LIMIT_SYSLOG_QUEUE;
		s->n--;
		pthread_mutex_unlock(&s->lock);
		sent = deliver(s, m);
		free((char *)m.ptr);
		pthread_mutex_lock(&s->lock);
		s->dropped += !sent;
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* Signals are the program's business, not this thread's. */
static int
start(struct syslog_sink *s)
{
	sigset_t all, old;
	int rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	rc = pthread_create(&s->thread, NULL, run, s);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return rc;
}

/* ---- the interface ------------------------------------------------------ */

/* A field of RFC 5424's header: printable ASCII, or "-". */
static void
name_host(struct syslog_sink *s)
{
	size_t i;

	if (gethostname(s->host, sizeof s->host - 1) != 0)
		s->host[0] = '\0';
	s->host[sizeof s->host - 1] = '\0';
	for (i = 0; s->host[i] != '\0'; i++)
		if (s->host[i] <= ' ' || s->host[i] > '~')
			s->host[i] = '_';
	if (i == 0)
		snprintf(s->host, sizeof s->host, "-");
}

int
syslog_sink_open(const char *target, struct syslog_sink **out,
    struct shuhi_error *err)
{
	struct syslog_sink *s;

	if ((s = calloc(1, sizeof *s)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for syslog", 0);
	s->fd = -1;
	if (net_addr_parse(target, &s->to) != 0) {
		free(s);
		return fail(err, SHUHI_E_USAGE, "no such syslog", 0);
	}
	name_host(s);
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->news, NULL);
	if (start(s) != 0) {
		pthread_cond_destroy(&s->news);
		pthread_mutex_destroy(&s->lock);
		free(s);
		return fail(err, SHUHI_E_ENGINE, "no thread for syslog", 0);
	}
	*out = s;
	return 0;
}

uint64_t
syslog_sink_close(struct syslog_sink *s)
{
	uint64_t dropped;

	if (s == NULL)
		return 0;
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	clock_gettime(CLOCK_MONOTONIC, &s->stop_at);
	s->stop_at.tv_sec += CLOSE_MS / 1000;
	pthread_cond_signal(&s->news);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	dropped = s->dropped + s->n;
	for (; s->n > 0; s->n--) {
		free((char *)s->queue[s->first].ptr);
		s->first = (s->first + 1) % LIMIT_SYSLOG_QUEUE;
	}
	hang_up(s);
	pthread_cond_destroy(&s->news);
	pthread_mutex_destroy(&s->lock);
	free(s);
	return dropped;
}

/* <108>1 2026-11-21T23:30:00.123Z host shuhi 4711 audit - {...} */
static void
put_header(struct syslog_sink *s, struct buf *b, int severity)
{
	buf_printf(b, "<%d>1 ", FACILITY_AUDIT * 8 + severity);
	buf_now(b);
	buf_printf(b, " %s shuhi %ld audit - ", s->host, (long)getpid());
}

void
syslog_sink_put(struct syslog_sink *s, int severity, struct span message)
{
	struct buf b = { 0 };

	put_header(s, &b, severity);
	buf_span(&b, message);
	pthread_mutex_lock(&s->lock);
	if (b.failed || s->n == LIMIT_SYSLOG_QUEUE) {
		s->dropped++;
		buf_free(&b);
	} else {
		s->queue[(s->first + s->n++) % LIMIT_SYSLOG_QUEUE] =
		    buf_view(&b);
		pthread_cond_signal(&s->news);
	}
	pthread_mutex_unlock(&s->lock);
}

uint64_t
syslog_sink_dropped(struct syslog_sink *s)
{
	uint64_t n;

	pthread_mutex_lock(&s->lock);
	n = s->dropped;
	pthread_mutex_unlock(&s->lock);
	return n;
}
