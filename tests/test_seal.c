#include "../capture/seal.c" /* statics included on purpose */
#include <sys/wait.h>

#include "dir.h"

static struct seal_key key;
static struct shuhi_error err;

static void
put_key(size_t bytes, mode_t mode)
{
	char zeros[64] = { 0 };

	folder_put(dir, "k", (struct span){ zeros, bytes });
	assert_int_equal(chmod(folder_file(dir, "k"), mode), 0);
}

static void
expect_refused(const char *message)
{
	assert_int_equal(seal_key_read(folder_file(dir, "k"), &key, &err), -1);
	assert_string_equal(err.message, message);
	assert_true(err.hint[0] != '\0');
}

static void
test_a_made_key_is_read_again(void **state)
{
	struct seal_key again;

	(void)state;
	assert_int_equal(seal_key_make(folder_file(dir, "k"), &key, &err), 0);
	assert_int_equal(seal_key_read(folder_file(dir, "k"), &again, &err), 0);
	assert_memory_equal(&key, &again, sizeof key);
}

static void
test_a_made_key_is_for_its_owner_only(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(seal_key_make(folder_file(dir, "k"), &key, &err), 0);
	assert_int_equal(stat(folder_file(dir, "k"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, 32);
	assert_int_equal(st.st_nlink, 1);
}

static void
test_a_key_is_never_overwritten(void **state)
{
	struct seal_key again;

	(void)state;
	assert_int_equal(seal_key_make(folder_file(dir, "k"), &key, &err), 0);
	assert_int_equal(
	    seal_key_make(folder_file(dir, "k"), &again, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	assert_int_equal(seal_key_read(folder_file(dir, "k"), &again, &err), 0);
	assert_memory_equal(&key, &again, sizeof key);
}

static void
test_two_keys_differ(void **state)
{
	struct seal_key other;

	(void)state;
	assert_int_equal(seal_key_make(folder_file(dir, "a"), &key, &err), 0);
	assert_int_equal(seal_key_make(folder_file(dir, "b"), &other, &err), 0);
	assert_memory_not_equal(&key, &other, sizeof key);
}

static void
test_a_key_others_may_read_is_refused(void **state)
{
	(void)state;
	put_key(32, 0640);
	expect_refused("others may read the key");
	put_key(32, 0604);
	expect_refused("others may read the key");
}

static void
test_a_key_its_owner_may_only_read_is_fine(void **state)
{
	(void)state;
	put_key(32, 0400);
	assert_int_equal(seal_key_read(folder_file(dir, "k"), &key, &err), 0);
}

static void
test_a_key_of_another_length_is_refused(void **state)
{
	(void)state;
	put_key(31, 0600);
	expect_refused("not a key file");
	put_key(33, 0600);
	expect_refused("not a key file");
	put_key(0, 0600);
	expect_refused("not a key file");
}

static void
test_what_is_no_file_is_no_key(void **state)
{
	(void)state;
	folder_sub(dir, "k");
	expect_refused("not a key file");
}

static void
test_a_key_that_is_not_there_is_told(void **state)
{
	(void)state;
	expect_refused("there is no such key");
}

/* Exits with the first byte of the key. */
static void
open_key(void)
{
	if (seal_key_open(folder_file(dir, "k"), &key, &err) != 0)
		_exit(0);
	_exit(key.byte[0] | 1);
}

static void
test_processes_that_race_get_one_key(void **state)
{
	int status, first, i;

	(void)state;
	for (i = 0; i < 8; i++)
		if (fork() == 0)
			open_key();
	assert_true(wait(&first) > 0);
	assert_int_not_equal(WEXITSTATUS(first), 0);
	for (i = 1; i < 8; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, first);
	}
}

static void
test_what_is_sealed_for_one_purpose_is_another_for_the_next(void **state)
{
	struct seal_key a, b, again;

	(void)state;
	memset(&key, 7, sizeof key);
	seal_subkey(&key, "a", &a);
	seal_subkey(&key, "b", &b);
	seal_subkey(&key, "a", &again);
	assert_memory_not_equal(&a, &b, sizeof a);
	assert_memory_equal(&a, &again, sizeof a);
}

static void
test_without_a_key_a_seal_is_the_digest(void **state)
{
	struct digest plain, sealed, keyed;

	(void)state;
	memset(&key, 7, sizeof key);
	digest_of(SPAN("x"), &plain);
	seal_of(NULL, SPAN("x"), &sealed);
	seal_of(&key, SPAN("x"), &keyed);
	assert_true(seal_same(&plain, &sealed));
	assert_false(seal_same(&plain, &keyed));
}

static void
test_bytes_survive_their_text(void **state)
{
	unsigned char bytes[88], again[88];
	char text[SEAL_TEXT(88)];

	(void)state;
	seal_nonce(bytes, sizeof bytes);
	seal_text(bytes, sizeof bytes, text, sizeof text);
	assert_int_equal(strlen(text), sizeof text - 1);
	assert_int_equal(seal_bytes(span_of(text), again, sizeof again), 0);
	assert_memory_equal(bytes, again, sizeof bytes);
}

static void
test_text_of_other_bytes_is_refused(void **state)
{
	unsigned char out[3];

	(void)state;
	assert_int_equal(seal_bytes(SPAN("AAAA"), out, 3), 0);
	assert_int_equal(seal_bytes(SPAN("AAA"), out, 3), -1);
	assert_int_equal(seal_bytes(SPAN("AAAAAA"), out, 3), -1);
	assert_int_equal(seal_bytes(SPAN("AA=="), out, 1), -1);
	assert_int_equal(seal_bytes(SPAN("A+/A"), out, 3), -1);
	assert_int_equal(seal_bytes(SPAN("あ"), out, 3), -1);
	assert_int_equal(seal_bytes(SPAN(""), out, 3), -1);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_dir, close_dir)

static void
test_a_wiped_key_is_zero(void **state)
{
	static const unsigned char nothing[sizeof key.byte];

	(void)state;
	memset(key.byte, 'k', sizeof key.byte);
	seal_wipe(&key);
	assert_memory_equal(key.byte, nothing, sizeof nothing);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_a_made_key_is_read_again),
		EACH(test_a_made_key_is_for_its_owner_only),
		EACH(test_a_key_is_never_overwritten),
		EACH(test_two_keys_differ),
		EACH(test_a_key_others_may_read_is_refused),
		EACH(test_a_key_its_owner_may_only_read_is_fine),
		EACH(test_a_key_of_another_length_is_refused),
		EACH(test_what_is_no_file_is_no_key),
		EACH(test_a_key_that_is_not_there_is_told),
		EACH(test_processes_that_race_get_one_key),
		EACH(test_what_is_sealed_for_one_purpose_is_another_for_the_next),
		EACH(test_without_a_key_a_seal_is_the_digest),
		EACH(test_bytes_survive_their_text),
		EACH(test_text_of_other_bytes_is_refused),
		EACH(test_a_wiped_key_is_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
