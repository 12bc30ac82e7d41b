#include "namelist.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../scanner/digest.h"
#include "../../scanner/err.h"
#include "../../scanner/limit.h"
#include "../../scanner/lines.h"
#include "../../scanner/roster/spell.h"
#include "../../scanner/utf8.h"
#include "intern.h"

#define GIVEN_MOST 3 /* letters of a given name that no list has */

struct namelist {
	struct intern family, given;
};

static uint64_t
hash_of(struct span name)
{
	struct digest d;
	uint64_t h;

	digest_of(name, &d);
	memcpy(&h, d.byte, sizeof h);
	return h;
}

static int
add(struct namelist *l, const struct fold_table *t, struct arena *arena,
    const struct line *line, struct shuhi_error *err)
{
	struct intern *in;
	struct spelling spelt;
	struct folded f;
	uint32_t number;
	bool fresh;

	if (line->nfields < 2)
		return 0;
	if (span_eq(line->field[1], SPAN("name.family")))
		in = &l->family;
	else if (span_eq(line->field[1], SPAN("name.given")))
		in = &l->given;
	else
		return 0;
	arena_wipe(arena, LIMIT_ARENA_KEEP);
	if (fold(t, arena, line->field[0], &f, err) != 0)
		return -1;
	/* as names of the list are: 佐々木 is 佐佐木 */
	if (!spell_column(RC_SURNAME, f.text, &spelt))
		return 0;
	if (!intern(in, hash_of(spell_span(&spelt)), &number, &fresh))
		return fail(err, SHUHI_E_NOMEM, "no memory for names", 0);
	return 0;
}

static int
add_file(struct namelist *l, const struct fold_table *t, const char *dir,
    const char *name, struct shuhi_error *err)
{
	struct arena arena;
	struct lines lines;
	struct line line;
	char *file;
	int rc;

	if (asprintf(&file, "%s/%s", dir, name) < 0)
		return fail(err, SHUHI_E_NOMEM, "no memory for names", 0);
	if ((rc = lines_open(&lines, file, SHUHI_E_DICT, err)) == 0) {
		arena_init(&arena, LIMIT_ARENA);
		while (rc == 0 && lines_next(&lines, &line))
			rc = add(l, t, &arena, &line, err);
		arena_fini(&arena);
		lines_close(&lines);
	}
	free(file);
	return rc;
}

int
namelist_open(const char *dir, const struct fold_table *t,
    struct namelist **out, struct shuhi_error *err)
{
	struct namelist *l;

	if ((l = calloc(1, sizeof *l)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for names", 0);
	if (add_file(l, t, dir, "names.tsv", err) != 0 ||
	    add_file(l, t, dir, "surnames.tsv", err) != 0) {
		namelist_free(l);
		return -1;
	}
	*out = l;
	return 0;
}

void
namelist_free(struct namelist *l)
{
	if (l == NULL)
		return;
	intern_free(&l->family);
	intern_free(&l->given);
	free(l);
}

static bool
has(const struct intern *in, struct span name)
{
	return intern_has(in, hash_of(name));
}

bool
namelist_is_family(const struct namelist *l, struct span name)
{
	return has(&l->family, name);
}

bool
namelist_is_given(const struct namelist *l, struct span name)
{
	return has(&l->given, name);
}

/*
 * Where a known surname ends and a known given name begins, the later the better;
 * else where a known surname ends before at most `most` letters.  0: nowhere.
 */
static size_t
known_cut(const struct namelist *l, struct span whole, size_t most)
{
	size_t at = 0, likely = 0, sure = 0;
	struct span rest;

	while (at < whole.len) {
		if (utf8_next(whole, &at) == UTF8_BAD)
			return 0;
		if (at == whole.len || !has(&l->family, span_sub(whole, 0, at)))
			continue;
		rest = span_sub(whole, at, whole.len);
		if (has(&l->given, rest))
			sure = at;
		else if (utf8_count(rest) <= most)
			likely = at;
	}
	return sure != 0 ? sure : likely;
}

/* Where a known given name begins, the earlier the better.  0: nowhere. */
static size_t
given_cut(const struct namelist *l, struct span whole)
{
	size_t at = 0;

	while (at < whole.len) {
		if (utf8_next(whole, &at) == UTF8_BAD)
			return 0;
		if (at < whole.len &&
		    has(&l->given, span_sub(whole, at, whole.len)))
			return at;
	}
	return 0;
}

static size_t
middle(struct span whole)
{
	size_t letters = (utf8_count(whole) + 1) / 2, at = 0;

	while (letters-- > 0 && utf8_next(whole, &at) != UTF8_BAD)
		;
	return at;
}

bool
namelist_split(const struct namelist *l, struct span whole,
    struct span *surname, struct span *given)
{
	size_t at = known_cut(l, whole, GIVEN_MOST);

	*surname = span_sub(whole, 0, at);
	*given = span_sub(whole, at, whole.len);
	return at != 0;
}

void
namelist_split_kana(const struct namelist *l, struct span whole,
    struct span *surname, struct span *given)
{
	size_t at = known_cut(l, whole, SIZE_MAX);

	if (at == 0)
		at = given_cut(l, whole);
	if (at == 0)
		at = middle(whole);
	*surname = span_sub(whole, 0, at);
	*given = span_sub(whole, at, whole.len);
}
