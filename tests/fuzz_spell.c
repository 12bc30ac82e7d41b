/*
 * Any text is a value in canonical spelling or none.  What is spelt is no longer
 * than it may be, is UTF-8 where the text was, and is its own spelling: a value
 * of a list that is written as it is kept is found.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "fold.h"
#include "limit.h"
#include "must.h"
#include "roster/spell.h"

static struct fold_table *table;

static void
check_spelling(const struct spelling *s)
{
	check(s->len > 0 && s->len <= sizeof s->s);
	check(is_utf8(spell_span(s)));
}

static void
check_column(enum roster_column c, struct span text)
{
	struct spelling once, twice;

	if (!spell_column(c, text, &once))
		return;
	check_spelling(&once);
	if (c == RC_TOWN || c == RC_WARD || c == RC_ROOM || c == RC_DEPARTMENT)
		return; /* 市市町, 病病棟棟, 号号室室, 外来外来 */
	check(spell_column(c, spell_span(&once), &twice));
	check(span_eq(spell_span(&once), spell_span(&twice)));
}

static void
check_key(enum roster_key k, struct span text)
{
	struct spelling once, twice;

	if (!spell_key(k, text, &once))
		return;
	check_spelling(&once);
	if (k == RK_ADDRESS)
		return;
	check(spell_key(k, spell_span(&once), &twice));
	check(span_eq(spell_span(&once), spell_span(&twice)));
}

static void
check_places(struct span text)
{
	struct spelling s;
	size_t at, end;

	for (at = 0; at < text.len; at++) {
		if (!utf8_is_lead(text.ptr[at]))
			continue;
		if (spell_date_at(text, at, &s, &end)) {
			check(s.len == 8 && end > at && end <= text.len);
			spell_day(&s);
		}
		if (spell_house_at(text, at, &s, &end))
			check(s.len > 0 && end > at && end <= text.len);
	}
}

static void
open_table(void)
{
	char dir[PATH_MAX], file[PATH_MAX + 16];
	struct shuhi_error err;

	check(shuhi_data_dir(dir, sizeof dir, &err) == 0);
	snprintf(file, sizeof file, "%s/dict/fold.tsv", dir);
	check(fold_table_new(file, &table, &err) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span surname, given, text = { (const char *)data, size };
	struct shuhi_error err;
	struct folded f;
	struct arena a;
	int i;

	if (table == NULL)
		open_table();
	arena_init(&a, LIMIT_ARENA);
	if (fold(table, &a, text, &f, &err) == 0) {
		for (i = 0; i < RC_COLUMNS; i++)
			check_column(i, f.text);
		for (i = 0; i < RK_KEYS; i++)
			check_key(i, f.text);
		if (spell_split(f.text, &surname, &given))
			check(surname.len > 0 && given.len > 0);
		check_places(f.text);
	}
	arena_fini(&a);
	return 0;
}
