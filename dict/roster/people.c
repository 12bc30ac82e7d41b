#include "people.h"

#include "../../scanner/err.h"
#include "../../scanner/limit.h"
#include "../../scanner/roster/letters.h"
#include "called.h"
#include "phones.h"

/* ---- fields that are one value ------------------------------------------ */

/* Which column or key a field is; names and addresses are more than one. */
static const struct plain_field {
	enum list_field field;
	enum people_fault fault;
	bool is_key;
	int which;
} plain[] = {
	{ LIST_ID, PEOPLE_VALUE, true, RK_ID },
	{ LIST_BIRTH, PEOPLE_DATE, false, RC_BIRTH },
	{ LIST_SEX, PEOPLE_SEX, false, RC_SEX },
	{ LIST_PHONE, PEOPLE_PHONE, true, RK_PHONE },
	{ LIST_EMAIL, PEOPLE_EMAIL, true, RK_EMAIL },
	{ LIST_POSTAL, PEOPLE_POSTAL, false, RC_POSTAL },
	{ LIST_INSURER, PEOPLE_VALUE, false, RC_INSURER },
	{ LIST_INSURED, PEOPLE_VALUE, true, RK_INSURED },
	{ LIST_WARD, PEOPLE_VALUE, false, RC_WARD },
	{ LIST_ROOM, PEOPLE_VALUE, false, RC_ROOM },
	{ LIST_DEPARTMENT, PEOPLE_VALUE, false, RC_DEPARTMENT },
	{ LIST_DIAGNOSIS, PEOPLE_VALUE, false, RC_DIAGNOSIS },
	{ LIST_ADMITTED, PEOPLE_DATE, false, RC_ADMITTED },
	{ LIST_DISCHARGED, PEOPLE_DATE, false, RC_DISCHARGED },
};

/* 0, 000-0000, -: a number where there is none. */
static bool
only_zeros(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] != '0' && s.ptr[i] != '-')
			return false;
	return true;
}

/* **, ---, //: nothing that could be a value. */
static bool
only_signs(struct span s)
{
	size_t at = 0;
	uint32_t c;

	while (at < s.len) {
		c = utf8_next(s, &at);
		if (c >= 0x80 ? !letter_is_mask(c)
		              : is_digit(c) || is_latin(c) || c == '+')
			return false;
	}
	return true;
}

/* What people write into a cell of which they know nothing. */
static bool
says_nothing(enum list_field f, struct span s)
{
	static const struct span words[] = {
		{ "不明", 6 },
		{ "なし", 6 },
		{ "unknown", 7 },
		{ "n/a", 3 },
	};
	static const struct span sexes[] = {
		{ "その他", 9 },
		{ "other", 5 },
		{ "u", 1 },
		{ "o", 1 },
		{ "x", 1 },
		{ "3", 1 },
		{ "9", 1 },
	};
	size_t i;

	if (only_zeros(s) || (!called_field(f) && only_signs(s)))
		return true;
	for (i = 0; i < sizeof words / sizeof words[0]; i++)
		if (span_eq(s, words[i]))
			return true;
	for (i = 0; f == LIST_SEX && i < sizeof sexes / sizeof sexes[0]; i++)
		if (span_eq(s, sexes[i]))
			return true;
	return false;
}

/* 1.23e+05: the digits that a spreadsheet dropped are nowhere any more. */
static bool
is_rounded(struct span s)
{
	size_t at = 0;

	while (at < s.len && ((s.ptr[at] >= '0' && s.ptr[at] <= '9') ||
	                         s.ptr[at] == '.'))
		at++;
	if (at == 0 || !span_starts(span_sub(s, at, s.len), SPAN("e+")))
		return false;
	for (at += 2; at < s.len; at++)
		if (s.ptr[at] < '0' || s.ptr[at] > '9')
			return false;
	return true;
}

static enum people_fault
put_plain(const struct plain_field *f, struct span s, struct person *p)
{
	bool ok;

	if (f->is_key && is_rounded(s))
		return PEOPLE_ROUNDED;
	if (f->field == LIST_PHONE)
		return phones_put(s, p);
	ok = f->is_key ? spell_key(f->which, s, &p->key[f->which])
	                    : spell_column(f->which, s, &p->column[f->which]);
	return ok ? PEOPLE_GOOD : f->fault;
}

/* ---- addresses ----------------------------------------------------------- */

/* An address that is only a town, or abroad, is worth what it is. */
static enum people_fault
put_address(struct span s, struct person *p)
{
	if (!spell_column(RC_TOWN, s, &p->column[RC_TOWN]))
		p->column[RC_TOWN].len = 0;
	if (!spell_key(RK_ADDRESS, s, &p->key[RK_ADDRESS]))
		p->key[RK_ADDRESS].len = 0;
	return PEOPLE_GOOD;
}

/* ---- rows --------------------------------------------------------------- */

static enum people_fault
put_field(struct people *l, enum list_field f, struct span s, struct person *p)
{
	size_t i;

	if (s.len == 0 || says_nothing(f, s))
		return PEOPLE_GOOD;
	if (called_field(f))
		return called_put(l, f, s, p);
	if (f == LIST_ADDRESS)
		return put_address(s, p);
	for (i = 0; plain[i].field != f; i++)
		;
	return put_plain(&plain[i], s, p);
}

static int
put_cell(struct people *l, enum list_field f, struct span text,
    struct person *p, enum people_fault *fault, struct shuhi_error *err)
{
	struct folded folded;

	if (f == LIST_IGNORED || text.len == 0)
		return 0;
	if (f == LIST_UNNAMED) {
		*fault = PEOPLE_UNNAMED;
		return 0;
	}
	if (fold(l->fold, &l->arena, text, &folded, err) != 0)
		return -1;
	*fault = put_field(l, f, span_trim(folded.text), p);
	return 0;
}

static bool
names_nobody(const struct person *p)
{
	return p->column[RC_SURNAME].len == 0 &&
	    p->column[RC_KANA_SURNAME].len == 0 && p->key[RK_NAME].len == 0 &&
	    p->key[RK_ID].len == 0;
}

/* Spreadsheets leave empty cells behind the last. */
static bool
has_more_cells(const struct csv_row *row, size_t n)
{
	for (; n < row->n; n++)
		if (row->cell[n].text.len > 0)
			return true;
	return false;
}

/* Of a name in a cell that is left out we know no script. */
static void
leave_out(struct people *l, const struct csv_cell *cell, enum list_field f,
    enum people_fault fault, struct person *p)
{
	if (called_field(f))
		p->uncalled = true;
	l->bad(l->context, fault, cell);
}

static int
put_cells(struct people *l, const struct csv_row *row, struct person *p,
    bool *good, struct shuhi_error *err)
{
	enum people_fault fault;
	size_t i;

	for (i = 0; i < l->header.n; i++) {
		fault = PEOPLE_GOOD;
		if (put_cell(l, l->header.field[i], row->cell[i].text, p,
		        &fault, err) != 0)
			return -1;
		if (fault == PEOPLE_GOOD)
			continue;
		leave_out(l, &row->cell[i], l->header.field[i], fault, p);
		*good = l->drop;
		if (!*good)
			return 0;
	}
	called_finish(p);
	if (names_nobody(p)) {
		l->bad(l->context, PEOPLE_NOBODY, &row->cell[0]);
		*good = false;
	}
	return 0;
}

/* All but the bytes of what was there: too many to clear for every row. */
static void
forget(struct person *p)
{
	size_t i;

	for (i = 0; i < RC_COLUMNS; i++)
		p->column[i].len = 0;
	for (i = 0; i < RK_KEYS; i++)
		p->key[i].len = 0;
	p->ncalls = p->parts = p->nphones = 0;
	p->family = p->given = p->foreign = p->uncalled = false;
	for (i = 0; i < ROSTER_SCRIPTS; i++)
		p->told[i] = false;
}

int
people_row(struct people *l, const struct csv_row *row, struct person *out,
    bool *good, struct shuhi_error *err)
{
	const bool few = row->n < l->header.n;

	*good = !few && !has_more_cells(row, l->header.n);
	if (!*good) {
		l->bad(l->context, PEOPLE_CELLS,
		    &row->cell[few ? row->n - 1 : l->header.n]);
		return 0;
	}
	forget(out);
	arena_wipe(&l->arena, LIMIT_ARENA_KEEP);
	return put_cells(l, row, out, good, err);
}
