#include "../capture/proxy/scrape.c"
#include "help.h"

#include <netinet/in.h>

static const char *const causes[] = { "none", "too-large", "audit" };

struct scene {
	struct scrape scrape;
	struct metrics *metrics;
	struct scrape_config config;
	char listen[32];
	uint16_t port;
};

/* A port that was free a moment ago. */
static uint16_t
free_port(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&a, n), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
	close(fd);
	return ntohs(a.sin_port);
}

static void
scene_open(struct scene *s)
{
	*s = (struct scene){ .metrics = metrics_new(), .port = free_port() };
	assert_non_null(s->metrics);
	s->config = (struct scrape_config){ .metrics = s->metrics,
		.cause_names = causes, .ncauses = 3 };
	snprintf(s->listen, sizeof s->listen, "127.0.0.1:%u", s->port);
}

static void
keep(struct scene *s)
{
	struct shuhi_error err = { 0 };

	if (scrape_keep(&s->scrape, s->listen, &s->config, &err) != 0)
		fail_msg("%s", err.message);
}

static void
scene_gone(struct scene *s)
{
	scrape_stop(&s->scrape);
	metrics_gone(s->metrics);
}

static int
dial(uint16_t port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons(port) };
	const struct timeval wait = { .tv_sec = 20 };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0)
		return fd;
	close(fd);
	return -1;
}

/* All that is answered to a request line; static, "" when nobody answers. */
static const char *
ask(uint16_t port, const char *line)
{
	static char got[32768];
	char request[256];
	size_t n = 0;
	ssize_t more;
	int fd = dial(port);

	got[0] = '\0';
	if (fd < 0)
		return got;
	snprintf(request, sizeof request,
	    "%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
	    line);
	assert_int_equal(
	    write(fd, request, strlen(request)), (ssize_t)strlen(request));
	while ((more = read(fd, got + n, sizeof got - 1 - n)) > 0)
		n += (size_t)more;
	got[n] = '\0';
	close(fd);
	return got;
}

static void
test_what_was_counted_is_served(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s);
	keep(&s);
	metrics_add(&s.metrics->requests, 7);
	assert_non_null(strstr(ask(s.port, "GET /metrics"),
	    "\nshuhi_proxy_requests_total 7\n"));
	metrics_add(&s.metrics->requests, 1);
	assert_non_null(strstr(ask(s.port, "GET /metrics"),
	    "\nshuhi_proxy_requests_total 8\n"));
	scene_gone(&s);
}

static void
test_nothing_else_is(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s);
	keep(&s);
	assert_non_null(strstr(ask(s.port, "GET /"), " 404 "));
	assert_non_null(strstr(ask(s.port, "GET /metrics/../x"), " 404 "));
	assert_non_null(strstr(ask(s.port, "DELETE /metrics"), " 405 "));
	assert_null(strstr(ask(s.port, "GET /"), "shuhi_proxy"));
	scene_gone(&s);
}

static void
test_who_serves_stays_while_nothing_changes(void **state)
{
	struct scene s;
	pid_t first;

	(void)state;
	scene_open(&s);
	keep(&s);
	first = s.scrape.pid;
	keep(&s);
	assert_int_equal(s.scrape.pid, first);
	scene_gone(&s);
}

static void
test_who_died_is_replaced(void **state)
{
	struct scene s;
	struct pollfd ended = { .events = POLLIN };

	(void)state;
	scene_open(&s);
	keep(&s);
	kill(s.scrape.pid, SIGKILL);
	ended.fd = s.scrape.process;
	assert_int_equal(poll(&ended, 1, 20000), 1);
	keep(&s);
	assert_non_null(strstr(ask(s.port, "GET /metrics"), " 200 "));
	scene_gone(&s);
}

static void
test_another_port_is_moved_to(void **state)
{
	struct scene s;
	uint16_t old;

	(void)state;
	scene_open(&s);
	keep(&s);
	old = s.port;
	s.port = free_port();
	snprintf(s.listen, sizeof s.listen, "127.0.0.1:%u", s.port);
	keep(&s);
	assert_non_null(strstr(ask(s.port, "GET /metrics"), " 200 "));
	assert_string_equal(ask(old, "GET /metrics"), "");
	scene_gone(&s);
}

static void
test_nobody_serves_when_it_is_not_asked_for(void **state)
{
	struct scene s;
	struct shuhi_error err;

	(void)state;
	scene_open(&s);
	keep(&s);
	assert_int_equal(scrape_keep(&s.scrape, NULL, &s.config, &err), 0);
	assert_int_equal(s.scrape.pid, 0);
	assert_string_equal(ask(s.port, "GET /metrics"), "");
	scene_gone(&s);
}

static void
test_a_port_in_use_is_told(void **state)
{
	struct scene a, b;
	struct shuhi_error err;

	(void)state;
	scene_open(&a);
	keep(&a);
	scene_open(&b);
	assert_int_equal(
	    scrape_keep(&b.scrape, a.listen, &b.config, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_non_null(strstr(err.message, "in use"));
	assert_int_equal(b.scrape.pid, 0);
	scene_gone(&b);
	scene_gone(&a);
}

static void
test_only_the_loopback_is_listened_on(void **state)
{
	struct scene s;
	struct shuhi_error err;

	(void)state;
	scene_open(&s);
	assert_int_equal(
	    scrape_keep(&s.scrape, "0.0.0.0:9464", &s.config, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	assert_int_equal(s.scrape.pid, 0);
	scene_gone(&s);
}

/* What it holds of ours shows as descriptors. */
static void
test_it_holds_nothing_of_the_master(void **state)
{
	struct scene s;
	char fd[64];
	int pipes[2];

	(void)state;
	scene_open(&s);
	assert_int_equal(pipe(pipes), 0);
	keep(&s);
	assert_non_null(strstr(ask(s.port, "GET /metrics"), " 200 "));
	snprintf(fd, sizeof fd, "/proc/%d/fd/%d", s.scrape.pid, pipes[1]);
	assert_int_equal(access(fd, F_OK), -1);
	close(pipes[0]);
	close(pipes[1]);
	scene_gone(&s);
}

static void
write_byte(void *arg)
{
	atomic_store((atomic_ullong *)arg, 1);
}

static void
test_it_forgets_before_it_serves(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s);
	s.config.forget = write_byte;
	s.config.arg = &s.metrics->aborted;
	keep(&s);
	assert_non_null(strstr(ask(s.port, "GET /metrics"),
	    "\nshuhi_proxy_aborted_total 1\n"));
	scene_gone(&s);
}

static void
test_a_client_that_says_nothing_keeps_nobody_out(void **state)
{
	struct scene s;
	int silent;

	(void)state;
	scene_open(&s);
	keep(&s);
	silent = dial(s.port);
	assert_true(silent >= 0);
	assert_non_null(strstr(ask(s.port, "GET /metrics"), " 200 "));
	close(silent);
	scene_gone(&s);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_was_counted_is_served),
		cmocka_unit_test(test_nothing_else_is),
		cmocka_unit_test(test_who_serves_stays_while_nothing_changes),
		cmocka_unit_test(test_who_died_is_replaced),
		cmocka_unit_test(test_another_port_is_moved_to),
		cmocka_unit_test(test_nobody_serves_when_it_is_not_asked_for),
		cmocka_unit_test(test_a_port_in_use_is_told),
		cmocka_unit_test(test_only_the_loopback_is_listened_on),
		cmocka_unit_test(test_it_holds_nothing_of_the_master),
		cmocka_unit_test(test_it_forgets_before_it_serves),
		cmocka_unit_test(
		    test_a_client_that_says_nothing_keeps_nobody_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
