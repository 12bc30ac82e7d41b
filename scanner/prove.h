/*
 * Proving a set: every example of every rule and pattern through the whole
 * pipeline.  What was proved is remembered in the cache by the set's digest, so
 * that a warm start need not do it again.
 */
#ifndef SHUHI_PROVE_H
#define SHUHI_PROVE_H

#include "knowledge.h"

/* Fails with SHUHI_E_RULES at the example that disagrees. */
int prove(struct shuhi_scanner *, const char *cache, struct shuhi_error *);

#endif
