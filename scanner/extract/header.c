#include "header.h"

#include <stdio.h>
#include <strings.h>

#include "base64.h"

bool
same_name(struct span a, const char *b)
{
	return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}

bool
starts_name(struct span s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && strncasecmp(s.ptr, prefix, n) == 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span
trim(struct span s)
{
	while (s.len > 0 && is_blank(s.ptr[0]))
		s = span_sub(s, 1, s.len);
	while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

struct span
header_essence(struct span value)
{
	size_t n;

	for (n = 0; n < value.len && value.ptr[n] != ';'; n++)
		continue;
	return trim(span_sub(value, 0, n));
}

/* ---- parameters ------------------------------------------------------------- */

/* Where the parameter at `at` ends: a semicolon outside of quotes. */
static size_t
param_end(struct span v, size_t at)
{
	bool quoted = false;

	for (; at < v.len && (quoted || v.ptr[at] != ';'); at++) {
		if (v.ptr[at] == '"')
			quoted = !quoted;
		else if (quoted && v.ptr[at] == '\\' && at + 1 < v.len &&
		         v.ptr[at + 1] == '"')
			at++;
	}
	return at;
}

/* The raw value of a parameter of exactly this name; ptr NULL: none. */
static struct span
raw_param(struct span v, const char *name)
{
	size_t at = param_end(v, 0), end, eq;
	struct span p;

	for (; at < v.len; at = end) {
		end = param_end(v, ++at);
		p = span_sub(v, at, end);
		for (eq = 0; eq < p.len && p.ptr[eq] != '='; eq++)
			continue;
		if (eq < p.len && same_name(trim(span_sub(p, 0, eq)), name))
			return trim(span_sub(p, eq + 1, p.len));
	}
	return (struct span){ 0 };
}

/* Without quotes.  Browsers leave \ alone, mail programs put it before " and \ */
static struct span
unquote(struct extract *x, struct span v)
{
	size_t i, n = 0;
	char *out;

	if (v.len == 0 || v.ptr[0] != '"')
		return v;
	if ((out = arena_alloc(x->arena, v.len)) == NULL)
		return (struct span){ 0 };
	for (i = 1; i < v.len && v.ptr[i] != '"'; i++) {
		if (v.ptr[i] == '\\' && i + 1 < v.len &&
		    (v.ptr[i + 1] == '"' || v.ptr[i + 1] == '\\'))
			i++;
		out[n++] = v.ptr[i];
	}
	return (struct span){ out, n };
}

static struct span
read_as(struct extract *x, struct span charset, struct span in)
{
	struct span text;
	uint64_t bad;

	text = decode_text(x, charset, in, &bad);
	if (bad > 0)
		extract_fail(
		    x, SHUHI_CAUSE_UNDECODABLE, SPAN("header"), bad - 1);
	return text;
}

/* UTF-8'ja'%E7%97%85 -> 病 */
static struct span
extended(struct extract *x, struct span v)
{
	const char *q1 = v.len > 0 ? memchr(v.ptr, '\'', v.len) : NULL, *q2;
	struct span charset = { 0 };
	size_t left;

	if (q1 != NULL) {
		left = v.len - (size_t)(q1 + 1 - v.ptr);
		q2 = memchr(q1 + 1, '\'', left);
		if (q2 != NULL) {
			charset = span_sub(v, 0, (size_t)(q1 - v.ptr));
			v = span_sub(v, (size_t)(q2 + 1 - v.ptr), v.len);
		}
	}
	v = percent_decode(x, v, false);
	return read_as(x, charset, v);
}

#define CONTINUATIONS 64

/* name*0="..."; name*1*=...: put together, then decoded as one. */
static struct span
continued(struct extract *x, struct span value, const char *name)
{
	struct span piece, all = { 0 };
	char key[64], *joined;
	bool marked = false;
	unsigned i;

	if ((joined = arena_alloc(x->arena, value.len + 1)) == NULL)
		return all;
	all.ptr = joined;
	for (i = 0; i < CONTINUATIONS; i++) {
		snprintf(key, sizeof key, "%s*%u", name, i);
		piece = unquote(x, raw_param(value, key));
		if (piece.ptr == NULL) {
			snprintf(key, sizeof key, "%s*%u*", name, i);
			piece = raw_param(value, key);
			marked |= piece.ptr != NULL;
		}
		if (piece.ptr == NULL)
			break;
		memcpy(joined + all.len, piece.ptr, piece.len);
		all.len += piece.len;
	}
	if (i == 0)
		return (struct span){ 0 };
	return marked ? extended(x, all) : header_text(x, all);
}

struct span
header_param(struct extract *x, struct span value, const char *name)
{
	char key[64];
	struct span v;

	snprintf(key, sizeof key, "%s*", name);
	if ((v = raw_param(value, key)).ptr != NULL)
		return extended(x, unquote(x, v));
	if ((v = raw_param(value, name)).ptr != NULL)
		return header_text(x, unquote(x, v));
	return continued(x, value, name);
}

/* ---- fields ------------------------------------------------------------------ */

static size_t
line_end(struct span s, size_t at)
{
	const char *nl =
	    at < s.len ? memchr(s.ptr + at, '\n', s.len - at) : NULL;

	return nl != NULL ? (size_t)(nl - s.ptr) + 1 : s.len;
}

/* The colon that ends a header's name at `from`; 0: this is no header. */
static size_t
name_end(struct span s, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to && s.ptr[i] != ':'; i++)
		if (s.ptr[i] <= ' ' || s.ptr[i] > '~')
			return 0;
	return i > from && i < to ? i : 0;
}

bool
header_next(
    struct span block, size_t *at, struct span *name, struct span *value)
{
	size_t from = *at, end = line_end(block, from), colon;

	if (trim(span_sub(block, from, end)).len == 0) {
		*at = end;
		return false;
	}
	if ((colon = name_end(block, from, end)) == 0)
		return false;
	while (end < block.len &&
	       (block.ptr[end] == ' ' || block.ptr[end] == '\t') &&
	       trim(span_sub(block, end, line_end(block, end))).len > 0)
		end = line_end(block, end);
	*name = span_sub(block, from, colon);
	*value = trim(span_sub(block, colon + 1, end));
	*at = end;
	return true;
}

/* ---- text in headers ----------------------------------------------------------- */

#define WORD_MAX 4096 /* RFC 2047 allows 75, nobody obeys */

/* =?charset?B?text?= at the start of `s`; its length, 0: it is none. */
static size_t
encoded_word(struct span s, struct span *charset, char *how, struct span *text)
{
	size_t a, b, end;

	if (!span_starts(s, SPAN("=?")))
		return 0;
	for (a = 2; a < s.len && s.ptr[a] != '?' && s.ptr[a] > ' '; a++)
		continue;
	if (a + 3 >= s.len || s.ptr[a] != '?' || s.ptr[a + 2] != '?')
		return 0;
	*how = s.ptr[a + 1] & ~0x20;
	if (*how != 'B' && *how != 'Q')
		return 0;
	for (end = b = a + 3;; end++) {
		if (end + 1 >= s.len || end - b > WORD_MAX)
			return 0;
		if (s.ptr[end] == '?' && s.ptr[end + 1] == '=')
			break;
	}
	*charset = span_sub(s, 2, a);
	for (a = 0; a < charset->len && charset->ptr[a] != '*'; a++)
		continue; /* RFC 2231: utf-8*ja */
	charset->len = a;
	*text = span_sub(s, b, end);
	return end + 2;
}

/* The text of a value without encoded words: folds undone, then the ladder. */
static struct span
plain_text(struct extract *x, struct span in)
{
	char *out = arena_alloc(x->arena, in.len + 1);
	size_t i, n = 0;

	if (out == NULL)
		return (struct span){ 0 };
	for (i = 0; i < in.len; i++)
		if (in.ptr[i] != '\r' && in.ptr[i] != '\n')
			out[n++] = in.ptr[i] == '\t' ? ' ' : in.ptr[i];
	return read_as(x, (struct span){ 0 }, (struct span){ out, n });
}

/* A vector of bytes in the arena. */
struct pile {
	char *ptr;
	size_t len, cap;
};

static void
pile_add(struct extract *x, struct pile *p, struct span s)
{
	p->ptr = arena_grow(
	    x->arena, p->ptr, p->len, &p->cap, p->len + s.len + 1, 1);
	if (p->ptr == NULL || s.len == 0)
		return;
	memcpy(p->ptr + p->len, s.ptr, s.len);
	p->len += s.len;
}

/*
 * The encoded words side by side at `at` of v, of one charset: their bytes are
 * joined before they are decoded, for some mail programs cut a character in two.
 */
static struct span
word_run(struct extract *x, struct span v, size_t *at)
{
	struct span charset, first = { 0 }, text;
	struct pile bytes = { 0 };
	uint64_t bad;
	size_t next = *at, used;
	char how;

	while ((used = encoded_word(
	            span_sub(v, next, v.len), &charset, &how, &text)) > 0) {
		if (first.ptr == NULL)
			first = charset;
		else if (!span_eq(first, charset))
			break;
		pile_add(x, &bytes,
		    how == 'B' ? base64_decode(x, text, &bad)
		               : q_decode(x, text));
		if (x->arena->overflowed)
			return (struct span){ 0 };
		*at = next += used;
		while (next < v.len && is_blank(v.ptr[next]))
			next++;
	}
	return read_as(x, first, (struct span){ bytes.ptr, bytes.len });
}

/* Where the next encoded word of v stands, from `at` on. */
static size_t
next_word(struct span v, size_t at)
{
	struct span charset, text;
	char how;

	for (; at < v.len; at++)
		if (v.ptr[at] == '=' && encoded_word(span_sub(v, at, v.len),
		                            &charset, &how, &text) > 0)
			break;
	return at;
}

struct span
header_text(struct extract *x, struct span v)
{
	struct pile out = { 0 };
	size_t at = 0, word;
	struct span gap;

	while (at < v.len && !x->arena->overflowed) {
		word = next_word(v, at);
		gap = span_sub(v, at, word);
		/* blanks between two words are not part of the text */
		if (at == 0 || word == v.len || trim(gap).len > 0)
			pile_add(x, &out, plain_text(x, gap));
		at = word;
		if (at < v.len)
			pile_add(x, &out, word_run(x, v, &at));
	}
	if (x->arena->overflowed)
		return (struct span){ 0 };
	return out.ptr != NULL ? (struct span){ out.ptr, out.len } : SPAN("");
}
