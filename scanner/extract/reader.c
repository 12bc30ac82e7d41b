/* Which reader reads what: bytes by their kind. */
#include "extract.h"

#include "charset.h"
#include "header.h"
#include "inflate.h"
#include "kind.h"
#include "media.h"
#include "utf8.h"

/* A place that names something even when the outer one does not. */
static struct span
text_path(struct extract *x, struct span path)
{
	return path.len > 0 ? path : path_in(x, path, "text");
}

static void
read_name(
    struct extract *x, const struct part *p, const char *what, struct span name)
{
	struct span text;
	uint64_t bad;

	text = decode_text(x, SPAN(""), name, &bad);
	if (bad > 0)
		extract_fail(x, SHUHI_CAUSE_UNDECODABLE, p->path, 0);
	if (text.len > 0)
		extract_prose(
		    x, path_in(x, p->path, "%s", what), SPAN(""), text);
}

static void
read_packed(struct extract *x, const struct part *p, enum coding coding)
{
	struct span name, comment;
	struct part inner = *p;
	struct inflated out;

	inflate_names(p->bytes, &name, &comment);
	read_name(x, p, "filename", name);
	read_name(x, p, "comment", comment);
	inflate_coding(x, coding, p->bytes, &out);
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

/* Bytes; fewer are what programs report, or a sign of life of one. */
#define FILE_MIN  256
#define PIECE_MIN 8 /* of a file that is said to come in pieces */

/* Three quarters of it are letters, and those are read: what programs report. */
static bool
is_mostly_letters(struct span s)
{
	size_t at = 0, from, letters = 0;
	uint32_t c;

	while (at < s.len) {
		from = at;
		c = utf8_next(s, &at);
		if (at == from)
			at++;
		else if (c != UTF8_BAD && c >= ' ' && c != 0x7f)
			letters += at - from;
	}
	return letters >= s.len - s.len / 4;
}

/* Does anybody say that these bytes are somebody's file? */
static bool
is_file(const struct part *p, struct span type)
{
	size_t least =
	    same_name(type, "application/octet-stream") ? FILE_MIN
	    : same_name(type, "application/offset+octet-stream") /* tus */
	        ? PIECE_MIN
	        : SIZE_MAX;

	return p->filename.len > 0 ||
	       (p->bytes.len >= least && !is_mostly_letters(p->bytes));
}

#define FRAME 5 /* bytes before each message of gRPC */

/* The message at *at, which moves behind it; false: there is none. */
static bool
next_message(struct span s, size_t *at, struct span *message)
{
	const unsigned char *p = (const unsigned char *)s.ptr + *at;
	size_t n;

	if (s.len - *at < FRAME || (p[0] & 0x7e) != 0)
		return false;
	n = (size_t)p[1] << 24 | (size_t)p[2] << 16 | (size_t)p[3] << 8 | p[4];
	if (n > s.len - *at - FRAME)
		return false;
	*message = span_sub(s, *at + FRAME, *at + FRAME + n);
	*at += FRAME + n;
	return true;
}

/*
 * Messages of gRPC, of which one at least is packed, as the lowest bit of its first
 * byte says; false: they are none.
 *
 *	01 00 00 00 2a 1f 8b 08 ...
 */
static bool
read_messages(struct extract *x, const struct part *p)
{
	struct part inner = *p;
	bool packed = false;
	size_t at, n = 0;

	for (at = 0; at < p->bytes.len;) {
		packed |= p->bytes.ptr[at] & 1;
		if (!next_message(p->bytes, &at, &inner.bytes))
			return false;
	}
	if (!packed)
		return false;
	for (at = 0; at < p->bytes.len && !extract_over(x, p->path);) {
		packed = p->bytes.ptr[at] & 1;
		next_message(p->bytes, &at, &inner.bytes);
		inner.path = path_in(x, p->path, "message[%zu]", ++n);
		/* in a way nobody here knows: snappy, lz4 */
		if (packed && coding_sniff(inner.bytes) == CODING_NONE &&
		    !inflate_is_deflate(x, inner.bytes))
			extract_fail(x, SHUHI_CAUSE_UNDECODABLE, inner.path, 0);
		extract_bytes(x, &inner);
	}
	return true;
}

#define TAILS 16 /* lines that may begin like something packed */

/* Bytes that are no text: said to be so, or found out. */
static void
read_binary(struct extract *x, const struct part *p)
{
	struct span type = header_essence(p->type);
	bool noise = kind_is_noise(p->bytes);
	bool media;

	if (read_messages(x, p))
		return;
	media = x->pieces || media_named(type);

	/* one nobody knows, or a piece of one whose first bytes went before */
	if (!p->guess && media)
		extract_fail(x, SHUHI_CAUSE_MEDIA, p->path, 0);
	/* a file nobody here reads; words between numbers can be read */
	else if (!p->guess && (noise || is_file(p, type)))
		extract_fail(x, SHUHI_CAUSE_UNSUPPORTED, p->path, 0);
	extract_binary(x, p, noise);
}

/*
 * Events, as a server sends them and some clients do, each with a piece of a text:
 *
 *	data: {"delta":"田中"}
 *
 * They are read beside the text they stand in.
 */
static void
read_events(struct extract *x, struct span path, struct span text)
{
	struct span line, rest = text;
	uint32_t n = 0;

	if (!span_starts(text, SPAN("data:")) &&
	    !span_starts(text, SPAN("event:")) &&
	    !span_starts(text, SPAN("id:")))
		return;
	while (span_cut(&rest, '\n', &line) && !extract_over(x, path))
		if (span_starts(line, SPAN("data:")))
			extract_text(x, path_in(x, path, "event[%u]", n++),
			    SPAN(""), trim(span_sub(line, 5, line.len)));
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
	else {
		read_events(x, p->path, text);
		extract_plain(x, text_path(x, p->path), p->label, text);
	}
}

/* Bytes at the end that begin a letter of UTF-8 and no more. */
static size_t
half_letter(struct span s)
{
	size_t from = s.len > 0 ? utf8_prev(s, s.len) : 0;
	unsigned char lead = from < s.len ? (unsigned char)s.ptr[from] : 0;
	size_t whole = lead < 0xc2 || lead > 0xf4 ? 0
	               : lead < 0xe0              ? 2
	               : lead < 0xf0              ? 3
	                                          : 4;

	return s.len - from < whole ? s.len - from : 0;
}

/* A file may be cut in pieces inside a letter: the halves say nothing. */
static struct span
whole_letters(struct span s)
{
	size_t from = 0, to = s.len - half_letter(s);

	while (from < 3 && from < to && !utf8_is_lead(s.ptr[from]))
		from++;
	if (to - from == s.len || utf8_run(span_sub(s, from, to)) < to - from ||
	    !utf8_has_japanese(s, from, to))
		return s;
	return span_sub(s, from, to);
}

/*
 * Where the packed bytes begin that `s` ends with, behind a line's end; s.len: there are
 * none.
 *
 *	{"type":"replay_recording"}\n{"segment_id":0}\n78 9c ...
 */
static size_t
packed_tail(struct extract *x, struct span s)
{
	struct span tail;
	size_t at = 0, tries = 0;

	while (tries < TAILS && (at = span_find(s, at, SPAN("\n"))) < s.len) {
		tail = span_sub(s, ++at, s.len);
		if (coding_sniff(tail) != CODING_NONE)
			return at;
		if (tail.len == 0 || tail.ptr[0] != 0x78)
			continue;
		tries++;
		if (inflate_is_deflate(x, tail))
			return at;
	}
	return s.len;
}

/* Lines with something packed behind them; false: nothing is. */
static bool
read_envelope(struct extract *x, const struct part *p)
{
	struct part head = *p, tail = *p;
	size_t at;

	if ((at = packed_tail(x, p->bytes)) == p->bytes.len)
		return false;
	head.bytes = span_sub(p->bytes, 0, at);
	tail.bytes = span_sub(p->bytes, at, p->bytes.len);
	tail.path = path_in(x, p->path, "packed");
	extract_bytes(x, &head);
	extract_bytes(x, &tail);
	return true;
}

static void
read_text(struct extract *x, const struct part *p, enum kind kind)
{
	bool declared = kind_is_declared(p);
	struct span bytes, text;
	uint64_t bad;

	/* the ladder takes its time, and most guesses are wrong */
	if (p->guess && kind_is_garbled(p->bytes)) {
		read_binary(x, p);
		return;
	}
	bytes = whole_letters(p->bytes);
	text = decode_text(x, header_param(x, p->type, "charset"), bytes, &bad);
	if (text.ptr == NULL)
		return;
	/* rubbish is valid in some charset or other */
	if (!declared && (bad > 0 || kind_is_garbled(text) ||
	                     (p->guess && !reads_well(x, p->bytes, text)))) {
		read_binary(x, p);
		return;
	}
	if (bad > 0)
		extract_fail(x, SHUHI_CAUSE_UNDECODABLE, p->path, bad - 1);
	if (kind_is_garbled(text)) {
		extract_binary(x, p, kind_is_noise(p->bytes));
		/* the rest is rubbish: any bytes are words in some charset */
		if (bad > 0 && kind == KIND_TEXT)
			return;
	}
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
		read_packed(x, p, coding_sniff(p->bytes));
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
	case KIND_LOOSE:
		extract_binary(x, p, false);
		return true;
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

/*
 * Packed without a name for it, all of it or what stands behind some lines; false: it
 * is not.  Deflate has no mark of its own: what unpacks to its very end was packed.
 */
static bool
read_unnamed(struct extract *x, const struct part *p, enum kind kind)
{
	if (utf8_run(p->bytes) == p->bytes.len)
		return false;
	if (!inflate_is_deflate(x, p->bytes))
		return kind == KIND_TEXT && read_envelope(x, p);
	read_packed(x, p, CODING_DEFLATE);
	return true;
}

void
extract_bytes(struct extract *x, const struct part *part)
{
	struct part p = *part;
	enum kind kind;

	if (p.bytes.len == 0 || !extract_enter(x, p.path))
		return;
	p.bytes = kind_begin(p.bytes);
	kind = kind_of(&p);
	if (kind == KIND_TEXT)
		kind = kind_by_shape(p.bytes);
	if (((kind != KIND_TEXT && kind != KIND_BINARY) ||
	        !read_unnamed(x, &p, kind)) &&
	    !read_kind(x, &p, kind))
		read_text(x, &p, kind);
	extract_leave(x);
}
