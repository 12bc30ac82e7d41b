#include "../capture/policy.c" /* statics included on purpose */
#include "help.h"

static struct folder dir;
static struct policy *policy;
static struct shuhi_error err;

static int
open_dir(void **state)
{
	(void)state;
	dir = folder_new();
	policy = NULL;
	return 0;
}

static int
close_dir(void **state)
{
	(void)state;
	policy_unref(policy);
	folder_gone(dir);
	return 0;
}

#define TOP "version: 1\n"
#define SNS "  - {class: sns, name: X, hosts: [\"*.x.com\", twitter.com]}\n"

static void
load(const char *yaml)
{
	folder_put(dir, "p.yaml", span_of(yaml));
	if (policy_load(folder_file(dir, "p.yaml"), &policy, &err) != 0)
		fail_msg("%u:%u: %s (%s)", err.line, err.column, err.message,
		    err.hint);
}

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

static const struct policy_place *
at(const char *host, const char *path)
{
	return policy_place(policy, span_of(host), span_of(path));
}

static const char *
class_of(const char *host)
{
	return at(host, "/")->class_name;
}

static enum policy_action
action(const char *host, enum shuhi_severity s)
{
	return policy_action(policy, at(host, "/"), s);
}

static enum policy_action
failure(const char *host, unsigned cause)
{
	return policy_failure(policy, at(host, "/"), cause);
}

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

static void
put_places(unsigned n)
{
	FILE *f = fopen(folder_file(dir, "p.yaml"), "w");
	unsigned i;

	fputs(TOP "destinations:\n", f);
	for (i = 0; i < n; i++)
		fprintf(f, "  - {class: sns, hosts: [h%u.example.jp]}\n", i);
	assert_int_equal(fclose(f), 0);
}

static void
test_as_many_destinations_as_the_limit_are_taken(void **state)
{
	(void)state;
	put_places(LIMIT_POLICY_PLACES);
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), 0);
	assert_int_equal(policy_place_count(policy), LIMIT_POLICY_PLACES);
}

static void
test_one_destination_more_is_refused(void **state)
{
	(void)state;
	put_places(LIMIT_POLICY_PLACES + 1);
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), -1);
	assert_string_equal(err.message, "too many destinations");
}

static void
put_hosts(unsigned n)
{
	FILE *f = fopen(folder_file(dir, "p.yaml"), "w");
	unsigned i;

	fputs(TOP "destinations:\n  - class: sns\n    hosts:\n", f);
	for (i = 0; i < n; i++)
		fprintf(f, "      - h%u.example.jp\n", i);
	assert_int_equal(fclose(f), 0);
}

static void
test_as_many_hosts_as_the_limit_are_taken(void **state)
{
	(void)state;
	put_hosts(LIMIT_POLICY_HOSTS);
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), 0);
	assert_string_equal(class_of("h9999.example.jp"), "sns");
}

static void
test_one_host_more_is_refused(void **state)
{
	(void)state;
	put_hosts(LIMIT_POLICY_HOSTS + 1);
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), -1);
	assert_string_equal(err.message, "too many hosts");
}

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

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_dir, close_dir)

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
