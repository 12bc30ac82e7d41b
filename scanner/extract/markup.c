#include "markup.h"

#include <strings.h>

#include "base64.h"
#include "utf8.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_name(char c)
{
	return is_latin((unsigned char)c) || is_digit((unsigned char)c) ||
	       c == ':' || c == '-' || c == '_' || c == '.';
}

/* Behind the > of the tag whose attributes begin at `at`; quotes hide a >. */
static size_t
tag_end(struct span s, size_t at)
{
	char quote = '\0', before = '\0';

	for (; at < s.len; at++) {
		char c = s.ptr[at];

		if (quote != '\0') {
			quote = c == quote ? '\0' : quote;
		} else if (c == '>') {
			return at + 1;
		} else if ((c == '"' || c == '\'') && before == '=') {
			quote = c;
		}
		if (!is_space(c))
			before = c;
	}
	return s.len + 1;
}

/* ---- tokens ----------------------------------------------------------------- */

/* From `open` to `shut`, or to the end when that is missing. */
static enum token
between(struct markup *m, size_t open, struct span shut, enum token kind)
{
	size_t from = m->at + open, to = span_find(m->in, from, shut);

	from = from < m->in.len ? from : m->in.len;
	m->text = span_sub(m->in, from, to > from ? to : from);
	m->at = to + shut.len < m->in.len ? to + shut.len : m->in.len;
	return kind;
}

/* <!DOCTYPE ... [ <!ENTITY n "..."> ]>: all of it, with what it defines. */
static enum token
declaration(struct markup *m)
{
	size_t from = m->at + 2, i, depth = 1;

	for (i = from; i < m->in.len && depth > 0; i++) {
		if (m->in.ptr[i] == '<')
			depth++;
		else if (m->in.ptr[i] == '>')
			depth--;
	}
	m->text = span_sub(m->in, from, depth == 0 ? i - 1 : i);
	m->at = i;
	return TOKEN_ASIDE;
}

/* Elements in which < is no tag until their own end. */
static bool
holds_no_tags(struct span name)
{
	static const char *const names[] = { "script", "style", "textarea",
		"title", "xmp", "noscript" };
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (name.len == strlen(names[i]) &&
		    strncasecmp(name.ptr, names[i], name.len) == 0)
			return i < 4;
	return false;
}

static enum token
tag(struct markup *m, bool close)
{
	size_t from = m->at + 1 + close, i = from, end;

	while (i < m->in.len && is_name(m->in.ptr[i]))
		i++;
	m->name = span_sub(m->in, from, i);
	end = tag_end(m->in, i);
	if (end > m->in.len) {
		/* no >: a browser drops it, we read it */
		m->text = span_sub(m->in, m->at, m->in.len);
		m->at = m->in.len;
		return TOKEN_TEXT;
	}
	m->text = span_sub(m->in, i, end - 1);
	m->at = end;
	m->empty = m->text.len > 0 && m->text.ptr[m->text.len - 1] == '/';
	if (m->html && !close && !m->empty && holds_no_tags(m->name))
		m->raw = m->name;
	return close ? TOKEN_CLOSE : TOKEN_OPEN;
}

static bool
tag_starts(struct span s, size_t at)
{
	if (s.ptr[at] != '<' || at + 1 >= s.len)
		return false;
	if (s.ptr[at + 1] == '/')
		return at + 2 < s.len && is_latin((unsigned char)s.ptr[at + 2]);
	return is_latin((unsigned char)s.ptr[at + 1]) || s.ptr[at + 1] == '!' ||
	       s.ptr[at + 1] == '?';
}

static bool
is_end_of(struct span s, size_t at, struct span name)
{
	return s.len - at > name.len + 2 && s.ptr[at] == '<' &&
	       s.ptr[at + 1] == '/' &&
	       strncasecmp(s.ptr + at + 2, name.ptr, name.len) == 0;
}

/* The text of a script, up to its own end tag. */
static enum token
raw_text(struct markup *m)
{
	bool plain = (m->raw.ptr[0] | 0x20) == 's'; /* script, style */
	size_t i = m->at;

	while (i < m->in.len && !is_end_of(m->in, i, m->raw))
		i = span_find(m->in, i + 1, SPAN("<"));
	m->raw.len = 0;
	m->text = span_sub(m->in, m->at, i);
	m->at = i;
	return plain ? TOKEN_PLAIN : TOKEN_TEXT;
}

enum token
markup_next(struct markup *m)
{
	struct span rest = span_sub(m->in, m->at, m->in.len);
	size_t i;

	if (rest.len == 0)
		return TOKEN_END;
	if (m->raw.len > 0)
		return raw_text(m);
	if (!tag_starts(m->in, m->at)) {
		for (i = m->at + 1; i < m->in.len && !tag_starts(m->in, i);)
			i = span_find(m->in, i + 1, SPAN("<"));
		m->text = span_sub(m->in, m->at, i);
		m->at = i;
		return TOKEN_TEXT;
	}
	if (span_starts(rest, SPAN("<!--")))
		return between(m, 4, SPAN("-->"), TOKEN_ASIDE);
	if (span_starts(rest, SPAN("<![CDATA[")))
		return between(m, 9, SPAN("]]>"), TOKEN_PLAIN);
	if (rest.ptr[1] == '?')
		return between(m, 2, SPAN(">"), TOKEN_ASIDE);
	if (rest.ptr[1] == '!')
		return declaration(m);
	return tag(m, rest.ptr[1] == '/');
}

bool
markup_attr(struct span s, size_t *at, struct span *name, struct span *value)
{
	size_t i = *at, from;
	char quote;

	while (i < s.len && (is_space(s.ptr[i]) || s.ptr[i] == '/'))
		i++;
	for (from = i; i < s.len && !is_space(s.ptr[i]) && s.ptr[i] != '=';)
		i++;
	*name = span_sub(s, from, i);
	*value = span_sub(s, i, i);
	while (i < s.len && is_space(s.ptr[i]))
		i++;
	if (i < s.len && s.ptr[i] == '=') {
		for (i++; i < s.len && is_space(s.ptr[i]);)
			i++;
		quote = i < s.len && strchr("\"'", s.ptr[i]) != NULL
		            ? s.ptr[i++]
		            : '\0';
		for (from = i; i < s.len && (quote ? s.ptr[i] != quote
		                                   : !is_space(s.ptr[i]));)
			i++;
		*value = span_sub(s, from, i);
		i += quote != '\0' && i < s.len;
	}
	*at = i;
	return name->len > 0 || value->len > 0;
}

/* ---- character references ------------------------------------------------------ */

/* Those that stand inside what rules look for; others stay as written. */
static const struct {
	const char *name;
	uint32_t c;
} named[] = {
	{ "amp", '&' },
	{ "lt", '<' },
	{ "gt", '>' },
	{ "quot", '"' },
	{ "apos", '\'' },
	{ "nbsp", 0xa0 },
	{ "ensp", 0x2002 },
	{ "emsp", 0x2003 },
	{ "thinsp", 0x2009 },
	{ "zwnj", 0x200c },
	{ "zwj", 0x200d },
	{ "shy", 0xad },
	{ "yen", 0xa5 },
	{ "middot", 0xb7 },
	{ "hellip", 0x2026 },
	{ "ndash", 0x2013 },
	{ "mdash", 0x2014 },
	{ "minus", 0x2212 },
	{ "hyphen", 0x2010 },
	{ "dash", 0x2010 },
	{ "commat", '@' },
	{ "period", '.' },
	{ "comma", ',' },
	{ "colon", ':' },
	{ "semi", ';' },
	{ "sol", '/' },
	{ "lowbar", '_' },
	{ "plus", '+' },
	{ "equals", '=' },
	{ "num", '#' },
	{ "percnt", '%' },
	{ "lpar", '(' },
	{ "rpar", ')' },
	{ "Tab", '\t' },
	{ "NewLine", '\n' },
};

static uint32_t
numbered(struct span s, size_t *at)
{
	bool hex = *at < s.len && (s.ptr[*at] | 0x20) == 'x';
	size_t i = *at + hex, from = i;
	uint32_t c = 0;
	int digit;

	for (; i < s.len && c <= 0x10ffff; i++) {
		digit = hex1(s.ptr[i]);
		if (digit < 0 || (digit > 9 && !hex))
			break;
		c = c * (hex ? 16 : 10) + (uint32_t)digit;
	}
	if (i == from)
		return UTF8_BAD;
	*at = i;
	return c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0xfffd
	                                                             : c;
}

/* The reference whose & is at *at, which moves behind it; UTF8_BAD: it is none. */
static uint32_t
reference(struct span s, size_t *at)
{
	size_t i = *at + 1, k, n;
	uint32_t c = UTF8_BAD;

	if (i < s.len && s.ptr[i] == '#') {
		i++;
		c = numbered(s, &i);
	}
	for (k = 0; c == UTF8_BAD && k < sizeof named / sizeof *named; k++) {
		n = strlen(named[k].name);
		if (s.len - i > n && s.ptr[i + n] == ';' &&
		    memcmp(s.ptr + i, named[k].name, n) == 0) {
			c = named[k].c;
			i += n;
		}
	}
	if (c != UTF8_BAD)
		*at = i + (i < s.len && s.ptr[i] == ';');
	return c;
}

size_t
markup_chars(struct span in, char *out)
{
	size_t i = 0, n = 0;
	uint32_t c;

	while (i < in.len) {
		if (in.ptr[i] == '&' && (c = reference(in, &i)) != UTF8_BAD)
			n += utf8_put(out + n, c);
		else
			out[n++] = in.ptr[i++];
	}
	return n;
}

static const char *
next_of(struct span s, const char *from, char c)
{
	size_t left = s.len - (size_t)(from - s.ptr);

	return left > 0 ? memchr(from, c, left) : NULL;
}

bool
markup_in(struct span s)
{
	const char *last, *p;
	size_t at;

	if (s.len == 0)
		return false;
	/* behind the last > there is no tag: looked for once, not at every < */
	last = memrchr(s.ptr, '>', s.len);
	for (p = next_of(s, s.ptr, '<'); p != NULL && p < last;
	     p = next_of(s, p + 1, '<'))
		if (tag_starts(s, (size_t)(p - s.ptr)))
			return true;
	for (p = next_of(s, s.ptr, '&'); p != NULL;
	     p = next_of(s, p + 1, '&')) {
		at = (size_t)(p - s.ptr);
		if (reference(s, &at) != UTF8_BAD)
			return true;
	}
	return false;
}
