/*
 * What a person reads of HTML, and what he does not see.
 *
 *	<p>山<b>田</b>さん</p><td>肺炎<td title="入院">   ->   山田さん \n 肺炎 \t
 *	                                                       and aside: 入院
 *
 * Tags inside a line leave no gap, so that they cannot split a name; those that
 * start a line or a cell do, so that words do not run together.  Attributes,
 * comments, readings over a word (ruby) and scripts would stand in the middle of
 * a sentence: they are a text of their own.
 */
#include "extract.h"

#include <strings.h>

#include "header.h"
#include "markup.h"
#include "utf8.h"

/* A text being put together. */
struct lines {
	char *ptr;
	size_t len, cap;
};

struct page {
	struct extract *x;
	struct markup m;
	struct lines main, aside;
	bool xml;             /* each element is a value of its own */
	unsigned ruby, fixed; /* inside <rt>; inside <pre> */
};

static bool
add(struct extract *x, struct lines *l, size_t more)
{
	l->ptr =
	    arena_grow(x->arena, l->ptr, l->len, &l->cap, l->len + more + 1, 1);
	return l->ptr != NULL;
}

static void
line_break(struct page *p, struct lines *l, char c)
{
	if (l->len == 0 || !add(p->x, l, 1))
		return;
	if (l->ptr[l->len - 1] == ' ' || l->ptr[l->len - 1] == '\t')
		l->len--;
	if (l->len > 0 && l->ptr[l->len - 1] != '\n')
		l->ptr[l->len++] = c;
}

/* Blanks as a browser shows them: a run of them is one. */
static void
squeeze(struct lines *l, size_t from)
{
	size_t i, n = from;

	for (i = from; i < l->len; i++) {
		char c = l->ptr[i];

		if (c == '\n' || c == '\r' || c == '\t' || c == '\f')
			c = ' ';
		if (c == ' ' && (n == 0 || strchr(" \n\t", l->ptr[n - 1])))
			continue;
		l->ptr[n++] = c;
	}
	l->len = n;
}

static void
add_text(struct page *p, struct lines *l, struct span text, bool chars)
{
	size_t from = l->len;

	if (text.len == 0 || !add(p->x, l, text.len))
		return;
	if (chars) {
		l->len += markup_chars(text, l->ptr + l->len);
	} else {
		memcpy(l->ptr + l->len, text.ptr, text.len);
		l->len += text.len;
	}
	if (p->fixed == 0 && l == &p->main)
		squeeze(l, from);
}

static bool
is_one_of(struct span name, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (same_name(name, names[i]))
			return true;
	return false;
}

#define IS_ONE_OF(name, list)                                                  \
	is_one_of((name), (list), sizeof(list) / sizeof *(list))

static bool
is_ascii(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

static bool
starts_line(struct span name)
{
	static const char *const blocks[] = { "address", "article", "aside",
		"blockquote", "body", "br", "button", "caption", "center", "dd",
		"details", "dialog", "dir", "div", "dl", "dt", "fieldset",
		"figcaption", "figure", "footer", "form", "frame", "frameset",
		"h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
		"html", "iframe", "input", "legend", "li", "link", "main",
		"menu", "meta", "nav", "ol", "optgroup", "option", "p", "pre",
		"script", "section", "select", "style", "summary", "table",
		"tbody", "textarea", "tfoot", "thead", "title", "tr", "ul" };

	return IS_ONE_OF(name, blocks);
}

static bool
is_cell(struct span name)
{
	return same_name(name, "td") || same_name(name, "th");
}

static void
attributes(struct page *p)
{
	static const char *const dull[] = { "class", "style", "id", "width",
		"height", "rel", "lang", "dir", "target", "type" };
	struct span name, value;
	size_t at = 0;

	while (markup_attr(p->m.text, &at, &name, &value)) {
		/* <p 山田> is a name of an attribute to a browser */
		if (name.len > 0 && !is_latin((unsigned char)name.ptr[0]))
			add_text(p, &p->aside, name, true);
		if (value.len > 0 &&
		    (!is_ascii(value) || (!starts_name(name, "xmlns") &&
		                             !IS_ONE_OF(name, dull))))
			add_text(p, &p->aside, value, true);
		line_break(p, &p->aside, '\n');
	}
}

static void
count(unsigned *n, bool open)
{
	if (open)
		++*n;
	else if (*n > 0)
		--*n;
}

static void
tag(struct page *p, bool open)
{
	struct span name = p->m.name;

	if (p->xml || starts_line(name))
		line_break(p, &p->main, '\n');
	else if (is_cell(name))
		line_break(p, &p->main, '\t');
	if (same_name(name, "rt") || same_name(name, "rp"))
		count(&p->ruby, open);
	if (same_name(name, "pre") || same_name(name, "textarea"))
		count(&p->fixed, open);
	/* </rt> may be left out */
	if (same_name(name, "ruby") || same_name(name, "rb"))
		p->ruby = 0;
	attributes(p);
}

static void
take(struct page *p, enum token token)
{
	struct lines *l = &p->main;

	switch (token) {
	case TOKEN_OPEN:
	case TOKEN_CLOSE:
		tag(p, token == TOKEN_OPEN);
		break;
	case TOKEN_ASIDE:
		line_break(p, &p->aside, '\n');
		add_text(p, &p->aside, p->m.text, true);
		line_break(p, &p->aside, '\n');
		break;
	default:
		if (p->ruby > 0)
			l = &p->aside;
		add_text(p, l, p->m.text, token == TOKEN_TEXT);
		if (p->ruby > 0)
			line_break(p, l, '\n');
	}
}

/* Does it call itself XML, and not XHTML? */
static bool
is_xml(struct span text)
{
	struct span head = text;
	const char *p;

	if (head.len > 512)
		head.len = 512;
	if (!span_starts(trim(head), SPAN("<?xml")))
		return false;
	for (p = head.ptr; p + 5 <= head.ptr + head.len; p++)
		if (strncasecmp(p, "<html", 5) == 0 ||
		    strncasecmp(p, " html", 5) == 0)
			return false;
	return true;
}

static void strip(struct extract *, struct span path, struct span label,
    struct span text, bool fixed);

static void
hand_on(
    struct page *p, struct span path, struct span label, const struct lines *l)
{
	struct span text = { l->ptr, l->len };

	text = l->len > 0 ? trim(text) : text;
	if (text.len == 0)
		return;
	if (!markup_in(text)) {
		extract_prose(p->x, path, label, text);
	} else if (text.len < p->m.in.len && extract_enter(p->x, path)) {
		/* written as &lt;b&gt; inside: its lines are lines by now */
		strip(p->x, path, label, text, true);
		extract_leave(p->x);
	} else {
		/* nothing was taken off: it would be the same again */
		extract_field(p->x, path, label, text);
	}
}

/* `fixed`: a newline is one, as it is not in the source of a page. */
static void
strip(struct extract *x, struct span path, struct span label, struct span text,
    bool fixed)
{
	struct page p = {
		.x = x, .m.in = text, .xml = is_xml(text), .fixed = fixed
	};
	enum token token;

	p.m.html = !p.xml;
	while (
	    (token = markup_next(&p.m)) != TOKEN_END && !extract_over(x, path))
		take(&p, token);
	if (x->arena->overflowed)
		return;
	hand_on(&p, path_in(x, path, "html"), label, &p.main);
	hand_on(&p, path_in(x, path, "html:aside"), SPAN(""), &p.aside);
}

void
extract_html(
    struct extract *x, struct span path, struct span label, struct span text)
{
	strip(x, path, label, text, false);
}
