/* The story model: its file, its weighing, its thresholds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../scanner/story.c"

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
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

/* A passage of nothing but letters, before a model of these weights. */
struct scene {
	struct ids ids;
	struct arena arena;
	struct story *story;
	struct resolver r;
};

static void
scene_open(struct scene *c, const char *weights, const char *text, size_t room)
{
	struct shuhi_error err;

	*c = (struct scene){ .story = NULL };
	ids_fill(&c->ids);
	arena_init(&c->arena, room);
	assert_int_equal(load(weights, &c->story, &err), 0);
	c->r = (struct resolver){
		.ids = &c->ids,
		.story = c->story,
		.arena = &c->arena,
		.text = span_of(text),
		.to = strlen(text),
	};
}

static void
scene_close(struct scene *c)
{
	arena_fini(&c->arena);
	story_free(c->story);
}

#define ROOM ((size_t)1 << 20)

/* The level that the passage gets. */
static uint8_t
level_of(const char *weights, const char *text)
{
	struct scene c;
	uint8_t class = 0;

	scene_open(&c, weights, text, ROOM);
	assert_true(story_add(&c.r));
	if (c.r.out.n > 0)
		class = c.r.out.entities[0].class;
	scene_close(&c);
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
	expect_level(LEVELS "g:患者\t3000\ng:夕飯\t-5000\n", "夕飯です 患者",
	    "story.strong");
}

/* 患者 in one of so many clauses. */
static void
expect_among(size_t nclauses, const char *want)
{
	char text[512];
	size_t at = (size_t)snprintf(text, sizeof text, "患者。");

	while (--nclauses > 0)
		at += (size_t)snprintf(text + at, sizeof text - at, "夕飯。");
	expect_level(LEVELS "g:患者\t3000\n", text, want);
}

static void
test_in_a_passage_of_17_clauses_each_has_to_say_more_than_in_one_of_16(
    void **state)
{
	(void)state;
	expect_among(16, "story.strong");
	expect_among(17, "story.likely");
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
	struct scene c;

	(void)state;
	scene_open(&c, LEVELS "g:転倒\t2000\ng:患者\t1000\n", "患者。転倒。",
	    ROOM);
	assert_true(story_add(&c.r));
	assert_int_equal(c.r.out.entities[0].from, 9);
	scene_close(&c);
}

/* The level of 「患者。夕飯」 with an entity `class` in its second clause. */
static uint8_t
level_beside(const char *weights, const char *class)
{
	struct scene c;
	uint8_t level = 0;
	size_t i;

	scene_open(&c, weights, "患者。夕飯", ROOM);
	assert_true(resolve_add(
	    &c.r, 9, 15, (uint8_t)class_find(span_of(class)), 90));
	assert_true(story_add(&c.r));
	for (i = 0; i < c.r.out.n; i++)
		if (c.r.out.entities[i].from != 9)
			level = c.r.out.entities[i].class;
	scene_close(&c);
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

/* Is there hope of a story of this class, in a text without hits? */
static bool
hope_for(const char *weights, const char *text, const char *class)
{
	struct class_set have = { .bits = { 0 } };
	struct scene c;

	scene_open(&c, weights, text, ROOM);
	story_hope(&c.r, &have, true);
	scene_close(&c);
	return class_in(&have, (unsigned)class_find(span_of(class)));
}

static void
test_half_weighed_letters_are_not_taken_for_all(void **state)
{
	struct class_set have = { .bits = { 0 } };
	struct scene c;

	(void)state;
	/* room for the clauses and their sums, not for the set of letters */
	scene_open(&c, LEVELS "hope\t50000\nG:患者\t100\n", "患者", 256);
	story_hope(&c.r, &have, false);
	assert_int_equal(c.r.nclauses, 1);
	have = (struct class_set){ .bits = { 0 } };
	story_hope(&c.r, &have, true);
	assert_true(class_in(&have, c.ids.story_strong));
	scene_close(&c);
}

#define HOPES "hope-bias\t-1000\nhope\t0\nhope-strong\t1000\n"

static void
test_letters_give_hope_of_a_story(void **state)
{
	(void)state;
	assert_true(hope_for(
	    HOPES "G:患者\t1000\n", "患者。夕飯", "story.likely"));
	assert_false(hope_for(
	    HOPES "G:患者\t1000\n", "患者。夕飯", "story.strong"));
}

static void
test_more_of_them_give_hope_of_a_strong_one(void **state)
{
	(void)state;
	assert_true(hope_for(HOPES "G:患者\t1000\nG:転倒\t1000\n",
	    "患者。転倒", "story.strong"));
}

static void
test_too_few_give_none(void **state)
{
	(void)state;
	assert_false(
	    hope_for(HOPES "G:患者\t999\n", "患者。夕飯", "story.weak"));
}

static void
test_harmless_clauses_take_no_hope_away(void **state)
{
	(void)state;
	assert_true(hope_for(HOPES "G:患者\t1000\nG:夕飯\t-5000\n",
	    "夕飯。患者", "story.likely"));
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
	struct class_set have = { .bits = { 0 } };
	struct scene c;

	(void)state;
	scene_open(&c, LEVELS "hope\t50000\nG:患者\t100\n", "患者", 16);
	story_hope(&c.r, &have, true);
	assert_true(class_in(&have, c.ids.story_strong));
	scene_close(&c);
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
		cmocka_unit_test(
		    test_in_a_passage_of_17_clauses_each_has_to_say_more_than_in_one_of_16),
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
