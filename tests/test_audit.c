#include "../capture/audit.c" /* statics included on purpose */
#include <sys/resource.h>
#include <sys/wait.h>

#include "limit.h"

#include "audited.h"

/* ---- what is stored ----------------------------------------------------- */

static void
test_a_record_is_a_line_with_number_and_hashes(void **state)
{
	struct span s;
	size_t lines = 0, i;

	(void)state;
	log_of(2);
	s = log_bytes(log_file);
	for (i = 0; i < s.len; i++)
		lines += s.ptr[i] == '\n';
	assert_int_equal(lines, 3);
	assert_true(span_starts(s, SPAN("{\"seq\":0,\"prev\":\"0000")));
	assert_true(span_has(s, SPAN("\n{\"seq\":2,\"prev\":\"")));
	free((char *)s.ptr);
}

static void
test_who_where_what_is_stored(void **state)
{
	struct audit_record r = post();

	(void)state;
	put_one(&r);
	assert_true(log_says(",\"type\":\"request\",\"front\":\"proxy\","
	                     "\"user\":\"sato@example.jp\",\"client\":"
	                     "\"192.0.2.7\",\"method\":\"POST\",\"host\":"
	                     "\"x.com\",\"class\":\"sns\",\"verdict\":"
	                     "\"block\",\"severity\":\"high\",\"action\":"
	                     "\"block\",\"size\":280,\"hash\""));
}

static void
test_of_a_finding_the_kind_of_field_is_stored_not_its_name(void **state)
{
	struct shuhi_entity e = { .class_name = "person.name", .start = 3,
		.end = 9 };
	struct audit_finding f = { .rule = "patient-name",
		.severity = SHUHI_SEVERITY_HIGH,
		.field = "part[2]:yamada_taro.docx!word/document.xml",
		.entities = &e, .nentities = 1 };
	struct audit_record r = post();

	(void)state;
	r.findings = &f;
	r.nfindings = 1;
	put_one(&r);
	assert_true(log_says("\"findings\":[{\"severity\":\"high\",\"rule\":"
	                     "\"patient-name\",\"in\":\"part\",\"at\":"
	                     "[[\"person.name\",3,9]]}]"));
	assert_false(log_says("yamada"));
}

static void
test_a_clean_justification_is_stored(void **state)
{
	struct audit_record r = post();

	(void)state;
	r.event = AUDIT_OVERRIDE;
	r.justification = SPAN("院内研修の資料です");
	r.justification_clean = true;
	put_one(&r);
	assert_true(log_says("\"justification\":\"院内研修の資料です\""));
}

static void
test_a_justification_nobody_judged_is_not_stored(void **state)
{
	struct audit_record r = post();

	(void)state;
	r.event = AUDIT_OVERRIDE;
	r.justification = SPAN("架空太郎さんの件");
	put_one(&r);
	assert_false(log_says("架空太郎"));
	assert_true(log_says("\"justification_bytes\":24"));
}

static void
test_a_pseudonym_stands_for_the_user(void **state)
{
	struct audit *a = log_open_as(&(struct audit_config){
	    .file = log_file, .pseudonyms = true });

	(void)state;
	log_put(a, 1);
	log_close(a);
	assert_false(log_says("sato"));
	assert_true(log_says("\"user\":\"p:"));
}

static void
test_quotes_line_ends_and_broken_bytes_of_names_do_no_harm(void **state)
{
	struct audit_record r = post();

	(void)state;
	r.user = "a\"\\\n\",\"type\":\"torn\x81";
	put_one(&r);
	expect_whole(2);
	assert_true(log_says("a\\\"\\\\\\n\\\",\\\"type\\\":\\\"torn\xef\xbf\xbd\""));
}

static void
test_a_name_at_its_limit_is_whole(void **state)
{
	struct audit_record r = post();
	char name[LIMIT_AUDIT_NAME + 2] = { 0 };

	(void)state;
	memset(name, 'a', LIMIT_AUDIT_NAME);
	r.user = name;
	put_one(&r);
	assert_false(log_says("…"));
}

static void
test_a_name_beyond_its_limit_is_cut(void **state)
{
	struct audit_record r = post();
	char name[LIMIT_AUDIT_NAME + 2] = { 0 };

	(void)state;
	memset(name, 'a', LIMIT_AUDIT_NAME + 1);
	r.user = name;
	put_one(&r);
	assert_true(log_says("aa…\""));
}

static void
put_findings_of(size_t nfindings, size_t nentities)
{
	static struct shuhi_entity e[LIMIT_AUDIT_ENTITIES + 1];
	static struct audit_finding f[LIMIT_AUDIT_FINDINGS + 1];
	struct audit_record r = post();
	size_t i;

	for (i = 0; i < nentities; i++)
		e[i].class_name = "disease";
	for (i = 0; i < nfindings; i++)
		f[i] = (struct audit_finding){ .rule = "r", .entities = e,
			.nentities = nentities };
	r.findings = f;
	r.nfindings = nfindings;
	put_one(&r);
}

static void
test_findings_at_their_limits_are_all_there(void **state)
{
	(void)state;
	put_findings_of(LIMIT_AUDIT_FINDINGS, LIMIT_AUDIT_ENTITIES);
	assert_false(log_says("more"));
}

static void
test_findings_beyond_their_limits_are_counted(void **state)
{
	(void)state;
	put_findings_of(LIMIT_AUDIT_FINDINGS + 1, LIMIT_AUDIT_ENTITIES + 1);
	assert_true(log_says("\"more\":1}"));
	assert_true(log_says("\"more_findings\":1,"));
}

static void
test_the_same_bytes_have_the_same_fingerprint_here_only(void **state)
{
	struct audit *a = log_open(), *b;
	struct digest here, again, there;

	(void)state;
	b = log_open_as(&(struct audit_config){ .file = folder_file(dir, "b") });
	audit_fingerprint(a, SPAN("x"), &here);
	audit_fingerprint(a, SPAN("x"), &again);
	audit_fingerprint(b, SPAN("x"), &there);
	log_close(a);
	log_close(b);
	assert_true(digest_eq(&here, &again));
	assert_false(digest_eq(&here, &there));
}

/* ---- many writers ------------------------------------------------------- */

#define WRITERS 4
#define EACH_ONE 200

static void
write_and_exit(uint64_t rotate)
{
	struct audit_record r = post();
	struct audit *a;
	int i, rc;

	rc = audit_open(&(struct audit_config){ .file = log_file,
	    .rotate = rotate, .fsync_ms = 20 }, &a, &err);
	for (i = 0; i < EACH_ONE && rc == 0; i++)
		rc = audit_write(a, &r, i % 50 == 0, &err);
	_exit(rc != 0 || audit_close(a, &err) != 0);
}

static void
let_all_write(uint64_t rotate)
{
	int i, status;

	for (i = 0; i < WRITERS; i++)
		if (fork() == 0)
			write_and_exit(rotate);
	for (i = 0; i < WRITERS; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
}

static void
test_processes_write_one_chain(void **state)
{
	(void)state;
	let_all_write(0);
	expect_whole(1 + WRITERS * EACH_ONE);
}

static void
test_processes_write_one_chain_over_rotations(void **state)
{
	(void)state;
	let_all_write(50000);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(summary.faults, 0);
	/* one more a file, for its first line */
	assert_true(summary.records > 2 + WRITERS * EACH_ONE);
	assert_int_equal(summary.last.seq, summary.records - 1);
}

static void *
write_some(void *arg)
{
	struct audit_record r = post();
	struct shuhi_error mine;
	intptr_t failed = 0;
	int i;

	for (i = 0; i < EACH_ONE; i++)
		failed += audit_write(arg, &r, i % 50 == 0, &mine) != 0;
	return (void *)failed;
}

static void
test_threads_write_one_chain(void **state)
{
	struct audit *a = log_open();
	pthread_t thread[WRITERS];
	void *failed;
	int i;

	(void)state;
	for (i = 0; i < WRITERS; i++)
		assert_int_equal(
		    pthread_create(&thread[i], NULL, write_some, a), 0);
	for (i = 0; i < WRITERS; i++) {
		pthread_join(thread[i], &failed);
		assert_null(failed);
	}
	log_close(a);
	expect_whole(1 + WRITERS * EACH_ONE);
}

static void
test_another_process_may_not_use_the_handle(void **state)
{
	struct audit *a = log_open();
	struct audit_record r = post();
	int status;

	(void)state;
	if (fork() == 0)
		_exit(audit_write(a, &r, false, &err) == -1 &&
		        err.code == SHUHI_E_USAGE ? 7 : 1);
	assert_true(wait(&status) > 0);
	assert_int_equal(WEXITSTATUS(status), 7);
	log_close(a);
}

/* ---- keys --------------------------------------------------------------- */

static const char *
new_key(const char *name)
{
	const char *file = folder_file(dir, name);
	struct seal_key key;

	assert_int_equal(seal_key_make(file, &key, &err), 0);
	return file;
}

static void
put_keyed(const char *key)
{
	struct audit *a = log_open_as(
	    &(struct audit_config){ .file = log_file, .key = key });

	log_put(a, 2);
	log_close(a);
}

static void
test_a_keyed_chain_verifies_with_its_key(void **state)
{
	const char *key = new_key("k");

	(void)state;
	put_keyed(key);
	assert_int_equal(
	    verify_as((struct audit_verify_config){ .key = key }), 0);
	assert_int_equal(summary.faults, 0);
}

static void
test_a_keyed_chain_asks_for_its_key(void **state)
{
	(void)state;
	put_keyed(new_key("k"));
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), -1);
	assert_string_equal(err.message, "this file was chained with a key");
}

static void
test_a_keyed_chain_says_that_a_key_is_another(void **state)
{
	(void)state;
	put_keyed(new_key("k"));
	assert_int_equal(verify_as((struct audit_verify_config){
	                     .key = new_key("other") }), -1);
	assert_string_equal(
	    err.message, "this file was chained with another key");
}

static void
test_a_new_key_begins_a_new_file_of_the_same_chain(void **state)
{
	(void)state;
	log_of(2);
	put_keyed(new_key("k"));
	assert_int_equal(access(folder_file(dir, "a.log.000000000002"), F_OK),
	    0);
	assert_true(log_says("{\"seq\":3,"));
	assert_true(log_says("\"after\":\"a.log.000000000002\""));
}

static void
test_a_key_that_is_missing_is_an_error(void **state)
{
	struct audit *a = NULL;

	(void)state;
	assert_int_equal(audit_open(&(struct audit_config){ .file = log_file,
	                     .key = "/nonexistent/key" }, &a, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_log_dir, close_dir)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_a_record_is_a_line_with_number_and_hashes),
		EACH(test_who_where_what_is_stored),
		EACH(
		    test_of_a_finding_the_kind_of_field_is_stored_not_its_name),
		EACH(test_a_clean_justification_is_stored),
		EACH(test_a_justification_nobody_judged_is_not_stored),
		EACH(test_a_pseudonym_stands_for_the_user),
		EACH(
		    test_quotes_line_ends_and_broken_bytes_of_names_do_no_harm),
		EACH(test_a_name_at_its_limit_is_whole),
		EACH(test_a_name_beyond_its_limit_is_cut),
		EACH(test_findings_at_their_limits_are_all_there),
		EACH(test_findings_beyond_their_limits_are_counted),
		EACH(test_the_same_bytes_have_the_same_fingerprint_here_only),
		EACH(test_processes_write_one_chain),
		EACH(test_processes_write_one_chain_over_rotations),
		EACH(test_threads_write_one_chain),
		EACH(test_another_process_may_not_use_the_handle),
		EACH(test_a_keyed_chain_verifies_with_its_key),
		EACH(test_a_keyed_chain_asks_for_its_key),
		EACH(test_a_keyed_chain_says_that_a_key_is_another),
		EACH(test_a_new_key_begins_a_new_file_of_the_same_chain),
		EACH(test_a_key_that_is_missing_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
