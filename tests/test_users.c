#include "../capture/draft/users.c"

#include "help.h"

#define PASSWORD "himitsu-no-kagi"
#define HASH "$6$shuhitest$"

static struct folder dir;
static struct shuhi_error err;

static int
set_up(void **state)
{
	(void)state;
	dir = folder_new();
	err = (struct shuhi_error){ 0 };
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	folder_gone(dir);
	return 0;
}

static const char *
list(const char *text)
{
	folder_put(dir, "users", span_of(text));
	chmod(folder_file(dir, "users"), 0600);
	return folder_file(dir, "users");
}

static void
assert_refused(const char *text, unsigned line, const char *message)
{
	struct users *u = NULL;

	assert_int_equal(users_load(list(text), &u, &err), -1);
	assert_null(u);
	assert_string_equal(err.message, message);
	assert_int_equal(err.line, line);
}

static int
put(const char *name, const char *password)
{
	return users_put(folder_file(dir, "users"), span_of(name),
	    span_of(password), &err);
}

static struct users *
load(void)
{
	struct users *u = NULL;

	if (users_load(folder_file(dir, "users"), &u, &err) != 0)
		fail_msg("%s", err.message);
	return u;
}

/* ---- reading ----------------------------------------------------------------- */

static void
test_a_user_who_was_added_is_let_in(void **state)
{
	struct users *u;

	(void)state;
	assert_int_equal(put("ntanaka", PASSWORD), 0);
	u = load();
	assert_true(users_check(u, SPAN("ntanaka"), SPAN(PASSWORD)));
	users_unref(u);
}

static void
test_another_password_or_name_is_not(void **state)
{
	struct users *u;

	(void)state;
	put("ntanaka", PASSWORD);
	u = load();
	assert_false(users_check(u, SPAN("ntanaka"), SPAN("himitsu-no-kag")));
	assert_false(users_check(u, SPAN("ntanaka"), SPAN(PASSWORD "i")));
	assert_false(users_check(u, SPAN("ntanaka"), SPAN("")));
	assert_false(users_check(u, SPAN("ntanak"), SPAN(PASSWORD)));
	assert_false(users_check(u, SPAN(""), SPAN(PASSWORD)));
	users_unref(u);
}

static void
test_sha512_crypt_is_read_too(void **state)
{
	struct crypt_data data = { 0 };
	char line[256];
	struct users *u = NULL;

	(void)state;
	snprintf(line, sizeof line, "# ward 3\n\na:%s\n",
	    crypt_r(PASSWORD, HASH, &data));
	assert_int_equal(users_load(list(line), &u, &err), 0);
	assert_true(users_check(u, SPAN("a"), SPAN(PASSWORD)));
	users_unref(u);
}

static void
test_a_new_password_makes_another_record_and_other_users_keep_theirs(
    void **state)
{
	struct digest before, after, other;
	struct users *u;

	(void)state;
	put("ntanaka", PASSWORD);
	put("ysuzuki", PASSWORD);
	u = load();
	assert_true(users_record(u, SPAN("ntanaka"), &before));
	assert_true(users_record(u, SPAN("ysuzuki"), &other));
	assert_false(users_record(u, SPAN("nobody"), &after));
	users_unref(u);
	put("ntanaka", PASSWORD "2");
	u = load();
	assert_true(users_record(u, SPAN("ntanaka"), &after));
	assert_false(seal_same(&before, &after));
	assert_true(users_record(u, SPAN("ysuzuki"), &after));
	assert_true(seal_same(&other, &after));
	users_unref(u);
}

static void
test_an_empty_list_lets_nobody_in(void **state)
{
	struct users *u = NULL;

	(void)state;
	assert_int_equal(users_load(list(""), &u, &err), 0);
	assert_false(users_check(u, SPAN("a"), SPAN(PASSWORD)));
	assert_false(users_check(u, SPAN(""), SPAN("")));
	users_unref(u);
}

static void
test_a_hash_is_no_password(void **state)
{
	struct users *u;

	(void)state;
	put("a", PASSWORD);
	u = load();
	assert_false(users_check(u, SPAN("a"), u->user[0].hash));
	users_unref(u);
}

static void
test_a_password_with_a_nul_is_none(void **state)
{
	struct users *u;

	(void)state;
	put("a", PASSWORD);
	u = load();
	assert_false(users_check(u, SPAN("a"), SPAN(PASSWORD "\0x")));
	users_unref(u);
}

static void
test_weak_hashes_are_refused_with_what_to_do(void **state)
{
	(void)state;
	assert_refused("a:rl0uEMjQSbuyk\n", 1,
	    "neither yescrypt nor SHA-512 crypt");
	assert_refused("ok:" HASH "x\na:$1$x$y\n", 2,
	    "neither yescrypt nor SHA-512 crypt");
	assert_refused("a:\n", 1, "neither yescrypt nor SHA-512 crypt");
	assert_non_null(strstr(err.hint, "--add-user"));
}

static void
test_lines_that_name_nobody_are_refused(void **state)
{
	(void)state;
	assert_refused(":" HASH "\n", 1, NOT_A_NAME);
	assert_refused("a b:" HASH "\n", 1, NOT_A_NAME);
	assert_refused("a\xff:" HASH "\n", 1, NOT_A_NAME);
	assert_refused("a\n", 1, "want name:hash");
	assert_refused("a:" HASH "\na:" HASH "\n", 2, "the same user twice");
}

static void
test_a_list_others_can_read_is_refused_with_what_to_type(void **state)
{
	struct users *u = NULL;
	const char *file = list("a:" HASH "x\n");

	(void)state;
	chmod(file, 0640);
	assert_int_equal(users_load(file, &u, &err), -1);
	assert_string_equal(err.message, "others may read this secret");
	assert_non_null(strstr(err.hint, "chmod 600"));
	chmod(file, 0604);
	assert_int_equal(users_load(file, &u, &err), -1);
}

static void
test_no_list_at_all_is_told(void **state)
{
	struct users *u = NULL;

	(void)state;
	assert_int_equal(
	    users_load(folder_file(dir, "users"), &u, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_int_equal(users_load(dir.path, &u, &err), -1);
}

/* Names of so many letters are written by %0*d. */
static char *
many(size_t n)
{
	char *text = malloc(n * 32 + 1);
	size_t i, at = 0;

	assert_non_null(text);
	for (i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, 32, "u%zu:" HASH "x\n", i);
	return text;
}

static void
test_so_many_users_and_not_one_more(void **state)
{
	char *text = many(LIMIT_DRAFT_USERS);
	struct users *u = NULL;

	(void)state;
	assert_int_equal(users_load(list(text), &u, &err), 0);
	assert_int_equal(users_count(u), 4096);
	users_unref(u);
	free(text);
	text = many(LIMIT_DRAFT_USERS + 1);
	assert_refused(text, LIMIT_DRAFT_USERS + 1, "too many users");
	assert_int_equal(err.code, SHUHI_E_LIMIT);
	free(text);
}

/* ---- writing ------------------------------------------------------------------ */

static void
test_a_new_password_takes_the_old_ones_place(void **state)
{
	struct users *u;

	(void)state;
	put("a", PASSWORD);
	put("b", PASSWORD);
	assert_int_equal(put("a", "another-one"), 0);
	u = load();
	assert_int_equal(u->n, 2);
	assert_false(users_check(u, SPAN("a"), SPAN(PASSWORD)));
	assert_true(users_check(u, SPAN("a"), SPAN("another-one")));
	assert_true(users_check(u, SPAN("b"), SPAN(PASSWORD)));
	users_unref(u);
}

static void
test_the_list_is_closed_to_others_from_the_first(void **state)
{
	struct stat st;

	(void)state;
	put("a", PASSWORD);
	assert_int_equal(stat(folder_file(dir, "users"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
test_comments_stay(void **state)
{
	struct buf b = { 0 };

	(void)state;
	put("a", PASSWORD);
	list("# ward 3\n");
	put("a", PASSWORD);
	secret_read(folder_file(dir, "users"), 4096, &b, &err);
	assert_true(span_starts(buf_view(&b), SPAN("# ward 3\na:$y$")));
	buf_free(&b);
}

static void
test_a_damaged_list_is_not_written_over(void **state)
{
	(void)state;
	list("not a list\n");
	assert_int_equal(put("a", PASSWORD), -1);
	assert_string_equal(err.message, "want name:hash");
}

static void
test_passwords_have_a_least_and_a_most(void **state)
{
	char most[LIMIT_DRAFT_PASSWORD + 2];

	(void)state;
	assert_int_equal(put("a", "1234567"), -1);
	assert_int_equal(put("a", "12345678"), 0);
	assert_int_equal(put("a", "ひみつのかぎです"), 0);
	memset(most, 'x', sizeof most);
	most[LIMIT_DRAFT_PASSWORD] = '\0';
	assert_int_equal(put("a", most), 0);
	most[LIMIT_DRAFT_PASSWORD] = 'x';
	most[LIMIT_DRAFT_PASSWORD + 1] = '\0';
	assert_int_equal(put("a", most), -1);
}

static void
test_names_have_a_most(void **state)
{
	char most[LIMIT_DRAFT_NAME + 2];

	(void)state;
	memset(most, 'x', sizeof most);
	most[LIMIT_DRAFT_NAME] = '\0';
	assert_int_equal(put(most, PASSWORD), 0);
	most[LIMIT_DRAFT_NAME] = 'x';
	most[LIMIT_DRAFT_NAME + 1] = '\0';
	assert_int_equal(put(most, PASSWORD), -1);
	assert_int_equal(put("a:b", PASSWORD), -1);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_a_user_who_was_added_is_let_in),
		EACH(test_another_password_or_name_is_not),
		EACH(test_sha512_crypt_is_read_too),
		EACH(test_a_new_password_makes_another_record_and_other_users_keep_theirs),
		EACH(test_an_empty_list_lets_nobody_in),
		EACH(test_a_hash_is_no_password),
		EACH(test_a_password_with_a_nul_is_none),
		EACH(test_weak_hashes_are_refused_with_what_to_do),
		EACH(test_lines_that_name_nobody_are_refused),
		EACH(test_a_list_others_can_read_is_refused_with_what_to_type),
		EACH(test_no_list_at_all_is_told),
		EACH(test_so_many_users_and_not_one_more),
		EACH(test_a_new_password_takes_the_old_ones_place),
		EACH(test_the_list_is_closed_to_others_from_the_first),
		EACH(test_comments_stay),
		EACH(test_a_damaged_list_is_not_written_over),
		EACH(test_passwords_have_a_least_and_a_most),
		EACH(test_names_have_a_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
