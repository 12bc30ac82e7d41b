#include "oom.h"

#include "../capture/proxy/post.c"
#include "proxykit.h"

#define LEAK "山田さん、肺炎で入院"

static struct metrics *metrics;

struct scene {
	struct bench bench;
	struct kit *kit;
};

static struct scene
scene(const char *mode, const char *more)
{
	struct scene s;
	struct shuhi_error err;

	bench_open(&s.bench, mode, more);
	s.kit = bench_kit(&s.bench);
	kit_begin(s.kit, &err);
	return s;
}

static void
scene_gone(struct scene *s)
{
	kit_unref(s->kit);
	bench_gone(&s->bench);
}

static struct post
post_of(const char *url, const char *text)
{
	struct post p = {
		.method = "POST",
		.url = url,
		.user = "nurse",
		.address = "192.0.2.7",
		.wants = { .json = true },
		.content_type = "text/plain; charset=utf-8",
		.body = span_of(text),
		.bytes = strlen(text),
	};

	client_target(url, NULL, &p.to);
	return p;
}

/* Does it pass?  The page, if any, is left in `page`. */
static char page[16384];

static bool
passes(struct kit *kit, struct post p)
{
	struct post_answer a;

	post_judge(&p, kit, metrics, &a);
	snprintf(page, sizeof page, "%.*s", (int)a.page.len,
	    a.page.len > 0 ? a.page.ptr : "");
	buf_free(&a.page);
	return a.pass;
}

static void
test_a_clean_post_passes(void **state)
{
	struct scene s = scene("enforce", "");

	(void)state;
	assert_true(passes(s.kit, post_of("https://x.example.jp/", "晴れ")));
	scene_gone(&s);
}

static void
test_a_leaking_post_is_stopped_with_reasons(void **state)
{
	struct scene s = scene("enforce", "");

	(void)state;
	assert_false(passes(s.kit, post_of("https://x.example.jp/", LEAK)));
	assert_non_null(strstr(page, "\"action\":\"block\""));
	assert_non_null(strstr(page, "named-illness"));
	assert_null(strstr(page, "山田"));
	scene_gone(&s);
}

static void
test_without_anything_loaded_all_is_stopped(void **state)
{
	(void)state;
	assert_false(passes(NULL, post_of("https://x.example.jp/", "晴れ")));
	assert_non_null(strstr(page, "\"failures\":[\"reload\"]"));
}

static void
test_an_exemption_is_not_looked_at(void **state)
{
	struct scene s = scene("enforce", "");

	(void)state;
	assert_true(passes(s.kit, post_of("https://update.example.jp/", LEAK)));
	scene_gone(&s);
}

static void
test_monitor_mode_lets_pass_and_counts(void **state)
{
	struct scene s = scene("monitor", "");
	unsigned long long before =
	    atomic_load(&metrics->ends[METRICS_MONITORED]);

	(void)state;
	assert_true(passes(s.kit, post_of("https://x.example.jp/", LEAK)));
	assert_int_equal(
	    atomic_load(&metrics->ends[METRICS_MONITORED]), before + 1);
	scene_gone(&s);
}

static void
test_what_is_not_all_here_is_stopped_even_in_monitor_mode(void **state)
{
	struct scene s = scene("monitor", "");
	struct post p = post_of("https://x.example.jp/", "");

	(void)state;
	p.cut = true;
	p.trouble = SHUHI_CAUSE_TOO_LARGE;
	assert_false(passes(s.kit, p));
	assert_non_null(strstr(page, "too-large"));
	scene_gone(&s);
}

static void
test_what_is_not_all_here_is_stopped_even_to_an_exemption(void **state)
{
	struct scene s = scene("enforce", "");
	struct post p = post_of("https://update.example.jp/", "");

	(void)state;
	p.cut = true;
	p.trouble = SHUHI_CAUSE_TOO_LARGE;
	assert_false(passes(s.kit, p));
	scene_gone(&s);
}

static void
test_what_is_not_all_here_nor_recorded_is_stopped(void **state)
{
	struct scene s = scene("monitor", "");
	struct post p = post_of("https://x.example.jp/", "");
	struct shuhi_error err;

	(void)state;
	audit_close(s.kit->books.audit, &err);
	s.kit->books.audit = NULL;
	p.cut = true;
	p.trouble = SHUHI_CAUSE_TOO_LARGE;
	assert_false(passes(s.kit, p));
	scene_gone(&s);
}

static void
test_trouble_is_the_policys_to_decide(void **state)
{
	struct scene s = scene("enforce", "failures: {too-large: log}\n");
	struct post p = post_of("https://x.example.jp/", "晴れ");

	(void)state;
	p.trouble = SHUHI_CAUSE_TOO_LARGE;
	assert_true(passes(s.kit, p));
	p.trouble = POLICY_CAUSE_INTERNAL;
	assert_false(passes(s.kit, p));
	scene_gone(&s);
}

static void
test_what_cannot_be_recorded_is_stopped(void **state)
{
	struct scene s = scene("enforce", "");
	struct shuhi_error err;

	(void)state;
	audit_close(s.kit->books.audit, &err);
	s.kit->books.audit = NULL; /* as if it could not be opened */
	assert_false(passes(s.kit, post_of("https://w.example.jp/", LEAK)));
	assert_non_null(strstr(page, "\"audit\""));
	assert_null(strstr(page, "\"override\""));
	scene_gone(&s);
}

static void
test_without_memory_no_leak_passes(void **state)
{
	struct scene s = scene("enforce", "");
	struct post p = post_of("https://x.example.jp/", LEAK);
	bool came = true;
	size_t n;

	(void)state;
	for (n = 0; came; n++) {
		left = n;
		assert_false(passes(s.kit, p));
		came = left == SIZE_MAX;
		left = SIZE_MAX;
	}
	assert_true(n > 10);
	scene_gone(&s);
}

static void
test_a_verdict_that_does_not_fit_its_reasons_is_none(void **state)
{
	struct judging nobody_looked = { .ncauses = 0 }, no_reason = { 0 };
	const struct shuhi_body_result unscanned = {
		.verdict = SHUHI_UNSCANNED },
	    review = { .verdict = SHUHI_REVIEW };

	(void)state;
	take_result(&nobody_looked, &unscanned);
	assert_int_equal(nobody_looked.ncauses, 1);
	assert_int_equal(nobody_looked.causes[0], SHUHI_CAUSE_ENGINE);
	take_result(&no_reason, &review);
	assert_int_equal(no_reason.severity, SHUHI_SEVERITY_CRITICAL);
}

/* Where the log was there is something else: each record fails. */
static void
break_audit(struct scene *s)
{
	assert_int_equal(unlink(s->bench.audit), 0);
	assert_int_equal(mkdir(s->bench.audit, 0700), 0);
}

static void
test_what_is_only_recorded_and_cannot_be_is_stopped(void **state)
{
	struct scene s = scene("enforce", "failures: {too-large: log}\n");
	struct post p = post_of("https://x.example.jp/", "晴れ");

	(void)state;
	p.trouble = SHUHI_CAUSE_TOO_LARGE;
	break_audit(&s);
	assert_false(passes(s.kit, p));
	assert_non_null(strstr(page, "\"audit\""));
	scene_gone(&s);
}

/* Its warning, answered with a reason. */
static void
override_it(struct scene *s, struct post p)
{
	struct post form =
	    post_of("https://w.example.jp" PAGE_OVERRIDE_PATH, "");
	struct post_answer a;
	char body[512], *token, *end;

	assert_false(passes(s->kit, p));
	token = strstr(page, "\"token\":\"");
	assert_non_null(token);
	token += 9;
	end = strchr(token, '"');
	snprintf(body, sizeof body, "token=%.*s&why=tenin+no+tame",
	    (int)(end - token), token);
	form.body = span_of(body);
	assert_true(post_is_form(&form));
	post_form(&form, s->kit, metrics, &a);
	assert_true(a.fine);
	buf_free(&a.page);
}

static void
test_a_warning_is_overridden_once(void **state)
{
	struct scene s = scene("enforce", "");
	struct post p = post_of("https://w.example.jp/talk", LEAK);

	(void)state;
	override_it(&s, p);
	assert_true(passes(s.kit, p));
	assert_false(passes(s.kit, p));
	scene_gone(&s);
}

#define QUERY(text) "https://w.example.jp/talk?n=" text

static void
test_an_override_of_a_query_is_for_that_query(void **state)
{
	struct scene s = scene("enforce", "");

	(void)state;
	override_it(&s, post_of(QUERY(LEAK), "ok"));
	assert_false(passes(s.kit, post_of(QUERY("川上さん、肺炎"), "ok")));
	assert_true(passes(s.kit, post_of(QUERY(LEAK), "ok")));
	scene_gone(&s);
}

static void
test_an_override_of_a_body_lets_no_query_pass(void **state)
{
	struct scene s = scene("enforce", "");

	(void)state;
	override_it(&s, post_of(QUERY("1"), LEAK));
	assert_false(passes(s.kit, post_of(QUERY(LEAK), LEAK)));
	assert_true(passes(s.kit, post_of(QUERY("2"), LEAK)));
	scene_gone(&s);
}

static void
test_a_leak_in_a_header_is_stopped(void **state)
{
	struct scene s = scene("enforce", "");
	struct post p = post_of("https://x.example.jp/", "晴れ");

	(void)state;
	p.headers = "Host: x.example.jp\r\nTitle: " LEAK "\r\n";
	assert_false(passes(s.kit, p));
	scene_gone(&s);
}

static void
test_an_override_that_cannot_be_recorded_is_none(void **state)
{
	struct scene s = scene("enforce", "");
	struct post p = post_of("https://w.example.jp/talk", LEAK);

	(void)state;
	override_it(&s, p);
	break_audit(&s);
	assert_false(passes(s.kit, p));
	assert_non_null(strstr(page, "\"audit\""));
	scene_gone(&s);
}

static void
test_a_form_before_anything_is_loaded_is_refused(void **state)
{
	struct post form =
	    post_of("https://w.example.jp" PAGE_OVERRIDE_PATH, "");
	struct post_answer a;

	(void)state;
	post_form(&form, NULL, metrics, &a);
	assert_false(a.pass);
	assert_false(a.fine);
	buf_free(&a.page);
}

static void
test_new_boundaries_do_not_make_another_post(void **state)
{
	struct scene s = scene("enforce", "");
	struct post a = post_of("https://w.example.jp/", "--A1\r\nx\r\n--A1--");
	struct post b =
	    post_of("https://w.example.jp/", "--B23\r\nx\r\n--B23--");
	struct digest da, db;

	(void)state;
	a.content_type = "multipart/form-data; boundary=A1";
	b.content_type = "multipart/form-data; charset=x; boundary=\"B23\"";
	post_fingerprint(s.kit->books.audit, &a, false, &da);
	post_fingerprint(s.kit->books.audit, &b, false, &db);
	assert_true(digest_eq(&da, &db));
	scene_gone(&s);
}

static void
test_another_place_makes_another_post(void **state)
{
	struct scene s = scene("enforce", "");
	struct post a = post_of("https://w.example.jp/a", LEAK);
	struct post b = post_of("https://w.example.jp/b", LEAK);
	struct digest da, db;

	(void)state;
	post_fingerprint(s.kit->books.audit, &a, false, &da);
	post_fingerprint(s.kit->books.audit, &b, false, &db);
	assert_false(digest_eq(&da, &db));
	scene_gone(&s);
}

static int
open_metrics(void **state)
{
	(void)state;
	return (metrics = metrics_new()) == NULL;
}

static int
close_metrics(void **state)
{
	(void)state;
	metrics_gone(metrics);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_clean_post_passes),
		cmocka_unit_test(test_a_leaking_post_is_stopped_with_reasons),
		cmocka_unit_test(test_without_anything_loaded_all_is_stopped),
		cmocka_unit_test(test_an_exemption_is_not_looked_at),
		cmocka_unit_test(test_monitor_mode_lets_pass_and_counts),
		cmocka_unit_test(
		    test_what_is_not_all_here_is_stopped_even_in_monitor_mode),
		cmocka_unit_test(
		    test_what_is_not_all_here_is_stopped_even_to_an_exemption),
		cmocka_unit_test(
		    test_what_is_not_all_here_nor_recorded_is_stopped),
		cmocka_unit_test(test_trouble_is_the_policys_to_decide),
		cmocka_unit_test(test_what_cannot_be_recorded_is_stopped),
		cmocka_unit_test(test_a_warning_is_overridden_once),
		cmocka_unit_test(
		    test_an_override_of_a_query_is_for_that_query),
		cmocka_unit_test(
		    test_an_override_of_a_body_lets_no_query_pass),
		cmocka_unit_test(
		    test_a_leak_in_a_header_is_stopped),
		cmocka_unit_test(
		    test_an_override_that_cannot_be_recorded_is_none),
		cmocka_unit_test(
		    test_a_form_before_anything_is_loaded_is_refused),
		cmocka_unit_test(test_new_boundaries_do_not_make_another_post),
		cmocka_unit_test(test_another_place_makes_another_post),
		cmocka_unit_test(test_without_memory_no_leak_passes),
		cmocka_unit_test(
		    test_a_verdict_that_does_not_fit_its_reasons_is_none),
		cmocka_unit_test(
		    test_what_is_only_recorded_and_cannot_be_is_stopped),
	};

	return cmocka_run_group_tests(tests, open_metrics, close_metrics);
}
