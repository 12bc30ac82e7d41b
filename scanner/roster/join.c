#include "join.h"

#include "err.h"

#define BIT(facet) (1u << (facet))

/* What narrows down to one person beside a name that is not whole. */
#define TELLING                                                                \
	(BIT(FACET_WHO) | BIT(FACET_ID) | BIT(FACET_PHONE) |                   \
	    BIT(FACET_EMAIL) | BIT(FACET_INSURED) | BIT(FACET_ROOM) |          \
	    BIT(FACET_ADMITTED) | BIT(FACET_BORN))

size_t
join_near(const struct joiner *j, size_t i, size_t *from)
{
	const struct clue *c = j->clue;
	size_t to = i;

	*from = i;
	while (*from > 0 && c[*from - 1].from + JOIN_NEAR >= c[i].from)
		--*from;
	while (to < j->n && c[to].from <= c[i].to + JOIN_NEAR)
		to++;
	return to;
}

void
join_say(struct joiner *j, size_t i, struct saying s)
{
	if (s.rank > j->saying[i].rank)
		j->saying[i] = s;
}

/* ---- one row ---------------------------------------------------------- */

struct fit {
	unsigned facets;
	uint32_t row, people; /* rows that fit as much */
};

static unsigned
facets_of(const struct joiner *j, size_t from, size_t to, uint8_t roster,
    uint32_t row)
{
	const struct roster *r = roster_in(j->set, roster);
	unsigned facets = 0, f;
	size_t i;

	for (i = from; i < to; i++) {
		f = clue_facet(&j->clue[i]);
		if (j->clue[i].roster == roster && !(facets & f) &&
		    clue_fits(r, &j->clue[i], row))
			facets |= f;
	}
	return facets;
}

/* The row of clue i that most clues around it fit. */
static struct fit
best_fit(const struct joiner *j, size_t i, size_t from, size_t to)
{
	const struct clue *c = &j->clue[i];
	struct fit best = { 0, 0, 0 };
	unsigned facets, n, most = 0;
	uint32_t k;

	for (k = 0; k < c->nrows; k++) {
		facets = facets_of(j, from, to, c->roster, clue_row(c, k));
		n = (unsigned)__builtin_popcount(facets);
		if (n > most) {
			most = n;
			best = (struct fit){ facets, clue_row(c, k), 1 };
		} else if (n == most) {
			best.people++;
		}
	}
	return best;
}

/* ---- what it comes to --------------------------------------------------- */

/* The fields of clues that fit the row, each facet by its most telling one. */
static uint32_t
fields_of(
    const struct joiner *j, size_t i, size_t from, size_t to, uint32_t row)
{
	const struct roster *r = roster_in(j->set, j->clue[i].roster);
	uint32_t fields = 1u << j->clue[i].field;
	unsigned seen = clue_facet(&j->clue[i]), field;
	const struct clue *c;

	/* enum clue_field names the more telling of a facet first */
	for (field = 0; field < CLUE_FIELDS; field++)
		for (c = j->clue + from; c < j->clue + to; c++) {
			if (c->field != field ||
			    c->roster != j->clue[i].roster ||
			    (seen & clue_facet(c)) || !clue_fits(r, c, row))
				continue;
			seen |= clue_facet(c);
			fields |= 1u << field;
		}
	return fields;
}

static enum reason_kind
weigh(const struct clue *c, const struct fit *fit, uint8_t *rank)
{
	unsigned others = fit->facets & ~clue_facet(c);

	*rank = RANK_NONE;
	if (c->firm || (clue_is_full_name(c) && (others & ~BIT(FACET_SEX))) ||
	    (others & TELLING)) {
		*rank = RANK_PATIENT;
		return REASON_PATIENT;
	}
	if (clue_is_full_name(c)) {
		*rank = fit->people == 1 ? RANK_SOLE : RANK_NAME;
		return REASON_NAME;
	}
	if (c->field == CLUE_MASKED && fit->people <= JOIN_FEW)
		*rank = RANK_FEW;
	return REASON_FEW;
}

static uint8_t
class_of_rank(const struct joiner *j, uint8_t rank)
{
	switch (rank) {
	case RANK_NAME:
		return j->ids->roster_name;
	case RANK_FEW:
		return j->ids->roster_few;
	case RANK_SOLE:
		return j->ids->roster_sole;
	case RANK_PATIENT:
		return j->ids->roster_patient;
	default:
		return j->ids->roster_vip;
	}
}

/* Say it of every clue that fits the row: for a name alone, only of the name. */
static void
say(struct joiner *j, size_t i, size_t from, size_t to, uint32_t row,
    struct saying s)
{
	const struct roster *r = roster_in(j->set, j->clue[i].roster);
	size_t k;

	join_say(j, i, s);
	if (s.rank < RANK_PATIENT)
		return;
	for (k = from; k < to; k++)
		if (j->clue[k].roster == j->clue[i].roster &&
		    j->clue[k].field != CLUE_SEX &&
		    clue_fits(r, &j->clue[k], row))
			join_say(j, k, s);
}

static int
join_at(struct joiner *j, size_t i, struct shuhi_error *err)
{
	const struct clue *c = &j->clue[i];
	bool vip = roster_kind(roster_in(j->set, c->roster)) == ROSTER_VIP;
	struct saying s = { .percent = 95 };
	size_t from, to = join_near(j, i, &from);
	struct reason reason;
	struct fit fit = best_fit(j, i, from, to);

	reason.kind = weigh(c, &fit, &s.rank);
	if (s.rank == RANK_NONE)
		return 0;
	reason.people = reason.kind == REASON_PATIENT ? 1 : fit.people;
	reason.fields = s.rank == RANK_PATIENT
	                    ? fields_of(j, i, from, to, fit.row)
	                    : 1u << c->field;
	if (vip && s.rank != RANK_FEW) {
		s.rank = RANK_VIP;
		reason.kind = REASON_VIP;
		reason.people = 1;
	}
	s.class = class_of_rank(j, s.rank);
	if (reason_number(j->arena, j->reasons, reason, &s.reason, err) != 0)
		return -1;
	say(j, i, from, to, fit.row, s);
	return 0;
}

/* ---- all ---------------------------------------------------------------- */

static int
join_roster(struct joiner *j, uint8_t roster, struct shuhi_error *err)
{
	size_t i;

	for (i = 0; i < j->n; i++)
		if (j->clue[i].roster == roster && j->clue[i].ntests == 0 &&
		    join_at(j, i, err) != 0)
			return -1;
	return join_few(j, roster, err);
}

/*
 * Is the same told already of text around it?  骨折 and 大腿骨頸部骨折 both lead to
 * the diagnosis on the list, and 78m to an age and a sex: that is one label.
 */
static bool
is_told(const struct entity *v, size_t n, const struct entity *e)
{
	return n > 0 && v[n - 1].to >= e->to && v[n - 1].class == e->class &&
	       v[n - 1].reason == e->reason;
}

static int
collect(
    struct joiner *j, struct entity **out, size_t *n, struct shuhi_error *err)
{
	struct entity *v = ARENA_NEW(j->arena, j->n + 1, struct entity), e;
	size_t i;

	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for entities", 0);
	for (*n = 0, i = 0; i < j->n; i++) {
		e = (struct entity){
			.from = j->clue[i].from,
			.to = j->clue[i].to,
			.class = j->saying[i].class,
			.percent = j->saying[i].percent,
			.reason = j->saying[i].reason,
		};
		if (e.class != 0 && !is_told(v, *n, &e))
			v[(*n)++] = e;
	}
	*out = v;
	return 0;
}

int
join(struct joiner *j, struct entity **out, size_t *n, struct shuhi_error *err)
{
	size_t i;

	j->saying = ARENA_NEW(j->arena, j->n + 1, struct saying);
	if (j->saying == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for entities", 0);
	for (i = 0; i < j->set->n; i++)
		if (roster_kind(roster_in(j->set, i)) != ROSTER_STAFF &&
		    join_roster(j, (uint8_t)i, err) != 0)
			return -1;
	return collect(j, out, n, err);
}
