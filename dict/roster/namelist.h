/* Which letters are a surname, which a given name: to split 山田太郎. */
#ifndef SHUHI_ROSTER_NAMELIST_H
#define SHUHI_ROSTER_NAMELIST_H

#include "../../scanner/fold.h"

struct namelist;

/* Of names.tsv and surnames.tsv in `dir`.  Fails with SHUHI_E_IO, _DICT, _NOMEM. */
int namelist_open(const char *dir, const struct fold_table *,
    struct namelist **, struct shuhi_error *);
void namelist_free(struct namelist *);

/*
 * `whole` is a name as it is spelt, without blanks.  A known surname before a known given
 * name, else a known surname, the longest, before one to three letters.
 */
bool namelist_split(const struct namelist *, struct span whole,
    struct span *surname, struct span *given);

/*
 * Kana are always split: a full name without a blank is found wherever it is cut.
 * Where a known name ends or begins, else in the middle (of one letter, behind it).
 */
void namelist_split_kana(const struct namelist *, struct span whole,
    struct span *surname, struct span *given);

/* Is it known, as spelt, as a surname or a reading of one; as a given name? */
bool namelist_is_family(const struct namelist *, struct span);
bool namelist_is_given(const struct namelist *, struct span);

#endif
