/*
 * Bytes that grow, and are wiped when they go: what is in them may have come
 * from a patient's record.
 *
 * Failure is sticky: after one allocation has failed, nothing more is added and
 * `failed` stays set, so that a report made from half its parts is never taken
 * for a whole one.  buf_free() forgets it.
 */
#ifndef SHUHI_BUF_H
#define SHUHI_BUF_H

#include "span.h"

struct buf {
	char *ptr;
	size_t len;
	size_t cap;
	bool failed;
};

/* Room for `more` bytes after ptr[len]; NULL when there is no memory. */
char *buf_room(struct buf *, size_t more);

void buf_put(struct buf *, const void *, size_t);
void buf_span(struct buf *, struct span);
void buf_str(struct buf *, const char *);
void buf_char(struct buf *, char);
void buf_fill(struct buf *, char, size_t times);
void buf_u64(struct buf *, uint64_t);
void buf_printf(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));

/* The time, as 2026-11-21T23:30:00.123Z. */
void buf_now(struct buf *);

/* 0.95, 0.5, 1: at most three decimals, no trailing zeros, always a point "." */
void buf_decimal(struct buf *, double);

/*
 * A JSON string, with and without its quotes.  Valid UTF-8 in, valid UTF-8 out;
 * also escaped: U+0085, U+2028, U+2029, which some readers take for line ends.
 */
void buf_json(struct buf *, struct span);
void buf_json_part(struct buf *, struct span);

/* As text or an attribute's value of HTML: & < > " ' are escaped. */
void buf_html(struct buf *, struct span);

/* Bytes of unknown kind (a file name) as UTF-8: U+FFFD for what is not. */
void buf_utf8(struct buf *, struct span);

struct span buf_view(const struct buf *);
void buf_drop(struct buf *, size_t first); /* the first bytes; rest moves up */
void buf_free(struct buf *);

#endif
