#include "../scanner/roster/rosters.c" /* statics included on purpose */
#include "patients.h"

static enum shuhi_verdict
verdict_of(const char *text)
{
	(void)found(text, "");
	return result->verdict;
}

static void
test_a_set_has_a_ceiling(void **state)
{
	struct shuhi_roster *r = roster_of(1, ROSTER_STAFF, SPAN("氏名\n山 田\n"));
	struct shuhi_roster *v[SHUHI_ROSTERS_MAX + 1];
	struct shuhi_error err = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i <= SHUHI_ROSTERS_MAX; i++)
		v[i] = r;
	assert_int_equal(
	    shuhi_scanner_rosters(scanner, v, SHUHI_ROSTERS_MAX, &err), 0);
	assert_int_equal(shuhi_scanner_rosters(
	                     scanner, v, SHUHI_ROSTERS_MAX + 1, &err), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
	shuhi_roster_unref(r);
	use_patients(SPAN(PATIENTS));
}

static void
test_a_refused_set_leaves_the_old_one_in_force(void **state)
{
	struct shuhi_roster *v[SHUHI_ROSTERS_MAX + 1] = { NULL };
	struct list other = list_new();
	struct roster_list how = list_how(&other);
	struct roster_summary sum;
	struct shuhi_error err = { 0 };

	(void)state;
	/* built with the small fold table of the tests: it would find nobody */
	assert_int_equal(
	    list_make(&other, SPAN("氏名\n山 田\n"), &how, &sum, &err), 0);
	assert_int_equal(
	    shuhi_roster_open(other.index, other.key, &v[0], &err), 0);
	assert_int_equal(shuhi_scanner_rosters(scanner, v, 1, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_int_equal(verdict_of("佐藤太郎 S33.4.12"), SHUHI_BLOCK);
	assert_non_null(found("佐藤太郎 S33.4.12", "roster-patient"));
	shuhi_roster_unref(v[0]);
	list_gone(&other);
}

static void
test_a_worker_uses_the_new_set_from_its_next_scan_on(void **state)
{
	(void)state;
	assert_non_null(found("佐藤太郎の試合", "roster-name"));
	use_patients(SPAN("氏名\n鈴木 次郎\n"));
	assert_null(found("佐藤太郎の試合", "roster-name"));
	assert_non_null(found("鈴木次郎の試合", "roster-name"));
	use_rosters(NULL, 0);
	assert_null(found("鈴木次郎の試合", "roster-name"));
	use_patients(SPAN(PATIENTS));
}

static void
test_a_set_outlives_its_owner(void **state)
{
	struct shuhi_roster *r = roster_of(1, ROSTER_VIP, SPAN("氏名\n山 田\n"));

	(void)state;
	assert_int_equal(shuhi_roster_people(r), 1);
	use_rosters(&r, 1);
	assert_non_null(found("山田です。山 田", "roster-special-care"));
	use_patients(SPAN(PATIENTS));
}

static void
test_a_wrong_key_opens_nothing(void **state)
{
	struct list a = list_new(), b = list_new();
	struct roster_list how = list_how(&a);
	struct roster_summary sum;
	struct shuhi_roster *r = NULL;
	struct shuhi_error err = { 0 };

	(void)state;
	assert_int_equal(
	    list_make(&a, SPAN("氏名\n山 田\n"), &how, &sum, &err), 0);
	assert_int_equal(shuhi_roster_open(a.index, b.key, &r, &err), -1);
	assert_null(r);
	assert_int_equal(err.code, SHUHI_E_IO);
	list_gone(&a);
	list_gone(&b);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_set_has_a_ceiling),
		cmocka_unit_test(
		    test_a_refused_set_leaves_the_old_one_in_force),
		cmocka_unit_test(
		    test_a_worker_uses_the_new_set_from_its_next_scan_on),
		cmocka_unit_test(test_a_set_outlives_its_owner),
		cmocka_unit_test(test_a_wrong_key_opens_nothing),
	};

	return cmocka_run_group_tests(tests, open_patients, close_patients);
}
