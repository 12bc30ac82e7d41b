/*
 * The story model's weights as they lie in memory: storyfile.c reads them, story.c
 * weighs with them.
 */
#ifndef SHUHI_STORYMODEL_H
#define SHUHI_STORYMODEL_H

#include "digest.h"
#include "limit.h"

/*
 * Four bytes a feature, for the tables to fit the second-level cache.  The slot and
 * the tag are 16 bits each or more of the feature's hash: of a hundred thousand
 * features without a weight one is taken for another.
 */
struct weight {
	uint16_t tag;
	int16_t milli; /* thousandths of a natural logarithm's unit; 0: free */
};

struct weights {
	struct weight *slots;
	size_t n; /* a power of two, with free ones */
};

/* The place of a feature, or of the free slot where it would be. */
static inline size_t
weights_slot(const struct weights *t, uint64_t hash)
{
	uint16_t tag = (uint16_t)(hash >> 48);
	size_t i = hash & (t->n - 1);

	while (t->slots[i].milli != 0 && t->slots[i].tag != tag)
		i = (i + 1) & (t->n - 1);
	return i;
}

struct story {
	struct weight *slots;              /* of all three, side by side */
	struct weights words;              /* all kinds but those below */
	struct weights letters;            /* of kind 'g' */
	struct weights hope_letters;       /* 'G' */
	int32_t of_setting[LIMIT_CLASSES]; /* 'o' */
	int32_t hope_class[LIMIT_CLASSES]; /* 'C' */
	int32_t bias, hope_bias;
	int32_t most;     /* for nostory */
	int32_t least[3]; /* for story.weak, .likely, .strong */
	int32_t hope[2];  /* that there is any story; that it is a strong one */
	struct digest digest; /* of the file */
};

#endif
