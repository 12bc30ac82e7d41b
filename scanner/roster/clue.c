#include "clue.h"

#include <stdlib.h>

#include "err.h"
#include "limit.h"

/* clang-format off */
const struct clue_kind clue_kinds[CLUE_FIELDS] = {
	[CLUE_NAME] = { { "氏名", "name" }, FACET_WHO },
	[CLUE_KANA] = { { "カナ氏名", "name in kana" }, FACET_WHO },
	[CLUE_ROMAJI] = { { "ローマ字の氏名", "name in romaji" }, FACET_WHO },
	[CLUE_SURNAME] = { { "姓", "surname" }, FACET_WHO },
	[CLUE_GIVEN] = { { "名", "given name" }, FACET_WHO },
	[CLUE_MASKED] = { { "伏せた氏名", "masked name" }, FACET_WHO },
	[CLUE_INITIALS] = { { "イニシャル", "initials" }, FACET_WHO },
	[CLUE_ID] = { { "患者番号", "patient number" }, FACET_ID },
	[CLUE_PHONE] = { { "電話番号", "phone number" }, FACET_PHONE },
	[CLUE_EMAIL] = { { "メールアドレス", "e-mail address" }, FACET_EMAIL },
	[CLUE_INSURED] = { { "被保険者番号", "insured number" }, FACET_INSURED },
	[CLUE_ADDRESS] = { { "住所", "address" }, FACET_HOME },
	[CLUE_TOWN] = { { "町名", "town" }, FACET_HOME },
	[CLUE_POSTAL] = { { "郵便番号", "postal code" }, FACET_HOME },
	[CLUE_BIRTH] = { { "生年月日", "date of birth" }, FACET_BORN },
	[CLUE_AGE] = { { "年齢", "age" }, FACET_BORN },
	[CLUE_SEX] = { { "性別", "sex" }, FACET_SEX },
	[CLUE_INSURER] = { { "保険者番号", "insurer number" }, FACET_INSURER },
	[CLUE_WARD] = { { "病棟", "ward" }, FACET_WARD },
	[CLUE_ROOM] = { { "病室", "room" }, FACET_ROOM },
	[CLUE_DEPARTMENT] = { { "診療科", "department" }, FACET_DEPARTMENT },
	[CLUE_DIAGNOSIS] = { { "病名", "diagnosis" }, FACET_DIAGNOSIS },
	[CLUE_ADMITTED] = { { "入院日", "date of admission" }, FACET_ADMITTED },
	[CLUE_DISCHARGED] = { { "退院日", "date of discharge" }, FACET_DISCHARGED },
};
/* clang-format on */

int
clue_add(struct arena *a, struct clues *out, const struct clue *c,
    struct shuhi_error *err)
{
	struct clue *v;

	if (out->n >= LIMIT_CLUES)
		return fail(
		    err, SHUHI_E_LIMIT, "too many hits of a roster", c->from);
	v = arena_grow(a, out->v, out->n, &out->cap, out->n + 1, sizeof *v);
	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for hits", 0);
	out->v = v;
	v[out->n++] = *c;
	return 0;
}

static int
by_place(const void *a, const void *b)
{
	const struct clue *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to > y->to ? -1 : 1;
	if (x->roster != y->roster)
		return x->roster < y->roster ? -1 : 1;
	return x->field < y->field ? -1 : x->field > y->field;
}

void
clues_sort(struct clues *clues)
{
	if (clues->n > 1)
		qsort(clues->v, clues->n, sizeof *clues->v, by_place);
}

static bool
in_list(const uint32_t *v, size_t n, uint32_t want)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (v[mid] < want)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && v[lo] == want;
}

bool
clue_fits(const struct roster *r, const struct clue *c, uint32_t row)
{
	const struct roster_test *t;
	uint32_t code;
	size_t i;

	if (c->ntests == 0)
		return c->rows != NULL
		           ? in_list(c->rows, c->nrows, row)
		           : row >= c->first && row - c->first < c->nrows;
	for (i = 0; i < c->ntests; i++) {
		t = &c->test[i];
		code = roster_cell(r, t->column, row);
		if (code == ROSTER_NONE || !in_list(t->codes, t->n, code))
			return false;
	}
	return true;
}

uint32_t *
clue_list(struct arena *a, const uint32_t *v, size_t n)
{
	uint32_t *copy = ARENA_NEW(a, n + 1, uint32_t);

	if (copy != NULL && n > 0)
		memcpy(copy, v, n * sizeof *v);
	return copy;
}

int
clue_add_column(struct arena *a, struct clues *out, struct clue c,
    enum roster_column column, const uint32_t *codes, size_t n,
    struct shuhi_error *err)
{
	uint32_t *copy;

	if (n == 0)
		return 0;
	if ((copy = clue_list(a, codes, n)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for hits", 0);
	c.test[c.ntests++] = (struct roster_test){ column, copy, n };
	return clue_add(a, out, &c, err);
}
