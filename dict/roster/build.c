#include "build.h"

#include "../../scanner/err.h"
#include "../../scanner/limit.h"
#include "../../scanner/roster/rostersieve.h"
#include "../../scanner/utf8.h"
#include "../../scanner/roster/rosterfile.h"
#include "store.h"

#define MASK "○"

int
build_new(const struct keyring *key, enum roster_kind kind,
    const struct fold_table *fold, struct build **out,
    struct shuhi_error *err)
{
	struct build *b;

	if ((b = calloc(1, sizeof *b)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for the list", 0);
	if (!spelling_sum(fold, b->spelling)) {
		free(b);
		return fail(err, SHUHI_E_NOMEM, "no memory for the list", 0);
	}
	b->key = *key;
	b->kind = kind;
	*out = b;
	return 0;
}

void
build_free(struct build *b)
{
	size_t i;

	if (b == NULL)
		return;
	for (i = 0; i < RC_COLUMNS; i++) {
		free(b->cells[i]);
		intern_free(&b->values[i]);
	}
	for (i = 0; i < RK_KEYS; i++)
		free(b->keys[i].v);
	for (i = 0; i < MASKED; i++)
		free(b->masked[i].v);
	for (i = 0; i < DAYS; i++)
		free(b->days[i]);
	for (i = 0; i < KANA; i++)
		free(b->initials[i]);
	for (i = 0; i < SIEVES; i++)
		intern_free(&b->sieve[i]);
	intern_free(&b->calls);
	keyring_wipe(&b->key);
	free(b);
}

uint32_t
build_people(const struct build *b)
{
	return b->rows;
}

void
build_missed(struct build *b)
{
	size_t i;

	for (i = 0; i < ROSTER_SCRIPTS; i++)
		b->untold[i]++;
}

uint32_t
build_repeated(const struct build *b)
{
	return b->repeated;
}

/* ---- what is kept of a value besides its hash --------------------------- */

static bool
put_pair(struct pairs *p, uint64_t hash, uint32_t value)
{
	struct pair *v = room_for_one(p->v, p->n, &p->cap, sizeof *v);

	if (v == NULL)
		return false;
	p->v = v;
	v[p->n++] = (struct pair){ hash, value };
	return true;
}

static bool
put_key(struct intern *sieve, uint64_t key, uint64_t odd)
{
	uint32_t number;
	bool fresh;

	return intern(sieve, sieve_hash(key, odd), &number, &fresh);
}

/* The first `most` letters, `bits` bits each, the first highest. */
static uint64_t
first_letters(struct span s, unsigned most, unsigned bits)
{
	uint64_t key = 0;
	size_t at = 0;

	while (at < s.len && most-- > 0)
		key = key << bits |
		    (utf8_next(s, &at) & (((uint64_t)1 << bits) - 1));
	return key;
}

/* Letter `n` from 0 on; 0 behind the end. */
static uint32_t
nth_letter(struct span s, size_t n)
{
	size_t at = 0;

	while (at < s.len && n-- > 0)
		utf8_next(s, &at);
	return utf8_at(s, at);
}

static bool
put_mask(struct build *b, int m, const struct span part[3], uint32_t number)
{
	struct spelling masked = { .len = 0 };
	size_t i;

	if (part[0].len + part[1].len + part[2].len > sizeof masked.s)
		return true;
	for (i = 0; i < 3; i++) {
		if (part[i].len > 0)
			memcpy(masked.s + masked.len, part[i].ptr, part[i].len);
		masked.len += part[i].len;
	}
	return put_pair(&b->masked[m],
	    keyed_hash(&b->key, TAG_MASKED(m), spell_span(&masked)), number);
}

/* 山田: ○田, 山○; 佐々木, which is spelt 佐佐木: ○々木, too. */
static bool
put_masked(struct build *b, int m, struct span name, uint32_t number)
{
	size_t at = 0, from;

	if (utf8_count(name) < 2)
		return true;
	while (at < name.len) {
		const uint32_t letter = utf8_at(name, from = at);
		struct span part[3] = { span_sub(name, 0, from), SPAN(MASK) };

		utf8_next(name, &at);
		part[2] = span_sub(name, at, name.len);
		if (!put_mask(b, m, part, number))
			return false;
		if (!is_kanji(letter) || utf8_at(name, at) != letter)
			continue;
		part[1] = SPAN(MASK "々");
		part[2] = span_sub(name, 2 * at - from, name.len);
		if (!put_mask(b, m, part, number))
			return false;
	}
	return true;
}

/* As Hepburn writes the first sound; 0 for no kana. */
static char
initial(struct span kana)
{
	/* from U+3041 ぁ to U+3094 ゔ, small and large */
	static const char letters[] =
	    "aaiiuueeookgkgkgkgkgszsjszszsztdcjttztdtdnnnnnhbphbpfbphbphb"
	    "pmmmmmyyyyyyrrrrrwwieonv";
	uint32_t c = utf8_at(kana, 0);

	if (c < 0x3041 || c > 0x3094)
		return 0;
	return letters[c - 0x3041];
}

static bool
put_day(struct build *b, int of, const struct spelling *date, uint32_t number)
{
	int32_t *v = room_for_one(b->days[of], number, &b->days_cap[of],
	    sizeof *v);

	if (v == NULL)
		return false;
	b->days[of] = v;
	v[number] = spell_day(date);
	return true;
}

static bool
put_initial(struct build *b, int of, struct span kana, uint32_t number)
{
	char *v = room_for_one(b->initials[of], number, &b->initials_cap[of], 1);

	if (v == NULL)
		return false;
	b->initials[of] = v;
	v[number] = initial(kana);
	return true;
}

/* A value nobody had before. */
static bool
put_fresh(struct build *b, enum roster_column c, const struct spelling *s,
    uint32_t number)
{
	struct span value = spell_span(s);
	int of;

	if ((of = days_of(c)) >= 0 && !put_day(b, of, s, number))
		return false;
	if ((of = kana_of(c)) >= 0 && !put_initial(b, of, value, number))
		return false;
	return (of = masked_of(c)) < 0 || put_masked(b, of, value, number);
}

/* ---- people ------------------------------------------------------------- */

static bool
put_cell(struct build *b, enum roster_column c, const struct spelling *s)
{
	uint32_t number = ROSTER_NONE;
	bool fresh = false;

	if (s->len > 0 && !intern(&b->values[c], keyed_hash(&b->key,
	        TAG_COLUMN(c), spell_span(s)), &number, &fresh))
		return false;
	if (fresh && !put_fresh(b, c, s, number))
		return false;
	b->cells[c][b->rows] = number;
	return true;
}

/* Surname and given name in one. */
static bool
joined(const struct spelling *a, const struct spelling *b,
    struct spelling *out)
{
	if (a->len == 0 || a->len + b->len > sizeof out->s)
		return false;
	memcpy(out->s, a->s, a->len);
	memcpy(out->s + a->len, b->s, b->len);
	out->len = a->len + b->len;
	return true;
}

/* What lets a name through, split or not, as a text writes it. */
static bool
put_written(struct build *b, struct span name)
{
	const uint64_t pair = first_letters(name, 2, 16);
	const uint32_t third = nth_letter(name, 2);

	/* behind 関 翼 anything may stand that a blank parts from it */
	if ((third == 0 || is_kanji(third)) &&
	    !put_key(&b->sieve[SIEVE_OF_KANJI], pair, SIEVE_PAIR))
		return false;
	if (!is_kanji(third) &&
	    !put_key(&b->sieve[SIEVE_OF_MIXED], pair, SIEVE_PAIR))
		return false;
	return put_key(&b->sieve[SIEVE_OF_NAMES], first_letters(name, 4, 16),
	        SIEVE_FULL);
}

struct writing {
	uint32_t letter[LIMIT_ROSTER_VALUE];
	size_t n;
};

/* How else letter i may be written, see letter_in_name(); 0: in no other way. */
static uint32_t
other_writing(const struct writing *w, size_t i)
{
	const uint32_t before = i == 0 ? 0 : w->letter[i - 1];

	switch (w->letter[i]) {
	case 0x3051: /* け */
		return is_kanji(before) ? 0x3096 /* ヶ */ : 0;
	case 0x304b: /* か */
		return is_kanji(before) ? 0x3095 /* ヵ */ : 0;
	case 0x306e: /* の */
		return is_kanji(before) ? 0x4e4b /* 之 */ : 0;
	default:
		return is_kanji(before) && before == w->letter[i]
		    ? 0x3005 /* 々 */ : 0;
	}
}

/* By the letters the sieve looks at, the first four, in every writing. */
static bool
put_writings(struct build *b, struct writing *w, size_t i)
{
	const uint32_t letter = w->letter[i], other = other_writing(w, i);
	char text[4 * LIMIT_ROSTER_VALUE];
	size_t len = 0, k;

	if (i < w->n && i < 4) {
		if (!put_writings(b, w, i + 1))
			return false;
		if (other == 0)
			return true;
		w->letter[i] = other;
		if (!put_writings(b, w, i + 1))
			return false;
		w->letter[i] = letter;
		return true;
	}
	for (k = 0; k < w->n; k++)
		len += utf8_put(text + len, w->letter[k]);
	return put_written(b, (struct span){ text, len });
}

static bool
put_name(struct build *b, struct span name)
{
	struct writing w = { .n = 0 };
	size_t at = 0;

	while (at < name.len)
		w.letter[w.n++] = utf8_next(name, &at);
	return put_writings(b, &w, 0);
}

static bool
put_kana_name(struct build *b, struct span name)
{
	if (!is_hiragana(utf8_at(name, 0)))
		return true;
	if (!put_key(&b->sieve[SIEVE_OF_NAMES], first_letters(name, 8, 8),
	        SIEVE_WHOLE))
		return false;
	if (nth_letter(name, 4) == 0)
		return put_key(&b->sieve[SIEVE_OF_SMALL],
		    first_letters(name, 4, 8), SIEVE_SMALL);
	return put_key(
	    &b->sieve[SIEVE_OF_FIVE], first_letters(name, 5, 8), SIEVE_FIVE);
}

/* A name that could not be split is found as a whole. */
static bool
put_whole(struct build *b, const struct spelling *name)
{
	if (name->len == 0)
		return true;
	return put_name(b, spell_span(name)) &&
	    put_kana_name(b, spell_span(name)) &&
	    put_pair(&b->keys[RK_NAME], keyed_hash(&b->key, TAG_KEY(RK_NAME),
	        spell_span(name)), b->rows);
}

/* Of somebody who has no name in kanji people say either part first. */
static bool
put_kana(struct build *b, const struct person *p)
{
	const struct spelling *surname = &p->column[RC_KANA_SURNAME];
	const struct spelling *given = &p->column[RC_KANA_GIVEN];
	struct span written = spell_span(&p->column[RC_SURNAME]);
	struct spelling name;

	if (!joined(surname, given, &name))
		return true;
	if (!put_kana_name(b, spell_span(&name)))
		return false;
	return is_kanji(utf8_at(written, 0)) || !joined(given, surname, &name) ||
	    put_kana_name(b, spell_span(&name));
}

/* What the sieve must let through for this person. */
static bool
put_names(struct build *b, const struct person *p)
{
	struct spelling name;

	if (!put_whole(b, &p->key[RK_NAME]))
		return false;
	if (joined(&p->column[RC_SURNAME], &p->column[RC_GIVEN], &name) &&
	    !(put_name(b, spell_span(&name)) &&
	        put_kana_name(b, spell_span(&name))))
		return false;
	return put_kana(b, p);
}

/* One way to call somebody; the scan compares no more than LIMIT_ROSTER_CALL. */
static bool
put_call(struct build *b, const struct spelling *s)
{
	const uint32_t letters = (uint32_t)utf8_count(spell_span(s));
	uint32_t number;
	bool fresh;

	if (s->len == 0)
		return true;
	if (letters > b->longest && letters <= LIMIT_ROSTER_CALL)
		b->longest = letters;
	return intern(&b->calls,
	    keyed_hash(&b->key, TAG_CALL, spell_span(s)), &number, &fresh);
}

static bool
put_calls(struct build *b, const struct person *p)
{
	size_t i;

	for (i = RC_SURNAME; i <= RC_KANA_GIVEN; i++)
		if (!put_call(b, &p->column[i]))
			return false;
	for (i = 0; i < p->ncalls; i++)
		if (!put_call(b, &p->call[i]))
			return false;
	for (i = 0; i < ROSTER_SCRIPTS; i++)
		b->untold[i] += !p->told[i];
	return true;
}

static bool
more_rows(struct build *b)
{
	uint32_t cap, *p, c;

	for (c = 0; c < RC_COLUMNS; c++) {
		cap = b->cap;
		p = room_for_one(b->cells[c], b->rows, &cap, sizeof *p);
		if (p == NULL)
			return false;
		b->cells[c] = p;
	}
	b->cap = cap;
	return true;
}

static bool
put_person(struct build *b, const struct person *p)
{
	uint32_t i;

	if (!more_rows(b) || !put_names(b, p) || !put_calls(b, p))
		return false;
	for (i = 0; i < RC_COLUMNS; i++)
		if (!put_cell(b, i, &p->column[i]))
			return false;
	for (i = 0; i < RK_KEYS; i++)
		if (i != RK_NAME && p->key[i].len > 0 && !put_pair(&b->keys[i],
		        keyed_hash(&b->key, TAG_KEY(i),
		            spell_span(&p->key[i])), b->rows))
			return false;
	for (i = 0; i < p->nphones; i++)
		if (!put_pair(&b->keys[RK_PHONE], keyed_hash(&b->key,
		        TAG_KEY(RK_PHONE), spell_span(&p->phone[i])), b->rows))
			return false;
	b->rows++;
	return true;
}

int
build_add(struct build *b, const struct person *p, struct shuhi_error *err)
{
	if (b->rows == LIMIT_ROSTER_ROWS)
		return fail(err, SHUHI_E_LIMIT, "too many people on the list",
		    b->rows);
	if (b->calls.n > LIMIT_ROSTER_CALLS)
		return fail(err, SHUHI_E_LIMIT, "too many names on the list",
		    b->rows);
	if (!put_person(b, p))
		return fail(err, SHUHI_E_NOMEM, "no memory for the list", 0);
	return 0;
}
