#include "../scanner/match.c" /* statics included on purpose */
#include "help.h"

/* A lexicon of a few words and patterns, compiled; no rules, no MeCab. */
struct world {
	struct pattern pattern[4];
	struct lexicon lx;
	struct hsdb *db;
	struct matcher *m;
	struct arena arena;
};

static struct lexeme
word(const char *text)
{
	return (struct lexeme){
		.text = text,
		.len = (uint32_t)strlen(text),
	};
}

static struct world *
world_new(const char *const *words, const char *const *patterns)
{
	struct world *w = calloc(1, sizeof *w);
	struct lexemes *set;
	struct shuhi_error err = { 0 };
	bool cached;
	size_t i;

	assert_non_null(w);
	set = &w->lx.set[LEX_TRIGGER];
	set->v = calloc(16, sizeof *set->v);
	assert_non_null(set->v);
	for (; *words != NULL; words++)
		set->v[set->n++] = word(*words);
	for (i = 0; patterns[i] != NULL; i++) {
		w->pattern[i].match = span_of(patterns[i]);
		set->v[set->n++] = (struct lexeme){ .pattern = &w->pattern[i] };
	}
	arena_init(&w->arena, LIMIT_ARENA);
	assert_int_equal(hsdb_open(&w->lx, NULL, &w->db, &cached, &err), 0);
	assert_int_equal(matcher_open(w->db, &w->lx, &w->m, &err), 0);
	return w;
}

static void
world_gone(struct world *w)
{
	matcher_close(w->m);
	hsdb_close(w->db);
	arena_fini(&w->arena);
	free(w->lx.set[LEX_TRIGGER].v);
	free(w);
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NONE       ((const char *const[]){ NULL })

/* Behind the sieve the same hits are found. */
static void
sieved_alike(struct world *w, struct span text, const struct hits *want)
{
	struct shuhi_error err;
	struct sieve *sieve;
	struct hits hits;
	size_t i;

	assert_int_equal(
	    sieve_make(&w->lx.set[LEX_TRIGGER], &sieve, &err), 0);
	assert_int_equal(
	    match_triggers(w->m, &w->arena, sieve, text, &hits, &err), 0);
	assert_int_equal(hits.n, want->n);
	for (i = 0; i < hits.n; i++)
		assert_memory_equal(&hits.v[i], &want->v[i], sizeof hits.v[i]);
	sieve_free(sieve);
}

/* Hits as "lexeme:from-to " one after the other. */
static void
expect(const char *const *words, const char *const *patterns, struct span text,
    const char *want)
{
	struct world *w = world_new(words, patterns);
	struct shuhi_error err;
	struct hits hits = { 0 };
	char got[1024] = "", *p = got;
	size_t i;

	assert_int_equal(match(w->m, &w->arena, LEX_TRIGGER, text, 0, text.len,
	                     &hits, &err),
	    0);
	if (patterns[0] == NULL)
		sieved_alike(w, text, &hits);
	for (i = 0; i < hits.n; i++)
		p += snprintf(p, (size_t)(got + sizeof got - p), "%u:%u-%u ",
		    hits.v[i].lexeme, hits.v[i].from, hits.v[i].to);
	assert_string_equal(got, want);
	world_gone(w);
}

static void
test_a_word_is_found_wherever_it_stands(void **state)
{
	(void)state;
	expect(WORDS("肺炎"), NONE, SPAN("肺炎と肺炎"), "0:0-6 0:9-15 ");
}

static void
test_a_word_inside_a_word_is_found_too(void **state)
{
	(void)state;
	expect(WORDS("がん", "大腸がん"), NONE, SPAN("大腸がん"),
	    "1:0-12 0:6-12 ");
}

static void
test_overlapping_words_are_all_found(void **state)
{
	(void)state;
	expect(WORDS("ああ"), NONE, SPAN("あああ"), "0:0-6 0:3-9 ");
}

static void
test_signs_of_expressions_are_nothing_special_in_words(void **state)
{
	(void)state;
	expect(WORDS("a.b*(c)[d]^$|\\{2}"), NONE, SPAN("a.b*(c)[d]^$|\\{2}"),
	    "0:0-17 ");
}

static void
test_a_word_holds_no_other_bytes(void **state)
{
	(void)state;
	expect(WORDS("a.b"), NONE, SPAN("axb a.b"), "0:4-7 ");
}

static void
test_a_word_may_stand_behind_a_nul(void **state)
{
	(void)state;
	expect(WORDS("肺炎"), NONE, SPAN("\0肺炎"), "0:1-7 ");
}

static void
test_an_empty_text_has_no_hits(void **state)
{
	(void)state;
	expect(WORDS("肺炎"), NONE, SPAN(""), "");
}

static void
test_half_a_character_is_not_found(void **state)
{
	(void)state;
	expect(WORDS("炎"), NONE, SPAN("\xe7\x82"), "");
}

static void
test_an_expression_is_told_with_its_start(void **state)
{
	(void)state;
	expect(NONE, WORDS("[0-9]{3}"), SPAN("山123"), "0:3-6 ");
}

static void
test_an_empty_set_has_no_hits(void **state)
{
	struct world *w = world_new(WORDS("a"), NONE);
	struct shuhi_error err;
	struct hits hits = { .n = 7 };

	(void)state;
	assert_int_equal(
	    match(w->m, &w->arena, LEX_FRAME, SPAN("a"), 0, 1, &hits,
	        &err),
	    0);
	assert_int_equal(hits.n, 0);
	world_gone(w);
}

static void
test_hits_come_ascending_and_longer_first(void **state)
{
	struct world *w =
	    world_new(WORDS("a", "ab", "abc", "b", "bc"), WORDS("[abc]{2,3}"));
	struct shuhi_error err;
	struct hits hits = { 0 };
	char text[3000];
	uint32_t seed = 11;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof text; i++)
		text[i] = "abc"[chance(&seed, 3)];
	assert_int_equal(match(w->m, &w->arena, LEX_TRIGGER,
	                     (struct span){ text, sizeof text }, 0,
	                     sizeof text, &hits, &err),
	    0);
	assert_true(hits.n > 1000);
	for (i = 1; i < hits.n; i++)
		assert_true(by_place(&hits.v[i - 1], &hits.v[i]) < 0);
	world_gone(w);
}

static void
test_words_are_just_where_memmem_finds_them(void **state)
{
	static const char *const words[] = { "a", "ab", "ba", "aab", "bbb",
		"abab", NULL };
	struct world *w = world_new(words, NONE);
	struct shuhi_error err;
	struct hits hits = { 0 };
	char text[64];
	uint32_t seed = 5;
	size_t i, k, len, at, want;

	(void)state;
	for (i = 0; i < 3000; i++) {
		arena_wipe(&w->arena, 1 << 20);
		len = chance(&seed, sizeof text);
		for (k = 0; k < len; k++)
			text[k] = "ab"[chance(&seed, 2)];
		assert_int_equal(match(w->m, &w->arena, LEX_TRIGGER,
		                     (struct span){ text, len }, 0, len,
		                     &hits, &err),
		    0);
		for (want = 0, k = 0; words[k] != NULL; k++)
			for (at = 0; at + strlen(words[k]) <= len; at++)
				want += memcmp(text + at, words[k],
				            strlen(words[k])) == 0;
		assert_int_equal(hits.n, want);
	}
	world_gone(w);
}

static int
match_many(size_t n, struct shuhi_error *err)
{
	struct world *w = world_new(WORDS("a"), NONE);
	struct hits hits = { 0 };
	char *text = malloc(n);
	int rc;

	assert_non_null(text);
	memset(text, 'a', n);
	rc = match(w->m, &w->arena, LEX_TRIGGER, (struct span){ text, n }, 0, n,
	    &hits, err);
	assert_int_equal(hits.n, rc == 0 ? n : 0);
	free(text);
	world_gone(w);
	return rc;
}

static void
test_hits_of_just_the_limit_are_told(void **state)
{
	struct shuhi_error err;

	(void)state;
	assert_int_equal(match_many(LIMIT_HITS, &err), 0);
}

static void
test_hits_one_past_the_limit_are_an_error(void **state)
{
	struct shuhi_error err;

	(void)state;
	assert_int_equal(match_many(LIMIT_HITS + 1, &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
}

static void
test_a_full_arena_is_an_error_not_an_empty_answer(void **state)
{
	struct world *w = world_new(WORDS("a"), NONE);
	struct hits hits = { .n = 7 };
	struct shuhi_error err;

	(void)state;
	arena_fini(&w->arena);
	arena_init(&w->arena, 8);
	assert_int_equal(
	    match(w->m, &w->arena, LEX_TRIGGER, SPAN("a"), 0, 1, &hits,
	        &err),
	    -1);
	assert_int_equal(err.code, SHUHI_E_NOMEM);
	assert_int_equal(hits.n, 7);
	world_gone(w);
}

static void
test_no_byte_beyond_the_text_is_read(void **state)
{
	struct world *w = world_new(WORDS("ab", "肺炎"), WORDS("[0-9]{2,4}x?"));
	struct cliff c = cliff_new(512);
	static const char text[] = "肺炎ab12肺炎ab1234x肺炎abababab肺炎肺炎";
	struct hits hits = { 0 };
	struct shuhi_error err;
	size_t n;

	(void)state;
	for (n = 0; n < sizeof text; n++)
		if (n == sizeof text - 1 || utf8_is_lead(text[n]))
			assert_int_equal(
			    match(w->m, &w->arena, LEX_TRIGGER,
			        cliff_copy(c, (struct span){ text, n }), 0, n,
			        &hits, &err),
			    0);
	cliff_gone(c);
	world_gone(w);
}

static void
test_a_scan_that_fails_is_an_error_not_an_empty_answer(void **state)
{
	struct world *w = world_new(WORDS("a"), NONE);
	struct hits hits = { .n = 7 };
	struct shuhi_error err;

	(void)state;
	hs_free_scratch(w->m->scratch);
	w->m->scratch = NULL; /* which hs_scan() refuses */
	assert_int_equal(match(w->m, &w->arena, LEX_TRIGGER, SPAN("a"), 0, 1,
	                     &hits, &err),
	    -1);
	assert_int_equal(err.code, SHUHI_E_ENGINE);
	assert_int_equal(hits.n, 7);
	world_gone(w);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_word_is_found_wherever_it_stands),
		cmocka_unit_test(test_a_word_inside_a_word_is_found_too),
		cmocka_unit_test(test_overlapping_words_are_all_found),
		cmocka_unit_test(
		    test_signs_of_expressions_are_nothing_special_in_words),
		cmocka_unit_test(test_a_word_holds_no_other_bytes),
		cmocka_unit_test(test_a_word_may_stand_behind_a_nul),
		cmocka_unit_test(test_an_empty_text_has_no_hits),
		cmocka_unit_test(test_half_a_character_is_not_found),
		cmocka_unit_test(test_an_expression_is_told_with_its_start),
		cmocka_unit_test(test_an_empty_set_has_no_hits),
		cmocka_unit_test(test_hits_come_ascending_and_longer_first),
		cmocka_unit_test(test_words_are_just_where_memmem_finds_them),
		cmocka_unit_test(test_hits_of_just_the_limit_are_told),
		cmocka_unit_test(test_hits_one_past_the_limit_are_an_error),
		cmocka_unit_test(
		    test_a_full_arena_is_an_error_not_an_empty_answer),
		cmocka_unit_test(test_no_byte_beyond_the_text_is_read),
		cmocka_unit_test(
		    test_a_scan_that_fails_is_an_error_not_an_empty_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
