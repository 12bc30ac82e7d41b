#include "fingerprint.h"

#include <strings.h>

struct span
multipart_boundary(const char *content_type)
{
	const char *at = content_type;

	if (at == NULL || strncasecmp(at, "multipart/", 10) != 0)
		return (struct span){ "", 0 };
	while ((at = strchr(at, ';')) != NULL) {
		at += 1 + strspn(at + 1, " \t");
		if (strncasecmp(at, "boundary=", 9) != 0)
			continue;
		at += 9;
		if (*at == '"')
			return (struct span){ at + 1, strcspn(at + 1, "\"") };
		return (struct span){ at, strcspn(at, "; \t") };
	}
	return (struct span){ "", 0 };
}

static void
add_without(struct digester *d, struct span body, struct span boundary)
{
	const char *hit;
	size_t n;

	while (boundary.len > 0 && body.len > 0 &&
	       (hit = memmem(body.ptr, body.len, boundary.ptr, boundary.len)) !=
	           NULL) {
		n = (size_t)(hit - body.ptr);
		digester_add(d, span_sub(body, 0, n));
		body = span_sub(body, n + boundary.len, body.len);
	}
	digester_add(d, body);
}

void
post_fingerprint(const struct audit *audit, const struct post *p, bool beside,
    struct digest *out)
{
	struct digester *d = digester_new();
	struct digest plain = { { 0 } };

	if (d != NULL) {
		digester_add(d, span_of(p->method));
		digester_add(d, span_of(p->to.host));
		digester_add(d, p->to.path);
		if (beside || p->body.len == 0)
			digester_add(d, span_of(p->url));
		if (beside && p->headers != NULL)
			digester_add(d, span_of(p->headers));
		add_without(d, p->body, multipart_boundary(p->content_type));
		digester_end(d, &plain);
	}
	audit_fingerprint(audit,
	    (struct span){ (const char *)plain.byte, sizeof plain.byte }, out);
}
