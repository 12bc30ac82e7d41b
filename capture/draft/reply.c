#include "reply.h"

static const char no_memory[] =
    "{\"verdict\":\"unscanned\",\"error\":{\"code\":\"out-of-memory\","
    "\"message\":\"out of memory\",\"at\":0}}\n";

void
reply_fixed(struct reply *r, const char *type, struct span bytes)
{
	r->status = 200;
	r->type = type;
	r->fixed = bytes;
}

void
reply_made(struct reply *r, const char *type)
{
	r->status = 200;
	r->type = type;
	if (!r->body.failed)
		return;
	buf_free(&r->body);
	reply_fixed(r, REPLY_JSON, SPAN(no_memory));
	r->status = 503;
}

void
reply_fail(struct reply *r, unsigned status, const struct failure *f)
{
	struct buf *b = &r->body;

	buf_free(b);
	buf_str(b, "{\"verdict\":\"unscanned\"");
	jsonfind_failure(b, f);
	buf_str(b, "}\n");
	reply_made(r, REPLY_JSON);
	if (r->fixed.ptr == NULL)
		r->status = status;
}

void
reply_elsewhere(struct reply *r, const char *location)
{
	reply_fixed(r, REPLY_TEXT, SPAN(""));
	r->status = 303;
	r->location = location;
}

void
reply_free(struct reply *r)
{
	buf_free(&r->body);
	explicit_bzero(r, sizeof *r);
}
