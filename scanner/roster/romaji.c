#include "romaji.h"

#include "limit.h"
#include "utf8.h"

struct syllable {
	const char *latin, *kana;
};

/* Longest first; a Latin spelling that stands twice has two kana spellings. */
/* clang-format off */
static const struct syllable syllables[] = {
	{ "sha", "しゃ" }, { "shi", "し" }, { "shu", "しゅ" }, { "sho", "しょ" },
	{ "sya", "しゃ" }, { "syu", "しゅ" }, { "syo", "しょ" },
	{ "cha", "ちゃ" }, { "chi", "ち" }, { "chu", "ちゅ" }, { "cho", "ちょ" },
	{ "tya", "ちゃ" }, { "tyu", "ちゅ" }, { "tyo", "ちょ" },
	{ "cya", "ちゃ" }, { "cyu", "ちゅ" }, { "cyo", "ちょ" },
	{ "tsu", "つ" }, { "dzu", "づ" },
	{ "kya", "きゃ" }, { "kyu", "きゅ" }, { "kyo", "きょ" },
	{ "gya", "ぎゃ" }, { "gyu", "ぎゅ" }, { "gyo", "ぎょ" },
	{ "nya", "にゃ" }, { "nyu", "にゅ" }, { "nyo", "にょ" },
	{ "hya", "ひゃ" }, { "hyu", "ひゅ" }, { "hyo", "ひょ" },
	{ "bya", "びゃ" }, { "byu", "びゅ" }, { "byo", "びょ" },
	{ "pya", "ぴゃ" }, { "pyu", "ぴゅ" }, { "pyo", "ぴょ" },
	{ "mya", "みゃ" }, { "myu", "みゅ" }, { "myo", "みょ" },
	{ "rya", "りゃ" }, { "ryu", "りゅ" }, { "ryo", "りょ" },
	{ "jya", "じゃ" }, { "jyu", "じゅ" }, { "jyo", "じょ" },
	{ "zya", "じゃ" }, { "zyu", "じゅ" }, { "zyo", "じょ" },
	{ "ja", "じゃ" }, { "ji", "じ" }, { "ju", "じゅ" }, { "jo", "じょ" },
	{ "ka", "か" }, { "ki", "き" }, { "ku", "く" }, { "ke", "け" }, { "ko", "こ" },
	{ "ga", "が" }, { "gi", "ぎ" }, { "gu", "ぐ" }, { "ge", "げ" }, { "go", "ご" },
	{ "sa", "さ" }, { "si", "し" }, { "su", "す" }, { "se", "せ" }, { "so", "そ" },
	{ "za", "ざ" }, { "zi", "じ" }, { "zu", "ず" }, { "zu", "づ" }, { "ze", "ぜ" }, { "zo", "ぞ" },
	{ "ta", "た" }, { "ti", "ち" }, { "tu", "つ" }, { "te", "て" }, { "to", "と" },
	{ "da", "だ" }, { "di", "ぢ" }, { "du", "づ" }, { "de", "で" }, { "do", "ど" },
	{ "na", "な" }, { "ni", "に" }, { "nu", "ぬ" }, { "ne", "ね" }, { "no", "の" },
	{ "ha", "は" }, { "hi", "ひ" }, { "hu", "ふ" }, { "fu", "ふ" }, { "he", "へ" }, { "ho", "ほ" },
	{ "ba", "ば" }, { "bi", "び" }, { "bu", "ぶ" }, { "be", "べ" }, { "bo", "ぼ" },
	{ "pa", "ぱ" }, { "pi", "ぴ" }, { "pu", "ぷ" }, { "pe", "ぺ" }, { "po", "ぽ" },
	{ "ma", "ま" }, { "mi", "み" }, { "mu", "む" }, { "me", "め" }, { "mo", "も" },
	{ "ya", "や" }, { "yu", "ゆ" }, { "yo", "よ" },
	{ "ra", "ら" }, { "ri", "り" }, { "ru", "る" }, { "re", "れ" }, { "ro", "ろ" },
	{ "wa", "わ" }, { "wo", "を" },
	{ "a", "あ" }, { "i", "い" }, { "u", "う" }, { "e", "え" }, { "o", "お" },
};
/* clang-format on */
#define SYLLABLES (sizeof syllables / sizeof syllables[0])

#define KANA_ROOM (LIMIT_ROMAJI_LETTERS * 2 * 3) /* bytes: a long vowel each */

struct spelling_out {
	struct span in; /* plain letters; `O` and `U` are long */
	romaji_fn *tell;
	void *ctx;
	char kana[KANA_ROOM];
	unsigned left;  /* spellings still to be told */
	unsigned steps; /* to them: nuommmmmm has none, and 2^n ways there */
	bool stop;
};

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
}

static char
letter(const struct spelling_out *o, size_t at)
{
	return at < o->in.len ? o->in.ptr[at] : '\0';
}

static void spell_on(struct spelling_out *, size_t at, size_t len);

static void
append(struct spelling_out *o, size_t at, size_t len, const char *kana)
{
	size_t n = strlen(kana);

	if (o->stop || len + n > sizeof o->kana)
		return;
	memcpy(o->kana + len, kana, n);
	spell_on(o, at, len + n);
}

/* Behind a syllable in `o` or `u`: as written, then the long ones it may be. */
static void
vowel_length(struct spelling_out *o, size_t at, size_t len, char vowel)
{
	char next = letter(o, at);
	bool marked = next == '^'; /* a macron stood there */

	if (next == 'h' && !is_vowel(letter(o, at + 1)) &&
	    letter(o, at + 1) != 'y')
		marked = true;
	if (!marked) {
		spell_on(o, at, len);
		if (next == vowel || next == 'u')
			return; /* its length is written */
	}
	append(o, at + marked, len, "う");
	if (vowel == 'o')
		append(o, at + marked, len, "お");
}

static void
syllable_at(struct spelling_out *o, size_t at, size_t len)
{
	struct span rest = span_sub(o->in, at, o->in.len);
	const struct syllable *s;
	const char first = letter(o, at);
	size_t i, n, k;
	char vowel;

	for (i = 0; i < SYLLABLES && !o->stop; i++) {
		s = &syllables[i];
		if (s->latin[0] != first ||
		    !span_starts(rest, span_of(s->latin)))
			continue;
		n = strlen(s->latin);
		k = strlen(s->kana);
		if (len + k > sizeof o->kana)
			return;
		memcpy(o->kana + len, s->kana, k);
		vowel = s->latin[n - 1];
		if (vowel == 'o' || vowel == 'u')
			vowel_length(o, at + n, len + k, vowel);
		else
			spell_on(o, at + n, len + k);
	}
}

/* ん, where the letters allow it: n not before a vowel, or m before b, m, p. */
static void
nasal_at(struct spelling_out *o, size_t at, size_t len)
{
	char c = letter(o, at), next = letter(o, at + 1);

	if (c == 'm' && (next == 'b' || next == 'm' || next == 'p'))
		append(o, at + 1, len, "ん");
	else if (c == 'n' && next == '\'')
		append(o, at + 2, len, "ん");
	else if (c == 'n')
		append(o, at + 1, len, "ん");
}

static void
spell_on(struct spelling_out *o, size_t at, size_t len)
{
	char c = letter(o, at), next = letter(o, at + 1);

	if (o->stop || (o->stop = o->steps == 0))
		return;
	o->steps--;
	if (at >= o->in.len) {
		o->stop = !o->tell(o->ctx, (struct span){ o->kana, len }) ||
		          --o->left == 0;
		return;
	}
	syllable_at(o, at, len);
	nasal_at(o, at, len);
	if ((c == next && !is_vowel(c) && c != 'n') ||
	    (c == 't' && next == 'c'))
		append(o, at + 1, len, "っ");
}

/* ō ū and their like become the vowel and a `^`.  0: no letter of romaji. */
static size_t
plain(uint32_t c, char *out)
{
	if ((c >= 'a' && c <= 'z') || c == '\'') {
		out[0] = (char)c;
		return 1;
	}
	if (c == 0x2019) { /* ’ */
		out[0] = '\'';
		return 1;
	}
	if (c != 0x14d && c != 0xf4 && c != 0x16b && c != 0xfb)
		return 0;
	out[0] = c == 0x14d || c == 0xf4 ? 'o' : 'u';
	out[1] = '^';
	return 2;
}

void
romaji_spellings(struct span latin, romaji_fn *tell, void *ctx)
{
	char letters[2 * LIMIT_ROMAJI_LETTERS];
	struct spelling_out o = {
		.tell = tell,
		.ctx = ctx,
		.left = LIMIT_ROMAJI,
		.steps = LIMIT_ROMAJI_STEPS,
	};
	size_t at = 0, n = 0, got;

	if (latin.len == 0 || latin.len > LIMIT_ROMAJI_LETTERS)
		return;
	while (at < latin.len) {
		if ((got = plain(utf8_next(latin, &at), letters + n)) == 0)
			return;
		n += got;
	}
	o.in = (struct span){ letters, n };
	spell_on(&o, 0, 0);
}
