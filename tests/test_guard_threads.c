/* Audit, overrides and policy under threads; for SAN=thread, too. */
#include <pthread.h>

#include "override.h"
#include "policy.h"
#include "audited.h"

#define THREADS 4
#define ROUNDS  150

static struct audit *audit;
static struct override *overrides;
static struct policy *policy;

static void
let_all(void *(*work)(void *), intptr_t want)
{
	pthread_t thread[THREADS];
	intptr_t sum = 0;
	void *one;
	int i;

	for (i = 0; i < THREADS; i++)
		assert_int_equal(
		    pthread_create(&thread[i], NULL, work, NULL), 0);
	for (i = 0; i < THREADS; i++) {
		pthread_join(thread[i], &one);
		sum += (intptr_t)one;
	}
	assert_int_equal(sum, want);
}

static void *
append(void *arg)
{
	struct audit_record r = post();
	struct audit_counts counts;
	struct shuhi_error mine;
	intptr_t written = 0;
	struct digest d;
	int i;

	(void)arg;
	r.fingerprint = &d;
	for (i = 0; i < ROUNDS; i++) {
		audit_fingerprint(audit, SPAN("x"), &d);
		written += audit_write(audit, &r, i % 20 == 0, &mine) == 0;
		audit_counts(audit, &counts);
	}
	return (void *)written;
}

static void
test_threads_append_one_chain_over_rotations(void **state)
{
	(void)state;
	audit = log_open_as(&(struct audit_config){ .file = log_file,
	    .rotate = 30000, .fsync_ms = 5, .syslog = "unix:/nonexistent" });
	let_all(append, THREADS * ROUNDS);
	log_close(audit);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(summary.faults, 0);
	assert_true(summary.records > THREADS * ROUNDS);
}

#define USER SPAN("sato")

static void *
take(void *arg)
{
	struct digest d;
	struct shuhi_error mine;
	intptr_t taken = 0;
	bool granted;
	int i;

	(void)arg;
	digest_of(SPAN("x"), &d);
	for (i = 0; i < 20; i++)
		if (override_take(overrides, &d, USER, 1000, &granted, &mine) ==
		    0)
			taken += granted;
	return (void *)taken;
}

static void
test_of_many_threads_one_takes_a_grant(void **state)
{
	char token[OVERRIDE_TOKEN];
	struct digest d;

	(void)state;
	digest_of(SPAN("x"), &d);
	assert_int_equal(override_open(dir.path, 60, &overrides, &err), 0);
	assert_int_equal(
	    override_issue(overrides, &d, USER, 1000, token, &err), 0);
	assert_int_equal(override_grant(overrides, span_of(token), USER, 1000,
	                     &err), 0);
	let_all(take, 1);
	override_close(overrides);
}

static void *
ask(void *arg)
{
	struct policy *p;
	intptr_t right = 0;
	int i;

	(void)arg;
	for (i = 0; i < ROUNDS; i++) {
		p = policy_ref(policy);
		right += policy_place(p, SPAN("api.x.com"), SPAN("/"))->known;
		policy_unref(p);
	}
	return (void *)right;
}

static void
test_threads_share_a_policy(void **state)
{
	(void)state;
	folder_put(dir, "p.yaml", SPAN("version: 1\nbase: shipped\n"));
	assert_int_equal(
	    policy_load(folder_file(dir, "p.yaml"), &policy, &err), 0);
	let_all(ask, THREADS * ROUNDS);
	policy_unref(policy);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_log_dir, close_dir)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_threads_append_one_chain_over_rotations),
		EACH(test_of_many_threads_one_takes_a_grant),
		EACH(test_threads_share_a_policy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
