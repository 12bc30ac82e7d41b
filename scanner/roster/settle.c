/*
 * Names that the engine found, held against the rosters: staff are no patients,
 * and with a list of all patients whoever is not on it is none either.
 */
#include "letters.h"
#include "limit.h"
#include "romaji.h"
#include "seek.h"
#include "spell.h"
#include "stage.h"

#define KANA_LEAST 2 /* letters that are somebody's name */

_Static_assert(LIMIT_ROSTER_CALL <= LETTERS, "every call can be compared");

/* ---- letters of Japanese ---------------------------------------------- */

/*
 * Does one of the letters' beginnings call somebody who may be meant?  The engine
 * may have cut the name short: 左衛門|三郎さん, 一の|瀬さん.
 */
static bool
begins_with_call(
    const struct roster *r, const struct letters *l, const struct entity *e)
{
	size_t n = l->n > 0 && is_kanji(l->c[0]) ? 1 : KANA_LEAST;

	for (; n <= l->n; n++) {
		const size_t end = l->to[n - 1];

		if (l->from[0] > e->from && end > e->to)
			return false;
		if (l->from[0] < e->from && end < e->to)
			continue;
		if (roster_calls(r, letters_span(l, 0, n)))
			return true;
	}
	return false;
}

/* Where a call may begin that ends behind the entity. */
static size_t
calls_begin(struct span text, size_t at, size_t longest)
{
	size_t n = 1;

	for (; n < longest && at > 0 && is_letter_ja(utf8_before(text, at));
	     n++)
		at = utf8_prev(text, at);
	return at;
}

static bool
knows_letters(const struct roster *r, struct span text, const struct entity *e)
{
	const size_t longest = roster_longest(r);
	size_t at = calls_begin(text, e->from, longest);
	struct letters l;

	for (; at < e->to; utf8_next(text, &at)) {
		letters_from(&l, text, at, longest, false);
		if (begins_with_call(r, &l, e))
			return true;
	}
	return false;
}

/* ---- Latin letters ---------------------------------------------------- */

struct heard {
	const struct roster *roster;
	bool any, known;
};

static bool
hear(void *context, struct span kana)
{
	struct heard *h = context;

	h->any = true;
	h->known = roster_calls(h->roster, kana);
	return !h->known;
}

/* What is no romaji may be the name of somebody who has another one here. */
static bool
knows_latin(const struct roster *r, struct span word)
{
	struct heard h = { .roster = r };
	struct spelling written;

	romaji_spellings(word, hear, &h);
	return !h.any || h.known ||
	       (spell_column(RC_SURNAME, word, &written) &&
	           roster_calls(r, spell_span(&written)));
}

static bool
knows_words(const struct roster *r, struct span text, const struct entity *e)
{
	size_t at = e->from, end;

	while (at < e->to) {
		if ((end = seek_latin_end(text, at)) > at) {
			if (knows_latin(r, span_sub(text, at, end)))
				return true;
			at = end;
		} else {
			utf8_next(text, &at);
		}
	}
	return false;
}

/*
 * Is any part of the name somebody's on this roster?  Any part: 「氏名:山田」 is an
 * entity, too, and whom we cannot rule out stays a patient.
 */
static bool
knows(const struct roster *r, struct span text, const struct entity *e)
{
	return knows_words(r, text, e) || knows_letters(r, text, e);
}

static bool
knows_romaji(const struct roster *r, struct span word)
{
	uint32_t codes[SEEK_CODES];

	return seek_romaji_codes(r, RC_KANA_SURNAME, word, codes) > 0 ||
	       seek_romaji_codes(r, RC_KANA_GIVEN, word, codes) > 0;
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
	letters_from(&l, until, e->from, LETTERS, false);
	if (l.n == 0 || l.to[l.n - 1] != e->to)
		return false;
	for (i = 0; i < sizeof columns / sizeof columns[0]; i++)
		if (roster_codes(
		        r, columns[i], letters_span(&l, 0, l.n), &code, 1) > 0)
			return true;
	return false;
}

/*
 * Can the roster rule anybody out who is written in this script?  Only when it
 * knows everybody's name in it.
 */
static bool
can_tell(const struct roster *r, uint32_t first)
{
	if (is_kanji(first))
		return roster_untold(r, SCRIPT_KANJI) == 0;
	if (is_letter_ja(first))
		return roster_untold(r, SCRIPT_KANA) == 0;
	return !letter_is_mask(first) && roster_untold(r, SCRIPT_LATIN) == 0;
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
