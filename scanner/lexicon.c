#include "lexicon.h"

#include <stdlib.h>

#include "err.h"
#include "reading.h"
#include "utf8.h"

/* Katakana words this short are parts of others: オペ in オペレーター. */
#define SHORT_KATAKANA 4

static uint8_t
edges(struct span s)
{
	uint32_t first = utf8_at(s, 0), last = utf8_before(s, s.len);
	uint8_t flags = 0;

	if (is_latin(first) || is_digit(first))
		flags |= LEX_LATIN_LEFT;
	if (is_latin(last) || is_digit(last))
		flags |= LEX_LATIN_RIGHT;
	if (utf8_count(s) <= SHORT_KATAKANA) {
		if (is_katakana(first))
			flags |= LEX_KANA_LEFT;
		if (is_katakana(last))
			flags |= LEX_KANA_RIGHT;
	}
	return flags;
}

/* Are these 8 bytes neither ASCII nor 0xe2?  Nearly all Japanese text is so. */
static inline bool
is_plain(const char *p)
{
	const uint64_t ones = 0x0101010101010101, tops = ones << 7;
	uint64_t v, e2;

	memcpy(&v, p, sizeof v);
	e2 = v ^ ones * 0xe2;
	return (~v & tops) == 0 && ((e2 - ones) & ~e2 & tops) == 0;
}

unsigned
lexicon_signs(struct span text)
{
	/* ○ is e2 97 8b, and few other characters begin with e2 */
	static const unsigned char sign[256] = {
		['0' ... '9'] = SIGN_LATIN | SIGN_MARK,
		['a' ... 'z'] = SIGN_LATIN,
		[0xe2] = SIGN_LATIN,
		['@'] = SIGN_MARK,
		[':'] = SIGN_MARK,
		['/'] = SIGN_MARK,
		[')'] = SIGN_MARK,
		['>'] = SIGN_MARK,
		['#'] = SIGN_MARK,
		['='] = SIGN_MARK,
		['|'] = SIGN_MARK,
		['\t'] = SIGN_MARK,
		[','] = SIGN_MARK,
	};
	unsigned signs = 0;
	size_t i = 0, end;

	while (i < text.len) {
		if (text.len - i >= 8 && is_plain(text.ptr + i)) {
			i += 8;
			continue;
		}
		end = text.len - i < 8 ? text.len : i + 8;
		for (; i < end; i++)
			signs |= sign[(unsigned char)text.ptr[i]];
	}
	return signs;
}

static struct lexemes *
set_of(struct lexicon *lx, const struct lexeme *l)
{
	struct span text = { l->text, l->len };

	if (!(classes[l->class].flags & CLASS_TRIGGER))
		return &lx->set[l->pattern != NULL ? LEX_FRAME_PATTERN
		                                   : LEX_FRAME];
	if (l->pattern != NULL)
		return &lx->set[LEX_PATTERN];
	return &lx->set[lexicon_signs(text) & SIGN_LATIN ? LEX_LATIN
	                                                 : LEX_TRIGGER];
}

static void
add(struct lexicon *lx, struct lexeme lexeme)
{
	struct lexemes *set = set_of(lx, &lexeme);

	set->v[set->n++] = lexeme;
	class_add(&set->classes, lexeme.class);
}

static struct lexeme
lexeme_of(const struct word *w)
{
	uint8_t flags = edges(w->folded);

	if (w->flags & WORD_ALONE)
		flags |= LEX_ALONE;
	if (w->flags & WORD_READING)
		flags |= LEX_READING;
	if (w->flags & WORD_CLEAR)
		flags |= LEX_CLEAR;
	return (struct lexeme){
		.text = w->folded.ptr,
		.len = (uint32_t)w->folded.len,
		.class = w->class,
		.flags = flags,
	};
}

/* Names in hiragana, behind all that is searched for. */
static bool
add_readings(struct lexicon *lx, const struct words *ws)
{
	struct lexemes *set = &lx->set[LEX_FRAME];
	size_t i;

	for (i = 0; i < ws->n; i++)
		if (is_reading(&ws->v[i]))
			set->v[set->n + set->nread++] = lexeme_of(&ws->v[i]);
	return readings_make(&lx->readings, set);
}

int
lexicon_make(struct lexicon *lx, const struct words *ws, const struct rules *rs,
    struct shuhi_error *err)
{
	size_t i, room = ws->n + rs->npatterns + 1;

	*lx = (struct lexicon){ 0 };
	for (i = 0; i < LEX_SETS; i++)
		if ((lx->set[i].v = calloc(room, sizeof(struct lexeme))) ==
		    NULL)
			goto full;
	for (i = 0; i < ws->n; i++)
		if (!is_reading(&ws->v[i]))
			add(lx, lexeme_of(&ws->v[i]));
	for (i = 0; i < rs->npatterns; i++)
		add(lx, (struct lexeme){
		            .pattern = &rs->pattern[i],
		            .class = rs->pattern[i].class,
		        });
	if (add_readings(lx, ws))
		return 0;
full:
	lexicon_free(lx);
	return fail(err, SHUHI_E_NOMEM, "no memory for words", 0);
}

void
lexicon_free(struct lexicon *lx)
{
	size_t i;

	for (i = 0; i < LEX_SETS; i++)
		free(lx->set[i].v);
	readings_free(&lx->readings);
	*lx = (struct lexicon){ 0 };
}
