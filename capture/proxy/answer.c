/* What goes back to the ICAP client in place of a request, or the request. */
#include "service.h"

#include <stdio.h>

#include <c_icap/simple_api.h>

/* When there was no memory for a page: nobody can tell more, but it is a no. */
static const char bare[] = "blocked by shuhi: out of memory\n";

static struct span
page_of(const struct exchange *x)
{
	if (x->answer.page.failed || x->answer.page.len == 0)
		return SPAN(bare);
	return buf_view(&x->answer.page);
}

static const char *
type_of(const struct exchange *x)
{
	if (x->answer.page.failed || x->answer.page.len == 0)
		return "Content-Type: text/plain; charset=utf-8";
	return x->post.wants.json
	           ? "Content-Type: application/json; charset=utf-8"
	           : "Content-Type: text/html; charset=utf-8";
}

int
answer_page(struct exchange *x, ci_request_t *req)
{
	char length[64];
	const char *const lines[] = {
		x->answer.fine ? "HTTP/1.1 200 OK" : "HTTP/1.1 403 Forbidden",
		"Server: shuhi",
		type_of(x),
		x->post.wants.lang == SHUHI_LANG_JA ? "Content-Language: ja"
		                                    : "Content-Language: en",
		length,
		"Cache-Control: no-store",
		"X-Content-Type-Options: nosniff",
		"Content-Security-Policy: default-src 'none'; "
		"style-src 'unsafe-inline'; form-action 'self'; "
		"frame-ancestors 'none'",
		"Referrer-Policy: no-referrer",
	};
	size_t i;

	snprintf(length, sizeof length, "Content-Length: %zu", page_of(x).len);
	if (!ci_http_response_create(req, 1, 1))
		return -1;
	for (i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (ci_http_response_add_header(req, lines[i]) == NULL)
			return -1;
	return 0;
}

size_t
answer_bytes(struct exchange *x, char *to, size_t room)
{
	struct span rest, page;

	if (x->answer.pass) {
		rest = spool_next(&x->spool, x->post.body, room);
	} else {
		page = page_of(x);
		rest = span_sub(page, x->sent, page.len);
		if (rest.len > room)
			rest.len = room;
		x->sent += rest.len;
	}
	if (rest.len > 0)
		memcpy(to, rest.ptr, rest.len);
	return rest.len;
}
