/*
 * Archives, office files and PDF, read by shuhi-extract: a child process without
 * rights, for its parsers are large and meet hostile files.
 *
 *	body --> memfd --> [ shuhi-extract ] --> pipe --> frames --> fields
 *
 * Whatever ends the child but its own last frame is a failure of the part, and it
 * is killed and reaped in every case.
 */
#include "extract.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "disk.h"
#include "frames.h"
#include "header.h"
#include "kind.h"
#include "libexec.h"
#include "limit.h"

/* ---- the child ------------------------------------------------------------------ */

struct child {
	pid_t pid; /* 0: none */
	int in;    /* the file, or -1 */
	int out;   /* frames, or -1 */
};

/* The file as a descriptor: memory, which is gone with its last descriptor. */
static int
file_of(struct span bytes)
{
	int fd = memfd_create("body", MFD_CLOEXEC);

	if (fd >= 0 && write_all(fd, bytes) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static uint64_t
milliseconds_left(const struct extract *x)
{
	struct timespec t;
	uint64_t now;

	clock_gettime(CLOCK_MONOTONIC, &t);
	now = (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
	return now < x->deadline ? (x->deadline - now) / 1000000u : 0;
}

static int
start(struct extract *x, struct child *c, struct span bytes)
{
	char program[PATH_MAX], seconds[24], room[24], ratio[16];
	char *argv[] = { program, seconds, room, ratio, NULL };
	char *const nothing[] = { NULL };
	int ends[2];

	if (!libexec_find("shuhi-extract", program, sizeof program) ||
	    (c->in = file_of(bytes)) < 0 || pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	snprintf(seconds, sizeof seconds, "%u",
	    (unsigned)(milliseconds_left(x) / 1000 + 1));
	snprintf(room, sizeof room, "%llu",
	    (unsigned long long)(x->limits.bytes - x->made));
	snprintf(ratio, sizeof ratio, "%u", x->limits.ratio);
	c->out = ends[0];
	if (libexec_spawn(&c->pid, program, argv, nothing, c->in, ends[1]) !=
	    0) {
		close(ends[1]);
		return -1;
	}
	close(ends[1]);
	return 0;
}

/* Killed whatever it does, reaped whatever it did; its status, -1 unknown. */
static int
stop(struct child *c)
{
	int status = -1;

	if (c->out >= 0)
		close(c->out);
	if (c->in >= 0)
		close(c->in);
	if (c->pid > 0) {
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, &status, 0) < 0)
			if (errno != EINTR)
				return -1;
	}
	return status;
}

/* ---- frames ---------------------------------------------------------------------- */

struct member {
	char kind;
	enum shuhi_cause cause; /* of FRAME_FAIL */
	struct span name;
	char *ptr;
	size_t len, cap;
};

struct stream {
	struct extract *x;
	struct span path; /* of the part */
	char *buf;        /* bytes that are no whole frame yet */
	size_t len;
	struct member *members;
	size_t n, cap;
	bool ended;   /* the last frame was there */
	bool garbled; /* no frame at all */
	bool full;    /* there was no room for more, which is told */
};

#define BUFFER (2 * (FRAME_HEAD + FRAME_MAX))

static void
begin(struct stream *s, char kind, struct span payload)
{
	struct member m = { .kind = kind };

	if (kind == FRAME_FAIL) {
		if (payload.len == 0 || payload.ptr[0] <= 0 ||
		    payload.ptr[0] >= SHUHI_CAUSE_COUNT) {
			s->garbled = true;
			return;
		}
		m.cause = (enum shuhi_cause)payload.ptr[0];
		payload = span_sub(payload, 1, payload.len);
	}
	m.name = extract_copy(s->x, payload);
	s->members = arena_grow(s->x->arena, s->members, s->n, &s->cap,
	    s->n + 1, sizeof *s->members);
	if (s->members != NULL)
		s->members[s->n++] = m;
}

/* More of the last text or file there was; a failure may stand between. */
static void
more(struct stream *s, struct span data)
{
	struct member *m = s->n > 0 ? &s->members[s->n - 1] : NULL;

	if (m == NULL || m->kind == FRAME_FAIL) {
		s->garbled = true;
		return;
	}
	if (!extract_room(s->x, s->path, data.len)) {
		s->full = true;
		return;
	}
	m->ptr = arena_grow(
	    s->x->arena, m->ptr, m->len, &m->cap, m->len + data.len, 1);
	if (m->ptr == NULL)
		return;
	memcpy(m->ptr + m->len, data.ptr, data.len);
	m->len += data.len;
}

static void
take_frame(struct stream *s, char kind, struct span payload)
{
	switch (kind) {
	case FRAME_FILE:
	case FRAME_PIECE:
	case FRAME_TEXT:
	case FRAME_FAIL:
		begin(s, kind, payload);
		break;
	case FRAME_DATA:
		more(s, payload);
		break;
	case FRAME_END:
		s->ended = true;
		break;
	default:
		s->garbled = true;
	}
}

static bool
is_over(const struct stream *s)
{
	return s->ended || s->garbled || s->full || s->x->arena->overflowed;
}

/* All whole frames of the buffer. */
static void
take_frames(struct stream *s)
{
	const unsigned char *p = (const unsigned char *)s->buf;
	size_t at = 0, n;

	while (s->len - at >= FRAME_HEAD && !is_over(s)) {
		n = (size_t)p[at + 1] | (size_t)p[at + 2] << 8 |
		    (size_t)p[at + 3] << 16 | (size_t)p[at + 4] << 24;
		if (n > FRAME_MAX) {
			s->garbled = true;
			return;
		}
		if (s->len - at - FRAME_HEAD < n)
			break;
		take_frame(s, s->buf[at],
		    (struct span){ s->buf + at + FRAME_HEAD, n });
		at += FRAME_HEAD + n;
	}
	memmove(s->buf, s->buf + at, s->len - at);
	s->len -= at;
}

/* Read frames to the last.  False: the time is up. */
static bool
listen_to(struct stream *s, const struct child *c)
{
	struct pollfd fd = { .fd = c->out, .events = POLLIN };
	uint64_t left;
	ssize_t n;

	while (!is_over(s)) {
		if ((left = milliseconds_left(s->x)) == 0)
			return false;
		if (poll(&fd, 1, left < INT_MAX ? (int)left : INT_MAX) <= 0)
			continue; /* the clock decides */
		n = read(c->out, s->buf + s->len, BUFFER - s->len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return true;
		s->len += (size_t)n;
		take_frames(s);
	}
	return true;
}

/* ---- what was said ------------------------------------------------------------------ */

/* The last name of a path in an archive. */
static struct span
base_of(struct span name)
{
	size_t i = name.len;

	while (i > 0 && name.ptr[i - 1] != '/' && name.ptr[i - 1] != '\\')
		i--;
	return span_sub(name, i, name.len);
}

/*
 * What programs put beside that which people wrote: fonts and small pictures, told as
 * such, and macros, controls and foreign objects, whose words lie open.
 */
static bool
read_companion(struct extract *x, const struct part *p, struct span name)
{
	struct span base = base_of(name);

	if (span_ends(base, SPAN(".odttf")) ||
	    span_ends(base, SPAN(".fntdata")) || same_name(base, "Thumbs.db") ||
	    same_name(base, "ehthumbs.db")) {
		extract_fail(x, SHUHI_CAUSE_MEDIA, p->path, 0);
		return true;
	}
	if (p->filename.len > 0 || kind_is_noise(p->bytes) ||
	    (!starts_name(base, "vbaProject") &&
	        !starts_name(base, "oleObject") &&
	        !starts_name(base, "activeX")) ||
	    !span_ends(base, SPAN(".bin")))
		return false;
	extract_binary(x, p, false);
	return true;
}

static void
read_member(struct extract *x, const struct part *p, const struct member *m)
{
	uint64_t bad;
	struct span name = decode_text(x, SPAN(""), m->name, &bad);
	struct part inner = { .bytes = { m->ptr, m->len } };

	inner.path = name.len > 0
	                 ? path_in(x, p->path, "%.*s", (int)name.len, name.ptr)
	                 : p->path;
	if (bad > 0)
		extract_fail(x, SHUHI_CAUSE_UNDECODABLE, inner.path, 0);
	if (m->kind == FRAME_FAIL) {
		extract_fail(x, m->cause, inner.path, 0);
		return;
	}
	if (m->kind == FRAME_FILE) {
		inner.filename = name;
		extract_prose(
		    x, path_in(x, inner.path, "filename"), SPAN(""), name);
	}
	if (m->len == 0)
		return;
	if (m->kind == FRAME_TEXT)
		extract_prose(x, inner.path, SPAN(""),
		    decode_text(x, SPAN("UTF-8"), inner.bytes, &bad));
	else if (!read_companion(x, &inner, name))
		extract_bytes(x, &inner);
}

/* What its end says when its last frame was not there. */
static void
tell_end(struct extract *x, struct span path, bool in_time, int status)
{
	enum shuhi_cause cause = SHUHI_CAUSE_ENGINE;

	if (!in_time ||
	    (status >= 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
		cause = SHUHI_CAUSE_TIMEOUT;
	extract_fail(x, cause, path, 0);
}

static void
read_all(struct stream *s, const struct part *p, bool in_time, int status)
{
	size_t i;

	for (i = 0; i < s->n && !extract_over(s->x, p->path); i++)
		read_member(s->x, p, &s->members[i]);
	if (!s->ended && !s->full)
		tell_end(s->x, p->path, in_time, status);
}

void
extract_office(struct extract *x, const struct part *p)
{
	struct stream s = { .x = x, .path = p->path };
	struct child c = { .in = -1, .out = -1 };
	bool in_time = true, started;
	int status;

	if ((s.buf = arena_alloc(x->arena, BUFFER)) == NULL)
		return;
	started = start(x, &c, p->bytes) == 0;
	if (started)
		in_time = listen_to(&s, &c);
	status = stop(&c);
	if (x->arena->overflowed)
		return;
	if (started)
		read_all(&s, p, in_time, status);
	else
		extract_fail(x, SHUHI_CAUSE_ENGINE, p->path, 0);
}
