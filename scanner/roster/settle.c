/*
 * Names that the engine found, held against the rosters: staff are no patients,
 * and with a list of all patients whoever is not on it is none either.
 */
#include "letters.h"
#include "seek.h"
#include "stage.h"

#define NAME_KANJI 4
#define NAME_KANA  6

/* Does one of the letters' beginnings stand in the column? */
static bool
begins_with_one(const struct roster *r, enum roster_column column,
    const struct letters *l, size_t least, size_t most)
{
	uint32_t code;
	size_t n;

	for (n = least; n <= l->n && n <= most; n++)
		if (roster_codes(r, column, letters_span(l, 0, n), &code, 1) >
		    0)
			return true;
	return false;
}

static bool
knows_letters(const struct roster *r, const struct letters *l)
{
	if (l->n == 0)
		return false;
	if (is_kanji(l->c[0]))
		return begins_with_one(r, RC_SURNAME, l, 1, NAME_KANJI) ||
		       begins_with_one(r, RC_GIVEN, l, 1, NAME_KANJI);
	return begins_with_one(r, RC_KANA_SURNAME, l, 2, NAME_KANA) ||
	       begins_with_one(r, RC_KANA_GIVEN, l, 2, NAME_KANA);
}

static bool
knows_romaji(const struct roster *r, struct span word)
{
	uint32_t codes[SEEK_CODES];

	return seek_romaji_codes(r, RC_KANA_SURNAME, word, codes) > 0 ||
	       seek_romaji_codes(r, RC_KANA_GIVEN, word, codes) > 0;
}

/*
 * Is any part of the name somebody's on this roster?  Any part: 「氏名:山田」 is an
 * entity, too, and whom we cannot rule out stays a patient.
 */
static bool
knows(const struct roster *r, struct span text, const struct entity *e)
{
	struct span until = span_sub(text, 0, e->to);
	struct letters l;
	size_t at = e->from, end;

	while (at < e->to) {
		if ((end = seek_latin_end(until, at)) > at) {
			if (knows_romaji(r, span_sub(text, at, end)))
				return true;
			at = end;
			continue;
		}
		letters_from(&l, until, at, NAME_KANA, false);
		if (knows_letters(r, &l))
			return true;
		utf8_next(text, &at);
	}
	return false;
}

/*
 * Is all of the name a surname or a given name of this roster?  山田太郎 is nobody of
 * the staff because there is a 山田 隆 among them.
 */
static bool
knows_as_written(
    const struct roster *r, struct span text, const struct entity *e)
{
	static const enum roster_column columns[] = { RC_SURNAME, RC_GIVEN,
		RC_KANA_SURNAME, RC_KANA_GIVEN };
	struct span until = span_sub(text, 0, e->to);
	struct letters l;
	uint32_t code;
	size_t i;

	if (seek_latin_end(until, e->from) == e->to)
		return knows_romaji(r, span_sub(text, e->from, e->to));
	letters_from(&l, until, e->from, NAME_KANA, false);
	if (l.n == 0 || l.to[l.n - 1] != e->to)
		return false;
	for (i = 0; i < sizeof columns / sizeof columns[0]; i++)
		if (roster_codes(
		        r, columns[i], letters_span(&l, 0, l.n), &code, 1) > 0)
			return true;
	return false;
}

/* Can the roster rule anybody out who is written in this script? */
static bool
can_tell(const struct roster *r, uint32_t first)
{
	return roster_has_column(
	           r, is_kanji(first) ? RC_SURNAME : RC_KANA_SURNAME) &&
	       !roster_has_key(r, RK_NAME);
}

struct standing {
	bool patient; /* may be one               */
	bool staff;   /* on a staff roster        */
	bool told;    /* patients' rosters can say */
};

static struct standing
standing_of(
    const struct roster_stage *st, struct span text, const struct entity *e)
{
	uint32_t first = utf8_at(text, e->from);
	struct standing s = { 0 };
	const struct roster *r;
	bool known;
	size_t i;

	for (i = 0; i < st->set->n; i++) {
		r = roster_in(st->set, i);
		if (roster_kind(r) == ROSTER_STAFF) {
			s.staff |= knows_as_written(r, text, e);
			continue;
		}
		known = knows(r, text, e);
		s.patient |= known || !can_tell(r, first);
		s.told |= roster_kind(r) == ROSTER_PATIENTS;
	}
	return s;
}

/* Is it, in full, the name of staff and of no patient? */
static bool
is_staff_in_full(const struct roster_stage *st, const struct entity *e)
{
	const struct clue *c;
	bool staff = false;
	size_t i;

	for (i = st->here; i < st->next; i++) {
		c = &st->found.v[i];
		if (!clue_is_full_name(c) || c->to <= e->from ||
		    c->from >= e->to)
			continue;
		if (roster_kind(roster_in(st->set, c->roster)) != ROSTER_STAFF)
			return false;
		staff = true;
	}
	return staff;
}

void
stage_settle(const struct roster_stage *st, struct resolver *r)
{
	const struct ids *ids = r->ids;
	struct standing s;
	struct entity *e;
	size_t i;

	if (st->set == NULL)
		return;
	for (i = 0; i < r->out.n; i++) {
		e = &r->out.entities[i];
		if (e->class != ids->person_name &&
		    e->class != ids->person_kana &&
		    e->class != ids->person_surname)
			continue;
		s = standing_of(st, r->text, e);
		if (is_staff_in_full(st, e) ||
		    (!s.patient && (s.staff || s.told)))
			e->class = ids->person_stranger;
	}
}
