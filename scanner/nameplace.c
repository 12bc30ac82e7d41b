#include "nameplace.h"

#include "utf8.h"

const struct lexeme *
name_lexeme(const struct resolver *r, const struct hit *h)
{
	return &r->lx->set[LEX_FRAME].v[h->lexeme];
}

const struct hit *
name_hit_at(const struct resolver *r, size_t at, uint8_t class)
{
	const struct hits *h = &r->hits[LEX_FRAME];
	uint8_t percent;
	size_t i;

	for (i = hits_from(h, at); i < h->n && h->v[i].from == at; i++)
		if (name_lexeme(r, &h->v[i])->class == class &&
		    hit_stands(r, name_lexeme(r, &h->v[i]), &h->v[i], &percent))
			return &h->v[i];
	return NULL;
}

size_t
name_past_gap(const struct resolver *r, size_t at)
{
	uint32_t c = at < r->to ? utf8_at(r->text, at) : 0;

	return c == ' ' || c == '-' || c == '.' || c == '_' || c == '^' ||
	               c == 0x30fb
	           ? at + (c == 0x30fb ? 3 : 1)
	           : at;
}

bool
name_cut_before(const struct resolver *r, size_t at)
{
	return at == r->from || token_from(&r->tokens, at) != NULL;
}

bool
name_cut_behind(const struct resolver *r, size_t at)
{
	return at >= r->to || token_to(&r->tokens, at) != NULL;
}

bool
token_is_name(const struct token *t)
{
	return t != NULL &&
	       (t->kind == TOKEN_FAMILY || t->kind == TOKEN_GIVEN ||
	           t->kind == TOKEN_PERSON);
}

bool
token_may_be_name(const struct token *t)
{
	return token_is_name(t) || (t != NULL && (t->kind == TOKEN_PLACE ||
	                                             t->kind == TOKEN_PROPER ||
	                                             t->kind == TOKEN_UNKNOWN));
}

bool
name_runs_on_left(struct span text, size_t at)
{
	uint32_t a = utf8_before(text, at), b = utf8_at(text, at);

	return (is_katakana(a) && is_katakana(b)) ||
	       (is_hiragana(a) && is_hiragana(b)) ||
	       ((is_latin(a) || is_digit(a)) && is_latin(b));
}

bool
name_runs_on_right(struct span text, size_t at)
{
	uint32_t a = utf8_before(text, at), b = utf8_at(text, at);

	return (is_katakana(a) && is_katakana(b)) ||
	       (is_latin(a) && (is_latin(b) || is_digit(b)));
}

bool
name_reading_begins(const struct resolver *r, const struct hit *h)
{
	uint32_t before = utf8_before(r->text, h->from);
	const struct token *t = token_from(&r->tokens, h->from);

	if (!name_runs_on_left(r->text, h->from))
		return t == NULL || t->kind != TOKEN_PARTICLE ||
		       t->to >= h->to || !is_letter_ja(before);
	if (!is_hiragana(before))
		return false;
	if (r->tokens.n > 0)
		return token_may_be_name(t);
	return before == 0x306f || before == 0x304c || before == 0x306e ||
	       before == 0x306b || before == 0x3068 || before == 0x3082 ||
	       before == 0x3067 || before == 0x3084 || before == 0x3092;
}

size_t
name_letters(const struct resolver *r, const struct hit *h)
{
	return utf8_count(span_sub(r->text, h->from, h->to));
}

bool
name_age_follows(const struct resolver *r, size_t at)
{
	uint32_t c;

	at = name_past_gap(r, at);
	c = at < r->to ? utf8_at(r->text, at) : 0;
	if (c == '(' || c == '/')
		at++;
	c = at < r->to ? utf8_at(r->text, at) : 0;
	return is_digit(c) &&
	       is_digit(at + 1 < r->to ? utf8_at(r->text, at + 1) : 0);
}

size_t
name_gap_before(const struct resolver *r, size_t at)
{
	size_t from;

	if (at <= r->from)
		return at;
	from = utf8_prev(r->text, at);
	return name_past_gap(r, from) == at ? from : at;
}

bool
name_addressed(
    const struct resolver *r, size_t at, uint8_t class, uint32_t *end)
{
	const struct hit *h = name_hit_at(r, at, class);

	if (h == NULL)
		h = name_hit_at(r, name_past_gap(r, at), class);
	if (h == NULL)
		return false;
	*end = h->to;
	return true;
}

bool
name_stopped(const struct resolver *r, const struct hit *hit)
{
	const struct hits *h = &r->hits[LEX_FRAME];
	size_t i;

	for (i = 0; i < h->n && h->v[i].from <= hit->from; i++)
		if (h->v[i].to >= hit->to &&
		    name_lexeme(r, &h->v[i])->class == r->ids->stop)
			return true;
	return false;
}

#define KANA_NAME_MAX 14 /* letters: フェルナンデス・マリア */

size_t
name_in_kana(const struct resolver *r, size_t at)
{
	const struct token *t;
	size_t from = at, end = at;

	while ((t = token_to(&r->tokens, end)) != NULL) {
		uint32_t c = utf8_at(r->text, t->from);

		if (is_katakana(c) && token_may_be_name(t))
			from = t->from;
		else if (c != 0x30fb || end == at)
			break;
		end = t->from;
	}
	return utf8_count(span_sub(r->text, from, at)) > KANA_NAME_MAX ? at
	                                                               : from;
}
