#include "joined.h"

#include "fnv.h"
#include "token.h"
#include "utf8.h"

#define SHORT 48 /* bytes: so short is a piece that was cut out of a sentence */
#define EDGE  256 /* bytes of a long one that its neighbours may go on from */

#define NONE UINT32_MAX

/* Fields at one place, numbers aside, as a list through `next`. */
struct group {
	struct span place;
	uint32_t first, last, n;
};

struct joining {
	struct extract *x;
	struct group *groups;
	size_t ngroups;
	uint32_t *next;  /* of each field: the next one of its group */
	uint32_t *slots; /* a hash of places: groups */
	size_t mask;
	char *out;
	size_t len, cap;
};

/* ---- places --------------------------------------------------------------------- */

/*
 * `path` without its numbers, and without a step that repeats the one before:
 *
 *	$.children[3].children[0].text  ->  $.children[].text
 *
 * A link stands one deeper than the words beside it.
 */
static struct span
place_of(struct span path, char out[SHUHI_FIELD_MAX + 1])
{
	size_t i, n = 0, step = 0, before = 0;

	for (i = 0; i <= path.len && n < SHUHI_FIELD_MAX; i++) {
		char c = i < path.len ? path.ptr[i] : '.';

		if (is_digit((unsigned char)c))
			continue;
		out[n++] = c;
		if (c != '.')
			continue;
		if (n - step == step - before &&
		    memcmp(out + before, out + step, n - step) == 0) {
			n = step;
		} else {
			before = step;
			step = n;
		}
	}
	return (struct span){ out, n };
}

/* The group of a place, made when there is none; NULL when memory is out. */
static struct group *
group_at(struct joining *j, struct span place)
{
	uint64_t hash = fnv(FNV_START, place);
	size_t i = (hash ^ hash >> 32) & j->mask;
	struct group *g;

	for (; j->slots[i] != 0; i = (i + 1) & j->mask) {
		g = &j->groups[j->slots[i] - 1];
		if (span_eq(g->place, place))
			return g;
	}
	g = &j->groups[j->ngroups++];
	j->slots[i] = (uint32_t)j->ngroups;
	*g = (struct group){ .place = extract_copy(j->x, place), .last = NONE };
	return g->place.ptr != NULL ? g : NULL;
}

static bool
is_piece(const struct text_field *f)
{
	return f->alone && f->shared;
}

static bool
sort_out(struct joining *j)
{
	size_t n = j->x->nfields, room = 4;
	char buf[SHUHI_FIELD_MAX + 1];
	struct group *g;
	uint32_t i;

	while (room < 2 * n)
		room *= 2;
	j->mask = room - 1;
	j->groups = ARENA_NEW(j->x->arena, n, struct group);
	j->next = ARENA_NEW(j->x->arena, n, uint32_t);
	j->slots = ARENA_NEW(j->x->arena, room, uint32_t);
	if (j->slots == NULL)
		return false;
	for (i = 0; i < n; i++) {
		/* places can be made to meet in one slot: the clock ends that */
		if (extract_over(j->x, SPAN("body")))
			return false;
		if (!is_piece(&j->x->fields[i]))
			continue;
		g = group_at(j, place_of(j->x->fields[i].path, buf));
		if (g == NULL)
			return false;
		if (g->n++ == 0)
			g->first = i;
		else
			j->next[g->last] = i;
		g->last = i;
		j->next[i] = NONE;
	}
	return true;
}

/* ---- pieces ----------------------------------------------------------------------- */

static bool
ends_sentence(uint32_t c)
{
	return c == '\n' || c == 0x3002 /* 。 */ || c == '!' || c == '?' ||
	       c == 0xff01 || c == 0xff1f;
}

/* Is `b` perhaps what comes behind `a` in one sentence? */
static bool
may_go_on(struct span a, struct span b)
{
	return (a.len <= SHORT || b.len <= SHORT) &&
	       !ends_sentence(utf8_before(a, a.len));
}

/* What no sentence and no name of anything begins with. */
static bool
begins_inside(struct span s)
{
	static const struct span inside[] = { { "を", 3 }, { "ん", 3 },
		{ "っ", 3 }, { "ゃ", 3 }, { "ゅ", 3 }, { "ょ", 3 }, { "ー", 3 },
		{ "の", 3 }, { "が", 3 }, { "に", 3 }, { "は", 3 }, { "へ", 3 },
		{ "で", 3 }, { "さん", 6 }, { "さま", 6 }, { "ちゃん", 9 },
		{ "くん", 6 }, { "様", 3 }, { "号室", 6 }, { "歳", 3 },
		{ "、", 3 }, { "。", 3 }, { "，", 3 }, { "．", 3 }, { "）", 3 },
		{ "」", 3 }, { ",", 1 }, { ".", 1 }, { ")", 1 } };

	return span_starts_any(s, inside, sizeof inside / sizeof *inside);
}

/* And what none ends with. */
static bool
ends_inside(struct span s)
{
	static const struct span inside[] = { { "の", 3 }, { "が", 3 },
		{ "を", 3 }, { "に", 3 }, { "は", 3 }, { "へ", 3 }, { "で", 3 },
		{ "と", 3 }, { "、", 3 }, { "，", 3 }, { "（", 3 }, { "「", 3 },
		{ "：", 3 }, { ":", 1 }, { ": ", 2 }, { "-", 1 }, { "(", 1 } };
	size_t i;

	for (i = 0; i < sizeof inside / sizeof *inside; i++)
		if (span_ends(s, inside[i]))
			return true;
	return false;
}

/* 、肺|炎で: one letter of Chinese each, of one word. */
static bool
cuts_word(struct span a, struct span b)
{
	size_t last = utf8_prev(a, a.len), second = 0;
	uint32_t first = utf8_next(b, &second);

	return is_kanji(utf8_before(a, a.len)) && is_kanji(first) && last > 0 &&
	       !is_kanji(utf8_before(a, last)) && second < b.len &&
	       !is_kanji(utf8_at(b, second));
}

static bool
goes_on(struct span a, struct span b)
{
	return begins_inside(b) || ends_inside(a) || cuts_word(a, b) ||
	       (is_digit((unsigned char)a.ptr[a.len - 1]) &&
	           is_digit((unsigned char)b.ptr[0]));
}

#define CUT     4 /* of so many seams one at least goes through a sentence */
#define LETTERS 3 /* two pieces have at most so many letters: typed ones */

/* Is the group a text that was cut, or a list of names, goods, titles? */
static bool
is_text(const struct joining *j, const struct group *g)
{
	size_t seams = 0, cut = 0, letters = 0;
	struct span a = { 0 }, b;
	bool ja = false;
	uint32_t i;

	for (i = g->first; i != NONE; i = j->next[i], a = b) {
		b = j->x->fields[i].text;
		ja = ja || utf8_has_japanese(b, 0, b.len);
		letters += b.len <= SHORT ? utf8_count(b) : SHORT;
		if (a.len == 0 || !may_go_on(a, b))
			continue;
		seams++;
		cut += goes_on(a, b);
	}
	return ja && seams > 0 &&
	       (cut * CUT >= seams || 2 * letters <= LETTERS * g->n);
}

static bool
put(struct joining *j, struct span s)
{
	j->out = arena_grow(
	    j->x->arena, j->out, j->len, &j->cap, j->len + s.len + 1, 1);
	if (j->out == NULL)
		return false;
	memcpy(j->out + j->len, s.ptr, s.len);
	j->len += s.len;
	return true;
}

/* All of a short piece, both ends of a long one. */
static bool
put_piece(struct joining *j, struct span s)
{
	if (s.len <= 2 * EDGE)
		return put(j, s);
	return put(j, span_sub(s, 0, utf8_start(s, EDGE))) &&
	       put(j, SPAN("\n")) &&
	       put(j, span_sub(s, utf8_start(s, s.len - EDGE), s.len));
}

static bool
put_group(struct joining *j, const struct group *g)
{
	struct span text, before = { 0 };
	uint32_t i;

	for (i = g->first; i != NONE; i = j->next[i]) {
		text = j->x->fields[i].text;
		if (before.len > 0 && !may_go_on(before, text) &&
		    !put(j, SPAN("\n")))
			return false;
		if (!put_piece(j, text))
			return false;
		before = text;
	}
	return put(j, SPAN("\n"));
}

struct span
extract_joined(struct extract *x)
{
	struct joining j = { .x = x };
	size_t i;

	if (x->nfields < 2 || !sort_out(&j))
		return SPAN("");
	for (i = 0; i < j.ngroups; i++)
		if (extract_over(x, SPAN("body")) ||
		    (is_text(&j, &j.groups[i]) && !put_group(&j, &j.groups[i])))
			return SPAN("");
	return j.len > 0 ? (struct span){ j.out, j.len } : SPAN("");
}
