/* build.c's insides, for write.c, which makes a file of them. */
#ifndef SHUHI_ROSTER_STORE_H
#define SHUHI_ROSTER_STORE_H

#include "../../scanner/roster/rosterfile.h"
#include "build.h"
#include "intern.h"

struct pair {
	uint64_t hash;
	uint32_t value; /* number of a row, or of a column's value */
};

struct pairs {
	struct pair *v;
	uint32_t n, cap;
};

struct build {
	struct keyring key;
	enum roster_kind kind;
	unsigned char spelling[KEY_SUM];
	uint32_t rows, cap;
	uint32_t repeated; /* rows whose number another has; set by writing */
	uint32_t *cells[RC_COLUMNS]; /* numbers of values; ROSTER_NONE */
	struct intern values[RC_COLUMNS];
	struct pairs keys[RK_KEYS];
	struct pairs masked[MASKED];
	int32_t *days[DAYS];
	uint32_t days_cap[DAYS];
	char *initials[KANA];
	uint32_t initials_cap[KANA];
	struct intern sieve[SIEVES]; /* hashes of what it lets through */
	struct intern calls;
	uint32_t longest; /* letters of a call */
	uint32_t untold[ROSTER_SCRIPTS];
};

/* The whole file in memory, to be freed. */
int write_image(struct build *, int64_t built, unsigned char **image,
    size_t *size, struct shuhi_error *);

#endif
