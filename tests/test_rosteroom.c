/*
 * Rosters when memory is short: every allocation of opening, of putting in force
 * and of a scan fails once.  A patient is found or the scan fails; never is he
 * passed over.
 */
#include "oom.h"
#include "worker.h"
#include "patients.h"
#include "../scanner/roster/stage.h"

static const char text[] = "循環器内科、佐藤さん、80代、T.S.、301号室。佐藤太郎 S33.4.12 ";

/* One scan in which the n-th allocation fails; true when none was left to. */
static bool
scan_without(size_t n)
{
	struct shuhi_worker *w = NULL;
	struct shuhi_error err = { 0 };
	const struct shuhi_result *res = NULL;
	bool came, roster = false;
	size_t i;
	int rc;

	assert_int_equal(shuhi_worker_open(scanner, &w, &err), 0);
	left = n;
	rc = shuhi_scan(w, text, sizeof text - 1, &res, &err);
	came = left == SIZE_MAX;
	left = SIZE_MAX;
	if (rc != 0) {
		assert_true(came);
		assert_int_equal(err.code, SHUHI_E_NOMEM);
	} else {
		assert_int_equal(res->verdict, SHUHI_BLOCK);
		for (i = 0; i < res->nfindings; i++)
			roster |= res->findings[i].reason[0] != NULL;
		assert_true(roster);
	}
	shuhi_worker_close(w);
	return !came;
}

static void
test_a_scan_with_rosters_survives_every_failed_allocation(void **state)
{
	size_t n = 0;

	(void)state;
	do /* a roster whose lists are not made yet */
		use_patients(SPAN(PATIENTS));
	while (!scan_without(n++));
	assert_true(n > 3);
}

static bool
open_without(size_t n)
{
	struct shuhi_roster *r = NULL;
	struct shuhi_error err = { 0 };
	bool came;
	int rc;

	left = n;
	rc = shuhi_roster_open(lists[0].index, lists[0].key, &r, &err);
	if (rc == 0)
		rc = shuhi_scanner_rosters(scanner, &r, 1, &err);
	came = left == SIZE_MAX;
	left = SIZE_MAX;
	shuhi_roster_unref(r);
	if (rc != 0)
		assert_int_equal(err.code, SHUHI_E_NOMEM);
	assert_non_null(found("佐藤太郎 S33.4.12", "roster-patient"));
	return !came;
}

static void
test_a_roster_that_cannot_be_opened_leaves_the_old_one(void **state)
{
	size_t n = 0;

	(void)state;
	while (!open_without(n))
		n++;
	assert_true(n > 2);
}

static void
test_what_cannot_be_sought_is_an_error_at_once(void **state)
{
	struct shuhi_roster *r = roster_of(0, ROSTER_PATIENTS, SPAN(PATIENTS));
	struct roster_set set = { .n = 1, .v = { r } };
	struct roster_stage st;
	struct shuhi_error err;
	const struct folded f = { .text = SPAN("佐藤太郎") };
	struct arena a;

	(void)state;
	arena_init(&a, 8);
	assert_int_equal(
	    stage_begin(&st, &set, &a, f.text, &f, &err), -1);
	assert_int_equal(err.code, SHUHI_E_NOMEM);
	arena_fini(&a);
	shuhi_roster_unref(r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_scan_with_rosters_survives_every_failed_allocation),
		cmocka_unit_test(
		    test_a_roster_that_cannot_be_opened_leaves_the_old_one),
		cmocka_unit_test(
		    test_what_cannot_be_sought_is_an_error_at_once),
	};

	return cmocka_run_group_tests(tests, open_patients, close_patients);
}
