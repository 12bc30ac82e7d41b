#include "fold.h"

#include <endian.h>

#include "err.h"
#include "foldtable.h"
#include "limit.h"
#include "utf8.h"

/* ---- output with a map back ------------------------------------------- */

struct writer {
	struct arena *arena;
	char *out;
	size_t len, cap;
	size_t guess; /* room to begin with */
	struct fold_map *map;
};

static bool
put(struct writer *w, const char *bytes, size_t n)
{
	if (n > w->cap - w->len) {
		size_t want = w->len + n > w->guess ? w->len + n : w->guess;
		char *p =
		    arena_grow(w->arena, w->out, w->len, &w->cap, want, 1);
		if (p == NULL)
			return false;
		w->out = p;
	}
	if (n > 0)
		memcpy(w->out + w->len, bytes, n);
	w->len += n;
	return true;
}

/* What was written; never a null pointer, also when all was invisible. */
static struct span
written(const struct writer *w)
{
	return (struct span){ w->out != NULL ? w->out : "", w->len };
}

/* Output [from, now) stands for input [orig, orig + olen). */
static bool
put_unit(struct writer *w, size_t from, size_t orig, size_t olen)
{
	struct fold_map *m = w->map;
	struct fold_unit *p;

	p = arena_grow(w->arena, m->units, m->n, &m->cap, m->n + 1, sizeof *p);
	if (p == NULL)
		return false;
	m->units = p;
	p[m->n++] = (struct fold_unit){
		.norm = (uint32_t)from,
		.nlen = (uint32_t)(w->len - from),
		.orig = (uint32_t)orig,
		.olen = (uint32_t)olen,
	};
	return true;
}

/* ---- pass 1: by table ------------------------------------------------- */

/* Places pass 2 has to look at: byte offsets into pass 1's output. */
struct places {
	uint32_t *at;
	size_t n, cap;
};

static bool
note(struct arena *a, struct places *p, size_t at)
{
	uint32_t *v;

	if (p->n > 0 && p->at[p->n - 1] == at)
		return true;
	v = arena_grow(a, p->at, p->n, &p->cap, p->n + 1, sizeof *v);
	if (v == NULL)
		return false;
	p->at = v;
	v[p->n++] = (uint32_t)at;
	return true;
}

static uint32_t
lookup_extra(const struct fold_table *t, uint32_t c)
{
	size_t i;

	for (i = 0; i < t->nextra; i++)
		if (t->extra[i].from == c)
			return t->extra[i].to;
	return 0;
}

/* The code points `c` becomes; n or -1. */
static int
fold_special(const struct fold_table *t, uint32_t c, uint32_t *out)
{
	uint32_t to;

	if (c > 0xffff && (to = lookup_extra(t, c)) != 0) {
		out[0] = to;
		return 1;
	}
	/* pictographs fold to themselves: spare ICU the question */
	if (c >= 0x1f300 && c <= 0x1faff) {
		out[0] = c;
		return 1;
	}
	return fold_by_icu(t, c, out);
}

struct pass1 {
	const struct fold_table *t;
	struct arena *arena;
	struct span in;
	struct writer w;
	struct places *places;
	size_t copied; /* input is in the output up to here */
	uint32_t prev; /* code point last written, 0 at the start */
	uint32_t twin; /* how often in a row */
};

/* Copy what passed unchanged since the last change. */
static bool
flush(struct pass1 *p, size_t upto)
{
	bool ok = put(&p->w, p->in.ptr + p->copied, upto - p->copied);

	p->copied = upto;
	return ok;
}

/*
 * The output's last letter, at `from`, now stands for all input up to `upto`: for
 * what was dropped behind it too, and with all of an expansion it ends (ﬁ + ´).
 */
static bool
widen(struct writer *w, size_t from, size_t upto)
{
	struct fold_map *m = w->map;
	struct fold_unit *u;
	size_t orig = from;

	while (m->n > 0 && m->units[m->n - 1].norm > from)
		m->n--;
	if (m->n > 0) {
		u = &m->units[m->n - 1];
		if (u->norm + u->nlen > from) {
			u->nlen = (uint32_t)(w->len - u->norm);
			u->olen = (uint32_t)(upto - u->orig);
			return true;
		}
		orig = u->orig + u->olen + (from - u->norm - u->nlen);
	}
	return put_unit(w, from, orig, upto - orig);
}

/* Join a sound mark (or accent) with the letter before it: カ + ゛ = ガ. */
static bool
compose(struct pass1 *p, uint32_t mark, size_t at, size_t len)
{
	struct writer *w = &p->w;
	uint32_t joined;
	size_t from;
	char buf[4];

	if (!flush(p, at))
		return false;
	joined = p->prev == 0 ? UTF8_BAD
	                      : (uint32_t)unorm2_composePair(
	                            p->t->nfc, (UChar32)p->prev, (UChar32)mark);
	p->copied = at + len;
	if ((int32_t)joined < 0) { /* nothing to join: write it alone */
		from = w->len;
		p->prev = mark;
		return put(w, buf, utf8_put(buf, mark)) &&
		       put_unit(w, from, at, len);
	}
	from = utf8_prev(written(w), w->len);
	w->len = from;
	p->prev = joined;
	if (!put(w, buf, utf8_put(buf, joined)))
		return false;
	return widen(w, from, at + len);
}

/* Where in the output would input byte `at` land right now? */
static size_t
out_pos(const struct pass1 *p, size_t at)
{
	return p->w.len + (at - p->copied);
}

/* Does pass 2 have to look at code point c, which comes after prev? */
static bool
remarkable(const struct pass1 *p, uint32_t c)
{
	if (c == p->prev)
		return (p->twin >= 2 && is_letter_ja(c)) || is_dash(c);
	if (is_dash(c))
		return c != 0x30fc || !is_katakana(p->prev);
	return is_letter_ja(p->prev) && is_separator(c);
}

static bool
step(struct pass1 *p, uint32_t c, size_t at)
{
	if (remarkable(p, c) && !note(p->arena, p->places, out_pos(p, at)))
		return false;
	p->twin = c == p->prev ? p->twin + 1 : 1;
	p->prev = c;
	return true;
}

static bool
change(struct pass1 *p, uint32_t c, size_t at, size_t len)
{
	uint32_t out[MAX_EXPANSION], m;
	char buf[4];
	size_t from;
	int n, i;

	m = c < 0x10000 ? p->t->map[c] : SPECIAL;
	out[0] = m;
	n = 1;
	if (m == SPECIAL && (n = fold_special(p->t, c, out)) < 0)
		return false;
	if (n == 1 && joins(out[0]))
		return compose(p, out[0], at, len);
	if (n == 1 && out[0] == c) /* only looked at, not changed */
		return step(p, c, at);
	if (!flush(p, at))
		return false;
	p->copied = at + len;
	from = p->w.len;
	for (i = 0; i < n; i++) {
		p->copied = at; /* out_pos() counts from the output's end */
		if (!step(p, out[i], at) ||
		    !put(&p->w, buf, utf8_put(buf, out[i])))
			return false;
	}
	p->copied = at + len;
	/* in step without a unit when one became one of the same length */
	return (n == 1 && p->w.len - from == len) ||
	       put_unit(&p->w, from, at, len);
}

/*
 * The hot path: past what stays as it is and differs from the one before, kana,
 * kanji and ASCII, as long as four bytes can be read at once.
 */
static size_t
skip_plain(struct pass1 *p, size_t at)
{
	const unsigned char *s = (const unsigned char *)p->in.ptr;
	const uint16_t *map = p->t->map;
	uint32_t prev = p->prev, four, c;
	size_t start = at, len;

	for (; p->in.len - at >= 4; at += len, prev = c) {
		memcpy(&four, s + at, sizeof four);
		four = le32toh(four); /* the first byte lowest */
		c = four & 0x7f;
		len = 1;
		if ((four & 0xc0c0f0) == 0x8080e0) { /* e. 8-b. 8-b. */
			c = (four & 0x0f) << 12 | (four >> 2 & 0xfc0) |
			    (four >> 16 & 0x3f);
			len = 3;
			if (c < 0x3000) /* overlong forms are among them */
				break;
		} else if (four & 0x80) {
			break;
		}
		if (map[c] != PLAIN || c == prev)
			break;
	}
	if (at > start) {
		p->prev = prev;
		p->twin = 1;
	}
	return at;
}

static int
pass1(struct pass1 *p, struct shuhi_error *err)
{
	const uint16_t *map = p->t->map;
	size_t at = 0, from;
	uint32_t c;

	while ((at = skip_plain(p, at)) < p->in.len) {
		from = at;
		if ((c = utf8_next(p->in, &at)) == UTF8_BAD)
			return fail(
			    err, SHUHI_E_CHARSET, "not valid UTF-8", at);
		if (c < 0x10000 && (map[c] == PLAIN || map[c] == SAME)) {
			if (!step(p, c, from))
				goto full;
		} else if (!change(p, c, from, at - from)) {
			goto full;
		}
	}
	return 0;
full:
	return fail(err, SHUHI_E_NOMEM, "text needs too much memory", 0);
}

/* ---- pass 2: by context ----------------------------------------------- */

struct pass2 {
	struct span in;
	struct writer w;
	size_t copied;
	uint32_t habit; /* sign last found between letters, 0: none */
};

/* Put `to` in the place of [from, upto) of the input. */
static bool
replace(struct pass2 *p, size_t from, size_t upto, struct span to)
{
	size_t start;

	if (!put(&p->w, p->in.ptr + p->copied, from - p->copied))
		return false;
	start = p->w.len;
	p->copied = upto;
	if (!put(&p->w, to.ptr, to.len))
		return false;
	return to.len == upto - from ||
	       put_unit(&p->w, start, from, upto - from);
}

static size_t
run_end(struct span s, size_t at, bool (*is)(uint32_t), size_t most)
{
	size_t next = at;

	while (most-- > 0 && at < s.len && is(utf8_next(s, &next)))
		at = next;
	return at;
}

static bool
dash(struct pass2 *p, size_t at)
{
	size_t end = run_end(p->in, at, is_dash, SIZE_MAX);
	uint32_t before = utf8_before(p->in, at), after = utf8_at(p->in, end);
	uint32_t c = utf8_at(p->in, at);
	size_t one = at;

	if (is_digit(before) || is_digit(after))
		return replace(p, at, end, SPAN("-"));
	if (is_katakana(before) || is_hiragana(before))
		return c == '~' || c == '-' ? true
		                            : replace(p, at, end, SPAN("ー"));
	if (c == 0x30fc || c == '~')
		return true; /* the kanji or sign before it is its business */
	utf8_next(p->in, &one);
	return end > one || c != '-' ? replace(p, at, end, SPAN("-")) : true;
}

static bool
repeated(struct pass2 *p, size_t at)
{
	uint32_t c = utf8_at(p->in, at);
	size_t end = at, next = at, first = at, one;

	/* pass 1 noted the third of its kind: the first is two back */
	while (next < p->in.len && utf8_next(p->in, &next) == c)
		end = next;
	while (first > p->copied && utf8_before(p->in, first) == c)
		first = utf8_prev(p->in, first);
	one = first;
	utf8_next(p->in, &one);
	/* one stands for all: what is masked is masked with its echo */
	return one >= end ||
	       replace(p, first, end, span_sub(p->in, first, one));
}

/* After the separators at `at`: the end of the run, 0 when no letter follows. */
static size_t
separators(struct span s, size_t at)
{
	size_t end = run_end(s, at, is_separator, 3);

	return end > at && is_letter_ja(utf8_at(s, end)) ? end : 0;
}

/*
 * 糖 尿 病: separators between single letters.  How many it takes depends on how
 * often people write the sign between words, and on whether a letter touches the
 * first one from the left (の糖・尿・病): then it may be the end of a word.  Who did
 * it once in a text (田.中さんが肺.炎) does it again.
 */
static size_t
pairs_needed(uint32_t sign, bool free_left, uint32_t habit)
{
	if (sign == ' ' || sign == ',' || sign == ':' || sign == 0x2026)
		return free_left ? 2 : 3;
	return free_left || (sign == habit && sign != 0x30fb) ? 1 : 2;
}

static bool
spread(struct pass2 *p, size_t at)
{
	size_t left = utf8_prev(p->in, at), pairs = 0, end, sep = at;
	uint32_t sign = utf8_at(p->in, at);
	size_t from[64], upto[64], i;
	bool free_left;

	free_left = left == 0 || !is_letter_ja(utf8_before(p->in, left));
	while (pairs < 64 && utf8_at(p->in, sep) == sign &&
	       (end = separators(p->in, sep)) != 0) {
		from[pairs] = sep;
		upto[pairs++] = end;
		sep = end;
		utf8_next(p->in, &sep);
	}
	if (pairs < pairs_needed(sign, free_left, p->habit))
		return true;
	p->habit = sign;
	for (i = 0; i < pairs; i++)
		if (!replace(p, from[i], upto[i], SPAN("")))
			return false;
	return true;
}

static int
pass2(struct pass2 *p, const struct places *places, struct shuhi_error *err)
{
	size_t i, at;
	uint32_t c;
	bool ok = true;

	for (i = 0; i < places->n && ok; i++) {
		if ((at = places->at[i]) < p->copied)
			continue; /* inside what was dealt with already */
		c = utf8_at(p->in, at);
		if (is_letter_ja(c) && c != 0x30fc)
			ok = repeated(p, at);
		else if (is_separator(c) && at > 0 &&
		         is_letter_ja(utf8_before(p->in, at)) &&
		         separators(p->in, at) != 0)
			ok = spread(p, at);
		else if (is_dash(c))
			ok = dash(p, at);
	}
	if (!ok || !put(&p->w, p->in.ptr + p->copied, p->in.len - p->copied))
		return fail(
		    err, SHUHI_E_NOMEM, "text needs too much memory", 0);
	return 0;
}

int
fold(const struct fold_table *t, struct arena *a, struct span in,
    struct folded *out, struct shuhi_error *err)
{
	struct folded f = { .text = in };
	struct places places = { 0 };
	struct pass1 one = {
		.t = t,
		.arena = a,
		.in = in,
		.w = { .arena = a, .map = &f.by_table, .guess = in.len + 32 },
		.places = &places,
	};
	struct pass2 two;

	if (in.ptr == NULL && in.len > 0)
		return fail(err, SHUHI_E_USAGE, "no text, but a length", 0);
	if (in.len > LIMIT_TEXT)
		return fail(err, SHUHI_E_LIMIT, "text too long", LIMIT_TEXT);
	if (pass1(&one, err) != 0)
		return -1;
	if (one.copied > 0) {
		if (!flush(&one, in.len))
			return fail(err, SHUHI_E_NOMEM,
			    "text needs too much memory", 0);
		f.text = written(&one.w);
	}
	if (places.n > 0) {
		two = (struct pass2){
			.in = f.text,
			.w = { .arena = a,
			    .map = &f.by_context,
			    .guess = f.text.len + 32 },
		};
		if (pass2(&two, &places, err) != 0)
			return -1;
		f.text = written(&two.w);
	}
	*out = f;
	return 0;
}

/* ---- the way back ----------------------------------------------------- */

size_t
fold_map_back(const struct fold_map *m, size_t at, bool is_end)
{
	size_t lo = 0, hi = m->n, mid;
	const struct fold_unit *u;

	/* the last unit that begins before `at` (at it, for a start) */
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		u = &m->units[mid];
		if (is_end ? u->norm < at : u->norm <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == 0)
		return at;
	u = &m->units[lo - 1];
	if (at - u->norm < u->nlen || (is_end && at - u->norm == u->nlen))
		return is_end ? u->orig + u->olen : u->orig;
	return u->orig + u->olen + (at - u->norm - u->nlen);
}

size_t
fold_start(const struct folded *f, size_t at)
{
	return fold_map_back(
	    &f->by_table, fold_map_back(&f->by_context, at, false), false);
}

size_t
fold_end(const struct folded *f, size_t at)
{
	return fold_map_back(
	    &f->by_table, fold_map_back(&f->by_context, at, true), true);
}
