/*
 * Who belongs where, for reports: a text file of lines
 *
 *	sato@example.jp<tab>3階東病棟       a user
 *	192.0.2.0/24<tab>外来               addresses
 *
 * The first line that fits counts.
 */
#ifndef SHUHI_CLI_DEPARTMENTS_H
#define SHUHI_CLI_DEPARTMENTS_H

#include "seal.h"
#include "shuhi.h"

struct departments;

/*
 * `key`: users stand in the audit under its pseudonyms; NULL: by name.
 * SHUHI_E_USAGE at file:line, SHUHI_E_IO, SHUHI_E_NOMEM.
 */
int departments_load(const char *file, const struct seal_key *key,
    struct departments **, struct shuhi_error *);
void departments_free(struct departments *); /* NULL is fine */

/* NULL: nobody has said. */
const char *departments_find(
    const struct departments *, const char *user, const char *client);

#endif
