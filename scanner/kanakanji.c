#include "kanakanji.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "digest.h"
#include "err.h"
#include "fnv.h"
#include "limit.h"
#include "lines.h"
#include "romajikana.h"
#include "utf8.h"

#define KANA 3          /* bytes */
#define SIGN (4 * KANA) /* bytes of a sign */

#define LEAST_KANA 6  /* of a text that is converted            */
#define KANJI_IN   16 /* kana to every kanji that is let pass */

struct kanakanji {
	struct token_model *model;
	uint32_t *sign;       /* hashes */
	size_t nslots;        /* a power of two */
	struct digest digest; /* of the signs */
	off_t size;           /* of the dictionary */
};

/* ---- signs -------------------------------------------------------------- */

static uint32_t
hash_of(const char *sign)
{
	uint64_t h = fnv(FNV_START, (struct span){ sign, SIGN });

	return (uint32_t)(h ^ h >> 32) | 1;
}

static bool
sign_known(const struct kanakanji *k, const char *at)
{
	uint32_t h = hash_of(at);
	size_t i = h >> 1 & (k->nslots - 1);

	for (; k->sign[i] != 0; i = (i + 1) & (k->nslots - 1))
		if (k->sign[i] == h)
			return true;
	return false;
}

static void
sign_add(struct kanakanji *k, const char *sign)
{
	uint32_t h = hash_of(sign);
	size_t i = h >> 1 & (k->nslots - 1);

	while (k->sign[i] != 0 && k->sign[i] != h)
		i = (i + 1) & (k->nslots - 1);
	k->sign[i] = h;
}

static int
signs_load(struct kanakanji *k, const char *file, struct shuhi_error *err)
{
	struct lines lines;
	struct line l;

	if (lines_open(&lines, file, SHUHI_E_DICT, err) != 0)
		return -1;
	/* at most half of the slots are taken */
	for (k->nslots = 16; k->nslots < 2 * lines.len / SIGN;)
		k->nslots *= 2;
	k->sign = calloc(k->nslots, sizeof *k->sign);
	digest_of((struct span){ lines.data, lines.len }, &k->digest);
	while (k->sign != NULL && lines_next(&lines, &l))
		if (l.field[0].len == SIGN)
			sign_add(k, l.field[0].ptr);
	lines_close(&lines);
	return k->sign != NULL
	           ? 0
	           : fail(err, SHUHI_E_NOMEM, "no memory for signs", 0);
}

static bool
is_kana(uint32_t c)
{
	return is_hiragana(c) || c == 0x30fc;
}

static bool
has_sign(const struct kanakanji *k, struct span text)
{
	size_t at = 0, end, next;

	while (at < text.len) {
		for (end = at; end < text.len; end = next) {
			next = end;
			if (!is_kana(utf8_next(text, &next)))
				break;
		}
		for (; at + SIGN <= end; at += KANA)
			if (sign_known(k, text.ptr + at))
				return true;
		at = end;
		if (at < text.len)
			utf8_next(text, &at);
	}
	return false;
}

/* ---- scripts ------------------------------------------------------------ */

struct scripts {
	size_t hiragana, katakana, kanji, latin;
};

static struct scripts
scripts_of(struct span text)
{
	struct scripts n = { .kanji = utf8_kanji(text) };
	size_t at = 0;
	uint32_t c;

	/* too many for all else there may be: nearly every text ends here */
	if (n.kanji * KANJI_IN * KANA > text.len)
		return n;
	while (at < text.len) {
		c = utf8_next(text, &at);
		if (is_latin(c))
			n.latin++;
		else if (is_hiragana(c))
			n.hiragana++;
		else if (is_katakana(c))
			n.katakana++;
	}
	return n;
}

/* Katakana in hiragana: the letters of a text, not of its foreign words. */
static bool
to_hiragana(
    struct arena *a, struct span text, bool katakana, struct respelt *out)
{
	size_t at, next;
	uint32_t c;

	out->len = text.len;
	out->s = ARENA_NEW(a, text.len + 1, char);
	out->from = ARENA_NEW(a, text.len + 1, uint32_t);
	if (out->s == NULL || out->from == NULL)
		return false;
	memcpy(out->s, text.ptr, text.len);
	for (at = 0; at <= text.len; at++)
		out->from[at] = (uint32_t)at;
	for (at = 0; katakana && at < text.len; at = next) {
		next = at;
		c = utf8_next(text, &next);
		if (c >= 0x30a1 && c <= 0x30f4)
			utf8_put(out->s + at, c - 0x60);
	}
	return true;
}

/*
 * The text in hiragana; nothing where it is neither kana nor romaji, or no word that
 * matters is in it: of most that is told before anything is copied.
 */
static bool
spell(const struct kanakanji *k, struct arena *a, struct span text,
    struct respelt *out)
{
	struct scripts n = scripts_of(text);
	size_t kana = n.hiragana + n.katakana;

	out->len = 0;
	if (n.kanji * KANJI_IN > kana + n.latin)
		return true;
	if (kana >= LEAST_KANA && kana >= n.latin)
		return n.katakana > 4 * n.hiragana
		           ? to_hiragana(a, text, true, out)
		           : !has_sign(k, text) ||
		                 to_hiragana(a, text, false, out);
	if (n.latin > kana && romaji_is(text))
		return romaji_to_hiragana(a, text, out);
	return true;
}

/* ---- conversion --------------------------------------------------------- */

struct writer {
	char *s;
	size_t len, room;
	struct fold_map map;
	struct arena *arena;
};

static bool
put(struct writer *w, struct span s)
{
	char *p;

	if (s.len == 0) /* a blank that goes, maybe the first of all */
		return true;
	p = arena_grow(w->arena, w->s, w->len, &w->room, w->len + s.len, 1);
	if (p == NULL)
		return false;
	w->s = p;
	memcpy(w->s + w->len, s.ptr, s.len);
	w->len += s.len;
	return true;
}

/* `s` for what is [from, to) of the text. */
static bool
put_unit(struct writer *w, struct span s, uint32_t from, uint32_t to)
{
	struct fold_unit *u = arena_grow(w->arena, w->map.units, w->map.n,
	    &w->map.cap, w->map.n + 1, sizeof *u);

	if (u == NULL)
		return false;
	w->map.units = u;
	u[w->map.n++] = (struct fold_unit){
		.norm = (uint32_t)w->len,
		.nlen = (uint32_t)s.len,
		.orig = from,
		.olen = to - from,
	};
	return put(w, s);
}

/* Between words: blanks amid kana go, they part what is written in one. */
static bool
put_gap(struct writer *w, const struct respelt *kana, size_t from, size_t to)
{
	static const struct span none = { "", 0 };
	struct span all = { kana->s, kana->len }, c;
	size_t next;
	bool blank;

	for (; from < to; from = next) {
		next = from;
		blank = utf8_next(all, &next) == ' ' &&
		        !is_digit(utf8_before(all, from)) &&
		        !is_latin(utf8_before(all, from));
		c = blank ? none : span_sub(all, from, next);
		if (!put_unit(w, c, kana->from[from], kana->from[next]))
			return false;
	}
	return true;
}

static bool
put_tokens(struct writer *w, const struct respelt *kana,
    const struct tokens *tokens, size_t from, size_t to)
{
	struct span all = { kana->s, kana->len };
	const struct token *t = tokens->v, *end = t + tokens->n;

	for (; t < end; from = t++->to)
		if (!put_gap(w, kana, from, t->from) ||
		    !put_unit(w,
		        t->kind == TOKEN_UNKNOWN ? span_sub(all, t->from, t->to)
		                                 : t->base,
		        kana->from[t->from], kana->from[t->to]))
			return false;
	return put_gap(w, kana, from, to);
}

/* Where what begins at `from` is cut for MeCab: before and behind a mark. */
static size_t
piece_end(struct span text, size_t from)
{
	size_t at = from, next;
	uint32_t c;

	while (at < text.len && at - from < LIMIT_SENTENCE) {
		next = at;
		c = utf8_next(text, &next);
		if (c == '\n' || c == 0x3002 || c == '!' || c == '?')
			return at == from ? next : at;
		at = next;
	}
	return at;
}

static int
convert(struct tokeniser *t, struct arena *a, const struct respelt *kana,
    struct converted *out, struct shuhi_error *err)
{
	struct writer w = { .arena = a };
	struct span text = { kana->s, kana->len };
	size_t from, to;

	for (from = 0; from < text.len; from = to) {
		struct tokens tokens = { 0 };

		to = piece_end(text, from);
		if (tokenise(t, a, text, from, to, &tokens, err) != 0)
			return -1;
		if (!put_tokens(&w, kana, &tokens, from, to))
			return fail(err, SHUHI_E_NOMEM,
			    "no memory for kana-kanji conversion", 0);
	}
	out->text = (struct span){ w.s, w.len };
	out->map = w.map;
	return 0;
}

int
kanakanji(const struct kanakanji *k, struct tokeniser *t, struct arena *a,
    struct span text, struct converted *out, struct shuhi_error *err)
{
	struct respelt kana = { .len = 0 };

	*out = (struct converted){ 0 };
	if (k == NULL || text.len > LIMIT_KANAKANJI)
		return 0;
	if (!spell(k, a, text, &kana))
		return fail(err, SHUHI_E_NOMEM,
		    "no memory for kana-kanji conversion", 0);
	if (!has_sign(k, (struct span){ kana.s, kana.len }))
		return 0;
	return convert(t, a, &kana, out, err);
}

/* ---- opening ------------------------------------------------------------ */

int
kanakanji_open(const char *dir, struct kanakanji **out, struct shuhi_error *err)
{
	char file[PATH_MAX + 8];
	struct stat st;
	struct kanakanji *k;

	*out = NULL;
	if (stat(dir, &st) != 0)
		return errno == ENOENT
		           ? 0
		           : fail_file(err, SHUHI_E_IO, dir, 0, 0,
		                 strerror(errno), "make it readable");
	if ((k = calloc(1, sizeof *k)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for kana-kanji", 0);
	snprintf(file, sizeof file, "%s/sys.dic", dir);
	if (stat(file, &st) == 0) /* if not, MeCab tells */
		k->size = st.st_size;
	snprintf(file, sizeof file, "%s/signs", dir);
	if (token_model_open(dir, &k->model, err) != 0 ||
	    signs_load(k, file, err) != 0) {
		kanakanji_close(k);
		return -1;
	}
	*out = k;
	return 0;
}

void
kanakanji_close(struct kanakanji *k)
{
	if (k == NULL)
		return;
	token_model_close(k->model);
	free(k->sign);
	free(k);
}

int
kanakanji_tokeniser(
    const struct kanakanji *k, struct tokeniser **out, struct shuhi_error *err)
{
	*out = NULL;
	return k == NULL ? 0 : tokeniser_open(k->model, out, err);
}

void
kanakanji_digest(const struct kanakanji *k, struct digester *d)
{
	if (k == NULL)
		return;
	digester_add(
	    d, (struct span){ (const char *)&k->digest, sizeof k->digest });
	digester_add(
	    d, (struct span){ (const char *)&k->size, sizeof k->size });
}
