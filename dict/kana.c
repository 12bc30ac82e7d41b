#include "kana.h"

#include "../scanner/utf8.h"

#define LONG_MARK 0x30fc

/* ---- scripts ---------------------------------------------------------- */

struct span
kana_span(const struct kana_text *t)
{
	return (struct span){ t->s, t->len };
}

static bool
all(struct span s, bool (*is)(uint32_t))
{
	size_t at = 0;

	while (at < s.len)
		if (!is(utf8_next(s, &at)))
			return false;
	return s.len > 0;
}

static bool
is_kana(uint32_t c)
{
	return is_katakana(c) || (c >= 0x3041 && c <= 0x3096);
}

bool
kana_only(struct span s)
{
	return all(s, is_kana);
}

bool
katakana_only(struct span s)
{
	return all(s, is_katakana);
}

bool
kanji_only(struct span s)
{
	return all(s, is_kanji);
}

bool
has_kanji(struct span s)
{
	size_t at = 0;
	uint32_t c;

	while (at < s.len && (c = utf8_next(s, &at)) != UTF8_BAD)
		if (is_kanji(c))
			return true;
	return false;
}

/* ---- the other kana --------------------------------------------------- */

static bool
put(struct kana_text *t, uint32_t c)
{
	if (t->len + 4 > sizeof t->s)
		return false;
	t->len += utf8_put(t->s + t->len, c);
	return true;
}

static uint32_t
katakana(uint32_t c)
{
	return c >= 0x3041 && c <= 0x3096 ? c + 0x60 : c;
}

static uint32_t
hiragana(uint32_t c)
{
	return c >= 0x30a1 && c <= 0x30f6 ? c - 0x60 : c;
}

static bool
convert(struct span in, uint32_t (*to)(uint32_t), struct kana_text *out)
{
	size_t at = 0;

	out->len = 0;
	if (!kana_only(in))
		return false;
	while (at < in.len)
		if (!put(out, to(utf8_next(in, &at))))
			return false;
	return true;
}

bool
kana_to_hiragana(struct span in, struct kana_text *out)
{
	return convert(in, hiragana, out);
}

bool
kana_to_katakana(struct span in, struct kana_text *out)
{
	return convert(in, katakana, out);
}

/* ---- Latin letters ---------------------------------------------------- */

/* clang-format off */
/* From ァ (U+30A1) on: Hepburn, and after a bar what Kunrei writes instead. */
static const char *const letters[] = {
	"xa", "a", "xi", "i", "xu", "u", "xe", "e", "xo", "o",     /* ァ..オ */
	"ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", /* カ..ゴ */
	"sa", "za", "shi|si", "ji|zi", "su", "zu", "se", "ze", "so", "zo",
	"ta", "da", "chi|ti", "ji|zi", "xtu", "tsu|tu", "zu", "te", "de", "to",
	"do", "na", "ni", "nu", "ne", "no",                         /* ..ノ */
	"ha", "ba", "pa", "hi", "bi", "pi", "fu|hu", "bu", "pu",
	"he", "be", "pe", "ho", "bo", "po",                         /* ..ポ */
	"ma", "mi", "mu", "me", "mo",
	"xya", "ya", "xyu", "yu", "xyo", "yo",
	"ra", "ri", "ru", "re", "ro",
	"xwa", "wa", "i", "e", "o", "n", "vu",                      /* ヮ..ヴ */
};
/* clang-format on */

/* One beat: consonants and a vowel; ン has no vowel, ッ and ー have neither. */
struct beat {
	char onset[4];
	char vowel;
	bool stop;     /* ッ: the next consonant is doubled   */
	bool prolongs; /* ー or the second vowel of トウ トオ  */
};

#define BEATS 80

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aiueo", c) != NULL;
}

/* What the table says of a katakana in a style; NULL when it has no entry. */
static const char *
spell(uint32_t c, bool kunrei, size_t *len)
{
	const size_t n = sizeof letters / sizeof letters[0];
	const char *s, *bar;

	if (c < 0x30a1 || c - 0x30a1 >= n)
		return NULL;
	s = letters[c - 0x30a1];
	bar = strchr(s, '|');
	if (kunrei && bar != NULL)
		s = bar + 1;
	*len = !kunrei && bar != NULL ? (size_t)(bar - s) : strlen(s);
	return s;
}

/* キ + small ョ, フ + small ァ: into the beat before. */
static bool
join(struct beat *b, const char *s, size_t len, bool kunrei)
{
	size_t n = strlen(b->onset);
	bool hushed =
	    !kunrei && (!strcmp(b->onset, "sh") || !strcmp(b->onset, "ch") ||
	                   !strcmp(b->onset, "j"));

	if (b->vowel == '\0')
		return false;
	if (n == 0 && b->vowel == 'u' && s[1] != 'u')
		b->onset[n++] = 'w'; /* ウィ */
	if (s[1] == 'y' && !hushed) {
		if (n + 1 >= sizeof b->onset)
			return false;
		b->onset[n++] = 'y';
	}
	b->onset[n] = '\0';
	b->vowel = s[len - 1];
	return true;
}

/* Is vowel `v` after `prev` heard as a long vowel?  Not in イノウエ. */
static bool
prolongs(char prev, char v, uint32_t next)
{
	if (v == 'u' && (prev == 'o' || prev == 'u'))
		return next != 0x30a8;
	return v == 'o' && prev == 'o';
}

static bool
add_beat(struct beat *beats, size_t *n, uint32_t c, uint32_t next, bool kunrei)
{
	struct beat *b = &beats[*n];
	char prev = *n > 0 ? beats[*n - 1].vowel : '\0';
	const char *s;
	size_t len;

	*b = (struct beat){ 0 };
	if (c == LONG_MARK) {
		b->vowel = prev;
		b->prolongs = true;
		(*n)++;
		return prev != '\0';
	}
	if ((s = spell(c, kunrei, &len)) == NULL)
		return false;
	if (s[0] == 'x' && c != 0x30c3)
		return *n > 0 && join(&beats[*n - 1], s, len, kunrei);
	(*n)++;
	if (c == 0x30c3) {
		b->stop = true;
		return true;
	}
	if (!is_vowel(s[len - 1])) { /* ン */
		b->onset[0] = 'n';
		return true;
	}
	memcpy(b->onset, s, len - 1);
	b->vowel = s[len - 1];
	b->prolongs = len == 1 && prolongs(prev, b->vowel, next);
	return true;
}

static size_t
read_beats(struct span in, bool kunrei, struct beat *beats)
{
	size_t at = 0, n = 0;
	uint32_t c;

	while (at < in.len) {
		c = katakana(utf8_next(in, &at));
		if (n == BEATS ||
		    !add_beat(beats, &n, c, katakana(utf8_at(in, at)), kunrei))
			return 0;
	}
	return n;
}

/* How the style writes one beat that stands before `next`. */
static bool
put_beat(struct kana_text *out, const struct beat *b, const struct beat *next,
    enum romaji style)
{
	const char *onset = b->onset;

	if (b->stop) {
		if (next == NULL || next->onset[0] == '\0')
			return true;
		return put(
		    out, style != ROMAJI_TYPED && !strncmp(next->onset, "ch", 2)
		             ? 't'
		             : (uint32_t)next->onset[0]);
	}
	if (b->prolongs && style == ROMAJI_PASSPORT)
		return true;
	if (b->prolongs && style == ROMAJI_OH)
		return b->vowel == 'i' || b->vowel == 'e' || b->vowel == 'a' ||
		       put(out, 'h');
	if (b->vowel == '\0') /* ン */
		return put(out, style == ROMAJI_PASSPORT && next != NULL &&
		                        next->onset[0] != '\0' &&
		                        strchr("bmp", next->onset[0]) != NULL
		                    ? 'm'
		                    : 'n');
	while (*onset != '\0')
		if (!put(out, (uint32_t)*onset++))
			return false;
	return put(out, (uint32_t)b->vowel);
}

bool
kana_to_romaji(struct span in, enum romaji style, struct kana_text *out)
{
	struct beat beats[BEATS];
	size_t i, n = read_beats(in, style == ROMAJI_KUNREI, beats);

	out->len = 0;
	for (i = 0; i < n; i++)
		if (!put_beat(out, &beats[i], i + 1 < n ? &beats[i + 1] : NULL,
		        style))
			return false;
	return n > 0;
}

size_t
kana_beats(struct span s)
{
	size_t at = 0, len, n = 0;
	const char *spelt;
	uint32_t c;

	while (at < s.len) {
		c = katakana(utf8_next(s, &at));
		spelt = spell(c, false, &len);
		/* small ャ and ァ belong to the kana before, ッ does not */
		n += spelt == NULL || spelt[0] != 'x' || c == 0x30c3;
	}
	return n;
}
