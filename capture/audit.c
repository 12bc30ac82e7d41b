#include "audit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "auditfile.h"
#include "auditline.h"
#include "deadline.h"
#include "err.h"
#include "syslogsink.h"

/*
 * Group commit: who waits for the disk either syncs for everybody who has written
 * so far, or waits for whoever is syncing.  `written` and `synced` count records
 * of this handle.
 */
struct audit {
	pthread_mutex_t lock;
	pthread_cond_t work;   /* for the thread: something to sync, or stop */
	pthread_cond_t synced_news;
	pthread_t thread;
	pid_t pid;
	struct audit_file file;
	struct seal_key chain_key, head_key, print_key, name_key;
	bool keyed, pseudonyms, stop, syncing;
	uint32_t fsync_ms;
	uint64_t written, synced, tries;
	bool suspect; /* the last sync failed: every record waits until one works */
	struct shuhi_error sync_error;
	struct syslog_sink *sink;
	uint64_t drops_told;
	struct audit_counts counts;
};

static int
not_ours(const struct audit *a, struct shuhi_error *err)
{
	return a->pid == getpid() ? 0
	    : fail(err, SHUHI_E_USAGE,
	          "the audit was opened by another process", 0);
}

/* ---- to the disk -------------------------------------------------------- */

/* Sync what is written now.  Called and left with the lock held, not during. */
static void
sync_now(struct audit *a)
{
	struct chain_link upto = a->file.tail;
	struct shuhi_error err = { 0 };
	uint64_t written = a->written;
	int fd, rc, error;

	a->syncing = true;
	/* ours for as long as it takes; a rotation may close the other */
	fd = fcntl(a->file.fd, F_DUPFD_CLOEXEC, 3);
	pthread_mutex_unlock(&a->lock);
	rc = fd < 0 ? -1 : fdatasync(fd);
	error = errno;
	if (fd >= 0)
		close(fd);
	pthread_mutex_lock(&a->lock);
	if (rc == 0 && (rc = audit_file_settle(&a->file)) != 0)
		error = errno;
	if (rc != 0)
		fail_file(&err, SHUHI_E_IO, a->file.path, 0, 0,
		    "cannot bring the audit to the disk", "%s",
		    strerrordesc_np(error));
	else
		rc = audit_file_head(&a->file, &upto, &err);
	a->syncing = false;
	a->suspect = rc != 0;
	a->tries++;
	if (rc == 0) {
		a->synced = written;
		a->counts.synced++;
	} else {
		a->sync_error = err;
	}
	pthread_cond_broadcast(&a->synced_news);
}

/* Until record number `mine` is on the disk, or one whole attempt has failed. */
static int
wait_synced(struct audit *a, uint64_t mine, struct shuhi_error *err)
{
	/* a sync under way may have begun before our record */
	uint64_t patience = a->tries + (a->syncing ? 2 : 1);

	while (a->synced < mine && a->tries < patience) {
		if (a->syncing)
			pthread_cond_wait(&a->synced_news, &a->lock);
		else
			sync_now(a);
	}
	if (a->synced >= mine)
		return 0;
	*err = a->sync_error;
	return -1;
}

/* ---- writing ------------------------------------------------------------ */

static int
syslog_severity(const struct audit_record *r)
{
	if (r->action != NULL && !strcmp(r->action, "block"))
		return 4;
	if (r->event == AUDIT_RELOAD_FAILED)
		return 4;
	return r->action != NULL && !strcmp(r->action, "warn") ? 5 : 6;
}

/* With the lock held. */
static int
append(struct audit *a, struct span members, int severity,
    struct shuhi_error *err)
{
	struct buf line = { 0 };
	int rc = audit_file_append(&a->file, members, &line, err);

	if (rc == 0) {
		a->written++;
		a->counts.written++;
		if (a->sink != NULL)
			syslog_sink_put(a->sink, severity,
			    span_sub(buf_view(&line), 0, line.len - 1));
		if (a->written == a->synced + 1)
			pthread_cond_signal(&a->work);
	} else {
		a->counts.failed++;
	}
	buf_free(&line);
	return rc;
}

int
audit_write(struct audit *a, const struct audit_record *r, bool durable,
    struct shuhi_error *err)
{
	struct buf members = { 0 };
	int rc;

	if (not_ours(a, err) != 0)
		return -1;
	audit_line_put(&members, r, &a->print_key,
	    a->pseudonyms ? &a->name_key : NULL);
	pthread_mutex_lock(&a->lock);
	if (members.failed) {
		rc = fail(err, SHUHI_E_NOMEM, "no memory for the audit", 0);
		a->counts.failed++;
	} else {
		rc = append(a, buf_view(&members), syslog_severity(r), err);
		if (rc == 0 && (durable || a->fsync_ms == 0 || a->suspect))
			rc = wait_synced(a, a->written, err);
	}
	pthread_mutex_unlock(&a->lock);
	buf_free(&members);
	return rc;
}

/* Records syslog did not take are themselves a matter of record. */
static void
tell_drops(struct audit *a, uint64_t dropped)
{
	struct buf members = { 0 }, line = { 0 };
	struct shuhi_error err;

	if (dropped == a->drops_told)
		return;
	audit_put_time(&members);
	buf_str(&members, ",\"type\":\"syslog-dropped\",\"records\":");
	buf_u64(&members, dropped - a->drops_told);
	if (!members.failed && audit_file_append(&a->file, buf_view(&members),
	        &line, &err) == 0) {
		a->drops_told = dropped;
		a->written++;
	}
	buf_free(&members);
	buf_free(&line);
}

/* Between attempts at a disk that fails. */
#define RETRY_MS 200

/* ---- the thread --------------------------------------------------------- */

static void
pause_for(struct audit *a, uint32_t ms)
{
	const struct timespec until = deadline(ms);

	while (!a->stop &&
	    pthread_cond_timedwait(&a->work, &a->lock, &until) != ETIMEDOUT)
		continue;
}

static void *
run(void *arg)
{
	struct audit *a = arg;

	pthread_mutex_lock(&a->lock);
	while (!a->stop) {
		if (a->synced == a->written) {
			pthread_cond_wait(&a->work, &a->lock);
			continue;
		}
		pause_for(a, a->suspect && a->fsync_ms < RETRY_MS
		        ? RETRY_MS : a->fsync_ms);
		if (a->sink != NULL)
			tell_drops(a, syslog_sink_dropped(a->sink));
		if (a->synced < a->written && !a->syncing)
			sync_now(a);
		else if (a->syncing)
			pthread_cond_wait(&a->synced_news, &a->lock);
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

static int
start(struct audit *a, struct shuhi_error *err)
{
	sigset_t all, old;
	int rc;

	pthread_mutex_init(&a->lock, NULL);
	deadline_cond_init(&a->work);
	deadline_cond_init(&a->synced_news);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	rc = pthread_create(&a->thread, NULL, run, a);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return rc == 0 ? 0
	    : fail(err, SHUHI_E_ENGINE, "no thread for the audit", 0);
}

/* ---- opening ------------------------------------------------------------ */

/* Without an audit key fingerprints are still keyed: by a salt of this log. */
static int
open_keys(struct audit *a, const struct audit_config *c,
    struct shuhi_error *err)
{
	struct seal_key root;
	struct buf salt = { 0 };
	int rc;

	a->keyed = c->key != NULL;
	if (a->keyed) {
		rc = seal_key_read(c->key, &root, err);
	} else {
		buf_str(&salt, c->file);
		buf_put(&salt, ".salt", sizeof ".salt");
		rc = salt.failed
		    ? fail(err, SHUHI_E_NOMEM, "no memory for the audit", 0)
		    : seal_key_open(salt.ptr, &root, err);
		buf_free(&salt);
	}
	if (rc != 0)
		return -1;
	audit_keys(&root, &a->chain_key, &a->head_key);
	seal_subkey(&root, "shuhi fingerprint", &a->print_key);
	audit_name_key(&root, &a->name_key);
	seal_wipe(&root);
	return 0;
}

static void
release(struct audit *a)
{
	audit_file_close(&a->file);
	seal_wipe(&a->chain_key);
	seal_wipe(&a->head_key);
	seal_wipe(&a->print_key);
	seal_wipe(&a->name_key);
	free(a);
}

int
audit_open(const struct audit_config *c, struct audit **out,
    struct shuhi_error *err)
{
	struct audit *a;

	if ((a = calloc(1, sizeof *a)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for the audit", 0);
	a->pid = getpid();
	a->fsync_ms = c->fsync_ms;
	a->pseudonyms = c->pseudonyms;
	if (open_keys(a, c, err) != 0 ||
	    audit_file_open(&a->file, c->file,
	        a->keyed ? &a->chain_key : NULL,
	        a->keyed ? &a->head_key : NULL, c->rotate, err) != 0 ||
	    (c->syslog != NULL &&
	        syslog_sink_open(c->syslog, &a->sink, err) != 0) ||
	    start(a, err) != 0) {
		syslog_sink_close(a->sink);
		release(a);
		return -1;
	}
	*out = a;
	return 0;
}

int
audit_close(struct audit *a, struct shuhi_error *err)
{
	uint64_t dropped;
	int rc;

	if (a == NULL)
		return 0;
	if (not_ours(a, err) != 0) {
		/* the threads are another process's, so is the lock */
		release(a);
		return -1;
	}
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_signal(&a->work);
	pthread_mutex_unlock(&a->lock);
	pthread_join(a->thread, NULL);
	dropped = syslog_sink_close(a->sink);
	a->sink = NULL;
	pthread_mutex_lock(&a->lock);
	tell_drops(a, dropped);
	rc = wait_synced(a, a->written, err);
	pthread_mutex_unlock(&a->lock);
	pthread_cond_destroy(&a->work);
	pthread_cond_destroy(&a->synced_news);
	pthread_mutex_destroy(&a->lock);
	release(a);
	return rc;
}

/* ---- the rest ----------------------------------------------------------- */

void
audit_fingerprint(const struct audit *a, struct span bytes, struct digest *out)
{
	seal_of(&a->print_key, bytes, out);
}

int
audit_check(struct audit *a, struct shuhi_error *err)
{
	struct buf members = { 0 };
	int rc;

	if (not_ours(a, err) != 0)
		return -1;
	audit_put_time(&members);
	buf_str(&members, ",\"type\":\"check\"");
	pthread_mutex_lock(&a->lock);
	rc = members.failed
	    ? fail(err, SHUHI_E_NOMEM, "no memory for the audit", 0)
	    : append(a, buf_view(&members), 6, err);
	if (rc == 0)
		rc = wait_synced(a, a->written, err);
	pthread_mutex_unlock(&a->lock);
	buf_free(&members);
	return rc;
}

void
audit_counts(struct audit *a, struct audit_counts *out)
{
	pthread_mutex_lock(&a->lock);
	*out = a->counts;
	out->dropped = a->sink == NULL ? 0 : syslog_sink_dropped(a->sink);
	pthread_mutex_unlock(&a->lock);
}
