#include "mime.h"

#include "base64.h"
#include "header.h"
#include "inflate.h"
#include "limit.h"

static void
keep(struct mime *m, struct span name, struct span value)
{
	if (same_name(name, "content-type"))
		m->type = value;
	else if (same_name(name, "content-disposition"))
		m->disposition = value;
	else if (same_name(name, "content-transfer-encoding"))
		m->transfer = value;
	else if (same_name(name, "content-encoding"))
		m->coding = value;
	else if (same_name(name, "content-description"))
		m->description = value;
}

void
mime_cut(struct extract *x, struct span path, struct span bytes, struct mime *m)
{
	struct span head = bytes, name, value;
	size_t at = 0;

	*m = (struct mime){ 0 };
	if (head.len > LIMIT_HEADERS + 1)
		head.len = LIMIT_HEADERS + 1;
	while (header_next(head, &at, &name, &value))
		keep(m, name, value);
	if (at > LIMIT_HEADERS)
		extract_fail(x, SHUHI_CAUSE_TOO_LARGE, path, at);
	m->block = span_sub(bytes, 0, at);
	m->body = span_sub(bytes, at, bytes.len);
}

/* The bytes under the transfer encoding. */
static struct span
transferred(struct extract *x, struct span path, const struct mime *m)
{
	struct span how = header_essence(m->transfer);
	uint64_t at = 0;
	struct span out;

	if (how.len == 0 || same_name(how, "7bit") || same_name(how, "8bit") ||
	    same_name(how, "binary"))
		return m->body;
	if (!extract_room(x, path, m->body.len))
		return SPAN("");
	if (same_name(how, "base64")) {
		out = base64_decode(x, m->body, &at);
		if (at > 0)
			extract_fail(x, SHUHI_CAUSE_BROKEN, path, at - 1);
		return out;
	}
	if (same_name(how, "quoted-printable"))
		return quoted_printable_decode(x, m->body);
	/* read where it is found, as in prose */
	if (!same_name(how, "x-uuencode") || !span_has(m->body, SPAN("begin ")))
		extract_fail(x, SHUHI_CAUSE_UNDECODABLE, path, 0);
	return m->body;
}

void
mime_read(struct extract *x, struct span path, struct span label,
    const struct mime *m, struct span filename, struct span type)
{
	struct part p = {
		.path = path,
		.label = label,
		.type = m->type.len > 0 ? m->type : type,
		.filename = filename,
		.bytes = transferred(x, path, m),
	};

	if (m->description.len > 0)
		extract_prose(x, path_in(x, path, "description"), SPAN(""),
		    header_text(x, m->description));
	if (filename.len > 0)
		extract_prose(
		    x, path_in(x, path, "filename"), SPAN(""), filename);
	p.bytes = extract_inflate(x, path, m->coding, p.bytes);
	extract_bytes(x, &p);
}
