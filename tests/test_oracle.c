/*
 * Hyperscan against ICU's regular expressions, for every entity pattern that is
 * shipped, over texts made of what such patterns are made of.
 *
 *   - what Hyperscan reports, ICU matches on exactly that region;
 *   - what ICU finds lies within something Hyperscan reports.
 *
 * Packaged versions of Hyperscan are known to have missed matches.
 */
#include <limits.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "match.h"
#include "rules.h"
#include "help.h"

#define ROUNDS 2000
#define ROOM   256

static struct fold_table *table;
static struct rules rules;

static int
load_patterns(void **state)
{
	char data[PATH_MAX], path[PATH_MAX + 32];
	struct shuhi_error err = { 0 };

	(void)state;
	if (shuhi_data_dir(data, sizeof data, &err) != 0)
		return -1;
	snprintf(path, sizeof path, "%s/dict/fold.tsv", data);
	if (fold_table_new(path, &table, &err) != 0)
		return -1;
	snprintf(path, sizeof path, "%s/patterns", data);
	return rules_add_folder(&rules, path, table, &err);
}

static int
drop_patterns(void **state)
{
	(void)state;
	rules_free(&rules);
	fold_table_free(table);
	return 0;
}

/* ---- texts ------------------------------------------------------------------ */

struct text {
	char utf8[ROOM];
	size_t len;
	UChar utf16[ROOM];
	int32_t len16;
	int32_t at16[ROOM + 1]; /* by byte offset */
};

static void
add(struct text *t, struct span s)
{
	if (t->len + s.len >= ROOM - 1)
		return;
	memcpy(t->utf8 + t->len, s.ptr, s.len);
	t->len += s.len;
}

/* A code point of the expression itself, or a few of a kind. */
static void
add_bit(struct text *t, struct span regex, uint32_t *seed)
{
	static const char *const bits[] = { "山", "田", "患者", "の", "さん",
		"カ", "ー", "a", "x", "id", " ", "-", "/", ".", ":", "\n", "○",
		"*", "(", ")", "@", "年", "月", "歳", "号室" };
	char digit;
	size_t at, next, n;

	switch (chance(seed, 4)) {
	case 0:
		for (n = 1 + chance(seed, 5); n > 0; n--) {
			digit = (char)('0' + chance(seed, 10));
			add(t, (struct span){ &digit, 1 });
		}
		break;
	case 1:
		add(t, span_of(bits[chance(seed, sizeof bits / sizeof *bits)]));
		break;
	default:
		at = chance(seed, (uint32_t)regex.len);
		while (!utf8_is_lead(regex.ptr[at]))
			at--;
		for (n = 1 + chance(seed, 3); n > 0 && at < regex.len; n--) {
			next = at;
			utf8_next(regex, &next);
			if (memchr("()[]{}|\\?+^$", regex.ptr[at], 12) == NULL)
				add(t, span_sub(regex, at, next));
			at = next;
		}
	}
}

static void
make_text(struct text *t, struct span regex, uint32_t *seed)
{
	struct span s;
	size_t at = 0, from, n = 1 + chance(seed, 24);
	uint32_t c;

	t->len = 0;
	while (n-- > 0)
		add_bit(t, regex, seed);
	s = (struct span){ t->utf8, t->len };
	t->len16 = 0;
	while (at < t->len) {
		from = at;
		t->at16[from] = t->len16;
		c = utf8_next(s, &at);
		U16_APPEND_UNSAFE(t->utf16, t->len16, c);
	}
	t->at16[t->len] = t->len16;
}

/* ---- both engines -------------------------------------------------------------- */

struct both {
	struct pattern *pattern;
	struct lexicon lx;
	struct lexeme lexeme;
	struct hsdb *db;
	struct matcher *matcher;
	URegularExpression *icu;
	struct arena arena;
};

static void
open_both(struct both *b, struct pattern *p)
{
	struct shuhi_error err = { 0 };
	UErrorCode status = U_ZERO_ERROR;
	UChar regex[4096];
	int32_t n;
	bool cached;

	*b = (struct both){ .pattern = p, .lexeme = { .pattern = p } };
	b->lx.set[LEX_TRIGGER] = (struct lexemes){ .v = &b->lexeme, .n = 1 };
	assert_int_equal(hsdb_open(&b->lx, NULL, &b->db, &cached, &err), 0);
	assert_int_equal(matcher_open(b->db, &b->lx, &b->matcher, &err), 0);
	u_strFromUTF8(
	    regex, 4096, &n, p->match.ptr, (int32_t)p->match.len, &status);
	b->icu = uregex_open(regex, n, UREGEX_UNIX_LINES, NULL, &status);
	if (U_FAILURE(status))
		fail_msg("%s: ICU: %s", p->id, u_errorName(status));
	arena_init(&b->arena, 64 << 20);
}

static void
close_both(struct both *b)
{
	uregex_close(b->icu);
	matcher_close(b->matcher);
	hsdb_close(b->db);
	arena_fini(&b->arena);
}

static bool
icu_matches(const struct both *b, const struct text *t, const struct hit *h)
{
	UErrorCode status = U_ZERO_ERROR;

	uregex_setRegion(b->icu, t->at16[h->from], t->at16[h->to], &status);
	uregex_useAnchoringBounds(b->icu, 0, &status);
	uregex_useTransparentBounds(b->icu, 1, &status);
	return uregex_matches(b->icu, -1, &status) && U_SUCCESS(status);
}

static bool
within_a_hit(
    const struct text *t, const struct hits *hits, int32_t from, int32_t to)
{
	size_t i;

	for (i = 0; i < hits->n; i++)
		if (t->at16[hits->v[i].from] <= from &&
		    t->at16[hits->v[i].to] >= to)
			return true;
	return false;
}

static size_t
compare(struct both *b, const struct text *t)
{
	UErrorCode status = U_ZERO_ERROR;
	struct shuhi_error err;
	struct hits hits;
	size_t i;

	arena_wipe(&b->arena, 1 << 20);
	assert_int_equal(match(b->matcher, &b->arena, LEX_TRIGGER,
	                     (struct span){ t->utf8, t->len }, 0, t->len,
	                     &hits, &err),
	    0);
	uregex_setText(b->icu, t->utf16, t->len16, &status);
	for (i = 0; i < hits.n; i++)
		if (!icu_matches(b, t, &hits.v[i]))
			fail_msg("%s: only Hyperscan: %u-%u of \"%.*s\"",
			    b->pattern->id, hits.v[i].from, hits.v[i].to,
			    (int)t->len, t->utf8);
	uregex_reset(b->icu, 0, &status);
	while (uregex_findNext(b->icu, &status))
		if (!within_a_hit(t, &hits, uregex_start(b->icu, 0, &status),
		        uregex_end(b->icu, 0, &status)))
			fail_msg("%s: only ICU: %d-%d of \"%.*s\"",
			    b->pattern->id, uregex_start(b->icu, 0, &status),
			    uregex_end(b->icu, 0, &status), (int)t->len,
			    t->utf8);
	assert_true(U_SUCCESS(status));
	return hits.n;
}

static void
test_hyperscan_and_icu_agree_on_every_pattern(void **state)
{
	struct text *t = calloc(1, sizeof *t);
	struct both b;
	size_t i, k, hits, quiet = 0;
	uint32_t seed = 20261121;

	(void)state;
	assert_non_null(t);
	assert_true(rules.npatterns > 20);
	for (i = 0; i < rules.npatterns; i++) {
		open_both(&b, &rules.pattern[i]);
		for (hits = 0, k = 0; k < ROUNDS; k++) {
			make_text(t, b.pattern->match, &seed);
			hits += compare(&b, t);
		}
		quiet += hits == 0;
		close_both(&b);
	}
	/* the generator must reach most patterns, or nothing is compared */
	assert_true(quiet * 5 < rules.npatterns);
	free(t);
}

/* The patterns' own examples are the texts most worth comparing. */
static void
test_hyperscan_and_icu_agree_on_the_examples(void **state)
{
	struct text *t = calloc(1, sizeof *t);
	struct both b;
	size_t i, k, at, from;
	struct folded f;
	struct shuhi_error err;
	const struct pattern *p;
	struct arena a;
	uint32_t c;

	(void)state;
	assert_non_null(t);
	arena_init(&a, 1 << 20);
	for (i = 0; i < rules.npatterns; i++) {
		open_both(&b, &rules.pattern[i]);
		p = b.pattern;
		for (k = 0; k < p->examples.nhits + p->examples.nmisses; k++) {
			arena_wipe(&a, 1 << 20);
			assert_int_equal(
			    fold(table, &a, span_of(p->examples.text[k]), &f,
			        &err),
			    0);
			t->len = 0;
			t->len16 = 0;
			add(t, f.text);
			for (at = 0; at < t->len;) {
				from = at;
				t->at16[from] = t->len16;
				c = utf8_next(f.text, &at);
				U16_APPEND_UNSAFE(t->utf16, t->len16, c);
			}
			t->at16[t->len] = t->len16;
			compare(&b, t);
		}
		close_both(&b);
	}
	arena_fini(&a);
	free(t);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hyperscan_and_icu_agree_on_every_pattern),
		cmocka_unit_test(test_hyperscan_and_icu_agree_on_the_examples),
	};

	return cmocka_run_group_tests(tests, load_patterns, drop_patterns);
}
