#include "reload.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "err.h"

/* Rules that are proved in no time are meant; the first compilation of all words
 * and a million patients take some. */
#define PROVER_SECONDS 300

/* Before a child that could not follow tries again. */
#define FOLLOW_SECONDS 20

/* What a prover tells.  The messages in `err` are constants, at the same address
 * in both processes, as one is the fork of the other. */
struct proof {
	bool ok;
	char tag[25];
	struct shuhi_error err;
};

void
reload_init(struct reload *r, const struct kit_config *config,
    struct kit_slot *slot, struct metrics *metrics)
{
	struct shuhi_error err;

	*r = (struct reload){
		.config = config,
		.slot = slot,
		.metrics = metrics,
		.result = -1,
		.generation = atomic_load(&metrics->generation),
	};
	stamp_take(config, slot->kit, &r->loaded, &err);
	r->seen = r->loaded;
}

/* ---- the prover --------------------------------------------------------------- */

static void
prove(const struct kit_config *config, int to)
{
	struct proof p = { .ok = false };
	struct kit *kit;
	ssize_t n;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (kit_open(config, &kit, &p.err) == 0) {
		p.ok = true;
		memcpy(p.tag, kit->tag, sizeof p.tag);
	}
	n = write(to, &p, sizeof p);
	_exit(n == sizeof p ? 0 : 1);
}

static int
start_prover(struct reload *r, struct shuhi_error *err)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return fail(err, SHUHI_E_IO, "no pipe to a prover", 0);
	if ((pid = fork()) == 0)
		prove(r->config, ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return fail(err, SHUHI_E_NOMEM, "no process for a prover", 0);
	}
	r->prover = pid;
	r->result = ends[0];
	r->give_up = time(NULL) + PROVER_SECONDS;
	return 0;
}

void
reload_stop(struct reload *r)
{
	if (r->prover == 0)
		return;
	/* c-icap reaps whatever child ended: then the number is nobody's */
	if (waitpid(r->prover, NULL, WNOHANG) == 0) {
		kill(r->prover, SIGKILL);
		waitpid(r->prover, NULL, 0);
	}
	close(r->result);
	r->prover = 0;
	r->result = -1;
}

/* ---- the master ---------------------------------------------------------------- */

static void
publish(struct reload *r, struct kit *kit)
{
	memcpy(r->metrics->proved, kit->tag, sizeof kit->tag);
	atomic_store(&r->metrics->loaded_at, (unsigned long long)time(NULL));
	metrics_add(&r->metrics->reloads, 1);
	kit_swap(r->slot, kit);
	r->generation = atomic_fetch_add(&r->metrics->generation, 1) + 1;
}

static int
take_proof(struct reload *r, const struct proof *p, struct shuhi_error *err)
{
	struct kit *kit;

	if (!p->ok) {
		*err = p->err;
		return -1;
	}
	if (kit_open(r->config, &kit, err) != 0)
		return -1;
	if (memcmp(kit->tag, p->tag, sizeof p->tag) != 0) {
		kit_unref(kit);
		r->asked = true;
		return fail(err, SHUHI_E_IO,
		    "the files changed while they were proved", 0);
	}
	publish(r, kit);
	stamp_take(r->config, kit, &r->loaded, err);
	r->seen = r->loaded;
	return 0;
}

static enum reload_news
hear_prover(struct reload *r, struct shuhi_error *err)
{
	struct proof p = { .ok = false };
	ssize_t n = read(r->result, &p, sizeof p);
	int rc;

	if (n < 0 && errno == EAGAIN && time(NULL) < r->give_up)
		return RELOAD_NOTHING;
	reload_stop(r);
	if (n == sizeof p)
		rc = take_proof(r, &p, err);
	else
		rc = fail(err, SHUHI_E_ENGINE,
		    n < 0 ? "proving the new set took too long"
		          : "the process that proved the new set died",
		    0);
	if (rc == 0)
		return RELOAD_DONE;
	metrics_add(&r->metrics->reloads_failed, 1);
	return RELOAD_FAILED;
}

enum reload_news
reload_watch(struct reload *r, struct shuhi_error *err)
{
	struct digest now;
	bool still;

	if (r->prover != 0)
		return hear_prover(r, err);
	if (stamp_take(r->config, r->slot->kit, &now, err) != 0)
		return RELOAD_NOTHING;
	still = digest_eq(&now, &r->seen); /* nobody is writing just now */
	r->seen = now;
	if (!still || (!r->asked && digest_eq(&now, &r->loaded)))
		return RELOAD_NOTHING;
	r->asked = false;
	r->loaded = now; /* refused or not: proved once */
	if (start_prover(r, err) == 0)
		return RELOAD_BEGAN;
	metrics_add(&r->metrics->reloads_failed, 1);
	return RELOAD_FAILED;
}

/* ---- a child --------------------------------------------------------------------- */

enum reload_news
reload_follow(struct reload *r, struct shuhi_error *err)
{
	unsigned now = atomic_load(&r->metrics->generation);
	struct kit *kit;

	if (now == r->generation || time(NULL) < r->try_at)
		return RELOAD_NOTHING;
	r->try_at = time(NULL) + FOLLOW_SECONDS;
	if (kit_open(r->config, &kit, err) != 0)
		return RELOAD_FAILED;
	if (memcmp(kit->tag, r->metrics->proved, sizeof kit->tag) != 0) {
		kit_unref(kit);
		fail(err, SHUHI_E_IO, "the files are not those proved", 0);
		return RELOAD_FAILED;
	}
	/* the caller hears of an audit that will not open by its next kit_begin */
	kit_begin(kit, err);
	kit_swap(r->slot, kit);
	r->generation = now;
	r->try_at = 0;
	return RELOAD_DONE;
}
