/*
 * A draft's report.  Every allocation on its way fails once: what comes out then
 * never says pass, and is never half of a report that is taken for a whole.
 */
#include "oom.h"

#include "../capture/draft/draft.c"

#include "drafted.h"
#include "draft/reply.h"

static enum shuhi_verdict
judge(const char *text)
{
	const struct draft d = { .text = span_of(text), .say = as_it_is };

	buf_free(&out);
	return draft_judge(kit, &d, NULL, &out, &err);
}

static void
test_a_text_that_is_not_utf8_is_unscanned(void **state)
{
	(void)state;
	assert_int_equal(judge("ab\xff"), SHUHI_UNSCANNED);
	assert_true(told("\"verdict\":\"unscanned\",\"score\":0,\"findings\":[],"
	    "\"redacted\":\"\",\"error\":{\"code\":\"charset\""));
	assert_true(told("\"at\":2},\"action\":\"block\""));
}

static void
test_an_exempt_place_is_allowed_what_a_rule_found(void **state)
{
	const struct draft d = { .text = SPAN("山田さん、肺炎で入院"),
		.destination = SPAN("update.example.jp"), .say = as_it_is };

	(void)state;
	buf_free(&out);
	draft_judge(kit, &d, NULL, &out, &err);
	assert_true(told("\"verdict\":\"block\""));
	assert_true(told("\"action\":\"allow\""));
}

static void
test_exempt_places_are_not_offered(void **state)
{
	(void)state;
	buf_free(&out);
	draft_places(&out, kit->policy);
	assert_true(told("w.example.jp"));
	assert_false(told("update.example.jp"));
}

static void
test_a_destination_of_the_limit_is_looked_up_and_one_past_it_unknown(
    void **state)
{
	char url[LIMIT_DRAFT_PLACE + 2];
	struct draft d = { .text = SPAN("x"), .say = as_it_is };

	(void)state;
	memset(url, 'x', sizeof url);
	memcpy(url, "w.example.jp/", 13);
	d.destination = (struct span){ url, LIMIT_DRAFT_PLACE };
	buf_free(&out);
	draft_judge(kit, &d, NULL, &out, &err);
	assert_true(told("\"class\":\"contracted\""));
	d.destination.len++;
	buf_free(&out);
	draft_judge(kit, &d, NULL, &out, &err);
	assert_true(told("\"class\":\"unknown\""));
}

/* ---- scarce memory ------------------------------------------------------------ */

/* A clean draft, read, judged and replied to; true when memory sufficed. */
static bool
reply_without(size_t n, struct reply *r)
{
	struct json_line j = { 0 };
	struct failure f = { 0 };
	bool sufficed;

	left = n;
	if (json_line_read(&j, SPAN("{\"id\":1,\"text\":\"x\"}"), &f) == 0) {
		const struct draft d = { .id = j.id, .text = j.text,
			.say = as_it_is };

		draft_judge(kit, &d, NULL, &r->body, &err);
		reply_made(r, REPLY_JSON);
	} else {
		reply_fail(r, 400, &f);
	}
	sufficed = left != SIZE_MAX;
	left = SIZE_MAX;
	json_line_free(&j);
	return sufficed;
}

static void
test_without_memory_nothing_passes(void **state)
{
	struct reply r = { .status = 0 };
	struct span body;
	size_t n = 0;

	(void)state;
	while (!reply_without(n++, &r)) {
		body = r.fixed.ptr != NULL ? r.fixed : buf_view(&r.body);
		assert_true(span_has(body, SPAN("\"verdict\":\"unscanned\"")));
		assert_false(span_has(body, SPAN("\"pass\"")));
		reply_free(&r);
	}
	assert_true(n > 3);
	assert_true(span_has(buf_view(&r.body), SPAN("\"verdict\":\"pass\"")));
	reply_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_text_that_is_not_utf8_is_unscanned),
		cmocka_unit_test(test_an_exempt_place_is_allowed_what_a_rule_found),
		cmocka_unit_test(test_exempt_places_are_not_offered),
		cmocka_unit_test(test_a_destination_of_the_limit_is_looked_up_and_one_past_it_unknown),
		cmocka_unit_test(test_without_memory_nothing_passes),
	};

	return cmocka_run_group_tests(tests, open_kit, close_kit);
}
