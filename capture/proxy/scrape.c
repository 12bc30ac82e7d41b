#include "scrape.h"

#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "err.h"
#include "netaddr.h"

#define CLIENTS      8
#define CLIENT_SECS  5
#define CLIENT_BYTES (16u << 10) /* of a request's headers */

/* ---- the process that serves ------------------------------------------------- */

static enum MHD_Result
reply(struct MHD_Connection *c, unsigned status, const char *type,
    const struct buf *text)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(
	    text->len, text->ptr, MHD_RESPMEM_MUST_COPY);
	enum MHD_Result done;

	if (r == NULL)
		return MHD_NO;
	MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, type);
	done = MHD_queue_response(c, status, r);
	MHD_destroy_response(r);
	return done;
}

static enum MHD_Result
answer(void *arg, struct MHD_Connection *c, const char *url, const char *method,
    const char *version, const char *body, size_t *nbody, void **state)
{
	const struct scrape_config *config = arg;
	unsigned status = MHD_HTTP_OK;
	struct buf text = { 0 };
	enum MHD_Result done;

	(void)version;
	(void)body;
	(void)nbody;
	(void)state;
	if (strcmp(url, "/metrics") != 0)
		status = MHD_HTTP_NOT_FOUND;
	else if (strcmp(method, MHD_HTTP_METHOD_GET) != 0)
		status = MHD_HTTP_METHOD_NOT_ALLOWED;
	if (status == MHD_HTTP_OK)
		metrics_print(config->metrics, config->cause_names,
		    config->ncauses, &text);
	else
		buf_str(&text, "GET /metrics\n");
	done = text.failed
	           ? MHD_NO
	           : reply(c, status, "text/plain; version=0.0.4", &text);
	buf_free(&text);
	return done;
}

/* What the master had and this process must not have. */
static void
let_go(const struct scrape_config *config, int listening)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD,
		SIGUSR1, SIGUSR2 };
	sigset_t none;
	size_t i;

	for (i = 0; i < sizeof signals / sizeof *signals; i++)
		signal(signals[i], SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (listening > 3)
		close_range(3, (unsigned)listening - 1, 0);
	close_range((unsigned)listening + 1, ~0u, 0);
	if (config->forget != NULL)
		config->forget(config->arg);
}

static _Noreturn void
serve(const struct scrape_config *config, int listening, pid_t master)
{
	struct MHD_Daemon *d;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != master)
		_exit(0);
	prctl(PR_SET_NAME, "shuhi-metrics");
	let_go(config, listening);
	d = MHD_start_daemon(MHD_NO_FLAG, 0, NULL, NULL, answer,
	    (void *)(uintptr_t)config, MHD_OPTION_LISTEN_SOCKET, listening,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)CLIENTS,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)CLIENT_SECS,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CLIENT_BYTES,
	    MHD_OPTION_END);
	while (d != NULL && MHD_run_wait(d, -1) == MHD_YES)
		continue;
	_exit(1);
}

/* ---- the master ---------------------------------------------------------------- */

/* A socket that listens; the master opens it, who can say why it cannot. */
static int
open_port(const char *listening, struct shuhi_error *err)
{
	const int yes = 1;
	struct net_addr a;
	char whole[80];
	int fd;

	snprintf(whole, sizeof whole, "tcp:%s", listening);
	if (!net_addr_loopback(listening) || net_addr_parse(whole, &a) != 0)
		return fail(err, SHUHI_E_USAGE,
		    "metrics: listen is no address of the loopback", 0);
	fd = socket(a.addr.ss_family,
	    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return fail(err, SHUHI_E_IO, "no socket for metrics", 0);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, (struct sockaddr *)&a.addr, a.len) == 0 &&
	    listen(fd, CLIENTS) == 0)
		return fd;
	close(fd);
	return fail(err, SHUHI_E_IO,
	    errno == EADDRINUSE ? "metrics: listen: the port is in use"
	                        : "metrics: listen: the port cannot be opened",
	    0);
}

static int
begin(struct scrape *s, const char *listening,
    const struct scrape_config *config, struct shuhi_error *err)
{
	const pid_t master = getpid();
	int fd = open_port(listening, err);

	if (fd < 0)
		return -1;
	if ((s->pid = fork()) == 0)
		serve(config, fd, master);
	close(fd);
	if (s->pid > 0 && (s->process = pidfd_open(s->pid, 0)) >= 0) {
		snprintf(s->at, sizeof s->at, "%s", listening);
		return 0;
	}
	/* not yet waited for by anybody: the number is still its own */
	if (s->pid > 0)
		kill(s->pid, SIGKILL);
	s->pid = 0;
	return fail(err, SHUHI_E_NOMEM, "no process to serve metrics", 0);
}

static bool
is_serving(const struct scrape *s)
{
	struct pollfd ended = { .fd = s->process, .events = POLLIN };

	return s->pid > 0 && poll(&ended, 1, 0) == 0;
}

int
scrape_keep(struct scrape *s, const char *listening,
    const struct scrape_config *config, struct shuhi_error *err)
{
	if (listening != NULL && is_serving(s) &&
	    strcmp(s->at, listening) == 0)
		return 0;
	scrape_stop(s);
	return listening == NULL ? 0 : begin(s, listening, config, err);
}

void
scrape_stop(struct scrape *s)
{
	struct pollfd ended = { .fd = s->process, .events = POLLIN };

	if (s->pid <= 0)
		return;
	pidfd_send_signal(s->process, SIGKILL, NULL, 0);
	poll(&ended, 1, -1);
	/* unless c-icap was first, which reaps whatever child has ended */
	waitid(P_PIDFD, (id_t)s->process, &(siginfo_t){ 0 }, WEXITED | WNOHANG);
	close(s->process);
	*s = (struct scrape){ 0 };
}
