/* Where clauses end, and what is in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../scanner/clause.c"

#include <cmocka.h>
#include <string.h>

static struct arena arena;

static int
setup(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 20);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_fini(&arena);
	return 0;
}

/* The clauses of a text with a bar between them. */
static void
expect_clauses(const char *want)
{
	char text[256], got[256];
	size_t n = 0, at = 0, i;
	struct resolver r = { 0 }, one;
	struct clauses p = { .r = &r };

	for (i = 0; want[i] != '\0'; i++)
		if (want[i] != '|')
			text[n++] = want[i];
	r.text = (struct span){ text, n };
	r.to = n;
	r.arena = &arena;
	assert_true(clauses_find(&r));
	while (clauses_next(&p, &one)) {
		if (at > 0)
			got[at++] = '|';
		memcpy(got + at, text + one.from, one.to - one.from);
		at += one.to - one.from;
	}
	got[at] = '\0';
	assert_string_equal(got, want);
}

static void
test_a_full_stop_ends_a_clause(void **state)
{
	(void)state;
	expect_clauses("転んだ。|痛い。");
}

static void
test_a_run_of_signs_ends_one_clause(void **state)
{
	(void)state;
	expect_clauses("急変!?!|またか");
}

static void
test_a_line_ends_a_clause(void **state)
{
	(void)state;
	expect_clauses("田中様\n\n|肺炎");
}

static void
test_a_blank_beside_a_japanese_letter_ends_a_clause(void **state)
{
	(void)state;
	expect_clauses("疲れたなあ |3階にいる人 |alone once again |だよ");
}

static void
test_a_blank_behind_too_few_letters_ends_none(void **state)
{
	(void)state;
	expect_clauses("78M 呼吸苦で搬送 |なう");
}

static void
test_twelve_bytes_are_enough_for_a_clause(void **state)
{
	(void)state;
	expect_clauses("疲れたな |寝る");
	expect_clauses("疲れた1 寝る");
}

static void
test_a_blank_between_latin_words_ends_none(void **state)
{
	(void)state;
	expect_clauses("BP 80/40 stable");
}

static void
test_dots_behind_a_japanese_letter_end_a_clause(void **state)
{
	(void)state;
	expect_clauses("疲れたなあ... |寝る");
}

static void
test_a_dot_within_a_number_ends_none(void **state)
{
	(void)state;
	expect_clauses("熱が38.5度");
}

static void
test_an_emoji_ends_a_clause(void **state)
{
	(void)state;
	expect_clauses("夜勤😭😭|眠い♪|ね");
}

static void
test_a_closing_bracket_stays_with_its_clause(void **state)
{
	(void)state;
	expect_clauses("「痛い。」|と言う");
}

static void
test_a_text_of_signs_is_one_clause(void **state)
{
	(void)state;
	expect_clauses("。。。");
}

/* `n` bytes of English, then a Japanese letter when `japanese`. */
static size_t
clauses_of_english(size_t n, bool japanese)
{
	char text[1024];
	struct resolver r = { .text = { text, n }, .to = n, .arena = &arena };
	size_t i;

	for (i = 0; i < n; i++)
		text[i] = i % 20 == 19 ? '\n' : 'a';
	if (japanese)
		memcpy(text + n - 3, "胸", 3);
	assert_true(clauses_find(&r));
	return r.nclauses;
}

static void
test_a_short_text_has_clauses_in_any_language(void **state)
{
	(void)state;
	assert_int_equal(clauses_of_english(400, false), 20);
}

static void
test_a_longer_text_without_japanese_has_none(void **state)
{
	(void)state;
	assert_int_equal(clauses_of_english(401, false), 0);
}

static void
test_a_clause_next_to_a_japanese_one_counts(void **state)
{
	(void)state;
	assert_int_equal(clauses_of_english(500, true), 2);
}

static void
test_no_text_is_no_clause(void **state)
{
	(void)state;
	expect_clauses("");
}

static void
test_clauses_lie_within_their_passage(void **state)
{
	struct resolver r = { .text = span_of("あ。い。う。"), .from = 6, .to = 12, .arena = &arena };
	struct clauses p = { .r = &r };
	struct resolver one;

	(void)state;
	assert_true(clauses_find(&r));
	assert_true(clauses_next(&p, &one));
	assert_int_equal(one.from, 6);
	assert_int_equal(one.to, 12);
	assert_false(clauses_next(&p, &one));
}

/* 「あ。い。」 with a token, an entity, a hit and a told entity at each of its bytes. */
static struct resolver
filled(void)
{
	static struct token tokens[12];
	static struct entity entities[12], told[12];
	static struct hit hits[12];
	struct resolver r = { .text = span_of("あ。い。"), .to = 12,
		.arena = &arena };
	uint32_t i;

	for (i = 0; i < 12; i++) {
		tokens[i].from = entities[i].from = told[i].from = i;
		hits[i].from = i;
	}
	r.tokens.v = tokens;
	r.out.entities = entities;
	r.told = told;
	r.hits[LEX_FRAME].v = hits;
	assert_true(clauses_find(&r));
	r.tokens.n = r.out.n = r.ntold = r.hits[LEX_FRAME].n = 12;
	return r;
}

static struct resolver
second_of(const struct resolver *r)
{
	struct clauses p = { .r = r };
	struct resolver one;

	assert_true(clauses_next(&p, &one));
	assert_true(clauses_next(&p, &one));
	return one;
}

static void
test_tokens_are_in_the_clause_they_begin_in(void **state)
{
	struct resolver r = filled(), one = second_of(&r);

	(void)state;
	assert_int_equal(one.tokens.n, 6);
	assert_int_equal(one.tokens.v[0].from, 6);
}

static void
test_entities_are_in_the_clause_they_begin_in(void **state)
{
	struct resolver r = filled(), one = second_of(&r);

	(void)state;
	assert_int_equal(one.out.n, 6);
	assert_int_equal(one.out.entities[0].from, 6);
}

static void
test_what_rosters_told_is_in_the_clause_it_begins_in(void **state)
{
	struct resolver r = filled(), one = second_of(&r);

	(void)state;
	assert_int_equal(one.ntold, 6);
	assert_int_equal(one.told[0].from, 6);
}

static void
test_hits_are_in_the_clause_they_begin_in(void **state)
{
	struct resolver r = filled(), one = second_of(&r);

	(void)state;
	assert_int_equal(one.hits[LEX_FRAME].n, 6);
	assert_int_equal(one.hits[LEX_FRAME].v[0].from, 6);
}

static void
test_clauses_that_do_not_fit_into_memory_are_none(void **state)
{
	struct arena small;
	struct resolver r = { .text = span_of("あ。"), .to = 6, .arena = &small };

	(void)state;
	arena_init(&small, 16);
	assert_false(clauses_find(&r));
	assert_int_equal(r.nclauses, 0);
	arena_fini(&small);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_full_stop_ends_a_clause),
		cmocka_unit_test(test_a_run_of_signs_ends_one_clause),
		cmocka_unit_test(test_a_line_ends_a_clause),
		cmocka_unit_test(test_a_blank_beside_a_japanese_letter_ends_a_clause),
		cmocka_unit_test(test_a_blank_behind_too_few_letters_ends_none),
		cmocka_unit_test(test_twelve_bytes_are_enough_for_a_clause),
		cmocka_unit_test(test_a_blank_between_latin_words_ends_none),
		cmocka_unit_test(test_dots_behind_a_japanese_letter_end_a_clause),
		cmocka_unit_test(test_a_dot_within_a_number_ends_none),
		cmocka_unit_test(test_an_emoji_ends_a_clause),
		cmocka_unit_test(test_a_closing_bracket_stays_with_its_clause),
		cmocka_unit_test(test_a_text_of_signs_is_one_clause),
		cmocka_unit_test(test_a_short_text_has_clauses_in_any_language),
		cmocka_unit_test(test_a_longer_text_without_japanese_has_none),
		cmocka_unit_test(test_a_clause_next_to_a_japanese_one_counts),
		cmocka_unit_test(test_no_text_is_no_clause),
		cmocka_unit_test(test_clauses_lie_within_their_passage),
		cmocka_unit_test(test_tokens_are_in_the_clause_they_begin_in),
		cmocka_unit_test(test_entities_are_in_the_clause_they_begin_in),
		cmocka_unit_test(test_what_rosters_told_is_in_the_clause_it_begins_in),
		cmocka_unit_test(test_hits_are_in_the_clause_they_begin_in),
		cmocka_unit_test(test_clauses_that_do_not_fit_into_memory_are_none),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
