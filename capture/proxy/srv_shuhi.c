/*
 * srv_shuhi.so: the service that c-icap loads.  c-icap calls, this file answers;
 * what is decided, and why, is in post.c.
 *
 *	init            preview, 204, headers wanted
 *	post_init       the set is loaded, once, before c-icap forks
 *	child start     the audit is opened, which belongs to a process
 *	each request    begin -> preview -> io* -> end -> io* -> release
 *	every second    master: new files? metrics;  child: follow the master
 *
 * A verdict is given over whole bodies only: the preview is answered with 204
 * when it held all (ieof), never else.
 */
#include "service.h"

#include <dlfcn.h>
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <c_icap/commands.h>
#include <c_icap/debug.h>
#include <c_icap/simple_api.h>

/* An ordinary post comes whole in it.  Squid 5.7 buffers 65536 bytes and waits for
 * ever when all of them are asked for: measured, 65535 works, 65536 does not. */
#define PREVIEW      61440
#define PREVIEW_MOST 65535
#define TTL_DEFAULT  3600
#define TTL_LEAST    60 /* below, Squid forgets the service between requests */
#define METRICS_SECS 5

static const struct service_conf defaults = {
	.spool_memory = 256 << 10,
	.spool_together = 1L << 30,
	.watch_seconds = 5,
};

/* c-icap's calls carry no context: what a process has, it has here. */
static struct service service_state = {
	.slot = { .lock = PTHREAD_MUTEX_INITIALIZER },
};

/* ---- telling ------------------------------------------------------------------ */

/* Errors speak of rule and policy files; never of a request. */
static void
tell(const char *what, const struct shuhi_error *err)
{
	char at[sizeof err->where + 32] = "";

	if (err->where[0] != '\0' && err->line > 0)
		snprintf(at, sizeof at, "%s:%u:%u: ", err->where, err->line,
		    err->column);
	else if (err->where[0] != '\0')
		snprintf(at, sizeof at, "%s: ", err->where);
	ci_debug_printf(1, "shuhi: %s: %s%s%s%s\n", what, at, err->message,
	    err->hint[0] != '\0' ? ": " : "", err->hint);
}

static void
write_event(const struct service *s, enum audit_event event)
{
	struct audit_config config;
	struct audit *audit;
	struct shuhi_error err;

	if (s->slot.kit == NULL)
		return;
	config = kit_audit(s->slot.kit);
	if (config.file == NULL)
		return;
	/* opened for one record: its thread must be gone before the next fork,
	 * and syslog's would be waited for */
	config.syslog = NULL;
	const struct audit_record rec = {
		.event = event,
		.front = "proxy",
		.digest = s->slot.kit->tag,
	};
	if (audit_open(&config, &audit, &err) != 0) {
		tell("the audit cannot be opened", &err);
		return;
	}
	if (audit_write(audit, &rec, true, &err) != 0)
		tell("the audit cannot be written", &err);
	audit_close(audit, &err);
}

/* ---- the set ----------------------------------------------------------------------- */

static void
advertise(struct service *s)
{
	if (s->slot.kit != NULL)
		ci_service_set_istag(s->xdata, s->slot.kit->tag);
}

/* The folder of this very file; "" when that cannot be found out. */
static void
own_folder(char *path, size_t size)
{
	const char *slash;
	Dl_info info;

	path[0] = '\0';
	if (dladdr(&service_state, &info) != 0 &&
	    (slash = strrchr(info.dli_fname, '/')) != NULL)
		snprintf(path, size, "%.*s", (int)(slash - info.dli_fname),
		    info.dli_fname);
}

/* What the engine looks for beside its program, which here is c-icap: it lies
 * beside this file, in a build tree, or under its PREFIX. */
static void
point(const char *variable, const char *folder, const char *const tails[2],
    const char *proof)
{
	char path[PATH_MAX], probe[PATH_MAX];
	size_t i;

	for (i = 0; i < 2 && getenv(variable) == NULL; i++) {
		if (snprintf(path, sizeof path, "%s/%s", folder, tails[i]) >=
		        (int)sizeof path ||
		    snprintf(probe, sizeof probe, "%s/%s", path, proof) >=
		        (int)sizeof probe)
			return;
		if (access(probe, R_OK | X_OK) == 0)
			setenv(variable, path, 1);
	}
}

static void
find_neighbours(struct service *s)
{
	static const char *const data[] = { "share/shuhi",
		"../../share/shuhi" };
	static const char *const libexec[] = { ".", "../../libexec/shuhi" };
	char folder[PATH_MAX];

	if (s->conf.data != NULL)
		setenv("SHUHI_DATA", s->conf.data, 1);
	own_folder(folder, sizeof folder);
	point("SHUHI_DATA", folder, data, "patterns");
	point("SHUHI_LIBEXEC", folder, libexec, "shuhi-extract");
	s->kit_config.data = getenv("SHUHI_DATA");
}

/* No set, or the old one behind c-icap's `reconfigure`, which stays. */
static void
refuse(struct service *s, const struct shuhi_error *err)
{
	if (s->slot.kit == NULL) {
		tell("nothing is loaded, so everything is blocked", err);
		return;
	}
	tell("the new set is refused, the old one stays", err);
	metrics_add(&s->metrics->reloads_failed, 1);
	write_event(s, AUDIT_START);
	write_event(s, AUDIT_RELOAD_FAILED);
	advertise(s);
}

static void
load(struct service *s)
{
	struct shuhi_error err;
	struct kit *kit;

	if (kit_open(&s->kit_config, &kit, &err) != 0) {
		refuse(s, &err);
		return;
	}
	kit_swap(&s->slot, kit);
	atomic_store(&s->metrics->loaded_at, (unsigned long long)time(NULL));
	write_event(s, AUDIT_START);
	advertise(s);
}

/* ---- every second ------------------------------------------------------------------- */

static void
put_metrics(struct service *s, const char *const *names)
{
	const char *file = policy_conf(s->slot.kit->policy)->metrics.textfile;
	struct shuhi_error err;

	if (file == NULL || time(NULL) < s->metrics_at)
		return;
	s->metrics_at = time(NULL) + METRICS_SECS;
	if (metrics_write(s->metrics, names, POLICY_CAUSE_COUNT, file, &err) !=
	    0)
		tell("metrics", &err);
}

static void
drop_set(void *slot)
{
	kit_swap(slot, NULL);
}

static void
serve_metrics(struct service *s, const char *const *names)
{
	const struct scrape_config config = {
		.metrics = s->metrics,
		.cause_names = names,
		.ncauses = POLICY_CAUSE_COUNT,
		.forget = drop_set,
		.arg = &s->slot,
	};
	struct shuhi_error err;
	bool well = scrape_keep(&s->scrape,
	                policy_conf(s->slot.kit->policy)->metrics.listen,
	                &config, &err) == 0;

	if (!well && !s->scrape_told)
		tell("nobody serves the metrics", &err);
	s->scrape_told = !well;
}

static void
publish_metrics(struct service *s)
{
	const char *names[POLICY_CAUSE_COUNT];
	size_t i;

	if (s->slot.kit == NULL)
		return;
	for (i = 0; i < POLICY_CAUSE_COUNT; i++)
		names[i] = policy_cause_name((unsigned)i);
	put_metrics(s, names);
	serve_metrics(s, names);
}

static void
watch(struct service *s)
{
	struct shuhi_error err;

	switch (reload_watch(&s->reload, &err)) {
	case RELOAD_NOTHING:
		break;
	case RELOAD_BEGAN:
		ci_debug_printf(1, "shuhi: the files changed, proving them\n");
		break;
	case RELOAD_DONE:
		ci_debug_printf(
		    1, "shuhi: new set in force: %s\n", s->slot.kit->tag);
		advertise(s);
		write_event(s, AUDIT_RELOAD);
		break;
	case RELOAD_FAILED:
		tell("the new set is refused, the old one stays", &err);
		write_event(s, AUDIT_RELOAD_FAILED);
		break;
	}
}

static void
master_tick(const char *name, int type, void *data)
{
	struct service *s = data;

	(void)type;
	if (s->conf.watch_seconds > 0 || s->reload.asked ||
	    s->reload.prover != 0)
		watch(s);
	publish_metrics(s);
	ci_command_schedule(name, s,
	    s->reload.prover != 0 || s->conf.watch_seconds <= 0
	        ? 1
	        : s->conf.watch_seconds);
}

static void
begin_books(struct service *s)
{
	struct kit *kit = kit_in_force(&s->slot);
	struct shuhi_error err;

	if (kit == NULL)
		return;
	if (kit_begin(kit, &err) == 0) {
		s->books_told = false;
	} else if (!s->books_told) {
		s->books_told = true;
		tell("audit or overrides cannot be opened", &err);
	}
	kit_unref(kit);
}

static void
child_tick(const char *name, int type, void *data)
{
	struct service *s = data;
	struct shuhi_error err;

	(void)type;
	switch (reload_follow(&s->reload, &err)) {
	case RELOAD_DONE:
		advertise(s);
		break;
	case RELOAD_FAILED:
		tell("a process stays with the old set", &err);
		break;
	default:
		break;
	}
	begin_books(s);
	ci_command_schedule(name, s, 1);
}

static void
child_start(const char *name, int type, void *data)
{
	(void)name;
	(void)type;
	begin_books(data);
	ci_command_schedule("shuhi:child", data, 1);
}

/* printf shuhi:reload > c-icap.ctl */
static void
reload_command(const char *name, int type, const char **argv)
{
	(void)name;
	(void)type;
	(void)argv;
	service_state.reload.asked = true;
	watch(&service_state);
}

/* ---- the service's life --------------------------------------------------------------- */

static int
init(ci_service_xdata_t *xdata, struct ci_server_conf *server)
{
	(void)server;
	/* also behind c-icap's `reconfigure`, which freed what it had set */
	service_state.conf = defaults;
	service_state.xdata = xdata;
	ci_service_set_preview(xdata, PREVIEW);
	ci_service_enable_204(xdata);
	ci_service_set_transfer_preview(xdata, "*");
	ci_service_set_xopts(xdata, CI_XCLIENTIP | CI_XAUTHENTICATEDUSER);
	ci_service_set_options_ttl(xdata, TTL_DEFAULT);
	return CI_OK;
}

static void
settle_options(ci_service_xdata_t *xdata, const struct ci_server_conf *server)
{
	if (xdata->preview_size > PREVIEW_MOST)
		ci_service_set_preview(xdata, PREVIEW_MOST);
	if (xdata->options_ttl < TTL_LEAST)
		ci_service_set_options_ttl(xdata, TTL_LEAST);
	if (xdata->max_connections <= 0)
		ci_service_set_max_connections(
		    xdata, server->MAX_SERVERS * server->THREADS_PER_CHILD);
}

static void
settle_conf(struct service *s)
{
	s->kit_config = (struct kit_config){
		.policy = s->conf.policy,
		.cache = s->conf.cache == NULL ? "" : s->conf.cache,
	};
	s->spool.in_memory = (size_t)s->conf.spool_memory;
	s->spool.together = (size_t)s->conf.spool_together;
	s->spool.folder = s->conf.spool_folder;
	find_neighbours(s);
}

/* What is scanned lives in these processes: no core, no debugger. */
static void
keep_memory_private(void)
{
	const struct rlimit none = { 0, 0 };

	prctl(PR_SET_DUMPABLE, 0);
	setrlimit(RLIMIT_CORE, &none);
}

/*
 * Large pieces are mapped, and unmapped when freed.  glibc would raise the bound by
 * itself after the first large body and keep some MB for every thread (measured:
 * 16 threads, 60 MB more after some minutes).
 */
static void
keep_memory_flat(void)
{
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 1 << 20);
}

static int
post_init(ci_service_xdata_t *xdata, struct ci_server_conf *server)
{
	struct service *s = &service_state;

	if (s->conf.policy == NULL) {
		ci_debug_printf(1, "shuhi: c-icap.conf: shuhi.Policy FILE is "
		                   "missing\n");
		return CI_ERROR;
	}
	if (s->metrics == NULL && (s->metrics = metrics_new()) == NULL)
		return CI_ERROR;
	s->master = getpid();
	keep_memory_private();
	keep_memory_flat();
	settle_options(xdata, server);
	settle_conf(s);
	load(s);
	reload_init(&s->reload, &s->kit_config, &s->slot, s->metrics);
	ci_command_register_ctl_cmd(
	    "shuhi:reload", CI_CMD_MONITOR_PROC, reload_command);
	ci_command_register_action(
	    "shuhi:master", CI_CMD_MONITOR_ONDEMAND, s, master_tick);
	ci_command_register_action(
	    "shuhi:child", CI_CMD_ONDEMAND, s, child_tick);
	ci_command_register_action(
	    "shuhi:start", CI_CMD_CHILD_START, s, child_start);
	ci_command_schedule("shuhi:master", s, 1);
	return CI_OK;
}

/*
 * At the end, and in c-icap's `reconfigure`, which closes every service, reads its
 * configuration and starts them anew in the same process: nobody says which.  So
 * the master keeps its set and its figures, should what comes now be worse.
 */
static void
close_service(void)
{
	struct service *s = &service_state;

	if (s->metrics == NULL)
		return;
	if (getpid() == s->master) {
		reload_stop(&s->reload);
		scrape_stop(&s->scrape);
		write_event(s, AUDIT_STOP);
		return;
	}
	kit_swap(&s->slot, NULL);
	metrics_gone(s->metrics);
	s->metrics = NULL;
}

/* ---- a request ------------------------------------------------------------------------- */

static void *
begin(ci_request_t *req)
{
	return exchange_new(&service_state, req);
}

static void
release(void *data)
{
	exchange_gone(data);
}

static struct exchange *
exchange_of(ci_request_t *req)
{
	struct exchange *x = ci_service_data(req);

	return x != NULL && x->magic == EXCHANGE_MAGIC ? x : NULL;
}

static int
preview(char *bytes, int len, ci_request_t *req)
{
	struct exchange *x = exchange_of(req);

	if (x == NULL)
		return CI_ERROR;
	ci_req_lock_data(req);
	if (len > 0)
		exchange_take(x, (struct span){ bytes, (size_t)len });
	if (ci_req_hasbody(req) && !ci_req_hasalldata(req))
		return CI_MOD_CONTINUE;
	exchange_judge(x);
	if (!x->answer.pass ||
	    (ci_req_preview_size(req) < 0 && !ci_req_allow204(req)))
		return CI_MOD_CONTINUE;
	x->answered = true;
	return CI_MOD_ALLOW204;
}

static int
end_of_data(ci_request_t *req)
{
	struct exchange *x = exchange_of(req);

	if (x == NULL)
		return CI_ERROR;
	if (!x->judged)
		exchange_judge(x);
	x->answered = true;
	if (x->answer.pass)
		return ci_req_allow204(req) ? CI_MOD_ALLOW204 : CI_MOD_DONE;
	return answer_page(x, req) == 0 ? CI_MOD_DONE : CI_ERROR;
}

static int
io(char *out, int *outlen, char *in, int *inlen, int iseof, ci_request_t *req)
{
	struct exchange *x = exchange_of(req);
	size_t n;

	(void)iseof;
	if (x == NULL)
		return CI_ERROR;
	if (in != NULL && inlen != NULL && *inlen > 0)
		exchange_take(x, (struct span){ in, (size_t)*inlen });
	if (out == NULL || outlen == NULL)
		return CI_OK;
	if (!x->answered || *outlen <= 0) {
		*outlen = 0;
		return CI_OK;
	}
	n = answer_bytes(x, out, (size_t)*outlen);
	*outlen = n == 0 ? CI_EOF : (int)n;
	return CI_OK;
}

/* ---- what c-icap sees --------------------------------------------------------------------- */

#define OPTION(directive, member, set)                                         \
	{                                                                      \
		.name = (directive), .data = &service_state.conf.member,       \
		.action = (set)                                                \
	}

static struct ci_conf_entry options[] = {
	OPTION("Policy", policy, ci_cfg_set_str),
	OPTION("Data", data, ci_cfg_set_str),
	OPTION("Cache", cache, ci_cfg_set_str),
	OPTION("SpoolFolder", spool_folder, ci_cfg_set_str),
	OPTION("SpoolMemory", spool_memory, ci_cfg_size_long),
	OPTION("SpoolTogether", spool_together, ci_cfg_size_long),
	OPTION("WatchSeconds", watch_seconds, ci_cfg_set_int),
	{ .name = NULL },
};

/* c-icap looks for this very name. */
CI_DECLARE_MOD_DATA ci_service_module_t service = {
	.mod_name = "shuhi",
	.mod_short_descr = "shuhi",
	.mod_type = ICAP_REQMOD,
	.mod_init_service = init,
	.mod_post_init_service = post_init,
	.mod_close_service = close_service,
	.mod_init_request_data = begin,
	.mod_release_request_data = release,
	.mod_check_preview_handler = preview,
	.mod_end_of_data_handler = end_of_data,
	.mod_service_io = io,
	.mod_conf_table = options,
};
