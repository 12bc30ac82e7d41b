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
reply_fail_page(struct reply *r, unsigned status, const char *message,
    enum shuhi_lang lang)
{
	bool ja = lang == SHUHI_LANG_JA;
	struct buf *b = &r->body;

	buf_free(b);
	buf_printf(b,
	    "<!doctype html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<title>%s</title>\n"
	    "<link rel=\"stylesheet\" href=\"/assets/base.css\">\n"
	    "<main>\n<h1>%s</h1>\n<p>%s</p>\n<p><a href=\"/\">%s</a></p>\n"
	    "</main>\n",
	    ja ? "ja" : "en", ja ? "守秘" : "Shuhi",
	    ja ? "このページは開けません" : "This page cannot be opened",
	    message, ja ? "投稿前チェックを開く" : "Open the check before posting");
	reply_made(r, REPLY_HTML);
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
