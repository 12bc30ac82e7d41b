#include "kanakanji.h"

#include "../scanner/utf8.h"
#include "kana.h"

/* What a word costs less when our lists have it, a letter of its reading. */
#define OURS_LETTER 700

/* A word that IPADIC lacks: the longer its reading, the surer it is meant. */
#define COST_WORD   5500
#define COST_LETTER 600
#define LETTERS_MIN 3

/* Foreign words as short as サン are endings and particles read aloud. */
#define FOREIGN_MIN 3

/* A sign that a text is worth converting: four letters; three are in everything. */
#define SIGN_BYTES 12

/* In the table of readings, beside their contexts: there is one. */
#define TAG_ANY 0

struct own {
	struct span surface;
	bool sign; /* of a class that findings begin with */
};

struct entry {
	struct span reading, surface;
	int left, right, cost;
};

/* Classes whose words make a text worth reading twice. */
static bool is_sign(struct span class)
{
	static const char *const starts[] = { "disease", "symptom", "drug",
		"procedure", "test", "device", "event", "person.patient",
		"care.", "incident", "improper", "record.", "result", "vital",
		"number.", "complaint" };
	size_t i;

	for (i = 0; i < sizeof starts / sizeof starts[0]; i++)
		if (span_starts(class, span_of(starts[i])))
			return true;
	return false;
}

void
kanakanji_know(struct kanakanji *k, struct span surface, struct span class)
{
	struct own *w;

	if (span_eq(class, SPAN("stop")) || span_starts(class, SPAN("name.")) ||
	    (!has_kanji(surface) && !katakana_only(surface)))
		return;
	surface = keep(&k->pool, surface);
	table_set(&k->known, surface, 0, 1);
	w = array_add(&k->words, sizeof *w);
	*w = (struct own){ surface, is_sign(class) };
}

/* The cheapest way to write what is read so, in its context, stays. */
static void
add(struct kanakanji *k, struct entry e)
{
	uint32_t tag = (uint32_t)e.left << 16 | (uint32_t)e.right, i;
	struct entry *old;

	if ((i = table_get(&k->readings, e.reading, tag)) != 0) {
		old = (struct entry *)k->entries.v + (i - 1);
		if (old->cost > e.cost) {
			e.surface = keep(&k->pool, e.surface);
			e.reading = old->reading;
			*old = e;
		}
		return;
	}
	e.reading = keep(&k->pool, e.reading);
	e.surface = keep(&k->pool, e.surface);
	table_set(&k->readings, e.reading, tag, (uint32_t)k->entries.n + 1);
	table_set(&k->readings, e.reading, TAG_ANY, 1);
	*(struct entry *)array_add(&k->entries, sizeof e) = e;
}

static int
number_of(struct span s)
{
	char digits[16], *end;
	long n;

	if (s.len == 0 || s.len >= sizeof digits)
		errx(1, "a number of %zu digits in IPADIC", s.len);
	*(char *)mempcpy(digits, s.ptr, s.len) = '\0';
	n = strtol(digits, &end, 10);
	if (*end != '\0')
		errx(1, "%s: no number", digits);
	return (int)n;
}

/* サン after a name, タ behind a verb: endings are written in hiragana. */
static bool
is_ending(const struct span *field)
{
	return !span_eq(field[4], SPAN("名詞")) ||
	       span_eq(field[5], SPAN("接尾"));
}

void
kanakanji_weigh(struct kanakanji *k, const struct span *field)
{
	struct kana_text reading;
	struct entry e = {
		.surface = field[0],
		.left = number_of(field[1]),
		.right = number_of(field[2]),
		.cost = number_of(field[3]),
	};

	if (span_eq(field[5], SPAN("固有名詞")) &&
	    (span_eq(field[6], SPAN("組織")) ||
	        span_eq(field[6], SPAN("一般"))))
		return; /* companies sound like everything */
	e.reading = kana_to_hiragana(field[11], &reading) ? kana_span(&reading)
	                                                  : e.surface;
	if (is_ending(field) && katakana_only(e.surface))
		e.surface = e.reading;
	if (katakana_only(e.surface) && utf8_count(e.surface) < FOREIGN_MIN)
		return;
	if (table_get(&k->known, e.surface, 0) != 0) {
		if (utf8_count(e.reading) >= LETTERS_MIN)
			e.cost -= OURS_LETTER * (int)utf8_count(e.reading);
		if (table_get(&k->found, e.surface, 0) == 0)
			table_set(&k->found, keep(&k->pool, e.surface), 0, 1);
	}
	add(k, e);
}

/* As MeCab reads it, in hiragana; false where it cannot. */
static bool
reading_of(struct reader *r, struct span surface, struct kana_text *out)
{
	struct kana_text all = { .len = 0 };
	const struct reader_word *w, *end;
	struct span part;
	size_t n;

	w = reader_words(r, surface, &n);
	for (end = w + n; w < end; w++) {
		part = w->known ? w->field[7] : w->surface;
		if (!kana_only(part) || all.len + part.len > sizeof all.s)
			return false;
		memcpy(all.s + all.len, part.ptr, part.len);
		all.len += part.len;
	}
	return kana_to_hiragana(kana_span(&all), out);
}

/* Our words that IPADIC lacks: common nouns. */
static void
add_own(struct kanakanji *k, struct entry like, bool katakana)
{
	const struct own *w = k->words.v, *end = w + k->words.n;
	struct kana_text reading;
	size_t letters;

	for (; w < end; w++) {
		if (katakana_only(w->surface) != katakana ||
		    table_get(&k->found, w->surface, 0) != 0 ||
		    !reading_of(k->reader, w->surface, &reading))
			continue;
		like.reading = kana_span(&reading);
		letters = utf8_count(like.reading);
		/* ハイエン for 肺炎 is no word of its own */
		if (letters < LETTERS_MIN ||
		    (katakana &&
		        table_get(&k->readings, like.reading, TAG_ANY) != 0))
			continue;
		like.surface = w->surface;
		like.cost = COST_WORD - COST_LETTER * (int)letters;
		add(k, like);
	}
}

void
kanakanji_make(struct kanakanji *k)
{
	const struct entry *e = k->entries.v, *end = e + k->entries.n;

	while (e < end && !span_eq(e->surface, SPAN("患者")))
		e++;
	if (e == end)
		errx(1, "IPADIC does not know 患者");
	add_own(k, *e, false);
	add_own(k, *e, true);
}

static int
by_entry(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c = span_order(x->reading, y->reading);

	if (c != 0)
		return c;
	return x->left != y->left ? x->left - y->left : x->right - y->right;
}

void
kanakanji_print(struct kanakanji *k, FILE *f)
{
	const struct entry *e = k->entries.v, *end = e + k->entries.n;

	qsort(k->entries.v, k->entries.n, sizeof *e, by_entry);
	for (; e < end; e++)
		fprintf(f, "%.*s,%d,%d,%d,*,*,*,*,*,*,%.*s\n",
		    (int)e->reading.len, e->reading.ptr, e->left, e->right,
		    e->cost, (int)e->surface.len, e->surface.ptr);
}

/* A word for grammar only: そう, な, ん, し, たい. */
static bool
is_grammar(const struct span *field)
{
	static const char *const kinds[] = { "副詞", "助詞", "助動詞", "接続詞",
		"感動詞", "連体詞", "フィラー", "接頭詞" };
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (span_eq(field[0], span_of(kinds[i])))
			return true;
	return span_eq(field[1], SPAN("非自立")) ||
	       span_eq(field[1], SPAN("代名詞")) ||
	       span_eq(field[1], SPAN("接尾")) ||
	       span_eq(field[6], SPAN("する"));
}

/* 遭難 is read as そうなん is written, which everybody says of everything. */
static bool
is_everyday(struct reader *r, struct span reading)
{
	const struct reader_word *w, *end;
	size_t n;

	w = reader_words(r, reading, &n);
	for (end = w + n; w < end; w++)
		if (!w->known || !is_grammar(w->field))
			return false;
	return true;
}

/* Starts of words that matter, and of what is said all day. */
static bool
is_said_all_day(struct span start)
{
	static const char *const starts[] = { "こんばん", "しょうか",
		"なかった", "いうこと", "うんです", "そのまま", "みたくな",
		"めんどく", "しょうが", "もうすぐ", "たいない", "さいこう",
		"だいたい", "いじょう", "じょうぶ", "うるさい", "していな",
		"めんどう", "さいきん", "もってい", "ひとりで", "みてほし",
		"そもそも" };
	size_t i;

	for (i = 0; i < sizeof starts / sizeof starts[0]; i++)
		if (span_eq(start, span_of(starts[i])))
			return true;
	return false;
}

void
kanakanji_print_signs(struct kanakanji *k, FILE *f)
{
	const struct own *w = k->words.v, *end = w + k->words.n;
	struct table printed = { .slot = NULL };
	struct kana_text reading;
	struct span start;

	for (; w < end; w++) {
		if (!w->sign || !reading_of(k->reader, w->surface, &reading) ||
		    reading.len < SIGN_BYTES)
			continue;
		start = (struct span){ reading.s, SIGN_BYTES };
		if (table_get(&printed, start, 0) != 0 ||
		    is_said_all_day(start) ||
		    is_everyday(k->reader, kana_span(&reading)))
			continue;
		table_set(&printed, keep(&k->pool, start), 0, 1);
		fprintf(f, "%.*s\n", (int)start.len, start.ptr);
	}
	free(printed.slot);
}

void
kanakanji_free(struct kanakanji *k)
{
	free(k->words.v);
	free(k->known.slot);
	free(k->found.slot);
	free(k->entries.v);
	free(k->readings.slot);
	pool_free(&k->pool);
}
