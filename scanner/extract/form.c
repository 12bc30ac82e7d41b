/*
 * Forms as a URL carries them: a=1&b=%E8%82%BA%E7%82%8E+x, in a body or behind
 * the question mark of a URL.
 */
#include "extract.h"

#include "base64.h"
#include "header.h"
#include "label.h"
#include "urlform.h"

/* One reading of a form: of which kind, in which charset. */
struct form {
	struct extract *x;
	struct span path;
	const char *kind; /* "form" or "query" */
	struct span charset;
	struct span all;
};

static struct span
decoded(struct form *f, struct span raw)
{
	struct span text;
	uint64_t bad;

	text = percent_decode(f->x, raw, true);
	text = decode_text(f->x, f->charset, text, &bad);
	if (bad > 0)
		extract_fail(f->x, SHUHI_CAUSE_UNDECODABLE, f->path,
		    (uint64_t)(raw.ptr - f->all.ptr));
	return text;
}

static void
pair(struct form *f, struct url_pair p)
{
	bool apart = f->x->apart;
	struct span name = decoded(f, p.name), value = decoded(f, p.value),
	            path;

	if (name.ptr == NULL || value.ptr == NULL)
		return;
	path =
	    path_in(f->x, f->path, "%s:%.*s", f->kind, (int)name.len, name.ptr);
	f->x->apart = apart || label_is_people(name);
	if (value.len > 0)
		extract_text(f->x, path, label_of(name), value);
	else
		extract_value(f->x, path, SPAN(""), label_of(name));
	f->x->apart = apart;
}

/*
 * The charset is sought over all values at once: one of them alone can be too
 * short to tell.
 */
static void
find_charset(struct form *f, struct span declared)
{
	struct span plain = percent_decode(f->x, f->all, true);

	f->charset = declared;
	if (plain.len > 0)
		f->charset = span_of(charset_of(f->x, declared, plain));
}

static void
form(struct form *f, struct span declared)
{
	struct span rest = f->all;
	struct url_pair p;

	find_charset(f, declared);
	while (urlform_next(&rest, &p) && !extract_over(f->x, f->path))
		if (p.all.len > 0)
			pair(f, p);
}

void
extract_form(struct extract *x, const struct part *p)
{
	struct form f = {
		.x = x,
		.path = p->path,
		.kind = "form",
		.all = trim(p->bytes),
	};

	if (extract_room(x, p->path, p->bytes.len))
		form(&f, header_param(x, p->type, "charset"));
}

/* ---- URLs --------------------------------------------------------------------- */

static size_t
find(struct span s, const char *any, size_t from)
{
	while (from < s.len && strchr(any, s.ptr[from]) == NULL)
		from++;
	return from;
}

/* Without scheme and host: where the path begins. */
static size_t
path_start(struct span url)
{
	size_t at = span_find(url, 0, SPAN("://"));

	return at < find(url, "/?#", 0) ? find(url, "/?#", at + 3) : 0;
}

/*
 * Steps of a path that carry a text, as services of drawings have it; a / is none of
 * their letters:
 *
 *	/mermaid/svg/eNpLL0osyFAIceFSAALH...
 */
static void
packed_steps(struct extract *x, struct span raw)
{
	struct span step;

	while (span_cut(&raw, '/', &step) && !extract_over(x, SPAN("path")))
		extract_packed(x, SPAN("path"), percent_decode(x, step, false));
}

void
extract_url(struct extract *x, struct span url)
{
	size_t from = path_start(url), query, end = find(url, "#", 0);
	struct form f = { .x = x, .kind = "query" };
	struct span path;
	uint64_t bad;

	url = span_sub(url, 0, end);
	from = from < end ? from : end;
	query = find(url, "?", from);
	path = percent_decode(x, span_sub(url, from, query), false);
	path = decode_text(x, SPAN(""), path, &bad);
	if (bad > 0)
		extract_fail(x, SHUHI_CAUSE_UNDECODABLE, SPAN("path"), bad - 1);
	extract_aside(x, SPAN("path"), path);
	packed_steps(x, span_sub(url, from, query));
	if (query < url.len) {
		f.all = span_sub(url, query + 1, url.len);
		form(&f, SPAN(""));
	}
}
