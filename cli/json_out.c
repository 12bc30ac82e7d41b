/*
 * `--format jsonl`, the answers of the lines protocol, and `--format json`, the
 * same objects in one array.
 *
 * A text of one piece is told in the order of the contract.  A larger one would
 * need all of its redacted text in memory for that, so it goes out as
 *
 *	{"id":…,"redacted":"… piece by piece …","findings":[…],"verdict":…}
 *
 * and findings beyond FINDINGS_KEEP bytes are counted in "omitted_findings".
 *
 * A line of a file of JSON lines tells the file last: ids are the lines' own, two
 * files may have the same, and where a line has none it is the line's number.
 */
#include "format.h"

#define FINDINGS_KEEP ((size_t)24 << 20)

static void
put_shown(struct buf *b, const struct jsonfind *how,
    const struct shuhi_entity *e)
{
	const struct piece *p = how->arg;

	buf_str(b, ",\"text\":");
	buf_json(b, span_sub(p->text, e->start, e->end));
}

static void
put_finding(struct buf *b, const struct render *r, const struct piece *p,
    const struct shuhi_finding *f)
{
	const struct jsonfind how = {
		.lang = r->opts->lang,
		.byte = p->byte,
		.chars = p->chars,
		.utf16 = p->utf16,
		.field = p->field,
		.more_of_entity = r->opts->show_text ? put_shown : NULL,
		.arg = p,
	};

	jsonfind_put(b, &how, f);
}

static void
put_verdict(struct buf *b, const struct text *t)
{
	buf_str(b, ",\"verdict\":\"");
	buf_str(b, shuhi_verdict_name(t->verdict));
	buf_str(b, "\",\"score\":");
	buf_u64(b, t->score);
}

static void
put_findings(struct buf *b, const struct render *r)
{
	buf_str(b, ",\"findings\":[");
	buf_span(b, buf_view(&r->findings));
	buf_char(b, ']');
	if (r->omitted > 0) {
		buf_str(b, ",\"omitted_findings\":");
		buf_u64(b, r->omitted);
	}
}

static bool
always(const struct text *t)
{
	(void)t;
	return true;
}

static void
json_open(struct render *r, const struct text *t)
{
	(void)t;
	r->findings.len = r->redacted.len = 0;
	r->omitted = 0;
	r->streaming = false;
}

/* What stands between two objects: a comma, or nothing for lines. */
static void
put_head(struct render *r, const struct text *t)
{
	if (r->opts->format == &format_json)
		buf_str(&r->sink->out, ",\n");
	buf_str(&r->sink->out, "{\"id\":");
	buf_span(&r->sink->out, t->id);
}

static void
stream(struct render *r, const struct text *t)
{
	struct buf *b = &r->sink->out;

	if (!r->streaming) {
		put_head(r, t);
		buf_str(b, ",\"redacted\":\"");
		r->streaming = true;
	}
	buf_span(b, buf_view(&r->redacted));
	r->redacted.len = 0;
}

static void
json_piece(struct render *r, const struct text *t, const struct piece *p)
{
	size_t i;

	for (i = 0; i < p->nfindings; i++) {
		if (r->findings.len > FINDINGS_KEEP) {
			r->omitted += p->nfindings - i;
			break;
		}
		if (r->findings.len > 0)
			buf_char(&r->findings, ',');
		put_finding(&r->findings, r, p, &p->findings[i]);
	}
	if (!t->coded) /* else codes would tell what is masked elsewhere */
		buf_json_part(&r->redacted, p->redacted);
	if (r->streaming || (!p->last && r->redacted.len >= SCAN_SPILL / 2))
		stream(r, t);
}

/* ,"file":"chat.jsonl"; standard input has no name, other ids are the path. */
static void
put_file(struct buf *b, const struct text *t)
{
	struct buf name = { 0 };

	if (t->path == NULL || t->input != INPUT_JSONL)
		return;
	buf_utf8(&name, span_of(t->path));
	buf_str(b, ",\"file\":");
	buf_json(b, buf_view(&name));
	b->failed |= name.failed;
	buf_free(&name);
}

static void
json_close(struct render *r, const struct text *t)
{
	struct buf *b = &r->sink->out;

	if (r->streaming) {
		buf_char(b, '"');
		put_findings(b, r);
		put_verdict(b, t);
	} else {
		put_head(r, t);
		put_verdict(b, t);
		put_findings(b, r);
		buf_str(b, ",\"redacted\":\"");
		if (t->verdict != SHUHI_UNSCANNED)
			buf_span(b, buf_view(&r->redacted));
		buf_char(b, '"');
	}
	jsonfind_failure(b, &t->failure);
	put_file(b, t);
	buf_char(b, '}');
	if (r->opts->format == &format_jsonl)
		buf_char(b, '\n');
	if (r->findings.failed || r->redacted.failed)
		b->failed = true; /* the run ends: this was half a report */
}

static void
json_begin(struct scan *scan)
{
	out_str(&scan->out, "[");
	scan->out.drop_next = true;
}

static void
json_end(struct scan *scan, double seconds)
{
	(void)seconds;
	scan->out.drop_next = false;
	out_str(&scan->out, "\n]\n");
}

const struct format format_jsonl = {
	.name = "jsonl",
	.wants_redacted = always,
	.open = json_open,
	.piece = json_piece,
	.close = json_close,
};

const struct format format_json = {
	.name = "json",
	.begin = json_begin,
	.end = json_end,
	.wants_redacted = always,
	.open = json_open,
	.piece = json_piece,
	.close = json_close,
};
