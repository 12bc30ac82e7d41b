/*
 * Text in bytes nobody here can read: protobuf, msgpack, thrift, databases.
 *
 *	0a 1e 山田さん、肺炎で入院 12 04 8e 52 93 63 ...
 *	      |_____ UTF-8 ______|       |__ CP932
 *
 * Runs of printable characters in UTF-8, CP932 and UTF-16, each in its own text, a
 * line a run.  Any bytes are some UTF-16 or CP932: only everyday characters count
 * for a run in those.
 */
#include "extract.h"

#include "header.h"
#include "utf8.h"

#define JA_MIN    2 /* Japanese letters that make a run in UTF-8 */
#define ASCII_MIN 8 /* printable characters that make one without them */
#define DAILY_MIN 4 /* everyday characters that make one elsewhere */
#define GUESS     2 /* times as many where nobody says that there is any */
#define NOISE_MIN 4 /* Japanese letters that make one in noise */

/* One way to read: the bytes at `at` and their character; 0: no text there. */
typedef size_t read_fn(struct span, size_t at, uint32_t *c);

struct runs {
	struct extract *x;
	struct span in;
	bool noise;
	size_t daily, ascii; /* the least of them that make a run */
	bool *taken;         /* bytes that are text already */
	char *out;
	size_t len, cap;
};

struct run {
	size_t from, to;
	size_t ja, daily, ascii, odd;
};

/* ---- reading ------------------------------------------------------------------ */

static size_t
read_utf8(struct span s, size_t at, uint32_t *c)
{
	size_t next = at;

	*c = utf8_next(s, &next);
	return next - at;
}

static size_t
read_utf16(struct span s, size_t at, uint32_t *c, bool big)
{
	const unsigned char *p = (const unsigned char *)s.ptr + at;

	if (s.len - at < 2)
		return 0;
	*c = (uint32_t)(big ? p[0] << 8 | p[1] : p[1] << 8 | p[0]);
	return *c >= 0xd800 && *c < 0xe000 ? 0 : 2;
}

static size_t
read_utf16le(struct span s, size_t at, uint32_t *c)
{
	return read_utf16(s, at, c, false);
}

static size_t
read_utf16be(struct span s, size_t at, uint32_t *c)
{
	return read_utf16(s, at, c, true);
}

/*
 * CP932 by its shape, for ICU is no stepper; the character is a stand-in of its
 * kind: あ for kana and signs, 一 for kanji of level 1, U+9FFF for rarer ones.
 */
static size_t
read_cp932(struct span s, size_t at, uint32_t *c)
{
	unsigned char lead = (unsigned char)s.ptr[at], trail;

	*c = lead;
	if (lead < 0x80)
		return 1;
	if (lead >= 0xa1 && lead <= 0xdf) {
		*c = 0x9fff; /* half-width kana: any byte would do */
		return 1;
	}
	if (at + 1 == s.len || lead == 0x80 || lead == 0xa0 || lead > 0xfc)
		return 0;
	trail = (unsigned char)s.ptr[at + 1];
	if (trail < 0x40 || trail == 0x7f || trail > 0xfc)
		return 0;
	*c = lead >= 0x81 && lead <= 0x83  ? 0x3042
	     : lead >= 0x88 && lead < 0x98 ? 0x4e00
	                                   : 0x9fff;
	return 2;
}

/* ---- runs ----------------------------------------------------------------------- */

static bool
is_printable(uint32_t c)
{
	return c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0) &&
	       !(c >= 0xe000 && c < 0xf900) && c != 0xfffe && c != 0xffff;
}

static void
note(const struct runs *r, struct run *run, uint32_t c)
{
	if (c < 0x80) {
		run->ascii++;
	} else if (is_letter_ja(c) || (c >= 0xff10 && c < 0xff9f)) {
		run->ja++;
		if (letter_is_daily(r->x, c))
			run->daily++;
		else
			run->odd++;
	} else if (c < 0x3000 || c > 0x303f) {
		run->odd++;
	}
}

#define ODD_MAX 2 /* odd characters side by side in what may be text */

static bool
is_text(const struct runs *r, const struct run *run, bool strict)
{
	if (r->noise)
		return run->ja >= NOISE_MIN;
	if (!strict)
		return run->ja >= JA_MIN || run->ascii >= r->ascii;
	/* one byte a character: ASCII of CP932, found as UTF-8 already */
	if (run->ja == 0 && run->to - run->from == run->ascii)
		return false;
	return (run->daily >= r->daily && run->daily >= 2 * run->odd) ||
	       (run->ascii >= r->ascii && run->odd == 0);
}

#define PEEK ((size_t)4096) /* bytes of a run that tell what it is */

/* The run at `at`, or its first `most` bytes: from == to when there is none. */
static struct run
run_upto(
    const struct runs *r, read_fn *read, size_t at, bool strict, size_t most)
{
	struct run run = { .from = at, .to = at };
	size_t n, odd, streak = 0;
	uint32_t c;

	while (run.to < r->in.len && run.to - at < most && !r->taken[run.to] &&
	       (n = read(r->in, run.to, &c)) > 0 && is_printable(c)) {
		odd = run.odd;
		note(r, &run, c);
		streak = run.odd > odd ? streak + 1 : 0;
		if (strict && streak > ODD_MAX) {
			run.odd = odd;
			break;
		}
		run.to += n;
	}
	return run;
}

/*
 * All of it when its begin is text.  What is none is not read to its end: bytes can be
 * made so that it would be for every other run that begins in it.
 */
static struct run
run_at(const struct runs *r, read_fn *read, size_t at, bool strict)
{
	struct run run = run_upto(r, read, at, strict, PEEK);

	return run.to - at >= PEEK && is_text(r, &run, strict)
	           ? run_upto(r, read, at, strict, SIZE_MAX)
	           : run;
}

/* The text with the more everyday letters is what somebody wrote. */
static bool
reads_better(
    const struct runs *r, const struct run *run, const struct run *than)
{
	return is_text(r, run, true) &&
	       (!is_text(r, than, true) ||
	           (long)run->daily - 2 * (long)run->odd >
	               (long)than->daily - 2 * (long)than->odd);
}

/* Where a character has two bytes, it may begin at the next one. */
static struct run
next_run(const struct runs *r, read_fn *read, size_t at, bool strict)
{
	struct run run = run_at(r, read, at, strict), other;

	if (!strict || at + 1 >= r->in.len)
		return run;
	other = run_at(r, read, at + 1, strict);
	return reads_better(r, &other, &run) ? other : run;
}

/*
 * Is there in the run, which is in UTF-16LE, a better one of UTF-16BE?  All kana have the
 * same first byte:
 *
 *	30 4c 30 93 30 67      がんで, and from the second byte on がん
 */
static bool
is_swapped(const struct runs *r, const struct run *run)
{
	size_t at = run->from > 0 ? run->from - 1 : 0;
	struct run other;

	while (at < run->to) {
		other = next_run(r, read_utf16be, at, true);
		if (is_text(r, &other, true))
			return reads_better(r, &other, run);
		at += 1 + (other.to - at) / 2;
	}
	return false;
}

/* What the run says in UTF-16; decode_text() would ask whether it may be CP932. */
static struct span
utf16_text(const struct runs *r, const struct run *run, read_fn *read)
{
	char *out = arena_alloc(r->x->arena, 3 * (run->to - run->from) / 2 + 1);
	size_t at, n = 0;
	uint32_t c;

	if (out == NULL)
		return (struct span){ 0 };
	for (at = run->from; at < run->to; at += read(r->in, at, &c)) {
		read(r->in, at, &c);
		n += utf8_put(out + n, c);
	}
	return (struct span){ out, n };
}

static struct span
run_text(const struct runs *r, const struct run *run, read_fn *read)
{
	struct span text = span_sub(r->in, run->from, run->to);
	uint64_t bad;

	if (read == read_utf8)
		return text;
	if (read == read_cp932)
		return decode_text(r->x, SPAN("CP932"), text, &bad);
	return utf16_text(r, run, read);
}

/*
 * A run may have been found from its second letter on, for what is before it looked
 * like text of another place.
 */
static void
begin_before(const struct runs *r, struct run *run, read_fn *read)
{
	uint32_t c;

	while (run->from >= 2 && !r->taken[run->from - 1] &&
	       !r->taken[run->from - 2] &&
	       read(r->in, run->from - 2, &c) == 2 && letter_is_daily(r->x, c))
		run->from -= 2;
}

static void
keep(struct runs *r, struct run *run, read_fn *read)
{
	struct span text;

	if (read == read_utf16le || read == read_utf16be)
		begin_before(r, run, read);
	text = run_text(r, run, read);

	r->out = arena_grow(
	    r->x->arena, r->out, r->len, &r->cap, r->len + text.len + 1, 1);
	if (r->out == NULL || text.ptr == NULL)
		return;
	memcpy(r->out + r->len, text.ptr, text.len);
	r->len += text.len;
	r->out[r->len++] = '\n';
	/* ASCII may be half of the bytes of UTF-16 */
	if (run->ja > 0 || read != read_utf8)
		memset(r->taken + run->from, true, run->to - run->from);
}

/* Where the printable UTF-8 begins that `s` ends with. */
static size_t
begin_of(struct span s)
{
	size_t at = s.len, from, next;
	uint32_t c;

	for (; at > 0; at = from) {
		from = next = utf8_prev(s, at);
		c = utf8_next(s, &next);
		if (next != at || !is_printable(c))
			break;
	}
	return at;
}

/*
 * In noise only Japanese letters make a run, and their UTF-8 begins with e3 or
 * more: the begin of the run that the next such one from `at` on stands in.  A
 * picture is gone through at the speed of this loop.
 */
static size_t
skip_noise(struct span in, size_t at)
{
	size_t i;

	for (i = at; i + 2 < in.len; i++)
		if ((unsigned char)in.ptr[i] >= 0xe3 &&
		    !utf8_is_lead(in.ptr[i + 1]) &&
		    !utf8_is_lead(in.ptr[i + 2]))
			return at + begin_of(span_sub(in, at, i));
	return in.len;
}

/* All runs of one charset, as one text. */
static void
runs_in(struct runs *r, struct span path, const char *name, read_fn *read)
{
	bool strict = read != read_utf8;
	struct run run;
	size_t at;

	r->out = NULL;
	r->len = r->cap = 0;
	for (at = 0; at < r->in.len && !extract_over(r->x, path);) {
		if (r->noise && (at = skip_noise(r->in, at)) == r->in.len)
			break;
		run = next_run(r, read, at, strict);
		if (is_text(r, &run, strict)) {
			if (read != read_utf16le || !is_swapped(r, &run))
				keep(r, &run, read);
			at = run.to;
		} else {
			/* text may begin inside; halves keep it linear */
			at += 1 + (run.to - at) / 2;
		}
	}
	if (r->len > 0 && !r->x->arena->overflowed)
		extract_plain(r->x, path_in(r->x, path, "binary:%s", name),
		    SPAN(""), (struct span){ r->out, r->len });
}

void
extract_binary(struct extract *x, const struct part *p, bool noise)
{
	struct runs r = {
		.x = x,
		.in = p->bytes,
		.noise = noise,
		.daily = p->guess ? GUESS * DAILY_MIN : DAILY_MIN,
		.ascii = p->guess ? GUESS * ASCII_MIN : ASCII_MIN,
	};

	if (p->bytes.len == 0 || !extract_room(x, p->path, p->bytes.len))
		return;
	r.taken = ARENA_NEW(x->arena, p->bytes.len, bool);
	if (r.taken == NULL)
		return;
	runs_in(&r, p->path, "utf-8", read_utf8);
	if (!noise) {
		runs_in(&r, p->path, "utf-16le", read_utf16le);
		runs_in(&r, p->path, "utf-16be", read_utf16be);
		runs_in(&r, p->path, "cp932", read_cp932);
	}
}
