#include "../scanner/cond.c" /* statics included on purpose */
#include "help.h"

static const struct named_sets no_sets;

/* "name from-to" words -> entities; sentences are cut at `/`. */
static struct passage
passage(const char *text)
{
	static struct entity v[64];
	struct passage p = { .entities = v };
	char name[64];
	unsigned from, to, sentence = 0;
	int n;

	while (*text != '\0') {
		if (*text == '/') {
			sentence++;
			text++;
			continue;
		}
		if (sscanf(text, " %63[a-z.] %u-%u %n", name, &from, &to, &n) !=
		    3)
			fail_msg("%s", text);
		v[p.n++] = (struct entity){
			.cfrom = from,
			.cto = to,
			.sentence = sentence,
			.class = (uint8_t)class_find(span_of(name)),
		};
		text += n;
	}
	p.nsentences = sentence + 1;
	return p;
}

static struct cond
parsed(const char *text)
{
	struct cond c;
	const char *message, *hint;
	size_t at;

	if (cond_parse(span_of(text), &no_sets, &c, &at, &message, &hint) != 0)
		fail_msg("%s: at %zu: %s", text, at, message);
	return c;
}

static void
expect(const char *text, const char *entities, bool want)
{
	struct cond c = parsed(text);
	struct passage p = passage(entities);

	assert_int_equal(cond_holds(&c, &p, 0, p.n), want);
	cond_free(&c);
}

/* The indices of the witnesses, as digits. */
static void
expect_witness(const char *text, const char *entities, const char *want)
{
	struct cond c = parsed(text);
	struct passage p = passage(entities);
	bool used[64] = { false };
	char got[65] = "";
	size_t i, n = 0;

	assert_true(cond_holds(&c, &p, 0, p.n));
	cond_witness(&c, &p, 0, p.n, used);
	for (i = 0; i < p.n; i++)
		if (used[i])
			got[n++] = (char)('0' + i);
	assert_string_equal(got, want);
	cond_free(&c);
}

static void
expect_refused(const char *text, size_t column, const char *message)
{
	struct cond c;
	const char *got = NULL, *hint = NULL;
	size_t at = 999;

	assert_int_equal(
	    cond_parse(span_of(text), &no_sets, &c, &at, &got, &hint), -1);
	assert_null(c.nodes);
	assert_null(c.terms);
	assert_string_equal(got, message);
	assert_non_null(hint);
	assert_int_equal(at, column);
}

/* ---- parsing --------------------------------------------------------------- */

static void
test_mistakes_are_told_by_their_column(void **state)
{
	(void)state;
	expect_refused("", 0, "a class is missing here");
	expect_refused("diseas", 0, "no such class or set");
	expect_refused("disease and", 11, "a class is missing here");
	expect_refused("disease and diseas", 12, "no such class or set");
	expect_refused("disease disease", 8, "nothing more was expected here");
	expect_refused("disease |", 9, "a class is missing here");
	expect_refused("(disease", 8, "a sign is missing here");
	expect_refused("disease)", 7, "nothing more was expected here");
	expect_refused("not", 3, "a class is missing here");
	expect_refused("$nothing", 0, "no such class or set");
	expect_refused("near(disease)", 5, "a number is missing here");
	expect_refused("near(40 disease)", 8, "a sign is missing here");
	expect_refused("near(40, disease", 16, "a sign is missing here");
	expect_refused("near(100001, disease)", 11, "number too large");
	expect_refused("count(disease)", 14, "a sign is missing here");
	expect_refused("count(disease) >= 0", 19, "counting to nothing");
	expect_refused("count(disease) >= x", 18, "a number is missing here");
	expect_refused("count disease >= 1", 6, "a sign is missing here");
	expect_refused("seq(6, disease)", 14, "a sign is missing here");
	expect_refused("points() >= 1", 7, "a number is missing here");
	expect_refused("points(2 disease) >= 0", 22, "nothing to reach");
	expect_refused("points(2) >= 1", 8, "a class is missing here");
	expect_refused("disease and 山", 12, "a class is missing here");
	expect_refused("山", 0, "a class is missing here");
	expect_refused("disease AND age", 8, "nothing more was expected here");
	expect_refused("=", 0, "no such class or set");
	expect_refused("$", 0, "no such class or set");
	expect_refused("=person", 0, "no such class or set");
}

static void
test_columns_count_characters_not_bytes(void **state)
{
	(void)state;
	expect_refused("disease or 山山 x", 11, "a class is missing here");
}

static void
test_a_nul_byte_is_a_mistake(void **state)
{
	struct cond c;
	const char *message, *hint;
	size_t at;

	(void)state;
	assert_int_equal(
	    cond_parse(SPAN("disease\0"), &no_sets, &c, &at, &message, &hint),
	    -1);
	assert_int_equal(at, 7);
}

/* Never a crash or a leak, whatever part of a condition is given. */
static void
test_every_beginning_of_a_condition_parses_or_is_refused(void **state)
{
	static const char text[] =
	    "not (near(40, disease and age) or count(person) >= 3) and "
	    "seq(6, person.relation | =age, event) or points(3 disease, "
	    "-4 age) >= 5 and sentence(document(sex))";
	struct cliff cliff = cliff_new(sizeof text);
	struct cond c;
	const char *message, *hint;
	size_t at, n, good = 0;

	(void)state;
	for (n = 0; n < sizeof text; n++)
		if (cond_parse(cliff_copy(cliff, (struct span){ text, n }),
		        &no_sets, &c, &at, &message, &hint) == 0) {
			good++;
			cond_free(&c);
		} else {
			assert_true(at <= n);
		}
	assert_true(good > 0);
	cliff_gone(cliff);
}

static char *
repeated(const char *open, size_t n, const char *middle, const char *close)
{
	size_t room = n * (strlen(open) + strlen(close)) + strlen(middle) + 1;
	char *text = malloc(room), *p = text;
	size_t i;

	assert_non_null(text);
	for (i = 0; i < n; i++)
		p = stpcpy(p, open);
	p = stpcpy(p, middle);
	for (i = 0; i < n; i++)
		p = stpcpy(p, close);
	return text;
}

static void
expect_deep(const char *open, const char *close, size_t n, bool good)
{
	char *text = repeated(open, n, "disease", close);
	struct cond c;
	const char *message = "", *hint;
	size_t at;
	int rc = cond_parse(span_of(text), &no_sets, &c, &at, &message, &hint);

	assert_int_equal(rc == 0, good);
	assert_string_equal(message, good ? "" : "nested too deeply");
	cond_free(&c);
	free(text);
}

static void
test_parentheses_of_just_the_limit_are_taken(void **state)
{
	(void)state;
	expect_deep("(", ")", LIMIT_COND_DEPTH - 2, true);
}

static void
test_parentheses_past_the_limit_are_refused(void **state)
{
	(void)state;
	expect_deep("(", ")", LIMIT_COND_DEPTH, false);
}

static void
test_nots_past_the_limit_are_refused(void **state)
{
	(void)state;
	expect_deep("not ", "", LIMIT_COND_DEPTH, false);
}

static void
test_ten_thousand_parentheses_do_not_exhaust_the_stack(void **state)
{
	(void)state;
	expect_deep("(", ")", 10000, false);
}

/* disease and disease …: n classes make 2n - 1 nodes. */
static void
expect_long(size_t classes_wanted, bool good)
{
	char *text =
	    repeated("disease and ", classes_wanted - 1, "disease", "");
	struct cond c;
	const char *message = "", *hint;
	size_t at;
	int rc = cond_parse(span_of(text), &no_sets, &c, &at, &message, &hint);

	assert_int_equal(rc == 0, good);
	assert_string_equal(message, good ? "" : "condition too long");
	cond_free(&c);
	free(text);
}

static void
test_nodes_within_the_limit_are_taken(void **state)
{
	(void)state;
	expect_long(LIMIT_COND_NODES / 2, true);
}

static void
test_nodes_past_the_limit_are_refused(void **state)
{
	(void)state;
	expect_long(LIMIT_COND_NODES / 2 + 1, false);
}

static void
expect_terms(size_t n, bool good)
{
	char *list = repeated("1 disease, ", n - 1, "1 disease", "");
	char *text = malloc(strlen(list) + 32);
	struct cond c;
	const char *message = "", *hint;
	size_t at;
	int rc;

	assert_non_null(text);
	snprintf(text, strlen(list) + 32, "points(%s) >= 1", list);
	rc = cond_parse(span_of(text), &no_sets, &c, &at, &message, &hint);
	assert_int_equal(rc == 0, good);
	assert_string_equal(message, good ? "" : "too many terms");
	cond_free(&c);
	free(list);
	free(text);
}

static void
test_terms_of_just_the_limit_are_taken(void **state)
{
	(void)state;
	expect_terms(LIMIT_COND_TERMS, true);
}

static void
test_terms_one_past_the_limit_are_refused(void **state)
{
	(void)state;
	expect_terms(LIMIT_COND_TERMS + 1, false);
}

static void
test_a_named_set_is_its_classes(void **state)
{
	struct named_set one = { .name = "mine" };
	struct named_sets sets = { .v = &one, .n = 1 };
	struct passage p = passage("age 0-2");
	const char *message, *hint;
	struct cond c;
	size_t at;

	(void)state;
	assert_int_equal(cond_parse_set(SPAN("sex | age"), &sets, &one.set, &at,
	                     &message, &hint),
	    0);
	assert_int_equal(
	    cond_parse(SPAN("$mine"), &sets, &c, &at, &message, &hint), 0);
	assert_true(cond_holds(&c, &p, 0, p.n));
	cond_free(&c);
}

static void
test_a_set_with_something_behind_it_is_refused(void **state)
{
	struct class_set set;
	const char *message, *hint;
	size_t at;

	(void)state;
	assert_int_equal(cond_parse_set(SPAN("sex and age"), &no_sets, &set,
	                     &at, &message, &hint),
	    -1);
	assert_int_equal(at, 4);
}

/* ---- holding --------------------------------------------------------------- */

static void
test_a_class_means_those_below_it(void **state)
{
	(void)state;
	expect("disease", "disease.common 0-2", true);
}

static void
test_an_equals_sign_means_only_the_class_itself(void **state)
{
	(void)state;
	expect("=disease", "disease.common 0-2", false);
	expect("=disease", "disease 0-2", true);
}

static void
test_a_class_does_not_mean_one_that_begins_alike(void **state)
{
	(void)state;
	expect("test", "time 0-2", false);
}

static void
test_and_wants_both(void **state)
{
	(void)state;
	expect("disease and age", "disease 0-2", false);
	expect("disease and age", "disease 0-2 age 3-5", true);
}

static void
test_and_binds_more_tightly_than_or(void **state)
{
	(void)state;
	expect("age or disease and sex", "age 0-2", true);
	expect("(age or disease) and sex", "age 0-2", false);
}

static void
test_not_binds_most_tightly(void **state)
{
	(void)state;
	expect("not age and disease", "disease 0-2", true);
	expect("not (age and disease)", "disease 0-2", true);
	expect("not age and disease", "age 0-2 disease 3-5", false);
}

static void
test_not_not_is_the_thing(void **state)
{
	(void)state;
	expect("not not age", "age 0-2", true);
}

static void
test_count_counts_entities(void **state)
{
	(void)state;
	expect("count(age) >= 2", "age 0-2", false);
	expect("count(age) >= 2", "age 0-2 age 5-7", true);
}

/* The same over a text: places are bytes and characters of it alike. */
static void
expect_in(const char *letters, const char *text, const char *entities, bool want)
{
	struct cond c = parsed(text);
	struct passage p = passage(entities);
	size_t i;

	p.text = span_of(letters);
	for (i = 0; i < p.n; i++) {
		p.entities[i].from = p.entities[i].cfrom;
		p.entities[i].to = p.entities[i].cto;
	}
	assert_int_equal(cond_holds(&c, &p, 0, p.n), want);
	cond_free(&c);
}

static void
test_a_person_named_again_counts_once(void **state)
{
	(void)state;
	expect_in("sato sato abe", "count(person.name) >= 2",
	    "person.name 0-4 person.name 5-9", false);
	expect_in("sato sato abe", "count(person.name) >= 2",
	    "person.name 0-4 person.name 5-9 person.name 10-13", true);
	expect_in("sato abe sato", "count(person) >= 3",
	    "person.name 0-4 person.name 5-8 person.surname 9-13", false);
}

static void
test_another_class_that_is_not_counted_hides_nobody(void **state)
{
	(void)state;
	expect_in("sato sato abe", "count(person.surname) >= 2",
	    "person.name 0-4 person.surname 5-9 person.surname 10-13", true);
}

static void
test_what_names_nobody_counts_each_time(void **state)
{
	(void)state;
	expect_in("80 80", "count(age) >= 2", "age 0-2 age 3-5", true);
}

static void
test_near_takes_just_the_distance(void **state)
{
	(void)state;
	expect("near(10, age and disease)", "age 0-2 disease 8-10", true);
}

static void
test_near_refuses_one_past_the_distance(void **state)
{
	(void)state;
	expect("near(10, age and disease)", "age 0-2 disease 8-11", false);
}

static void
test_near_sees_a_short_one_behind_a_long_one(void **state)
{
	(void)state;
	expect("near(10, age and sex)", "age 0-2 disease 1-50 sex 4-5", true);
}

static void
test_seq_wants_the_order(void **state)
{
	(void)state;
	expect("seq(6, age, disease)", "age 0-2 disease 4-6", true);
	expect("seq(6, age, disease)", "disease 0-2 age 4-6", false);
}

static void
test_seq_takes_just_the_distance(void **state)
{
	(void)state;
	expect("seq(6, age, disease)", "age 0-2 disease 8-9", true);
	expect("seq(6, age, disease)", "age 0-2 disease 9-10", false);
}

static void
test_seq_takes_what_touches(void **state)
{
	(void)state;
	expect("seq(6, age, disease)", "age 0-2 disease 2-4", true);
}

static void
test_seq_refuses_what_overlaps(void **state)
{
	(void)state;
	expect("seq(6, age, disease)", "age 0-4 disease 2-6", false);
}

static void
test_sentence_wants_both_in_one(void **state)
{
	(void)state;
	expect("sentence(age and sex)", "age 0-2 / sex 3-4", false);
	expect("sentence(age and sex)", "age 0-2 / age 3-4 sex 5-6", true);
}

static void
test_document_looks_beyond_the_range(void **state)
{
	struct cond c = parsed("document(sex)");
	struct passage p = passage("age 0-2 / sex 3-4");

	(void)state;
	assert_true(cond_holds(&c, &p, 0, 1));
	cond_free(&c);
}

static void
test_points_add_up(void **state)
{
	(void)state;
	expect("points(2 age, 3 disease) >= 5", "age 0-2 disease 3-4", true);
	expect("points(2 age, 3 disease) >= 6", "age 0-2 disease 3-4", false);
}

static void
test_points_count_a_set_once(void **state)
{
	(void)state;
	expect("points(2 age) >= 4", "age 0-2 age 3-4", false);
}

static void
test_points_may_be_taken_away(void **state)
{
	(void)state;
	expect("points(5 age, -3 sex) >= 3", "age 0-2", true);
	expect("points(5 age, -3 sex) >= 3", "age 0-2 sex 3-4", false);
}

static void
test_nothing_holds_of_no_entities(void **state)
{
	(void)state;
	expect("disease", "", false);
	expect("count(disease) >= 1", "", false);
	expect("near(9, disease)", "", false);
	expect("seq(9, disease, age)", "", false);
	expect("points(1 age) >= 1", "", false);
}

/* ---- witnesses --------------------------------------------------------------- */

static void
test_witnesses_are_those_by_which_it_holds(void **state)
{
	(void)state;
	expect_witness("disease and age", "sex 0-1 disease 2-3 age 4-5", "12");
}

static void
test_witnesses_of_or_are_of_the_sides_that_hold(void **state)
{
	(void)state;
	expect_witness("disease and sex or age", "disease 0-1 age 4-5", "1");
}

static void
test_what_is_absent_bears_no_witness(void **state)
{
	(void)state;
	expect_witness("disease and not age", "disease 0-1", "0");
}

static void
test_witnesses_of_near_are_within_its_windows(void **state)
{
	(void)state;
	expect_witness("near(5, age and sex)",
	    "age 0-2 sex 3-4 age 50-52 sex 90-91", "01");
}

static void
test_witnesses_of_points_are_those_that_count_for_it(void **state)
{
	(void)state;
	expect_witness("points(5 age, -1 sex) >= 3", "age 0-2 sex 3-4", "0");
}

/* ---- hoping ------------------------------------------------------------------ */

/* What holds of some entities was possible for their classes. */
static void
test_what_holds_was_possible(void **state)
{
	static const char *const conditions[] = { "disease and not age",
		"near(10, age and disease)", "count(sex) >= 2",
		"seq(6, age, disease)", "points(5 age, -3 sex) >= 3",
		"sentence(age) and (sex or disease)", "not age and disease",
		"not (age and sex) and disease", "document(age) and disease",
		"points(5 age) >= 5" };
	const size_t n = sizeof conditions / sizeof *conditions;
	static const char *const names[] = { "age", "sex", "disease",
		"disease.common" };
	static struct entity v[6];
	struct passage p = { .entities = v };
	struct class_set have;
	uint32_t seed = 9;
	struct cond c;
	size_t i, k, at, held = 0;

	(void)state;
	for (i = 0; i < 1000 * n; i++) {
		c = parsed(conditions[i % n]);
		have = (struct class_set){ .bits = { 0 } };
		p.n = chance(&seed, 6);
		for (k = 0, at = 0; k < p.n; k++) {
			at += chance(&seed, 8);
			v[k] = (struct entity){
				.cfrom = (uint32_t)at,
				.cto = (uint32_t)at + 1 + chance(&seed, 4),
				.class = (uint8_t)class_find(
				    span_of(names[chance(&seed, 4)])),
			};
			class_add(&have, v[k].class);
		}
		if (cond_holds(&c, &p, 0, p.n)) {
			held++;
			assert_true(cond_possible(&c, &have));
		}
		cond_free(&c);
	}
	assert_true(held > 100);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mistakes_are_told_by_their_column),
		cmocka_unit_test(test_columns_count_characters_not_bytes),
		cmocka_unit_test(test_a_nul_byte_is_a_mistake),
		cmocka_unit_test(
		    test_every_beginning_of_a_condition_parses_or_is_refused),
		cmocka_unit_test(test_parentheses_of_just_the_limit_are_taken),
		cmocka_unit_test(test_parentheses_past_the_limit_are_refused),
		cmocka_unit_test(test_nots_past_the_limit_are_refused),
		cmocka_unit_test(
		    test_ten_thousand_parentheses_do_not_exhaust_the_stack),
		cmocka_unit_test(test_nodes_within_the_limit_are_taken),
		cmocka_unit_test(test_nodes_past_the_limit_are_refused),
		cmocka_unit_test(test_terms_of_just_the_limit_are_taken),
		cmocka_unit_test(test_terms_one_past_the_limit_are_refused),
		cmocka_unit_test(test_a_named_set_is_its_classes),
		cmocka_unit_test(
		    test_a_set_with_something_behind_it_is_refused),
		cmocka_unit_test(test_a_class_means_those_below_it),
		cmocka_unit_test(
		    test_an_equals_sign_means_only_the_class_itself),
		cmocka_unit_test(
		    test_a_class_does_not_mean_one_that_begins_alike),
		cmocka_unit_test(test_and_wants_both),
		cmocka_unit_test(test_and_binds_more_tightly_than_or),
		cmocka_unit_test(test_not_binds_most_tightly),
		cmocka_unit_test(test_not_not_is_the_thing),
		cmocka_unit_test(test_count_counts_entities),
		cmocka_unit_test(test_a_person_named_again_counts_once),
		cmocka_unit_test(
		    test_another_class_that_is_not_counted_hides_nobody),
		cmocka_unit_test(test_what_names_nobody_counts_each_time),
		cmocka_unit_test(test_near_takes_just_the_distance),
		cmocka_unit_test(test_near_refuses_one_past_the_distance),
		cmocka_unit_test(test_near_sees_a_short_one_behind_a_long_one),
		cmocka_unit_test(test_seq_wants_the_order),
		cmocka_unit_test(test_seq_takes_just_the_distance),
		cmocka_unit_test(test_seq_takes_what_touches),
		cmocka_unit_test(test_seq_refuses_what_overlaps),
		cmocka_unit_test(test_sentence_wants_both_in_one),
		cmocka_unit_test(test_document_looks_beyond_the_range),
		cmocka_unit_test(test_points_add_up),
		cmocka_unit_test(test_points_count_a_set_once),
		cmocka_unit_test(test_points_may_be_taken_away),
		cmocka_unit_test(test_nothing_holds_of_no_entities),
		cmocka_unit_test(test_witnesses_are_those_by_which_it_holds),
		cmocka_unit_test(
		    test_witnesses_of_or_are_of_the_sides_that_hold),
		cmocka_unit_test(test_what_is_absent_bears_no_witness),
		cmocka_unit_test(test_witnesses_of_near_are_within_its_windows),
		cmocka_unit_test(
		    test_witnesses_of_points_are_those_that_count_for_it),
		cmocka_unit_test(test_what_holds_was_possible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
