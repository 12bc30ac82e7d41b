/*
 * An index in the making: people in canonical spelling go in, one file comes out.
 *
 *	build_new(&key, ROSTER_PATIENTS, fold, &b, &err);
 *	build_add(b, &person, &err);               for each
 *	build_write(b, "roster.idx", built, &err);
 *	build_free(b);
 *
 * Only keyed hashes are kept of what goes in.  The same people in the same order,
 * the same key and the same `built` make the same bytes.  One thread.
 */
#ifndef SHUHI_ROSTER_BUILD_H
#define SHUHI_ROSTER_BUILD_H

#include "../../scanner/roster/keyed.h"
#include "../../scanner/roster/spell.h"

struct build;

#define PERSON_CALLS  160 /* a name of 64 letters, cut anywhere */
#define PERSON_PHONES (LIMIT_ROSTER_PHONES - 1) /* besides the first */

/* What is empty (len 0) is not known of them. */
struct person {
	struct spelling column[RC_COLUMNS];
	struct spelling key[RK_KEYS];
	/* by what they may be called besides: ティ and フオン of グエン・ティ・フオン */
	struct spelling call[PERSON_CALLS];
	size_t ncalls;
	struct spelling phone[PERSON_PHONES];
	unsigned nphones;
	bool told[ROSTER_SCRIPTS]; /* all of the name is known in it */

	/* of the parts of the name: see called.c */
	unsigned parts; /* of the cell that has the most */
	bool family, given, foreign, uncalled;
};

/*
 * The key is copied, and wiped by build_free(); the table is what the people are
 * folded by.  Fails with SHUHI_E_NOMEM.
 */
int build_new(const struct keyring *, enum roster_kind,
    const struct fold_table *, struct build **, struct shuhi_error *);
void build_free(struct build *);

/* Fails with SHUHI_E_LIMIT (LIMIT_ROSTER_ROWS), SHUHI_E_NOMEM. */
int build_add(struct build *, const struct person *, struct shuhi_error *);

/* There is somebody of whom nothing is known: a row that was left out. */
void build_missed(struct build *);

uint32_t build_people(const struct build *);

/* Rows with the number (RK_ID) of one before: known once it is written. */
uint32_t build_repeated(const struct build *);

/*
 * Written beside `file`, synced, and put in its place (mode 0600).  `built`:
 * seconds since 1970-01-01.  To be called once.
 * Fails with SHUHI_E_USAGE when nobody was added, SHUHI_E_IO, SHUHI_E_NOMEM.
 */
int build_write(struct build *, const char *file, int64_t built,
    struct shuhi_error *);

#endif
