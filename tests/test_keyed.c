#include "../scanner/roster/keyed.c" /* statics included on purpose */
#include "help.h"

static const char *
key_in(struct folder f, size_t bytes, mode_t mode)
{
	static const char zeros[KEY_FILE + 1];
	const char *file = folder_file(f, "key");

	folder_put(f, "key", (struct span){ zeros, bytes });
	assert_int_equal(chmod(file, mode), 0);
	return file;
}

static void
refused(const char *file, enum shuhi_code code, const char *message)
{
	struct keyring k;
	struct shuhi_error err;

	assert_int_equal(keyring_read(file, &k, &err), -1);
	assert_int_equal(err.code, code);
	assert_string_equal(err.message, message);
	assert_string_equal(err.where, file);
}

static void
test_a_new_key_is_for_its_owner_and_can_be_read(void **state)
{
	struct folder f = folder_new();
	const char *file = folder_file(f, "key");
	struct shuhi_error err;
	struct keyring k;
	struct stat st;

	(void)state;
	umask(0);
	assert_int_equal(key_make(file, &err), 0);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_size, KEY_FILE);
	assert_int_equal(keyring_read(file, &k, &err), 0);
	folder_gone(f);
}

static void
test_two_new_keys_are_different(void **state)
{
	struct folder f = folder_new();
	struct keyring a, b;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(key_make(folder_file(f, "a"), &err), 0);
	assert_int_equal(key_make(folder_file(f, "b"), &err), 0);
	assert_int_equal(keyring_read(folder_file(f, "a"), &a, &err), 0);
	assert_int_equal(keyring_read(folder_file(f, "b"), &b, &err), 0);
	assert_memory_not_equal(a.check, b.check, KEY_SUM);
	folder_gone(f);
}

static void
test_no_file_is_replaced_by_a_key(void **state)
{
	struct folder f = folder_new();
	struct shuhi_error err;

	(void)state;
	folder_put(f, "key", SPAN("old"));
	assert_int_equal(key_make(folder_file(f, "key"), &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	folder_gone(f);
}

static void
test_a_key_that_others_may_read_is_refused(void **state)
{
	static const mode_t modes[] = { 0640, 0604, 0620, 0602, 0644 };
	struct folder f = folder_new();

	(void)state;
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
		refused(key_in(f, KEY_FILE, modes[i]), SHUHI_E_USAGE,
		    "others may read the key");
	folder_gone(f);
}

static void
test_the_hint_says_what_to_type(void **state)
{
	struct folder f = folder_new();
	const char *file = key_in(f, KEY_FILE, 0644);
	struct shuhi_error err;
	struct keyring k;
	char want[256];

	(void)state;
	snprintf(want, sizeof want, "chmod 600 %s", file);
	assert_int_equal(keyring_read(file, &k, &err), -1);
	assert_string_equal(err.hint, want);
	folder_gone(f);
}

static void
test_a_key_has_just_its_bytes(void **state)
{
	struct folder f = folder_new();

	(void)state;
	refused(key_in(f, KEY_FILE - 1, 0600), SHUHI_E_USAGE, "not a key file");
	refused(key_in(f, KEY_FILE + 1, 0600), SHUHI_E_USAGE, "not a key file");
	refused(key_in(f, 0, 0600), SHUHI_E_USAGE, "not a key file");
	refused(f.path, SHUHI_E_USAGE, "not a key file");
	folder_gone(f);
}

static void
test_a_key_that_is_not_there_says_so(void **state)
{
	(void)state;
	refused("/tmp/shuhi-no-such-key", SHUHI_E_IO,
	    "the key cannot be read");
}

/* Values of the key of 32 zeros: they must never change. */
static struct keyring
zero_key(void)
{
	const unsigned char zeros[KEY_FILE] = { 0 };
	struct keyring k;

	derive(&k, zeros);
	return k;
}

static void
test_values_of_different_fields_have_different_hashes(void **state)
{
	struct keyring k = zero_key();

	(void)state;
	assert_int_not_equal(keyed_hash(&k, 0, SPAN("301")),
	    keyed_hash(&k, 1, SPAN("301")));
	assert_int_not_equal(
	    keyed_hash(&k, 0, SPAN("a")), keyed_hash(&k, 0, SPAN("")));
}

static void
test_what_is_sealed_comes_back(void **state)
{
	struct keyring k = zero_key();
	unsigned char nonce[KEY_NONCE], tag[KEY_TAG], back[6];
	char text[] = "secret";
	struct span open = SPAN("open");

	(void)state;
	key_nonce(&k, open, span_of(text), nonce);
	key_seal(&k, nonce, open, (unsigned char *)text, 6, tag);
	assert_memory_not_equal(text, "secret", 6);
	assert_true(key_unseal(&k, nonce, open, (struct span){ text, 6 }, tag,
	    back));
	assert_memory_equal(back, "secret", 6);
}

static void
test_what_was_changed_does_not_come_back(void **state)
{
	struct keyring k = zero_key();
	unsigned char nonce[KEY_NONCE] = { 0 }, tag[KEY_TAG], back[6];
	char text[] = "secret";

	(void)state;
	key_seal(&k, nonce, SPAN("open"), (unsigned char *)text, 6, tag);
	assert_false(key_unseal(&k, nonce, SPAN("opem"),
	    (struct span){ text, 6 }, tag, back));
	text[5] ^= 1;
	assert_false(key_unseal(&k, nonce, SPAN("open"),
	    (struct span){ text, 6 }, tag, back));
}

static void
test_the_nonce_depends_on_all_that_is_sealed(void **state)
{
	struct keyring k = zero_key();
	unsigned char a[KEY_NONCE], b[KEY_NONCE];

	(void)state;
	key_nonce(&k, SPAN("ab"), SPAN("c"), a);
	key_nonce(&k, SPAN("a"), SPAN("bc"), b);
	assert_memory_not_equal(a, b, KEY_NONCE);
}

static void
test_a_wiped_keyring_is_zeros(void **state)
{
	struct keyring k = zero_key(), none = { .hash = { 0 } };

	(void)state;
	keyring_wipe(&k);
	assert_memory_equal(&k, &none, sizeof k);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_new_key_is_for_its_owner_and_can_be_read),
		cmocka_unit_test(test_two_new_keys_are_different),
		cmocka_unit_test(test_no_file_is_replaced_by_a_key),
		cmocka_unit_test(test_a_key_that_others_may_read_is_refused),
		cmocka_unit_test(test_the_hint_says_what_to_type),
		cmocka_unit_test(test_a_key_has_just_its_bytes),
		cmocka_unit_test(test_a_key_that_is_not_there_says_so),
		cmocka_unit_test(test_values_of_different_fields_have_different_hashes),
		cmocka_unit_test(test_what_is_sealed_comes_back),
		cmocka_unit_test(test_what_was_changed_does_not_come_back),
		cmocka_unit_test(test_the_nonce_depends_on_all_that_is_sealed),
		cmocka_unit_test(test_a_wiped_keyring_is_zeros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
