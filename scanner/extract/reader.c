/* Which reader reads what: bytes by their kind, texts by what is in them. */
#include "extract.h"

#include <strings.h>

#include "base64.h"
#include "header.h"
#include "inflate.h"
#include "kind.h"
#include "markup.h"
#include "utf8.h"

/* ---- bytes ------------------------------------------------------------------ */

/* A place that names something even when the outer one does not. */
static struct span
text_path(struct extract *x, struct span path)
{
	return path.len > 0 ? path : path_in(x, path, "text");
}

static void
read_packed(struct extract *x, const struct part *p)
{
	struct part inner = *p;
	struct inflated out;

	inflate_coding(x, coding_sniff(p->bytes), p->bytes, &out);
	if (x->arena->overflowed)
		return;
	if (out.cause != SHUHI_CAUSE_NONE && (!p->guess || out.bytes.len > 0))
		extract_fail(x, out.cause, p->path, out.at);
	inner.bytes = out.bytes;
	extract_bytes(x, &inner);
}

/* Office files of before 2007, and encrypted ones of today in the same shell. */
static void
read_compound(struct extract *x, const struct part *p)
{
	/* the name of a stream, in UTF-16LE */
	static const char encrypted[] =
	    "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	extract_fail(x,
	    span_has(p->bytes, (struct span){ encrypted, sizeof encrypted })
	        ? SHUHI_CAUSE_ENCRYPTED
	        : SHUHI_CAUSE_UNSUPPORTED,
	    p->path, 0);
	extract_binary(x, p, kind_is_noise(p->bytes));
}

static void
read_media(struct extract *x, const struct part *p)
{
	if (!p->guess)
		extract_fail(x, SHUHI_CAUSE_MEDIA, p->path, 0);
	extract_binary(x, p, kind_is_noise(p->bytes));
}

/* Bytes that are no text: said to be so, or found out. */
static void
read_binary(struct extract *x, const struct part *p)
{
	struct span type = header_essence(p->type);
	bool noise = kind_is_noise(p->bytes);
	bool media = starts_name(type, "image/") ||
	             starts_name(type, "audio/") || starts_name(type, "video/");

	/* a file nobody here reads; words between numbers can be read */
	if (!p->guess && (noise || media || p->filename.len > 0))
		extract_fail(x, SHUHI_CAUSE_UNSUPPORTED, p->path, 0);
	extract_binary(x, p, noise);
}

static void
read_decoded(
    struct extract *x, const struct part *p, enum kind kind, struct span text)
{
	bool json = json_is_whole(text);

	if (kind == KIND_JSON || json)
		extract_json(x, p->path, text);
	else if (kind == KIND_MARKUP)
		extract_html(x, p->path, p->label, text);
	else
		extract_prose(x, text_path(x, p->path), p->label, text);
}

static void
read_text(struct extract *x, const struct part *p, enum kind kind)
{
	bool declared = kind_is_declared(p);
	struct span text;
	uint64_t bad;

	text =
	    decode_text(x, header_param(x, p->type, "charset"), p->bytes, &bad);
	if (text.ptr == NULL)
		return;
	/* rubbish is valid in some charset or other: guesses are UTF-8 */
	if (!declared && (bad > 0 || kind_is_garbled(text) ||
	                     (p->guess && text.ptr != p->bytes.ptr))) {
		read_binary(x, p);
		return;
	}
	if (bad > 0)
		extract_fail(x, SHUHI_CAUSE_UNDECODABLE, p->path, bad - 1);
	if (kind_is_garbled(text))
		extract_binary(x, p, kind_is_noise(p->bytes));
	read_decoded(x, p, kind, text);
}

/* Said to be text, and nothing speaks against it but its first bytes. */
static bool
may_be_text(const struct part *p)
{
	return kind_is_declared(p) && !kind_is_garbled(p->bytes);
}

/* Read what is of its own kind; false: it is to be read as text, too. */
static bool
read_kind(struct extract *x, const struct part *p, enum kind kind)
{
	size_t before = x->nfields;

	switch (kind) {
	case KIND_PACKED:
		read_packed(x, p);
		return true;
	case KIND_OFFICE:
		extract_office(x, p);
		return x->nfields > before || !may_be_text(p);
	case KIND_COMPOUND:
		read_compound(x, p);
		return true;
	case KIND_MEDIA:
		read_media(x, p);
		return !may_be_text(p);
	case KIND_BINARY:
		read_binary(x, p);
		return true;
	case KIND_MAIL:
		extract_mail(x, p);
		return true;
	case KIND_FORM:
		if (json_is_whole(p->bytes))
			return false;
		extract_form(x, p);
		return true;
	case KIND_MULTIPART:
		if (extract_multipart(x, p))
			return true;
		extract_fail(x, SHUHI_CAUSE_BROKEN, p->path, 0);
		return false;
	default:
		return false;
	}
}

void
extract_bytes(struct extract *x, const struct part *p)
{
	enum kind kind;

	if (p->bytes.len == 0 || !extract_enter(x, p->path))
		return;
	kind = kind_of(p);
	if (kind == KIND_TEXT)
		kind = kind_by_shape(p->bytes);
	if (!read_kind(x, p, kind))
		read_text(x, p, kind);
	extract_leave(x);
}

/* ---- what is inside a text ----------------------------------------------------- */

struct text {
	struct extract *x;
	struct span path, label, text;
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

/* vCards and calendars write =E5=B1=B1 outside of mail, too. */
static void
seek_quoted(struct text *t)
{
	struct span text;
	uint64_t bad;

	if (!has_marked(t->text, SPAN("="), 2, 3))
		return;
	text = quoted_printable_decode(t->x, t->text);
	decoded_text(t, "quoted", decode_text(t->x, SPAN(""), text, &bad));
}

#define TYPE_MAX    256 /* characters of a type in a data URL */
#define BASE64_MIN  24  /* characters that may be base64 */
#define BASE64_SURE 256 /* and that are no romaji */

/* The end of what may be base64 at `at`: newlines every so often are fine. */
static size_t
base64_end(struct span s, size_t at)
{
	size_t i = at;

	for (;;) {
		i = base64_run(s, i);
		if (i + 1 < s.len && s.ptr[i] == '\r' && s.ptr[i + 1] == '\n' &&
		    i - at >= BASE64_MIN)
			i += 2;
		else if (i < s.len && s.ptr[i] == '\n' && i - at >= BASE64_MIN)
			i++;
		else
			break;
	}
	while (i < s.len && s.ptr[i] == '=')
		i++;
	return i;
}

/* One word of base64, perhaps: `type` when something says so. */
static void
read_base64(struct text *t, struct span word, struct span type)
{
	struct part p = {
		.path = path_in(t->x, t->path, "base64"),
		.type = type,
		.guess = type.len == 0,
	};
	uint64_t at;

	if (!extract_room(t->x, p.path, word.len / 4 * 3))
		return;
	p.bytes = base64_decode(t->x, word, &at);
	/* a picture in JSON has no other name than its first bytes */
	if (word.len >= BASE64_SURE && kind_of(&p) != KIND_TEXT)
		p.guess = false;
	/* letters that decode to rubbish were a name, a hash, a path */
	if (p.guess && kind_of(&p) == KIND_TEXT &&
	    (kind_is_garbled(p.bytes) || kind_is_noise(p.bytes)))
		return;
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
		if (end - at < BASE64_MIN)
			continue;
		before = t->x->nfields + t->x->nfailures;
		read_base64(t, span_sub(s, at, end), SPAN(""));
		whole |= end - at == s.len && s.len >= BASE64_SURE &&
		         t->x->nfields + t->x->nfailures > before;
	}
	return whole;
}

void
extract_prose(
    struct extract *x, struct span path, struct span label, struct span text)
{
	struct text t = { x, path, label, text };

	if (text.len == 0 || x->arena->overflowed)
		return;
	if (markup_in(text)) {
		if (extract_enter(x, path)) {
			extract_html(x, path, label, text);
			extract_leave(x);
			return;
		}
	} else if (!seek_packed(&t)) {
		seek_percent(&t);
		seek_quoted(&t);
		seek_escapes(&t);
	} else {
		return;
	}
	extract_field(x, path, label, text);
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
