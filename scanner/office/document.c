/*
 * Office files: docx, xlsx, pptx, odt, ods, odp, a zip of XML.
 *
 *	<w:p><w:r><w:t>山</w:t></w:r><w:r><w:t>田</w:t></w:r></w:p>  ->  山田 \n
 *
 * Runs inside a paragraph leave no gap, paragraphs and rows are lines, cells are
 * set apart by tabs.  Cells of a spreadsheet name their text by number in a list
 * of its own, which may come later: sheets wait for it.
 */
#include "office.h"

#include <stdlib.h>

#include "arena.h"
#include "extract/frames.h"
#include "extract/markup.h"
#include "limit.h"
#include "utf8.h"

struct lines {
	char *ptr;
	size_t len, cap;
};

struct sheet {
	struct span path, xml;
};

struct document {
	struct out *out;
	struct arena arena;
	struct span strings;  /* sharedStrings.xml */
	struct sheet *sheets; /* waiting for them */
	size_t nsheets, cap_sheets;
	struct span *shared; /* the strings */
	bool *used;
	size_t nshared, cap_shared;
};

/* One XML being read. */
struct page {
	struct document *d;
	struct markup m;
	struct lines text, aside;
	bool apart;      /* each element is a value of its own */
	bool drawn;      /* what it says is how the others look */
	unsigned ruby;   /* inside readings over a word */
	struct span ref; /* type of the cell */
	size_t value;    /* where the cell's value begins, + 1 */
};

/* ---- text ---------------------------------------------------------------------------- */

static void
add(struct page *p, struct lines *l, struct span s, bool chars)
{
	l->ptr = arena_grow(
	    &p->d->arena, l->ptr, l->len, &l->cap, l->len + s.len + 1, 1);
	if (l->ptr == NULL || s.len == 0)
		return;
	if (chars) {
		l->len += markup_chars(s, l->ptr + l->len);
	} else {
		memcpy(l->ptr + l->len, s.ptr, s.len);
		l->len += s.len;
	}
}

static void
line_break(struct page *p, struct lines *l, const char *c)
{
	if (l->len > 0 && l->ptr[l->len - 1] != '\n' &&
	    l->ptr[l->len - 1] != *c)
		add(p, l, span_of(c), false);
}

/* A name without its prefix: w:p -> p */
static struct span
local(struct span name)
{
	const char *colon =
	    name.len > 0 ? memchr(name.ptr, ':', name.len) : NULL;

	return colon != NULL
	           ? span_sub(name, (size_t)(colon + 1 - name.ptr), name.len)
	           : name;
}

static bool
is_one_of(struct span name, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (span_eq(name, span_of(names[i])))
			return true;
	return false;
}

#define IS_ONE_OF(name, list)                                                  \
	is_one_of((name), (list), sizeof(list) / sizeof *(list))

static const char *const breaks[] = { "p", "h", "br", "cr", "tr", "row",
	"table-row", "line-break", "list-item", "sp", "comment", "annotation" };
static const char *const cells[] = { "tab", "tc", "table-cell", "c" };
static const char *const readings[] = { "rt", "rPh", "ruby-text" };

/* Attributes people write in, whatever their letters; of any element, or of one. */
static const char *const spoken[] = { "descr", "title", "string-value",
	"author", "creator", "Target", "comment", "prompt", "promptTitle",
	"error", "errorTitle", "displayText", "tooltip", "display", "caption" };
static const struct {
	const char *element, *name;
} spoken_of[] = {
	{ "s", "v" }, /* what a pivot table remembers */
	{ "d", "v" },
	{ "cacheField", "name" },
	{ "sheet", "name" },
	{ "table", "name" },
	{ "tableColumn", "name" },
	{ "definedName", "name" },
	{ "listItem", "value" }, /* forms */
	{ "listEntry", "val" },
	{ "default", "val" },
	{ "statusText", "val" },
	{ "helpText", "val" },
	{ "alias", "val" },
	{ "docVar", "val" },
};

/* Names of fonts and of styles, which are Japanese in Japan. */
static const char *const drawn[] = { "typeface", "eastAsia", "ascii", "hAnsi",
	"cs", "panose", "style-name", "display-name", "font-name",
	"font-name-asian", "font-family", "font-family-asian", "lvlText",
	"name-asian", "parent-style-name", "master-page-name" };
static const char *const drawn_in[] = { "style", "font", "lvlText", "numFmt",
	"latin", "ea", "rFonts", "cellStyle", "font-face", "master-page",
	"number-style", "date-style", "lsdException" };

/* Do people write in it?  They may do so anywhere when it is Japanese. */
static bool
is_spoken(struct span element, struct span name)
{
	size_t i;

	for (i = 0; i < sizeof spoken_of / sizeof *spoken_of; i++)
		if (span_eq(element, span_of(spoken_of[i].element)) &&
		    span_eq(name, span_of(spoken_of[i].name)))
			return true;
	return IS_ONE_OF(name, spoken);
}

static void
attributes(struct page *p)
{
	struct span element = local(p->m.name), name, value;
	size_t at = 0, from;

	while (markup_attr(p->m.text, &at, &name, &value)) {
		name = local(name);
		/* of links, those that lead out */
		if (value.len == 0 || (span_eq(name, SPAN("Target")) &&
		                          !span_has(value, SPAN(":"))))
			continue;
		from = p->aside.len;
		add(p, &p->aside, value, true);
		if (p->aside.ptr == NULL)
			return;
		if (is_spoken(element, name) ||
		    (!p->drawn && !IS_ONE_OF(name, drawn) &&
		        !IS_ONE_OF(element, drawn_in) &&
		        utf8_has_japanese(
		            (struct span){ p->aside.ptr, p->aside.len }, from,
		            p->aside.len)))
			add(p, &p->aside, SPAN("\n"), false);
		else
			p->aside.len = from;
	}
}

/* ---- spreadsheets ---------------------------------------------------------------------- */

static struct span
attribute(struct span tag, struct span wanted)
{
	struct span name, value;
	size_t at = 0;

	while (markup_attr(tag, &at, &name, &value))
		if (span_eq(name, wanted))
			return value;
	return SPAN("");
}

/* <c t="s"><v>3</v>: the value just read becomes the string of that number. */
static void
look_up(struct page *p)
{
	size_t from = p->value - 1, i, n = 0;
	struct document *d = p->d;

	p->value = 0;
	if (!span_eq(p->ref, SPAN("s")))
		return;
	for (i = from; i < p->text.len && n < d->nshared; i++) {
		if (p->text.ptr[i] < '0' || p->text.ptr[i] > '9')
			return;
		n = n * 10 + (size_t)(p->text.ptr[i] - '0');
	}
	if (i == from || n >= d->nshared)
		return;
	p->text.len = from;
	d->used[n] = true;
	add(p, &p->text, d->shared[n], false);
}

static void
cell(struct page *p, struct span name, bool open)
{
	if (span_eq(name, SPAN("c")) && open)
		p->ref = attribute(p->m.text, SPAN("t"));
	if (!span_eq(name, SPAN("v")))
		return;
	if (open)
		p->value = p->text.len + 1;
	else if (p->value > 0)
		look_up(p);
}

/* ---- one XML ----------------------------------------------------------------------------- */

static void
tag(struct page *p, bool open)
{
	struct span name = local(p->m.name);

	if (p->apart || IS_ONE_OF(name, breaks))
		line_break(p, &p->text, "\n");
	else if (IS_ONE_OF(name, cells))
		line_break(p, &p->text, "\t");
	else if (open && span_eq(name, SPAN("s")))
		add(p, &p->text, SPAN(" "), false);
	if (IS_ONE_OF(name, readings)) {
		if (open && !p->m.empty)
			p->ruby++;
		else if (!open && p->ruby > 0)
			p->ruby--;
		line_break(p, &p->aside, "\n");
	}
	cell(p, name, open);
	if (open)
		attributes(p);
}

static void
read_tokens(struct page *p)
{
	enum token token;

	while ((token = markup_next(&p->m)) != TOKEN_END &&
	       !p->d->arena.overflowed) {
		if (token == TOKEN_OPEN || token == TOKEN_CLOSE)
			tag(p, token == TOKEN_OPEN);
		else if (!span_starts(p->m.text, SPAN("xml version")))
			add(p,
			    p->ruby > 0 || token == TOKEN_ASIDE ? &p->aside
			                                        : &p->text,
			    p->m.text, token != TOKEN_PLAIN);
	}
}

static void
say(struct document *d, struct span path, const struct lines *l)
{
	size_t i;

	for (i = 0; i < l->len && strchr(" \t\r\n", l->ptr[i]) != NULL; i++)
		continue;
	if (i == l->len)
		return;
	out_begin(d->out, FRAME_TEXT, path);
	out_data(d->out, (struct span){ l->ptr, l->len });
}

static void
read_xml(struct document *d, struct span path, struct span xml)
{
	struct page p = { .d = d, .m.in = xml };

	p.apart = span_starts(path, SPAN("docProps/")) ||
	          span_eq(path, SPAN("meta.xml")) ||
	          span_ends(path, SPAN(".rels"));
	p.drawn = span_has(path, SPAN("theme/")) ||
	          span_ends(path, SPAN("tyles.xml")) ||
	          span_ends(path, SPAN("fontTable.xml")) ||
	          span_ends(path, SPAN("stylesWithEffects.xml"));
	read_tokens(&p);
	if (d->arena.overflowed)
		return;
	say(d, path, &p.text);
	say(d, path, &p.aside);
}

/* ---- shared strings -------------------------------------------------------------------------- */

static void
add_shared(struct document *d, const struct lines *l)
{
	char *copy = arena_alloc(&d->arena, l->len + 1);

	d->shared = arena_grow(&d->arena, d->shared, d->nshared, &d->cap_shared,
	    d->nshared + 1, sizeof *d->shared);
	if (copy == NULL || d->shared == NULL)
		return;
	if (l->len > 0)
		memcpy(copy, l->ptr, l->len);
	d->shared[d->nshared++] = (struct span){ copy, l->len };
}

static void
read_strings(struct document *d)
{
	struct page p = { .d = d, .m.in = d->strings };
	enum token token;

	while (
	    (token = markup_next(&p.m)) != TOKEN_END && !d->arena.overflowed) {
		bool si = span_eq(local(p.m.name), SPAN("si"));

		if (token == TOKEN_OPEN && si) {
			p.text.len = 0;
			if (p.m.empty)
				add_shared(d, &p.text);
		} else if (token == TOKEN_CLOSE && si) {
			add_shared(d, &p.text);
		} else if (token == TOKEN_OPEN || token == TOKEN_CLOSE) {
			tag(&p, token == TOKEN_OPEN);
		} else {
			add(&p, p.ruby > 0 ? &p.aside : &p.text, p.m.text,
			    token == TOKEN_TEXT);
		}
	}
	d->used = ARENA_NEW(&d->arena, d->nshared + 1, bool);
	if (!d->arena.overflowed)
		say(d, SPAN("xl/sharedStrings.xml"), &p.aside);
}

/* Strings no cell shows are still in the file. */
static void
say_unused(struct document *d)
{
	struct page p = { .d = d };
	size_t i;

	for (i = 0; i < d->nshared; i++) {
		if (d->used[i])
			continue;
		add(&p, &p.text, d->shared[i], false);
		add(&p, &p.text, SPAN("\n"), false);
	}
	if (!d->arena.overflowed)
		say(d, SPAN("xl/sharedStrings.xml"), &p.text);
}

/* ---- members ------------------------------------------------------------------------------------ */

/* UTF-8 in the arena, whatever charset the XML is in. */
static struct span
decoded(struct document *d, struct span path, struct span in)
{
	struct shuhi_decoder *dec;
	struct shuhi_decoded out;
	struct shuhi_error err;
	struct span text = { 0 };
	char *copy;

	if (shuhi_decoder_open("UTF-8", &dec, &err) != 0) {
		d->arena.overflowed = true;
		return text;
	}
	if (shuhi_decoder_feed(dec, in.ptr, in.len, true, &out, &err) != 0 ||
	    (copy = arena_alloc(&d->arena, out.len + 1)) == NULL) {
		d->arena.overflowed = true;
	} else {
		memcpy(copy, out.text, out.len);
		text = (struct span){ copy, out.len };
		if (out.bad > 0)
			out_fail(d->out, SHUHI_CAUSE_UNDECODABLE, path);
	}
	shuhi_decoder_close(dec);
	return text;
}

struct document *
document_new(struct out *out)
{
	struct document *d = calloc(1, sizeof *d);

	if (d != NULL) {
		d->out = out;
		arena_init(&d->arena, LIMIT_OFFICE_MEMORY);
	}
	return d;
}

static bool
is_xml(struct span path)
{
	return span_ends(path, SPAN(".xml")) ||
	       span_ends(path, SPAN(".rels")) || span_ends(path, SPAN(".vml"));
}

static void
wait_for_strings(struct document *d, struct span path, struct span xml)
{
	char *copy = arena_alloc(&d->arena, path.len + 1);

	d->sheets = arena_grow(&d->arena, d->sheets, d->nsheets, &d->cap_sheets,
	    d->nsheets + 1, sizeof *d->sheets);
	if (copy == NULL || d->sheets == NULL)
		return;
	memcpy(copy, path.ptr, path.len);
	d->sheets[d->nsheets++] = (struct sheet){ { copy, path.len }, xml };
}

bool
document_member(struct document *d, struct span path, struct span bytes)
{
	struct span xml;

	if (bytes.len == 0)
		return !d->out->closed;
	if (!is_xml(path)) {
		out_begin(d->out, FRAME_PIECE, path);
		out_data(d->out, bytes);
		return !d->out->closed;
	}
	xml = decoded(d, path, bytes);
	if (d->arena.overflowed)
		return false;
	if (span_eq(path, SPAN("xl/sharedStrings.xml")))
		d->strings = xml;
	else if (span_starts(path, SPAN("xl/worksheets/")))
		wait_for_strings(d, path, xml);
	else
		read_xml(d, path, xml);
	return !d->out->closed && !d->arena.overflowed;
}

bool
document_done(struct document *d)
{
	size_t i;

	if (!d->arena.overflowed)
		read_strings(d);
	for (i = 0; i < d->nsheets && !d->arena.overflowed; i++)
		read_xml(d, d->sheets[i].path, d->sheets[i].xml);
	if (!d->arena.overflowed)
		say_unused(d);
	return !d->arena.overflowed;
}

void
document_free(struct document *d)
{
	if (d == NULL)
		return;
	arena_fini(&d->arena);
	free(d);
}
