#include "words.h"

#include <stdio.h>
#include <stdlib.h>

#include "class.h"
#include "digest.h"
#include "err.h"
#include "file.h"
#include "fnv.h"
#include "limit.h"
#include "utf8.h"

/* ---- words ------------------------------------------------------------ */

static int
read_attributes(struct word *w, struct span text, const struct line *l,
    struct shuhi_error *err)
{
	struct span one;

	while (span_cut(&text, ',', &one)) {
		if (span_eq(one, SPAN("word")))
			w->flags |= WORD_ALONE;
		else if (span_eq(one, SPAN("clear")))
			w->flags |= WORD_CLEAR;
		else if (span_eq(one, SPAN("disabled")))
			w->flags |= WORD_DISABLED;
		else if (span_eq(one, SPAN("reading")))
			w->flags |= WORD_READING;
		else if (span_starts(one, SPAN("kana=")))
			continue; /* for mkwords */
		else if (span_starts(one, SPAN("of=")))
			w->flags |= WORD_VARIANT;
		else if (span_starts(one, SPAN("means=")))
			return 0; /* the rest of the line is for people */
		else
			return fail_file(err, SHUHI_E_DICT, l->file, l->number,
			    1, "unknown attribute",
			    "word, clear, means=TEXT or disabled");
	}
	return 0;
}

/* Neighbouring lines mostly are of one class. */
static int
find_class(const struct words *ws, struct span name)
{
	if (ws->n > 0) {
		uint8_t before = ws->v[ws->n - 1].class;

		if (span_eq(span_of(classes[before].name), name))
			return before;
	}
	return class_find(name);
}

/* On the heap, where so large a vector grows without being copied. */
static bool
widen(struct words *ws)
{
	size_t room = ws->cap > 0 ? 2 * ws->cap : 1024;
	struct word *v;

	if (ws->n < ws->cap)
		return true;
	if ((v = realloc(ws->v, room * sizeof *v)) == NULL)
		return false;
	ws->v = v;
	ws->cap = room;
	return true;
}

static int
read_word(struct words *ws, const struct line *l, const struct fold_table *t,
    struct shuhi_error *err)
{
	struct word w = { .surface = l->field[0], .file = l->file };
	struct folded f;
	int class;

	if (w.surface.len == 0 || l->nfields < 2)
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "want surface, class, attributes", "separate them by tabs");
	if (w.surface.len > LIMIT_SURFACE)
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "surface too long", "at most %d bytes", LIMIT_SURFACE);
	if ((class = find_class(ws, l->field[1])) < 0)
		return fail_file(err, SHUHI_E_DICT, l->file, l->number,
		    (uint32_t)utf8_count(w.surface) + 2, "no such class",
		    "see `shuhi dict list --classes`");
	w.class = (uint8_t) class;
	w.attributes = l->nfields > 2 ? l->field[2].ptr : "";
	if (read_attributes(&w, l->field[2], l, err) != 0 ||
	    fold(t, &ws->arena, w.surface, &f, err) != 0)
		return -1;
	w.folded = f.text;
	if (w.folded.len == 0)
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "nothing visible", "take it out");
	if (ws->n == LIMIT_WORDS)
		return fail_file(err, SHUHI_E_LIMIT, l->file, l->number, 1,
		    "too many words", "at most %d of all folders", LIMIT_WORDS);
	if (!widen(ws))
		return fail(err, SHUHI_E_NOMEM, "no memory for words", 0);
	ws->v[ws->n++] = w;
	return 0;
}

static int
add_file(struct words *ws, const char *name, const struct fold_table *t,
    struct shuhi_error *err)
{
	struct lines *v;
	struct line l;
	char *file;

	if (ws->arena.ceiling == 0)
		arena_init(&ws->arena, LIMIT_ARENA);
	v = realloc(ws->files, (ws->nfiles + 1) * sizeof *v);
	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for words", 0);
	ws->files = v;
	if ((file = ARENA_NEW(&ws->arena, strlen(name) + 1, char)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for words", 0);
	memcpy(file, name, strlen(name));
	if (lines_open(&v[ws->nfiles], file, SHUHI_E_DICT, err) != 0)
		return -1;
	ws->nfiles++;
	while (lines_next(&v[ws->nfiles - 1], &l))
		if (read_word(ws, &l, t, err) != 0)
			return -1;
	return 0;
}

int
words_add_folder(struct words *ws, const char *folder,
    const struct fold_table *t, struct shuhi_error *err)
{
	char **names;
	size_t n, i;
	int rc = 0;

	if (folder_need(
	        folder, ".tsv", ".tsv", SHUHI_E_DICT, &names, &n, err) != 0)
		return -1;
	for (i = 0; i < n && rc == 0; i++)
		rc = add_file(ws, names[i], t, err);
	folder_free(names, n);
	return rc;
}

/* Over the folded surface and the class. */
static uint64_t
hash_word(const struct word *w)
{
	uint64_t h = fnv(FNV_START ^ w->class, w->folded);

	return h ^ h >> 32;
}

/*
 * Put each word in the place of the one it repeats.  `slot` holds indices + 1
 * into v; returns how many words stay, before the disabled ones go.
 */
static size_t
drop_repeated(struct word *v, size_t n, uint32_t *slot, size_t nslots)
{
	size_t i, at, kept = 0;

	for (i = 0; i < n; i++) {
		at = hash_word(&v[i]) & (nslots - 1);
		while (slot[at] != 0 &&
		       (v[slot[at] - 1].class != v[i].class ||
		           !span_eq(v[slot[at] - 1].folded, v[i].folded)))
			at = (at + 1) & (nslots - 1);
		if (slot[at] == 0)
			slot[at] = (uint32_t)++kept;
		v[slot[at] - 1] = v[i];
	}
	return kept;
}

int
words_settle(struct words *ws, struct shuhi_error *err)
{
	size_t nslots = 64, i, n, kept = 0;
	uint32_t *slot;

	while (nslots < 2 * ws->n)
		nslots *= 2;
	if ((slot = calloc(nslots, sizeof *slot)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for words", 0);
	n = drop_repeated(ws->v, ws->n, slot, nslots);
	free(slot);
	for (i = 0; i < n; i++)
		if (!(ws->v[i].flags & WORD_DISABLED))
			ws->v[kept++] = ws->v[i];
	ws->n = kept;
	return 0;
}

void
words_digest(const struct words *ws, struct digester *d)
{
	const struct word *w;
	size_t i;

	for (i = 0; i < ws->n; i++) {
		w = &ws->v[i];
		digester_add(d, w->folded);
		digester_byte(d, w->class);
		digester_byte(d, w->flags);
	}
}

void
words_free(struct words *ws)
{
	size_t i;

	for (i = 0; i < ws->nfiles; i++)
		lines_close(&ws->files[i]);
	free(ws->files);
	free(ws->v);
	arena_fini(&ws->arena);
	*ws = (struct words){ 0 };
}
