/*
 * Names that stand in no dictionary, told by the age behind them:
 *
 *   タナカハナコ(78歳)  グエン・ヴァン・アン 78歳  Maria Santos(78歳)
 *
 * In katakana they are a surname and a given name, have a dot, or MeCab knows them; in
 * Latin letters they are two words or more.  What holds a word of care is none.
 */
#include "nameplace.h"
#include "utf8.h"

#define PERCENT 70

/* タナカハナコ: a surname and a given name in katakana, with no gap between? */
static bool
is_kana_in_full(const struct resolver *r, size_t from, size_t to)
{
	const struct hits *h = &r->hits[LEX_FRAME];
	size_t i, j;

	for (i = hits_from(h, from); i < h->n && h->v[i].from == from; i++) {
		if (name_lexeme(r, &h->v[i])->class != r->ids->name_family)
			continue;
		for (j = hits_from(h, name_past_gap(r, h->v[i].to));
		     j < h->n && h->v[j].from == name_past_gap(r, h->v[i].to);
		     j++)
			if (h->v[j].to == to &&
			    name_lexeme(r, &h->v[j])->class ==
			        r->ids->name_given)
				return true;
	}
	return false;
}

#define LATIN_NAME_MAX 4 /* words: nguyen thi van anh */

/* Where two or more Latin words begin that end at `at`; `at`: there are none. */
static size_t
latin_name(const struct resolver *r, size_t at)
{
	const char *s = r->text.ptr;
	size_t from = at, end = at, n = 0, word;

	while (n <= LATIN_NAME_MAX) {
		word = end;
		while (word > r->from && is_latin((unsigned char)s[word - 1]))
			word--;
		if (end - word < 2)
			break;
		from = word;
		n++;
		if (word == r->from || s[word - 1] != ' ')
			break;
		end = word - 1;
	}
	return n >= 2 && n <= LATIN_NAME_MAX ? from : at;
}

/* Is something else than a person spoken of in [from, to)? */
static bool
tells_of_care(const struct resolver *r, size_t from, size_t to)
{
	size_t set, i;

	for (set = 0; set < LEX_TRIGGER_SETS; set++)
		for (i = hits_from(&r->hits[set], from);
		     i < r->hits[set].n && r->hits[set].v[i].from < to; i++)
			if (!class_in(&r->ids->private,
			        r->lx->set[set]
			            .v[r->hits[set].v[i].lexeme]
			            .class))
				return true;
	return false;
}

/* The name before the age `h`, if there is one. */
static bool
add_aged(struct resolver *r, const struct hit *h)
{
	size_t from, to = h->from;
	bool latin;

	if (to > r->from && r->text.ptr[to - 1] == '(')
		to--;
	to = name_gap_before(r, to);
	latin = is_latin(utf8_before(r->text, to));
	from = latin ? latin_name(r, to) : name_in_kana(r, to);
	if (from >= to || tells_of_care(r, from, to) ||
	    name_runs_on_left(r->text, from))
		return true;
	if (latin ? !span_has(span_sub(r->text, h->from, h->to), SPAN("歳"))
	          : !span_has(span_sub(r->text, from, to), SPAN("・")) &&
	                !is_kana_in_full(r, from, to) &&
	                !token_is_name(token_from(&r->tokens, from)))
		return true;
	return resolve_add(r, (uint32_t)from, (uint32_t)to,
	    latin ? r->ids->person_name : r->ids->person_kana, PERCENT);
}

bool
names_aged(struct resolver *r)
{
	const struct hits *hits = &r->hits[LEX_PATTERN];
	const struct lexeme *l;
	uint8_t percent;
	size_t i;

	for (i = 0; i < hits->n; i++) {
		l = &r->lx->set[LEX_PATTERN].v[hits->v[i].lexeme];
		if (l->class == r->ids->age &&
		    hit_stands(r, l, &hits->v[i], &percent) &&
		    !add_aged(r, &hits->v[i]))
			return false;
	}
	return true;
}

void
names_aged_hope(const struct resolver *r, struct class_set *have)
{
	const struct hits *hits = &r->hits[LEX_PATTERN];
	uint32_t before;
	size_t i, at;

	for (i = 0; i < hits->n; i++) {
		if (r->lx->set[LEX_PATTERN].v[hits->v[i].lexeme].class !=
		    r->ids->age)
			continue;
		at = hits->v[i].from;
		if (at > r->from && r->text.ptr[at - 1] == '(')
			at--;
		before = utf8_before(r->text, name_gap_before(r, at));
		if (is_katakana(before))
			class_add(have, r->ids->person_kana);
		else if (is_latin(before))
			class_add(have, r->ids->person_name);
	}
}
