/*
 * Values of policy.yaml, checked.  All fail with -1 at the node that is wrong,
 * with what to write instead.
 */
#ifndef SHUHI_CAPTURE_POLICYYAML_H
#define SHUHI_CAPTURE_POLICYYAML_H

#include "arena.h"
#include "yamldoc.h"

/* A map of these keys (NULL behind the last), none twice. */
int pol_keys(
    struct ynode map, const char *const *keys, struct shuhi_error *);

/* "`actoin` is not known": the nearest of the words, or the first of them. */
int pol_unknown(struct ynode, const char *message, const char *const *words,
    struct shuhi_error *);

/* One of these words; its place in the list. */
int pol_word(struct ynode, const char *message, const char *const *words,
    unsigned *out, struct shuhi_error *);

/* A text of one byte or more, copied. */
int pol_text(struct arena *, struct ynode, const char **, struct shuhi_error *);
const char *pol_copy(struct arena *, struct span); /* NULL: no memory */

/* {ja: …, en: …}, or one text for both. */
int pol_both(struct arena *, struct ynode, const char *out[2],
    struct shuhi_error *);

enum pol_unit {
	POL_COUNT,   /* 200                */
	POL_BYTES,   /* 512KB 50MB 2GB     */
	POL_SECONDS, /* 90s 5m 1h, to seconds  */
	POL_MILLIS,  /* 200ms 5s 1m, to milliseconds */
};

int pol_number(struct ynode, enum pol_unit, uint64_t least, uint64_t most,
    uint64_t *out, struct shuhi_error *);

int pol_nomem(struct shuhi_error *);

#endif
