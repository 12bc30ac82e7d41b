/* What the kiosk makes of heads that can be read in two ways, and in which language
 * it answers. */
#include "../capture/draft/desk.c"

#include "draft/users.h"
#include "serving.h"

#define LEAK "\"山田さん、肺炎で入院\""

/* ---- heads ------------------------------------------------------------------------ */

/* `head` up to its blank line, as it is. */
static void
say_head(const char *head)
{
	int fd = dial_port(s.port);
	char text[512];

	answer_free(&a);
	snprintf(text, sizeof text, head, s.port, s.port, s.port);
	say_bytes(fd, span_of(text));
	hear(fd, &a);
	close(fd);
}

#define CHECK_HEAD \
	"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" JSON_TYPE

static void
test_two_lengths_are_refused_and_the_connection_ends(void **state)
{
	(void)state;
	say_head(CHECK_HEAD "Content-Length: 12\r\nContent-Length: 2\r\n\r\n"
	                    "{\"text\":\"x\"}");
	assert_int_equal(a.status, 400);
	assert_true(span_eq(answer_header(&a, "Connection"), SPAN("close")));
	say_head(CHECK_HEAD "Content-Length: 12\r\n"
	                    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
	assert_int_equal(a.status, 400);
}

static void
test_a_transfer_coding_but_chunks_is_refused_at_once(void **state)
{
	(void)state;
	say_head(CHECK_HEAD "Transfer-Encoding: gzip, chunked\r\n\r\n");
	assert_true(a.status == 501 || a.status == 400);
	assert_true(span_eq(answer_header(&a, "Connection"), SPAN("close")));
}

static void
test_two_origins_are_refused_also_when_the_first_is_ours(void **state)
{
	(void)state;
	say_head(CHECK_HEAD "Content-Length: 12\r\n"
	                    "Origin: http://127.0.0.1:%u\r\n"
	                    "Origin: http://evil.example\r\n\r\n"
	                    "{\"text\":\"x\"}");
	assert_int_equal(a.status, 403);
}

static void
test_a_nul_in_a_path_does_not_end_it(void **state)
{
	(void)state;
	get("GET /metrics%00");
	assert_int_equal(a.status, 400);
	get("GET /assets/main.js%00.css");
	assert_int_equal(a.status, 400);
	get("GET /api/v1/settings%0a");
	assert_int_equal(a.status, 400);
}

static void
test_a_person_is_told_by_a_page_and_a_program_by_json(void **state)
{
	(void)state;
	a = ask(&s, "GET /nothing", "Accept: text/html,*/*\r\n"
	                            "Accept-Language: ja\r\n", SPAN(""));
	assert_int_equal(a.status, 404);
	assert_true(span_starts(answer_header(&a, "Content-Type"),
	    SPAN("text/html")));
	assert_true(answer_has(&a, "<html lang=\"ja\">"));
	assert_true(answer_has(&a, "<a href=\"/\">"));
	answer_free(&a);
	a = ask(&s, "GET /nothing", "Accept: */*\r\n", SPAN(""));
	assert_true(answer_has(&a, "\"verdict\":\"unscanned\""));
}

/* ---- languages ---------------------------------------------------------------------- */

static void
speak(enum shuhi_lang lang, bool given)
{
	s.config.lang = lang;
	s.config.lang_given = given;
	served_start(&s);
}

static void
test_who_names_no_language_is_told_in_the_servers(void **state)
{
	(void)state;
	speak(SHUHI_LANG_EN, true);
	a = check_json(&s, SPAN("{\"text\":" LEAK "}"));
	assert_true(answer_has(&a, "\"why\":\"reason\""));
	answer_free(&a);
	a = ask(&s, "POST /api/v1/check", JSON_TYPE "Accept-Language: fr\r\n",
	    SPAN("{\"text\":" LEAK "}"));
	assert_true(answer_has(&a, "\"why\":\"reason\""));
	answer_free(&a);
	a = ask(&s, "POST /api/v1/check", JSON_TYPE "Accept-Language: ja\r\n",
	    SPAN("{\"text\":" LEAK "}"));
	assert_false(answer_has(&a, "\"why\":\"reason\""));
}

#define SETTINGS "GET /api/v1/settings"

static void
test_the_page_takes_the_language_the_server_was_given(void **state)
{
	(void)state;
	speak(SHUHI_LANG_EN, true);
	a = ask(&s, SETTINGS, "Accept-Language: ja\r\n", SPAN(""));
	assert_true(answer_has(&a, "\"lang\":\"en\""));
}

static void
test_without_one_the_page_takes_the_browsers(void **state)
{
	(void)state;
	speak(SHUHI_LANG_EN, false);
	a = ask(&s, SETTINGS, "Accept-Language: ja\r\n", SPAN(""));
	assert_true(answer_has(&a, "\"lang\":\"ja\""));
	get(SETTINGS);
	assert_true(answer_has(&a, "\"lang\":\"en\""));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define PREPARED(test) cmocka_unit_test_setup_teardown(test, prepare, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_two_lengths_are_refused_and_the_connection_ends),
		EACH(test_a_transfer_coding_but_chunks_is_refused_at_once),
		EACH(test_two_origins_are_refused_also_when_the_first_is_ours),
		EACH(test_a_nul_in_a_path_does_not_end_it),
		EACH(test_a_person_is_told_by_a_page_and_a_program_by_json),
		PREPARED(test_who_names_no_language_is_told_in_the_servers),
		PREPARED(test_the_page_takes_the_language_the_server_was_given),
		PREPARED(test_without_one_the_page_takes_the_browsers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
