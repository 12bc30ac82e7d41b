/* One rule or pattern out of its YAML map; rules.c puts them together. */
#ifndef SHUHI_RULEREAD_H
#define SHUHI_RULEREAD_H

#include "rules.h"

/* All fail with SHUHI_E_RULES at the node that is wrong. */
int field_refuse_unknown(
    struct ynode map, const char *const *keys, struct shuhi_error *);

/* A disabled one has an id and nothing else. */
int pattern_read(struct rules *, struct ynode map, const struct fold_table *,
    struct pattern *, struct shuhi_error *);
/* The condition is the rule's own memory: cond_free(), also after a failure. */
int rule_read(
    struct rules *, struct ynode map, struct rule *, struct shuhi_error *);

#endif
