/*
 * Have the files changed that a kit was made from?  A digest over their names,
 * sizes and times; what cannot be read counts as its absence.
 */
#ifndef SHUHI_PROXY_STAMP_H
#define SHUHI_PROXY_STAMP_H

#include "digest.h"
#include "kit.h"

/* `kit` names rules, words and rosters; NULL: only policy and data are known.
 * Fails with SHUHI_E_NOMEM. */
int stamp_take(const struct kit_config *, const struct kit *, struct digest *,
    struct shuhi_error *);

#endif
