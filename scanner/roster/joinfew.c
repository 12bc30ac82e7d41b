/*
 * Weak clues: each fits many, together they may fit one.  The clues of a
 * neighbourhood are put together facet by facet, those of one facet as
 * alternatives, and the rows that fit all facets are counted.
 */
#include <stdlib.h>

#include "err.h"
#include "join.h"
#include "utf8.h"

#define BIT(facet) (1u << (facet))
#define WHO_TRIES  4 /* people a neighbourhood may be about */

/* Who it may be, and what is said of him. */
struct puzzle {
	struct joiner *j;
	const struct roster *roster;
	uint8_t which;
	size_t from, to; /* clues */
	struct roster_test test[FACETS];
	enum roster_column column[FACETS];
	uint8_t field[FACETS];  /* by which field a facet is told */
	unsigned facets;        /* those with a test */
	const struct clue *who; /* NULL: nobody */
};

static bool
is_weak(const struct puzzle *p, size_t i)
{
	const struct clue *c = &p->j->clue[i];

	return c->roster == p->which && c->ntests > 0 &&
	       p->j->saying[i].class == 0;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* ---- facets ------------------------------------------------------------- */

/* The most telling field of the facet that has a clue: birth before age. */
static int
telling_field(
    const struct puzzle *p, unsigned facet, enum roster_column *column)
{
	int best = -1;
	size_t i;

	for (i = p->from; i < p->to; i++) {
		const struct clue *c = &p->j->clue[i];

		if (!is_weak(p, i) || clue_facet(c) != BIT(facet) ||
		    (best >= 0 && c->field >= best))
			continue;
		best = c->field;
		*column = c->test[0].column;
	}
	return best;
}

/* Which facets are told, each by its most telling field. */
static void
find_facets(struct puzzle *p)
{
	unsigned facet;
	int field;

	p->facets = 0;
	for (facet = FACET_WHO + 1; facet < FACETS; facet++) {
		field = telling_field(p, facet, &p->column[facet]);
		if (field < 0)
			continue;
		p->field[facet] = (uint8_t)field;
		p->facets |= BIT(facet);
	}
}

/* The codes of all clues of the facet's field as one ascending list. */
static int
gather(struct puzzle *p, unsigned facet, struct shuhi_error *err)
{
	const int field = p->field[facet];
	const struct clue *c = p->j->clue, *one = NULL;
	size_t i, n = 0, clues = 0, distinct = 0, k;
	uint32_t *v;

	for (i = p->from; i < p->to; i++)
		if (is_weak(p, i) && c[i].field == field) {
			one = &c[i];
			clues++;
			n += one->test[0].n;
		}
	if (clues == 1) { /* nothing to be merged */
		p->test[facet] = one->test[0];
		return 0;
	}
	if ((v = ARENA_NEW(p->j->arena, n + 1, uint32_t)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory to join", 0);
	for (n = 0, i = p->from; i < p->to; i++)
		for (k = 0;
		     is_weak(p, i) && c[i].field == field && k < c[i].test[0].n;
		     k++)
			v[n++] = c[i].test[0].codes[k];
	qsort(v, n, sizeof *v, by_number);
	for (i = 0; i < n; i++)
		if (i == 0 || v[i] != v[i - 1])
			v[distinct++] = v[i];
	p->test[facet] = (struct roster_test){ p->column[facet], v, distinct };
	return 0;
}

/*
 * Is the question worth asking?  Three fields, or two of which one says more
 * than what half a ward shares; and more than age and sex.
 */
static bool
worth_counting(const struct puzzle *p, unsigned facets)
{
	const unsigned rare =
	    BIT(FACET_ROOM) | BIT(FACET_DIAGNOSIS) | BIT(FACET_ADMITTED);
	unsigned n = (unsigned)__builtin_popcount(facets);
	bool telling =
	    (facets & rare) ||
	    ((facets & BIT(FACET_BORN)) && p->field[FACET_BORN] == CLUE_BIRTH);

	if ((facets & ~(BIT(FACET_SEX) | BIT(FACET_BORN))) == 0)
		return false;
	return n >= 3 || (n == 2 && telling && !(facets & BIT(FACET_SEX)));
}

/* The tests of all facets that are told. */
static int
gather_all(struct puzzle *p, struct shuhi_error *err)
{
	unsigned facet;

	for (facet = FACET_WHO + 1; facet < FACETS; facet++)
		if ((p->facets & BIT(facet)) && gather(p, facet, err) != 0)
			return -1;
	return 0;
}

/* ---- counting ----------------------------------------------------------- */

static size_t
tests_of(const struct puzzle *p, unsigned facets, struct roster_test *t)
{
	size_t n = 0;
	unsigned facet;

	if (facets & BIT(FACET_WHO)) {
		t[n++] = p->who->test[0];
		if (p->who->ntests > 1)
			t[n++] = p->who->test[1];
	}
	for (facet = FACET_WHO + 1; facet < FACETS; facet++)
		if (facets & BIT(facet))
			t[n++] = p->test[facet];
	return n;
}

static bool
row_fits(
    const struct puzzle *p, uint32_t row, const struct roster_test *t, size_t n)
{
	struct clue c = { .ntests = 1 };
	size_t i;

	for (i = 0; i < n; i++) {
		c.test[0] = t[i];
		if (!clue_fits(p->roster, &c, row))
			return false;
	}
	return true;
}

/* Rows of a surname stand side by side: no need to look at all of them. */
static uint32_t
count_family(const struct puzzle *p, const struct roster_test *t, size_t n,
    uint32_t *rows)
{
	uint32_t first, size, row, found = 0;
	size_t i;

	for (i = 0; i < t[0].n; i++) {
		size = roster_family(p->roster, t[0].codes[i], &first);
		for (row = first; row < first + size && found <= JOIN_FEW;
		     row++)
			if (row_fits(p, row, t + 1, n - 1))
				rows[found++] = row;
	}
	return found;
}

/* How few a column's codes leave, the fewest first. */
static const enum roster_column rarest[] = { RC_ROOM, RC_ADMITTED,
	RC_DISCHARGED, RC_POSTAL, RC_TOWN, RC_DIAGNOSIS, RC_KANA_SURNAME,
	RC_GIVEN, RC_KANA_GIVEN, RC_BIRTH, RC_INSURER, RC_WARD, RC_DEPARTMENT };

/* The rarest test to the front. */
static void
rarest_first(struct roster_test *t, size_t n)
{
	struct roster_test swap = t[0];
	size_t i, k;

	for (k = 0; k < sizeof rarest / sizeof rarest[0]; k++)
		for (i = 0; i < n; i++)
			if (t[i].column == rarest[k]) {
				t[0] = t[i];
				t[i] = swap;
				return;
			}
}

/* Rows that have one of the first test's codes, and pass the others. */
static int
count(struct puzzle *p, unsigned facets, uint32_t rows[JOIN_FEW + 1],
    uint32_t *found, struct shuhi_error *err)
{
	const uint32_t *first, *row;
	struct roster_test t[FACETS + 1];
	size_t n = tests_of(p, facets, t), i;
	uint32_t code, k;

	*found = 0;
	if (t[0].column == RC_SURNAME) {
		*found = count_family(p, t, n, rows);
		return 0;
	}
	rarest_first(t, n);
	if (list_rows(lists_in(p->j->set, p->which), p->roster, t[0].column,
	        &first, &row, err) != 0)
		return -1;
	for (i = 0; i < t[0].n; i++) {
		code = t[0].codes[i];
		for (k = first[code]; k < first[code + 1] && *found <= JOIN_FEW;
		     k++)
			if (row_fits(p, row[k], t + 1, n - 1))
				rows[(*found)++] = row[k];
	}
	return 0;
}

/* ---- saying it ---------------------------------------------------------- */

static uint32_t
fields_told(const struct puzzle *p, unsigned facets)
{
	uint32_t fields = 0;
	unsigned facet;

	if (facets & BIT(FACET_WHO))
		fields |= 1u << p->who->field;
	for (facet = FACET_WHO + 1; facet < FACETS; facet++)
		if (facets & BIT(facet))
			fields |= 1u << p->field[facet];
	return fields;
}

static bool
fits_one_of(const struct puzzle *p, const struct clue *c, const uint32_t *rows,
    uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (clue_fits(p->roster, c, rows[i]))
			return true;
	return false;
}

static int
tell(struct puzzle *p, unsigned facets, const uint32_t *rows, uint32_t n,
    struct shuhi_error *err)
{
	struct reason reason = { REASON_FEW, fields_told(p, facets), n };
	struct saying s = {
		.class = p->j->ids->roster_few,
		.rank = RANK_FEW,
		.percent = 85,
	};
	const struct clue *c = p->j->clue;
	size_t i;

	if (reason_number(p->j->arena, p->j->reasons, reason, &s.reason, err) !=
	    0)
		return -1;
	for (i = p->from; i < p->to; i++)
		if (is_weak(p, i) && (clue_facet(&c[i]) & facets) &&
		    fits_one_of(p, &c[i], rows, n))
			join_say(p->j, i, s);
	return 0;
}

/* ---- which of them ------------------------------------------------------ */

/* Count; when nobody fits all, one of them is about somebody else. */
static int
try_facets(
    struct puzzle *p, unsigned facets, bool *told, struct shuhi_error *err)
{
	uint32_t rows[JOIN_FEW + 1], found;
	unsigned facet, fewer;

	if (!worth_counting(p, facets))
		return 0;
	if (count(p, facets, rows, &found, err) != 0)
		return -1;
	if (found > JOIN_FEW)
		return 0;
	for (facet = 0; facet < FACETS && found == 0; facet++) {
		fewer = facets & ~BIT(facet);
		if (fewer == facets || !worth_counting(p, fewer))
			continue;
		if (count(p, fewer, rows, &found, err) != 0)
			return -1;
		if (found > 0 && found <= JOIN_FEW)
			facets = fewer;
		else
			found = 0;
	}
	*told = found > 0;
	return found > 0 ? tell(p, facets, rows, found, err) : 0;
}

/* What the clues of the puzzle come to. */
static int
solve(struct puzzle *p, bool *told, struct shuhi_error *err)
{
	size_t i, tries = 0;

	*told = false;
	find_facets(p);
	/* more facets are never worth less: most end here, before long lists */
	if (!worth_counting(p, p->facets | BIT(FACET_WHO)))
		return 0;
	if (gather_all(p, err) != 0)
		return -1;
	for (i = p->from; i < p->to && tries < WHO_TRIES; i++) {
		if (!is_weak(p, i) || clue_facet(&p->j->clue[i]) != 1)
			continue;
		p->who = &p->j->clue[i];
		tries++;
		if (try_facets(p, p->facets | BIT(FACET_WHO), told, err) != 0)
			return -1;
	}
	return *told ? 0 : try_facets(p, p->facets, told, err);
}

static bool
ends_sentence(uint32_t c)
{
	return c == 0x3002 /* 。 */ || c == '!' || c == '?' || c == '\n';
}

/* The first clue before `to` of another sentence than clue i's, or `to`. */
static size_t
next_sentence(const struct joiner *j, size_t i, size_t to)
{
	size_t at;

	if (i >= to)
		return to;
	for (i++; i < to; i++)
		for (at = j->clue[i - 1].from; at < j->clue[i].from;)
			if (ends_sentence(utf8_next(j->text, &at)))
				return i;
	return i;
}

/* Clues [from, to) alone, unless they are all of the neighbourhood. */
static int
solve_part(const struct puzzle *whole, size_t from, size_t to, bool *told,
    struct shuhi_error *err)
{
	struct puzzle part = *whole;

	part.from = from;
	part.to = to;
	*told = false;
	return to - from < whole->to - whole->from ? solve(&part, told, err)
	                                           : 0;
}

/*
 * 脳梗塞、5東。小児科は混んでる。30歳になった。 Where a neighbourhood comes to nothing
 * some of it is about somebody else: each sentence is asked with its next, and alone.
 */
static int
solve_sentences(const struct puzzle *p, struct shuhi_error *err)
{
	size_t from = p->from, next, end;
	bool told;

	for (; from < p->to; from = next) {
		next = next_sentence(p->j, from, p->to);
		end = next_sentence(p->j, next, p->to);
		if (solve_part(p, from, end, &told, err) != 0 ||
		    (!told && next < end &&
		        solve_part(p, from, next, &told, err) != 0))
			return -1;
	}
	return 0;
}

int
join_few(struct joiner *j, uint8_t roster, struct shuhi_error *err)
{
	struct puzzle p = {
		.j = j,
		.roster = roster_in(j->set, roster),
		.which = roster,
	};
	size_t i = 0;
	bool told;

	while (i < j->n) {
		if (!is_weak(&p, i)) {
			i++;
			continue;
		}
		p.to = join_near(j, i, &p.from);
		p.from = i; /* what stands before was asked about */
		if (solve(&p, &told, err) != 0 ||
		    (!told && solve_sentences(&p, err) != 0))
			return -1;
		/* windows that overlap by half miss no two that are near */
		for (i++; i < p.to && j->clue[i].from <=
		                          j->clue[p.from].from + JOIN_NEAR / 2;)
			i++;
	}
	return 0;
}
