#include "../scanner/judge.c" /* statics included on purpose */
#include "help.h"

static struct arena arena;

static int
open_arena(void **state)
{
	(void)state;
	arena_init(&arena, 64 << 20);
	return 0;
}

static int
close_arena(void **state)
{
	(void)state;
	arena_fini(&arena);
	return 0;
}

static struct cond
parsed(const char *text)
{
	static const struct named_sets none;
	struct cond c;
	const char *message, *hint;
	size_t at;

	assert_int_equal(
	    cond_parse(span_of(text), &none, &c, &at, &message, &hint), 0);
	return c;
}

static struct entity
entity(const char *class, uint32_t from, uint32_t to, uint32_t sentence)
{
	return (struct entity){
		.from = from,
		.to = to,
		.cfrom = from,
		.cto = to,
		.sentence = sentence,
		.class = (uint8_t)class_find(span_of(class)),
		.percent = 90,
	};
}

/* How many findings one rule makes of the entities. */
static size_t
findings(const char *when, enum within within, uint32_t chars, struct entity *v,
    size_t n)
{
	struct rule rule = {
		.id = "r",
		.severity = SHUHI_SEVERITY_HIGH,
		.within = within,
		.chars = chars,
		.cond = parsed(when),
	};
	struct rules rules = { .rule = &rule, .nrules = 1 };
	struct passage p = { .entities = v, .n = n, .nsentences = 9 };
	struct findings out = { 0 };
	struct shuhi_error err;

	assert_int_equal(judge(&rules, &p, &arena, &out, &err), 0);
	cond_free(&rule.cond);
	return out.n;
}

static void
test_a_sentence_rule_wants_both_in_one_sentence(void **state)
{
	struct entity v[] = { entity("age", 0, 2, 0),
		entity("disease", 3, 5, 1) };

	(void)state;
	assert_int_equal(
	    findings("age and disease", WITHIN_SENTENCE, 0, v, 2), 0);
}

static void
test_a_sentence_rule_speaks_once_a_sentence(void **state)
{
	struct entity v[] = { entity("disease", 0, 2, 0),
		entity("disease", 3, 5, 0), entity("disease", 6, 8, 2) };

	(void)state;
	assert_int_equal(findings("disease", WITHIN_SENTENCE, 0, v, 3), 2);
}

static void
test_a_document_rule_speaks_once(void **state)
{
	struct entity v[] = { entity("disease", 0, 2, 0),
		entity("disease", 3, 5, 0), entity("disease", 6, 8, 2) };

	(void)state;
	assert_int_equal(findings("disease", WITHIN_DOCUMENT, 0, v, 3), 1);
}

static void
test_a_window_takes_just_its_width(void **state)
{
	struct entity v[] = { entity("age", 0, 2, 0),
		entity("disease", 8, 10, 0) };

	(void)state;
	assert_int_equal(
	    findings("age and disease", WITHIN_CHARS, 10, v, 2), 1);
}

static void
test_a_window_refuses_one_past_its_width(void **state)
{
	struct entity v[] = { entity("age", 0, 2, 0),
		entity("disease", 8, 11, 0) };

	(void)state;
	assert_int_equal(
	    findings("age and disease", WITHIN_CHARS, 10, v, 2), 0);
}

static void
test_a_window_sees_a_short_one_behind_a_long_one(void **state)
{
	struct entity v[] = { entity("age", 0, 2, 0),
		entity("record.row", 1, 90, 0), entity("disease", 4, 6, 0) };

	(void)state;
	assert_int_equal(
	    findings("age and disease", WITHIN_CHARS, 10, v, 3), 1);
}

static void
test_windows_do_not_tell_the_same_twice(void **state)
{
	struct entity v[] = { entity("age", 0, 2, 0),
		entity("disease", 3, 5, 0), entity("age", 6, 8, 0),
		entity("disease", 50, 52, 0), entity("age", 53, 55, 0) };

	(void)state;
	assert_int_equal(
	    findings("age and disease", WITHIN_CHARS, 10, v, 5), 2);
}

static void
test_what_comes_behind_a_window_belongs_to_somebody_within_it(void **state)
{
	struct entity v[] = { entity("age", 0, 2, 0),
		entity("disease", 3, 5, 0), entity("age", 6, 8, 0),
		entity("disease", 12, 14, 0) };

	(void)state;
	assert_int_equal(
	    findings("age and disease", WITHIN_CHARS, 10, v, 4), 2);
}

static void
test_no_entities_make_no_finding(void **state)
{
	(void)state;
	assert_int_equal(findings("disease", WITHIN_DOCUMENT, 0, NULL, 0), 0);
	assert_int_equal(findings("disease", WITHIN_SENTENCE, 0, NULL, 0), 0);
	assert_int_equal(findings("disease", WITHIN_CHARS, 10, NULL, 0), 0);
}

/* One more finding when there are `before` already. */
static int
judge_after(size_t before, struct shuhi_error *err)
{
	struct entity v[] = { entity("disease", 0, 2, 0) };
	struct rule rule = { .id = "r", .cond = parsed("disease") };
	struct rules rules = { .rule = &rule, .nrules = 1 };
	struct passage p = { .entities = v, .n = 1, .nsentences = 1 };
	struct findings out = { .n = before, .cap = before + 1 };
	int rc;

	out.v = calloc(out.cap, sizeof *out.v);
	assert_non_null(out.v);
	rc = judge(&rules, &p, &arena, &out, err);
	free(out.v);
	cond_free(&rule.cond);
	return rc;
}

static void
test_findings_of_just_the_limit_are_told(void **state)
{
	struct shuhi_error err;

	(void)state;
	assert_int_equal(judge_after(LIMIT_FINDINGS - 1, &err), 0);
}

/* Else many findings of a mild rule would hide one of a grave one. */
static void
test_findings_one_past_the_limit_are_an_error(void **state)
{
	struct shuhi_error err;

	(void)state;
	assert_int_equal(judge_after(LIMIT_FINDINGS, &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
}

static void
test_a_trigger_without_its_frame_is_impossible(void **state)
{
	struct rule rule = { .cond = parsed("person.name and disease") };
	struct rules rules = { .rule = &rule, .nrules = 1 };
	struct class_set have = { .bits = { 0 } };

	(void)state;
	class_add(&have, (unsigned)class_find(SPAN("disease")));
	assert_false(judge_possible(&rules, &have));
	class_add(&have, (unsigned)class_find(SPAN("person.name")));
	assert_true(judge_possible(&rules, &have));
	cond_free(&rule.cond);
}

static void
test_a_full_arena_is_an_error(void **state)
{
	struct entity v[] = { entity("disease", 0, 2, 0) };
	struct rule rule = { .id = "r", .cond = parsed("disease") };
	struct rules rules = { .rule = &rule, .nrules = 1 };
	struct passage p = { .entities = v, .n = 1, .nsentences = 1 };
	struct findings out = { 0 };
	struct shuhi_error err;
	struct arena none;

	(void)state;
	arena_init(&none, 16);
	assert_int_equal(judge(&rules, &p, &none, &out, &err), -1);
	assert_int_equal(err.code, SHUHI_E_NOMEM);
	arena_fini(&none);
	cond_free(&rule.cond);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_sentence_rule_wants_both_in_one_sentence),
		cmocka_unit_test(test_a_sentence_rule_speaks_once_a_sentence),
		cmocka_unit_test(test_a_document_rule_speaks_once),
		cmocka_unit_test(test_a_window_takes_just_its_width),
		cmocka_unit_test(test_a_window_refuses_one_past_its_width),
		cmocka_unit_test(
		    test_a_window_sees_a_short_one_behind_a_long_one),
		cmocka_unit_test(test_windows_do_not_tell_the_same_twice),
		cmocka_unit_test(test_what_comes_behind_a_window_belongs_to_somebody_within_it),
		cmocka_unit_test(test_no_entities_make_no_finding),
		cmocka_unit_test(test_findings_of_just_the_limit_are_told),
		cmocka_unit_test(test_findings_one_past_the_limit_are_an_error),
		cmocka_unit_test(
		    test_a_trigger_without_its_frame_is_impossible),
		cmocka_unit_test(test_a_full_arena_is_an_error),
	};

	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
