/*
 * Every allocation fails once, in policy, audit and overrides: an error or the right
 * answer, never a milder action, a record lost without a word, or a second yes.
 */
#include "oom.h"
#include "override.h"
#include "policy.h"
#include "audited.h"

static void
allocate_all(void)
{
	left = SIZE_MAX;
}

static bool
load_without(size_t n)
{
	struct policy *p = NULL;
	enum policy_action action;
	bool came;
	int rc;

	left = n;
	rc = policy_load(folder_file(dir, "p.yaml"), &p, &err);
	came = left == SIZE_MAX;
	allocate_all();
	if (rc != 0) {
		assert_true(came);
		assert_null(p);
		assert_int_not_equal(err.code, SHUHI_OK);
		return false;
	}
	action = policy_action(p, policy_place(p, SPAN("x.com"), SPAN("/")),
	    SHUHI_SEVERITY_MEDIUM);
	assert_int_equal(action, POLICY_BLOCK);
	policy_unref(p);
	return !came;
}

static void
test_loading_a_policy_survives_every_failed_allocation(void **state)
{
	size_t n = 0;

	(void)state;
	folder_put(dir, "p.yaml", SPAN("version: 1\nbase: shipped\n"));
	while (!load_without(n))
		n++;
	assert_true(n > 10);
}

/* Open, write and close; true when it did not come to the n-th allocation. */
static bool
write_without(size_t n, uint64_t *written)
{
	struct audit_record r = post();
	struct audit *a = NULL;
	int i, rc;
	bool came;

	left = n;
	rc = audit_open(&(struct audit_config){ .file = log_file,
	    .rotate = 2000, .fsync_ms = 0 }, &a, &err);
	for (i = 0; i < 5 && a != NULL; i++) {
		rc = audit_write(a, &r, false, &err);
		*written += rc == 0;
		if (rc != 0)
			assert_int_equal(err.code, SHUHI_E_NOMEM);
	}
	if (a == NULL)
		assert_int_not_equal(rc, 0);
	came = left == SIZE_MAX;
	allocate_all();
	assert_int_equal(audit_close(a, &err), 0);
	return !came;
}

static uint64_t posts_seen;

static void
count_posts(void)
{
	char **files;
	size_t n, i;
	struct span s;
	const char *at;

	posts_seen = 0;
	assert_int_equal(audit_files(log_file, &files, &n, &err), 0);
	for (i = 0; i < n; i++) {
		s = log_bytes(files[i]);
		for (at = s.ptr; (at = memmem(at, s.len - (size_t)(at - s.ptr),
		                      "\"type\":\"request\"", 16)) != NULL;
		     at++)
			posts_seen++;
		free((char *)s.ptr);
	}
	audit_files_free(files);
}

static void
test_what_the_audit_took_is_there_whatever_allocation_failed(void **state)
{
	uint64_t written = 0;
	size_t n = 0;

	(void)state;
	while (!write_without(n, &written))
		n++;
	assert_true(n > 10);
	count_posts();
	assert_int_equal(posts_seen, written);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(summary.faults, 0);
}

static bool
verify_without(size_t n)
{
	struct audit_verify_config c = { .tell = note_fault };
	char **files = NULL;
	bool came;
	int rc;

	left = n;
	rc = audit_files(log_file, &files, &c.nfiles, &err);
	c.files = (const char *const *)files;
	if (rc == 0)
		rc = audit_verify(&c, &summary, &err);
	came = left == SIZE_MAX;
	allocate_all();
	audit_files_free(rc == 0 || files != NULL ? files : NULL);
	if (rc != 0)
		assert_true(came);
	else
		assert_int_equal(summary.faults, 1);
	return rc == 0 && !came;
}

static void
test_a_failed_allocation_makes_no_log_whole(void **state)
{
	struct span s;
	size_t n = 0;

	(void)state;
	log_of(3);
	s = log_bytes(log_file);
	((char *)memmem(s.ptr, s.len, "block", 5))[0] = 'B';
	folder_put(dir, "a.log", s);
	free((char *)s.ptr);
	while (!verify_without(n))
		n++;
	assert_true(n > 2);
}

#define USER SPAN("sato")
#define NOW  1000

/* The whole way of an override; how often it was said yes. */
static int
override_without(size_t n, bool *came)
{
	struct override *o = NULL;
	char token[OVERRIDE_TOKEN];
	struct digest print;
	int i, yes = 0;
	bool granted;

	memset(&print, (int)n, sizeof print);
	left = n;
	if (override_open(dir.path, 60, &o, &err) == 0 &&
	    override_issue(o, &print, USER, NOW, token, &err) == 0 &&
	    override_grant(o, span_of(token), USER, NOW, &err) == 0)
		for (i = 0; i < 3; i++)
			if (override_take(o, &print, USER, NOW, &granted,
			        &err) == 0)
				yes += granted;
	*came = left == SIZE_MAX;
	allocate_all();
	override_close(o);
	return yes;
}

static void
test_no_failed_allocation_makes_a_second_yes(void **state)
{
	bool came = true;
	size_t n;
	int yes;

	(void)state;
	for (n = 0; came; n++) {
		yes = override_without(n, &came);
		assert_true(yes <= 1);
	}
	assert_int_equal(yes, 1);
	assert_true(n > 5);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_log_dir, close_dir)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_loading_a_policy_survives_every_failed_allocation),
		EACH(test_what_the_audit_took_is_there_whatever_allocation_failed),
		EACH(test_a_failed_allocation_makes_no_log_whole),
		EACH(test_no_failed_allocation_makes_a_second_yes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
