#include "../capture/policy.c" /* statics included on purpose */
#include "policed.h"

/* ---- where the file is silent ------------------------------------------- */

static void
test_an_almost_empty_policy_blocks_what_is_grave(void **state)
{
	(void)state;
	load(TOP);
	assert_int_equal(action("a.jp", SHUHI_SEVERITY_HIGH), POLICY_BLOCK);
	assert_int_equal(action("a.jp", SHUHI_SEVERITY_LOW), POLICY_WARN);
	assert_int_equal(action("a.jp", SHUHI_SEVERITY_NONE), POLICY_ALLOW);
}

static void
test_an_almost_empty_policy_blocks_every_failure(void **state)
{
	unsigned c;

	(void)state;
	load(TOP);
	for (c = 0; c <= POLICY_CAUSE_COUNT; c++)
		assert_int_equal(failure("a.jp", c), POLICY_BLOCK);
}

static void
test_a_severity_nobody_knows_is_blocked(void **state)
{
	(void)state;
	load(TOP "actions: {default: allow}\n"
	         "failures: {default: allow}\n");
	assert_int_equal(action("a.jp", (enum shuhi_severity)9), POLICY_BLOCK);
}

/* ---- destinations ------------------------------------------------------- */

static void
test_a_listed_host_has_its_class(void **state)
{
	(void)state;
	load(TOP "destinations:\n" SNS);
	assert_string_equal(class_of("twitter.com"), "sns");
	assert_true(at("twitter.com", "")->known);
	assert_string_equal(at("twitter.com", "")->name[0], "X");
}

static void
test_a_host_nobody_listed_is_unknown(void **state)
{
	(void)state;
	load(TOP "destinations:\n" SNS);
	assert_string_equal(class_of("a.example.jp"), "unknown");
	assert_false(at("a.example.jp", "")->known);
	assert_string_equal(class_of("api.twitter.com"), "unknown");
}

static void
test_a_star_is_for_all_below_and_the_domain_itself(void **state)
{
	(void)state;
	load(TOP "destinations:\n" SNS);
	assert_string_equal(class_of("x.com"), "sns");
	assert_string_equal(class_of("a.x.com"), "sns");
	assert_string_equal(class_of("a.b.x.com"), "sns");
	assert_string_equal(class_of("ax.com"), "unknown");
	assert_string_equal(class_of("x.com.example.jp"), "unknown");
}

static void
test_hosts_are_taken_as_clients_write_them(void **state)
{
	(void)state;
	load(TOP "destinations:\n" SNS);
	assert_string_equal(class_of("X.COM:443"), "sns");
	assert_string_equal(class_of("twitter.com."), "sns");
	assert_string_equal(class_of("twitter.com.:443"), "sns");
}

static void
test_what_is_no_host_is_unknown(void **state)
{
	char longest[400];

	(void)state;
	load(TOP "destinations:\n" SNS);
	memset(longest, 'a', sizeof longest);
	memcpy(longest + sizeof longest - 7, ".x.com", 7);
	assert_string_equal(class_of(""), "unknown");
	assert_string_equal(class_of(":443"), "unknown");
	assert_string_equal(class_of("..."), "unknown");
	assert_string_equal(class_of(longest), "unknown");
}

static void
test_an_address_can_be_listed(void **state)
{
	(void)state;
	load(TOP "destinations:\n"
	         "  - {class: chat, hosts: [192.0.2.1]}\n");
	assert_string_equal(class_of("192.0.2.1:8080"), "chat");
	assert_string_equal(class_of("[2001:db8::1]:443"), "unknown");
}

static void
test_a_path_is_taken_by_whole_segments(void **state)
{
	(void)state;
	load(TOP "destinations:\n"
	         "  - {class: chat, hosts: [g.com/chat]}\n"
	         "  - {class: mail, hosts: [g.com]}\n");
	assert_string_equal(at("g.com", "/chat")->class_name, "chat");
	assert_string_equal(at("g.com", "/chat/u/0")->class_name, "chat");
	assert_string_equal(at("g.com", "/chat?x")->class_name, "chat");
	assert_string_equal(at("g.com", "/chatter")->class_name, "mail");
	assert_string_equal(at("g.com", "")->class_name, "mail");
}

static void
test_the_first_that_fits_is_taken(void **state)
{
	(void)state;
	load(TOP "destinations:\n"
	         "  - {class: contracted, hosts: [our.x.com]}\n" SNS);
	assert_string_equal(class_of("our.x.com"), "contracted");
	assert_string_equal(class_of("a.our.x.com"), "sns");
}

static void
test_an_exempt_host_is_never_held(void **state)
{
	(void)state;
	load(TOP "actions: {default: {clean: block}}\ndestinations:\n"
	         "  - {class: exempt, hosts: [u.jp], reason: 更新}\n");
	assert_true(at("u.jp", "")->exempt);
	assert_string_equal(policy_place_reason(at("u.jp", "")), "更新");
	assert_int_equal(action("u.jp", SHUHI_SEVERITY_CRITICAL),
	    POLICY_ALLOW);
	assert_int_equal(failure("u.jp", SHUHI_CAUSE_ENCRYPTED), POLICY_ALLOW);
}

/* ---- actions ------------------------------------------------------------ */

static void
test_a_class_has_its_actions(void **state)
{
	(void)state;
	load(TOP "actions:\n  sns: {low: log, medium: block}\n"
	         "destinations:\n" SNS);
	assert_int_equal(action("x.com", SHUHI_SEVERITY_LOW), POLICY_LOG);
	assert_int_equal(action("x.com", SHUHI_SEVERITY_MEDIUM), POLICY_BLOCK);
	assert_int_equal(action("x.com", SHUHI_SEVERITY_HIGH), POLICY_BLOCK);
	assert_int_equal(action("a.jp", SHUHI_SEVERITY_LOW), POLICY_WARN);
}

static void
test_one_word_is_for_every_severity_but_clean(void **state)
{
	(void)state;
	load(TOP "actions: {sns: block}\ndestinations:\n" SNS);
	assert_int_equal(action("x.com", SHUHI_SEVERITY_LOW), POLICY_BLOCK);
	assert_int_equal(action("x.com", SHUHI_SEVERITY_NONE), POLICY_ALLOW);
}

static void
test_clean_posts_to_the_unknown_can_be_recorded(void **state)
{
	(void)state;
	load(TOP "actions: {unknown: {clean: log}}\n");
	assert_int_equal(action("a.jp", SHUHI_SEVERITY_NONE), POLICY_LOG);
}

static void
test_a_class_of_ones_own_works_like_ours(void **state)
{
	(void)state;
	load(TOP "actions: {intranet: log}\ndestinations:\n"
	         "  - {class: intranet, hosts: [\"*.hp.example.jp\"]}\n");
	assert_string_equal(class_of("a.hp.example.jp"), "intranet");
	assert_int_equal(action("a.hp.example.jp", SHUHI_SEVERITY_CRITICAL),
	    POLICY_LOG);
}

static void
test_monitor_mode_records_and_lets_pass(void **state)
{
	(void)state;
	load(TOP "mode: monitor\n");
	assert_int_equal(policy_in_force(policy, POLICY_BLOCK), POLICY_LOG);
	assert_int_equal(policy_in_force(policy, POLICY_WARN), POLICY_LOG);
	assert_int_equal(policy_in_force(policy, POLICY_ALLOW), POLICY_ALLOW);
}

static void
test_enforcing_does_what_the_policy_says(void **state)
{
	(void)state;
	load(TOP);
	assert_int_equal(policy_in_force(policy, POLICY_BLOCK), POLICY_BLOCK);
	assert_int_equal(policy_in_force(policy, POLICY_LOG), POLICY_LOG);
	assert_int_equal(
	    policy_in_force(policy, POLICY_UNDECIDED), POLICY_BLOCK);
}

static void
test_the_graver_of_two_actions_holds(void **state)
{
	(void)state;
	assert_int_equal(policy_graver(POLICY_LOG, POLICY_WARN), POLICY_WARN);
	assert_int_equal(policy_graver(POLICY_BLOCK, POLICY_ALLOW),
	    POLICY_BLOCK);
}

static void
test_failures_have_their_actions(void **state)
{
	(void)state;
	load(TOP "failures: {default: warn, media: allow, sns: {media: block}}"
	         "\ndestinations:\n" SNS);
	assert_int_equal(failure("a.jp", SHUHI_CAUSE_MEDIA), POLICY_ALLOW);
	assert_int_equal(failure("x.com", SHUHI_CAUSE_MEDIA), POLICY_BLOCK);
	assert_int_equal(failure("a.jp", SHUHI_CAUSE_TIMEOUT), POLICY_WARN);
}

static void
test_a_warning_that_cannot_be_recorded_is_none(void **state)
{
	(void)state;
	load(TOP "failures: {default: warn}\n");
	assert_int_equal(failure("a.jp", POLICY_CAUSE_AUDIT), POLICY_BLOCK);
}

static void
test_every_cause_has_a_word(void **state)
{
	unsigned a, b;

	(void)state;
	for (a = 1; a < POLICY_CAUSE_COUNT; a++)
		for (b = 1; b < a; b++)
			assert_string_not_equal(
			    policy_cause_name(a), policy_cause_name(b));
}

/* ---- a base ------------------------------------------------------------- */

static void
put_base(void)
{
	folder_put(dir, "base.yaml",
	    SPAN(TOP "mode: monitor\nactions: {sns: block}\nlimits: {ratio: 9}"
	             "\nrules: [base]\ndestinations:\n" SNS));
}

static void
test_what_a_file_is_silent_about_its_base_says(void **state)
{
	(void)state;
	put_base();
	load(TOP "base: base.yaml\nlimits: {depth: 3}\n");
	assert_true(policy_conf(policy)->monitor);
	assert_int_equal(action("x.com", SHUHI_SEVERITY_LOW), POLICY_BLOCK);
	assert_int_equal(policy_conf(policy)->limits.ratio, 9);
	assert_int_equal(policy_conf(policy)->limits.depth, 3);
}

static void
test_what_a_file_says_holds_over_its_base(void **state)
{
	(void)state;
	put_base();
	load(TOP "base: base.yaml\nmode: enforce\nactions: {sns: {low: log}}\n"
	         "rules: [own]\n");
	assert_false(policy_conf(policy)->monitor);
	assert_int_equal(action("x.com", SHUHI_SEVERITY_LOW), POLICY_LOG);
	assert_int_equal(action("x.com", SHUHI_SEVERITY_MEDIUM), POLICY_BLOCK);
	assert_int_equal(policy_conf(policy)->nrules, 1);
}

static void
test_destinations_of_the_file_come_before_its_base(void **state)
{
	(void)state;
	put_base();
	load(TOP "base: base.yaml\ndestinations:\n"
	         "  - {class: contracted, hosts: [x.com]}\n");
	assert_string_equal(class_of("x.com"), "contracted");
	assert_string_equal(class_of("api.x.com"), "sns");
}

static void
test_a_base_that_is_not_there_is_an_error(void **state)
{
	(void)state;
	folder_put(dir, "p.yaml", SPAN(TOP "base: gone.yaml\n"));
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
}

static void
test_a_base_has_no_base(void **state)
{
	(void)state;
	folder_put(dir, "base.yaml", SPAN(TOP "base: shipped\n"));
	folder_put(dir, "p.yaml", SPAN(TOP "base: base.yaml\n"));
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), -1);
	assert_string_equal(err.message, "a base has no base");
}

static void
test_the_shipped_policy_is_fine(void **state)
{
	(void)state;
	load(TOP "base: shipped\n");
	assert_string_equal(class_of("x.com"), "sns");
	assert_string_equal(class_of("chatgpt.com"), "generative-ai");
	assert_string_equal(class_of("66.gigafile.nu"), "file-transfer");
	assert_string_equal(class_of("mail.google.com"), "mail");
	assert_string_equal(class_of("obs.line-apps.com"), "chat");
	assert_string_equal(class_of("auth.worksmobile.com"), "contracted");
	assert_int_equal(action("a.example.jp", SHUHI_SEVERITY_NONE),
	    POLICY_LOG);
}

/* ---- settings ----------------------------------------------------------- */

static void
test_settings_are_read_in_their_units(void **state)
{
	const struct policy_conf *c;

	(void)state;
	load(TOP "limits: {body: 2MB, time: 1500ms}\n"
	         "override: {valid: 10m, justification-min: 20}\n"
	         "audit: {rotate: 0, fsync: 0, users: pseudonym, "
	         "syslog: \"udp:192.0.2.1:514\"}\n");
	c = policy_conf(policy);
	assert_int_equal(c->limits.body, 2 << 20);
	assert_int_equal(c->limits.milliseconds, 1500);
	assert_int_equal(c->limits.fields, SHUHI_BODY_FIELDS);
	assert_int_equal(c->override.seconds, 600);
	assert_int_equal(c->override.justification, 20);
	assert_int_equal(c->audit.rotate, 0);
	assert_true(c->audit.pseudonyms);
	assert_string_equal(c->audit.syslog, "udp:192.0.2.1:514");
}

static void
test_paths_count_from_the_files_folder(void **state)
{
	char want[128];

	(void)state;
	load(TOP "rules: [r, /abs]\nroster: [{index: a.idx, key: a.key}]\n");
	snprintf(want, sizeof want, "%s/r", dir.path);
	assert_string_equal(policy_conf(policy)->rules[0], want);
	assert_string_equal(policy_conf(policy)->rules[1], "/abs");
	snprintf(want, sizeof want, "%s/a.key", dir.path);
	assert_string_equal(policy_conf(policy)->rosters[0].key, want);
}

static void
test_none_is_no_audit(void **state)
{
	(void)state;
	load(TOP "audit: {file: none}\n");
	assert_null(policy_conf(policy)->audit.file);
}

static void
test_without_a_word_there_is_an_audit(void **state)
{
	(void)state;
	load(TOP);
	assert_non_null(policy_conf(policy)->audit.file);
}

static void
test_another_file_has_another_digest(void **state)
{
	char before[65];

	(void)state;
	load(TOP);
	memcpy(before, policy_conf(policy)->digest, sizeof before);
	policy_unref(policy);
	load(TOP "# more\n");
	assert_string_not_equal(before, policy_conf(policy)->digest);
}

#define EACH(test) \
	cmocka_unit_test_setup_teardown(test, open_policy, close_policy)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_an_almost_empty_policy_blocks_what_is_grave),
		EACH(test_an_almost_empty_policy_blocks_every_failure),
		EACH(test_a_severity_nobody_knows_is_blocked),
		EACH(test_a_listed_host_has_its_class),
		EACH(test_a_host_nobody_listed_is_unknown),
		EACH(test_a_star_is_for_all_below_and_the_domain_itself),
		EACH(test_hosts_are_taken_as_clients_write_them),
		EACH(test_what_is_no_host_is_unknown),
		EACH(test_an_address_can_be_listed),
		EACH(test_a_path_is_taken_by_whole_segments),
		EACH(test_the_first_that_fits_is_taken),
		EACH(test_an_exempt_host_is_never_held),
		EACH(test_a_class_has_its_actions),
		EACH(test_one_word_is_for_every_severity_but_clean),
		EACH(test_clean_posts_to_the_unknown_can_be_recorded),
		EACH(test_a_class_of_ones_own_works_like_ours),
		EACH(test_monitor_mode_records_and_lets_pass),
		EACH(test_enforcing_does_what_the_policy_says),
		EACH(test_the_graver_of_two_actions_holds),
		EACH(test_failures_have_their_actions),
		EACH(test_a_warning_that_cannot_be_recorded_is_none),
		EACH(test_every_cause_has_a_word),
		EACH(test_what_a_file_is_silent_about_its_base_says),
		EACH(test_what_a_file_says_holds_over_its_base),
		EACH(test_destinations_of_the_file_come_before_its_base),
		EACH(test_a_base_that_is_not_there_is_an_error),
		EACH(test_a_base_has_no_base),
		EACH(test_the_shipped_policy_is_fine),
		EACH(test_settings_are_read_in_their_units),
		EACH(test_paths_count_from_the_files_folder),
		EACH(test_none_is_no_audit),
		EACH(test_without_a_word_there_is_an_audit),
		EACH(test_another_file_has_another_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
