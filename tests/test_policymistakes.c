/* What a policy file is refused for, and at which place; its limits. */
#include "limit.h"
#include "policy.h"
#include "policed.h"

static void
expect_refused(const char *yaml, uint32_t line, uint32_t column,
    const char *message, const char *hint)
{
	folder_put(dir, "p.yaml", span_of(yaml));
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), -1);
	assert_null(policy);
	assert_int_equal(err.code, SHUHI_E_POLICY);
	assert_string_equal(err.message, message);
	assert_string_equal(err.hint, hint);
	assert_int_equal(err.line, line);
	assert_int_equal(err.column, column);
	assert_string_equal(err.where, folder_file(dir, "p.yaml"));
}

/* ---- mistakes ----------------------------------------------------------- */

static void
test_an_empty_file_is_refused(void **state)
{
	(void)state;
	expect_refused("", 1, 1, "an empty policy", "begin with `version: 1`");
}

static void
test_a_version_of_the_future_is_refused(void **state)
{
	(void)state;
	expect_refused("version: 2\n", 1, 10, "no version known here",
	    "version: 1");
}

static void
test_an_unknown_key_is_told_with_the_nearest(void **state)
{
	(void)state;
	expect_refused(TOP "actoins: {}\n", 2, 1, "unknown key",
	    "did you mean `actions`?");
}

static void
test_an_action_that_does_not_exist_is_told(void **state)
{
	(void)state;
	expect_refused(TOP "actions:\n  sns: {low: wran}\n", 3, 14,
	    "no such action", "did you mean `warn`?");
	expect_refused(TOP "actions:\n  sns: {low: 止める}\n", 3, 14,
	    "no such action", "one of: allow, log, warn, block");
}

static void
test_a_class_misspelt_under_actions_is_told(void **state)
{
	(void)state;
	expect_refused(TOP "actions: {snss: block}\n", 2, 11,
	    "no destination is of this class", "did you mean `sns`?");
}

static void
test_a_class_misspelt_in_a_destination_is_told(void **state)
{
	(void)state;
	expect_refused(TOP "destinations:\n  - {class: snss, hosts: [a.jp]}\n",
	    3, 13, "no such class; one of your own needs a line under actions:",
	    "did you mean `sns`?");
}

static void
test_a_cause_that_does_not_exist_is_told(void **state)
{
	(void)state;
	expect_refused(TOP "failures: {encryptd: block}\n", 2, 12,
	    "neither a cause of failure nor a class",
	    "did you mean `encrypted`?");
}

static void
test_a_milder_action_for_what_is_graver_is_told(void **state)
{
	(void)state;
	expect_refused(TOP "actions:\n  sns: {high: warn, medium: block}\n"
	                   "destinations:\n" SNS, 3, 3,
	    "milder for what is graver", "medium: block, but high: warn; name both");
}

static void
test_a_warning_without_audit_is_refused(void **state)
{
	(void)state;
	expect_refused(TOP "failures: {audit: warn}\n", 2, 19,
	    "an override must be recorded, too", "block or allow");
}

#define HOSTS(list) TOP "destinations:\n  - {class: sns, hosts: [" list "]}\n"

static void
expect_host_refused(const char *yaml, const char *message)
{
	folder_put(dir, "p.yaml", span_of(yaml));
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), -1);
	assert_string_equal(err.message, message);
	assert_int_equal(err.line, 3);
	assert_int_equal(err.column, 26);
	assert_true(err.hint[0] != '\0');
}

static void
test_what_is_no_host_pattern_is_refused(void **state)
{
	(void)state;
	expect_host_refused(HOSTS("\"https://a.jp/\""),
	    "a URL, not a host pattern");
	expect_host_refused(HOSTS("\"a.jp:443\""), "a port in a host pattern");
	expect_host_refused(HOSTS("\"a.*.jp\""), "a star in the middle");
	expect_host_refused(HOSTS("\"*.jp\""), "too wide a pattern");
	expect_host_refused(HOSTS("\"*.co.jp\""), "too wide a pattern");
	expect_host_refused(HOSTS("\"*\""), "a star in the middle");
	expect_host_refused(HOSTS("日本語.jp"), "a host in other than ASCII");
	expect_host_refused(HOSTS("\"a@b.jp\""), "a mail address, not a host");
	expect_host_refused(HOSTS("a..jp"), "not a host pattern");
	expect_host_refused(HOSTS("\"\""), "not a host pattern");
	expect_host_refused(HOSTS("\"a.jp/b?c\""), "not a path");
}

static void
test_the_same_host_twice_is_refused(void **state)
{
	(void)state;
	expect_refused(HOSTS("a.jp, A.jp"), 3, 32, "the same host twice",
	    "it stands already at line 3");
}

static void
test_a_host_an_earlier_line_covers_is_refused(void **state)
{
	(void)state;
	expect_refused(HOSTS("\"*.a.jp\"") "  - {class: mail, hosts: [m.a.jp]}"
	                                    "\n", 4, 27,
	    "never reached: an earlier host covers it",
	    "it stands at line 3; put this destination before it");
}

static void
test_a_star_beside_its_bare_domain_is_fine(void **state)
{
	(void)state;
	load(HOSTS("a.jp, \"*.a.jp\""));
	assert_string_equal(class_of("b.a.jp"), "sns");
}

static void
test_an_exemption_needs_its_reason(void **state)
{
	(void)state;
	expect_refused(TOP "destinations:\n  - {class: exempt, hosts: [a.jp]}\n",
	    3, 5, "an exemption needs its reason",
	    "reason: \"why, decided by whom, when\"");
	expect_refused(TOP "destinations:\n  - {class: exempt, hosts: [a.jp], "
	                   "reason: \" 　\"}\n", 3, 44,
	    "an exemption needs its reason",
	    "reason: \"why, decided by whom, when\"");
}

static void
test_an_exemption_is_for_whole_hosts(void **state)
{
	(void)state;
	expect_refused(TOP "destinations:\n  - {class: exempt, reason: x, "
	                   "hosts: [a.jp/b]}\n", 3, 40,
	    "an exemption is for whole hosts",
	    "leave the path out: paths can be written in many ways");
}

static void
test_the_same_key_twice_is_refused(void **state)
{
	(void)state;
	expect_refused(TOP "mode: enforce\nmode: monitor\n", 3, 1,
	    "the same key twice", "it stands already at line 2");
}

static void
test_numbers_out_of_range_are_refused(void **state)
{
	(void)state;
	expect_refused(TOP "limits: {depth: 65}\n", 2, 17, "out of range",
	    "1 to 64");
	expect_refused(TOP "override: {valid: 9s}\n", 2, 19, "out of range",
	    "10s to 24h");
	expect_refused(TOP "limits: {body: 5000000000000}\n", 2, 16,
	    "want a size", "512KB, 50MB, 2GB");
	expect_refused(TOP "audit: {fsync: 200}\n", 2, 16, "want a time",
	    "200ms, 5s, 1m");
}

static void
test_numbers_at_their_limits_are_taken(void **state)
{
	(void)state;
	load(TOP "limits: {depth: 64, ratio: 1}\noverride: {valid: 10s}\n");
	assert_int_equal(policy_conf(policy)->limits.depth, 64);
	assert_int_equal(policy_conf(policy)->override.seconds, 10);
}

static void
test_metrics_are_for_this_machine_only(void **state)
{
	(void)state;
	expect_refused(TOP "metrics: {listen: \"0.0.0.0:9464\"}\n", 2, 19,
	    "metrics are for this machine only",
	    "127.0.0.1:9464, or use textfile:");
}

static void
test_a_syslog_by_name_is_refused(void **state)
{
	(void)state;
	expect_refused(TOP "audit: {syslog: \"udp:log.example.jp:514\"}\n", 2,
	    17, "no such syslog", "none, unix:/dev/log, udp:127.0.0.1:514 or "
	                          "tcp:[::1]:514; hosts as numbers");
}

/* ---- limits ------------------------------------------------------------- */

static int
load_made(const char *before, const char *each, unsigned n, const char *after)
{
	FILE *f = fopen(folder_file(dir, "p.yaml"), "w");
	unsigned i;

	fputs(before, f);
	for (i = 0; i < n; i++)
		fprintf(f, each, i);
	fputs(after, f);
	assert_int_equal(fclose(f), 0);
	return policy_load(folder_file(dir, "p.yaml"), &policy, &err);
}

static int
load_places(unsigned n)
{
	return load_made(TOP "destinations:\n",
	    "  - {class: sns, hosts: [h%u.example.jp]}\n", n, "");
}

static void
test_as_many_destinations_as_the_limit_are_taken(void **state)
{
	(void)state;
	assert_int_equal(load_places(LIMIT_POLICY_PLACES), 0);
	assert_int_equal(policy_place_count(policy), LIMIT_POLICY_PLACES);
}

static void
test_one_destination_more_is_refused(void **state)
{
	(void)state;
	assert_int_equal(load_places(LIMIT_POLICY_PLACES + 1), -1);
	assert_string_equal(err.message, "too many destinations");
}

static int
load_hosts(unsigned n)
{
	return load_made(TOP "destinations:\n  - class: sns\n    hosts:\n",
	    "      - h%u.example.jp\n", n, "");
}

static void
test_as_many_hosts_as_the_limit_are_taken(void **state)
{
	(void)state;
	assert_int_equal(load_hosts(LIMIT_POLICY_HOSTS), 0);
	assert_string_equal(class_of("h9999.example.jp"), "sns");
}

static void
test_one_host_more_is_refused(void **state)
{
	(void)state;
	assert_int_equal(load_hosts(LIMIT_POLICY_HOSTS + 1), -1);
	assert_string_equal(err.message, "too many hosts");
}

static void
test_as_many_folders_as_the_limit_are_taken(void **state)
{
	(void)state;
	assert_int_equal(
	    load_made(TOP "rules: [", "r%u,", LIMIT_POLICY_FOLDERS, "]\n"), 0);
	assert_int_equal(policy_conf(policy)->nrules, LIMIT_POLICY_FOLDERS);
}

static void
test_one_folder_more_is_refused(void **state)
{
	(void)state;
	assert_int_equal(load_made(TOP "rules: [", "r%u,",
	                     LIMIT_POLICY_FOLDERS + 1, "]\n"), -1);
	assert_string_equal(err.message, "too many of these");
}

static void
test_a_path_as_long_as_the_limit_is_taken(void **state)
{
	(void)state;
	assert_int_equal(load_made(TOP "destinations: [{class: sns, hosts: "
	                               "[\"a.jp/", "a",
	                     LIMIT_POLICY_PATH - 1, "\"]}]\n"), 0);
}

static void
test_a_path_one_byte_longer_is_refused(void **state)
{
	(void)state;
	assert_int_equal(load_made(TOP "destinations: [{class: sns, hosts: "
	                               "[\"a.jp/", "a",
	                     LIMIT_POLICY_PATH, "\"]}]\n"), -1);
	assert_string_equal(err.message, "not a path");
}

/* Nine are ours; each of the others needs a destination. */
static void
put_classes(unsigned n)
{
	FILE *f = fopen(folder_file(dir, "p.yaml"), "w");
	unsigned i;

	fputs(TOP "actions:\n", f);
	for (i = 0; i < n; i++)
		fprintf(f, "  own%u: block\n", i);
	fputs("destinations:\n", f);
	for (i = 0; i < n; i++)
		fprintf(f, "  - {class: own%u, hosts: [h%u.jp]}\n", i, i);
	assert_int_equal(fclose(f), 0);
}

static void
test_as_many_classes_as_the_limit_are_taken(void **state)
{
	(void)state;
	put_classes(LIMIT_POLICY_CLASSES - 9);
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), 0);
	assert_int_equal(policy_class_count(policy), LIMIT_POLICY_CLASSES);
}

static void
test_one_class_more_is_refused(void **state)
{
	(void)state;
	put_classes(LIMIT_POLICY_CLASSES - 8);
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), -1);
	assert_string_equal(err.message, "too many classes");
}

#define EACH(test) \
	cmocka_unit_test_setup_teardown(test, open_policy, close_policy)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_an_empty_file_is_refused),
		EACH(test_a_version_of_the_future_is_refused),
		EACH(test_an_unknown_key_is_told_with_the_nearest),
		EACH(test_an_action_that_does_not_exist_is_told),
		EACH(test_a_class_misspelt_under_actions_is_told),
		EACH(test_a_class_misspelt_in_a_destination_is_told),
		EACH(test_a_cause_that_does_not_exist_is_told),
		EACH(test_a_milder_action_for_what_is_graver_is_told),
		EACH(test_a_warning_without_audit_is_refused),
		EACH(test_what_is_no_host_pattern_is_refused),
		EACH(test_the_same_host_twice_is_refused),
		EACH(test_a_host_an_earlier_line_covers_is_refused),
		EACH(test_a_star_beside_its_bare_domain_is_fine),
		EACH(test_an_exemption_needs_its_reason),
		EACH(test_an_exemption_is_for_whole_hosts),
		EACH(test_the_same_key_twice_is_refused),
		EACH(test_numbers_out_of_range_are_refused),
		EACH(test_numbers_at_their_limits_are_taken),
		EACH(test_metrics_are_for_this_machine_only),
		EACH(test_a_syslog_by_name_is_refused),
		EACH(test_as_many_destinations_as_the_limit_are_taken),
		EACH(test_one_destination_more_is_refused),
		EACH(test_as_many_hosts_as_the_limit_are_taken),
		EACH(test_one_host_more_is_refused),
		EACH(test_as_many_folders_as_the_limit_are_taken),
		EACH(test_one_folder_more_is_refused),
		EACH(test_a_path_as_long_as_the_limit_is_taken),
		EACH(test_a_path_one_byte_longer_is_refused),
		EACH(test_as_many_classes_as_the_limit_are_taken),
		EACH(test_one_class_more_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
