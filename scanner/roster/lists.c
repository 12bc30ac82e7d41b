#include "lists.h"

#include <stdlib.h>
#include <string.h>

#include "err.h"

#define YEAR 365.2425 /* days */

void
lists_init(struct lists *l)
{
	pthread_mutex_init(&l->lock, NULL); /* cannot fail for this kind */
}

void
lists_fini(struct lists *l)
{
	struct numbers *made;
	size_t i;

	for (i = 0; i < LISTS; i++) {
		if ((made = atomic_load(&l->made[i])) == NULL)
			continue;
		explicit_bzero(made->v, made->n * sizeof made->v[0]);
		free(made);
	}
	pthread_mutex_destroy(&l->lock);
}

static struct numbers *
list_new(size_t n)
{
	struct numbers *l = n > (SIZE_MAX - sizeof *l) / sizeof l->v[0]
	                        ? NULL
	                        : calloc(1, sizeof *l + n * sizeof l->v[0]);

	if (l != NULL)
		l->n = n;
	return l;
}

/* ---- codes that fit --------------------------------------------------- */

struct wish {
	enum roster_column column;
	bool born;
	int32_t from, to; /* days of birth, or the letter */
};

static bool
fits(const struct roster *r, const struct wish *w, uint32_t code)
{
	int32_t day;

	if (!w->born)
		return roster_initial(r, w->column, code) == (char)w->from;
	day = roster_day(r, w->column, code);
	return day >= w->from && day <= w->to;
}

static struct numbers *
make_codes(const struct roster *r, const struct wish *w)
{
	uint32_t n = roster_values(r, w->column), code;
	size_t count = 0;
	struct numbers *l;

	for (code = 0; code < n; code++)
		count += fits(r, w, code);
	if ((l = list_new(count)) == NULL)
		return NULL;
	for (count = 0, code = 0; code < n; code++)
		if (fits(r, w, code))
			l->v[count++] = code;
	return l;
}

/* ---- rows by code ----------------------------------------------------- */

/* By counting: o[c + 2] counts, o[c + 1] is where the next row of c goes. */
static struct numbers *
make_rows(const struct roster *r, enum roster_column column)
{
	uint32_t values = roster_values(r, column), n = roster_rows(r);
	struct numbers *l = list_new((size_t)values + 2 + n);
	uint32_t row, code, *o, *rows;

	if (l == NULL)
		return NULL;
	o = l->v;
	rows = l->v + values + 2;
	for (row = 0; row < n; row++)
		if ((code = roster_cell(r, column, row)) != ROSTER_NONE)
			o[code + 2]++;
	for (code = 1; code < values + 2; code++)
		o[code] += o[code - 1];
	for (row = 0; row < n; row++)
		if ((code = roster_cell(r, column, row)) != ROSTER_NONE)
			rows[o[code + 1]++] = row;
	return l;
}

/* ---- made once -------------------------------------------------------- */

static struct numbers *
made(struct lists *l, size_t slot, const struct roster *r, const struct wish *w,
    struct shuhi_error *err)
{
	struct numbers *v =
	    atomic_load_explicit(&l->made[slot], memory_order_acquire);

	if (v != NULL)
		return v;
	pthread_mutex_lock(&l->lock);
	v = atomic_load(&l->made[slot]);
	if (v == NULL) {
		v = slot >= LIST_ROWS ? make_rows(r, w->column)
		                      : make_codes(r, w);
		atomic_store(&l->made[slot], v);
	}
	pthread_mutex_unlock(&l->lock);
	if (v == NULL)
		fail(err, SHUHI_E_NOMEM, "no memory for the roster", 0);
	return v;
}

int
list_born(struct lists *l, const struct roster *r, uint32_t age, bool decade,
    struct roster_test *out, struct shuhi_error *err)
{
	int32_t today = (int32_t)(roster_built(r) / 86400);
	uint32_t to = age + (decade ? 9 : 0);
	const struct wish w = {
		.column = RC_BIRTH,
		.born = true,
		.from = today - (int32_t)((to + 2) * YEAR),
		.to = today - (int32_t)(age * YEAR) + 183,
	};
	const struct numbers *v = made(
	    l, decade ? LIST_DECADE + age / 10 : LIST_AGE + age, r, &w, err);

	if (v == NULL)
		return -1;
	*out = (struct roster_test){ RC_BIRTH, v->v, v->n };
	return 0;
}

int
list_initial(struct lists *l, const struct roster *r, enum roster_column column,
    char letter, struct roster_test *out, struct shuhi_error *err)
{
	const struct wish w = { .column = column, .from = letter };
	size_t slot = LIST_INITIAL + (size_t)(letter - 'a') +
	              (column == RC_KANA_GIVEN ? LIST_LETTERS : 0);
	const struct numbers *v = made(l, slot, r, &w, err);

	if (v == NULL)
		return -1;
	*out = (struct roster_test){ column, v->v, v->n };
	return 0;
}

int
list_rows(struct lists *l, const struct roster *r, enum roster_column column,
    const uint32_t **first, const uint32_t **rows, struct shuhi_error *err)
{
	const struct wish w = { .column = column };
	const struct numbers *v = made(l, LIST_ROWS + column, r, &w, err);

	if (v == NULL)
		return -1;
	*first = v->v;
	*rows = v->v + roster_values(r, column) + 2;
	return 0;
}
