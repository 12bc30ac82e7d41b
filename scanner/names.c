/*
 * Persons.  A surname by itself is no evidence (森, 林, 今日); what stands beside
 * it is:
 *
 *   山田 太郎         surname and given name, side by side
 *   山田さん 山田様    an honorific: a name
 *   山田先生 山田師長  a title: staff or somebody public, not a patient
 *   山田(78) 山田78歳  an age
 *   ヤマダさん tanaka-san  kana and romaji, only with an honorific or in full
 *   寺厨さん          unknown kanji that MeCab takes for no common noun
 *   竹さん            one kanji, and no kin or animal
 *   患者の清水         a surname alone, if a patient is told of
 */
#include "resolve.h"

#include "nameplace.h"
#include "reading.h"
#include "utf8.h"

struct name {
	uint32_t from, to;
	uint8_t class, percent;
};

/* Names in hiragana in front of `at`, where something says that one is. */
static bool
read_before(struct resolver *r, size_t at)
{
	const struct readings *names = &r->lx->readings;
	const struct lexemes *set = &r->lx->set[LEX_FRAME];
	struct hits *hits = &r->hits[LEX_FRAME];
	size_t gap = name_gap_before(r, at);

	return readings_before(
	           names, set, r->arena, r->text, r->from, at, hits) &&
	       (gap == at || readings_before(names, set, r->arena, r->text,
	                         r->from, gap, hits));
}

/* さとう in front of はなこさん: of the hits from `first` on. */
static bool
read_surnames(struct resolver *r, size_t first)
{
	struct hits *hits = &r->hits[LEX_FRAME];
	size_t i, n = hits->n;

	for (i = first; i < n; i++)
		if (name_lexeme(r, &hits->v[i])->class == r->ids->name_given &&
		    name_letters(r, &hits->v[i]) >= 2 &&
		    !read_before(r, hits->v[i].from))
			return false;
	return true;
}

/* みゆき behind 山本: of the first `n` hits. */
static bool
read_given(struct resolver *r, size_t n)
{
	struct hits *hits = &r->hits[LEX_FRAME];
	const struct hit *h;
	size_t i;

	for (i = 0; i < n; i++) {
		h = &hits->v[i];
		if (name_lexeme(r, h)->class == r->ids->name_family &&
		    is_kanji(utf8_at(r->text, h->from)) &&
		    name_letters(r, h) >= 2 &&
		    !readings_behind(&r->lx->readings, &r->lx->set[LEX_FRAME],
		        r->arena, r->text, name_past_gap(r, h->to), r->to,
		        hits))
			return false;
	}
	return true;
}

/* In front of ages: two digits, perhaps bracketed. */
static bool
read_before_ages(struct resolver *r)
{
	const char *s = r->text.ptr;
	size_t at;

	for (at = r->from; at + 1 < r->to; at++) {
		if (!is_digit((unsigned char)s[at]) ||
		    !is_digit((unsigned char)s[at + 1]))
			continue;
		if (!read_before(r, at) ||
		    (at > r->from && (s[at - 1] == '(' || s[at - 1] == '/') &&
		        !read_before(r, at - 1)))
			return false;
	}
	return true;
}

bool
names_read(struct resolver *r)
{
	struct hits *hits = &r->hits[LEX_FRAME];
	size_t i, n = hits->n;

	for (i = 0; i < n; i++) {
		uint8_t class = name_lexeme(r, &hits->v[i])->class;

		if ((class == r->ids->form_address ||
		        class == r->ids->form_title) &&
		    !read_before(r, hits->v[i].from))
			return false;
	}
	if (!read_surnames(r, n) || !read_given(r, n) || !read_before_ages(r))
		return false;
	if (hits->n > n)
		hits_sort(hits);
	return true;
}

/* Is `h` a word of its own, three letters or more, no verb and no ending? */
static bool
is_word(const struct resolver *r, const struct hit *h)
{
	const struct token *t = token_to(&r->tokens, h->to);

	return t != NULL && t->from == h->from && name_letters(r, h) >= 3 &&
	       (token_is_name(t) || t->kind == TOKEN_NOUN);
}

/*
 * 梅原フサ, 高橋みなみさん: is the kana behind a surname in kanji a given name?
 * Hiragana goes on after any noun, so what follows it has to say so, or MeCab
 * (山本みゆきは).
 */
static bool
kana_given(const struct resolver *r, const struct hit *f, const struct hit *g)
{
	uint32_t c = utf8_at(r->text, g->from), end;

	if (name_letters(r, f) < 2 || name_letters(r, g) < 2 ||
	    !name_cut_before(r, f->from))
		return false;
	return is_katakana(c) ||
	       (is_hiragana(c) &&
	           (name_addressed(r, g->to, r->ids->form_address, &end) ||
	               name_age_follows(r, g->to) ||
	               (is_word(r, g) &&
	                   token_is_name(token_to(&r->tokens, f->to)))));
}

/* さとうはなこさん: a name in hiragana in full, and somebody called by it. */
static bool
read_in_full(const struct resolver *r, const struct hit *f, const struct hit *g)
{
	uint32_t end;

	return name_letters(r, f) + name_letters(r, g) >= 5 &&
	       name_cut_before(r, f->from) &&
	       name_addressed(r, g->to, r->ids->form_address, &end);
}

/* The given name after the surname `f`, if both look like one person. */
static const struct hit *
given_after(const struct resolver *r, const struct hit *f)
{
	const struct hit *g =
	    name_hit_at(r, name_past_gap(r, f->to), r->ids->name_given);
	bool reading = name_lexeme(r, f)->flags & LEX_READING;

	if (g == NULL || name_runs_on_right(r->text, g->to))
		return NULL;
	if (reading != !!(name_lexeme(r, g)->flags & LEX_READING))
		return !reading && kana_given(r, f, g) ? g : NULL;
	if (reading) {
		/* わたなべ は: kana names in full need letters on both sides */
		uint32_t a = utf8_at(r->text, f->from);
		uint32_t b = utf8_at(r->text, g->from);

		return name_letters(r, f) >= 2 && name_letters(r, g) >= 2 &&
		               is_katakana(a) == is_katakana(b) &&
		               is_latin(a) == is_latin(b) &&
		               (!is_hiragana(b) || read_in_full(r, f, g))
		           ? g
		           : NULL;
	}
	/* 林 明日: two short common words are a name only for MeCab */
	if (token_is_name(token_to(&r->tokens, g->to)) &&
	    name_cut_before(r, f->from))
		return g;
	return name_letters(r, f) >= 2 && name_letters(r, g) >= 2 &&
	               name_cut_before(r, f->from) && name_cut_behind(r, g->to)
	           ? g
	           : NULL;
}

static struct name
judge_full(const struct resolver *r, const struct hit *f, const struct hit *g)
{
	struct name n = { f->from, g->to, r->ids->person_name, 92 };
	uint32_t end;

	if (name_addressed(r, g->to, r->ids->form_title, &end)) {
		n.class = r->ids->person_staff;
		n.to = end;
	} else if (name_lexeme(r, f)->flags & LEX_READING) {
		n.class = r->ids->person_kana;
		n.percent = 80;
	}
	return n;
}

/* Is [from, to) a word of the lists, honorific and all: みなさん? */
static bool
is_set_word(const struct resolver *r, size_t from, uint32_t to)
{
	const struct hits *h = &r->hits[LEX_FRAME];
	size_t i;

	for (i = hits_from(h, from); i < h->n && h->v[i].from == from; i++)
		if (h->v[i].to == to &&
		    name_lexeme(r, &h->v[i])->class != r->ids->name_family &&
		    name_lexeme(r, &h->v[i])->class != r->ids->name_given)
			return true;
	return false;
}

/*
 * 患者の清水, 患者は松本: is a patient told of right before, so that a surname is one
 * though MeCab takes it for a firm or a town?
 */
static bool
patient_before(const struct resolver *r, size_t at)
{
	const struct entity *v = r->out.entities;
	uint32_t c = utf8_before(r->text, at);
	size_t i, gap = at;

	if (c == 0x306e /* の */ || c == 0x306f /* は */ ||
	    c == 0x3001 /* 、 */)
		gap -= 3;
	else if (c == ' ' || c == ':')
		gap--;
	for (i = 0; i < r->out.n; i++)
		if (v[i].class == r->ids->person_patient && v[i].to == gap)
			return true;
	return false;
}

/* MeCab takes 清水, 安藤 and 金子 for firms, too. */
static bool
is_surname(const struct token *t)
{
	return t != NULL &&
	       (t->kind == TOKEN_FAMILY || t->kind == TOKEN_PROPER);
}

/* A surname or given name without its other half. */
static struct name
judge_single(const struct resolver *r, const struct hit *h)
{
	struct name n = { h->from, h->to, 0, 0 };
	bool reading = name_lexeme(r, h)->flags & LEX_READING;
	bool family = name_lexeme(r, h)->class == r->ids->name_family;
	bool tagged = token_is_name(token_from(&r->tokens, h->from)) &&
	              name_cut_behind(r, h->to);
	uint32_t end;

	if (!name_cut_before(r, h->from) ||
	    (reading && !name_reading_begins(r, h)))
		return n;
	if (name_addressed(r, h->to, r->ids->form_title, &end)) {
		n.class = r->ids->person_staff;
		n.percent = 80;
		n.to = end;
	} else if (name_addressed(r, h->to, r->ids->form_address, &end) &&
	           !is_set_word(r, h->from, end)) {
		n.class = reading ? r->ids->person_kana : r->ids->person_name;
		n.percent = tagged || family ? 85 : 70;
	} else if (!reading && family && name_letters(r, h) >= 2 &&
	           name_age_follows(r, h->to)) {
		n.class = r->ids->person_name;
		n.percent = 75;
	} else if (!reading && family && name_cut_behind(r, h->to) &&
	           name_letters(r, h) >= 2 &&
	           is_surname(token_from(&r->tokens, h->from))) {
		n.class = r->ids->person_surname;
		n.percent = 45;
	} else if (!reading && family && (tagged || name_letters(r, h) >= 2) &&
	           name_cut_behind(r, h->to) && patient_before(r, h->from)) {
		n.class = r->ids->person_surname;
		n.percent = 60;
	}
	return n;
}

static bool
add_name(struct resolver *r, struct name n)
{
	return n.class == 0 || resolve_add(r, n.from, n.to, n.class, n.percent);
}

/*
 * Who is spoken to with an honorific but stands in no dictionary: one token that
 * MeCab does not know or takes for a proper noun, or a few single kanji it
 * could make nothing of.
 */
static bool
unknown_name(
    const struct resolver *r, const struct hit *honorific, struct name *out)
{
	size_t from = honorific->from, n = 0, len;
	const struct token *t;
	uint32_t c;

	if ((t = token_to(&r->tokens, from)) == NULL)
		return false;
	c = utf8_at(r->text, t->from);
	if (token_may_be_name(t)) {
		from = is_katakana(c) ? name_in_kana(r, from) : t->from;
		len = utf8_count(span_sub(r->text, from, honorific->from));
		if (len < 2 || (len > 8 && !is_katakana(c)) ||
		    !is_letter_ja(c) || name_runs_on_left(r->text, from))
			return false;
	} else {
		while (t != NULL && t->to - t->from == 3 &&
		       is_kanji(utf8_at(r->text, t->from)) && n < 4) {
			from = t->from;
			n++;
			t = token_to(&r->tokens, from);
		}
		if (n < 2 || n > 3)
			return false;
	}
	*out = (struct name){ (uint32_t)from, honorific->from,
		is_kanji(utf8_at(r->text, from)) ? r->ids->person_name
		                                 : r->ids->person_kana,
		60 };
	return true;
}

/* Is it somebody else, or nobody, who is spoken to: 娘さん, 猫さん, 皆さん? */
static bool
is_called_otherwise(
    const struct resolver *r, size_t from, const struct hit *honorific)
{
	const struct entity *v = r->out.entities;
	size_t i;

	for (i = 0; i < r->out.n; i++)
		if (v[i].from <= from && v[i].to >= honorific->from &&
		    (v[i].class == r->ids->stop ||
		        r->ids->kind[v[i].class] ==
		            r->ids->kind[r->ids->person_name]))
			return true;
	return is_set_word(r, from, honorific->to);
}

/* 許さん: one kanji that is a common noun, but nobody's trade or kin. */
static bool
one_kanji_name(
    const struct resolver *r, const struct hit *honorific, struct name *out)
{
	const struct token *t = token_to(&r->tokens, honorific->from);
	const struct token *h = token_from(&r->tokens, honorific->from);
	uint32_t before;

	if (t == NULL || t->to - t->from != 3 ||
	    (t->kind != TOKEN_NOUN && t->kind != TOKEN_UNKNOWN) ||
	    !is_kanji(utf8_at(r->text, t->from)) || h == NULL ||
	    h->kind != TOKEN_HONORIFIC || h->to != honorific->to ||
	    !span_eq(span_sub(r->text, h->from, h->to), SPAN("さん")))
		return false;
	before = utf8_before(r->text, t->from);
	if (before == 0x304a /* お */ || before == 0x3054 /* ご */ ||
	    is_called_otherwise(r, t->from, honorific))
		return false;
	*out = (struct name){ t->from, t->to, r->ids->person_name, 55 };
	return true;
}

static bool
resolve_hit(struct resolver *r, const struct hit *h, uint32_t *done)
{
	const struct lexeme *l = name_lexeme(r, h);
	const struct hit *g;
	struct name n = { 0 };
	uint8_t percent;

	if (!hit_stands(r, l, h, &percent))
		return true;
	if (l->class == r->ids->form_address)
		return h->from < *done ||
		       (!unknown_name(r, h, &n) && !one_kanji_name(r, h, &n)) ||
		       add_name(r, n);
	if (h->from < *done)
		return true; /* inside a name that was found already */
	if (l->class == r->ids->name_family &&
	    (g = given_after(r, h)) != NULL && name_reading_begins(r, h))
		n = judge_full(r, h, g);
	else
		n = judge_single(r, h);
	if (n.class != 0)
		*done = n.to > *done ? n.to : *done;
	return add_name(r, n);
}

bool
resolve_names(struct resolver *r)
{
	const struct hits *hits = &r->hits[LEX_FRAME];
	const struct ids *ids = r->ids;
	uint32_t done = 0;
	uint8_t class;
	size_t i;

	for (i = 0; i < hits->n; i++) {
		class = name_lexeme(r, &hits->v[i])->class;
		if ((class == ids->name_family || class == ids->name_given ||
		        class == ids->form_address) &&
		    !resolve_hit(r, &hits->v[i], &done))
			return false;
	}
	return names_aged(r);
}

/* Is somebody named whose name ends at `at`, or before a gap there? */
static bool
named_before(const struct resolver *r, uint32_t at)
{
	const struct entity *v = r->out.entities;
	size_t i, gap = name_gap_before(r, at);

	for (i = 0; i < r->out.n; i++)
		if ((v[i].to == at || v[i].to == gap) &&
		    (v[i].class == r->ids->person_name ||
		        v[i].class == r->ids->person_kana))
			return true;
	return false;
}

bool
names_addressed(struct resolver *r)
{
	const struct hits *hits = &r->hits[LEX_FRAME];
	const struct hit *h;
	size_t i;

	for (i = 0; i < hits->n; i++) {
		h = &hits->v[i];
		if (name_lexeme(r, h)->class == r->ids->form_address &&
		    named_before(r, h->from) &&
		    !resolve_add(r, h->from, h->to, r->ids->form_address, 90))
			return false;
	}
	return true;
}

static void
hope_of_hit(
    const struct resolver *r, const struct hit *h, struct class_set *have)
{
	const struct ids *ids = r->ids;
	const struct lexeme *l = name_lexeme(r, h);
	bool reading = l->flags & LEX_READING;
	uint32_t end, before;

	if (l->class == ids->form_address) {
		/* an unknown name before it: kanji or katakana, or a token
		 * that MeCab may call a name */
		before = utf8_before(r->text, h->from);
		if ((is_kanji(before) || is_katakana(before)) &&
		    !name_stopped(r, h)) {
			class_add(have, ids->person_name);
			class_add(have, ids->person_kana);
		}
		return;
	}
	if (reading && !name_reading_begins(r, h))
		return;
	if (name_addressed(r, h->to, ids->form_title, &end))
		class_add(have, ids->person_staff);
	if ((name_addressed(r, h->to, ids->form_address, &end) &&
	        !name_stopped(r, h)) ||
	    (l->class == ids->name_family &&
	        (name_hit_at(r, name_past_gap(r, h->to), ids->name_given) !=
	                NULL ||
	            name_age_follows(r, h->to)))) {
		class_add(have, ids->person_name);
		class_add(have, ids->person_kana);
	}
	if (l->class == ids->name_family && !reading && name_letters(r, h) >= 2)
		class_add(have, ids->person_surname);
}

void
names_hope(const struct resolver *r, struct class_set *have)
{
	const struct hits *hits = &r->hits[LEX_FRAME];
	const struct lexeme *l;
	uint8_t percent;
	size_t i;

	for (i = 0; i < hits->n; i++) {
		l = name_lexeme(r, &hits->v[i]);
		if ((l->class == r->ids->name_family ||
		        l->class == r->ids->name_given ||
		        l->class == r->ids->form_address) &&
		    hit_stands(r, l, &hits->v[i], &percent))
			hope_of_hit(r, &hits->v[i], have);
	}
	names_aged_hope(r, have);
}
