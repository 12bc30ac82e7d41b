/* Clients that are slow, many or gone, and the end of the server. */
#include "../capture/draft/httpd.c"

#include "draft/servedata.h"
#include "serving.h"

#include <sched.h>
#include <sys/resource.h>

/* A byte now and then, for as long as the server bears it. */
static void
dribble(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	do
		say_bytes(fd, SPAN("x"));
	while (poll(&p, 1, 50) == 0);
}

/* ---- slow ------------------------------------------------------------------- */

static void
test_a_head_that_never_ends_is_cut_off(void **state)
{
	int fd;

	(void)state;
	s.config.limits.head_seconds = 1;
	served_start(&s);
	fd = dial_port(s.port);
	say_bytes(fd, SPAN("GET / HTTP/1.1\r\nX: "));
	dribble(fd);
	assert_true(is_closed_by_server(fd));
	close(fd);
	assert_true(figures_come_to(&s, "shuhi_kiosk_late_total 1\n"));
}

static void
test_who_says_nothing_is_cut_off(void **state)
{
	int fd;

	(void)state;
	s.config.limits.head_seconds = 1;
	served_start(&s);
	fd = dial_port(s.port);
	assert_true(is_closed_by_server(fd));
	close(fd);
}

static void
test_a_body_that_never_ends_is_cut_off(void **state)
{
	char text[200];
	int fd;

	(void)state;
	s.config.limits.body_seconds = 1;
	served_start(&s);
	fd = dial_port(s.port);
	snprintf(text, sizeof text, "POST /api/v1/check HTTP/1.1\r\n"
	    "Host: 127.0.0.1:%u\r\n" JSON_TYPE "Content-Length: 99999\r\n\r\n",
	    s.port);
	say_bytes(fd, span_of(text));
	dribble(fd);
	assert_true(is_closed_by_server(fd));
	close(fd);
	assert_true(figures_come_to(&s, "{route=\"check\",status=\"0\"} 1\n"));
}

/* Requests one behind the other, and no answer is taken. */
static void
ask_until_stuck(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };
	char text[80];
	int n = snprintf(text, sizeof text,
	    "GET / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", s.port);

	while (poll(&p, 1, 200) > 0 && !(p.revents & (POLLERR | POLLHUP)))
		if (send(fd, text, (size_t)n, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
			return;
}

static void
test_who_takes_no_answers_is_cut_off(void **state)
{
	int fd;

	(void)state;
	s.config.limits.answer_seconds = 1;
	served_start(&s);
	fd = dial_port(s.port);
	ask_until_stuck(fd);
	assert_true(figures_come_to(&s, "shuhi_kiosk_late_total 1\n"));
	close(fd);
}

static void
test_an_idle_connection_is_closed(void **state)
{
	int fd;

	(void)state;
	s.config.limits.idle_seconds = 1;
	served_start(&s);
	fd = dial_port(s.port);
	say_request(fd, s.port, "GET /", "", SPAN(""));
	hear(fd, &a);
	assert_int_equal(a.status, 200);
	assert_true(is_closed_by_server(fd));
	close(fd);
}

/* ---- many --------------------------------------------------------------------- */

#define MANY 1000

/* Too long to be judged at once: it goes to a worker. */
static struct buf
long_draft(void)
{
	struct buf b = { 0 };

	buf_str(&b, "{\"text\":\"山田さん、肺炎で入院\"}");
	buf_fill(&b, ' ', LIMIT_DRAFT_AT_ONCE);
	assert_false(b.failed);
	return b;
}

#define DAY 86400

/* So many take their time under a sanitizer, and a virtual machine that was
 * frozen for a while may find its clock minutes on. */
static void
be_patient(void)
{
	s.config.limits.head_seconds = DAY;
	s.config.limits.body_seconds = DAY;
	s.config.limits.answer_seconds = DAY;
	s.config.limits.idle_seconds = DAY;
}

static void
answer_a_thousand(struct span draft)
{
	static int fd[MANY];
	size_t i;

	s.config.limits.waiting = MANY;
	be_patient();
	served_start(&s);
	for (i = 0; i < MANY; i++)
		fd[i] = dial_port(s.port);
	for (i = 0; i < MANY; i++)
		say_request(fd[i], s.port, "POST /api/v1/check", JSON_TYPE,
		    draft);
	for (i = 0; i < MANY; i++) {
		answer_free(&a);
		hear(fd[i], &a);
		if (a.status != 200)
			fail_msg("connection %zu: status %u, %zu bytes, %s", i,
			    a.status, a.all.len, strerror(a.error));
		assert_true(answer_has(&a, "\"verdict\":\"block\""));
		close(fd[i]);
	}
}

static void
test_a_thousand_at_once_are_all_answered(void **state)
{
	(void)state;
	answer_a_thousand(SPAN("{\"text\":\"山田さん、肺炎で入院\"}"));
}

static void
test_a_thousand_for_the_workers_are_all_answered(void **state)
{
	struct buf draft = long_draft();

	(void)state;
	answer_a_thousand(buf_view(&draft));
	buf_free(&draft);
}

static void
test_more_than_may_wait_are_told_so_and_none_passes(void **state)
{
	static int fd[MANY];
	struct buf draft = long_draft();
	size_t i, judged = 0, busy = 0;

	(void)state;
	s.config.limits.waiting = 1;
	s.config.limits.workers = 1;
	be_patient();
	served_start(&s);
	for (i = 0; i < MANY; i++)
		fd[i] = dial_port(s.port);
	for (i = 0; i < MANY; i++)
		say_request(fd[i], s.port, "POST /api/v1/check", JSON_TYPE,
		    buf_view(&draft));
	for (i = 0; i < MANY; i++) {
		answer_free(&a);
		hear(fd[i], &a);
		judged += a.status == 200 && answer_has(&a, "\"block\"");
		busy += a.status == 503 && answer_has(&a, "\"unscanned\"") &&
		    answer_header(&a, "Retry-After").len > 0;
		close(fd[i]);
	}
	buf_free(&draft);
	assert_int_equal(judged + busy, MANY);
	assert_true(judged > 0);
}

/* With a limit of two: a third is closed unheard. */
static void
expect_two_are_served(void)
{
	int fd[3], i;

	served_start(&s);
	for (i = 0; i < 2; i++) {
		fd[i] = dial_port(s.port);
		say_request(fd[i], s.port, "GET /", "", SPAN(""));
		answer_free(&a);
		hear(fd[i], &a);
		assert_int_equal(a.status, 200);
	}
	fd[2] = dial_port(s.port);
	assert_true(is_closed_by_server(fd[2]));
	for (i = 0; i < 3; i++)
		close(fd[i]);
}

static void
test_so_many_connections_and_not_one_more(void **state)
{
	(void)state;
	s.config.limits.connections = 2;
	expect_two_are_served();
}

static void
test_so_many_of_one_address_and_not_one_more(void **state)
{
	(void)state;
	s.config.limits.per_address = 2;
	expect_two_are_served();
}

static void
test_bodies_of_so_many_bytes_and_not_one_more(void **state)
{
	static const char draft[] = "{\"text\":\"x\"}";

	(void)state;
	s.config.limits.bodies = sizeof draft - 1;
	served_start(&s);
	a = check_json(&s, SPAN(draft));
	assert_int_equal(a.status, 200);
	answer_free(&a);
	a = check_json(&s, SPAN("{\"text\":\"xy\"}"));
	assert_int_equal(a.status, 503);
	assert_true(answer_has(&a, "\"verdict\":\"unscanned\""));
}

/* ---- gone ----------------------------------------------------------------------- */

static void
test_who_leaves_in_the_middle_harms_nobody(void **state)
{
	int fd, i;

	(void)state;
	served_start(&s);
	for (i = 0; i < 200; i++) {
		fd = dial_port(s.port);
		say_request(fd, s.port, "POST /api/v1/check", JSON_TYPE,
		    SPAN("{\"text\":\"山田さん、肺炎で入院\"}"));
		close(fd);
	}
	assert_true(figures_come_to(&s, "shuhi_kiosk_connections "));
}

static void
test_nonsense_is_refused(void **state)
{
	int fd;

	(void)state;
	served_start(&s);
	fd = dial_port(s.port);
	say_bytes(fd, SPAN("\0\xff\r\n\r\nnonsense\r\n\r\n"));
	hear(fd, &a);
	assert_true(a.status == 0 || a.status >= 400);
	close(fd);
}

/* A head beyond the library's memory: refused, whatever is in it. */
static void
test_a_head_that_is_too_large_is_refused(void **state)
{
	struct buf b = { 0 };
	int fd;

	(void)state;
	served_start(&s);
	fd = dial_port(s.port);
	buf_str(&b, "GET / HTTP/1.1\r\nX: ");
	buf_fill(&b, 'x', LIMIT_DRAFT_MEMORY);
	say_bytes(fd, buf_view(&b));
	buf_free(&b);
	hear(fd, &a);
	assert_true(a.status == 0 || a.status >= 400);
	close(fd);
}

/* ---- the end ------------------------------------------------------------------------ */

static void *
end(void *arg)
{
	serve_close(arg);
	return NULL;
}

/* The head came before the end, the body after it: it is still judged. */
static void
test_what_is_in_flight_at_the_end_is_answered(void **state)
{
	static const char draft[] = "{\"text\":\"山田さん、肺炎で入院\"}";
	struct httpd *httpd;
	pthread_t ending;
	char text[200];
	int fd;

	(void)state;
	served_start(&s);
	fd = dial_port(s.port);
	snprintf(text, sizeof text, "POST /api/v1/check HTTP/1.1\r\n"
	    "Host: 127.0.0.1:%u\r\n" JSON_TYPE "Expect: 100-continue\r\n"
	    "Content-Length: %zu\r\n\r\n", s.port, sizeof draft - 1);
	say_bytes(fd, span_of(text));
	assert_int_equal(recv(fd, text, 25, MSG_WAITALL), 25); /* 100 Continue */
	httpd = s.serve->httpd;
	pthread_create(&ending, NULL, end, s.serve);
	s.serve = NULL;
	while (!atomic_load(&httpd->ending))
		sched_yield();
	say_bytes(fd, SPAN(draft));
	hear(fd, &a);
	assert_int_equal(a.status, 200);
	assert_true(answer_has(&a, "\"verdict\":\"block\""));
	assert_true(is_closed_by_server(fd));
	pthread_join(ending, NULL);
	close(fd);
}

static int
open_all(void **state)
{
	struct rlimit files;

	(void)state;
	json_in_init();
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	return setrlimit(RLIMIT_NOFILE, &files);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, prepare, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_a_head_that_never_ends_is_cut_off),
		EACH(test_who_says_nothing_is_cut_off),
		EACH(test_a_body_that_never_ends_is_cut_off),
		EACH(test_who_takes_no_answers_is_cut_off),
		EACH(test_an_idle_connection_is_closed),
		EACH(test_a_thousand_at_once_are_all_answered),
		EACH(test_a_thousand_for_the_workers_are_all_answered),
		EACH(test_more_than_may_wait_are_told_so_and_none_passes),
		EACH(test_so_many_connections_and_not_one_more),
		EACH(test_so_many_of_one_address_and_not_one_more),
		EACH(test_bodies_of_so_many_bytes_and_not_one_more),
		EACH(test_who_leaves_in_the_middle_harms_nobody),
		EACH(test_nonsense_is_refused),
		EACH(test_a_head_that_is_too_large_is_refused),
		EACH(test_what_is_in_flight_at_the_end_is_answered),
	};

	return cmocka_run_group_tests(tests, open_all, NULL);
}
