/*
 * Joining clues per person: two that fit one row outrank any single one, and
 * those of different people do not add up.
 *
 *	佐藤太郎 … 昭和33年4月12日     rows of the name: 40, one born then  -> patient
 *	佐藤太郎                       40 rows                             -> name
 *	305号室 … 80代 … 肺炎          rows that fit all three: 2          -> few
 *
 * A neighbourhood is JOIN_NEAR bytes of folded text to either side.  What comes
 * out are entities of the classes roster.*, with the reason to be told: which
 * fields fit, and how many people.
 */
#ifndef SHUHI_JOIN_H
#define SHUHI_JOIN_H

#include "clue.h"
#include "entity.h"
#include "ids.h"
#include "reason.h"
#include "rosters.h"

#define JOIN_NEAR 600 /* bytes: 200 letters */
#define JOIN_FEW  3   /* people that a text may be narrowed down to */

/* What is graver outranks the rest. */
enum {
	RANK_NONE,
	RANK_NAME,
	RANK_FEW,
	RANK_SOLE, /* a name that one person has */
	RANK_PATIENT,
	RANK_VIP,
};

/* What is said of one clue, in the end; class 0: nothing. */
struct saying {
	uint8_t class, rank, percent;
	uint16_t reason;
};

struct joiner {
	const struct roster_set *set;
	const struct ids *ids;
	struct arena *arena;
	struct reasons *reasons;
	struct span text;        /* folded                           */
	const struct clue *clue; /* of the passage, ascending by from */
	size_t n;
	struct saying *saying; /* one a clue */
};

/*
 * Fails with SHUHI_E_NOMEM, SHUHI_E_LIMIT.  The entities are the arena's,
 * ascending by from.
 */
int join(struct joiner *, struct entity **out, size_t *n, struct shuhi_error *);

/* joinfew.c: the same for clues that fit many each, of one roster. */
int join_few(struct joiner *, uint8_t roster, struct shuhi_error *);

/* Clues [*from, answer) whose text lies within JOIN_NEAR of clue i. */
size_t join_near(const struct joiner *, size_t i, size_t *from);

/* Say it of clue i, unless something graver is said already. */
void join_say(struct joiner *, size_t i, struct saying);

#endif
