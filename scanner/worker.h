/* One thread's private part of scanning. */
#ifndef SHUHI_WORKER_H
#define SHUHI_WORKER_H

#include "judge.h"
#include "knowledge.h"
#include "resolve.h"
#include "roster/stage.h"

/*
 * What judge_possible() said: everyday talk asks about the same few sets of
 * classes over and over.  A newer set takes an older one's slot.
 */
#define MEMO_SLOTS 1024

struct memo {
	struct class_set have;
	bool known, possible;
};

struct shuhi_worker {
	struct shuhi_scanner *scanner;
	struct matcher *matcher;
	struct tokeniser *tokeniser;
	struct tokeniser *converter; /* kanakanji.h's; NULL without it */
	struct arena arena;
	struct memo memo[MEMO_SLOTS];
	struct roster_hold rosters;
	struct roster_stage stage;         /* of the scan going on */
	const struct supposition *suppose; /* prove.c's, else NULL */
	struct shuhi_result result;        /* of the last scan, in the arena */
	uint64_t sum; /* report.c's, of the text with these findings */
};

/* report.c: findings over folded text -> the result over the given text. */
int report(struct shuhi_worker *, struct span text, const struct folded *,
    const struct findings *, struct shuhi_result *, struct shuhi_error *);

/* report.c: entities over folded text -> entities over the given text. */
int report_entities(struct shuhi_worker *, struct span text,
    const struct folded *, const struct passage *, struct shuhi_entity **,
    struct shuhi_error *);

/* scan.c: what the story model sees of a text, for training it. */
int worker_features(struct shuhi_worker *, struct span text, story_feature_fn *,
    void *ctx, struct shuhi_error *);

/* scan.c: does this pattern hit the text, before any rule is asked? */
int worker_finds(struct shuhi_worker *, const struct pattern *,
    struct span text, bool *found, struct shuhi_error *);

#endif
