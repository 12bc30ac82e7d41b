/* What tests of a policy share: a folder, a policy loaded from it, what it says of a
 * host.  After the module, or policy.h. */
#ifndef SHUHI_TESTS_POLICED_H
#define SHUHI_TESTS_POLICED_H

#include "dir.h"

static struct policy *policy;
static struct shuhi_error err;

static int
open_policy(void **state)
{
	policy = NULL;
	return open_dir(state);
}

static int
close_policy(void **state)
{
	policy_unref(policy);
	return close_dir(state);
}

#define TOP "version: 1\n"
#define SNS "  - {class: sns, name: X, hosts: [\"*.x.com\", twitter.com]}\n"

static inline void
load(const char *yaml)
{
	folder_put(dir, "p.yaml", span_of(yaml));
	if (policy_load(folder_file(dir, "p.yaml"), &policy, &err) != 0)
		fail_msg("%u:%u: %s (%s)", err.line, err.column, err.message,
		    err.hint);
}

static inline const struct policy_place *
at(const char *host, const char *path)
{
	return policy_place(policy, span_of(host), span_of(path));
}

static inline const char *
class_of(const char *host)
{
	return at(host, "/")->class_name;
}

static inline enum policy_action
action(const char *host, enum shuhi_severity s)
{
	return policy_action(policy, at(host, "/"), s);
}

static inline enum policy_action
failure(const char *host, unsigned cause)
{
	return policy_failure(policy, at(host, "/"), cause);
}

#endif
