/* Words of policy and audit for people. */
#ifndef SHUHI_CLI_GUARD_WORDS_H
#define SHUHI_CLI_GUARD_WORDS_H

#include "lang.h"
#include "policy.h"

/* The words of policy.yaml and of the audit; what is not known stays as it is. */
const char *word_class(enum shuhi_lang, const char *class_name);
const char *word_action(enum shuhi_lang, const char *action);
const char *word_cause(enum shuhi_lang, const char *cause);
const char *word_event(enum shuhi_lang, const char *type);
const char *word_severity(enum shuhi_lang, const char *severity);

/* Is there such a one? */
bool word_is_action(const char *);
bool word_is_event(const char *);

/* A destination as records call it, in Japanese, by a policy that lists it; as it is
 * when none does, or the policy is NULL. */
const char *word_service(
    const struct policy *, enum shuhi_lang, const char *name);

#endif
