#include "kind.h"

#include "header.h"
#include "media.h"
#include "mime.h"
#include "utf8.h"

/* ---- by the first bytes --------------------------------------------------------- */

static const struct {
	size_t at;
	struct span magic;
	enum kind kind;
} magics[] = {
	{ 0, { "\x1f\x8b\x08", 3 }, KIND_PACKED },
	{ 0, { "\x28\xb5\x2f\xfd", 4 }, KIND_PACKED },
	{ 0, { "PK\x03\x04", 4 }, KIND_OFFICE },
	{ 0, { "PK\x05\x06", 4 }, KIND_OFFICE }, /* an empty zip */
	{ 0, { "PK\x07\x08", 4 }, KIND_OFFICE }, /* a spanned one */
	{ 0, { "7z\xbc\xaf\x27\x1c", 6 }, KIND_OFFICE },
	{ 0, { "Rar!\x1a\x07", 6 }, KIND_OFFICE },
	{ 0,
	    { "\xfd"
	      "7zXZ\0",
	        6 },
	    KIND_OFFICE },
	{ 0, { "BZh", 3 }, KIND_OFFICE },
	{ 0, { "MSCF\0\0\0\0", 8 }, KIND_OFFICE },
	{ 2, { "-lh", 3 }, KIND_OFFICE }, { 257, { "ustar", 5 }, KIND_OFFICE },
	{ 0, { "%PDF-", 5 }, KIND_OFFICE },
	{ 0, { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 }, KIND_COMPOUND },
	/* Japanese in RTF and PostScript is written as numbers */
	{ 0, { "{\\rtf", 5 }, KIND_COMPOUND },
	{ 0, { "%!PS", 4 }, KIND_COMPOUND },
	{ 0,
	    { "\0\0\0\x01"
	      "Bud1",
	        8 },
	    KIND_LOOSE },                                     /* .DS_Store */
	{ 0, { "\0\x05\x16\x07\0\x02\0\0", 8 }, KIND_LOOSE }, /* ._name */
};

static bool looks_multipart(struct span), looks_like_mail(struct span);

/*
 * PDF readers find the header in the first KiB, where a multipart or a mail may have
 * a part that is one, and prose may speak of it.
 */
static bool
is_pdf(struct span s)
{
	struct span head = span_sub(s, 0, s.len < 1024 ? s.len : 1024);
	size_t at = span_find(head, 0, SPAN("PDF-")); /* % is all over forms */

	return at > 0 && at < head.len && head.ptr[at - 1] == '%' &&
	       !looks_multipart(s) && !looks_like_mail(s) &&
	       (kind_is_garbled(s) || (span_has(head, SPAN("\n%PDF-")) &&
	                                  span_has(s, SPAN("endobj"))));
}

static enum kind
by_magic(struct span s)
{
	size_t i;

	for (i = 0; i < sizeof magics / sizeof *magics; i++)
		if (span_starts_at(s, magics[i].at, magics[i].magic))
			return magics[i].kind;
	if (media_known(s))
		return KIND_MEDIA;
	return is_pdf(s) ? KIND_OFFICE : KIND_TEXT;
}

static struct span
behind_blanks(struct span s)
{
	if (span_starts(s, SPAN("\xef\xbb\xbf")))
		s = span_sub(s, 3, s.len);
	while (s.len > 0 && memchr(" \t\r\n\f\v", s.ptr[0], 6) != NULL)
		s = span_sub(s, 1, s.len);
	return s;
}

struct span
kind_begin(struct span s)
{
	struct span inner = behind_blanks(s);

	if (inner.len < s.len && by_magic(s) == KIND_TEXT &&
	    (by_magic(inner) != KIND_TEXT || kind_by_shape(inner) != KIND_TEXT))
		return inner;
	return s;
}

/* ---- by what they are said to be --------------------------------------------------- */

static bool
ends_name(struct span s, const char *end)
{
	size_t n = strlen(end);

	return s.len >= n && same_name(span_sub(s, s.len - n, s.len), end);
}

static enum kind
by_type(struct span type)
{
	static const struct {
		const char *name;
		enum kind kind;
	} types[] = {
		{ "application/json", KIND_JSON },
		{ "text/json", KIND_JSON },
		{ "application/x-ndjson", KIND_JSON },
		{ "application/jsonl", KIND_JSON },
		{ "application/graphql-response+json", KIND_JSON },
		{ "application/x-www-form-urlencoded", KIND_FORM },
		{ "message/rfc822", KIND_MAIL },
		{ "message/global", KIND_MAIL },
		{ "application/mbox", KIND_MAIL },
		{ "text/html", KIND_MARKUP },
		{ "text/xml", KIND_MARKUP },
		{ "application/xml", KIND_MARKUP },
		{ "application/x-protobuf", KIND_BINARY },
		{ "application/protobuf", KIND_BINARY },
		{ "application/grpc", KIND_BINARY },
		{ "application/msgpack", KIND_BINARY },
		{ "application/x-msgpack", KIND_BINARY },
		{ "application/x-thrift", KIND_BINARY },
		{ "application/vnd.apache.thrift.binary", KIND_BINARY },
	};
	size_t i;

	for (i = 0; i < sizeof types / sizeof *types; i++)
		if (same_name(type, types[i].name))
			return types[i].kind;
	if (starts_name(type, "multipart/"))
		return KIND_MULTIPART;
	if (ends_name(type, "+json"))
		return KIND_JSON;
	if (ends_name(type, "+xml"))
		return KIND_MARKUP;
	if (ends_name(type, "+proto") || starts_name(type, "application/grpc"))
		return KIND_BINARY;
	return KIND_TEXT;
}

bool
kind_is_declared(const struct part *p)
{
	struct span type = header_essence(p->type);

	return !p->guess && (starts_name(type, "text/") ||
	                        (by_type(type) != KIND_TEXT &&
	                            by_type(type) != KIND_BINARY));
}

enum kind
kind_of(const struct part *p)
{
	enum kind kind = by_magic(p->bytes);

	return kind != KIND_TEXT ? kind : by_type(header_essence(p->type));
}

/* ---- by what they look like --------------------------------------------------------- */

/* --xyz, a newline, and a header of MIME */
static bool
looks_multipart(struct span s)
{
	const char *nl = s.len > 0 ? memchr(s.ptr, '\n', s.len) : NULL;

	return nl != NULL && span_starts(s, SPAN("--")) && nl - s.ptr > 3 &&
	       starts_name(
	           span_sub(s, (size_t)(nl + 1 - s.ptr), s.len), "content-");
}

/* Two headers of mail, of which one may have to be what only `machines` write. */
static bool
has_headers(struct span s, bool machines)
{
	static const char *const sure[] = { "mime-version", "message-id",
		"return-path", "received", "content-type",
		"content-transfer-encoding", "from", "to", "subject", "date" };
	const size_t of_machines = 6;
	size_t at = mail_envelope(s), i, hits = 0;
	struct span name, value;
	bool known = !machines || at > 0;

	while ((hits < 2 || !known) && header_next(s, &at, &name, &value))
		for (i = 0; i < sizeof sure / sizeof *sure; i++) {
			if (!same_name(name, sure[i]))
				continue;
			hits++;
			known |= i < of_machines;
		}
	return hits >= 2 && known;
}

static bool
looks_like_mail(struct span s)
{
	return has_headers(s, false);
}

/* a=1&b=%e3 */
static bool
looks_like_form(struct span s)
{
	bool equals = false, more = false;
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] <= ' ' || s.ptr[i] > '~' || s.ptr[i] == '"' ||
		    s.ptr[i] == '<' || s.ptr[i] == '{')
			return false;
		equals |= s.ptr[i] == '=';
		more |= s.ptr[i] == '&' || s.ptr[i] == '%';
	}
	return equals && more;
}

/* What stands in a field of a form or of JSON and is more than its letters. */
bool
kind_is_file(struct span text)
{
	text = behind_blanks(text);
	return span_starts(text, SPAN("{\\rtf")) ||
	       span_starts(text, SPAN("%!PS")) ||
	       (span_starts(text, SPAN("%PDF-")) &&
	           span_has(text, SPAN("endobj"))) ||
	       /* people paste From: and To:, and what is below is prose */
	       looks_multipart(text) || has_headers(text, true);
}

enum kind
kind_by_shape(struct span s)
{
	if (looks_multipart(s))
		return KIND_MULTIPART;
	if (looks_like_form(trim(s)))
		return KIND_FORM;
	return looks_like_mail(s) ? KIND_MAIL : KIND_TEXT;
}

#define GARBLED 32 /* one control character in so many is too many */

/* May one of these 8 bytes be a control character?  Few are. */
static bool
may_control(const char *p)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t v;

	memcpy(&v, p, sizeof v);
	return ((v - ones * 0x20) & ~v & ones << 7) != 0;
}

bool
kind_is_garbled(struct span s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++) {
		while (s.len - i > 8 && !may_control(s.ptr + i))
			i += 8;
		n += (unsigned char)s.ptr[i] < 0x20 &&
		     (s.ptr[i] == '\0' ||
		         strchr("\t\n\r\f\v\x1b\x1e", s.ptr[i]) == NULL);
	}
	return n * GARBLED > s.len;
}

#define NOISE_MIN 1024

/*
 * Of n even bytes two are the same in one of 256 pairs; of text, of protobuf or
 * of a table in many more.
 */
bool
kind_is_noise(struct span s)
{
	uint64_t count[256] = { 0 }, pairs = 0;
	size_t i;

	if (s.len < NOISE_MIN)
		return false;
	for (i = 0; i < s.len; i++)
		count[(unsigned char)s.ptr[i]]++;
	for (i = 0; i < 256; i++)
		pairs += count[i] * count[i];
	/* of 1 KiB a byte stands 4 times, and pairs with itself each time */
	return pairs < (uint64_t)s.len * s.len / 128 + s.len;
}
