/*
 * Compiled Hyperscan databases, and their cache on disk.  hsdb.c and match.c are
 * the only files that know Hyperscan.
 *
 * A cache file is trusted only when its magic, key, length and checksum
 * fit; the key digests every lexeme in its order, Hyperscan's version and the
 * CPU.  Anything else is rebuilt and replaced (written aside, then renamed).
 */
#ifndef SHUHI_HSDB_H
#define SHUHI_HSDB_H

#include "digest.h"
#include "lexicon.h"

struct hsdb; /* one immutable database a set of lexemes */

/*
 * `cache` is a folder or NULL.  Fails with SHUHI_E_RULES at the pattern that
 * Hyperscan refuses, SHUHI_E_ENGINE, SHUHI_E_NOMEM.  *cached says whether every
 * database came from the cache.
 */
int hsdb_open(const struct lexicon *, const char *cache, struct hsdb **,
    bool *cached, struct shuhi_error *);
void hsdb_close(struct hsdb *);

/* The hs_database_t of a set; NULL when nothing is in it. */
const void *hsdb_database(const struct hsdb *, size_t set);

#endif
