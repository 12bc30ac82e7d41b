#include "reader.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "walk.h"

struct reader {
	struct scan *scan;
	struct pool *pool;
	const char *path;
	enum input input;
	int fd;
	struct shuhi_decoder *decoder; /* NULL: bytes are taken as they are */
	struct buf chunk;              /* undecoded */
	struct buf rest;               /* behind the last line of a batch */

	struct job *job; /* being filled */
	size_t whole;    /* bytes of it that are whole lines */
	uint64_t line;   /* number of its first line */
	bool broken;     /* the decoder has met bytes it could not read */
	bool skipping;   /* inside a line that is too long */
};

static void
take(struct reader *r)
{
	r->job = pool_take(r->pool);
	r->job->kind = JOB_LINES;
	r->job->path = r->path;
	r->job->input = r->input;
	r->job->line = r->line;
	r->job->broken = r->broken;
	r->whole = 0;
}

static uint64_t
count_lines(struct span s)
{
	uint64_t n = 0;
	size_t at = 0;
	const char *nl;

	while (at < s.len &&
	    (nl = memchr(s.ptr + at, '\n', s.len - at)) != NULL) {
		n++;
		at = (size_t)(nl - s.ptr) + 1;
	}
	return n;
}

/* Send the whole lines off; what follows them opens the next batch. */
static void
submit(struct reader *r)
{
	struct buf *raw = &r->job->raw;

	if (r->whole == 0)
		return;
	buf_put(&r->rest, raw->ptr + r->whole, raw->len - r->whole);
	raw->len = r->whole;
	r->line += count_lines(buf_view(raw));
	pool_submit(r->pool, r->job);
	take(r);
	buf_span(&r->job->raw, buf_view(&r->rest));
	r->rest.len = 0;
}

/* An answer for the line that was too long to be kept. */
static void
submit_too_long(struct reader *r)
{
	r->job->raw.len = 0;
	r->job->too_long = true;
	r->line++;
	pool_submit(r->pool, r->job);
	take(r);
	r->skipping = false;
}

static void
fail_file(struct reader *r, int error)
{
	submit(r);
	r->job->raw.len = 0;
	r->job->kind = JOB_FILE;
	r->job->error = error;
	pool_submit(r->pool, r->job);
	take(r);
}

/* Text has come: keep it, or drop it until the long line ends. */
static void
accept(struct reader *r, struct span s)
{
	struct buf *raw = &r->job->raw;
	const char *nl;

	if (r->skipping) {
		nl = s.len > 0 ? memchr(s.ptr, '\n', s.len) : NULL;
		if (nl == NULL)
			return;
		s = span_sub(s, (size_t)(nl - s.ptr) + 1, s.len);
		submit_too_long(r);
		raw = &r->job->raw;
	}
	nl = s.len > 0 ? memrchr(s.ptr, '\n', s.len) : NULL;
	if (nl != NULL)
		r->whole = raw->len + (size_t)(nl - s.ptr) + 1;
	buf_span(raw, s);
	if (raw->len >= SCAN_BATCH)
		submit(r);
	if (r->job->raw.len > SCAN_LINE && r->whole == 0) {
		r->job->raw.len = 0;
		r->skipping = true;
	}
}

/* false: the decoder is done for, and the failure is told. */
static bool
decode(struct reader *r, struct span bytes, bool last)
{
	struct shuhi_decoded d;
	struct shuhi_error err;

	if (r->decoder == NULL) {
		accept(r, bytes);
		return true;
	}
	if (shuhi_decoder_feed(r->decoder, bytes.ptr, bytes.len, last, &d,
	        &err) != 0) {
		fail_file(r, err.code == SHUHI_E_NOMEM ? ENOMEM : EILSEQ);
		return false;
	}
	r->broken = d.bad > 0;
	r->job->broken = r->broken;
	accept(r, (struct span){ d.text, d.len });
	return true;
}

/* Nothing more to read just now? */
static bool
paused(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) == 0;
}

static void
read_all(struct reader *r)
{
	ssize_t n;

	while (!atomic_load(&r->scan->stop)) {
		if (paused(r->fd)) {
			submit(r);
			pool_drain(r->pool);
		}
		n = read(r->fd, r->chunk.ptr, SCAN_READ);
		if (n < 0 && errno == EAGAIN) {
			struct pollfd p = { .fd = r->fd, .events = POLLIN };

			poll(&p, 1, -1);
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			fail_file(r, errno);
		if (n <= 0)
			break;
		if (!decode(r, (struct span){ r->chunk.ptr, (size_t)n }, false))
			return;
		if (r->job->raw.failed || r->rest.failed) {
			fail_file(r, ENOMEM);
			return;
		}
	}
	decode(r, SPAN(""), true);
}

static void
finish(struct reader *r)
{
	submit(r);
	if (r->skipping)
		submit_too_long(r);
	if (r->job->raw.len > 0) {
		r->whole = r->job->raw.len;
		submit(r);
	}
}

static int
prepare(struct reader *r, bool found)
{
	struct shuhi_error err;

	if ((r->fd = walk_open(r->path, found)) < 0)
		return -1;
	errno = ENOMEM;
	if (buf_room(&r->chunk, SCAN_READ) == NULL)
		return -1;
	if (r->input == INPUT_LINES &&
	    shuhi_decoder_open(r->scan->opts->charset, &r->decoder, &err) != 0)
		return -1;
	return 0;
}

void
reader_run(struct scan *scan, struct pool *pool, const char *path,
    enum input input, bool found)
{
	struct reader r = {
		.scan = scan,
		.pool = pool,
		.path = path,
		.input = input,
		.fd = -1,
		.line = 1,
	};

	if (prepare(&r, found) != 0) {
		take(&r);
		fail_file(&r, errno);
	} else {
		take(&r);
		read_all(&r);
		finish(&r);
	}
	if (r.decoder != NULL)
		shuhi_decoder_close(r.decoder);
	walk_close(r.fd);
	buf_free(&r.chunk);
	buf_free(&r.rest);
}
