/*
 * New rules, words, roster or policy, without dropping a request.
 *
 *	master   sees the files change and lie still, or is told to look
 *	prover   a forked process builds and proves the new set: what crashes,
 *	         hangs or eats memory there harms nobody
 *	master   builds it too (from the cache the prover filled), swaps, and
 *	         puts its tag and number where all processes see them
 *	child    sees the number, builds the set, swaps when the tag is the same
 *
 * A set that is refused leaves the old one in force everywhere.  Requests in
 * flight end on the set they began with.  Nothing here has a thread: the master
 * must stay free to fork.
 */
#ifndef SHUHI_PROXY_RELOAD_H
#define SHUHI_PROXY_RELOAD_H

#include <sys/types.h>
#include <time.h>

#include "kit.h"
#include "metrics.h"
#include "stamp.h"

struct reload {
	const struct kit_config *config;
	struct kit_slot *slot;
	struct metrics *metrics;
	struct digest loaded, seen; /* stamps: in force, at the last look */
	bool asked;                 /* look at once, changed or not       */
	pid_t prover;               /* 0: none is at work                 */
	int result;                 /* its pipe                           */
	time_t give_up;             /* the prover's time is over then     */
	unsigned generation;        /* of the kit of this process         */
	time_t try_at;              /* a child that failed tries again    */
};

enum reload_news {
	RELOAD_NOTHING = 0,
	RELOAD_BEGAN,
	RELOAD_DONE,
	RELOAD_FAILED, /* *err says why; the old set stays */
};

/* The master's first set is loaded by the caller; `slot` may hold none. */
void reload_init(struct reload *, const struct kit_config *, struct kit_slot *,
    struct metrics *);

/* In the master, every second or so; never waits for the prover. */
enum reload_news reload_watch(struct reload *, struct shuhi_error *);

/* In a child: follow the master. */
enum reload_news reload_follow(struct reload *, struct shuhi_error *);

/* The prover, if there is one, is stopped. */
void reload_stop(struct reload *);

#endif
