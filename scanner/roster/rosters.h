/*
 * The rosters a scanner asks: a set that is swapped whole while workers scan.
 *
 * Each worker keeps the set it last scanned with, and takes the new one when its
 * next scan begins; a set goes when the last worker has let go of it.
 */
#ifndef SHUHI_ROSTERS_H
#define SHUHI_ROSTERS_H

#include <pthread.h>
#include <stdatomic.h>

#include "limit.h"
#include "lists.h"
#include "roster.h"

struct shuhi_roster {
	atomic_uint refs;
	struct roster *index;
	struct lists lists;
};

struct roster_set {
	atomic_uint refs;
	size_t n; /* never 0: no set, no rosters */
	struct shuhi_roster *v[LIMIT_ROSTERS];
};

struct roster_slot {
	pthread_mutex_t lock;
	atomic_uint turn;       /* how often it was swapped */
	struct roster_set *set; /* NULL: none; under the lock */
};

/* One worker's reference. */
struct roster_hold {
	unsigned turn;
	struct roster_set *set;
};

void roster_slot_init(struct roster_slot *);
void roster_slot_fini(struct roster_slot *);

/* Take the set of now, if it is another one. */
void roster_hold_renew(struct roster_hold *, struct roster_slot *);
void roster_hold_drop(struct roster_hold *);

static inline struct lists *
lists_in(const struct roster_set *set, size_t i)
{
	return &set->v[i]->lists;
}

static inline const struct roster *
roster_in(const struct roster_set *set, size_t i)
{
	return set->v[i]->index;
}

#endif
