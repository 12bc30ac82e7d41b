/*
 * A body judged: every text of it alone, then all of them as one.
 *
 *	name   山田太郎      alone: nothing        body   氏名: 山田太郎
 *	memo   肺炎で入院    alone: nothing               肺炎で入院     -> block
 */
#include <stdlib.h>

#include "err.h"
#include "extract.h"
#include "header.h"
#include "inflate.h"
#include "joined.h"
#include "limit.h"
#include "token.h"
#include "utf8.h"

/* A text is judged in pieces of about so many bytes, cut where a line ends. */
#define PIECE     ((size_t)1 << 20)
#define PIECE_CUT ((size_t)64 << 10) /* how far back the cut may be */

#define PIECE_LAP ((size_t)512) /* what two pieces of a line share */

#define SHORT_FIELD   4096 /* bytes of one field that go into the whole */
#define SCRAMBLED_MIN 12   /* so many that change so often are no word */
#define TOKEN_MIN     32   /* letters without a blank: a token, no word */

struct shuhi_body_scanner {
	struct shuhi_worker *worker;
	struct shuhi_body_limits limits;
	struct arena arena;
	struct extract x;
	struct shuhi_body_result result;
	enum shuhi_verdict worst;
	struct shuhi_body_finding *findings;
	size_t nfindings, cap_findings;
	const char *said[LIMIT_RULES]; /* rules that fields have met alone */
	size_t nsaid;
};

/* ---- findings ------------------------------------------------------------------- */

/* Where a piece begins in its field, in all three units. */
struct origin {
	uint64_t bytes, chars, utf16;
};

/* Only what is found needs to know: counting takes as long as looking. */
static void
move_on(struct origin *o, struct span text, size_t at)
{
	struct span more = span_sub(text, o->bytes, at);
	size_t i, wide = 0;

	for (i = 0; i < more.len; i++)
		wide += (unsigned char)more.ptr[i] >= 0xf0;
	o->bytes = at;
	o->chars += utf8_count(more);
	o->utf16 += utf8_count(more) + wide;
}

static const struct shuhi_entity *
copy_entities(struct shuhi_body_scanner *b, const struct shuhi_finding *f,
    const struct origin *o)
{
	struct shuhi_entity *v =
	    ARENA_NEW(&b->arena, f->nentities, struct shuhi_entity);
	size_t i;

	for (i = 0; v != NULL && i < f->nentities; i++) {
		v[i] = f->entities[i];
		v[i].start += o->bytes;
		v[i].end += o->bytes;
		v[i].start_char += o->chars;
		v[i].end_char += o->chars;
		v[i].start_utf16 += o->utf16;
		v[i].end_utf16 += o->utf16;
	}
	return v;
}

/* The worker forgets it with its next text. */
static const char *
copy_reason(struct shuhi_body_scanner *b, const char *reason)
{
	if (reason == NULL)
		return NULL;
	return extract_copy(&b->x, span_of(reason)).ptr;
}

static void
add_finding(struct shuhi_body_scanner *b, struct span path, struct span text,
    const struct shuhi_finding *f, const struct origin *o)
{
	struct shuhi_body_finding *new;

	if (b->nfindings == LIMIT_BODY_FINDINGS) {
		extract_fail(&b->x, SHUHI_CAUSE_TOO_LARGE, path, o->bytes);
		return;
	}
	b->findings = arena_grow(&b->arena, b->findings, b->nfindings,
	    &b->cap_findings, b->nfindings + 1, sizeof *b->findings);
	if (b->findings == NULL)
		return;
	new = &b->findings[b->nfindings++];
	*new = (struct shuhi_body_finding){
		.field = path.ptr,
		.finding = *f,
		.text = text.ptr,
		.len = text.len,
	};
	new->finding.entities = copy_entities(b, f, o);
	new->finding.reason[0] = copy_reason(b, f->reason[0]);
	new->finding.reason[1] = copy_reason(b, f->reason[1]);
}

static bool
is_said(const struct shuhi_body_scanner *b, const char *rule)
{
	size_t i;

	for (i = 0; i < b->nsaid; i++)
		if (b->said[i] == rule)
			return true;
	return false;
}

/* From now on what has been found is not found again. */
static void
remember_said(struct shuhi_body_scanner *b)
{
	size_t i;

	for (i = 0; i < b->nfindings && b->nsaid < LIMIT_RULES; i++)
		if (!is_said(b, b->findings[i].finding.rule))
			b->said[b->nsaid++] = b->findings[i].finding.rule;
}

static enum shuhi_verdict
verdict_of(enum shuhi_severity severity)
{
	return severity >= SHUHI_SEVERITY_HIGH ? SHUHI_BLOCK : SHUHI_REVIEW;
}

/* ---- judging -------------------------------------------------------------------- */

/* Where a piece of `text` from `at` ends: at a line's end if there is one near. */
static size_t
piece_end(struct span text, size_t at)
{
	size_t end, i;

	if (text.len - at <= PIECE)
		return text.len;
	end = utf8_start(text, at + PIECE);
	for (i = end; i > end - PIECE_CUT; i--)
		if (text.ptr[i - 1] == '\n')
			return i;
	return end;
}

/*
 * Where the next piece begins: a little before the end of one that was cut inside
 * a line, so that nothing is cut in two in both.
 */
static size_t
next_piece(struct span text, size_t end)
{
	if (end == text.len || text.ptr[end - 1] == '\n')
		return end;
	return utf8_start(text, end - PIECE_LAP);
}

static void
engine_failed(struct shuhi_body_scanner *b, struct span path,
    const struct shuhi_error *err, uint64_t at)
{
	enum shuhi_cause cause = SHUHI_CAUSE_ENGINE;

	if (err->code == SHUHI_E_LIMIT)
		cause = SHUHI_CAUSE_TOO_LARGE;
	else if (err->code == SHUHI_E_CHARSET)
		cause = SHUHI_CAUSE_UNDECODABLE;
	extract_fail(&b->x, cause, path, at + err->at);
}

/* What the engine says of one piece, but for what is said. */
static void
take_result(struct shuhi_body_scanner *b, struct span path, struct span text,
    const struct shuhi_result *res, const struct origin *o)
{
	const struct shuhi_finding *f;
	size_t i;

	for (i = 0; i < res->nfindings; i++) {
		f = &res->findings[i];
		if (is_said(b, f->rule))
			continue;
		add_finding(b, path, text, f, o);
		if (b->worst < verdict_of(f->severity))
			b->worst = verdict_of(f->severity);
		if (b->result.score < res->score)
			b->result.score = res->score;
	}
}

static void
judge_text(struct shuhi_body_scanner *b, struct span path, struct span text)
{
	struct origin o = { 0 };
	const struct shuhi_result *res;
	struct shuhi_error err;
	size_t at, end;

	for (at = 0; at < text.len; at = next_piece(text, end)) {
		if (extract_over(&b->x, path))
			return;
		end = piece_end(text, at);
		if (shuhi_scan(
		        b->worker, text.ptr + at, end - at, &res, &err) != 0) {
			engine_failed(b, path, &err, at);
		} else if (res->nfindings > 0) {
			move_on(&o, text, at);
			take_result(b, path, text, res, &o);
		}
	}
}

/* ---- the whole ------------------------------------------------------------------ */

/*
 * An identifier, a hash, a number without a name, an address of mail: no word of
 * anybody's story.
 */
static bool
is_token(const struct text_field *f)
{
	bool letters = false, mail = false;
	size_t i;

	if (f->label.len > 0)
		return false;
	for (i = 0; i < f->text.len; i++) {
		unsigned char c = (unsigned char)f->text.ptr[i];

		if (c >= 0x80 || c == ' ' || c == '\n')
			return false;
		letters |= is_latin(c);
		mail |= c == '@';
	}
	return !letters || mail || is_scrambled(f->text, SCRAMBLED_MIN) ||
	       f->text.len >= TOKEN_MIN;
}

static struct span
beginning(struct span text)
{
	if (text.len <= SHORT_FIELD)
		return text;
	return span_sub(text, 0, utf8_start(text, SHORT_FIELD));
}

static size_t
put(char *out, size_t n, struct span s)
{
	memcpy(out + n, s.ptr, s.len);
	return n + s.len;
}

/* `氏名: 山田太郎`, a line each; empty when there is nothing to put together. */
static struct span
whole_text(struct shuhi_body_scanner *b)
{
	const struct extract *x = &b->x;
	size_t i, room = 1, n = 0, lines = 0;
	const struct text_field *f;
	char *out;

	for (i = 0; i < x->nfields; i++)
		room += x->fields[i].label.len + SPAN(": \n").len +
		        beginning(x->fields[i].text).len;
	if ((out = arena_alloc(&b->arena, room)) == NULL)
		return SPAN("");
	for (i = 0; i < x->nfields; i++) {
		f = &x->fields[i];
		if (!f->shared || is_token(f))
			continue;
		if (f->label.len > 0) {
			n = put(out, n, f->label);
			n = put(out, n, SPAN(": "));
			lines++;
		}
		n = put(out, n, beginning(f->text));
		n = put(out, n, SPAN("\n"));
		lines++;
	}
	return lines > 1 ? (struct span){ out, n } : SPAN("");
}

static void
judge_all(struct shuhi_body_scanner *b)
{
	struct extract *x = &b->x;
	size_t i;

	/* the last may be one past the limit of fields, and is not there */
	if (x->nfields > x->limits.fields)
		x->nfields = x->limits.fields;
	for (i = 0; i < x->nfields && !extract_over(x, SPAN("body")); i++) {
		if (!x->fields[i].alone)
			continue;
		b->result.nfields++;
		if (is_scrambled(x->fields[i].text, SCRAMBLED_MIN))
			continue;
		judge_text(b, x->fields[i].path, x->fields[i].text);
	}
	remember_said(b);
	if (!extract_over(x, SPAN("body")))
		judge_text(b, SPAN("body"), whole_text(b));
	remember_said(b);
	if (!extract_over(x, SPAN("body")))
		judge_text(b, SPAN("body:joined"), extract_joined(x));
}

/* ---- a body --------------------------------------------------------------------- */

static struct span
span_or_empty(const char *s)
{
	return s != NULL ? span_of(s) : SPAN("");
}

/* X takes pictures and videos in pieces, and nothing else. */
static bool
is_piece(struct span url)
{
	return span_has(url, SPAN("command=APPEND")) &&
	       span_has(url, SPAN("media_id="));
}

static void
take_apart(struct extract *x, const struct shuhi_body *body)
{
	struct part p = {
		.path = SPAN(""),
		.label = SPAN(""),
		.bytes = { body->bytes, body->len },
		.type = span_or_empty(body->content_type),
	};
	uint64_t bad;

	if (body->url != NULL)
		extract_url(x, span_of(body->url));
	if (body->headers != NULL)
		extract_headers(x, span_of(body->headers));
	x->pieces = (body->url != NULL && is_piece(span_of(body->url))) ||
	            (body->headers != NULL &&
	                headers_say_media(x, span_of(body->headers)));
	if (body->filename != NULL)
		p.filename =
		    decode_text(x, SPAN(""), span_of(body->filename), &bad);
	if (p.filename.len > 0)
		extract_prose(
		    x, path_in(x, p.path, "filename"), SPAN(""), p.filename);
	if (p.bytes.len > x->limits.bytes) {
		p.bytes.len = x->limits.bytes;
		extract_fail(
		    x, SHUHI_CAUSE_TOO_LARGE, SPAN("body"), p.bytes.len);
	}
	if (p.bytes.len == 0)
		return;
	p.bytes = extract_inflate(
	    x, SPAN("body"), span_or_empty(body->content_encoding), p.bytes);
	extract_bytes(x, &p);
}

/* Gravest first, and else as they stand in the body. */
static struct shuhi_body_finding *
sorted(struct shuhi_body_scanner *b)
{
	struct shuhi_body_finding *v =
	    ARENA_NEW(&b->arena, b->nfindings, struct shuhi_body_finding);
	int severity;
	size_t i, n = 0;

	for (severity = SHUHI_SEVERITY_CRITICAL; v != NULL && severity >= 0;
	     severity--)
		for (i = 0; i < b->nfindings; i++)
			if ((int)b->findings[i].finding.severity == severity)
				v[n++] = b->findings[i];
	return v;
}

/* A text may be there in a few shapes at once: packed, decoded, cut, joined. */
static size_t
ceiling(uint64_t bytes)
{
	if (bytes < LIMIT_BODY_ARENA / 8)
		return LIMIT_BODY_ARENA;
	return bytes < SIZE_MAX / 8 ? 8 * bytes : SIZE_MAX;
}

int
shuhi_body_open(struct shuhi_worker *worker,
    const struct shuhi_body_limits *limits, struct shuhi_body_scanner **out,
    struct shuhi_error *err)
{
	struct shuhi_body_scanner *b;

	if ((b = calloc(1, sizeof *b)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for bodies", 0);
	b->worker = worker;
	if (limits != NULL)
		b->limits = *limits;
	limits_settle(&b->limits);
	arena_init(&b->arena, ceiling(b->limits.bytes));
	*out = b;
	return 0;
}

int
shuhi_body_scan(struct shuhi_body_scanner *b, const struct shuhi_body *body,
    const struct shuhi_body_result **res, struct shuhi_error *err)
{
	arena_wipe(&b->arena, LIMIT_ARENA_KEEP);
	b->result = (struct shuhi_body_result){ 0 };
	b->findings = NULL;
	b->nfindings = b->cap_findings = b->nsaid = 0;
	b->worst = SHUHI_PASS;
	if (body->bytes == NULL && body->len > 0)
		return fail(err, SHUHI_E_USAGE, "a length without bytes", 0);
	extract_start(&b->x, &b->arena, &b->limits);
	take_apart(&b->x, body);
	if (!b->arena.overflowed)
		judge_all(b);
	b->result.findings = sorted(b);
	b->result.nfindings = b->nfindings;
	b->result.failures = b->x.failures;
	b->result.nfailures = b->x.nfailures;
	b->result.verdict = b->worst;
	if (b->x.nfailures > 0 && b->worst != SHUHI_BLOCK)
		b->result.verdict = SHUHI_UNSCANNED;
	if (b->arena.overflowed)
		return fail(err, SHUHI_E_NOMEM, "no memory for a body", 0);
	*res = &b->result;
	return 0;
}

void
shuhi_body_close(struct shuhi_body_scanner *b)
{
	if (b == NULL)
		return;
	arena_fini(&b->arena);
	free(b);
}
