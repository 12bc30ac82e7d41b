#include "stage.h"

#include "err.h"
#include "hint.h"
#include "join.h"
#include "seek.h"

int
stage_begin(struct roster_stage *st, const struct roster_set *set,
    struct arena *arena, struct span raw, const struct folded *folded,
    struct shuhi_error *err)
{
	struct seeker s = {
		.set = set,
		.arena = arena,
		.text = folded->text,
		.folded = folded,
		.raw = raw,
	};

	/* every scan begins so: what nobody looks at is not cleared */
	st->set = set;
	st->arena = arena;
	st->found = (struct clues){ 0 };
	st->reasons = (struct reasons){ 0 };
	st->next = st->here = st->nsupposed = 0;
	if (set == NULL)
		return 0;
	if (seek(&s, err) != 0)
		return -1;
	st->found = s.out;
	return 0;
}

/* 佐藤太郎さん is no 太郎さん beside: weak names within whole ones go. */
static void
drop_parts_of_names(struct clues *clues)
{
	uint32_t end[LIMIT_ROSTERS] = { 0 };
	struct clue *v = clues->v;
	size_t i, n = 0;

	for (i = 0; i < clues->n; i++) {
		bool whole = clue_is_full_name(&v[i]);

		if (!whole && clue_facet(&v[i]) == 1u << FACET_WHO &&
		    v[i].from < end[v[i].roster])
			continue;
		if (whole && v[i].to > end[v[i].roster])
			end[v[i].roster] = v[i].to;
		v[n++] = v[i];
	}
	clues->n = n;
}

/* The passage's clues of seek(), and what hint() adds. */
static int
gather(struct roster_stage *st, struct resolver *r, struct clues *out,
    struct shuhi_error *err)
{
	struct hinter h = {
		.seek = { .set = st->set, .arena = st->arena, .text = r->text },
		.r = r,
	};
	struct clue c;
	size_t i;

	for (i = st->here; i < st->next; i++) {
		c = st->found.v[i];
		c.firm |= c.beside_care && hint_care_near(r, c.from, c.to);
		h.named |= c.ntests == 0; /* a date names nobody */
		if (clue_add(st->arena, &h.seek.out, &c, err) != 0)
			return -1;
	}
	for (i = 0; i < st->set->n; i++) {
		h.seek.which = (uint8_t)i;
		h.seek.roster = roster_in(st->set, i);
		if (roster_kind(h.seek.roster) != ROSTER_STAFF &&
		    hint(&h, err) != 0)
			return -1;
	}
	*out = h.seek.out;
	if (out->n > 0) {
		clues_sort(out);
		drop_parts_of_names(out);
	}
	return 0;
}

size_t
stage_has(const struct roster_stage *st, size_t to)
{
	size_t i = st->next;

	while (i < st->found.n && st->found.v[i].from < to)
		i++;
	return i - st->next + st->nsupposed;
}

void
stage_suppose(struct roster_stage *st, struct arena *arena,
    const struct supposition *s, const struct folded *f)
{
	size_t i;

	*st = (struct roster_stage){ .arena = arena, .nsupposed = s->n };
	for (i = 0; i < s->n; i++)
		st->supposed[i] = suppose_folded(&s->v[i], f);
}

int
stage_passage(
    struct roster_stage *st, struct resolver *r, struct shuhi_error *err)
{
	struct clues clues = { 0 };
	struct joiner j = {
		.set = st->set,
		.ids = r->ids,
		.arena = st->arena,
		.reasons = &st->reasons,
		.text = r->text,
	};

	if (st->set == NULL) {
		r->told = st->supposed;
		r->ntold = st->nsupposed;
		return 0;
	}
	for (st->here = st->next;
	     st->next < st->found.n && st->found.v[st->next].from < r->to;)
		st->next++;
	if (!hint_worthwhile(r, st->next - st->here))
		return 0;
	if (gather(st, r, &clues, err) != 0)
		return -1;
	j.clue = clues.v;
	j.n = clues.n;
	return join(&j, &r->told, &r->ntold, err);
}
