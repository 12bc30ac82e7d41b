#include "look.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../picture/wire.h"
#include "err.h"
#include "libexec.h"
#include "limit.h"
#include "lookread.h"

const char *
look_cause_name(enum look_cause cause)
{
	static const char *const names[LOOK_CAUSES] = {
		[LOOK_UNSEEN] = "unseen",
		[LOOK_READ] = "read",
		[LOOK_TOO_LARGE] = "too-large",
		[LOOK_PIXELS] = "pixels",
		[LOOK_TIMEOUT] = "timeout",
		[LOOK_BROKEN] = "broken",
		[LOOK_UNSUPPORTED] = "unsupported",
		[LOOK_ENGINE] = "engine",
		[LOOK_BUSY] = "busy",
	};

	return (unsigned)cause < LOOK_CAUSES ? names[cause] : names[0];
}

/* ---- a child ------------------------------------------------------------------------ */

struct child {
	pid_t pid; /* 0: none */
	int fd;    /* both ways; -1: none */
};

static const struct child no_child = { 0, -1 };

struct looker {
	char program[PATH_MAX];
	bool ready;
	struct look_config limits;

	pthread_mutex_t lock; /* of all below */
	uint32_t running;
	struct child waiting; /* has loaded its models and knows no picture */
};

static int
start(const struct looker *l, struct child *c)
{
	/* OpenMP would start threads, which the jail does not have */
	static char one_thread[] = "OMP_THREAD_LIMIT=1";
	char *const env[] = { one_thread, NULL };
	char bytes[24], pixels[24], seconds[24];
	char *argv[] = { (char *)(uintptr_t)l->program, bytes, pixels, seconds,
		NULL };
	int ends[2];

	*c = no_child;
	if (!l->ready ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return -1;
	snprintf(bytes, sizeof bytes, "%llu",
	    (unsigned long long)l->limits.bytes);
	snprintf(pixels, sizeof pixels, "%llu",
	    (unsigned long long)l->limits.pixels);
	snprintf(seconds, sizeof seconds, "%u",
	    (unsigned)(l->limits.milliseconds / 1000 + 1));
	if (libexec_spawn(
	        &c->pid, l->program, argv, env, ends[1], ends[1]) != 0) {
		*c = no_child;
		close(ends[0]);
	} else {
		c->fd = ends[0];
	}
	close(ends[1]);
	return c->fd >= 0 ? 0 : -1;
}

/* Killed whatever it does, reaped whatever it did. */
static void
stop(struct child *c)
{
	if (c->fd >= 0)
		close(c->fd);
	if (c->pid > 0) {
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			continue;
	}
	*c = no_child;
}

/* One that waits says nothing and does not hang up. */
static bool
is_waiting(const struct child *c)
{
	struct pollfd fd = { .fd = c->fd, .events = POLLIN };

	return c->fd >= 0 && poll(&fd, 1, 0) == 0;
}

/* ---- a talk -------------------------------------------------------------------------- */

struct talk {
	int fd;
	uint64_t deadline; /* nanoseconds */
	struct span left;  /* still to be sent */
	bool sent;
	unsigned char head[WIRE_HEAD];
	size_t have;
	char *answer; /* `total` bytes once the head is there */
	size_t total;
};

static uint64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void
send_more(struct talk *t)
{
	ssize_t n = send(t->fd, t->left.ptr, t->left.len,
	    MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	/* who does not listen has perhaps answered */
	t->left = n < 0 ? SPAN("") : span_sub(t->left, (size_t)n, t->left.len);
	if (t->left.len == 0) {
		shutdown(t->fd, SHUT_WR);
		t->sent = true;
	}
}

/* LOOK_UNSEEN: there is more to come. */
static enum look_cause
hear_more(struct talk *t, uint64_t pixels)
{
	bool headed = t->answer != NULL;
	char *to = headed ? t->answer : (char *)t->head;
	size_t most = headed ? t->total : WIRE_HEAD;
	ssize_t n = recv(t->fd, to + t->have, most - t->have, MSG_DONTWAIT);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return LOOK_UNSEEN;
	if (n <= 0)
		return LOOK_ENGINE;
	t->have += (size_t)n;
	if (t->have < most)
		return LOOK_UNSEEN;
	if (headed)
		return LOOK_READ;
	if (!look_expects(t->head, pixels, &t->total) ||
	    (t->answer = malloc(t->total)) == NULL)
		return LOOK_ENGINE;
	memcpy(t->answer, t->head, WIRE_HEAD);
	return LOOK_UNSEEN;
}

/* LOOK_READ: the whole answer is there. */
static enum look_cause
talk(struct talk *t, uint64_t pixels)
{
	enum look_cause cause = LOOK_UNSEEN;
	uint64_t left, at;

	while (cause == LOOK_UNSEEN) {
		struct pollfd fd = { .fd = t->fd,
			.events = (short)(POLLIN | (t->sent ? 0 : POLLOUT)) };

		if ((at = now()) >= t->deadline)
			return LOOK_TIMEOUT;
		left = (t->deadline - at) / 1000000u + 1;
		if (poll(&fd, 1, left < INT_MAX ? (int)left : INT_MAX) <= 0)
			continue; /* the clock decides */
		if ((fd.revents & POLLOUT) != 0 && !t->sent)
			send_more(t);
		if ((fd.revents & (POLLIN | POLLHUP | POLLERR)) != 0)
			cause = hear_more(t, pixels);
	}
	return cause;
}

/* ---- looking ---------------------------------------------------------------------------- */

/* A child to work with, the one that waits if there is one. */
static bool
hire(struct looker *l, struct child *c)
{
	bool free_place;

	*c = no_child;
	pthread_mutex_lock(&l->lock);
	if ((free_place = l->running < l->limits.children)) {
		l->running++;
		*c = l->waiting;
		l->waiting = no_child;
	}
	pthread_mutex_unlock(&l->lock);
	return free_place;
}

static void
dismiss(struct looker *l, struct child *c)
{
	struct child next = no_child;

	stop(c);
	/* starting one is cheap; its loading goes on while nobody waits for it */
	if (!l->limits.cold)
		start(l, &next);
	pthread_mutex_lock(&l->lock);
	l->running--;
	if (l->waiting.fd < 0) {
		l->waiting = next;
		next = no_child;
	}
	pthread_mutex_unlock(&l->lock);
	stop(&next);
}

static int
ask(struct looker *l, struct child *c, struct span bytes, struct picture **out,
    struct shuhi_error *err)
{
	struct talk t = { .left = bytes };
	enum look_cause cause = LOOK_ENGINE;
	int rc = -1;

	t.deadline = now() + l->limits.milliseconds * 1000000ull;
	if (!is_waiting(c)) {
		stop(c);
		start(l, c);
	}
	if ((t.fd = c->fd) >= 0)
		cause = talk(&t, l->limits.pixels);
	if (cause == LOOK_READ)
		rc = look_read((struct span){ t.answer, t.total },
		    l->limits.pixels, out, err);
	else if ((*out = look_nothing(cause)) != NULL)
		rc = 0;
	else
		fail(err, SHUHI_E_NOMEM, "no memory for a picture", 0);
	if (t.answer != NULL)
		explicit_bzero(t.answer, t.total);
	free(t.answer);
	explicit_bzero(t.head, sizeof t.head);
	return rc;
}

/* What can be said without a child; LOOK_UNSEEN: nothing. */
static enum look_cause
judge(const struct looker *l, size_t len)
{
	if (len > l->limits.bytes)
		return LOOK_TOO_LARGE;
	if (len == 0)
		return LOOK_BROKEN;
	return l->ready ? LOOK_UNSEEN : LOOK_ENGINE;
}

int
look_at(struct looker *l, const void *bytes, size_t len, struct picture **out,
    struct shuhi_error *err)
{
	enum look_cause cause = judge(l, len);
	struct picture *p;
	struct child c;
	int rc;

	if (cause == LOOK_UNSEEN && !hire(l, &c))
		cause = LOOK_BUSY;
	if (cause == LOOK_UNSEEN) {
		rc = ask(l, &c, (struct span){ bytes, len }, out, err);
		dismiss(l, &c);
		return rc;
	}
	if ((p = look_nothing(cause)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a picture", 0);
	*out = p;
	return 0;
}

/* ---- opening ------------------------------------------------------------------------------ */

static int
set_limits(const struct look_config *c, struct look_config *out,
    struct shuhi_error *err)
{
	*out = *c;
	out->program = NULL;
	if (out->bytes == 0)
		out->bytes = LIMIT_PICTURE_BYTES;
	if (out->pixels == 0)
		out->pixels = LIMIT_PICTURE_PIXELS;
	if (out->milliseconds == 0)
		out->milliseconds = LIMIT_PICTURE_MS;
	if (out->children == 0)
		out->children = LIMIT_PICTURE_CHILDREN;
	if (out->bytes > LIMIT_PICTURE_BYTES)
		return fail(err, SHUHI_E_USAGE, "more bytes than a picture may have", 0);
	if (out->pixels > LIMIT_PICTURE_PIXELS)
		return fail(err, SHUHI_E_USAGE, "more pixels than a picture may have", 0);
	return 0;
}

static bool
set_program(struct looker *l, const char *program)
{
	int n;

	if (program == NULL)
		return libexec_find("shuhi-picture", l->program, sizeof l->program);
	n = snprintf(l->program, sizeof l->program, "%s", program);
	return n > 0 && (size_t)n < sizeof l->program &&
	    access(l->program, X_OK) == 0;
}

int
look_open(const struct look_config *c, struct looker **out,
    struct shuhi_error *err)
{
	struct looker *l = calloc(1, sizeof *l);

	if (l == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a looker", 0);
	if (set_limits(c, &l->limits, err) != 0) {
		free(l);
		return -1;
	}
	if (pthread_mutex_init(&l->lock, NULL) != 0) {
		free(l);
		return fail(err, SHUHI_E_NOMEM, "no memory for a lock", 0);
	}
	l->ready = set_program(l, c->program);
	l->waiting = no_child;
	if (!l->limits.cold)
		start(l, &l->waiting);
	*out = l;
	return 0;
}

bool
look_ready(const struct looker *l)
{
	return l->ready;
}

void
look_close(struct looker *l)
{
	if (l == NULL)
		return;
	stop(&l->waiting);
	pthread_mutex_destroy(&l->lock);
	free(l);
}
