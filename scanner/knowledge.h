/* What a scanner knows: loaded, proved, frozen; shared by all workers. */
#ifndef SHUHI_KNOWLEDGE_H
#define SHUHI_KNOWLEDGE_H

#include <stdatomic.h>

#include "digest.h"
#include "hsdb.h"
#include "ids.h"
#include "kanakanji.h"
#include "roster/rosters.h"
#include "story.h"
#include "tokenise.h"

struct shuhi_scanner {
	atomic_uint refs;
	struct ids ids;
	struct fold_table *fold;
	struct words words;
	struct rules rules;
	struct lexicon lexicon;
	struct sieve *sieve;
	struct hsdb *hsdb;
	struct story *story;
	struct token_model *model;
	struct kanakanji *kanakanji; /* NULL: texts are read as they are */
	struct digest digest;
	char hex[65];
	bool from_cache;
	struct roster_slot rosters;
};

/*
 * shuhi_scanner_open() without running the examples, for the tools that make and
 * measure a set (tests/train.c, tests/accuracy.c).  Never for judging real text.
 */
int scanner_open_unproved(
    const struct shuhi_config *, struct shuhi_scanner **, struct shuhi_error *);

#endif
