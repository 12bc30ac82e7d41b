#include "variants.h"

#include "../scanner/utf8.h"
#include "kana.h"

#define MASK "\xe2\x97\x8b" /* ○; fold.tsv makes the other circles this one */

#define MASK_LEAST     3 /* letters of a word that is masked ...           */
#define MASK_MOST      6
#define MASK_WORDS     12 /* ... and how many words its masked form may be, */
#define MASK_TWO_WORDS 4  /* or that of a word of two letters               */
#define HIRAGANA_LEAST 4  /* kana of a word written in hiragana instead     */
#define ALONE_MOST     5  /* kana of a writing that needs `word'            */

enum {
	BY_HIRAGANA = 1,  /* a katakana word in hiragana */
	BY_READING = 2,   /* a kanji word in kana        */
	BY_ROMAJI = 4,    /* either in Latin letters     */
	BY_MASK = 8,      /* one letter hidden, or ...   */
	BY_MASK_TWO = 16, /* ... the second of two: 患○  */
};

/* clang-format off */
static const struct source {
	const char *class;
	unsigned by;
	size_t kana;  /* a reading must have this many ... */
	size_t latin; /* ... letters of either kind        */
} sources[] = {
	{ "disease", BY_HIRAGANA | BY_READING | BY_ROMAJI | BY_MASK, 5, 6 },
	{ "disease.sensitive", BY_HIRAGANA | BY_READING | BY_ROMAJI | BY_MASK,
	    4, 6 },
	{ "symptom", BY_HIRAGANA | BY_READING, 5, 0 },
	{ "drug", BY_HIRAGANA, 0, 0 },
	{ "procedure", BY_HIRAGANA | BY_READING, 5, 0 },
	{ "person.patient", BY_HIRAGANA | BY_READING | BY_ROMAJI | BY_MASK_TWO,
	    4, 5 },
	{ "event.visit", BY_HIRAGANA, 0, 0 },
	{ "event.admission", BY_HIRAGANA | BY_ROMAJI, 0, 6 },
	{ "event.discharge", BY_HIRAGANA, 0, 0 },
	{ "event.transport", BY_HIRAGANA, 0, 0 },
	{ "event.surgery", BY_HIRAGANA, 0, 0 },
	{ "event.birth", BY_HIRAGANA, 0, 0 },
	{ "event.death", BY_HIRAGANA | BY_READING | BY_ROMAJI, 5, 6 },
	{ "event.worsen", BY_HIRAGANA, 0, 0 },
};
/* clang-format on */

enum { TAG_ANY, TAG_SOURCE }; /* in variants.known */

struct word {
	struct span surface;
	const struct source *source;
	bool alone; /* attribute word */
};

/* A writing, and what else it could mean. */
struct writing {
	struct span meant; /* the word it is the reading of               */
	unsigned words;    /* others that sound so, or all masked so      */
	bool noun;         /* IPADIC has it as it is: as a common noun, … */
	bool ordinary;     /* … as anything else                          */
};

struct variant {
	struct span surface, of;
	size_t number; /* of the word */
	const struct source *source;
	unsigned by;
	uint32_t writing; /* its own, and ...                      */
	uint32_t base;    /* ... the one that is judged for it too */
	bool alone;
};

void
variants_close(struct variants *m)
{
	free(m->words.v);
	free(m->writings.v);
	free(m->made.v);
	free(m->known.slot);
	free(m->written.slot);
	pool_free(&m->pool);
}

/* ---- our own words ---------------------------------------------------- */

static const struct source *source_of(struct span class)
{
	size_t i;

	for (i = 0; i < sizeof sources / sizeof sources[0]; i++)
		if (span_eq(class, span_of(sources[i].class)))
			return &sources[i];
	return NULL;
}

static uint32_t
tag_of(const struct source *s)
{
	return TAG_SOURCE + (uint32_t)(s - sources);
}

void
variants_know(struct variants *m, struct span surface, struct span class,
    struct span attributes)
{
	const struct source *source = source_of(class);
	struct word *w;
	struct span one;
	uint32_t i;

	surface = keep(&m->pool, surface);
	table_set(&m->known, surface, TAG_ANY, 1);
	if (source == NULL)
		return;
	if ((i = table_get(&m->known, surface, tag_of(source))) == 0) {
		w = array_add(&m->words, sizeof *w);
		*w = (struct word){ .surface = surface, .source = source };
		i = (uint32_t)m->words.n;
		table_set(&m->known, surface, tag_of(source), i);
	}
	/* said twice, one `word' is enough */
	w = (struct word *)m->words.v + i - 1;
	while (span_cut(&attributes, ',', &one) && !span_starts(one, SPAN("means=")))
		w->alone = w->alone || span_eq(one, SPAN("word"));
}

/* ---- other writings --------------------------------------------------- */

static uint32_t
writing_of(struct variants *m, struct span surface)
{
	uint32_t i = table_get(&m->written, surface, 0);

	if (i == 0) {
		*(struct writing *)array_add(&m->writings,
		    sizeof(struct writing)) = (struct writing){ 0 };
		i = (uint32_t)m->writings.n;
		table_set(&m->written, keep(&m->pool, surface), 0, i);
	}
	return i - 1;
}

static struct writing *
writing_find(const struct variants *m, struct span surface)
{
	uint32_t i = table_get(&m->written, surface, 0);

	return i == 0 ? NULL : (struct writing *)m->writings.v + i - 1;
}

/* `base` is the writing that decides with the variant's own. */
static void
add_variant(struct variants *m, const struct word *w, unsigned by,
    const struct kana_text *text, uint32_t base, bool alone)
{
	uint32_t own = writing_of(m, kana_span(text));
	struct variant *v = array_add(&m->made, sizeof *v);

	*v = (struct variant){
		.surface = keep(&m->pool, kana_span(text)),
		.of = w->surface,
		.number = (size_t)(w - (const struct word *)m->words.v),
		.source = w->source,
		.by = by,
		.writing = own,
		.base = base,
		.alone = alone,
	};
}

/*
 * Could one kanji be read so in a compound?  Chinese readings have one beat, or
 * two of which the second is one of these; MeCab reads an unknown compound
 * kanji by kanji as if each stood alone: 踵骨骨折 as カカト骨骨折.
 */
static bool
sounds_chinese(struct span kana)
{
	static const char *const ends[] = { "イ", "ウ", "キ", "ク", "チ", "ツ",
		"ン" };
	size_t i, n = kana_beats(kana);

	for (i = 0; n == 2 && i < sizeof ends / sizeof ends[0]; i++)
		if (span_ends(kana, span_of(ends[i])))
			return true;
	return n == 1;
}

static bool
reading_trusted(struct span token, const struct span *field, bool whole)
{
	if (!span_eq(field[0], SPAN("名詞")) &&
	    !span_eq(field[0], SPAN("接頭詞")))
		return false;
	if (span_eq(field[2], SPAN("地域")) || span_eq(field[3], SPAN("名")))
		return katakana_only(token);
	return whole || !kanji_only(token) || utf8_count(token) > 1 ||
	       sounds_chinese(field[7]);
}

/* The reading in katakana of what MeCab takes for nouns and nothing else. */
static bool
reading_of(struct variants *m, struct span surface, struct kana_text *out)
{
	const struct reader_word *w, *end;
	size_t n;

	out->len = 0;
	w = reader_words(m->reader, surface, &n);
	for (end = w + n; w < end; w++) {
		if (!w->known || !katakana_only(w->field[7]) ||
		    !reading_trusted(
		        w->surface, w->field, w->surface.len == surface.len) ||
		    out->len + w->field[7].len > sizeof out->s)
			return false;
		memcpy(out->s + out->len, w->field[7].ptr, w->field[7].len);
		out->len += w->field[7].len;
	}
	return out->len > 0;
}

static void
write_romaji(
    struct variants *m, const struct word *w, struct span kana, uint32_t base)
{
	static const enum romaji styles[] = { ROMAJI_TYPED, ROMAJI_PASSPORT };
	struct kana_text t;
	size_t i;

	for (i = 0; i < sizeof styles / sizeof styles[0]; i++)
		if (kana_to_romaji(kana, styles[i], &t) &&
		    t.len >= w->source->latin)
			add_variant(m, w, BY_ROMAJI, &t, base, true);
}

/* The writing of a reading in katakana; a word in kanji tells best what it is. */
static uint32_t
sound_of(struct variants *m, struct span katakana, const struct word *word)
{
	uint32_t i = writing_of(m, katakana);
	struct writing *w = (struct writing *)m->writings.v + i;
	bool kanji = has_kanji(word->surface);

	if (kanji != has_kanji(w->meant)
	        ? kanji
	        : w->meant.len == 0 || span_order(word->surface, w->meant) < 0)
		w->meant = word->surface;
	return i;
}

static void
write_katakana_word(struct variants *m, const struct word *w)
{
	size_t n = utf8_count(w->surface);
	struct kana_text t;
	uint32_t base;

	if (n < HIRAGANA_LEAST || !kana_to_hiragana(w->surface, &t))
		return;
	base = sound_of(m, w->surface, w);
	add_variant(m, w, BY_HIRAGANA, &t, base, w->alone || n <= ALONE_MOST);
	if (w->source->by & BY_ROMAJI)
		write_romaji(m, w, w->surface, base);
}

static size_t
kanji_count(struct span s)
{
	size_t at = 0, n = 0;

	while (at < s.len)
		n += is_kanji(utf8_next(s, &at));
	return n;
}

static void
write_reading(struct variants *m, const struct word *w)
{
	struct kana_text kana, t;
	uint32_t base;

	if (kanji_count(w->surface) < 2 || !reading_of(m, w->surface, &kana))
		return;
	base = sound_of(m, kana_span(&kana), w);
	if (w->source->by & BY_READING &&
	    utf8_count(kana_span(&kana)) >= w->source->kana) {
		add_variant(m, w, BY_READING, &kana, base, true);
		if (kana_to_hiragana(kana_span(&kana), &t))
			add_variant(m, w, BY_READING, &t, base, true);
	}
	if (w->source->by & BY_ROMAJI)
		write_romaji(m, w, kana_span(&kana), base);
}

/* `surface` with its letter `at` hidden. */
static bool
mask(struct span surface, size_t at, struct kana_text *out)
{
	size_t from = 0, to = 0;

	for (; to < surface.len; at--) {
		from = to;
		utf8_next(surface, &to);
		if (at == 0)
			break;
	}
	out->len = surface.len - (to - from) + sizeof MASK - 1;
	if (out->len > sizeof out->s)
		return false;
	memcpy(out->s, surface.ptr, from);
	memcpy(out->s + from, MASK, sizeof MASK - 1);
	memcpy(out->s + from + sizeof MASK - 1, surface.ptr + to,
	    surface.len - to);
	return true;
}

static bool
maskable(struct span surface, size_t least, size_t most)
{
	size_t n = utf8_count(surface);

	return n >= least && n <= most &&
	       (kanji_only(surface) || katakana_only(surface));
}

/*
 * Does `s`, of three-byte letters, hold a shorter word of the source that is
 * found anywhere and has at least so many letters?
 */
static bool
holds_word(const struct variants *m, struct span s, size_t least,
    const struct source *source)
{
	const struct word *words = m->words.v;
	size_t from, to;
	uint32_t i;

	for (from = 0; from < s.len; from += 3)
		for (to = from + least * 3; to <= s.len; to += 3) {
			i = table_get(
			    &m->known, span_sub(s, from, to), tag_of(source));
			if (i != 0 && !words[i - 1].alone && to - from < s.len)
				return true;
		}
	return false;
}

/* 患○さん, decided by 患○ */
static void
write_with_tails(struct variants *m, const struct word *w,
    const struct kana_text *head, uint32_t base)
{
	static const char *const tails[] = { "さん", "様", "さま" };
	struct kana_text t = *head;
	size_t i;

	for (i = 0; i < sizeof tails / sizeof tails[0]; i++) {
		t.len = head->len + strlen(tails[i]);
		memcpy(t.s + head->len, tails[i], t.len - head->len);
		add_variant(m, w, BY_MASK_TWO, &t, base, false);
	}
}

static void
write_masked_two(struct variants *m, const struct word *w)
{
	struct kana_text t;
	uint32_t base;

	if (!maskable(w->surface, 2, 2) || !mask(w->surface, 1, &t))
		return;
	base = writing_of(m, kana_span(&t));
	add_variant(m, w, BY_MASK_TWO, &t, base, false);
	write_with_tails(m, w, &t, base);
}

/* A word within the word has masked forms of its own: 急性心筋○塞. */
static void
write_masked(struct variants *m, const struct word *w)
{
	size_t i, n = utf8_count(w->surface);
	struct kana_text t;

	if (!maskable(w->surface, MASK_LEAST, MASK_MOST) ||
	    holds_word(m, w->surface, MASK_LEAST, w->source))
		return;
	for (i = 1; i < n; i++)
		if (mask(w->surface, i, &t) &&
		    !holds_word(m, kana_span(&t), 1, w->source))
			add_variant(m, w, BY_MASK, &t,
			    writing_of(m, kana_span(&t)), false);
}

/* One more word that every masked form of `surface` could be. */
static void
count_masks(struct variants *m, struct span surface)
{
	struct writing *w;
	struct kana_text t;
	size_t i, n = utf8_count(surface);

	if (!maskable(surface, 2, MASK_MOST))
		return;
	for (i = 1; i < n; i++)
		if (mask(surface, i, &t) &&
		    (w = writing_find(m, kana_span(&t))) != NULL)
			w->words++;
}

static void
count_own_masks(struct variants *m)
{
	size_t i;

	for (i = 0; i < m->known.cap; i++)
		if (m->known.slot[i].value != 0 &&
		    m->known.slot[i].tag == TAG_ANY)
			count_masks(m, m->known.slot[i].key);
}

void
variants_make(struct variants *m)
{
	const struct word *w = m->words.v, *end = w + m->words.n;

	for (; w < end; w++) {
		if (memchr(w->surface.ptr, ',', w->surface.len) != NULL)
			continue;
		if (katakana_only(w->surface))
			write_katakana_word(m, w);
		if (w->alone)
			continue;
		if (w->source->by & (BY_READING | BY_ROMAJI))
			write_reading(m, w);
		if (w->source->by & BY_MASK)
			write_masked(m, w);
		if (w->source->by & BY_MASK_TWO)
			write_masked_two(m, w);
	}
	count_own_masks(m);
}

static bool
share_kanji(struct span a, struct span b)
{
	size_t at = 0, from;

	while (at < a.len) {
		from = at;
		if (is_kanji(utf8_next(a, &at)) &&
		    span_has(b, span_sub(a, from, at)))
			return true;
	}
	return false;
}

void
variants_weigh(struct variants *m, const struct span *field)
{
	bool noun = span_eq(field[4], SPAN("名詞"));
	bool common = noun && !span_eq(field[5], SPAN("固有名詞"));
	struct span surface = field[0];
	struct writing *w;

	if (kana_only(surface)) {
		if ((w = writing_find(m, surface)) != NULL) {
			w->noun |= common;
			w->ordinary |= !common;
		}
	} else if (!noun || table_get(&m->known, surface, TAG_ANY) != 0) {
		return;
	} else if (common && has_kanji(surface)) {
		/* 腎ふ全 is 腎不全; 交渉 is not 咬傷 */
		w = writing_find(m, field[11]);
		if (w != NULL && !share_kanji(surface, w->meant))
			w->words++;
	}
	if (noun)
		count_masks(m, surface);
}

/* ---- output ----------------------------------------------------------- */

static bool
rejected(const struct variants *m, const struct variant *v)
{
	const struct writing *w = m->writings.v;

	if (table_get(&m->known, v->surface, TAG_ANY) != 0)
		return true;
	if (v->by & (BY_MASK | BY_MASK_TWO))
		return w[v->base].words >
		       (v->by == BY_MASK ? MASK_WORDS : MASK_TWO_WORDS);
	return w[v->writing].ordinary || w[v->base].words > 0 ||
	       (v->by == BY_HIRAGANA && w[v->writing].noun);
}

/*
 * Of one surface and class the first is written: one with `word', if any, and
 * of these the word our lists say first, which is the commonest: 患○ is 患者.
 */
static int
by_variant(const void *a, const void *b)
{
	const struct variant *x = a, *y = b;
	int c = span_order(x->surface, y->surface);

	if (c != 0)
		return c;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->alone != y->alone)
		return x->alone ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

void
variants_print(struct variants *m, FILE *f)
{
	const struct variant *v = m->made.v, *end = v + m->made.n, *last = NULL;

	if (m->made.n > 0)
		qsort(m->made.v, m->made.n, sizeof *v, by_variant);
	fputs("# Other writings of our own words.  Made by mkwords: do not "
	      "edit.\n"
	      "# Provenance: dict/*.tsv of the Shuhi project; readings by "
	      "Debian's mecab-ipadic.\n"
	      "# Licence: Apache-2.0\n",
	    f);
	for (; v < end; v++) {
		if (rejected(m, v) ||
		    (last != NULL && last->source == v->source &&
		        span_eq(last->surface, v->surface)))
			continue;
		fprintf(f, "%.*s\t%s\tof=%.*s%s\n", (int)v->surface.len,
		    v->surface.ptr, v->source->class, (int)v->of.len, v->of.ptr,
		    v->alone ? ",word" : "");
		last = v;
	}
}
