/* Where the chain of FILE ends, and what stands behind its end. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "auditparts.h"
#include "limit.h"

/* what is searched for the last line; longer garbage is found damaged as well */
#define TAIL_WINDOW ((size_t)2 * LIMIT_AUDIT_LINE)

struct tail_read {
	bool any;        /* some line was good */
	uint64_t end;    /* of the last good one, with its newline */
	struct chain_link link;
};

/* The last good line of a window whose first byte is byte `base` of FILE. */
static void
last_line(const struct audit_file *f, struct span w, uint64_t base,
    bool foreign, struct tail_read *out)
{
	size_t end = w.len, from;
	enum chain_state state;
	const char *nl;

	while (end > 0) {
		nl = memrchr(w.ptr, '\n', end);
		if (nl == NULL)
			return;
		end = (size_t)(nl - w.ptr);
		nl = end == 0 ? NULL : memrchr(w.ptr, '\n', end);
		from = nl == NULL ? 0 : (size_t)(nl - w.ptr) + 1;
		state = chain_open(
		    span_sub(w, from, end), f->key, &out->link);
		if (state == CHAIN_GOOD ||
		    (foreign && state == CHAIN_FORGED)) {
			out->any = true;
			out->end = base + end + 1;
			return;
		}
	}
}

/* What stands behind the last good line. */
static int
close_gap(struct audit_file *f, struct span gap, const char *what,
    struct shuhi_error *err)
{
	bool torn = what == NULL && gap.len > 0 &&
	    memchr(gap.ptr, '\n', gap.len) == NULL;
	struct buf b = { 0 }, line = { 0 };
	struct digest sum;
	char hex[65];
	int rc = 0;

	seal_of(f->key, gap, &sum);
	digest_hex(&sum, hex);
	audit_put_type(f, &b, torn ? "torn" : "damaged");
	if (!torn)
		buf_printf(&b, ",\"what\":\"%s\"", what != NULL ? what : "line");
	if (gap.len > 0)
		buf_printf(&b, ",\"bytes\":%zu,\"sum\":\"%s\"", gap.len, hex);
	if (b.failed)
		rc = audit_nomem(err);
	if (rc == 0 && gap.len > 0 && gap.ptr[gap.len - 1] != '\n')
		rc = audit_put_line(f, SPAN("\n"), err);
	if (rc == 0)
		rc = audit_seal_line(f, &line, buf_view(&b), err);
	buf_free(&b);
	buf_free(&line);
	return rc;
}

static int
read_window(struct audit_file *f, struct buf *w, uint64_t *base)
{
	size_t n = f->size < TAIL_WINDOW ? (size_t)f->size : TAIL_WINDOW;

	*base = f->size - n;
	if (buf_room(w, n) == NULL && n > 0)
		return -1;
	if (n > 0 && pread(f->fd, w->ptr, n, (off_t)*base) != (ssize_t)n)
		return -1;
	w->len = n;
	return 0;
}

/* The first line: its number, and whether another key chained this file. */
static bool
is_foreign(struct audit_file *f)
{
	char line[1024];
	ssize_t n = pread(f->fd, line, sizeof line, 0);
	const char *nl = n <= 0 ? NULL : memchr(line, '\n', (size_t)n);
	struct chain_link first = { .seq = 0 };
	struct span s, id;
	enum chain_state state;

	f->first = 0;
	if (nl == NULL)
		return false;
	s = (struct span){ line, (size_t)(nl - line) };
	state = chain_open(s, f->key, &first);
	f->first = first.seq;
	id = chain_member(s, "key");
	return state == CHAIN_FORGED && id.ptr != NULL &&
	    !span_eq(id, span_of(f->key_id));
}

/* Compare with FILE.head: a chain that ends before it has lost its tail. */
static int
check_head(struct audit_file *f, bool cut, struct shuhi_error *err)
{
	struct audit_head head;
	struct span nothing = { "", 0 };
	bool any = audit_head_read(f->head_fd, f->head_key, &head) &&
	    head.good;

	if (cut)
		return close_gap(f, nothing, "tail", err);
	if (!any)
		/* of a log that has just begun it may not be there yet */
		return f->tail.seq == 0
		    ? 0 : close_gap(f, nothing, "head", err);
	if (head.seq < f->tail.seq ||
	    (head.seq == f->tail.seq && digest_eq(&head.hash, &f->tail.hash)))
		return 0;
	return close_gap(f, nothing, "tail", err);
}

static int
take_tail(struct audit_file *f, struct span w, uint64_t base,
    struct shuhi_error *err)
{
	struct tail_read t = { .any = false };
	bool foreign = is_foreign(f);
	struct audit_head head;
	struct span gap = w;

	last_line(f, w, base, foreign, &t);
	f->tail = t.any ? t.link : (struct chain_link){ .seq = UINT64_MAX };
	/* nothing of it can be read: go on behind what was last known */
	if (!t.any && audit_head_read(f->head_fd, f->head_key, &head))
		f->tail = (struct chain_link){ .seq = head.seq,
			.hash = head.hash };
	if (t.any)
		gap = span_sub(w, t.end - base, w.len);
	/* it goes on under our key in a file of its own */
	if (foreign)
		return audit_rotate(f) == 0 ? 0
		    : audit_io(err, f, "cannot begin a file for the new key");
	return gap.len > 0 ? close_gap(f, gap, NULL, err) : 0;
}

int
audit_load_tail(
    struct audit_file *f, bool opening, bool cut, struct shuhi_error *err)
{
	struct buf w = { 0 };
	uint64_t base;
	int rc;

	if (read_window(f, &w, &base) != 0)
		rc = w.failed ? audit_nomem(err)
		              : audit_io(err, f, "cannot read the audit");
	else
		rc = take_tail(f, buf_view(&w), base, err);
	buf_free(&w);
	if (rc == 0 && (opening || cut))
		rc = check_head(f, cut, err);
	return rc;
}
