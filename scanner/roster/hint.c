#include "hint.h"

#include <stdio.h>

#include "err.h"
#include "letters.h"
#include "spell.h"
#include "utf8.h"

/* ---- age --------------------------------------------------------------- */

static int
add_test(struct hinter *h, enum clue_field field, size_t from, size_t to,
    const struct roster_test *t, struct shuhi_error *err)
{
	struct clue c = seek_clue(&h->seek, field, from, to);

	c.test[0] = *t;
	c.ntests = 1;
	return t->n == 0 ? 0 : clue_add(h->seek.arena, &h->seek.out, &c, err);
}

static bool
is_sex(struct span text, size_t at, struct span *sex)
{
	static const struct span signs[] = {
		{ "男", 3 },
		{ "女", 3 },
		{ "♂", 3 },
		{ "♀", 3 },
		{ "m", 1 },
		{ "f", 1 },
	};
	static const struct span sexes[] = {
		{ "男", 3 },
		{ "女", 3 },
		{ "男", 3 },
		{ "女", 3 },
		{ "男", 3 },
		{ "女", 3 },
	};
	size_t i;

	for (i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (span_starts(span_sub(text, at, text.len), signs[i])) {
			*sex = sexes[i];
			return true;
		}
	return false;
}

/* 80代, 78歳, 78m, f/65: what the engine found to be an age. */
static int
hint_age(struct hinter *h, size_t from, size_t to, struct shuhi_error *err)
{
	struct span hit = span_sub(h->seek.text, 0, to), sex;
	struct roster_test born;
	size_t at = from, end;
	uint32_t n = 0;
	bool decade;

	while (at < to && !is_digit((unsigned char)hit.ptr[at]))
		at++;
	for (end = at; end < to && is_digit((unsigned char)hit.ptr[end]) &&
	               n < LIST_AGES;)
		n = n * 10 + (uint32_t)(hit.ptr[end++] - '0');
	decade = span_starts(span_sub(hit, end, to), SPAN("代"));
	if (end == at || n >= LIST_AGES ||
	    !roster_has_column(h->seek.roster, RC_BIRTH) ||
	    span_has(span_sub(hit, end, to), SPAN("月")))
		return 0;
	for (at = from; at < to; utf8_next(hit, &at))
		if (is_sex(hit, at, &sex))
			break;
	if (at < to &&
	    hint_column(h, CLUE_SEX, RC_SEX, from, to, sex, err) != 0)
		return -1;
	if (list_born(lists_in(h->seek.set, h->seek.which), h->seek.roster,
	        decade ? n - n % 10 : n, decade, &born, err) != 0)
		return -1;
	return add_test(h, CLUE_AGE, from, to, &born, err);
}

/* ---- words the engine found --------------------------------------------- */

int
hint_column(struct hinter *h, enum clue_field field, enum roster_column column,
    size_t from, size_t to, struct span value, struct shuhi_error *err)
{
	struct spelling spelt;
	uint32_t codes[SEEK_CODES];
	size_t n;

	if (!roster_has_column(h->seek.roster, column) ||
	    !spell_column(column, value, &spelt))
		return 0;
	n = roster_codes(
	    h->seek.roster, column, spell_span(&spelt), codes, SEEK_CODES);
	return clue_add_column(h->seek.arena, &h->seek.out,
	    seek_clue(&h->seek, field, from, to), column, codes, n, err);
}

/* Behind the 東 of 3東305; `from` where no ward stands before the room. */
static size_t
behind_ward(struct span text, size_t from, size_t to)
{
	size_t at = from;
	uint32_t c;

	while (at < to) {
		c = utf8_next(text, &at);
		if (c == 0x6771 || c == 0x897f || c == 0x5357 || c == 0x5317)
			return at; /* 東西南北 */
	}
	return from;
}

/* 305号室, 個室12, 305の患者: the number, with what belongs to it; 3東305: both. */
static int
hint_room(struct hinter *h, size_t from, size_t to, struct shuhi_error *err)
{
	struct span text = h->seek.text;
	size_t ward = behind_ward(text, from, to), at = ward, end;

	if (ward > from && hint_column(h, CLUE_WARD, RC_WARD, from, ward,
	                       span_sub(text, from, ward), err) != 0)
		return -1;

	while (at < to && !is_digit((unsigned char)text.ptr[at]) &&
	       !is_latin((unsigned char)text.ptr[at]))
		at++;
	for (end = at; end < to && (is_digit((unsigned char)text.ptr[end]) ||
	                               is_latin((unsigned char)text.ptr[end]));)
		end++;
	return hint_column(
	    h, CLUE_ROOM, RC_ROOM, ward, to, span_sub(text, at, end), err);
}

#define AROUND 4 /* letters that may belong to a diagnosis around a word */

/* 左大腿骨頸部骨折 where the engine knows 骨折: the longest that the roster has. */
static int
hint_diagnosis(struct hinter *h, const struct hit *hit, struct shuhi_error *err)
{
	struct span text = h->seek.text;
	size_t starts[AROUND + 1], ends[AROUND + 1], ns, ne, s, e, before;
	struct letters l;

	before = h->seek.out.n;
	letters_until(&l, text, hit->from, AROUND, 0);
	for (ns = 0; ns < l.n; ns++)
		starts[ns] = l.from[ns];
	starts[ns++] = hit->from;
	letters_from(&l, text, hit->to, AROUND, 0);
	ends[0] = hit->to;
	for (ne = 1; ne <= l.n; ne++)
		ends[ne] = l.to[ne - 1];
	for (s = 0; s < ns; s++)
		for (e = ne; e-- > 0;) {
			if (hint_column(h, CLUE_DIAGNOSIS, RC_DIAGNOSIS,
			        starts[s], ends[e],
			        span_sub(text, starts[s], ends[e]), err) != 0)
				return -1;
			if (h->seek.out.n > before)
				return 0;
		}
	return 0;
}

static int
hint_hit(struct hinter *h, uint8_t class, const struct hit *hit,
    struct shuhi_error *err)
{
	const struct ids *ids = h->r->ids;
	struct span value = span_sub(h->seek.text, hit->from, hit->to);

	if (class == ids->age)
		return hint_age(h, hit->from, hit->to, err);
	if (class == ids->care_room)
		return hint_room(h, hit->from, hit->to, err);
	if (class == ids->care_ward)
		return hint_column(
		    h, CLUE_WARD, RC_WARD, hit->from, hit->to, value, err);
	if (class == ids->care_department)
		return hint_column(h, CLUE_DEPARTMENT, RC_DEPARTMENT, hit->from,
		    hit->to, value, err);
	if (class == ids->place_postal)
		return hint_column(
		    h, CLUE_POSTAL, RC_POSTAL, hit->from, hit->to, value, err);
	if (class_in(&ids->diseases, class))
		return hint_diagnosis(h, hit, err);
	return 0;
}

static int
hint_hits(struct hinter *h, struct shuhi_error *err)
{
	const struct lexeme *l;
	const struct hit *hit;
	uint8_t percent;
	size_t set, i;

	for (set = 0; set < LEX_TRIGGER_SETS; set++)
		for (i = 0; i < h->r->hits[set].n; i++) {
			hit = &h->r->hits[set].v[i];
			l = &h->r->lx->set[set].v[hit->lexeme];
			/* がん within がんばって; MeCab is not asked yet */
			if (l->flags & LEX_ALONE &&
			    !letters_may_end(h->seek.text, hit->to))
				continue;
			if (hit_stands(h->r, l, hit, &percent) &&
			    hint_hit(h, l->class, hit, err) != 0)
				return -1;
		}
	return 0;
}

/* ---- dates -------------------------------------------------------------- */

/* Does a word stand within a few letters behind byte `at`? */
static bool
soon(struct span text, size_t at, struct span word)
{
	size_t end = at + 18 < text.len ? at + 18 : text.len;

	return span_has(span_sub(text, at, end), word);
}

static int
full_date(struct hinter *h, size_t from, size_t to, struct span date,
    struct shuhi_error *err)
{
	return hint_column(h, CLUE_BIRTH, RC_BIRTH, from, to, date, err) != 0 ||
	               hint_column(h, CLUE_ADMITTED, RC_ADMITTED, from, to,
	                   date, err) != 0 ||
	               hint_column(h, CLUE_DISCHARGED, RC_DISCHARGED, from, to,
	                   date, err) != 0
	           ? -1
	           : 0;
}

/* 11/20に入院: the year is that of the list, or the one before. */
static int
date_without_year(struct hinter *h, size_t from, struct shuhi_error *err)
{
	struct span text = h->seek.text, rest;
	bool in, out;
	char full[24];
	int32_t days = (int32_t)(roster_built(h->seek.roster) / 86400);
	unsigned year = (unsigned)(1970 + days / 365.2425), back;
	size_t to = from, n;

	while (to < text.len && to - from < 12 &&
	       (is_digit((unsigned char)text.ptr[to]) || text.ptr[to] == '/' ||
	           !utf8_is_lead(text.ptr[to]) ||
	           span_starts(span_sub(text, to, text.len), SPAN("月")) ||
	           span_starts(span_sub(text, to, text.len), SPAN("日"))))
		to++;
	rest = span_sub(text, from, to);
	in = soon(text, to, SPAN("入院"));
	out = soon(text, to, SPAN("退院"));
	if ((!in && !out) || rest.len < 3 || rest.len > 14)
		return 0;
	for (back = 0; back < 2; back++) {
		n = (size_t)snprintf(full, sizeof full, "%u%s%.*s", year - back,
		    memchr(rest.ptr, '/', rest.len) != NULL ? "/" : "年",
		    (int)rest.len, rest.ptr);
		if (in && hint_column(h, CLUE_ADMITTED, RC_ADMITTED, from, to,
		              (struct span){ full, n }, err) != 0)
			return -1;
		if (out && hint_column(h, CLUE_DISCHARGED, RC_DISCHARGED, from,
		               to, (struct span){ full, n }, err) != 0)
			return -1;
	}
	return 0;
}

/* 昭和, 昭33, S33, 一九五八年: a year that does not begin with a digit. */
static bool
year_begins(struct span text, size_t at)
{
	static const struct span eras[] = {
		{ "明", 3 },
		{ "大", 3 },
		{ "昭", 3 },
		{ "平", 3 },
		{ "令", 3 },
		{ "一九", 6 },
		{ "二○", 6 },
	};
	struct span rest = span_sub(text, at, text.len);

	if (strchr("mtshr", rest.ptr[0]) != NULL && rest.len > 1)
		return !is_latin(utf8_before(text, at)) &&
		       (is_digit((unsigned char)rest.ptr[1]) ||
		           rest.ptr[1] == '.' ||
		           span_starts_at(rest, 1, SPAN("元")));
	return span_starts_any(rest, eras, sizeof eras / sizeof eras[0]);
}

static int
hint_dates(struct hinter *h, struct shuhi_error *err)
{
	struct span text = span_sub(h->seek.text, 0, h->r->to);
	struct spelling date;
	size_t at = h->r->from, end;

	for (; at < h->r->to; utf8_next(text, &at)) {
		if (text.ptr[at] == '\0' ||
		    !(year_begins(text, at) ||
		        (is_digit((unsigned char)text.ptr[at]) &&
		            !is_digit(utf8_before(text, at)))))
			continue;
		if (spell_date_at(text, at, &date, &end)) {
			if (full_date(h, at, end, spell_span(&date), err) != 0)
				return -1;
			at = utf8_prev(text, end);
		} else if (date_without_year(h, at, err) != 0) {
			return -1;
		}
	}
	return 0;
}

/* ---- all of them --------------------------------------------------------- */

/* 男, 女: says little, but it may be what tells two from one. */
static int
hint_sexes(struct hinter *h, struct shuhi_error *err)
{
	struct span text = span_sub(h->seek.text, 0, h->r->to), sex;
	size_t at = h->r->from, from;

	while (at < text.len) {
		from = at;
		if (utf8_next(text, &at) >= 0x80 && is_sex(text, from, &sex) &&
		    hint_column(h, CLUE_SEX, RC_SEX, from, at, sex, err) != 0)
			return -1;
	}
	return 0;
}

/* Is anybody addressed, or are there initials with a dot? */
static bool
has_people(struct span text)
{
	return memchr(text.ptr, '.', text.len) != NULL || letters_address(text);
}

/* Kinds of words in the passage that may fit somebody; two suffice. */
static size_t
kinds_of_hits(const struct resolver *r)
{
	struct class_set kinds = { .bits = { 0 } };
	const struct hits *hits;
	size_t set, i, n = 0;
	uint8_t class;

	for (set = 0; set < LEX_TRIGGER_SETS && n < 2; set++)
		for (hits = &r->hits[set], i = 0; i < hits->n && n < 2; i++) {
			class = r->lx->set[set].v[hits->v[i].lexeme].class;
			if (class_in(&r->ids->hints, class) &&
			    !class_in(&kinds, class)) {
				class_add(&kinds, class);
				n++;
			}
		}
	return n;
}

bool
hint_care_near(const struct resolver *r, size_t from, size_t to)
{
	const struct hit *hit;
	size_t set, i;

	for (set = 0; set < LEX_TRIGGER_SETS; set++)
		for (i = 0; i < r->hits[set].n; i++) {
			hit = &r->hits[set].v[i];
			if (class_in(&r->ids->patient,
			        r->lx->set[set].v[hit->lexeme].class) &&
			    hit->from <= to + HINT_NEAR &&
			    hit->to + HINT_NEAR >= from)
				return true;
		}
	return false;
}

/* Four digits or more: there may be a date. */
static bool
has_digits(struct span text)
{
	size_t i, n = 0;

	for (i = 0; i < text.len && n < 4; i++)
		n += is_digit((unsigned char)text.ptr[i]);
	return n == 4;
}

bool
hint_worthwhile(const struct resolver *r, size_t nclues)
{
	struct span text = span_sub(r->text, r->from, r->to);
	size_t n;

	if (nclues > 0)
		return true;
	if ((n = kinds_of_hits(r)) == 1 || r->hits[LEX_PATTERN].n > 0)
		n += has_digits(text);
	return n >= 2 || (n == 1 && has_people(text));
}

/* Would a town make the clues worth counting?  An age alone would not. */
static bool
town_matters(const struct clues *clues)
{
	const unsigned telling =
	    1u << FACET_ROOM | 1u << FACET_DIAGNOSIS | 1u << FACET_ADMITTED;
	unsigned facets = 0;
	size_t i;

	for (i = 0; i < clues->n; i++)
		facets |= clues->v[i].field == CLUE_BIRTH
		              ? telling
		              : clue_facet(&clues->v[i]);
	facets &= ~(1u << FACET_SEX);
	return (facets & telling) || __builtin_popcount(facets) >= 2;
}

int
hint(struct hinter *h, struct shuhi_error *err)
{
	return hint_hits(h, err) != 0 || hint_names(h, err) != 0 ||
	               hint_dates(h, err) != 0 || hint_sexes(h, err) != 0 ||
	               (h->named && hint_words(h, err) != 0) ||
	               (!h->named && town_matters(&h->seek.out) &&
	                   hint_towns(h, err) != 0)
	           ? -1
	           : 0;
}
