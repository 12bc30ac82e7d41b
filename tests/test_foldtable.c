/* Folding by the installed table, as the engine opens it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "../scanner/foldtable.c"

#include <cmocka.h>

static void
test_a_text_of_invisible_characters_only_is_empty_and_not_null(void **state)
{
	struct shuhi_error err;
	struct fold_table *t;
	struct folded f;
	struct arena a;
	char data[256], file[300];

	(void)state;
	assert_int_equal(shuhi_data_dir(data, sizeof data, &err), 0);
	snprintf(file, sizeof file, "%s/dict/fold.tsv", data);
	assert_int_equal(fold_table_new(file, &t, &err), 0);
	arena_init(&a, 1 << 20);
	assert_int_equal(fold(t, &a, SPAN("\xe2\x80\x8b"), &f, &err), 0);
	assert_int_equal(f.text.len, 0);
	assert_non_null(f.text.ptr);
	arena_fini(&a);
	fold_table_free(t);
}

static void
test_a_missing_table_is_told_by_its_name(void **state)
{
	struct shuhi_error err;
	struct fold_table *t;

	(void)state;
	assert_int_equal(fold_table_new("/nonexistent/fold.tsv", &t, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_string_equal(err.where, "/nonexistent/fold.tsv");
}

/* The digest of a table with one line. */
static struct digest
digest_with(const char *line)
{
	char name[] = "/tmp/shuhi-test-XXXXXX";
	struct digester *d = digester_new();
	struct fold_table *t;
	struct shuhi_error err;
	struct digest out;
	int fd = mkstemp(name);

	assert_true(d != NULL && fd >= 0);
	assert_int_equal(
	    write(fd, line, strlen(line)), (ssize_t)strlen(line));
	close(fd);
	assert_int_equal(fold_table_new(name, &t, &err), 0);
	unlink(name);
	fold_table_digest(t, d);
	digester_end(d, &out);
	fold_table_free(t);
	return out;
}

/* Else a roster that was spelt by the other would find nobody, and say nothing. */
static void
test_every_character_of_a_table_counts_in_its_digest(void **state)
{
	struct digest a = digest_with("𠮷\t吉\n"), b = digest_with("𠮷\t古\n"),
	              c = digest_with("髙\t高\n"), d = digest_with("髙\t古\n");

	(void)state;
	assert_false(digest_eq(&a, &b));
	assert_false(digest_eq(&c, &d));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_text_of_invisible_characters_only_is_empty_and_not_null),
		cmocka_unit_test(test_a_missing_table_is_told_by_its_name),
		cmocka_unit_test(
		    test_every_character_of_a_table_counts_in_its_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
