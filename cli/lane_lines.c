/* A batch of lines, each a text of its own. */
#include "lane.h"

static struct span
line_id(struct lane *lane, const struct job *job, uint64_t number)
{
	struct buf *b = &lane->id;

	b->len = 0;
	if (job->input == INPUT_JSONL || job->path == NULL) {
		buf_u64(b, number);
		return buf_view(b);
	}
	buf_char(b, '"');
	buf_utf8(&lane->chunk, span_of(job->path));
	buf_json_part(b, buf_view(&lane->chunk));
	lane->chunk.len = 0;
	buf_char(b, ':');
	buf_u64(b, number);
	buf_char(b, '"');
	return buf_view(b);
}

static struct span
without_quotes(struct span s)
{
	return s.len > 1 && s.ptr[0] == '"' ? span_sub(s, 1, s.len - 1) : s;
}

static void
scan_whole(struct lane *lane, struct text *t, struct span s)
{
	struct piece p = {
		.text = s,
		.first = true,
		.last = true,
		.line = t->input == INPUT_LINES ? t->line : 1,
		.column = 1,
	};

	if (p.text.ptr == NULL)
		p.text.ptr = "";
	text_piece(lane, t, &p, s.len);
}

static void
scan_json(struct lane *lane, struct text *t, struct span line)
{
	struct json_line *j = &lane->json;
	struct span bom = SPAN("\xef\xbb\xbf");
	size_t skip = t->line == 1 && span_starts(line, bom) ? bom.len : 0;
	struct failure f = { 0 };
	int rc;

	rc = json_line_read(j, span_sub(line, skip, line.len), &f);
	if (j->id.ptr != NULL) {
		t->id = j->id;
		t->name = j->id_name;
	}
	text_open(lane, t);
	lane->job->tally.foreign +=
	    rc != 0 && strcmp(f.message, JSON_NO_TEXT) == 0;
	if (rc == 0)
		scan_whole(lane, t, j->text);
	else
		text_fail(t, f.code, f.message, f.at + skip);
	text_close(lane, t);
	json_line_done(j);
}

/*
 * The decoder has put U+FFFD where it could not read.  It does not say in which
 * lines, so every line with one is taken for broken.
 */
static void
scan_plain(struct lane *lane, struct text *t, struct span line, bool broken)
{
	struct span mark = SPAN("\xef\xbf\xbd");
	const char *at;

	text_open(lane, t);
	if (line.len > SHUHI_TEXT_MAX)
		text_fail(t, "limit", "the text is longer than 16 MiB",
		    SHUHI_TEXT_MAX);
	else
		scan_whole(lane, t, line);
	at = broken && line.len > 0
	    ? memmem(line.ptr, line.len, mark.ptr, mark.len) : NULL;
	if (at != NULL)
		text_fail(t, "charset", "bytes that are not text",
		    (uint64_t)(at - line.ptr));
	text_close(lane, t);
}

static void
scan_line(struct lane *lane, struct job *job, uint64_t number,
    struct span line)
{
	struct text t = {
		.path = job->path,
		.input = job->input,
		.line = number,
		.id = line_id(lane, job, number),
	};

	t.name = without_quotes(t.id);
	if (job->too_long || line.len > SCAN_LINE) {
		text_open(lane, &t);
		text_fail(&t, "limit", "the line is longer than 64 MiB",
		    SCAN_LINE);
		text_close(lane, &t);
	} else if (job->input == INPUT_JSONL)
		scan_json(lane, &t, line);
	else
		scan_plain(lane, &t, line, job->broken);
	if (job->sink.out.len > SCAN_SPILL)
		job->sink.spill(&job->sink);
}

void
lane_lines(struct lane *lane, struct job *job)
{
	struct span raw = buf_view(&job->raw), line;
	uint64_t number = job->line;
	size_t at = 0, to;
	const char *nl;

	if (job->too_long)
		scan_line(lane, job, number, (struct span){ 0 });
	while (at < raw.len && !atomic_load(&lane->scan->stop)) {
		nl = memchr(raw.ptr + at, '\n', raw.len - at);
		to = nl == NULL ? raw.len : (size_t)(nl - raw.ptr);
		line = span_sub(raw, at, to);
		if (nl != NULL && line.len > 0 && nl[-1] == '\r')
			line.len--;
		scan_line(lane, job, number++, line);
		progress_add(&lane->scan->progress, to - at + 1, 0, 0);
		at = to + 1;
	}
}
