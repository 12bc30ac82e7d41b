#include "../capture/syslogsink.c" /* statics included on purpose */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include "audited.h"

/* ---- servers ------------------------------------------------------------ */

static int server;
static char target[128];

static int
unix_server(void **state)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };

	open_log_dir(state);
	snprintf(un.sun_path, sizeof un.sun_path, "%s/log", dir.path);
	snprintf(target, sizeof target, "unix:%s", un.sun_path);
	server = socket(AF_UNIX, SOCK_DGRAM, 0);
	return bind(server, (struct sockaddr *)&un, sizeof un);
}

static int
inet_server(int type, const char *scheme)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	socklen_t len = sizeof in;

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server = socket(AF_INET, type, 0);
	if (bind(server, (struct sockaddr *)&in, sizeof in) != 0 ||
	    getsockname(server, (struct sockaddr *)&in, &len) != 0)
		return -1;
	snprintf(target, sizeof target, "%s:127.0.0.1:%u", scheme,
	    ntohs(in.sin_port));
	return type == SOCK_STREAM ? listen(server, 4) : 0;
}

static int
udp_server(void **state)
{
	open_log_dir(state);
	return inet_server(SOCK_DGRAM, "udp");
}

static int
tcp_server(void **state)
{
	open_log_dir(state);
	return inet_server(SOCK_STREAM, "tcp");
}

static int
close_server(void **state)
{
	close(server);
	return close_dir(state);
}

/* What one read gives, as a string. */
static const char *
received(int fd)
{
	static char text[8192];
	ssize_t n = recv(fd, text, sizeof text - 1, 0);

	assert_true(n > 0);
	text[n] = '\0';
	return text;
}

static struct syslog_sink *
sink_open(void)
{
	struct syslog_sink *s = NULL;

	assert_int_equal(syslog_sink_open(target, &s, &err), 0);
	return s;
}

/* ---- what arrives ------------------------------------------------------- */

static void
expect_rfc5424(const char *text, const char *start, const char *end)
{
	unsigned y, mon, d, h, min, s, ms;
	char host[256], app[16];
	long pid;

	assert_memory_equal(text, start, strlen(start));
	assert_int_equal(sscanf(text + strlen(start),
	    " %4u-%2u-%2uT%2u:%2u:%2u.%3uZ %255s %15s %ld audit - ", &y, &mon,
	    &d, &h, &min, &s, &ms, host, app, &pid), 10);
	assert_string_equal(app, "shuhi");
	assert_int_equal(pid, getpid());
	assert_string_equal(text + strlen(text) - strlen(end), end);
}

static void
test_a_datagram_holds_one_message(void **state)
{
	struct syslog_sink *s = sink_open();

	(void)state;
	syslog_sink_put(s, 4, SPAN("{\"seq\":1}"));
	expect_rfc5424(received(server), "<108>1", " audit - {\"seq\":1}");
	assert_int_equal(syslog_sink_close(s), 0);
}

static void
test_messages_keep_their_order(void **state)
{
	struct syslog_sink *s = sink_open();
	char text[8];
	int i;

	(void)state;
	for (i = 0; i < 5; i++) {
		snprintf(text, sizeof text, "m%d", i);
		syslog_sink_put(s, 6, span_of(text));
	}
	for (i = 0; i < 5; i++) {
		snprintf(text, sizeof text, "- m%d", i);
		expect_rfc5424(received(server), "<110>1", text);
	}
	syslog_sink_close(s);
}

static void
test_a_stream_is_framed_by_counts(void **state)
{
	struct syslog_sink *s = sink_open();
	const char *text;
	char *space;
	size_t count;
	int fd;

	(void)state;
	syslog_sink_put(s, 5, SPAN("one"));
	fd = accept(server, NULL, NULL);
	assert_int_equal(syslog_sink_close(s), 0);
	text = received(fd);
	count = strtoul(text, &space, 10);
	if (strlen(space) == 1) /* the count came alone */
		text = received(fd);
	else
		text = space + 1;
	close(fd);
	assert_int_equal(strlen(text), count);
	expect_rfc5424(text, "<109>1", " - one");
}

static void
test_closing_sends_what_is_queued(void **state)
{
	struct syslog_sink *s = sink_open();
	int i;

	(void)state;
	for (i = 0; i < 5; i++)
		syslog_sink_put(s, 6, SPAN("x"));
	assert_int_equal(syslog_sink_close(s), 0);
	for (i = 0; i < 5; i++)
		received(server);
}

/* ---- what does not ------------------------------------------------------ */

static void
test_a_server_that_is_not_there_costs_only_the_copy(void **state)
{
	struct syslog_sink *s;

	(void)state;
	close(server);
	server = -1;
	unlink(target + strlen("unix:"));
	s = sink_open();
	syslog_sink_put(s, 6, SPAN("x"));
	assert_int_equal(syslog_sink_close(s), 1);
}

static void
test_a_server_that_reads_nothing_fills_the_queue_and_no_more(void **state)
{
	struct syslog_sink *s = sink_open();
	uint64_t i, dropped;

	(void)state;
	/* nobody reads: the socket takes a few, the thread holds one */
	for (i = 0; i < 4 * LIMIT_SYSLOG_QUEUE; i++)
		syslog_sink_put(s, 6, SPAN("x"));
	dropped = syslog_sink_dropped(s);
	assert_true(dropped > 0);
	assert_true(dropped < 4 * LIMIT_SYSLOG_QUEUE);
	close(server);
	server = -1;
	assert_true(syslog_sink_close(s) > dropped);
}

static void
test_a_queue_at_its_limit_drops_nothing(void **state)
{
	struct syslog_sink s = { .fd = -1, .n = LIMIT_SYSLOG_QUEUE - 1 };

	(void)state;
	pthread_mutex_init(&s.lock, NULL);
	pthread_cond_init(&s.news, NULL);
	syslog_sink_put(&s, 6, SPAN("x"));
	assert_int_equal(s.dropped, 0);
	syslog_sink_put(&s, 6, SPAN("x"));
	assert_int_equal(s.dropped, 1);
	free((char *)s.queue[LIMIT_SYSLOG_QUEUE - 1].ptr);
	pthread_cond_destroy(&s.news);
	pthread_mutex_destroy(&s.lock);
}

static void
test_what_is_no_target_is_refused(void **state)
{
	static const char *const wrong[] = { "", "none", "unix:log",
		"udp:127.0.0.1", "udp:127.0.0.1:0", "udp:127.0.0.1:65536",
		"udp:localhost:514", "tcp:2001:db8::1", "tcp:[::1]:", "tls:x" };
	struct syslog_sink *s = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(syslog_sink_open(wrong[i], &s, &err), -1);
		assert_int_equal(err.code, SHUHI_E_USAGE);
	}
}

/* ---- with the audit ----------------------------------------------------- */

static void
test_the_audit_sends_its_lines(void **state)
{
	struct audit *a = log_open_as(&(struct audit_config){
	    .file = log_file, .syslog = target });
	struct span s;
	const char *text;

	(void)state;
	log_put(a, 1);
	log_close(a);
	text = strstr(received(server), "{\"seq\":1,");
	assert_non_null(text);
	s = log_bytes(log_file);
	assert_true(span_has(s, span_of(text)));
	free((char *)s.ptr);
}

static void
test_what_syslog_did_not_take_is_in_the_audit(void **state)
{
	struct audit *a;

	(void)state;
	close(server);
	server = -1;
	unlink(target + strlen("unix:"));
	a = log_open_as(&(struct audit_config){
	    .file = log_file, .syslog = target });
	log_put(a, 3);
	log_close(a);
	assert_true(log_says("\"type\":\"syslog-dropped\",\"records\":"));
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(summary.faults, 0);
}

#define UNIX(test) \
	cmocka_unit_test_setup_teardown(test, unix_server, close_server)
#define UDP(test) \
	cmocka_unit_test_setup_teardown(test, udp_server, close_server)
#define TCP(test) \
	cmocka_unit_test_setup_teardown(test, tcp_server, close_server)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		UNIX(test_a_datagram_holds_one_message),
		UDP(test_a_datagram_holds_one_message),
		UNIX(test_messages_keep_their_order),
		TCP(test_a_stream_is_framed_by_counts),
		UNIX(test_closing_sends_what_is_queued),
		UNIX(test_a_server_that_is_not_there_costs_only_the_copy),
		UNIX(test_a_server_that_reads_nothing_fills_the_queue_and_no_more),
		UNIX(test_a_queue_at_its_limit_drops_nothing),
		UNIX(test_what_is_no_target_is_refused),
		UNIX(test_the_audit_sends_its_lines),
		UNIX(test_what_syslog_did_not_take_is_in_the_audit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
