#include "seek.h"

#include <stdlib.h>

#include "err.h"

struct clue
seek_clue(const struct seeker *s, enum clue_field field, size_t from, size_t to)
{
	return (struct clue){
		.from = (uint32_t)from,
		.to = (uint32_t)to,
		.field = (uint8_t)field,
		.roster = s->which,
	};
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

int
seek_add_rows(struct seeker *s, struct clue c, uint32_t *rows, size_t n,
    struct shuhi_error *err)
{
	size_t i, distinct = 0;

	if (n == 0)
		return 0;
	qsort(rows, n, sizeof *rows, by_number);
	for (i = 0; i < n; i++)
		if (i == 0 || rows[i] != rows[i - 1])
			rows[distinct++] = rows[i];
	if ((c.rows = clue_list(s->arena, rows, distinct)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for hits", 0);
	c.nrows = (uint32_t)distinct;
	return clue_add(s->arena, &s->out, &c, err);
}

int
seek_add_named(struct seeker *s, struct clue c, struct span surname,
    struct span given, bool *found, struct shuhi_error *err)
{
	uint32_t a, b;

	*found = false;
	if (roster_codes(s->roster, RC_SURNAME, surname, &a, 1) == 0 ||
	    roster_codes(s->roster, RC_GIVEN, given, &b, 1) == 0)
		return 0;
	c.nrows = roster_named(s->roster, a, b, &c.first);
	*found = c.nrows > 0;
	return *found ? clue_add(s->arena, &s->out, &c, err) : 0;
}

/* 藤太郎 inside 佐藤太郎 is nobody: the longest name counts. */
static void
drop_nested(struct clues *clues)
{
	struct clue *v = clues->v;
	uint32_t end[LIMIT_ROSTERS][FACETS] = { { 0 } };
	size_t i, n = 0;
	unsigned facet;

	for (i = 0; i < clues->n; i++) {
		facet = clue_kinds[v[i].field].facet;
		if (v[i].to <= end[v[i].roster][facet])
			continue;
		end[v[i].roster][facet] = v[i].to;
		v[n++] = v[i];
	}
	clues->n = n;
}

int
seek(struct seeker *s, struct shuhi_error *err)
{
	size_t i;

	for (i = 0; i < s->set->n; i++) {
		s->which = (uint8_t)i;
		s->roster = roster_in(s->set, i);
		s->unsplit = roster_has_key(s->roster, RK_NAME);
		if (seek_names(s, err) != 0 ||
		    (s->signs & SEEK_LATIN && seek_romaji(s, err) != 0) ||
		    (s->signs & (SEEK_DIGIT | SEEK_AT | SEEK_HOUSE) &&
		        seek_keys(s, err) != 0) ||
		    (s->signs & SEEK_YEAR && seek_written_dates(s, err) != 0))
			return -1;
	}
	if (s->out.n > 0) {
		clues_sort(&s->out);
		drop_nested(&s->out);
	}
	return 0;
}
