/*
 * The letters of a name as a text has them, on the way to one spelling: katakana
 * as hiragana, every mask (○ * × ? ...) as ○, blanks, dots and what parts the columns
 * of a table between dropped, the end of a line, a reading and a label, too.
 *
 *	サトウ・タロウ              さ と う た ろ う, gap before た
 *	佐藤(さとう)太郎            佐 藤 太 郎, gap before 太
 *	姓:佐藤 名:太郎            佐 藤 太 郎, from 佐 on
 */
#ifndef SHUHI_LETTERS_H
#define SHUHI_LETTERS_H

#include "utf8.h"

#define LETTERS     20
#define LETTER_MASK 0x25cbu /* ○ */

/* What counts as a letter beside Japanese ones. */
enum { LETTERS_MASKED = 1, LETTERS_LATIN = 2 };

struct letters {
	size_t n;
	uint32_t c[LETTERS];     /* as spelt                      */
	uint32_t from[LETTERS];  /* bytes of the text             */
	uint32_t to[LETTERS];    /*                               */
	bool gap[LETTERS];       /* a blank or dot stands before  */
	bool katakana[LETTERS];  /* as the text has it            */
	char spelt[4 * LETTERS]; /* UTF-8 of c[], as in names     */
	uint8_t at[LETTERS + 1]; /* where in `spelt` each begins  */
};

static inline bool
letter_is_mask(uint32_t c)
{
	return c == LETTER_MASK || c == '*' || c == 0xd7 /* × */ || c == '?' ||
	       c == '_' || c == 0x25a0 /* ■ */ || c == 0x25a1 /* □ */ ||
	       c == 0x203b /* ※ */ || c == '#';
}

#define LETTER_GAPS 3 /* so many in a row: 佐藤","太郎 */

static inline bool
letter_is_gap(uint32_t c)
{
	switch (c) {
	case ' ':
	case '\t':
	case ',':
	case ';':
	case '|':
	case '"':
	case '\n':
	case '>': /* of a quoted mail */
	case '/':
	case '(':    /* 佐藤(太郎) */
	case '+':    /* q=佐藤+太郎 */
	case '=':    /* カルロス＝デ＝ソウザ */
	case 0x30fb: /* ・ */
		return true;
	default:
		return false;
	}
}

static inline uint32_t
letter_spelt(uint32_t c)
{
	return c >= 0x30a1 && c <= 0x30f6 ? c - 0x60 : c;
}

/*
 * What names are written with in several ways has one: 三ヶ島 三ケ島, 一之瀬 一ノ瀬
 * 一の瀬, 佐々木 佐佐木.  `c` as spelt, `before` the letter before it, 0: none.
 */
static inline uint32_t
letter_in_name(uint32_t c, uint32_t before)
{
	switch (c) {
	case 0x3096: /* ゖ */
		return 0x3051;
	case 0x3095: /* ゕ */
		return 0x304b;
	case 0x4e4b: /* 之 */
		return 0x306e;
	case 0x3005: /* 々 */
		return is_kanji(before) ? before : c;
	default:
		return c;
	}
}

/* Small ones, with their signs: é, ễ. */
static inline bool
letter_is_latin(uint32_t c)
{
	return (c >= 'a' && c <= 'z') ||
	       (c >= 0xe0 && c <= 0x24f && c != 0xf7) ||
	       (c >= 0x1e00 && c <= 0x1eff);
}

/* Up to `most` letters from byte `at` on; `kinds`: LETTERS_* that count, too. */
void letters_from(
    struct letters *, struct span text, size_t at, size_t most, unsigned kinds);

/* Up to `most` letters that end at byte `at`, in the order of the text. */
void letters_until(
    struct letters *, struct span text, size_t at, size_t most, unsigned kinds);

/*
 * Can a word end at byte `at`?  Not where hiragana goes on that is no particle
 * and no honorific: 山田ゆう|き, 早くコロナお|さまれ.
 */
bool letters_may_end(struct span text, size_t at);

/* Does さん, くん, 様 ... begin at byte `at`? */
bool letters_honorific(struct span text, size_t at);
/* Does one begin anywhere? */
bool letters_address(struct span text);

/* Letters [i, j) as spelt. */
static inline struct span
letters_span(const struct letters *l, size_t i, size_t j)
{
	return (
	    struct span){ l->spelt + l->at[i], (size_t)(l->at[j] - l->at[i]) };
}

#endif
