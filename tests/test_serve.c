/* The kiosk's server, over sockets: what it answers, and what it refuses. */
#include "../capture/draft/serve.c"

#include "serving.h"

#define LEAK "\"山田さん、肺炎で入院\""

static void
post(const char *json)
{
	answer_free(&a);
	a = check_json(&s, span_of(json));
}

/* ---- drafts ------------------------------------------------------------------ */

static void
test_a_leak_is_blocked_and_told_to_a_page(void **state)
{
	(void)state;
	post("{\"id\":[1],\"text\":" LEAK ",\"destination\":\"w.example.jp\"}");
	assert_int_equal(a.status, 200);
	assert_true(answer_has(&a, "{\"id\":[1],\"verdict\":\"block\""));
	assert_true(answer_has(&a, "\"why\":\"訳\",\"advice\":\"助\","
	    "\"basis\":\"test\",\"entities\":["));
	assert_true(answer_has(&a, "\"label\":\"氏名\",\"mask\":\"［氏名］\"}"));
	assert_true(answer_has(&a, "\"mask\":null}"));
	assert_true(answer_has(&a, "\"redacted\":\"［氏名］さん"));
	assert_true(answer_has(&a, "\"action\":\"warn\",\"destination\":{"
	    "\"class\":\"contracted\",\"name\":\"W\",\"known\":true}}"));
}

static void
test_a_clean_draft_passes(void **state)
{
	(void)state;
	post("{\"text\":\"明日は晴れ\"}");
	assert_int_equal(a.status, 200);
	assert_true(answer_has(&a, "{\"id\":null,\"verdict\":\"pass\",\"score\":0,"
	    "\"findings\":[],\"redacted\":\"明日は晴れ\",\"action\":\"allow\","
	    "\"destination\":null}"));
}

static void
test_an_empty_draft_passes(void **state)
{
	(void)state;
	post("{\"text\":\"\"}");
	assert_true(answer_has(&a, "\"verdict\":\"pass\""));
}

static void
test_a_url_is_a_destination_too(void **state)
{
	(void)state;
	post("{\"text\":" LEAK ",\"destination\":\"https://W.example.jp/x\"}");
	assert_true(answer_has(&a, "\"action\":\"warn\""));
}

static void
test_an_unknown_destination_is_told_as_unknown(void **state)
{
	(void)state;
	post("{\"text\":" LEAK ",\"destination\":\"nobody.example\"}");
	assert_true(answer_has(&a, "\"action\":\"block\",\"destination\":{"
	    "\"class\":\"unknown\""));
	assert_true(answer_has(&a, "\"known\":false}"));
}

static void
test_the_language_asked_for_is_spoken(void **state)
{
	(void)state;
	post("{\"text\":" LEAK ",\"lang\":\"en\"}");
	assert_true(answer_has(&a, "\"why\":\"reason\""));
	answer_free(&a);
	a = ask(&s, "POST /api/v1/check",
	    JSON_TYPE "Accept-Language: en-GB\r\n", SPAN("{\"text\":" LEAK "}"));
	assert_true(answer_has(&a, "\"why\":\"reason\""));
}

/* ---- what is no draft ---------------------------------------------------------- */

static void
test_bad_json_is_told_with_its_place(void **state)
{
	(void)state;
	post("{\"text\":\"x\"");
	assert_int_equal(a.status, 400);
	assert_true(answer_has(&a, "{\"verdict\":\"unscanned\",\"error\":{"
	    "\"code\":\"json\",\"message\":\"the JSON value ends too early\","
	    "\"at\":11}}"));
}

static void
test_broken_utf8_is_told_with_its_place(void **state)
{
	(void)state;
	post("{\"text\":\"ab\xe3\x81\"}");
	assert_int_equal(a.status, 400);
	assert_true(answer_has(&a, "\"code\":\"charset\""));
	assert_true(answer_has(&a, "\"at\":11}"));
}

static void
test_json_without_a_text_is_no_draft(void **state)
{
	(void)state;
	post("{\"txt\":\"x\"}");
	assert_int_equal(a.status, 400);
	post("{\"text\":\"x\",\"destination\":5}");
	assert_int_equal(a.status, 400);
	post("");
	assert_int_equal(a.status, 400);
}

/* A draft of `n` bytes as JSON. */
static struct buf
draft_of(size_t n)
{
	struct buf b = { 0 };

	buf_str(&b, "{\"text\":\"");
	buf_fill(&b, 'x', n);
	buf_str(&b, "\"}");
	assert_false(b.failed);
	return b;
}

static void
test_a_draft_of_the_limit_is_judged_and_one_past_it_refused(void **state)
{
	struct buf b = draft_of(LIMIT_DRAFT_TEXT);

	(void)state;
	a = check_json(&s, buf_view(&b));
	assert_int_equal(a.status, 200);
	assert_true(answer_has(&a, "\"verdict\":\"pass\""));
	buf_free(&b);
	b = draft_of(LIMIT_DRAFT_TEXT + 1);
	answer_free(&a);
	a = check_json(&s, buf_view(&b));
	buf_free(&b);
	assert_int_equal(a.status, 413);
	assert_true(answer_has(&a, "\"verdict\":\"unscanned\""));
}

/* Blanks behind a draft make a body of just `n` bytes. */
static struct buf
body_of(size_t n)
{
	struct buf b = { 0 };

	buf_str(&b, "{\"text\":\"x\"}");
	buf_fill(&b, ' ', n - b.len);
	assert_false(b.failed);
	return b;
}

static void
test_a_body_of_the_limit_is_read_and_one_past_it_refused(void **state)
{
	struct buf b = body_of(LIMIT_DRAFT_JSON);

	(void)state;
	a = check_json(&s, buf_view(&b));
	assert_int_equal(a.status, 200);
	buf_free(&b);
	b = body_of(LIMIT_DRAFT_JSON + 1);
	answer_free(&a);
	a = check_json(&s, buf_view(&b));
	buf_free(&b);
	assert_int_equal(a.status, 413);
}

/* What is of the right size is looked at, and found to be no picture. */
static void
test_a_picture_of_the_limit_is_read_and_one_past_it_refused(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_fill(&b, 'x', LIMIT_DRAFT_PICTURE);
	a = ask(&s, "POST /api/v1/check-image", "Content-Type: image/png\r\n",
	    buf_view(&b));
	assert_int_not_equal(a.status, 413);
	assert_true(answer_has(&a, "\"verdict\":\"unscanned\""));
	answer_free(&a);
	buf_char(&b, 'x');
	a = ask(&s, "POST /api/v1/check-image", "Content-Type: image/png\r\n",
	    buf_view(&b));
	assert_int_equal(a.status, 413);
	buf_free(&b);
}

static struct answer
ask_in_chunks(size_t n)
{
	struct buf b = { 0 }, body = body_of(n);
	int fd = dial_port(s.port);
	struct answer out;

	buf_printf(&b, "POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
	    JSON_TYPE "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", s.port, n);
	buf_span(&b, buf_view(&body));
	buf_str(&b, "\r\n0\r\n\r\n");
	say_bytes(fd, buf_view(&b));
	hear(fd, &out);
	close(fd);
	buf_free(&b);
	buf_free(&body);
	return out;
}

static void
test_chunks_of_the_limit_are_read_and_one_past_it_refused(void **state)
{
	(void)state;
	a = ask_in_chunks(LIMIT_DRAFT_JSON);
	assert_int_equal(a.status, 200);
	answer_free(&a);
	a = ask_in_chunks(LIMIT_DRAFT_JSON + 1);
	assert_int_equal(a.status, 413);
}

static void
test_a_body_without_a_length_is_refused(void **state)
{
	char text[160];
	int fd = dial_port(s.port);

	(void)state;
	snprintf(text, sizeof text, "POST /api/v1/check HTTP/1.1\r\n"
	    "Host: 127.0.0.1:%u\r\n" JSON_TYPE "\r\n", s.port);
	say_bytes(fd, span_of(text));
	hear(fd, &a);
	close(fd);
	assert_int_equal(a.status, 411);
}

static void
test_only_json_is_taken_as_json(void **state)
{
	(void)state;
	a = ask(&s, "POST /api/v1/check", "Content-Type: text/plain\r\n",
	    SPAN("{\"text\":\"x\"}"));
	assert_int_equal(a.status, 415);
	answer_free(&a);
	a = ask(&s, "POST /api/v1/check", "", SPAN("{\"text\":\"x\"}"));
	assert_int_equal(a.status, 415);
	answer_free(&a);
	a = ask(&s, "POST /api/v1/check",
	    "Content-Type: application/json; charset=utf-8\r\n",
	    SPAN("{\"text\":\"x\"}"));
	assert_int_equal(a.status, 200);
}

/* ---- who asks --------------------------------------------------------------------- */

static void
test_a_page_of_another_site_gets_nothing(void **state)
{
	(void)state;
	a = ask(&s, "POST /api/v1/check",
	    JSON_TYPE "Origin: http://evil.example\r\n", SPAN("{\"text\":\"x\"}"));
	assert_int_equal(a.status, 403);
	assert_true(answer_has(&a, "\"code\":\"origin\""));
}

static void
test_a_name_that_is_not_ours_gets_nothing(void **state)
{
	int fd = dial_port(s.port);

	(void)state;
	say_bytes(fd, SPAN("GET /api/v1/settings HTTP/1.1\r\n"
	                   "Host: evil.example\r\n\r\n"));
	hear(fd, &a);
	close(fd);
	assert_int_equal(a.status, 403);
	assert_true(answer_has(&a, "\"code\":\"host\""));
}

static void
test_two_hosts_get_nothing(void **state)
{
	(void)state;
	a = ask(&s, "GET /", "Host: evil.example\r\n", SPAN(""));
	assert_true(a.status == 403 || a.status == 400);
}

static void
test_unknown_paths_and_methods_are_told(void **state)
{
	(void)state;
	get("GET /nothing");
	assert_int_equal(a.status, 404);
	get("GET /assets/nothing.js");
	assert_int_equal(a.status, 404);
	get("GET /assets/../index.html");
	assert_int_equal(a.status, 404);
	get("GET /login");
	assert_int_equal(a.status, 404);
	get("DELETE /api/v1/check");
	assert_int_equal(a.status, 405);
	assert_true(span_eq(answer_header(&a, "Allow"), SPAN("POST")));
}

/* ---- answers ------------------------------------------------------------------------ */

static void
assert_guarded(const char *line)
{
	get(line);
	assert_true(span_starts(answer_header(&a, "Content-Security-Policy"),
	    SPAN("default-src 'none'; script-src 'self'; style-src 'self'")));
	assert_true(span_eq(answer_header(&a, "Cache-Control"), SPAN("no-store")));
	assert_true(span_eq(
	    answer_header(&a, "X-Content-Type-Options"), SPAN("nosniff")));
	assert_true(span_eq(
	    answer_header(&a, "Referrer-Policy"), SPAN("no-referrer")));
	assert_true(span_eq(answer_header(&a, "Cross-Origin-Opener-Policy"),
	    SPAN("same-origin")));
	assert_true(answer_header(&a, "Permissions-Policy").len > 0);
	assert_int_equal(answer_header(&a, "Strict-Transport-Security").len, 0);
}

static void
test_every_answer_is_guarded(void **state)
{
	(void)state;
	assert_guarded("GET /");
	assert_guarded("GET /nothing");
	assert_guarded("GET /metrics");
	assert_guarded("PUT /");
	assert_guarded("POST /api/v1/check");
}

static void
test_the_page_is_html_and_head_has_its_length_only(void **state)
{
	struct span length;
	char text[16];

	(void)state;
	get("GET /");
	assert_int_equal(a.status, 200);
	assert_true(span_eq(answer_header(&a, "Content-Type"),
	    SPAN("text/html; charset=utf-8")));
	snprintf(text, sizeof text, "%zu", a.body.len);
	get("HEAD /");
	assert_int_equal(a.status, 200);
	length = answer_header(&a, "Content-Length");
	assert_true(span_eq(length, span_of(text)));
	assert_int_equal(a.body.len, 0);
}

static void
test_settings_tell_a_page_what_it_must_know(void **state)
{
	(void)state;
	get("GET /api/v1/settings");
	assert_int_equal(a.status, 200);
	assert_true(answer_has(&a, "{\"version\":\"" SHUHI_VERSION "\""));
	assert_true(answer_has(&a, "\"idle_seconds\":120"));
	assert_true(answer_has(&a, "\"text_bytes\":131072"));
	assert_true(answer_has(&a, "\"monitor\":false,\"login\":false"));
	assert_true(answer_has(&a, "\"destinations\":[{\"id\":\"w.example.jp\","
	    "\"class\":\"contracted\",\"name\":{\"ja\":\"W\",\"en\":\"W\"}}]"));
}

static void
test_health_is_asked_of_the_engine(void **state)
{
	(void)state;
	get("GET /healthz");
	assert_int_equal(a.status, 200);
	assert_true(span_eq(a.body, SPAN("ok\n")));
}

static void
test_metrics_count_requests_and_verdicts(void **state)
{
	(void)state;
	post("{\"text\":" LEAK "}");
	post("{\"text\":\"x\"}");
	post("nonsense");
	assert_true(figures_come_to(&s,
	    "shuhi_kiosk_requests_total{route=\"check\",status=\"200\"} 2\n"));
	assert_true(figures_come_to(&s,
	    "shuhi_kiosk_requests_total{route=\"check\",status=\"400\"} 1\n"));
	assert_true(figures_come_to(
	    &s, "shuhi_kiosk_verdicts_total{verdict=\"block\"} 1\n"));
	assert_true(figures_come_to(&s, "shuhi_kiosk_seconds_count 2\n"));
}

static void
test_a_connection_serves_many_requests(void **state)
{
	int fd = dial_port(s.port), i;

	(void)state;
	for (i = 0; i < 100; i++) {
		answer_free(&a);
		say_request(fd, s.port, "POST /api/v1/check", JSON_TYPE,
		    SPAN("{\"text\":" LEAK "}"));
		hear(fd, &a);
		assert_int_equal(a.status, 200);
	}
	close(fd);
}

/* ---- opening --------------------------------------------------------------------------- */

static void
assert_wont_open(const char *message)
{
	struct shuhi_error err = { 0 };
	struct serve *serve = NULL;

	assert_int_equal(serve_open(&s.config, &serve, &err), -1);
	assert_null(serve);
	assert_non_null(strstr(err.message, message));
}

static void
test_what_others_can_reach_demands_tls_and_users(void **state)
{
	(void)state;
	s.config.listen = "0.0.0.0:0";
	assert_wont_open("others can reach this address");
	s.config.users = "/nonexistent";
	assert_wont_open("others can reach this address");
	s.config.users = NULL;
	s.config.cert = s.config.key = "/nonexistent";
	assert_wont_open("others can reach this address");
}

static void
test_a_certificate_without_its_key_is_refused(void **state)
{
	(void)state;
	s.config.cert = "/nonexistent";
	assert_wont_open("together");
}

static void
test_a_broken_policy_does_not_start(void **state)
{
	(void)state;
	bench_policy(&s.bench, "nonsense", "");
	assert_wont_open("no such mode");
}

static void
test_workers_are_as_many_as_asked_for_up_to_the_limit(void **state)
{
	struct serve_limits l = { .workers = LIMIT_DRAFT_WORKERS };

	(void)state;
	settle_limits(&l, true);
	assert_int_equal(l.workers, LIMIT_DRAFT_WORKERS);
	l.workers++;
	settle_limits(&l, true);
	assert_int_equal(l.workers, LIMIT_DRAFT_WORKERS);
}

static void
test_an_address_has_a_limit_unless_all_share_it(void **state)
{
	struct serve_limits l = { .workers = 1 };

	(void)state;
	settle_limits(&l, true);
	assert_int_equal(l.per_address, 0);
	settle_limits(&l, false);
	assert_int_equal(l.per_address, LIMIT_DRAFT_PER_ADDRESS);
}

static void
test_rules_of_the_command_line_count_beside_the_policys(void **state)
{
	static const char *folders[1];

	(void)state;
	folder_put(s.bench.small.root, "extra/mine.yaml",
	    SPAN("rules:\n" SMALL_RULE("mine", "low", "document",
	        "disease.common", "風邪")));
	folders[0] = s.bench.small.extra;
	s.config.kit.rules = folders;
	s.config.kit.nrules = 1;
	served_start(&s);
	post("{\"text\":\"風邪\"}");
	assert_true(answer_has(&a, "\"rule\":\"mine\""));
	post("{\"text\":" LEAK "}");
	assert_true(answer_has(&a, "\"rule\":\"named-illness\""));
}

/* ---- reloading --------------------------------------------------------------------------- */

static void
test_a_reload_takes_the_new_policy(void **state)
{
	struct shuhi_error err;

	(void)state;
	bench_policy(&s.bench, "monitor", "");
	assert_int_equal(serve_reload(s.serve, &err), 0);
	get("GET /api/v1/settings");
	assert_true(answer_has(&a, "\"monitor\":true"));
	post("{\"text\":" LEAK "}");
	assert_true(answer_has(&a, "\"action\":\"log\""));
}

static void
test_a_broken_policy_leaves_the_old_one(void **state)
{
	struct shuhi_error err;

	(void)state;
	bench_policy(&s.bench, "nonsense", "");
	assert_int_equal(serve_reload(s.serve, &err), -1);
	assert_int_equal(err.code, SHUHI_E_POLICY);
	get("GET /api/v1/settings");
	assert_true(answer_has(&a, "\"monitor\":false"));
	get("GET /metrics");
	assert_true(answer_has(
	    &a, "shuhi_kiosk_reloads_total{result=\"failed\"} 1\n"));
}

static int
open_json(void **state)
{
	(void)state;
	json_in_init();
	return 0;
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define UNOPENED(test) cmocka_unit_test_setup_teardown(test, prepare, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_a_leak_is_blocked_and_told_to_a_page),
		EACH(test_a_clean_draft_passes),
		EACH(test_an_empty_draft_passes),
		EACH(test_a_url_is_a_destination_too),
		EACH(test_an_unknown_destination_is_told_as_unknown),
		EACH(test_the_language_asked_for_is_spoken),
		EACH(test_bad_json_is_told_with_its_place),
		EACH(test_broken_utf8_is_told_with_its_place),
		EACH(test_json_without_a_text_is_no_draft),
		EACH(test_a_draft_of_the_limit_is_judged_and_one_past_it_refused),
		EACH(test_a_body_of_the_limit_is_read_and_one_past_it_refused),
		EACH(test_a_picture_of_the_limit_is_read_and_one_past_it_refused),
		EACH(test_chunks_of_the_limit_are_read_and_one_past_it_refused),
		EACH(test_a_body_without_a_length_is_refused),
		EACH(test_only_json_is_taken_as_json),
		EACH(test_a_page_of_another_site_gets_nothing),
		EACH(test_a_name_that_is_not_ours_gets_nothing),
		EACH(test_two_hosts_get_nothing),
		EACH(test_unknown_paths_and_methods_are_told),
		EACH(test_every_answer_is_guarded),
		EACH(test_the_page_is_html_and_head_has_its_length_only),
		EACH(test_settings_tell_a_page_what_it_must_know),
		EACH(test_health_is_asked_of_the_engine),
		EACH(test_metrics_count_requests_and_verdicts),
		EACH(test_a_connection_serves_many_requests),
		UNOPENED(test_what_others_can_reach_demands_tls_and_users),
		UNOPENED(test_a_certificate_without_its_key_is_refused),
		UNOPENED(test_a_broken_policy_does_not_start),
		UNOPENED(test_rules_of_the_command_line_count_beside_the_policys),
		UNOPENED(test_workers_are_as_many_as_asked_for_up_to_the_limit),
		UNOPENED(test_an_address_has_a_limit_unless_all_share_it),
		EACH(test_a_reload_takes_the_new_policy),
		EACH(test_a_broken_policy_leaves_the_old_one),
	};

	return cmocka_run_group_tests(tests, open_json, NULL);
}
