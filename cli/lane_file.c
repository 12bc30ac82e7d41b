/* A whole file as one text, a window at a time. */
#include "lane.h"

#include <errno.h>
#include <unistd.h>

#include "extract/kind.h"
#include "utf8.h"
#include "walk.h"

struct feed {
	struct lane *lane;
	struct text *text;
	struct shuhi_decoder *decoder;
	struct piece piece; /* where the window begins */
	size_t seen;        /* bytes at its start that were scanned before */
	bool begun;         /* the first letters were looked at */
};

static size_t
to_lead(struct span s, size_t at)
{
	return at < s.len ? utf8_start(s, at) : at;
}

/* Bytes of the window to scan now: whole lines, else whole characters. */
static size_t
window_end(struct span w, bool last, bool *in_line)
{
	const char *nl = memrchr(w.ptr, '\n', w.len);
	size_t at, to;

	*in_line = false;
	if (last)
		return w.len;
	if (nl != NULL)
		return (size_t)(nl - w.ptr) + 1;
	*in_line = true;
	/* the last character may not be complete yet */
	to = at = utf8_prev(w, w.len);
	return utf8_next(w, &to) == UTF8_BAD ? at : to;
}

/* The next window begins `n` bytes further on. */
static void
move_on(struct piece *p, struct span gone)
{
	size_t i, lines = 0, chars = 0, wide = 0, since = 0;

	for (i = 0; i < gone.len; i++) {
		chars += utf8_is_lead(gone.ptr[i]);
		wide += (unsigned char)gone.ptr[i] >= 0xf0;
		if (gone.ptr[i] == '\n') {
			lines++;
			since = chars;
		}
	}
	p->byte += gone.len;
	p->chars += chars;
	p->utf16 += chars + wide;
	p->column = (lines > 0 ? 1 : p->column) + (chars - since);
	p->line += lines;
}

static void
scan_window(struct feed *f, bool last)
{
	struct buf *w = &f->lane->window;
	struct span all = buf_view(w);
	struct piece p = f->piece;
	size_t end, cut;
	bool in_line;

	end = cut = window_end(all, last, &in_line);
	if (in_line && end > 2 * SCAN_OVERLAP)
		cut = to_lead(all, end - SCAN_OVERLAP);
	/* also when all was seen: what lies behind the cut is not redacted yet */
	if (end > f->seen || p.first || f->lane->seam.open) {
		p.text = (struct span){ end > 0 ? all.ptr : "", end };
		p.last = last;
		text_piece(f->lane, f->text, &p, cut);
		whole_told(&f->lane->whole, &p);
		f->piece.first = false;
	}
	progress_add(&f->lane->scan->progress, 0, 0, 0);
	if (f->lane->job->sink.out.len > SCAN_SPILL)
		f->lane->job->sink.spill(&f->lane->job->sink);
	if (!last)
		move_on(&f->piece, span_sub(all, 0, cut));
	f->seen = end - cut;
	buf_drop(w, cut);
}

static void
append(struct feed *f, struct span s)
{
	struct buf *w = &f->lane->window;
	size_t n;

	while (s.len > 0 && !w->failed) {
		n = SCAN_WINDOW - w->len < s.len ? SCAN_WINDOW - w->len : s.len;
		buf_put(w, s.ptr, n);
		s = span_sub(s, n, s.len);
		if (w->len == SCAN_WINDOW)
			scan_window(f, false);
	}
	if (w->failed)
		text_fail(f->text, "out-of-memory", "out of memory",
		    f->piece.byte);
}

#define HEAD   ((size_t)512) /* bytes in which no file of another kind is all text */
#define NOISES ((size_t)256) /* letters; in fewer, control characters may be slips */

static bool
has_control(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' &&
		    (s.ptr[i] == '\0' ||
		        strchr("\t\n\r\f\x1b", s.ptr[i]) == NULL))
			return true;
	return false;
}

/*
 * Do a file's first bytes and letters say that it is none of texts, but an archive, a
 * picture, noise?  Whatever letters stand in it mean nothing then.
 */
static bool
is_no_text(struct span bytes, const struct shuhi_decoded *d)
{
	struct span head = span_sub(bytes, 0, bytes.len < HEAD ? bytes.len : HEAD);
	enum kind kind = kind_of(&(struct part){ .bytes = bytes });

	/* PDF, RTF and PostScript are ASCII, and their Japanese is not */
	if (kind == KIND_COMPOUND || span_starts(bytes, SPAN("%PDF-")))
		return true;
	if (kind != KIND_TEXT)
		return d->bad > 0 || has_control(head);
	return kind_is_garbled((struct span){ d->text, d->len }) &&
	    (d->bad > 0 || d->len >= NOISES);
}

/* 0 to go on, -1 when there is no sense in it. */
static int
decode(struct feed *f, struct span bytes, bool last)
{
	struct shuhi_decoded d;
	struct shuhi_error err;

	if (shuhi_decoder_feed(f->decoder, bytes.ptr, bytes.len, last, &d,
	        &err) != 0) {
		text_fail(f->text, shuhi_code_name(err.code), err.message,
		    err.at);
		return -1;
	}
	if (!f->begun && d.len > 0) {
		f->begun = true;
		if (is_no_text(buf_view(&f->lane->whole.bytes), &d)) {
			text_fail(f->text, "unread", "not a text file", 0);
			return -1;
		}
	}
	if (d.bad > 0)
		text_fail(f->text, "charset", "bytes that are not text",
		    d.bad - 1);
	append(f, (struct span){ d.text, d.len });
	return f->lane->window.failed ? -1 : 0;
}

/* Up to its end, if that makes sense. */
static void
read_all(struct feed *f, int fd)
{
	struct buf *chunk = &f->lane->chunk;
	struct scan *scan = f->lane->scan;
	uint64_t total = 0;
	ssize_t n;

	chunk->len = 0;
	if (buf_room(chunk, SCAN_READ) == NULL) {
		text_fail(f->text, "out-of-memory", "out of memory", 0);
		return;
	}
	while (!atomic_load(&scan->stop)) {
		n = read(fd, chunk->ptr, SCAN_READ);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			text_fail(f->text, "io", strerrordesc_np(errno), total);
		if (n <= 0)
			break;
		total += (uint64_t)n;
		progress_add(&scan->progress, (uint64_t)n, 0, 0);
		whole_add(&f->lane->whole, f->text,
		    (struct span){ chunk->ptr, (size_t)n });
		if (decode(f, (struct span){ chunk->ptr, (size_t)n }, false) !=
		    0)
			return;
	}
	if (decode(f, SPAN(""), true) != 0)
		return;
	scan_window(f, true);
	if (f->text->coded)
		whole_judge(f->lane, f->text);
}

static void
scan_fd(struct lane *lane, struct text *t, int fd)
{
	struct feed f = {
		.lane = lane,
		.text = t,
		.piece = { .first = true, .line = 1, .column = 1 },
	};
	struct shuhi_error err;

	lane->window.len = 0;
	if (shuhi_decoder_open(lane->scan->opts->charset, &f.decoder, &err) !=
	    0) {
		text_fail(t, shuhi_code_name(err.code), err.message, 0);
		return;
	}
	whole_begin(&lane->whole);
	read_all(&f, fd);
	shuhi_decoder_close(f.decoder);
	if (lane->window.failed)
		buf_free(&lane->window);
	lane->window.len = 0;
}

static struct span
file_id(struct lane *lane, const char *path)
{
	lane->chunk.len = lane->id.len = 0;
	if (path == NULL)
		buf_str(&lane->chunk, "-");
	else
		buf_utf8(&lane->chunk, span_of(path));
	buf_json(&lane->id, buf_view(&lane->chunk));
	lane->chunk.len = 0;
	return buf_view(&lane->id);
}

void
lane_file(struct lane *lane, struct job *job)
{
	struct text t = {
		.path = job->path,
		.input = INPUT_TEXT,
		.id = file_id(lane, job->path),
	};
	int fd = -1;

	text_open(lane, &t);
	errno = job->error;
	if (job->error == 0)
		fd = walk_open(job->path, job->found);
	if (fd < 0)
		text_fail(&t, "io", strerrordesc_np(errno), 0);
	else
		scan_fd(lane, &t, fd);
	walk_close(fd);
	text_close(lane, &t);
}
