/* Mail: the headers people read, and what it carries. */
#include "extract.h"

#include "header.h"
#include "mime.h"
#include "utf8.h"

static const struct {
	const char *name;
	bool people; /* who, not what: no part of a story */
} headers[] = {
	{ "subject", false },
	{ "comments", false },
	{ "keywords", false },
	{ "thread-topic", false },
	{ "from", true },
	{ "sender", true },
	{ "reply-to", true },
	{ "to", true },
	{ "cc", true },
	{ "bcc", true },
};

static void
read_header(
    struct extract *x, struct span outer, struct span name, struct span value)
{
	struct span path;
	size_t i;

	for (i = 0; i < sizeof headers / sizeof *headers; i++) {
		if (!same_name(name, headers[i].name))
			continue;
		path = path_in(x, outer, "mail:%s", headers[i].name);
		value = header_text(x, value);
		if (headers[i].people)
			extract_aside(x, path, value);
		else
			extract_prose(x, path, SPAN(""), value);
		return;
	}
	/* machines write the others, and write ASCII */
	value = header_text(x, value);
	if (utf8_has_japanese(value, 0, value.len))
		extract_prose(
		    x, path_in(x, outer, "mail:header"), SPAN(""), value);
}

static void
read_message(struct extract *x, struct span path, struct span bytes)
{
	struct span name, value;
	struct mime m;
	size_t at = 0;

	mime_cut(x, path, bytes, &m);
	while (header_next(m.block, &at, &name, &value))
		read_header(x, path, name, value);
	mime_read(x, path_in(x, path, "mail:body"), SPAN(""), &m,
	    header_param(x, m.disposition, "filename"), SPAN("text/plain"));
}

/* ---- mbox ------------------------------------------------------------------- */

/* The time of day, as ctime() writes it: "From here on" is prose. */
static bool
has_time(struct span line)
{
	size_t i;

	for (i = 2; i + 3 < line.len; i++)
		if (line.ptr[i] == ':' && line.ptr[i + 3] == ':' &&
		    is_digit((unsigned char)line.ptr[i - 1]) &&
		    is_digit((unsigned char)line.ptr[i + 1]))
			return true;
	return false;
}

size_t
mail_envelope(struct span s)
{
	const char *nl;
	size_t len;

	if (!span_starts(s, SPAN("From ")) ||
	    (nl = memchr(s.ptr, '\n', s.len)) == NULL)
		return 0;
	len = (size_t)(nl + 1 - s.ptr);
	return has_time(span_sub(s, 0, len)) ? len : 0;
}

/* The next message's begin from `at` on: behind an empty line; s.len: none. */
static size_t
next_message(struct span s, size_t at)
{
	const char *p;

	for (; (at = span_find(s, at, SPAN("\nFrom "))) < s.len; at++) {
		p = s.ptr + at;
		if (at > 0 && mail_envelope(span_sub(s, at + 1, s.len)) > 0 &&
		    (p[-1] == '\n' ||
		        (p[-1] == '\r' && at > 1 && p[-2] == '\n')))
			return at + 1;
	}
	return s.len;
}

void
extract_mail(struct extract *x, const struct part *p)
{
	struct span s = p->bytes;
	size_t at = 0, end;
	unsigned n = 0;

	if (mail_envelope(s) == 0) {
		read_message(x, p->path, s);
		return;
	}
	for (; at < s.len && !extract_over(x, p->path); at = end) {
		at += mail_envelope(span_sub(s, at, s.len));
		end = next_message(s, at);
		read_message(x, path_in(x, p->path, "mbox[%u]", ++n),
		    span_sub(s, at, end));
	}
}
