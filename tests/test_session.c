#include "wiped.h"

#include "../capture/draft/session.c"

#include "help.h"

#define START 1000

static struct sessions *ss;
static char token[SEAL_TEXT(SESSION_BYTES)];
static struct holder found;

static struct holder
held_by(const char *name)
{
	struct holder h = { .user = "" };

	snprintf(h.user, sizeof h.user, "%s", name);
	return h;
}

static void
begin(const char *name, uint64_t now, char *out)
{
	struct holder h = held_by(name);

	session_begin(ss, &h, now, out);
}

static int
set_up(void **state)
{
	struct shuhi_error err;

	(void)state;
	return sessions_open(&ss, &err);
}

static int
tear_down(void **state)
{
	(void)state;
	sessions_close(ss);
	return 0;
}

static bool
known_at(uint64_t now)
{
	return session_find(ss, span_of(token), now, &found);
}

static void
test_a_token_tells_whose_session_it_is(void **state)
{
	(void)state;
	begin("ntanaka", START, token);
	assert_true(known_at(START));
	assert_string_equal(found.user, "ntanaka");
}

static void
test_tokens_have_256_bits_and_are_never_the_same(void **state)
{
	char other[SEAL_TEXT(SESSION_BYTES)];

	(void)state;
	begin("a", START, token);
	begin("a", START, other);
	assert_int_equal(strlen(token), 43);
	assert_string_not_equal(token, other);
}

static void
test_only_a_hash_of_a_token_is_kept(void **state)
{
	(void)state;
	begin("a", START, token);
	assert_null(memmem(ss, sizeof *ss, token, strlen(token)));
}

static void
test_no_other_text_is_a_token(void **state)
{
	(void)state;
	begin("a", START, token);
	assert_false(session_find(ss, SPAN(""), START, &found));
	assert_false(session_find(ss, span_sub(span_of(token), 0, 42), START,
	    &found));
	token[0] ^= 1;
	assert_false(known_at(START));
}

static void
test_a_session_that_is_not_used_ends(void **state)
{
	(void)state;
	begin("a", START, token);
	assert_true(known_at(START + LIMIT_DRAFT_SESSION_IDLE - 1));
	assert_false(known_at(START + 2 * LIMIT_DRAFT_SESSION_IDLE - 1));
}

static void
test_a_session_that_is_always_used_ends_too(void **state)
{
	uint64_t now;

	(void)state;
	begin("a", START, token);
	for (now = START; now < START + LIMIT_DRAFT_SESSION; now += 600)
		assert_true(known_at(now));
	assert_false(known_at(START + LIMIT_DRAFT_SESSION));
}

static void
test_who_logs_out_is_out(void **state)
{
	(void)state;
	begin("a", START, token);
	session_end(ss, span_of(token));
	assert_false(known_at(START));
}

static void
test_the_longest_unused_session_makes_room(void **state)
{
	char other[SEAL_TEXT(SESSION_BYTES)], first[sizeof other];
	int i;

	(void)state;
	begin("first", START, first);
	begin("second", START + 1, token);
	for (i = 2; i < LIMIT_DRAFT_SESSIONS; i++)
		begin("x", START + 2, other);
	assert_true(session_find(ss, span_of(first), START + 3, &found));
	begin("one more", START + 3, other);
	assert_false(known_at(START + 3));
	assert_true(session_find(ss, span_of(first), START + 3, &found));
}

static void
test_a_cookie_is_found_among_others(void **state)
{
	struct span v = cookie_value("a=1; shuhi=TOKEN; b=2", "shuhi");

	(void)state;
	assert_true(span_eq(v, SPAN("TOKEN")));
	v = cookie_value("shuhi=TOKEN", "shuhi");
	assert_true(span_eq(v, SPAN("TOKEN")));
}

static void
test_a_cookie_of_a_longer_name_is_another(void **state)
{
	(void)state;
	assert_null(cookie_value("xshuhi=T; shuhix=T", "shuhi").ptr);
	assert_null(cookie_value("shuhi", "shuhi").ptr);
	assert_null(cookie_value("", "shuhi").ptr);
	assert_null(cookie_value(NULL, "shuhi").ptr);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static void
test_who_was_logged_in_is_wiped_at_the_end(void **state)
{
	struct sessions *other = NULL;
	struct holder secret;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(sessions_open(&other, &err), 0);
	secret = held_by(SECRET);
	session_begin(other, &secret, START, token);
	explicit_bzero(&secret, sizeof secret);
	secrets_freed = 0;
	sessions_close(other);
	assert_int_equal(secrets_freed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_a_token_tells_whose_session_it_is),
		EACH(test_tokens_have_256_bits_and_are_never_the_same),
		EACH(test_only_a_hash_of_a_token_is_kept),
		EACH(test_no_other_text_is_a_token),
		EACH(test_a_session_that_is_not_used_ends),
		EACH(test_a_session_that_is_always_used_ends_too),
		EACH(test_who_logs_out_is_out),
		EACH(test_the_longest_unused_session_makes_room),
		EACH(test_a_cookie_is_found_among_others),
		EACH(test_a_cookie_of_a_longer_name_is_another),
		EACH(test_who_was_logged_in_is_wiped_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
