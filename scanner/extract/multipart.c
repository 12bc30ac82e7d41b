/*
 * multipart/form-data and the other multiparts: bytes between boundaries.
 *
 *	--b            part[1]:tweet   山田さん...
 *	--b            part[2]:a.docx  bytes
 *	--b--
 *
 * Not a mail library's work: parts are binary and pointed at, not copied, and
 * what stands before the first and behind the last boundary is read, too.
 */
#include "extract.h"

#include "header.h"
#include "label.h"
#include "limit.h"
#include "mime.h"

struct parts {
	struct extract *x;
	const struct part *outer;
	struct span boundary; /* with its two hyphens */
	bool form;            /* form-data: a part without type is text */
	uint32_t n;
};

/* A boundary's line. */
struct delimiter {
	size_t from; /* with the newline before it, which is its own */
	size_t to;   /* behind its line */
	bool last;   /* --boundary-- */
};

/* Is there a boundary at the line that begins at `at`? */
static bool
delimiter_at(
    struct span s, struct span boundary, size_t at, struct delimiter *d)
{
	size_t i = at + boundary.len;

	if (!span_starts(span_sub(s, at, s.len), boundary))
		return false;
	d->last = i + 2 <= s.len && s.ptr[i] == '-' && s.ptr[i + 1] == '-';
	i += d->last ? 2 : 0;
	while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t'))
		i++;
	if (i < s.len && s.ptr[i] == '\r')
		i++;
	if (i < s.len && s.ptr[i] == '\n')
		i++;
	else if (i < s.len && !d->last)
		return false; /* a longer word: another's boundary */
	d->to = i;
	d->from = at;
	if (d->from > 0 && s.ptr[d->from - 1] == '\n')
		d->from--;
	if (d->from > 0 && d->from < at && s.ptr[d->from - 1] == '\r')
		d->from--;
	return true;
}

/* The next boundary from `at`, which is at the start of a line. */
static bool
delimiter_next(
    struct span s, struct span boundary, size_t at, struct delimiter *d)
{
	const char *p;

	for (; at < s.len; at++) {
		/* its author chooses the boundary: linear in any case */
		p = memmem(s.ptr + at, s.len - at, boundary.ptr, boundary.len);
		if (p == NULL)
			return false;
		at = (size_t)(p - s.ptr);
		if ((at == 0 || s.ptr[at - 1] == '\n') &&
		    delimiter_at(s, boundary, at, d))
			return true;
	}
	return false;
}

/* --boundary, as declared; as the first line has it when that is not true. */
static struct span
find_boundary(struct extract *x, const struct part *p)
{
	struct span name = header_param(x, p->type, "boundary"), line;
	struct delimiter d;
	const char *nl;
	char *out;

	if (name.len > 0 && (out = arena_alloc(x->arena, name.len + 3))) {
		memcpy(out, "--", 2);
		memcpy(out + 2, name.ptr, name.len);
		name = (struct span){ out, name.len + 2 };
		if (delimiter_next(p->bytes, name, 0, &d))
			return name;
	}
	nl = p->bytes.len > 0 ? memchr(p->bytes.ptr, '\n', p->bytes.len) : NULL;
	if (nl == NULL || !span_starts(p->bytes, SPAN("--")))
		return (struct span){ 0 };
	line = trim(span_sub(p->bytes, 0, (size_t)(nl - p->bytes.ptr)));
	return line.len > 2 ? line : (struct span){ 0 };
}

static void
read_part(struct parts *m, struct span bytes)
{
	struct extract *x = m->x;
	struct span path, name, filename, shown;
	bool apart = x->apart;
	struct mime part;

	path = path_in(x, m->outer->path, "part[%u]", ++m->n);
	mime_cut(x, path, bytes, &part);
	name = header_param(x, part.disposition, "name");
	filename = header_param(x, part.disposition, "filename");
	if (filename.ptr == NULL)
		filename = header_param(x, part.type, "name");
	shown = filename.len > 0 ? filename : name;
	if (shown.len > 0)
		path = path_in(x, m->outer->path, "part[%u]:%.*s", m->n,
		    (int)shown.len, shown.ptr);
	x->apart = apart || label_is_people(name);
	mime_read(x, path, label_of(name), &part, filename,
	    m->form && filename.len == 0 ? SPAN("text/plain") : SPAN(""));
	x->apart = apart;
}

/* What stands outside of all parts: nothing, or something hidden there. */
static void
outside(struct parts *m, const char *where, struct span bytes)
{
	struct part p = {
		.path = path_in(m->x, m->outer->path, "%s", where),
		.bytes = bytes,
		.guess = true,
	};

	if (trim(bytes).len > 0)
		extract_bytes(m->x, &p);
}

static void
read_parts(struct parts *m, struct delimiter d)
{
	struct span all = m->outer->bytes;
	struct delimiter next;
	size_t from;

	outside(m, "preamble", span_sub(all, 0, d.from));
	while (!d.last && !extract_over(m->x, m->outer->path)) {
		if (m->n == LIMIT_PARTS) {
			extract_fail(
			    m->x, SHUHI_CAUSE_TOO_LARGE, m->outer->path, d.to);
			return;
		}
		from = d.to;
		if (!delimiter_next(all, m->boundary, from, &next)) {
			extract_fail(
			    m->x, SHUHI_CAUSE_BROKEN, m->outer->path, all.len);
			next = (struct delimiter){ all.len, all.len, true };
		}
		read_part(m,
		    span_sub(all, from, next.from > from ? next.from : from));
		d = next;
	}
	outside(m, "epilogue", span_sub(all, d.to, all.len));
}

bool
extract_multipart(struct extract *x, const struct part *p)
{
	struct parts m = {
		.x = x,
		.outer = p,
		.boundary = find_boundary(x, p),
		.form = starts_name(p->type, "multipart/form-data"),
	};
	struct delimiter first;

	if (m.boundary.len == 0 ||
	    !delimiter_next(p->bytes, m.boundary, 0, &first))
		return false;
	read_parts(&m, first);
	return true;
}
