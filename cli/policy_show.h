/* A policy in plain words. */
#ifndef SHUHI_CLI_POLICY_SHOW_H
#define SHUHI_CLI_POLICY_SHOW_H

#include "buf.h"
#include "lang.h"
#include "policy.h"

/* What is in force. */
void policy_show(struct buf *, const struct policy *, enum shuhi_lang);

/* Every destination with its hosts. */
void policy_show_places(struct buf *, const struct policy *, enum shuhi_lang);

/* What happens to what is sent to this host (and path); SEVERITY_NONE: to all. */
void policy_show_host(struct buf *, const struct policy *, enum shuhi_lang,
    struct span host, struct span path, enum shuhi_severity);

#endif
