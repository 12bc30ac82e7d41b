/*
 * All that judging needs, as one thing that is built, proved and swapped whole:
 * policy, scanner (rules, words, roster), workers, audit, overrides.
 *
 *	kit_open()    before fork: what is only read is then shared by all
 *	              processes' memory
 *	kit_begin()   after fork, in each process that serves: the audit and the
 *	              overrides, which belong to a process.  The kiosk keeps
 *	              neither and does not call it.
 *
 * A request keeps the reference it began with; a swap waits for nobody.
 */
#ifndef SHUHI_CAPTURE_KIT_H
#define SHUHI_CAPTURE_KIT_H

#include <pthread.h>
#include <stdatomic.h>

#include "audit.h"
#include "override.h"
#include "policy.h"

struct kit_config {
	const char *policy; /* file */
	const char *data;   /* folder of what is shipped, to be watched; NULL */
	const char *cache;  /* as in struct shuhi_config */

	/* beside what the policy names; a later one wins by id */
	const char *const *rules;
	size_t nrules;
	const char *const *dicts;
	size_t ndicts;
	const struct policy_roster *rosters;
	size_t nrosters;
};

struct kit_worker {
	struct shuhi_worker *worker;
	struct shuhi_body_scanner *body;
	struct kit_worker *next; /* while idle */
};

struct kit {
	atomic_uint refs;
	struct policy *policy;
	struct shuhi_scanner *scanner;
	char tag[25]; /* of rules, words, roster and policy: an ICAP ISTag */

	pthread_mutex_t lock; /* of all that follows: ask kit_books() */
	struct kit_worker *idle;
	struct kit_books {
		struct audit *audit; /* NULL: none configured, or unusable */
		struct override *override; /* NULL: no folder, or unusable */
	} books;
};

/*
 * Fails  SHUHI_E_POLICY, SHUHI_E_RULES, SHUHI_E_DICT with where:line:column and
 *        a hint, SHUHI_E_IO, SHUHI_E_ENGINE, SHUHI_E_NOMEM.
 */
int kit_open(const struct kit_config *, struct kit **, struct shuhi_error *);

/* As the policy wants it; it lives as long as the kit.  No `file`: no audit. */
struct audit_config kit_audit(const struct kit *);

/*
 * Fails  when the audit or the overrides cannot be opened; the kit may still be
 * used: post_judge() then answers as the policy says for `audit`, and nothing can be
 * overridden.  May be called again, to try again.
 */
int kit_begin(struct kit *, struct shuhi_error *);

struct kit_books kit_books(struct kit *);

struct kit *kit_ref(struct kit *);
void kit_unref(struct kit *); /* NULL is fine */

/* An idle worker or a new one.  Give it back when its result is done with: what
 * it holds of the text is wiped then. */
int kit_lend(struct kit *, struct kit_worker **, struct shuhi_error *);
void kit_return(struct kit *, struct kit_worker *);

/* ---- the one in force in this process ------------------------------------- */

struct kit_slot {
	pthread_mutex_t lock;
	struct kit *kit; /* NULL: nothing could be loaded */
};

struct kit *kit_in_force(struct kit_slot *);    /* a reference, or NULL */
void kit_swap(struct kit_slot *, struct kit *); /* takes the reference */

#endif
