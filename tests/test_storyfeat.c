/* What the story model sees of a clause. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../scanner/storyfeat.c"

#include <cmocka.h>
#include <stdio.h>

/* A clause that is made up of words and entities, and what is seen of it. */
struct scene {
	struct ids ids;
	struct arena arena;
	struct token token[8];
	struct resolver r;
	struct story_classes before; /* of the clause before */
	char seen[64][96];
	size_t nseen;
};

static void
see(void *ctx, const struct story_feature *f)
{
	struct scene *c = ctx;
	char *name = c->seen[c->nseen];

	assert_in_range(c->nseen++, 0, 63);
	snprintf(name, sizeof c->seen[0], "%c:%.*s%s%.*s", f->kind,
	    (int)f->a.len, f->a.ptr, story_is_pair(f->kind) ? " " : "",
	    (int)f->b.len, f->b.ptr);
	assert_int_equal(f->hash, story_hash(span_of(name)));
}

static void
count_pairs(void *ctx, const struct story_feature *f)
{
	*(size_t *)ctx += f->kind == 'p';
}

static void
scene_open(struct scene *c, const char *text)
{
	*c = (struct scene){ .nseen = 0 };
	ids_fill(&c->ids);
	arena_init(&c->arena, 1 << 20);
	c->r = (struct resolver){
		.ids = &c->ids,
		.arena = &c->arena,
		.text = span_of(text),
		.to = strlen(text),
		.tokens = { .v = c->token },
	};
}

static void
put_word(struct scene *c, uint32_t from, uint32_t to)
{
	c->token[c->r.tokens.n++] = (struct token){ .from = from,
		.to = to,
		.base = span_sub(c->r.text, from, to) };
}

static void
put_entity(struct scene *c, uint32_t from, uint32_t to, const char *class)
{
	int id = class_find(span_of(class));

	assert_true(id >= 0);
	assert_true(resolve_add(&c->r, from, to, (uint8_t)id, 90));
}

static size_t
times_seen(const struct scene *c, const char *name)
{
	size_t i, n = 0;

	for (i = 0; i < c->nseen; i++)
		n += !strcmp(c->seen[i], name);
	return n;
}

/* 「肺炎の犬」, a disease and a pet. */
static void
scene_of_a_dog(struct scene *c)
{
	scene_open(c, "肺炎の犬");
	put_word(c, 0, 6);
	put_word(c, 6, 9);
	put_word(c, 9, 12);
	put_entity(c, 0, 6, "disease");
	put_entity(c, 9, 12, "person.pet");
	story_words(&c->r, &c->before, see, c);
}

static void
expect_seen(const char *name, size_t times)
{
	struct scene c;

	scene_of_a_dog(&c);
	assert_int_equal(times_seen(&c, name), times);
	arena_fini(&c.arena);
}

static void
test_classes_are_seen(void **state)
{
	(void)state;
	expect_seen("c:disease", 1);
}

static void
test_two_classes_of_a_clause_are_seen_together(void **state)
{
	(void)state;
	expect_seen("p:disease person.pet", 1);
}

static void
test_two_classes_are_the_same_in_any_order(void **state)
{
	(void)state;
	assert_int_equal(story_hash(SPAN("p:disease person.pet")),
	    story_hash(SPAN("p:person.pet disease")));
}

static void
test_pairs_of_other_kinds_are_other_features(void **state)
{
	(void)state;
	assert_int_not_equal(
	    story_hash(SPAN("p:disease test")), story_hash(SPAN("m:disease test")));
	assert_int_not_equal(
	    story_hash(SPAN("b:disease test")), story_hash(SPAN("b:test disease")));
}

static void
test_a_word_is_seen_with_every_class_of_its_clause(void **state)
{
	(void)state;
	expect_seen("m:disease の", 1);
	expect_seen("m:person.pet の", 1);
}

static void
test_a_word_is_seen_with_the_class_that_covers_it(void **state)
{
	(void)state;
	expect_seen("m:disease 肺炎", 1);
}

static void
test_neighbours_are_seen_by_their_class(void **state)
{
	(void)state;
	expect_seen("b:disease の", 1);
	expect_seen("b:肺炎 の", 0);
}

static void
test_a_class_that_occurs_twice_is_seen_once(void **state)
{
	struct scene c;

	(void)state;
	scene_open(&c, "犬と犬");
	put_entity(&c, 0, 3, "person.pet");
	put_entity(&c, 6, 9, "person.pet");
	story_words(&c.r, &c.before, see, &c);
	assert_int_equal(times_seen(&c, "c:person.pet"), 1);
	assert_int_equal(times_seen(&c, "p:person.pet person.pet"), 0);
	arena_fini(&c.arena);
}

/* A clause with a class, and behind it one with another. */
static void
two_clauses(struct scene *c, const char *first, const char *second)
{
	scene_open(c, "猫。肺炎。");
	put_entity(c, 0, 3, first);
	story_words(&c->r, &c->before, see, c);
	c->r.out.n = 0;
	put_entity(c, 6, 12, second);
	story_words(&c->r, &c->before, see, c);
}

static void
test_a_class_is_seen_with_those_of_the_clause_before(void **state)
{
	struct scene c;

	(void)state;
	two_clauses(&c, "person.pet", "disease");
	assert_int_equal(times_seen(&c, "x:person.pet disease"), 1);
	assert_int_equal(times_seen(&c, "x:disease person.pet"), 0);
	arena_fini(&c.arena);
}

static void
test_which_clause_came_first_makes_another_feature(void **state)
{
	(void)state;
	assert_int_not_equal(story_hash(SPAN("x:disease person.pet")),
	    story_hash(SPAN("x:person.pet disease")));
}

static void
expect_length(const char *text, const char *name)
{
	struct scene c;

	scene_open(&c, text);
	story_words(&c.r, &c.before, see, &c);
	assert_int_equal(times_seen(&c, name), 1);
	arena_fini(&c.arena);
}

static void
test_a_clause_of_29_bytes_is_shorter_than_one_of_30(void **state)
{
	(void)state;
	expect_length("12345678901234567890123456789", "l:30");
	expect_length("123456789012345678901234567890", "l:60");
}

/* How many pairs are seen of so many classes. */
static size_t
pairs_of(size_t nclasses_there)
{
	static char text[256];
	struct scene c;
	size_t i, n = 0;

	memset(text, 'x', sizeof text - 1);
	scene_open(&c, text);
	for (i = 0; i < nclasses_there; i++)
		assert_true(resolve_add(
		    &c.r, (uint32_t)i, (uint32_t)i + 1, (uint8_t)i, 90));
	story_words(&c.r, &c.before, count_pairs, &n);
	arena_fini(&c.arena);
	return n;
}

static void
test_twenty_classes_are_seen_in_pairs_and_the_next_with_each_of_them(
    void **state)
{
	(void)state;
	assert_int_equal(pairs_of(20), 20 * 19 / 2);
	assert_int_equal(pairs_of(21), 20 * 19 / 2 + 20);
	assert_int_equal(pairs_of(22), 20 * 19 / 2 + 40);
}

/* One word, under an entity: is the word itself seen? */
static bool
is_seen(const char *text, const char *class, const char *name)
{
	struct scene c;
	bool seen;

	scene_open(&c, text);
	put_word(&c, 0, (uint32_t)strlen(text));
	put_entity(&c, 0, (uint32_t)strlen(text), class);
	story_words(&c.r, &c.before, see, &c);
	seen = times_seen(&c, name) > 0;
	arena_fini(&c.arena);
	return seen;
}

static void
test_names_are_not_seen(void **state)
{
	(void)state;
	assert_false(is_seen("田中", "person.name", "t:田中"));
	assert_true(is_seen("田中", "facility", "t:田中"));
}

static void
test_latin_letters_that_are_an_illness_are_no_english_word(void **state)
{
	(void)state;
	assert_false(is_seen("as", "disease", "t:as"));
	assert_true(is_seen("as", "disease", "c:disease"));
}

/* What is seen of letters: "patient;my patient;" */
static void
join_letters(void *ctx, uint64_t hash, size_t from, size_t to)
{
	struct scene *c = ctx;
	char *name = c->seen[c->nseen++];

	snprintf(name, sizeof c->seen[0], "g:%.*s", (int)(to - from),
	    c->r.text.ptr + from);
	assert_int_equal(hash, story_hash(span_of(name)));
}

static void
expect_letters(const char *text, const char *name, size_t times)
{
	struct scene c;

	scene_open(&c, text);
	each_letters(&c.r, join_letters, &c);
	assert_int_equal(times_seen(&c, name), times);
	arena_fini(&c.arena);
}

static void
test_latin_words_are_seen_whole_and_in_pairs(void **state)
{
	(void)state;
	expect_letters("my patient, 17yo", "g:patient", 1);
	expect_letters("my patient, 17yo", "g:my patient", 1);
	expect_letters("my patient, 17yo", "g:yo", 1);
}

static void
test_latin_words_with_more_than_a_blank_between_are_no_pair(void **state)
{
	(void)state;
	expect_letters("pt, icu", "g:pt", 1);
	expect_letters("pt, icu", "g:pt icu", 0);
	expect_letters("pt, icu", "g:pt, icu", 0);
}

static void
test_latin_words_of_a_name_are_not_seen(void **state)
{
	struct scene c;

	(void)state;
	scene_open(&c, "mrs tanaka died");
	put_entity(&c, 0, 10, "person.name");
	each_letters(&c.r, join_letters, &c);
	assert_int_equal(times_seen(&c, "g:tanaka"), 0);
	assert_int_equal(times_seen(&c, "g:died"), 1);
	arena_fini(&c.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes_are_seen),
		cmocka_unit_test(test_two_classes_of_a_clause_are_seen_together),
		cmocka_unit_test(test_two_classes_are_the_same_in_any_order),
		cmocka_unit_test(test_pairs_of_other_kinds_are_other_features),
		cmocka_unit_test(
		    test_a_word_is_seen_with_every_class_of_its_clause),
		cmocka_unit_test(test_a_word_is_seen_with_the_class_that_covers_it),
		cmocka_unit_test(test_neighbours_are_seen_by_their_class),
		cmocka_unit_test(test_a_class_that_occurs_twice_is_seen_once),
		cmocka_unit_test(
		    test_twenty_classes_are_seen_in_pairs_and_the_next_with_each_of_them),
		cmocka_unit_test(
		    test_a_class_is_seen_with_those_of_the_clause_before),
		cmocka_unit_test(test_which_clause_came_first_makes_another_feature),
		cmocka_unit_test(test_a_clause_of_29_bytes_is_shorter_than_one_of_30),
		cmocka_unit_test(test_latin_words_are_seen_whole_and_in_pairs),
		cmocka_unit_test(
		    test_latin_words_with_more_than_a_blank_between_are_no_pair),
		cmocka_unit_test(test_latin_words_of_a_name_are_not_seen),
		cmocka_unit_test(test_names_are_not_seen),
		cmocka_unit_test(
		    test_latin_letters_that_are_an_illness_are_no_english_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
