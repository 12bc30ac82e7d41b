/* Clients that are slow, many or gone, and the end of the server. */
#include "../capture/draft/httpd.c"

#include "draft/servedata.h"
#include "served.h"

#include <sched.h>
#include <sys/resource.h>

static struct served s;
static struct answer a;

static int
prepare(void **state)
{
	(void)state;
	served_prepare(&s);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	answer_free(&a);
	served_gone(&s);
	return 0;
}

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

static void
test_a_thousand_at_once_are_all_answered(void **state)
{
	static int fd[MANY];
	size_t i;

	(void)state;
	s.config.limits.waiting = MANY;
	served_start(&s);
	for (i = 0; i < MANY; i++)
		fd[i] = dial_port(s.port);
	for (i = 0; i < MANY; i++)
		say_request(fd[i], s.port, "POST /api/v1/check", JSON_TYPE,
		    SPAN("{\"text\":\"山田さん、肺炎で入院\"}"));
	for (i = 0; i < MANY; i++) {
		answer_free(&a);
		hear(fd[i], &a);
		assert_int_equal(a.status, 200);
		assert_true(answer_has(&a, "\"verdict\":\"block\""));
		close(fd[i]);
	}
}

static void
test_more_than_may_wait_are_told_so_and_none_passes(void **state)
{
	static int fd[MANY];
	size_t i, judged = 0, busy = 0;

	(void)state;
	s.config.limits.waiting = 1;
	s.config.limits.workers = 1;
	served_start(&s);
	for (i = 0; i < MANY; i++)
		fd[i] = dial_port(s.port);
	for (i = 0; i < MANY; i++)
		say_request(fd[i], s.port, "POST /api/v1/check", JSON_TYPE,
		    SPAN("{\"text\":\"山田さん、肺炎で入院\"}"));
	for (i = 0; i < MANY; i++) {
		answer_free(&a);
		hear(fd[i], &a);
		judged += a.status == 200 && answer_has(&a, "\"block\"");
		busy += a.status == 503 && answer_has(&a, "\"unscanned\"") &&
		    answer_header(&a, "Retry-After").len > 0;
		close(fd[i]);
	}
	assert_int_equal(judged + busy, MANY);
	assert_true(judged > 0);
}

static void
test_more_connections_than_the_limit_wait_outside(void **state)
{
	int fd[3];

	(void)state;
	s.config.limits.connections = 2; /* one for each thread that moves bytes */
	served_start(&s);
	fd[0] = dial_port(s.port);
	fd[1] = dial_port(s.port);
	fd[2] = dial_port(s.port);
	say_request(fd[2], s.port, "GET /", "", SPAN(""));
	close(fd[0]);
	close(fd[1]);
	hear(fd[2], &a);
	assert_int_equal(a.status, 200);
	close(fd[2]);
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
		EACH(test_more_than_may_wait_are_told_so_and_none_passes),
		EACH(test_more_connections_than_the_limit_wait_outside),
		EACH(test_who_leaves_in_the_middle_harms_nobody),
		EACH(test_nonsense_is_refused),
		EACH(test_a_head_that_is_too_large_is_refused),
		EACH(test_what_is_in_flight_at_the_end_is_answered),
	};

	return cmocka_run_group_tests(tests, open_all, NULL);
}
