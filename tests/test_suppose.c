#include "../scanner/roster/suppose.c" /* statics included on purpose */
#include "small.h"

static struct arena arena;

static int
open_arena(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 20);
	return 0;
}

static int
close_arena(void **state)
{
	(void)state;
	arena_fini(&arena);
	return 0;
}

static void
test_marks_become_entities_and_vanish(void **state)
{
	struct supposition s;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(suppose_read(&arena,
	                     SPAN("今日{roster.name:山田}さん"), &s, &err), 0);
	assert_true(span_eq(s.text, SPAN("今日山田さん")));
	assert_int_equal(s.n, 1);
	assert_int_equal(s.v[0].from, 6);
	assert_int_equal(s.v[0].to, 12);
	assert_string_equal(classes[s.v[0].class].name, "roster.name");
}

static void
test_other_braces_are_text(void **state)
{
	struct supposition s;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(suppose_read(&arena,
	                     SPAN("{disease:肺炎} {roster.none:x} }"), &s,
	                     &err), 0);
	assert_true(span_eq(s.text, SPAN("{disease:肺炎} {roster.none:x} }")));
	assert_int_equal(s.n, 0);
}

static void
test_an_open_mark_is_refused(void **state)
{
	struct supposition s;
	struct shuhi_error err = { 0 };

	(void)state;
	assert_int_equal(suppose_read(&arena, SPAN("{roster.name:山田"), &s,
	                     &err), -1);
	assert_int_equal(err.code, SHUHI_E_RULES);
	assert_int_equal(suppose_read(&arena,
	                     SPAN("{roster.name:山{roster.name:田}}"), &s,
	                     &err), -1);
}

static void
test_marks_have_a_ceiling(void **state)
{
	char text[512] = "";
	struct supposition s;
	struct shuhi_error err = { 0 };
	size_t n = 0, i;

	(void)state;
	for (i = 0; i < SUPPOSE_MOST; i++)
		n += (size_t)snprintf(
		    text + n, sizeof text - n, "{roster.name:a}");
	assert_int_equal(suppose_read(
	                     &arena, (struct span){ text, n }, &s, &err), 0);
	assert_int_equal(s.n, SUPPOSE_MOST);
	n += (size_t)snprintf(text + n, sizeof text - n, "{roster.name:a}");
	assert_int_equal(suppose_read(
	                     &arena, (struct span){ text, n }, &s, &err), -1);
}

static void
test_entities_are_where_folding_put_them(void **state)
{
	struct fold_table *t = small_fold();
	struct folded f;
	struct shuhi_error err;
	/* half-width ﾔﾏﾀﾞ at bytes 3 to 15 is ヤマダ at 3 to 12 */
	struct entity e = { .from = 3, .to = 15 }, got;

	(void)state;
	assert_int_equal(
	    fold(t, &arena, SPAN("あﾔﾏﾀﾞさん"), &f, &err), 0);
	got = suppose_folded(&e, &f);
	assert_int_equal(got.from, 3);
	assert_int_equal(got.to, 12);
	fold_table_free(t);
}

static void
test_nobodys_text_says_what_a_roster_knows(void **state)
{
	struct shuhi_error err;
	const struct shuhi_result *res;
	static const char text[] = "{roster.patient:山田}";

	(void)state;
	open_small(NULL);
	assert_int_equal(
	    shuhi_scan(worker, text, sizeof text - 1, &res, &err), 0);
	assert_int_equal(res->verdict, SHUHI_PASS);
	close_small(NULL);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks_become_entities_and_vanish),
		cmocka_unit_test(test_other_braces_are_text),
		cmocka_unit_test(test_an_open_mark_is_refused),
		cmocka_unit_test(test_marks_have_a_ceiling),
		cmocka_unit_test(test_entities_are_where_folding_put_them),
		cmocka_unit_test(test_nobodys_text_says_what_a_roster_knows),
	};

	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
