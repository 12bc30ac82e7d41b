/* What callers may get wrong, and what the engine says then. */
#include "../scanner/err.c" /* statics included on purpose */
#include "small.h"

#include <limits.h>

static struct shuhi_error err;

static void
test_a_number_that_is_no_code_has_a_name(void **state)
{
	(void)state;
	assert_string_equal(shuhi_code_name((enum shuhi_code)-1), "unknown");
	assert_string_equal(
	    shuhi_code_name((enum shuhi_code)(SHUHI_E_POLICY + 1)), "unknown");
	assert_string_equal(
	    shuhi_severity_name((enum shuhi_severity)99), "unknown");
}

static void
test_what_is_no_verdict_was_not_looked_at(void **state)
{
	(void)state;
	assert_string_equal(
	    shuhi_verdict_name((enum shuhi_verdict)-1), "unscanned");
	assert_string_equal(
	    shuhi_verdict_name((enum shuhi_verdict)(SHUHI_BLOCK + 1)),
	    "unscanned");
}

static void
test_no_text_with_a_length_is_not_scanned(void **state)
{
	const struct shuhi_result *res;

	(void)state;
	assert_int_equal(shuhi_scan(worker, NULL, 5, &res, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

static void
test_no_text_of_no_length_is_the_empty_text(void **state)
{
	const struct shuhi_result *res;
	const char *out;
	size_t len;

	(void)state;
	assert_int_equal(shuhi_scan(worker, NULL, 0, &res, &err), 0);
	assert_int_equal(res->verdict, SHUHI_PASS);
	assert_int_equal(shuhi_redact(worker, NULL, 0, SHUHI_LANG_JA, &out,
	                     &len, &err), 0);
	assert_int_equal(len, 0);
}

static void
test_no_text_with_a_length_has_no_entities(void **state)
{
	const struct shuhi_entity *v;
	size_t n;

	(void)state;
	assert_int_equal(shuhi_entities(worker, NULL, 5, &v, &n, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

static void
expect_not_redacted(const char *text, size_t len, enum shuhi_lang lang)
{
	const struct shuhi_result *res;
	const char *out;
	size_t outlen;

	assert_int_equal(shuhi_scan(worker, "a", 1, &res, &err), 0);
	assert_int_equal(
	    shuhi_redact(worker, text, len, lang, &out, &outlen, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

static void
test_no_text_with_a_length_is_not_redacted(void **state)
{
	(void)state;
	expect_not_redacted(NULL, 5, SHUHI_LANG_JA);
}

static void
test_a_language_that_is_none_is_not_redacted_into(void **state)
{
	(void)state;
	expect_not_redacted("a", 1, (enum shuhi_lang)2);
}

static void
test_no_bytes_with_a_length_are_not_decoded(void **state)
{
	struct shuhi_decoder *d;
	struct shuhi_decoded out;

	(void)state;
	assert_int_equal(shuhi_decoder_open(NULL, &d, &err), 0);
	assert_int_equal(shuhi_decoder_feed(d, NULL, 5, true, &out, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	shuhi_decoder_close(d);
}

static void
test_a_list_of_no_rosters_with_a_number_is_refused(void **state)
{
	struct shuhi_roster *none[1] = { NULL };

	(void)state;
	assert_int_equal(shuhi_scanner_rosters(scanner, NULL, 3, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	assert_int_equal(shuhi_scanner_rosters(scanner, none, 1, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

static void
test_a_number_of_folders_without_a_list_is_refused(void **state)
{
	struct shuhi_config config = small_config(&small);
	struct shuhi_scanner *s;

	(void)state;
	config.nextra_rules = 1;
	assert_int_equal(shuhi_scanner_open(&config, &s, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

static void
test_nothing_can_be_held_and_let_go(void **state)
{
	(void)state;
	assert_null(shuhi_scanner_ref(NULL));
	assert_null(shuhi_roster_ref(NULL));
	shuhi_scanner_unref(NULL);
	shuhi_roster_unref(NULL);
	shuhi_worker_close(NULL);
	shuhi_body_close(NULL);
	shuhi_decoder_close(NULL);
}

static void
test_behind_the_last_rule_there_is_none(void **state)
{
	struct shuhi_rule_info rule;
	size_t n = shuhi_rule_count(scanner);

	(void)state;
	shuhi_rule_at(scanner, n - 1, &rule);
	assert_non_null(rule.id);
	assert_non_null(shuhi_rule_example(scanner, n - 1, 0));
	assert_null(shuhi_rule_example(
	    scanner, n - 1, rule.nhits + rule.nmisses));
	assert_null(shuhi_rule_example(scanner, n, 0));
	shuhi_rule_at(scanner, n, &rule);
	assert_null(rule.id);
}

static void
test_behind_the_last_word_there_is_none(void **state)
{
	struct shuhi_word_info word;
	size_t n = shuhi_word_count(scanner);

	(void)state;
	shuhi_word_at(scanner, n - 1, &word);
	assert_non_null(word.surface);
	shuhi_word_at(scanner, n, &word);
	assert_null(word.surface);
}

static void
test_behind_the_last_class_there_is_none(void **state)
{
	struct shuhi_class_info class;

	(void)state;
	shuhi_class_at(shuhi_class_count() - 1, &class);
	assert_non_null(class.name);
	shuhi_class_at(shuhi_class_count(), &class);
	assert_null(class.name);
}

static void
test_a_buffer_too_small_for_a_folder_is_told_as_such(void **state)
{
	char dir[PATH_MAX];

	(void)state;
	assert_int_equal(shuhi_data_dir(dir, sizeof dir, &err), 0);
	assert_int_equal(shuhi_data_dir(dir, strlen(dir) + 1, &err), 0);
	assert_int_equal(shuhi_data_dir(dir, strlen(dir), &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	assert_int_equal(shuhi_data_dir(NULL, 0, &err), -1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_number_that_is_no_code_has_a_name),
		cmocka_unit_test(test_what_is_no_verdict_was_not_looked_at),
		cmocka_unit_test(test_no_text_with_a_length_is_not_scanned),
		cmocka_unit_test(test_no_text_of_no_length_is_the_empty_text),
		cmocka_unit_test(test_no_text_with_a_length_has_no_entities),
		cmocka_unit_test(test_no_text_with_a_length_is_not_redacted),
		cmocka_unit_test(
		    test_a_language_that_is_none_is_not_redacted_into),
		cmocka_unit_test(test_no_bytes_with_a_length_are_not_decoded),
		cmocka_unit_test(
		    test_a_list_of_no_rosters_with_a_number_is_refused),
		cmocka_unit_test(
		    test_a_number_of_folders_without_a_list_is_refused),
		cmocka_unit_test(test_nothing_can_be_held_and_let_go),
		cmocka_unit_test(test_behind_the_last_rule_there_is_none),
		cmocka_unit_test(test_behind_the_last_word_there_is_none),
		cmocka_unit_test(test_behind_the_last_class_there_is_none),
		cmocka_unit_test(
		    test_a_buffer_too_small_for_a_folder_is_told_as_such),
	};

	return cmocka_run_group_tests(tests, open_small, close_small);
}
