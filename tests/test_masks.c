/* What redaction writes is no evidence to whoever scans it again. */
#include <string.h>

#include "shuhi.h"
#include "engine.h"

static void
expect_nothing(const char *label)
{
	const struct shuhi_entity *v;
	struct shuhi_error err;
	char text[256];
	size_t n;

	snprintf(text, sizeof text, "［%s］", label);
	assert_int_equal(
	    shuhi_entities(worker, text, strlen(text), &v, &n, &err), 0);
	if (n > 0)
		fail_msg("%s is %s: dict/stop.tsv lacks it", text,
		    v[0].class_name);
}

static void
test_every_mask_is_a_stop_word(void **state)
{
	struct shuhi_class_info c;
	size_t i;

	(void)state;
	for (i = 0; i < shuhi_class_count(); i++) {
		shuhi_class_at(i, &c);
		if (!c.masked)
			continue;
		expect_nothing(c.label[SHUHI_LANG_JA]);
		expect_nothing(c.label[SHUHI_LANG_EN]);
	}
}

static void
test_a_masked_draft_may_pass(void **state)
{
	static const char text[] = "［病室］の［氏名］さん、［病名］なのに"
				   "また売店でアイス買ってた";
	const struct shuhi_result *res;
	struct shuhi_error err;

	(void)state;
	assert_int_equal(
	    shuhi_scan(worker, text, sizeof text - 1, &res, &err), 0);
	assert_int_equal(res->verdict, SHUHI_PASS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_mask_is_a_stop_word),
		cmocka_unit_test(test_a_masked_draft_may_pass),
	};

	return cmocka_run_group_tests(tests, open_engine, close_engine);
}
