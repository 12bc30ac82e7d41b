#include "romajikana.h"

#include "utf8.h"

#define WORD_LETTERS 48 /* of the longest word that is tried       */
#define FIRST_WORDS  64 /* by which a text is judged               */
#define LEAST_WORDS  2
#define LEAST_KANA   8 /* Latin letters of a text that can be read */

/* ---- syllables --------------------------------------------------------- */

struct row {
	const char *start, *kana[5]; /* before a i u e o; NULL: there is none */
};

/* The longer starts first. */
static const struct row rows[] = {
	{ "ky", { "きゃ", NULL, "きゅ", NULL, "きょ" } },
	{ "gy", { "ぎゃ", NULL, "ぎゅ", NULL, "ぎょ" } },
	{ "sh", { "しゃ", "し", "しゅ", "しぇ", "しょ" } },
	{ "sy", { "しゃ", NULL, "しゅ", NULL, "しょ" } },
	{ "zy", { "じゃ", NULL, "じゅ", NULL, "じょ" } },
	{ "jy", { "じゃ", NULL, "じゅ", NULL, "じょ" } },
	{ "ch", { "ちゃ", "ち", "ちゅ", "ちぇ", "ちょ" } },
	{ "ty", { "ちゃ", NULL, "ちゅ", NULL, "ちょ" } },
	{ "ts", { NULL, NULL, "つ", NULL, NULL } },
	{ "th", { NULL, "てぃ", NULL, NULL, NULL } },
	{ "dh", { NULL, "でぃ", NULL, NULL, NULL } },
	{ "ny", { "にゃ", NULL, "にゅ", NULL, "にょ" } },
	{ "hy", { "ひゃ", NULL, "ひゅ", NULL, "ひょ" } },
	{ "by", { "びゃ", NULL, "びゅ", NULL, "びょ" } },
	{ "py", { "ぴゃ", NULL, "ぴゅ", NULL, "ぴょ" } },
	{ "my", { "みゃ", NULL, "みゅ", NULL, "みょ" } },
	{ "ry", { "りゃ", NULL, "りゅ", NULL, "りょ" } },
	{ "k", { "か", "き", "く", "け", "こ" } },
	{ "g", { "が", "ぎ", "ぐ", "げ", "ご" } },
	{ "s", { "さ", "し", "す", "せ", "そ" } },
	{ "z", { "ざ", "じ", "ず", "ぜ", "ぞ" } },
	{ "j", { "じゃ", "じ", "じゅ", "じぇ", "じょ" } },
	{ "t", { "た", "ち", "つ", "て", "と" } },
	{ "d", { "だ", "ぢ", "づ", "で", "ど" } },
	{ "n", { "な", "に", "ぬ", "ね", "の" } },
	{ "h", { "は", "ひ", "ふ", "へ", "ほ" } },
	{ "f", { "ふぁ", "ふぃ", "ふ", "ふぇ", "ふぉ" } },
	{ "b", { "ば", "び", "ぶ", "べ", "ぼ" } },
	{ "p", { "ぱ", "ぴ", "ぷ", "ぺ", "ぽ" } },
	{ "m", { "ま", "み", "む", "め", "も" } },
	{ "y", { "や", NULL, "ゆ", NULL, "よ" } },
	{ "r", { "ら", "り", "る", "れ", "ろ" } },
	{ "w", { "わ", NULL, NULL, NULL, "を" } },
	{ "", { "あ", "い", "う", "え", "お" } },
};

static int
vowel(char c)
{
	const char *v = memchr("aiueo", c, 5);

	return v == NULL ? -1 : (int)(v - "aiueo");
}

/* The syllable that `s` begins with; *len is its Latin letters.  NULL: none. */
static const char *
syllable(struct span s, size_t *len)
{
	size_t i, n;
	int v;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		n = strlen(rows[i].start);
		if (!span_starts(s, (struct span){ rows[i].start, n }) ||
		    n >= s.len || (v = vowel(s.ptr[n])) < 0)
			continue;
		*len = n + 1;
		return rows[i].kana[v];
	}
	return NULL;
}

/* ん, っ and ー stand for one letter that begins no syllable. */
static const char *
single(struct span s)
{
	char c = s.ptr[0], next = s.len > 1 ? s.ptr[1] : '\0';

	if (c == 'n')
		return "ん";
	if (c == 'm' && (next == 'b' || next == 'p' || next == 'm'))
		return "ん"; /* shimbun */
	if (c == 't' && next == 'c')
		return "っ"; /* matcha */
	if (c == next && c >= 'b' && c <= 'z' && vowel(c) < 0)
		return "っ";
	return c == '-' && s.len == 1 ? "ー" : NULL; /* senta- */
}

/* ---- words ------------------------------------------------------------- */

static bool
is_of_word(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || c == '-' || c == '\'';
}

/* The word that begins at `at`. */
static struct span
word_at(struct span text, size_t at)
{
	size_t end = at;

	while (end < text.len && is_of_word((unsigned char)text.ptr[end]))
		end++;
	return span_sub(text, at, end);
}

static void
put(struct respelt *out, const char *kana, size_t from)
{
	for (; *kana != '\0'; kana++) {
		out->s[out->len] = *kana;
		out->from[out->len++] = (uint32_t)from;
	}
}

/*
 * Append the word, which begins at byte `from` of the text, in hiragana; false and
 * nothing appended where it cannot be read.
 */
static bool
put_word(struct respelt *out, struct span word, size_t from)
{
	size_t start = out->len, at = 0, len;
	const char *kana;
	struct span rest;

	if (word.len > WORD_LETTERS || !is_latin((unsigned char)word.ptr[0]))
		return false;
	for (; at < word.len; at += len) {
		rest = span_sub(word, at, word.len);
		len = 1;
		if ((rest.ptr[0] == '\'' || rest.ptr[0] == '-') && rest.len > 1)
			continue; /* kanja-san, kon'ya */
		if ((kana = syllable(rest, &len)) == NULL) {
			len = 1;
			kana = single(rest);
		}
		if (kana == NULL) {
			out->len = start;
			return false;
		}
		put(out, kana, from + at);
	}
	return true;
}

/* ---- texts ------------------------------------------------------------- */

bool
romaji_is(struct span text)
{
	char s[3 * WORD_LETTERS];
	uint32_t from[3 * WORD_LETTERS];
	size_t at, n = 0, read = 0, letters = 0, legible = 0;
	struct span word;

	for (at = 0; at < text.len && n < FIRST_WORDS; at += word.len) {
		struct respelt kana = { .s = s, .from = from };

		word = word_at(text, at);
		if (word.len == 0) {
			word.len = 1;
			continue;
		}
		n++;
		letters += word.len;
		if (put_word(&kana, word, 0)) {
			read++;
			legible += word.len;
		}
	}
	return read >= LEAST_WORDS && legible >= LEAST_KANA &&
	       5 * read >= 3 * n && 5 * legible >= 3 * letters;
}

bool
romaji_to_hiragana(struct arena *a, struct span text, struct respelt *out)
{
	size_t at, room = 3 * text.len + 1; /* a vowel of one byte is a kana */
	struct span word;

	out->len = 0;
	out->s = ARENA_NEW(a, room, char);
	out->from = ARENA_NEW(a, room, uint32_t);
	if (out->s == NULL || out->from == NULL)
		return false;
	for (at = 0; at < text.len; at += word.len) {
		word = word_at(text, at);
		if (word.len > 0 && put_word(out, word, at))
			continue;
		if (word.len == 0)
			word = span_sub(text, at, at + 1);
		for (size_t i = 0; i < word.len; i++) {
			out->s[out->len] = word.ptr[i];
			out->from[out->len++] = (uint32_t)(at + i);
		}
	}
	out->from[out->len] = (uint32_t)text.len;
	return true;
}
