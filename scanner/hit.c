/*
 * A hit by itself: does it stand free, is its label near, its check digit right, and
 * does a short word in Latin letters mean what it means on the ward?
 */
#include "resolve.h"
#include "utf8.h"

static bool
is_alnum(uint32_t c)
{
	return is_digit(c) || is_latin(c);
}

static bool
edges_free(struct span text, const struct lexeme *l, const struct hit *h)
{
	uint32_t before = utf8_before(text, h->from);
	uint32_t after = utf8_at(text, h->to);

	if (l->flags & LEX_LATIN_LEFT && is_alnum(before) &&
	    !(is_digit(before) && is_latin(utf8_at(text, h->from))))
		return false;
	if (l->flags & LEX_LATIN_RIGHT && is_alnum(after) && !is_digit(after))
		return false;
	if (l->flags & LEX_KANA_LEFT && is_katakana(before))
		return false;
	return !(l->flags & LEX_KANA_RIGHT && is_katakana(after));
}

/* Nothing of its kind may touch a number: 12 digits of 16 are no My Number. */
static bool
pattern_edges_free(struct span text, enum edge edge, const struct hit *h)
{
	uint32_t before = utf8_before(text, h->from);
	uint32_t after = utf8_at(text, h->to), c;
	size_t at;

	if (edge == EDGE_NONE)
		return true;
	if (is_digit(before) || is_digit(after))
		return false;
	/* nor may a part of a longer hyphenated or decimal number count */
	if (h->from > 0 && (before == '-' || before == '.') &&
	    is_digit(utf8_at(text, h->from)) &&
	    is_digit(utf8_before(text, h->from - 1)))
		return false;
	at = h->to;
	if ((after == '-' || after == '.') && at + 1 < text.len) {
		c = utf8_at(text, at + 1);
		if (is_digit(c) && is_digit(utf8_before(text, h->to)))
			return false;
	}
	return edge == EDGE_DIGIT || (!is_latin(before) && !is_latin(after));
}

static bool
digits_check(check_fn *check, struct span s)
{
	char digits[64];
	size_t i, n = 0;

	for (i = 0; i < s.len && n < sizeof digits; i++)
		if (is_digit((unsigned char)s.ptr[i]))
			digits[n++] = s.ptr[i];
	return check((struct span){ digits, n });
}

/* `n` code points to the left of `at`, no further than `floor`. */
static size_t
back(struct span text, size_t at, size_t floor, uint32_t n)
{
	while (at > floor && n > 0) {
		at--;
		n -= utf8_is_lead(text.ptr[at]);
	}
	return at;
}

static size_t
ahead(struct span text, size_t at, size_t ceiling, uint32_t n)
{
	while (at < ceiling && n-- > 0)
		utf8_next(text, &at);
	return at;
}

static bool
has_label(
    const struct resolver *r, const struct pattern *p, const struct hit *h)
{
	/* before the match, inside it, or shortly behind it */
	struct span near =
	    span_sub(r->text, back(r->text, h->from, 0, p->label_within),
	        ahead(r->text, h->to, r->text.len, p->label_within / 2));
	const char **label;

	for (label = p->labels; *label != NULL; label++)
		if (span_has(near, span_of(*label)))
			return true;
	return false;
}

/* ---- short words in Latin letters --------------------------------------- */

/* So many code points on either side are a word's context. */
#define CONTEXT 40

#define SHORT_LATIN 5 /* bytes */

/* Of Latin letters alone, and so short that it could be anything. */
static bool
is_short_latin(const struct lexeme *l)
{
	const unsigned both = LEX_LATIN_LEFT | LEX_LATIN_RIGHT;

	return l->len <= SHORT_LATIN && (l->flags & both) == both &&
	       !(l->flags & LEX_CLEAR);
}

/* Is there a trigger, beside `h`, that says by itself what it means? */
static bool
has_clear(const struct resolver *r, const struct hit *h, size_t from, size_t to)
{
	const struct lexeme *l;
	const struct hit *other;
	size_t set, i;

	for (set = 0; set < LEX_TRIGGER_SETS; set++)
		for (i = hits_from(&r->hits[set], from);
		     i < r->hits[set].n && r->hits[set].v[i].from < to; i++) {
			other = &r->hits[set].v[i];
			l = &r->lx->set[set].v[other->lexeme];
			if ((other->to > h->from && other->from < h->to) ||
			    class_in(&r->ids->private, l->class))
				continue;
			if (l->pattern == NULL
			        ? !is_short_latin(l) &&
			              edges_free(r->text, l, other)
			        : !l->pattern->near_japanese &&
			              pattern_edges_free(
			                  r->text, l->pattern->edge, other))
				return true;
		}
	return false;
}

/*
 * Is `word` in the text from `from` on, no part of a longer one, and a digit behind
 * it where one is asked for?
 */
static bool
has_word(struct span text, size_t from, const char *word, bool digit)
{
	size_t at = from, end;

	for (; (at = span_find(text, at, span_of(word))) < text.len; at = end) {
		end = at + strlen(word);
		if ((at == 0 || !is_alnum((unsigned char)text.ptr[at - 1])) &&
		    (!digit || (end < text.len &&
		                   is_digit((unsigned char)text.ptr[end]))))
			return true;
	}
	return false;
}

/* Tanaka-san, Mrs Ogawa, my pt, bed 11: is somebody spoken of? */
static bool
has_somebody(struct span text, size_t from)
{
	static const char *const persons[] = { "mr ", "mr. ", "mrs ", "mrs. ",
		"ms. ", "pt ", "pts ", "pt. ", "pt's " };
	static const char *const places[] = { "rm ", "bed " };
	static const char *const behind[] = { "-san", "-sama", "-kun",
		"-chan" };
	size_t i;

	for (i = 0; i < sizeof persons / sizeof persons[0]; i++)
		if (has_word(text, from, persons[i], false))
			return true;
	for (i = 0; i < sizeof places / sizeof places[0]; i++)
		if (has_word(text, from, places[i], true))
			return true;
	for (i = 0; i < sizeof behind / sizeof behind[0]; i++)
		if (span_find(text, from, span_of(behind[i])) < text.len)
			return true;
	return false;
}

/*
 * The short words of the ward are everyday words of English and of programs: as, all,
 * alt, er.  They mean something only where Japanese is written, somebody is spoken of
 * by name or place, or care in clear words.
 */
static bool
in_context(const struct resolver *r, const struct hit *h)
{
	size_t from = back(r->text, h->from, 0, CONTEXT);
	size_t to = ahead(r->text, h->to, r->text.len, CONTEXT);

	return utf8_has_japanese(r->text, h->to, to) ||
	       utf8_has_japanese(r->text, from, h->to) ||
	       has_clear(r, h, from, to) ||
	       has_somebody(span_sub(r->text, 0, to), from);
}

/* ---- any ------------------------------------------------------------------ */

bool
hit_stands(const struct resolver *r, const struct lexeme *l,
    const struct hit *h, uint8_t *percent)
{
	const struct pattern *p = l->pattern;

	if (p == NULL) {
		*percent = 90;
		return edges_free(r->text, l, h) &&
		       (!is_short_latin(l) || in_context(r, h));
	}
	if (h->to == h->from || !pattern_edges_free(r->text, p->edge, h))
		return false;
	if (p->near_japanese && !in_context(r, h))
		return false;
	if (p->check != NULL &&
	    !digits_check(p->check, span_sub(r->text, h->from, h->to)))
		return false;
	*percent = p->percent;
	if (p->labels == NULL || has_label(r, p, h))
		return true;
	*percent = p->percent_bare;
	return !p->label_required;
}
