#include "../capture/override.c" /* statics included on purpose */
#include <sys/wait.h>

#include "help.h"

#define NOW   ((int64_t)1795300000)
#define VALID 300
#define USER  SPAN("sato@example.jp")

static struct folder dir;
static struct override *o;
static struct shuhi_error err;

static int
open_state(void **state)
{
	(void)state;
	dir = folder_new();
	return override_open(dir.path, VALID, &o, &err);
}

static int
close_state(void **state)
{
	(void)state;
	override_close(o);
	folder_gone(dir);
	return 0;
}

static struct digest
print_of(const char *text)
{
	struct digest d;

	digest_of(span_of(text), &d);
	return d;
}

static const char *
issued(const char *body, struct span user, int64_t now)
{
	static char token[OVERRIDE_TOKEN];
	struct digest d = print_of(body);

	assert_int_equal(override_issue(o, &d, user, now, token, &err), 0);
	assert_int_equal(strlen(token), OVERRIDE_TOKEN - 1);
	return token;
}

static int
grant(const char *token, struct span user, int64_t now)
{
	return override_grant(o, span_of(token), user, now, &err);
}

static bool
taken(const char *body, struct span user, int64_t now)
{
	struct digest d = print_of(body);
	bool granted;

	assert_int_equal(override_take(o, &d, user, now, &granted, &err), 0);
	return granted;
}

static void
expect_refused(const char *token, struct span user, int64_t now,
    const char *message)
{
	assert_int_equal(grant(token, user, now), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	assert_string_equal(err.message, message);
}

static void
test_a_granted_body_passes_once(void **state)
{
	(void)state;
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW + 5), 0);
	assert_true(taken("a", USER, NOW + 10));
	assert_false(taken("a", USER, NOW + 11));
}

static void
test_nothing_passes_without_a_grant(void **state)
{
	(void)state;
	issued("a", USER, NOW);
	assert_false(taken("a", USER, NOW));
}

static void
test_a_good_token_names_its_body(void **state)
{
	struct digest want = print_of("a"), got;

	(void)state;
	assert_int_equal(override_check(o, span_of(issued("a", USER, NOW)),
	                     USER, NOW, &got, &err), 0);
	assert_true(digest_eq(&want, &got));
}

static void
test_another_body_does_not_pass(void **state)
{
	(void)state;
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW), 0);
	assert_false(taken("b", USER, NOW));
}

static void
test_another_user_does_not_pass(void **state)
{
	(void)state;
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW), 0);
	assert_false(taken("a", SPAN("ito@example.jp"), NOW));
}

static void
test_a_token_is_spent_by_its_grant(void **state)
{
	const char *token = issued("a", USER, NOW);

	(void)state;
	assert_int_equal(grant(token, USER, NOW), 0);
	expect_refused(token, USER, NOW, "the token is spent");
}

static void
test_a_token_of_somebody_else_is_refused(void **state)
{
	(void)state;
	expect_refused(issued("a", USER, NOW), SPAN("ito@example.jp"), NOW,
	    "a token of somebody else, or a forged one");
}

static void
test_a_token_lives_to_its_last_second(void **state)
{
	(void)state;
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW + VALID), 0);
}

static void
test_a_token_is_dead_a_second_later(void **state)
{
	(void)state;
	expect_refused(issued("a", USER, NOW), USER, NOW + VALID + 1,
	    "the token has expired");
}

static void
test_a_token_from_far_in_the_future_is_refused(void **state)
{
	(void)state;
	expect_refused(issued("a", USER, NOW + VALID + 1), USER, NOW,
	    "the token has expired");
}

static void
test_a_grant_lives_to_its_last_second(void **state)
{
	(void)state;
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW), 0);
	assert_true(taken("a", USER, NOW + VALID));
}

static void
test_a_grant_is_dead_a_second_later(void **state)
{
	(void)state;
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW), 0);
	assert_false(taken("a", USER, NOW + VALID + 1));
}

static void
test_no_character_of_a_token_can_be_changed(void **state)
{
	char token[OVERRIDE_TOKEN], was;
	size_t i;

	(void)state;
	memcpy(token, issued("a", USER, NOW), sizeof token);
	for (i = 0; i + 1 < sizeof token; i++) {
		was = token[i];
		token[i] = was == 'A' ? 'B' : 'A';
		assert_int_equal(grant(token, USER, NOW), -1);
		token[i] = was;
	}
	assert_int_equal(grant(token, USER, NOW), 0);
}

static void
test_what_is_no_token_is_refused(void **state)
{
	(void)state;
	expect_refused("", USER, NOW, "not a token");
	expect_refused("もう一度", USER, NOW, "not a token");
}

static void
test_a_token_survives_a_restart(void **state)
{
	const char *token = issued("a", USER, NOW);

	(void)state;
	override_close(o);
	assert_int_equal(override_open(dir.path, VALID, &o, &err), 0);
	assert_int_equal(grant(token, USER, NOW), 0);
}

static void
test_a_spent_token_stays_spent_over_a_restart(void **state)
{
	const char *token = issued("a", USER, NOW);

	(void)state;
	assert_int_equal(grant(token, USER, NOW), 0);
	override_close(o);
	assert_int_equal(override_open(dir.path, VALID, &o, &err), 0);
	expect_refused(token, USER, NOW, "the token is spent");
}

static void
test_a_used_grant_stays_used_over_a_restart(void **state)
{
	(void)state;
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW), 0);
	assert_true(taken("a", USER, NOW));
	override_close(o);
	assert_int_equal(override_open(dir.path, VALID, &o, &err), 0);
	assert_false(taken("a", USER, NOW));
}

static void
test_two_grants_let_it_pass_twice(void **state)
{
	(void)state;
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW), 0);
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW), 0);
	assert_true(taken("a", USER, NOW));
	assert_true(taken("a", USER, NOW));
	assert_false(taken("a", USER, NOW));
}

/* Exits with how often it was let through. */
static void
take_often(void)
{
	struct digest d = print_of("a");
	int i, n = 0;
	bool granted;

	for (i = 0; i < 20; i++)
		if (override_take(o, &d, USER, NOW, &granted, &err) == 0)
			n += granted;
	_exit(n);
}

static void
test_of_four_processes_one_takes_the_grant(void **state)
{
	int i, status, sum = 0;

	(void)state;
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW), 0);
	for (i = 0; i < 4; i++)
		if (fork() == 0)
			take_often();
	for (i = 0; i < 4; i++) {
		assert_true(wait(&status) > 0);
		sum += WEXITSTATUS(status);
	}
	assert_int_equal(sum, 1);
}

static void
test_a_torn_line_ends_before_the_next(void **state)
{
	(void)state;
	folder_put(dir, "override.spent", SPAN("G 0000000000179"));
	assert_int_equal(grant(issued("a", USER, NOW), USER, NOW), 0);
	assert_true(taken("a", USER, NOW));
}

static void
test_what_has_expired_leaves_the_file(void **state)
{
	struct stat st;
	int i;

	(void)state;
	for (i = 0; i < (int)(LIMIT_OVERRIDES / 16 / LINE) + 2; i++)
		assert_int_equal(grant(issued("a", USER, NOW + i * VALID),
		                     USER, NOW + i * VALID), 0);
	assert_int_equal(stat(folder_file(dir, "override.spent"), &st), 0);
	assert_true(st.st_size <= (off_t)(6 * LINE));
	assert_true(taken("a", USER, NOW + (i - 1) * VALID));
}

/* The clock was set back when it was issued: it outlives the grant made of it. */
static void
test_a_token_from_the_future_stays_spent_when_the_file_is_written_anew(
    void **state)
{
	char token[OVERRIDE_TOKEN];
	int64_t later = NOW + VALID + 1;
	int i;

	(void)state;
	snprintf(token, sizeof token, "%s", issued("a", USER, NOW + VALID));
	assert_int_equal(grant(token, USER, NOW), 0);
	for (i = 0; i < (int)(LIMIT_OVERRIDES / 16 / LINE) + 2; i++)
		assert_int_equal(
		    grant(issued("b", USER, later), USER, later), 0);
	expect_refused(token, USER, later, "the token is spent");
}

static void
test_a_file_of_just_the_bound_is_read(void **state)
{
	(void)state;
	folder_put(dir, "override.spent", SPAN(""));
	assert_int_equal(truncate(folder_file(dir, "override.spent"),
	                     2 * LIMIT_OVERRIDES), 0);
	assert_false(taken("a", USER, NOW));
}

static void
test_a_file_beyond_all_bounds_is_an_error(void **state)
{
	struct digest d = print_of("a");
	bool granted = false;

	(void)state;
	folder_put(dir, "override.spent", SPAN(""));
	assert_int_equal(truncate(folder_file(dir, "override.spent"),
	                     2 * LIMIT_OVERRIDES + 1), 0);
	assert_int_equal(override_take(o, &d, USER, NOW, &granted, &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
	assert_false(granted);
}

static void
test_without_its_folder_nothing_is_granted(void **state)
{
	struct digest d = print_of("a");
	struct override *gone = NULL;
	bool granted = false;

	(void)state;
	assert_int_equal(
	    override_open("/nonexistent", VALID, &gone, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	folder_sub(dir, "override.spent");
	assert_int_equal(override_take(o, &d, USER, NOW, &granted, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_false(granted);
}

static void
test_a_key_others_can_read_is_refused(void **state)
{
	struct override *other = NULL;

	(void)state;
	assert_int_equal(chmod(folder_file(dir, "override.key"), 0640), 0);
	assert_int_equal(override_open(dir.path, VALID, &other, &err), -1);
	assert_string_equal(err.message, "others may read the key");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_state, close_state)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_a_granted_body_passes_once),
		EACH(test_nothing_passes_without_a_grant),
		EACH(test_a_good_token_names_its_body),
		EACH(test_another_body_does_not_pass),
		EACH(test_another_user_does_not_pass),
		EACH(test_a_token_is_spent_by_its_grant),
		EACH(test_a_token_of_somebody_else_is_refused),
		EACH(test_a_token_lives_to_its_last_second),
		EACH(test_a_token_is_dead_a_second_later),
		EACH(test_a_token_from_far_in_the_future_is_refused),
		EACH(test_a_grant_lives_to_its_last_second),
		EACH(test_a_grant_is_dead_a_second_later),
		EACH(test_no_character_of_a_token_can_be_changed),
		EACH(test_what_is_no_token_is_refused),
		EACH(test_a_token_survives_a_restart),
		EACH(test_a_spent_token_stays_spent_over_a_restart),
		EACH(test_a_used_grant_stays_used_over_a_restart),
		EACH(test_two_grants_let_it_pass_twice),
		EACH(test_of_four_processes_one_takes_the_grant),
		EACH(test_a_torn_line_ends_before_the_next),
		EACH(test_what_has_expired_leaves_the_file),
		EACH(test_a_file_beyond_all_bounds_is_an_error),
		EACH(test_without_its_folder_nothing_is_granted),
		EACH(test_a_key_others_can_read_is_refused),
		EACH(
		    test_a_token_from_the_future_stays_spent_when_the_file_is_written_anew),
		EACH(test_a_file_of_just_the_bound_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
