/* The story model: its file, its weighing, its thresholds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../scanner/story.c"

#include <cmocka.h>
#include <stdio.h>
#include <unistd.h>

static char file[] = "/tmp/shuhi-story-XXXXXX";

static int
load(const char *text, struct story **s, struct shuhi_error *err)
{
	FILE *f;
	int fd, rc;

	memcpy(file, "/tmp/shuhi-story-XXXXXX", sizeof file);
	assert_true((fd = mkstemp(file)) >= 0);
	assert_non_null(f = fdopen(fd, "w"));
	fputs(text, f);
	fclose(f);
	rc = story_load(file, s, err);
	unlink(file);
	return rc;
}

/* The level that a text of one passage without tokens gets: its letters only. */
static uint8_t
level_of(const char *weights, const char *text)
{
	static struct ids ids;
	struct shuhi_error err;
	struct arena arena;
	struct story *s;
	uint8_t class = 0;

	ids_fill(&ids);
	arena_init(&arena, 1 << 20);
	assert_int_equal(load(weights, &s, &err), 0);
	struct resolver r = {
		.ids = &ids,
		.story = s,
		.arena = &arena,
		.text = span_of(text),
		.to = strlen(text),
	};
	assert_true(story_add(&r));
	if (r.out.n > 0)
		class = r.out.entities[0].class;
	arena_fini(&arena);
	story_free(s);
	return class;
}

#define LEVELS "bias\t-1000\nnone\t-2000\nweak\t0\nlikely\t1000\nstrong\t2000\n"

static void
expect_level(const char *weights, const char *text, const char *want)
{
	assert_int_equal(level_of(weights, text), class_find(span_of(want)));
}

static void
test_a_text_that_weighs_enough_is_a_likely_story(void **state)
{
	(void)state;
	expect_level(LEVELS "g:患者\t2500\n", "患者が", "story.likely");
}

static void
test_a_text_that_weighs_much_is_a_strong_story(void **state)
{
	(void)state;
	expect_level(LEVELS "g:患者\t3000\n", "患者が", "story.strong");
}

static void
test_a_text_between_is_a_weak_story(void **state)
{
	(void)state;
	expect_level(LEVELS "g:患者\t1000\n", "患者が", "story.weak");
}

static void
test_a_text_far_below_is_no_story(void **state)
{
	(void)state;
	expect_level(LEVELS "g:試験\t-1500\n", "試験だ", "nostory");
}

static void
test_a_text_of_no_weight_is_neither(void **state)
{
	(void)state;
	assert_int_equal(level_of(LEVELS, "今日は"), 0);
}

static void
test_a_feature_counts_once_however_often_it_stands(void **state)
{
	(void)state;
	expect_level(LEVELS "g:患者\t1000\n", "患者、患者、患者", "story.weak");
}

static void
test_triples_of_letters_count(void **state)
{
	(void)state;
	expect_level(LEVELS "g:患者が\t1000\n", "患者が", "story.weak");
}

static void
test_letters_on_both_sides_of_ascii_are_no_pair(void **state)
{
	(void)state;
	assert_int_equal(level_of(LEVELS "g:患者\t1000\n", "患a者"), 0);
}

static void
test_harmless_talk_behind_a_story_weighs_nothing_against_it(void **state)
{
	(void)state;
	expect_level(LEVELS "g:患者\t3000\ng:夕飯\t-5000\n", "患者。夕飯。",
	    "story.strong");
}

static void
test_harmless_talk_before_a_story_weighs_nothing_against_it(void **state)
{
	(void)state;
	expect_level(LEVELS "g:患者\t3000\ng:夕飯\t-5000\n", "夕飯 患者",
	    "story.strong");
}

static void
test_harmless_talk_in_the_same_clause_weighs(void **state)
{
	(void)state;
	expect_level(LEVELS "g:患者\t3000\ng:夕飯\t-5000\n", "患者の夕飯",
	    "nostory");
}

static void
test_clauses_side_by_side_add_up(void **state)
{
	(void)state;
	expect_level(LEVELS "g:患者\t1000\ng:転倒\t2000\n", "患者。転倒。",
	    "story.strong");
}

static void
test_a_story_goes_on_behind_a_harmless_clause(void **state)
{
	(void)state;
	expect_level(
	    LEVELS "g:患者\t2000\ng:夕飯\t-500\ng:転倒\t1500\n",
	    "患者。夕飯。転倒。", "story.strong");
}

static void
test_the_story_stands_at_its_loudest_word(void **state)
{
	struct shuhi_error err;
	struct ids ids;
	struct arena arena;
	struct story *s;

	(void)state;
	ids_fill(&ids);
	arena_init(&arena, 1 << 20);
	assert_int_equal(load(LEVELS "g:転倒\t2000\ng:患者\t1000\n", &s, &err),
	    0);
	struct resolver r = {
		.ids = &ids,
		.story = s,
		.arena = &arena,
		.text = SPAN("患者。転倒。"),
		.to = 18,
	};
	assert_true(story_add(&r));
	assert_int_equal(r.out.entities[0].from, 9);
	arena_fini(&arena);
	story_free(s);
}

/* The level of 「患者。夕飯」 with an entity `class` in its second clause. */
static uint8_t
level_beside(const char *weights, const char *class)
{
	struct shuhi_error err;
	struct ids ids;
	struct arena arena;
	struct story *s;
	uint8_t level = 0;
	size_t i;

	ids_fill(&ids);
	arena_init(&arena, 1 << 20);
	assert_int_equal(load(weights, &s, &err), 0);
	struct resolver r = {
		.ids = &ids,
		.story = s,
		.arena = &arena,
		.text = SPAN("患者。夕飯"),
		.to = 15,
	};
	assert_true(resolve_add(
	    &r, 9, 15, (uint8_t)class_find(span_of(class)), 90));
	assert_true(story_add(&r));
	for (i = 0; i < r.out.n; i++)
		if (r.out.entities[i].from != 9)
			level = r.out.entities[i].class;
	arena_fini(&arena);
	story_free(s);
	return level;
}

static void
test_a_setting_speaks_for_every_clause(void **state)
{
	(void)state;
	assert_int_equal(level_beside(LEVELS "g:患者\t3000\n"
	                                     "o:context.fiction\t-1000\n",
	                     "context.fiction"),
	    class_find(span_of("story.likely")));
}

static void
test_another_class_speaks_for_its_own_clause(void **state)
{
	(void)state;
	assert_int_equal(level_beside(LEVELS "g:患者\t3000\n"
	                                     "c:person.pet\t-1000\n",
	                     "person.pet"),
	    class_find(span_of("story.strong")));
}

/* What there is hope of, of a text without hits. */
static struct class_set
hope_for(const char *weights, const char *text, const struct ids *ids)
{
	struct class_set have = { .bits = { 0 } };
	struct shuhi_error err;
	struct arena arena;
	struct story *s;

	arena_init(&arena, 1 << 20);
	assert_int_equal(load(weights, &s, &err), 0);
	struct resolver r = {
		.ids = ids,
		.story = s,
		.arena = &arena,
		.text = span_of(text),
		.to = strlen(text),
	};
	story_hope(&r, &have, true);
	arena_fini(&arena);
	story_free(s);
	return have;
}

static void
test_half_weighed_letters_are_not_taken_for_all(void **state)
{
	struct class_set have = { .bits = { 0 } };
	struct shuhi_error err;
	struct ids ids;
	struct arena arena;
	struct story *s;

	(void)state;
	ids_fill(&ids);
	/* room for the clauses and their sums, not for the set of letters */
	arena_init(&arena, 256);
	assert_int_equal(
	    load(LEVELS "hope\t50000\nG:患者\t100\n", &s, &err), 0);
	struct resolver r = {
		.ids = &ids,
		.story = s,
		.arena = &arena,
		.text = SPAN("患者"),
		.to = 6,
	};
	story_hope(&r, &have, false);
	assert_int_equal(r.nclauses, 1);
	have = (struct class_set){ .bits = { 0 } };
	story_hope(&r, &have, true);
	assert_true(class_in(&have, ids.story_strong));
	arena_fini(&arena);
	story_free(s);
}

#define HOPES "hope-bias\t-1000\nhope\t0\nhope-strong\t1000\n"

static void
test_letters_give_hope_of_a_story(void **state)
{
	struct ids ids;

	(void)state;
	ids_fill(&ids);
	struct class_set have =
	    hope_for(HOPES "G:患者\t1000\n", "患者。夕飯", &ids);
	assert_true(class_in(&have, ids.story_likely));
	assert_false(class_in(&have, ids.story_strong));
}

static void
test_more_of_them_give_hope_of_a_strong_one(void **state)
{
	struct ids ids;

	(void)state;
	ids_fill(&ids);
	struct class_set have = hope_for(
	    HOPES "G:患者\t1000\nG:転倒\t1000\n", "患者。転倒", &ids);
	assert_true(class_in(&have, ids.story_strong));
}

static void
test_too_few_give_none(void **state)
{
	struct ids ids;

	(void)state;
	ids_fill(&ids);
	struct class_set have =
	    hope_for(HOPES "G:患者\t999\n", "患者。夕飯", &ids);
	assert_false(class_in(&have, ids.story_weak));
}

static void
test_harmless_clauses_take_no_hope_away(void **state)
{
	struct ids ids;

	(void)state;
	ids_fill(&ids);
	struct class_set have = hope_for(
	    HOPES "G:患者\t1000\nG:夕飯\t-5000\n", "夕飯。患者", &ids);
	assert_true(class_in(&have, ids.story_likely));
}

static void
refused(const char *text, uint32_t line)
{
	struct shuhi_error err;
	struct story *s;

	assert_int_equal(load(text, &s, &err), -1);
	assert_int_equal(err.code, SHUHI_E_DICT);
	assert_int_equal(err.line, line);
}

static void
test_a_line_without_a_weight_is_refused(void **state)
{
	(void)state;
	refused("bias\t0\ng:患者\n", 2);
}

static void
test_a_weight_that_is_no_number_is_refused(void **state)
{
	(void)state;
	refused("bias\tmuch\n", 1);
}

static void
test_a_weight_beyond_reason_is_refused(void **state)
{
	(void)state;
	refused("bias\t100001\n", 1);
}

static void
test_a_line_of_no_known_kind_is_refused(void **state)
{
	(void)state;
	refused("bias\t0\n# comment\nweird\t5\n", 3);
}

static void
test_without_memory_every_story_is_hoped_for(void **state)
{
	static struct ids ids;
	struct class_set have = { .bits = { 0 } };
	struct shuhi_error err;
	struct arena arena;
	struct story *s;

	(void)state;
	ids_fill(&ids);
	arena_init(&arena, 16);
	assert_int_equal(load(LEVELS "hope\t50000\nG:患者\t100\n", &s, &err), 0);
	struct resolver r = {
		.ids = &ids,
		.story = s,
		.arena = &arena,
		.text = SPAN("患者"),
		.to = 6,
	};
	story_hope(&r, &have, true);
	assert_true(class_in(&have, ids.story_strong));
	arena_fini(&arena);
	story_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_text_that_weighs_enough_is_a_likely_story),
		cmocka_unit_test(test_a_text_that_weighs_much_is_a_strong_story),
		cmocka_unit_test(test_a_text_between_is_a_weak_story),
		cmocka_unit_test(test_a_text_far_below_is_no_story),
		cmocka_unit_test(test_a_text_of_no_weight_is_neither),
		cmocka_unit_test(
		    test_a_feature_counts_once_however_often_it_stands),
		cmocka_unit_test(test_triples_of_letters_count),
		cmocka_unit_test(test_letters_on_both_sides_of_ascii_are_no_pair),
		cmocka_unit_test(
		    test_harmless_talk_behind_a_story_weighs_nothing_against_it),
		cmocka_unit_test(
		    test_harmless_talk_before_a_story_weighs_nothing_against_it),
		cmocka_unit_test(test_harmless_talk_in_the_same_clause_weighs),
		cmocka_unit_test(test_clauses_side_by_side_add_up),
		cmocka_unit_test(test_a_story_goes_on_behind_a_harmless_clause),
		cmocka_unit_test(test_the_story_stands_at_its_loudest_word),
		cmocka_unit_test(test_a_setting_speaks_for_every_clause),
		cmocka_unit_test(test_another_class_speaks_for_its_own_clause),
		cmocka_unit_test(test_letters_give_hope_of_a_story),
		cmocka_unit_test(test_more_of_them_give_hope_of_a_strong_one),
		cmocka_unit_test(test_too_few_give_none),
		cmocka_unit_test(test_harmless_clauses_take_no_hope_away),
		cmocka_unit_test(test_a_line_without_a_weight_is_refused),
		cmocka_unit_test(test_a_weight_that_is_no_number_is_refused),
		cmocka_unit_test(test_a_weight_beyond_reason_is_refused),
		cmocka_unit_test(test_a_line_of_no_known_kind_is_refused),
		cmocka_unit_test(test_without_memory_every_story_is_hoped_for),
		cmocka_unit_test(test_half_weighed_letters_are_not_taken_for_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
