#include "lane.h"

#include <stdlib.h>

int
lane_open(struct scan *scan, struct lane **out, struct shuhi_error *err)
{
	struct lane *lane = calloc(1, sizeof *lane);

	if (lane == NULL) {
		*err = (struct shuhi_error){ .code = SHUHI_E_NOMEM,
			.message = "out of memory" };
		return -1;
	}
	lane->scan = scan;
	render_init(&lane->render, scan);
	if (shuhi_worker_open(scan->scanner, &lane->worker, err) != 0) {
		lane_close(lane);
		return -1;
	}
	*out = lane;
	return 0;
}

void
lane_close(struct lane *lane)
{
	if (lane == NULL)
		return;
	whole_free(&lane->whole); /* before the worker it uses */
	if (lane->worker != NULL)
		shuhi_worker_close(lane->worker);
	render_fini(&lane->render);
	buf_free(&lane->window);
	buf_free(&lane->chunk);
	buf_free(&lane->id);
	buf_free(&lane->redacted);
	seam_free(&lane->seam);
	json_line_free(&lane->json);
	free(lane);
}

void
lane_run(struct lane *lane, struct job *job)
{
	lane->job = job;
	lane->render.sink = &job->sink;
	if (job->kind == JOB_FILE)
		lane_file(lane, job);
	else
		lane_lines(lane, job);
	if (lane->id.failed || lane->chunk.failed)
		job->sink.out.failed = true; /* a text without its name */
	lane->render.sink = NULL;
	lane->job = NULL;
}

/* ---- texts --------------------------------------------------------------- */

void
text_open(struct lane *lane, struct text *t)
{
	seam_reset(&lane->seam);
	lane->scan->opts->format->open(&lane->render, t);
}

void
text_fail(struct text *t, const char *code, const char *message, uint64_t at)
{
	if (t->failure.code == NULL)
		t->failure = (struct failure){ code, message, at };
}

static void
fail_engine(struct text *t, const struct shuhi_error *err, uint64_t byte)
{
	text_fail(t, shuhi_code_name(err->code), err->message, byte + err->at);
}

/* What the engine makes of the last piece it scanned. */
static void
redact_plain(struct lane *lane, struct text *t, struct piece *p)
{
	struct shuhi_error err;

	p->redacted = p->text;
	if (p->nfindings > 0 &&
	    shuhi_redact(lane->worker, p->text.ptr, p->text.len,
	        lane->scan->opts->lang, &p->redacted.ptr, &p->redacted.len,
	        &err) != 0) {
		p->redacted = (struct span){ 0 };
		fail_engine(t, &err, p->byte);
	}
}

static void
redact_cut(struct lane *lane, struct text *t, struct piece *p, size_t cut,
    bool wanted)
{
	lane->redacted.len = 0;
	seam_pass(&lane->seam, p, cut, lane->scan->opts->lang,
	    wanted ? &lane->redacted : NULL);
	p->redacted = buf_view(&lane->redacted);
	if (lane->seam.failed || lane->redacted.failed)
		text_fail(t, "out-of-memory", "out of memory", p->byte);
}

void
text_piece(struct lane *lane, struct text *t, struct piece *p, size_t cut)
{
	const struct format *format = lane->scan->opts->format;
	const struct shuhi_result *res;
	struct shuhi_error err;
	bool wanted;

	if (shuhi_scan(lane->worker, p->text.ptr, p->text.len, &res, &err) !=
	    0) {
		fail_engine(t, &err, p->byte);
		return;
	}
	if (res->verdict > t->verdict)
		t->verdict = res->verdict;
	if (res->score > t->score)
		t->score = res->score;
	p->findings = res->findings;
	p->nfindings = res->nfindings;
	wanted = format->wants_redacted != NULL && format->wants_redacted(t);
	if (lane->seam.open || cut < p->text.len)
		redact_cut(lane, t, p, cut, wanted);
	else if (wanted)
		redact_plain(lane, t, p);
	t->nfindings += p->nfindings;
	progress_add(&lane->scan->progress, 0, 0, p->nfindings);
	format->piece(&lane->render, t, p);
}

void
text_close(struct lane *lane, struct text *t)
{
	struct tally *tally = &lane->job->tally;

	if (t->verdict == SHUHI_UNSCANNED)
		text_fail(t, "engine", "nobody has looked", 0);
	if (t->failure.code != NULL) {
		tally->errors++;
		if (t->verdict == SHUHI_PASS)
			t->verdict = SHUHI_UNSCANNED;
	}
	if (t->verdict == SHUHI_UNSCANNED)
		t->score = 0;
	tally->verdicts[t->verdict]++;
	tally->findings += t->nfindings;
	lane->scan->opts->format->close(&lane->render, t);
	progress_add(&lane->scan->progress, 0, 1, 0);
}
