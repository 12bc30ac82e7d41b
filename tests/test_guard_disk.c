/*
 * What must survive a power cut is on the disk before it is said to be done: records
 * of the audit, overrides, keys, users.  And what cannot be brought there is an error.
 */
#include "ondisk.h"

#include "draft/users.h"
#include "override.h"
#include "roster/keyed.h"
#include "seal.h"
#include "audited.h"

/* A log whose own thread leaves the disk alone. */
static struct audit *
quiet_log(uint64_t rotate)
{
	return log_open_as(&(struct audit_config){ .file = log_file,
	    .rotate = rotate, .fsync_ms = 60000 });
}

static int
whole_disk(void **state)
{
	atomic_store(&syncs_left, SIZE_MAX);
	syncs_forget();
	return open_log_dir(state);
}

/* ---- the audit ---------------------------------------------------------------- */

static void
test_a_new_log_and_its_name_are_on_the_disk(void **state)
{
	struct audit *a = quiet_log(0);

	(void)state;
	assert_true(was_synced(log_file));
	assert_true(was_synced(dir.path));
	log_close(a);
}

static void
test_a_durable_record_is_on_the_disk_when_it_is_written(void **state)
{
	struct audit *a = quiet_log(0);
	struct audit_record r = post();

	(void)state;
	syncs_forget();
	assert_int_equal(audit_write(a, &r, true, &err), 0);
	assert_true(was_synced(log_file));
	log_close(a);
}

static void
test_closing_brings_the_last_record_to_the_disk(void **state)
{
	struct audit *a = quiet_log(0);

	(void)state;
	log_put(a, 1);
	syncs_forget();
	log_close(a);
	assert_true(was_synced(log_file));
}

static void
test_a_full_part_is_on_the_disk_before_the_next_begins(void **state)
{
	struct audit *a = quiet_log(1000);
	char **files;
	size_t n;

	(void)state;
	log_put(a, 1);
	syncs_forget();
	log_put(a, 5);
	assert_int_equal(audit_files(log_file, &files, &n, &err), 0);
	assert_true(n > 1);
	assert_true(was_synced(files[0]));
	audit_files_free(files);
	log_close(a);
}

static void
test_a_record_that_cannot_be_brought_to_the_disk_is_an_error(void **state)
{
	struct audit *a = quiet_log(0);
	struct audit_record r = post();

	(void)state;
	atomic_store(&syncs_left, 0);
	assert_int_equal(audit_write(a, &r, true, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	atomic_store(&syncs_left, SIZE_MAX);
	log_close(a);
}

static void
test_after_a_failure_every_record_waits_for_the_disk(void **state)
{
	struct audit *a = quiet_log(0);
	struct audit_record r = post();

	(void)state;
	atomic_store(&syncs_left, 0);
	assert_int_equal(audit_write(a, &r, true, &err), -1);
	assert_int_equal(audit_write(a, &r, false, &err), -1);
	atomic_store(&syncs_left, SIZE_MAX);
	assert_int_equal(audit_write(a, &r, false, &err), 0);
	assert_true(was_synced(log_file));
	log_close(a);
}

static void
test_a_name_that_was_not_brought_to_the_disk_is_with_the_next_record(
    void **state)
{
	struct audit_record r = post();
	struct audit *a;

	(void)state;
	atomic_store(&syncs_left, 2); /* its salt and itself, not its folder */
	a = quiet_log(0);
	atomic_store(&syncs_left, SIZE_MAX);
	syncs_forget();
	assert_int_equal(audit_write(a, &r, true, &err), 0);
	assert_true(was_synced(dir.path));
	log_close(a);
}

/* ---- overrides ------------------------------------------------------------------ */

#define USER SPAN("sato")
#define NOW  1000

static const struct digest body = { { 7 } };

static struct override *
override_new(char token[OVERRIDE_TOKEN])
{
	struct override *o = NULL;

	assert_int_equal(override_open(dir.path, 60, &o, &err), 0);
	assert_int_equal(
	    override_issue(o, &body, USER, NOW, token, &err), 0);
	return o;
}

static void
test_a_grant_is_on_the_disk_when_it_is_given(void **state)
{
	char token[OVERRIDE_TOKEN];
	struct override *o = override_new(token);

	(void)state;
	syncs_forget();
	assert_int_equal(
	    override_grant(o, span_of(token), USER, NOW, &err), 0);
	assert_true(was_synced(folder_file(dir, "override.spent")));
	override_close(o);
}

static void
test_what_was_let_through_is_on_the_disk_as_used(void **state)
{
	char token[OVERRIDE_TOKEN];
	struct override *o = override_new(token);
	bool granted;

	(void)state;
	assert_int_equal(
	    override_grant(o, span_of(token), USER, NOW, &err), 0);
	syncs_forget();
	assert_int_equal(override_take(o, &body, USER, NOW, &granted, &err), 0);
	assert_true(granted);
	assert_true(was_synced(folder_file(dir, "override.spent")));
	override_close(o);
}

static void
test_what_cannot_be_noted_as_used_is_not_let_through(void **state)
{
	char token[OVERRIDE_TOKEN];
	struct override *o = override_new(token);
	bool granted = false;

	(void)state;
	assert_int_equal(
	    override_grant(o, span_of(token), USER, NOW, &err), 0);
	atomic_store(&syncs_left, 0);
	assert_int_equal(override_take(o, &body, USER, NOW, &granted, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_false(granted);
	override_close(o);
}

static void
test_a_grant_that_is_not_on_the_disk_lets_nothing_through_later(void **state)
{
	char token[OVERRIDE_TOKEN];
	struct override *o = override_new(token);
	bool granted = true;

	(void)state;
	atomic_store(&syncs_left, 0);
	assert_int_equal(
	    override_grant(o, span_of(token), USER, NOW, &err), -1);
	atomic_store(&syncs_left, SIZE_MAX);
	assert_int_equal(override_take(o, &body, USER, NOW, &granted, &err), 0);
	assert_false(granted);
	override_close(o);
}

/* So many that what has expired is left out, in a file of another inode. */
static void
put_many_expired(void)
{
	FILE *f = fopen(folder_file(dir, "override.spent"), "w");
	char hex[65];
	unsigned i;

	assert_non_null(f);
	for (i = 0; i < LIMIT_OVERRIDES / 16 / 153 + 1; i++) {
		snprintf(hex, sizeof hex, "%064u", i);
		fprintf(f, "G %020d %s %s\n", 1, hex, hex);
	}
	assert_int_equal(fclose(f), 0);
}

static void
test_a_refused_grant_in_a_file_written_anew_lets_nothing_through_later(
    void **state)
{
	char token[OVERRIDE_TOKEN];
	struct override *o = override_new(token);
	bool granted;
	size_t n;

	(void)state;
	for (n = 0; n < 3; n++) { /* the new file, its name, the entry */
		put_many_expired();
		atomic_store(&syncs_left, n);
		assert_int_equal(
		    override_grant(o, span_of(token), USER, NOW, &err), -1);
		atomic_store(&syncs_left, SIZE_MAX);
		assert_int_equal(
		    override_take(o, &body, USER, NOW, &granted, &err), 0);
		assert_false(granted);
	}
	put_many_expired();
	assert_int_equal(override_grant(o, span_of(token), USER, NOW, &err), 0);
	override_close(o);
}

/* ---- keys and users --------------------------------------------------------------- */

static void
test_a_new_key_of_the_audit_is_on_the_disk(void **state)
{
	const char *file = folder_file(dir, "key");
	struct seal_key key;

	(void)state;
	assert_int_equal(seal_key_make(file, &key, &err), 0);
	assert_true(was_synced(file));
}

static void
test_a_key_of_the_audit_that_is_not_on_the_disk_is_none(void **state)
{
	const char *file = folder_file(dir, "key");
	struct seal_key key;

	(void)state;
	atomic_store(&syncs_left, 0);
	assert_int_equal(seal_key_make(file, &key, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_int_equal(access(file, F_OK), -1);
}

static void
test_a_new_key_of_a_roster_is_on_the_disk(void **state)
{
	const char *file = folder_file(dir, "key");

	(void)state;
	assert_int_equal(key_make(file, &err), 0);
	assert_true(was_synced(file));
}

static void
test_a_key_of_a_roster_that_is_not_on_the_disk_is_none(void **state)
{
	const char *file = folder_file(dir, "key");

	(void)state;
	atomic_store(&syncs_left, 0);
	assert_int_equal(key_make(file, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_int_equal(access(file, F_OK), -1);
}

static void
test_a_new_user_is_on_the_disk(void **state)
{
	const char *file = folder_file(dir, "users");

	(void)state;
	assert_int_equal(users_put(file, SPAN("ntanaka"),
	                     SPAN("himitsu-no-kagi"), &err), 0);
	assert_true(was_synced(file));
	assert_true(was_synced(dir.path));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, whole_disk, close_dir)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_a_new_log_and_its_name_are_on_the_disk),
		EACH(test_a_durable_record_is_on_the_disk_when_it_is_written),
		EACH(test_closing_brings_the_last_record_to_the_disk),
		EACH(test_a_full_part_is_on_the_disk_before_the_next_begins),
		EACH(test_a_record_that_cannot_be_brought_to_the_disk_is_an_error),
		EACH(test_after_a_failure_every_record_waits_for_the_disk),
		EACH(test_a_name_that_was_not_brought_to_the_disk_is_with_the_next_record),
		EACH(test_a_grant_is_on_the_disk_when_it_is_given),
		EACH(test_what_was_let_through_is_on_the_disk_as_used),
		EACH(test_what_cannot_be_noted_as_used_is_not_let_through),
		EACH(test_a_grant_that_is_not_on_the_disk_lets_nothing_through_later),
		EACH(
		    test_a_refused_grant_in_a_file_written_anew_lets_nothing_through_later),
		EACH(test_a_new_key_of_the_audit_is_on_the_disk),
		EACH(test_a_key_of_the_audit_that_is_not_on_the_disk_is_none),
		EACH(test_a_new_key_of_a_roster_is_on_the_disk),
		EACH(test_a_key_of_a_roster_that_is_not_on_the_disk_is_none),
		EACH(test_a_new_user_is_on_the_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
