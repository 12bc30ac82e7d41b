#include "out.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#define OUT_KEEP ((size_t)64 << 10)

/* Somebody may have made the pipe non-blocking: wait, do not spin. */
static int
wait_writable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	return poll(&p, 1, -1) < 0 && errno != EINTR ? -1 : 0;
}

static void
write_all(struct out *o, struct span s)
{
	ssize_t n;

	while (s.len > 0 && o->error == 0) {
		n = write(o->fd, s.ptr, s.len);
		if (n >= 0)
			s = span_sub(s, (size_t)n, s.len);
		else if (errno == EAGAIN && wait_writable(o->fd) == 0)
			continue;
		else if (errno != EINTR)
			o->error = errno;
	}
}

void
out_flush(struct out *o)
{
	write_all(o, buf_view(&o->buf));
	o->buf.len = 0;
	if (o->buf.failed && o->error == 0)
		o->error = ENOMEM;
}

void
out_put(struct out *o, struct span s)
{
	if (s.len > 0 && o->drop_next) {
		s = span_sub(s, 1, s.len);
		o->drop_next = false;
	}
	if (s.len >= OUT_KEEP || o->buf.len + s.len > OUT_KEEP)
		out_flush(o);
	if (s.len >= OUT_KEEP)
		write_all(o, s);
	else
		buf_span(&o->buf, s);
}

void
out_str(struct out *o, const char *s)
{
	out_put(o, span_of(s));
}

int
out_close(struct out *o)
{
	out_flush(o);
	buf_free(&o->buf);
	if (close(o->fd) != 0 && o->error == 0 && errno != EINTR)
		o->error = errno;
	o->fd = -1;
	return o->error == 0 ? 0 : -1;
}
