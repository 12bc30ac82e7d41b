/*
 * JSON, read so that nothing in it can hide: the same key twice gives two
 * fields, and what is no JSON costs a complaint, not the strings behind it.  A
 * library's tree has one value a key, and none at all behind the first mistake.
 *
 * Several values one behind the other (NDJSON, RFC 7464) are read as one text.
 */
#include "extract.h"

#include <stdio.h>

#include "base64.h"
#include "header.h"
#include "label.h"
#include "limit.h"
#include "utf8.h"

struct level {
	struct span key; /* of the value being read, in an object */
	uint32_t index;  /* of it, in an array */
	bool object;
};

struct json {
	struct extract *x; /* NULL: only to see whether it is JSON */
	struct span text, path;
	size_t at;
	uint64_t broken; /* 1 + where it first is no JSON */
	enum { WANT_VALUE, WANT_KEY, WANT_COLON, WANT_COMMA } want;
	bool fresh; /* just behind the bracket, which may close again */
	size_t depth, nvalues, nstrings;
	struct level stack[LIMIT_JSON_DEPTH + 1]; /* [0]: the text itself */
	bool too_deep;
	/* the numbers of the list being read, as long as it has nothing else */
	uint32_t *units;
	size_t nunits, cap_units;
	bool only_units;
};

static void
broken(struct json *j)
{
	if (j->broken == 0)
		j->broken = j->at + 1;
}

/* ---- where it stands -------------------------------------------------------- */

/* json:$.a.b[3] */
static struct span
place(struct json *j)
{
	char buf[SHUHI_FIELD_MAX + 1];
	size_t i, n = 1;
	int more;

	buf[0] = '$';
	buf[1] = '\0';
	for (i = 1; i <= j->depth && n < sizeof buf - 1; i++) {
		const struct level *l = &j->stack[i];

		more =
		    l->object
		        ? snprintf(buf + n, sizeof buf - n, ".%.*s",
		              (int)(l->key.len < sizeof buf ? l->key.len
		                                            : sizeof buf),
		              l->key.ptr)
		        : snprintf(buf + n, sizeof buf - n, "[%u]", l->index);
		n += more > 0 ? (size_t)more : 0;
	}
	return path_in(j->x, j->path, "json:%s", buf);
}

static struct span
label_here(const struct json *j)
{
	const struct level *l = &j->stack[j->depth];

	return l->object ? label_of(l->key) : SPAN("");
}

/* ---- strings ------------------------------------------------------------------ */

/* One escape behind its backslash at *at, written to `out`; bytes written. */
static size_t
escape(struct json *j, struct span raw, size_t *at, char *out)
{
	static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
	const char *found;
	int32_t u;

	if (*at < raw.len && raw.ptr[*at] == 'u' &&
	    (u = hex4(raw, *at + 1)) >= 0) {
		*at += 5;
		return utf8_put(out, utf16_pair(raw, at, (uint32_t)u));
	}
	found = *at < raw.len && raw.ptr[*at] != '\0'
	            ? strchr(names, raw.ptr[*at])
	            : NULL;
	if (found == NULL) {
		broken(j);
		*out = '\\';
		return 1;
	}
	++*at;
	*out = bytes[found - names];
	return 1;
}

/* The text of a string between its quotes. */
static struct span
cooked(struct json *j, struct span raw)
{
	size_t at = 0, n = 0;
	char *out, spare[4];

	if (raw.len == 0 || memchr(raw.ptr, '\\', raw.len) == NULL)
		return raw;
	/* when only looking, what is written is not read */
	out = j->x != NULL ? arena_alloc(j->x->arena, raw.len + 1) : spare;
	if (out == NULL)
		return (struct span){ 0 };
	while (at < raw.len) {
		char *p = j->x != NULL ? out + n : spare;

		if (raw.ptr[at] == '\\') {
			at++;
			n += escape(j, raw, &at, p);
		} else {
			*p = raw.ptr[at++];
			n++;
		}
	}
	return j->x != NULL ? (struct span){ out, n } : raw;
}

/* j->at is on the opening quote; it moves behind the closing one. */
static struct span
string(struct json *j)
{
	size_t from = ++j->at;
	unsigned char c;

	j->nstrings++;
	for (; j->at < j->text.len; j->at++) {
		c = (unsigned char)j->text.ptr[j->at];
		if (c == '"')
			return cooked(j, span_sub(j->text, from, j->at++));
		if (c == '\\')
			j->at++;
		else if (c < 0x20)
			broken(j);
	}
	j->at = j->text.len;
	broken(j);
	return cooked(j, span_sub(j->text, from, j->at));
}

/* ---- text as numbers ------------------------------------------------------------ */

#define UNITS_MIN 6  /* so few are somebody's numbers */
#define ASCII_MIN 16 /* as are so few that could be Latin letters */

static void
take_unit(struct json *j, struct span s)
{
	const struct level *l = &j->stack[j->depth];
	uint32_t c = 0;
	size_t i;

	/* {"0":231,"1":148}: a list, as some write it */
	if (!j->only_units || s.len == 0 || s.len > 7 ||
	    (l->object &&
	        (l->key.len == 0 || !is_digit((unsigned char)l->key.ptr[0])))) {
		j->only_units = false;
		return;
	}
	for (i = 0; i < s.len && is_digit((unsigned char)s.ptr[i]); i++)
		c = c * 10 + (uint32_t)(s.ptr[i] - '0');
	j->only_units = i == s.len && c <= 0x10ffff;
	if (!j->only_units)
		return;
	j->units = arena_grow(j->x->arena, j->units, j->nunits, &j->cap_units,
	    j->nunits + 1, sizeof *j->units);
	if (j->units != NULL)
		j->units[j->nunits++] = c;
}

/* Most of them letters: not the temperatures of a month. */
static bool
is_latin_text(struct span s)
{
	size_t i, letters = 0;

	for (i = 0; i < s.len; i++)
		letters += is_latin((unsigned char)s.ptr[i]) || s.ptr[i] == ' ';
	return s.len >= ASCII_MIN && letters * 8 >= s.len * 7;
}

/* [231,148,176,...]: bytes, as Node and Yjs write them */
static void
units_as_bytes(struct json *j, char *out)
{
	struct part p = {
		.path = place(j), .label = label_here(j), .guess = true
	};
	size_t i;

	for (i = 0; i < j->nunits; i++)
		out[i] = (char)j->units[i];
	p.bytes = (struct span){ out, j->nunits };
	if (ascii_run(p.bytes) < p.bytes.len || is_latin_text(p.bytes))
		extract_bytes(j->x, &p);
}

/* [30000,20013,...]: code points, or units of UTF-16 */
static void
units_as_letters(struct json *j, char *out)
{
	size_t i, n = 0;
	uint32_t c;

	for (i = 0; i < j->nunits; i++) {
		c = j->units[i];
		if (c >= 0xd800 && c < 0xdc00 && i + 1 < j->nunits &&
		    j->units[i + 1] >= 0xdc00 && j->units[i + 1] < 0xe000)
			c = 0x10000 + ((c - 0xd800) << 10) +
			    (j->units[++i] - 0xdc00);
		if (c < 0x20 && c != '\n' && c != '\r' && c != '\t')
			return;
		n += utf8_put(out + n, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
	}
	if (reads_well(j->x, SPAN(""), (struct span){ out, n }))
		extract_text(
		    j->x, place(j), label_here(j), (struct span){ out, n });
}

/* The list that ends here may be a text. */
static void
read_units(struct json *j)
{
	uint32_t most = 0;
	char *out;
	size_t i;

	if (!j->only_units || j->nunits < UNITS_MIN ||
	    !extract_room(j->x, j->path, j->nunits) ||
	    (out = arena_alloc(j->x->arena, 4 * j->nunits)) == NULL)
		return;
	for (i = 0; i < j->nunits; i++)
		most = j->units[i] > most ? j->units[i] : most;
	if (most <= 0xff)
		units_as_bytes(j, out);
	else
		units_as_letters(j, out);
}

/* ---- values ------------------------------------------------------------------- */

static void
value_done(struct json *j)
{
	j->nvalues++;
	j->want = WANT_COMMA;
	j->fresh = false;
}

/* {"to":[{"name":"..."}]}: under a name of people, however deep */
static bool
is_under_people(const struct json *j)
{
	size_t i;

	for (i = 1; i <= j->depth; i++)
		if (j->stack[i].object && label_is_people(j->stack[i].key))
			return true;
	return false;
}

static void
string_value(struct json *j)
{
	struct span s = string(j);
	bool apart;

	j->only_units = false;
	if (j->x != NULL && s.len > 0) {
		apart = j->x->apart;
		j->x->apart = apart || is_under_people(j);
		extract_text(j->x, place(j), label_here(j), s);
		j->x->apart = apart;
	}
	value_done(j);
}

static bool
ends_scalar(char c)
{
	return strchr(" \t\r\n,:]}[{\"", c) != NULL || c == 0x1e;
}

static bool
is_number(struct span s)
{
	size_t i = 0, n;

	if (i < s.len && s.ptr[i] == '-')
		i++;
	for (n = i; i < s.len && is_digit((unsigned char)s.ptr[i]); i++)
		continue;
	if (i == n || (s.ptr[n] == '0' && i > n + 1))
		return false;
	if (i < s.len && s.ptr[i] == '.') {
		for (n = ++i; i < s.len && is_digit((unsigned char)s.ptr[i]);)
			i++;
		if (i == n)
			return false;
	}
	if (i < s.len && (s.ptr[i] | 0x20) == 'e') {
		i++;
		if (i < s.len && (s.ptr[i] == '+' || s.ptr[i] == '-'))
			i++;
		for (n = i; i < s.len && is_digit((unsigned char)s.ptr[i]);)
			i++;
		if (i == n)
			return false;
	}
	return i == s.len;
}

static void
scalar(struct json *j)
{
	size_t from = j->at;
	struct span s;

	while (j->at < j->text.len && !ends_scalar(j->text.ptr[j->at]))
		j->at++;
	s = span_sub(j->text, from, j->at);
	if (j->x != NULL)
		take_unit(j, s);
	if (!span_eq(s, SPAN("true")) && !span_eq(s, SPAN("false")) &&
	    !span_eq(s, SPAN("null")) && !is_number(s)) {
		j->broken = j->broken ? j->broken : from + 1;
		j->at += j->at == from;
	} else if (j->x != NULL && label_here(j).len > 0) {
		extract_value(j->x, place(j), label_here(j), s);
	}
	value_done(j);
}

/* A key that is text, over a value that is none: {"山田太郎":{...}}. */
static void
key_over(struct json *j)
{
	if (j->x != NULL && label_here(j).len > 0)
		extract_value(j->x, place(j), SPAN(""), label_here(j));
}

static void
open_bracket(struct json *j, bool object)
{
	key_over(j);
	j->at++;
	j->nunits = 0;
	j->only_units = true;
	j->want = object ? WANT_KEY : WANT_VALUE;
	j->fresh = true;
	if (j->depth == LIMIT_JSON_DEPTH) {
		/* go on flat: brackets no longer match, strings are read */
		j->too_deep = true;
		j->stack[j->depth] = (struct level){ .object = object };
		return;
	}
	j->stack[++j->depth] = (struct level){ .object = object };
}

static void
close_bracket(struct json *j, bool object)
{
	bool ok = j->depth > 0 && j->stack[j->depth].object == object &&
	          (j->want == WANT_COMMA || j->fresh);

	if (!ok)
		broken(j);
	j->at++;
	if (j->depth > 0)
		j->depth--;
	if (ok && j->x != NULL)
		read_units(j);
	j->only_units = false;
	value_done(j);
}

static void
comma(struct json *j)
{
	struct level *l = &j->stack[j->depth];

	if (j->want != WANT_COMMA || j->depth == 0)
		broken(j);
	j->at++;
	l->index++;
	l->key = SPAN("");
	j->want = l->object ? WANT_KEY : WANT_VALUE;
	j->fresh = false;
}

static void
key(struct json *j)
{
	struct span s = string(j);

	j->stack[j->depth].key = s;
	j->want = WANT_COLON;
	j->fresh = false;
}

static void
step(struct json *j)
{
	char c = j->text.ptr[j->at];

	if (c == ' ' || c == '\t' || c == '\r' || c == '\n' ||
	    (c == 0x1e && j->depth == 0)) {
		j->at++;
	} else if (c == '}' || c == ']') {
		close_bracket(j, c == '}');
	} else if (c == ',') {
		comma(j);
	} else if (c == ':') {
		if (j->want != WANT_COLON)
			broken(j);
		j->at++;
		j->want = WANT_VALUE;
	} else if (c == '"' && j->want == WANT_KEY) {
		key(j);
	} else {
		/* one text behind the other is fine, elsewhere it is not */
		if (j->want != WANT_VALUE &&
		    !(j->want == WANT_COMMA && j->depth == 0))
			broken(j);
		if (c == '{' || c == '[')
			open_bracket(j, c == '{');
		else if (c == '"')
			string_value(j);
		else
			scalar(j);
	}
}

static void
run(struct json *j)
{
	size_t from = span_starts(j->text, SPAN("\xef\xbb\xbf")) ? 3 : 0;

	for (j->at = from; j->at < j->text.len;) {
		if (j->x == NULL ? j->broken > 0 : extract_over(j->x, j->path))
			return;
		step(j);
	}
	if (j->depth > 0 || j->nvalues == 0 || j->want != WANT_COMMA)
		broken(j);
}

bool
json_is_whole(struct span text)
{
	struct json j = { .text = text };
	size_t at = span_starts(text, SPAN("\xef\xbb\xbf")) ? 3 : 0;

	while (at < text.len && memchr(" \t\r\n\x1e", text.ptr[at], 5) != NULL)
		at++;
	if (at == text.len || (text.ptr[at] != '{' && text.ptr[at] != '['))
		return false;
	run(&j);
	/* "[12] 345" is prose, and prose is not to be taken for numbers */
	return (j.broken == 0 || j.too_deep) && j.nstrings > 0;
}

void
extract_json(struct extract *x, struct span path, struct span text)
{
	struct json j = { .x = x, .text = text, .path = path };

	run(&j);
	if (extract_over(x, path))
		return;
	if (j.too_deep) {
		extract_fail(x, SHUHI_CAUSE_DEPTH, path, 0);
	} else if (j.broken > 0) {
		extract_fail(x, SHUHI_CAUSE_BROKEN, path, j.broken - 1);
		extract_prose(x, path_in(x, path, "text"), SPAN(""), text);
	}
}
