/* Names in hiragana are found in front of what says that they are names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../scanner/reading.c"

#include <cmocka.h>

#define READING(w) { .text = (w), .len = sizeof(w) - 1 }

/* the first is searched for by Hyperscan, the rest are not */
static struct lexeme words[] = { READING("山田"), READING("さとう"),
	READING("みなみ"), READING("みなみ"), READING("なみ") };
static const struct lexemes set = { .v = words, .n = 1, .nread = 4 };

struct found {
	struct readings readings;
	struct arena arena;
	struct hits hits;
};

static int
begin(void **state)
{
	static struct found f;

	f = (struct found){ 0 };
	arena_init(&f.arena, 1 << 20);
	*state = &f;
	return readings_make(&f.readings, &set) ? 0 : -1;
}

static int
end(void **state)
{
	struct found *f = *state;

	readings_free(&f->readings);
	arena_fini(&f->arena);
	return 0;
}

static size_t
look(struct found *f, const char *text, size_t floor, size_t at)
{
	f->hits = (struct hits){ 0 };
	assert_true(readings_before(&f->readings, &set, &f->arena,
	    span_of(text), floor, at, &f->hits));
	return f->hits.n;
}

static void
test_a_name_that_ends_there_is_found(void **state)
{
	struct found *f = *state;

	assert_int_equal(look(f, "はいさとうさん", 0, 15), 1);
	assert_int_equal(f->hits.v[0].from, 6);
	assert_int_equal(f->hits.v[0].to, 15);
	assert_int_equal(f->hits.v[0].lexeme, 1);
}

static void
test_a_surname_that_is_a_given_name_too_is_found_as_both(void **state)
{
	/* and なみ in its end */
	assert_int_equal(look(*state, "みなみさん", 0, 9), 3);
}

static void
test_a_name_that_goes_on_behind_is_not_found(void **state)
{
	assert_int_equal(look(*state, "さとうきび", 0, 12), 0);
}

static void
test_no_name_begins_before_the_floor(void **state)
{
	assert_int_equal(look(*state, "みなみさん", 3, 9), 1);
}

static void
test_no_name_reaches_over_another_script(void **state)
{
	assert_int_equal(look(*state, "さト うさん", 0, 10), 0);
}

static void
test_nothing_stands_before_the_start_of_a_text(void **state)
{
	assert_int_equal(look(*state, "さん", 0, 0), 0);
}

static size_t
look_on(struct found *f, const char *text, size_t at, size_t ceiling)
{
	f->hits = (struct hits){ 0 };
	assert_true(readings_behind(&f->readings, &set, &f->arena,
	    span_of(text), at, ceiling, &f->hits));
	return f->hits.n;
}

static void
test_names_that_begin_there_are_found_whatever_follows(void **state)
{
	struct found *f = *state;

	assert_int_equal(look_on(f, "はさとうきび", 3, 18), 1);
	assert_int_equal(f->hits.v[0].from, 3);
	assert_int_equal(f->hits.v[0].to, 12);
}

static void
test_no_name_ends_behind_the_ceiling(void **state)
{
	assert_int_equal(look_on(*state, "さとう", 0, 6), 0);
	assert_int_equal(look_on(*state, "さとう", 9, 9), 0);
}

static void
test_only_readings_in_hiragana_are_such_names(void **state)
{
	struct word w = { .folded = SPAN("さとう"), .flags = WORD_READING };

	(void)state;
	assert_true(is_reading(&w));
	w.folded = SPAN("りょーこ");
	assert_true(is_reading(&w));
	w.folded = SPAN("サトウ");
	assert_false(is_reading(&w));
	w.folded = SPAN("satou");
	assert_false(is_reading(&w));
	w = (struct word){ .folded = SPAN("さん") };
	assert_false(is_reading(&w));
}

static void
test_a_longer_name_than_is_looked_back_for_is_searched_for(void **state)
{
	struct word w = { .folded = SPAN("かきくけこさしす"),
		.flags = WORD_READING };

	(void)state;
	assert_true(is_reading(&w));
	w.folded = SPAN("かきくけこさしすせ");
	assert_false(is_reading(&w));
}

#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_a_name_that_ends_there_is_found),
		T(test_a_surname_that_is_a_given_name_too_is_found_as_both),
		T(test_a_name_that_goes_on_behind_is_not_found),
		T(test_no_name_begins_before_the_floor),
		T(test_no_name_reaches_over_another_script),
		T(test_nothing_stands_before_the_start_of_a_text),
		T(test_names_that_begin_there_are_found_whatever_follows),
		T(test_no_name_ends_behind_the_ceiling),
		T(test_only_readings_in_hiragana_are_such_names),
		T(test_a_longer_name_than_is_looked_back_for_is_searched_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
