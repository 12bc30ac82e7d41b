/* Mail: the headers people read, and what it carries. */
#include "extract.h"

#include "header.h"
#include "mime.h"

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
	}
}

void
extract_mail(struct extract *x, const struct part *p)
{
	struct span name, value;
	struct mime m;
	size_t at = 0;

	mime_cut(x, p->path, p->bytes, &m);
	while (header_next(m.block, &at, &name, &value))
		read_header(x, p->path, name, value);
	mime_read(x, path_in(x, p->path, "mail:body"), SPAN(""), &m,
	    header_param(x, m.disposition, "filename"), SPAN("text/plain"));
}
