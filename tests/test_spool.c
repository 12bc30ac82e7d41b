#include "wiped.h"

#include "../capture/proxy/spool.c"
#include "help.h"

static struct spool_rules
rules_of(size_t in_memory, size_t together)
{
	return (
	    struct spool_rules){ .in_memory = in_memory, .together = together };
}

static void
add(struct spool *s, const char *text)
{
	struct shuhi_error err;

	assert_int_equal(spool_add(s, span_of(text), &err), 0);
}

static void
assert_holds(struct spool *s, const char *text)
{
	struct shuhi_error err;
	struct span view;

	assert_int_equal(spool_view(s, &view, &err), 0);
	assert_int_equal(view.len, strlen(text));
	assert_memory_equal(view.ptr, text, view.len);
}

static void
test_what_goes_in_comes_out(void **state)
{
	struct spool_rules r = rules_of(100, 1000);
	struct spool s;

	(void)state;
	spool_init(&s, &r);
	add(&s, "one ");
	add(&s, "two");
	assert_holds(&s, "one two");
	spool_drop(&s);
}

static void
test_an_empty_spool_is_an_empty_text(void **state)
{
	struct spool_rules r = rules_of(100, 1000);
	struct spool s;

	(void)state;
	spool_init(&s, &r);
	assert_holds(&s, "");
	spool_drop(&s);
}

static void
test_up_to_the_limit_it_stays_in_memory(void **state)
{
	struct spool_rules r = rules_of(4, 1000);
	struct spool s;

	(void)state;
	spool_init(&s, &r);
	add(&s, "1234");
	assert_int_equal(s.fd, -1);
	spool_drop(&s);
}

static void
test_one_past_it_it_becomes_a_file(void **state)
{
	struct spool_rules r = rules_of(4, 1000);
	struct spool s;

	(void)state;
	spool_init(&s, &r);
	add(&s, "1234");
	add(&s, "5");
	assert_true(s.fd >= 0);
	assert_holds(&s, "12345");
	spool_drop(&s);
}

static void
test_a_file_grows_after_it_was_looked_at(void **state)
{
	struct spool_rules r = rules_of(1, 100000);
	struct spool s;
	char more[9000];

	(void)state;
	spool_init(&s, &r);
	add(&s, "12345");
	assert_holds(&s, "12345");
	memset(more, 'x', sizeof more - 1);
	more[sizeof more - 1] = '\0';
	add(&s, more);
	assert_int_equal(s.len, 5 + sizeof more - 1);
	spool_drop(&s);
}

static void
test_a_file_in_a_folder_has_no_name(void **state)
{
	struct folder f = folder_new();
	struct spool_rules r = rules_of(1, 1000);
	struct spool s;

	(void)state;
	r.folder = f.path;
	spool_init(&s, &r);
	add(&s, "12345");
	assert_holds(&s, "12345");
	assert_int_equal(rmdir(f.path), 0); /* nothing is in it */
	assert_int_equal(mkdir(f.path, 0700), 0);
	spool_drop(&s);
	folder_gone(f);
}

static void
test_a_folder_that_is_not_there_is_a_failure(void **state)
{
	struct spool_rules r = rules_of(1, 1000);
	struct shuhi_error err;
	struct spool s;

	(void)state;
	r.folder = "/nowhere/at/all";
	spool_init(&s, &r);
	assert_int_equal(spool_add(&s, SPAN("12345"), &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	spool_drop(&s);
	assert_int_equal(r.held, 0);
}

static void
test_all_together_may_reach_the_ceiling(void **state)
{
	struct spool_rules r = rules_of(100, 8);
	struct spool a, b;

	(void)state;
	spool_init(&a, &r);
	spool_init(&b, &r);
	add(&a, "1234");
	add(&b, "5678");
	spool_drop(&a);
	spool_drop(&b);
}

static void
test_one_past_the_ceiling_is_refused(void **state)
{
	struct spool_rules r = rules_of(100, 8);
	struct shuhi_error err;
	struct spool a, b;

	(void)state;
	spool_init(&a, &r);
	spool_init(&b, &r);
	add(&a, "1234");
	add(&b, "5678");
	assert_int_equal(spool_add(&b, SPAN("9"), &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
	assert_holds(&b, "5678");
	spool_drop(&a);
	spool_drop(&b);
}

static void
test_what_is_dropped_makes_room(void **state)
{
	struct spool_rules r = rules_of(100, 4);
	struct spool a, b;

	(void)state;
	spool_init(&a, &r);
	spool_init(&b, &r);
	add(&a, "1234");
	spool_drop(&a);
	add(&b, "5678");
	spool_drop(&b);
	assert_int_equal(r.held, 0);
}

static void
test_it_is_given_back_piece_by_piece(void **state)
{
	struct spool_rules r = rules_of(100, 1000);
	struct shuhi_error err;
	struct spool s;
	struct span view;

	(void)state;
	spool_init(&s, &r);
	add(&s, "12345");
	assert_int_equal(spool_view(&s, &view, &err), 0);
	assert_true(span_eq(spool_next(&s, view, 3), SPAN("123")));
	assert_true(span_eq(spool_next(&s, view, 3), SPAN("45")));
	assert_int_equal(spool_next(&s, view, 3).len, 0);
	spool_drop(&s);
}

/* ---- nothing stays behind ---------------------------------------------------- */

static void
test_what_grows_leaves_no_copy_behind(void **state)
{
	static const char more[SPOOL_FIRST];
	struct spool_rules r = rules_of(100000, 100000);
	struct shuhi_error err;
	struct spool s;

	(void)state;
	spool_init(&s, &r);
	add(&s, SECRET);
	secrets_freed = 0;
	assert_int_equal(
	    spool_add(&s, (struct span){ more, sizeof more }, &err), 0);
	assert_int_equal(secrets_freed, 0);
	spool_drop(&s);
}

static void
test_what_becomes_a_file_leaves_no_copy_behind(void **state)
{
	struct spool_rules r = rules_of(sizeof SECRET, 100000);
	struct spool s;

	(void)state;
	spool_init(&s, &r);
	add(&s, SECRET);
	secrets_freed = 0;
	add(&s, "more than may stay");
	assert_true(s.fd >= 0);
	assert_int_equal(secrets_freed, 0);
	spool_drop(&s);
}

static void
test_what_is_dropped_is_wiped(void **state)
{
	struct spool_rules r = rules_of(100, 1000);
	struct spool s;

	(void)state;
	spool_init(&s, &r);
	add(&s, SECRET);
	secrets_freed = 0;
	spool_drop(&s);
	assert_int_equal(secrets_freed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_goes_in_comes_out),
		cmocka_unit_test(test_an_empty_spool_is_an_empty_text),
		cmocka_unit_test(test_up_to_the_limit_it_stays_in_memory),
		cmocka_unit_test(test_one_past_it_it_becomes_a_file),
		cmocka_unit_test(test_a_file_grows_after_it_was_looked_at),
		cmocka_unit_test(test_a_file_in_a_folder_has_no_name),
		cmocka_unit_test(test_a_folder_that_is_not_there_is_a_failure),
		cmocka_unit_test(test_all_together_may_reach_the_ceiling),
		cmocka_unit_test(test_one_past_the_ceiling_is_refused),
		cmocka_unit_test(test_what_is_dropped_makes_room),
		cmocka_unit_test(test_it_is_given_back_piece_by_piece),
		cmocka_unit_test(test_what_grows_leaves_no_copy_behind),
		cmocka_unit_test(
		    test_what_becomes_a_file_leaves_no_copy_behind),
		cmocka_unit_test(test_what_is_dropped_is_wiped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
