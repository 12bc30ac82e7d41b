#include "whole.h"

#include <stdlib.h>

#include "coded.h"
#include "lane.h"

#define SEAM ((size_t)128) /* bytes of codes that two reads may cut apart */

void
whole_free(struct whole *w)
{
	shuhi_body_close(w->scanner);
	buf_free(&w->bytes);
	*w = (struct whole){ 0 };
}

void
whole_begin(struct whole *w)
{
	if (w->bytes.cap > SCAN_WINDOW || w->bytes.failed)
		buf_free(&w->bytes);
	w->bytes.len = 0;
	w->too_long = false;
	w->ntold = 0;
}

void
whole_add(struct whole *w, struct text *t, struct span bytes)
{
	size_t seam;

	if (!w->too_long && w->bytes.len + bytes.len > SCAN_WHOLE) {
		buf_free(&w->bytes);
		w->too_long = true;
	}
	if (!w->too_long) {
		seam = w->bytes.len < SEAM ? w->bytes.len : SEAM;
		buf_span(&w->bytes, bytes);
		bytes = span_sub(buf_view(&w->bytes),
		    w->bytes.len - bytes.len - seam, w->bytes.len);
	}
	if (w->bytes.failed)
		text_fail(t, "out-of-memory", "out of memory", 0);
	else if (!t->coded)
		t->coded = coded_in(bytes);
}

static bool
is_told(const struct whole *w, const char *rule)
{
	size_t i;

	for (i = 0; i < w->ntold; i++)
		if (w->told[i] == rule)
			return true;
	return false;
}

void
whole_told(struct whole *w, const struct piece *p)
{
	size_t i;

	for (i = 0; i < p->nfindings && w->ntold < WHOLE_RULES; i++)
		if (!is_told(w, p->findings[i].rule))
			w->told[w->ntold++] = p->findings[i].rule;
}

/*
 * The plain text has told of this rule, and of these very letters or of all of them
 * together.
 */
static bool
is_repeated(const struct whole *w, const struct shuhi_body_finding *f)
{
	struct extent x = format_extent(&f->finding);
	struct span text = { f->text, f->len };

	return is_told(w, f->finding.rule) &&
	    (strcmp(f->field, "body") == 0 ||
	        span_has(buf_view(&w->bytes), span_sub(text, x.start, x.end)));
}

/* ---- telling --------------------------------------------------------------- */

/* The findings of one field are told together: what one names all have to mask. */
static void
tell_field(struct lane *lane, struct text *t, const struct shuhi_body_result *res,
    size_t first, struct shuhi_finding *of_field)
{
	const struct shuhi_body_finding *f = &res->findings[first];
	struct piece p = {
		.text = { f->text, f->len },
		.findings = of_field,
		.field = f->field,
		.line = 1,
		.column = 1,
	};
	bool new = false;
	size_t i;

	for (i = first; i < res->nfindings; i++) {
		if (res->findings[i].field != f->field)
			continue;
		of_field[p.nfindings++] = res->findings[i].finding;
		new |= !is_repeated(&lane->whole, &res->findings[i]);
	}
	if (!new)
		return;
	for (i = 0; i < p.nfindings; i++)
		if (t->verdict < format_verdict(of_field[i].severity))
			t->verdict = format_verdict(of_field[i].severity);
	t->nfindings += p.nfindings;
	progress_add(&lane->scan->progress, 0, 0, p.nfindings);
	lane->scan->opts->format->piece(&lane->render, t, &p);
}

static bool
is_first_of_field(const struct shuhi_body_result *res, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (res->findings[i].field == res->findings[at].field)
			return false;
	return true;
}

static void
tell_findings(
    struct lane *lane, struct text *t, const struct shuhi_body_result *res)
{
	struct shuhi_finding *room =
	    calloc(res->nfindings + 1, sizeof *room);
	size_t i;

	if (room == NULL) {
		text_fail(t, "out-of-memory", "out of memory", 0);
		return;
	}
	for (i = 0; i < res->nfindings; i++) {
		if (!is_first_of_field(res, i))
			continue;
		tell_field(lane, t, res, i, room);
		if (lane->job->sink.out.len > SCAN_SPILL)
			lane->job->sink.spill(&lane->job->sink);
	}
	free(room);
	if (t->score < res->score)
		t->score = res->score;
}

static void
tell_failure(struct text *t, const struct shuhi_failure *f)
{
	static const struct {
		const char *code, *message;
	} words[SHUHI_CAUSE_COUNT] = {
		[SHUHI_CAUSE_NONE] = { "unread", "a part cannot be read" },
		[SHUHI_CAUSE_TOO_LARGE] = { "limit", "a part is too large" },
		[SHUHI_CAUSE_RATIO] = { "limit", "a part is too large" },
		[SHUHI_CAUSE_TIMEOUT] = { "limit",
		    "reading what is written as codes took too long" },
		[SHUHI_CAUSE_UNDECODABLE] = { "charset",
		    "a part holds bytes that are not text" },
		[SHUHI_CAUSE_BROKEN] = { "unread", "a part is damaged" },
		[SHUHI_CAUSE_ENCRYPTED] = { "unread", "a part is encrypted" },
		[SHUHI_CAUSE_UNSUPPORTED] = { "unread",
		    "a part is of a kind that is not read" },
		[SHUHI_CAUSE_DEPTH] = { "limit", "nested too deep" },
		[SHUHI_CAUSE_ENGINE] = { "engine", "a part cannot be read" },
		[SHUHI_CAUSE_MEDIA] = { "unread",
		    "a part is a picture, sound or video" },
	};

	text_fail(t, words[f->cause].code, words[f->cause].message, 0);
}

void
whole_judge(struct lane *lane, struct text *t)
{
	static const struct shuhi_body_limits limits = {
		.bytes = 4 * SCAN_WHOLE,
		.fields = 1000000,
		.milliseconds = 10 * 60 * 1000,
	};
	struct whole *w = &lane->whole;
	const struct shuhi_body_result *res;
	struct shuhi_body body = { 0 };
	struct shuhi_error err;

	if (w->too_long) {
		text_fail(t, "limit",
		    "letters are written as codes, and the file is longer than "
		    "16 MiB", SCAN_WHOLE);
		return;
	}
	body.bytes = w->bytes.ptr;
	body.len = w->bytes.len;
	if ((w->scanner == NULL &&
	        shuhi_body_open(lane->worker, &limits, &w->scanner, &err) !=
	            0) ||
	    shuhi_body_scan(w->scanner, &body, &res, &err) != 0) {
		text_fail(t, shuhi_code_name(err.code), err.message, 0);
		return;
	}
	if (res->nfailures > 0)
		tell_failure(t, &res->failures[0]);
	tell_findings(lane, t, res);
}
