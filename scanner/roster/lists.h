/*
 * Lists made of a roster's columns when they are first asked for, then kept as
 * long as the roster is open: who is 78, whose kana begin with s, which rows have
 * a ward.  They hold codes and rows, nothing else.
 *
 * Threads  any: made under a lock, read without one.
 */
#ifndef SHUHI_LISTS_H
#define SHUHI_LISTS_H

#include <pthread.h>
#include <stdatomic.h>

#include "roster.h"

#define LIST_AGES    130
#define LIST_DECADES 13
#define LIST_LETTERS 26

enum {
	LIST_AGE,
	LIST_DECADE = LIST_AGE + LIST_AGES,
	LIST_INITIAL =
	    LIST_DECADE + LIST_DECADES, /* of surnames, given names */
	LIST_ROWS = LIST_INITIAL + 2 * LIST_LETTERS, /* of a column */
	LISTS = LIST_ROWS + RC_COLUMNS
};

struct numbers {
	size_t n;
	uint32_t v[];
};

struct lists {
	pthread_mutex_t lock;
	_Atomic(struct numbers *) made[LISTS];
};

void lists_init(struct lists *);
void lists_fini(struct lists *);

/*
 * Codes of RC_BIRTH of those who were `age` when the list was made, or in the ten
 * years from it on; a year more or less, for posts are about yesterday and lists
 * of any day.  `age` < LIST_AGES.  Fails with SHUHI_E_NOMEM, as all here.
 */
int list_born(struct lists *, const struct roster *, uint32_t age, bool decade,
    struct roster_test *, struct shuhi_error *);

/* Codes of a kana column whose kana begin with the letter, 'a' to 'z'. */
int list_initial(struct lists *, const struct roster *, enum roster_column,
    char letter, struct roster_test *, struct shuhi_error *);

/* Rows by code: those of code c are (*rows)[(*first)[c]] to [(*first)[c + 1]]. */
int list_rows(struct lists *, const struct roster *, enum roster_column,
    const uint32_t **first, const uint32_t **rows, struct shuhi_error *);

#endif
