/*
 * What is written inside a text: JSON and markup, data URLs and base64, percent,
 * quoted-printable and \u coding.
 */
#include "extract.h"

#include <strings.h>

#include "base64.h"
#include "header.h"
#include "kind.h"
#include "limit.h"
#include "markup.h"
#include "token.h"
#include "utf8.h"

struct text {
	struct extract *x;
	struct span path, label, text;
	char *rest; /* the text without what is packed, or NULL: nothing is */
};

static void
decoded_text(struct text *t, const char *how, struct span text)
{
	struct span path = path_in(t->x, t->path, "%s", how);

	if (text.len == 0 || !extract_enter(t->x, path))
		return;
	if (extract_room(t->x, path, text.len))
		extract_text(t->x, path, t->label, text);
	extract_leave(t->x);
}

/* Do `mark` and two or four hexadecimal digits stand in it so often? */
static bool
has_marked(struct span s, struct span mark, size_t digits, size_t least)
{
	const char *hit;
	size_t i = 0, n = 0;

	while (n < least && i < s.len &&
	       (hit = memchr(s.ptr + i, mark.ptr[0], s.len - i)) != NULL) {
		i = (size_t)(hit - s.ptr);
		if (span_starts(span_sub(s, i, s.len), mark))
			n += digits == 2 ? hex2(s, i + mark.len) >= 0
			                 : hex4(s, i + mark.len) >= 0;
		i++;
	}
	return n >= least;
}

static void
seek_percent(struct text *t)
{
	struct span text;
	uint64_t bad;

	if (!has_marked(t->text, SPAN("%"), 2, 3) &&
	    !has_marked(t->text, SPAN("%u"), 4, 2))
		return;
	text = percent_decode(t->x, t->text, false);
	decoded_text(t, "percent", decode_text(t->x, SPAN(""), text, &bad));
}

static void
seek_escapes(struct text *t)
{
	if (has_marked(t->text, SPAN("\\u"), 4, 2))
		decoded_text(t, "escaped", unescape(t->x, t->text));
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

/* =E5 so often: bytes that are no ASCII, or an escape; "id=aa" is a word. */
static bool
has_quoted(struct span s, size_t least)
{
	const char *hit;
	size_t i = 0, n = 0;
	int byte;

	while (n < least && i < s.len &&
	       (hit = memchr(s.ptr + i, '=', s.len - i)) != NULL) {
		i = (size_t)(hit + 1 - s.ptr);
		byte = hex2(s, i);
		n += (byte >= 0x80 || byte == 0x1b) && !is_small(s.ptr[i]) &&
		     !is_small(s.ptr[i + 1]);
	}
	return n >= least;
}

/* vCards and calendars write =E5=B1=B1 outside of mail, too. */
static void
seek_quoted(struct text *t)
{
	struct span text;
	uint64_t bad;

	if (!has_quoted(t->text, 3))
		return;
	text = quoted_printable_decode(t->x, t->text);
	decoded_text(t, "quoted", decode_text(t->x, SPAN(""), text, &bad));
}

#define TYPE_MAX    256 /* characters of a type in a data URL */
#define BASE64_MIN  24  /* characters that may be base64 */
#define BASE64_SURE 256 /* and that are no romaji */

/* The next line's begin at `at`, a newline; 0: none, or a mark of mail's or PGP's. */
static size_t
next_line(struct span s, size_t at)
{
	if (at < s.len && s.ptr[at] == '\r')
		at++;
	if (at + 1 >= s.len || s.ptr[at] != '\n' || s.ptr[at + 1] == '-')
		return 0;
	return at + 1;
}

/* The end of what may be base64 at `at`: newlines every so often are fine. */
static size_t
base64_end(struct span s, size_t at)
{
	size_t i = at, next;

	while ((i = base64_run(s, i)) - at >= BASE64_MIN &&
	       (next = next_line(s, i)) > 0)
		i = next;
	while (i < s.len && s.ptr[i] == '=')
		i++;
	return i;
}

/* Without large letters and small ones it is a word, a path, a number in hex. */
static bool
has_both_cases(struct span s)
{
	bool small = false, large = false;
	size_t i;

	for (i = 0; i < s.len && !(small && large); i++) {
		small |= is_small(s.ptr[i]);
		large |= s.ptr[i] >= 'A' && s.ptr[i] <= 'Z';
	}
	return small && large;
}

/*
 * One word of base64, perhaps: letters that decode to rubbish were a name, a hash, a
 * session's token, and no complaint is due.  Longer than any token they are a file.
 */
static void
read_base64(struct text *t, struct span word)
{
	struct part p = {
		.path = path_in(t->x, t->path, "base64"),
		.guess = true,
	};
	uint64_t at;

	if (!extract_room(t->x, p.path, word.len / 4 * 3))
		return;
	p.bytes = base64_decode(t->x, word, &at);
	/* a picture in JSON has no other name than its first bytes */
	if (word.len >= BASE64_SURE && kind_of(&p) != KIND_TEXT)
		p.guess = false;
	else if (word.len > LIMIT_TOKEN && kind_is_noise(p.bytes))
		extract_fail(t->x, SHUHI_CAUSE_UNSUPPORTED, p.path, 0);
	extract_bytes(t->x, &p);
}

/* data:text/plain;base64,... at `at`; where it ends, `at` when there is none. */
static size_t
read_data_url(struct text *t, size_t at)
{
	struct span s = t->text, type;
	size_t from = at + 5, comma = from, end;
	struct part p = { 0 };
	uint64_t bad;

	if (s.len - at < 6 || (s.ptr[at] | 0x20) != 'd' ||
	    strncasecmp(s.ptr + at, "data:", 5) != 0)
		return at;
	p.path = path_in(t->x, t->path, "data");
	while (comma < s.len && comma - from < TYPE_MAX &&
	       s.ptr[comma] != ',' && s.ptr[comma] > ' ')
		comma++;
	if (comma == s.len || s.ptr[comma] != ',')
		return at;
	type = span_sub(s, from, comma);
	from = comma + 1;
	for (end = from; end < s.len && s.ptr[end] > ' ' &&
	                 strchr("\"'<>)", s.ptr[end]) == NULL;)
		end++;
	p.bytes = percent_decode(t->x, span_sub(s, from, end), false);
	if (span_has(type, SPAN(";base64")))
		p.bytes = base64_decode(t->x, p.bytes, &bad);
	p.type = type;
	if (extract_room(t->x, p.path, p.bytes.len))
		extract_bytes(t->x, &p);
	return end;
}

/* What has been read for itself is no prose. */
static void
blank(struct text *t, size_t from, size_t to)
{
	extract_blank(t->x, t->text, &t->rest, from, to);
}

/* Files as uuencode writes them into mail. */
static void
seek_uu(struct text *t)
{
	struct span s = t->text, mark = SPAN("begin ");
	struct part p = { 0 };
	size_t at, end, last;

	for (end = 0; (at = span_find(s, end, mark)) < s.len;) {
		end = at + mark.len;
		if ((at > 0 && s.ptr[at - 1] != '\n') ||
		    extract_over(t->x, t->path) ||
		    (last = uu_decode(t->x, s, at, &p.filename, &p.bytes)) ==
		        0 ||
		    !extract_room(t->x, t->path, p.bytes.len))
			continue;
		end = last;
		p.path = path_in(t->x, t->path, "uu:%.*s", (int)p.filename.len,
		    p.filename.ptr);
		extract_plain(t->x, path_in(t->x, p.path, "filename"), SPAN(""),
		    p.filename);
		extract_bytes(t->x, &p);
		blank(t, at, end);
	}
}

/* What PGP has locked can be told whatever its length. */
static void
seek_armour(struct text *t)
{
	if (span_has(t->text, SPAN("-----BEGIN PGP MESSAGE-----")))
		extract_fail(t->x, SHUHI_CAUSE_ENCRYPTED, t->path, 0);
}

/* Data URLs and base64 in a text.  True: it is nothing else. */
static bool
seek_packed(struct text *t)
{
	struct span s = t->text;
	size_t at, end, before;
	bool whole = false;

	for (at = base64_gap(s, 0); at < s.len && !extract_over(t->x, t->path);
	     at = base64_gap(s, end)) {
		if ((end = read_data_url(t, at)) > at) {
			whole |= at == 0 && end == s.len;
			continue;
		}
		end = base64_end(s, at);
		if (end - at < BASE64_MIN ||
		    !has_both_cases(span_sub(s, at, end)))
			continue;
		before = t->x->nfields + t->x->nfailures;
		read_base64(t, span_sub(s, at, end));
		if (is_scrambled(span_sub(s, at, end), BASE64_SURE))
			blank(t, at, end);
		whole |= end - at == s.len && s.len >= BASE64_SURE &&
		         t->x->nfields + t->x->nfailures > before;
	}
	return whole;
}

/* False: nothing is left. */
static bool
take_rest(struct text *t)
{
	if (t->rest != NULL)
		t->text.ptr = t->rest;
	t->rest = NULL;
	return trim(t->text).len > 0;
}

static void
seek_all(struct text *t)
{
	if (seek_packed(t) || !take_rest(t))
		return;
	seek_armour(t);
	seek_percent(t);
	seek_quoted(t);
	seek_escapes(t);
	extract_field(t->x, t->path, t->label, t->text);
}

void
extract_plain(
    struct extract *x, struct span path, struct span label, struct span text)
{
	struct text t = { .x = x, .path = path, .label = label, .text = text };

	if (text.len == 0 || x->arena->overflowed)
		return;
	/* its lines may look like tags */
	seek_uu(&t);
	if (!take_rest(&t))
		return;
	if (!markup_in(t.text)) {
		seek_all(&t);
	} else if (extract_enter(x, path)) {
		extract_html(x, path, label, t.text);
		extract_leave(x);
	} else {
		extract_field(x, path, label, t.text);
	}
}

void
extract_packed(struct extract *x, struct span path, struct span text)
{
	struct text t = { .x = x, .path = path, .text = text };

	seek_packed(&t);
}

/* ISO-2022-JP is ASCII to JSON. */
static struct span
unescaped(struct extract *x, struct span text)
{
	struct span out;
	uint64_t bad;

	if (!span_has(text, SPAN("\x1b$")))
		return text;
	out = decode_text(x, SPAN("ISO-2022-JP"), text, &bad);
	return bad == 0 ? out : text;
}

void
extract_prose(
    struct extract *x, struct span path, struct span label, struct span text)
{
	if (text.len > 0 && kind_is_file(text))
		extract_bytes(
		    x, &(struct part){
		           .path = path, .label = label, .bytes = text });
	else
		extract_plain(x, path, label, unescaped(x, text));
}

void
extract_text(
    struct extract *x, struct span path, struct span label, struct span text)
{
	if (text.len > 0 && json_is_whole(text)) {
		if (!extract_enter(x, path)) {
			extract_field(x, path, label, text);
			return;
		}
		extract_json(x, path, text);
		extract_leave(x);
	} else {
		extract_prose(x, path, label, text);
	}
}
