/* A kit over the small engine, with folders of its own; after help.h. */
#ifndef SHUHI_TESTS_PROXYKIT_H
#define SHUHI_TESTS_PROXYKIT_H

#include <limits.h>
#include "help.h"

#include "kit.h"

struct bench {
	struct small small;
	char policy[96], audit[96];
	struct kit_config config;
};

#define BENCH_POLICY                                                           \
	"destinations:\n"                                                      \
	"  - {class: contracted, name: W, hosts: [w.example.jp]}\n"            \
	"  - {class: exempt, hosts: [update.example.jp], reason: test}\n"      \
	"actions:\n"                                                           \
	"  default: {clean: allow, low: warn, medium: warn, high: block, "     \
	"critical: block}\n"                                                   \
	"  contracted: {high: warn}\n"

/* policy.yaml anew; `mode` "enforce" or "monitor". */
static inline void
bench_policy(struct bench *b, const char *mode, const char *more)
{
	char text[2048];

	snprintf(text, sizeof text,
	    "version: 1\nmode: %s\naudit: {file: %s, fsync: 0ms}\n"
	    "override: {valid: 1m, justification-min: 5, state: "
	    "%s}\n" BENCH_POLICY "%s",
	    mode, b->audit, b->small.root.path, more);
	folder_put(b->small.root, "policy.yaml", span_of(text));
}

/* A data folder has one; it is too large to be copied for each test. */
static inline void
bench_kanakanji(struct bench *b)
{
	char shipped[PATH_MAX - 16], dir[PATH_MAX];
	struct shuhi_error err;

	assert_int_equal(shuhi_data_dir(shipped, sizeof shipped, &err), 0);
	snprintf(dir, sizeof dir, "%s/dict/kanakanji", shipped);
	assert_int_equal(
	    symlink(dir, folder_file(b->small.root, "dict/kanakanji")), 0);
}

static inline void
bench_open(struct bench *b, const char *mode, const char *more)
{
	*b = (struct bench){ .small = small_new() };
	snprintf(
	    b->policy, sizeof b->policy, "%s/policy.yaml", b->small.root.path);
	snprintf(b->audit, sizeof b->audit, "%s/audit.log", b->small.root.path);
	bench_policy(b, mode, more);
	bench_kanakanji(b);
	b->config = (struct kit_config){ .policy = b->policy,
		.data = b->small.root.path, .cache = "" };
	setenv("SHUHI_DATA", b->small.root.path, 1);
}

static inline struct kit *
bench_kit(struct bench *b)
{
	struct shuhi_error err = { 0 };
	struct kit *kit = NULL;

	if (kit_open(&b->config, &kit, &err) != 0)
		fail_msg("%s:%u:%u: %s (%s)", err.where, err.line, err.column,
		    err.message, err.hint);
	return kit;
}

/* What staff are told, in no language but the program's. */
static inline const char *
as_it_is(enum shuhi_lang lang, const char *message)
{
	(void)lang;
	return message;
}

static inline void
bench_gone(struct bench *b)
{
	unsetenv("SHUHI_DATA");
	small_gone(b->small);
}

#endif
