#include "office.h"

#include "extract/frames.h"

static void
frame(struct out *o, char kind, struct span payload)
{
	unsigned char head[FRAME_HEAD] = { (unsigned char)kind,
		(unsigned char)payload.len, (unsigned char)(payload.len >> 8),
		(unsigned char)(payload.len >> 16),
		(unsigned char)(payload.len >> 24) };

	if (!o->closed && !o->sink(o->ctx, head, sizeof head))
		o->closed = true;
	if (!o->closed && payload.len > 0 &&
	    !o->sink(o->ctx, payload.ptr, payload.len))
		o->closed = true;
}

static struct span
cut(struct span s, size_t most)
{
	return span_sub(s, 0, s.len < most ? s.len : most);
}

void
out_begin(struct out *o, char kind, struct span path)
{
	frame(o, kind, cut(path, FRAME_MAX));
}

void
out_data(struct out *o, struct span s)
{
	while (s.len > 0 && !o->closed) {
		frame(o, FRAME_DATA, cut(s, FRAME_MAX));
		s = span_sub(s, s.len < FRAME_MAX ? s.len : FRAME_MAX, s.len);
	}
}

void
out_fail(struct out *o, enum shuhi_cause cause, struct span path)
{
	char payload[1 + 1024];

	path = cut(path, sizeof payload - 1);
	payload[0] = (char)cause;
	if (path.len > 0)
		memcpy(payload + 1, path.ptr, path.len);
	frame(o, FRAME_FAIL, (struct span){ payload, path.len + 1 });
}

void
out_end(struct out *o)
{
	frame(o, FRAME_END, (struct span){ "", 0 });
}
