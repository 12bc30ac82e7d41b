/*
 * The rosters' stage of a scan: seek in the whole text, then passage by passage
 * hint and join before resolving, settle after it.
 *
 *	seek     佐藤太郎, 000-12345: who is named            clues
 *	hint     80代, 305号室, 佐藤さん: where two may meet    clues
 *	join     clues -> roster.patient, .name, .few, .vip    entities
 *	settle   person.name that is staff, or nobody here
 */
#ifndef SHUHI_STAGE_H
#define SHUHI_STAGE_H

#include "clue.h"
#include "limit.h"
#include "reason.h"
#include "resolve.h"
#include "rosters.h"
#include "suppose.h"

/* One scan's; all its memory is the arena's. */
struct roster_stage {
	const struct roster_set *set; /* NULL: no rosters, nothing to do */
	struct arena *arena;
	struct clues found; /* by seek() in the whole text, ascending */
	size_t next;        /* of them: the first of the next passage */
	size_t here;        /* the first of this passage              */
	struct reasons reasons;
	struct entity supposed[SUPPOSE_MOST]; /* instead of rosters */
	size_t nsupposed;
};

/* Look through the text, folded from `raw`.  Fails with SHUHI_E_NOMEM, SHUHI_E_LIMIT. */
int stage_begin(struct roster_stage *, const struct roster_set *,
    struct arena *, struct span raw, const struct folded *,
    struct shuhi_error *);

/* How many clues begin before byte `to` that no passage has had yet. */
size_t stage_has(const struct roster_stage *, size_t to);

/*
 * What rosters say of the passage goes to r->told; passages in order.  Fails as
 * stage_begin().
 */
int stage_passage(
    struct roster_stage *, struct resolver *r, struct shuhi_error *);

/* An example says what rosters say: no roster is asked. */
void stage_suppose(struct roster_stage *, struct arena *,
    const struct supposition *, const struct folded *);

/* Of resolved names: whom no patients' roster knows is no patient. */
void stage_settle(const struct roster_stage *, struct resolver *r);

#endif
