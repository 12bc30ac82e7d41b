#include "rosters.h"

#include <stdlib.h>

#include "err.h"
#include "knowledge.h"

/* ---- one roster ------------------------------------------------------- */

int
shuhi_roster_open(const char *index, const char *keyfile,
    struct shuhi_roster **out, struct shuhi_error *err)
{
	struct shuhi_roster *r;

	if ((r = calloc(1, sizeof *r)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a roster", 0);
	atomic_init(&r->refs, 1);
	if (roster_open(index, keyfile, &r->index, err) != 0) {
		free(r);
		return -1;
	}
	lists_init(&r->lists);
	*out = r;
	return 0;
}

struct shuhi_roster *
shuhi_roster_ref(struct shuhi_roster *r)
{
	if (r != NULL)
		atomic_fetch_add(&r->refs, 1);
	return r;
}

void
shuhi_roster_unref(struct shuhi_roster *r)
{
	if (r == NULL || atomic_fetch_sub(&r->refs, 1) != 1)
		return;
	lists_fini(&r->lists);
	roster_close(r->index);
	free(r);
}

uint32_t
shuhi_roster_people(const struct shuhi_roster *r)
{
	return roster_rows(r->index);
}

/* ---- sets ------------------------------------------------------------- */

static void
set_unref(struct roster_set *set)
{
	size_t i;

	if (set == NULL || atomic_fetch_sub(&set->refs, 1) != 1)
		return;
	for (i = 0; i < set->n; i++)
		shuhi_roster_unref(set->v[i]);
	free(set);
}

static int
set_new(struct shuhi_roster *const *v, size_t n, struct roster_set **out,
    struct shuhi_error *err)
{
	struct roster_set *set;
	size_t i;

	if ((set = calloc(1, sizeof *set)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for rosters", 0);
	atomic_init(&set->refs, 1);
	for (i = 0; i < n; i++)
		set->v[set->n++] = shuhi_roster_ref(v[i]);
	*out = set;
	return 0;
}

int
shuhi_scanner_rosters(struct shuhi_scanner *s, struct shuhi_roster *const *v,
    size_t n, struct shuhi_error *err)
{
	struct roster_set *set = NULL, *old;
	size_t i;

	if (n > LIMIT_ROSTERS)
		return fail(err, SHUHI_E_LIMIT, "too many rosters", 0);
	for (i = 0; i < n; i++)
		if (v == NULL || v[i] == NULL)
			return fail(err, SHUHI_E_USAGE, "no roster", 0);
	for (i = 0; i < n; i++)
		if (roster_check_spelling(v[i]->index, s->fold, err) != 0)
			return -1;
	if (n > 0 && set_new(v, n, &set, err) != 0)
		return -1;
	pthread_mutex_lock(&s->rosters.lock);
	old = s->rosters.set;
	s->rosters.set = set;
	atomic_fetch_add(&s->rosters.turn, 1);
	pthread_mutex_unlock(&s->rosters.lock);
	set_unref(old);
	return 0;
}

/* ---- the place they are kept ------------------------------------------ */

void
roster_slot_init(struct roster_slot *slot)
{
	pthread_mutex_init(&slot->lock, NULL); /* cannot fail for this kind */
	atomic_init(&slot->turn, 0);
}

void
roster_slot_fini(struct roster_slot *slot)
{
	set_unref(slot->set);
	pthread_mutex_destroy(&slot->lock);
}

void
roster_hold_renew(struct roster_hold *hold, struct roster_slot *slot)
{
	struct roster_set *old = hold->set;

	/* once a scan: a lock each time would cost more than the sieve */
	if (atomic_load(&slot->turn) == hold->turn)
		return;
	pthread_mutex_lock(&slot->lock);
	hold->turn = atomic_load(&slot->turn);
	if ((hold->set = slot->set) != NULL)
		atomic_fetch_add(&hold->set->refs, 1);
	pthread_mutex_unlock(&slot->lock);
	set_unref(old);
}

void
roster_hold_drop(struct roster_hold *hold)
{
	set_unref(hold->set);
	*hold = (struct roster_hold){ 0 };
}
