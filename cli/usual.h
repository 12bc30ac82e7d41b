/* Where things are when nobody says where. */
#ifndef SHUHI_CLI_USUAL_H
#define SHUHI_CLI_USUAL_H

#include "shuhi.h"

/*
 * The policy's file: `given`, else /etc/shuhi/policy.yaml, else the shipped one.
 * The caller frees it; NULL with *err filled when there is none.
 */
char *usual_policy(const char *given, struct shuhi_error *);

#endif
