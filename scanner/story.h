/*
 * Does the text, read as a whole, tell about a patient?
 *
 * Rules see what is named; much that leaks is only told: 「さっき運ばれてきた人、
 * 朝のニュースの人だ」.  The story model is a linear one over what resolving
 * yields: the classes that occur, the words (dictionary forms), and pairs of
 * neighbours in which names, numbers and other entities are replaced by their
 * class, so that it learns <person.name>_の_<disease>, not 田中; which classes, and
 * which class and which word, stand in one clause, wherever, and which classes in two
 * clauses side by side; pairs and triples of letters, for inflections and what MeCab
 * cuts badly; and Latin words.
 *
 * Each clause is weighed by itself (a feature once), and what counts is the run of
 * clauses side by side that weighs most: talk of supper before or behind a story
 * cannot hide it, however harmless, and a story told in small pieces adds up.  Only
 * a setting (a drama, an exam) speaks for the whole passage.
 *
 * Its weights, dict/story.weights, are readable text, trained by `make story`
 * on tests/posts; nothing in them comes from anybody's real post.  Over the
 * threshold it adds an entity `story.weak`, `.likely` or `.strong` at the word
 * that speaks loudest; by itself that is no finding: rules ask for it beside a
 * trigger.  Far below it adds `nostory`, where there is any Japanese: of English it
 * knows too little to take a name beside an illness for nothing.
 */
#ifndef SHUHI_STORY_H
#define SHUHI_STORY_H

#include "class.h"
#include "shuhi.h"
#include "span.h"

struct digester;
struct resolver;
struct story;

/* Fails with SHUHI_E_DICT at file:line, SHUHI_E_IO, SHUHI_E_NOMEM. */
int story_load(const char *file, struct story **, struct shuhi_error *);
void story_free(struct story *);
void story_digest(const struct story *, struct digester *);

/*
 * One feature: 'c' a class, 'o' one that is a setting, 't' a word, 'u' a word or
 * the class in its place, 'b' two of those side by side, 'p' two classes of one
 * clause, 'x' one of the clause before and one of this, 'm' a class and a word of
 * one, 'g' letters or Latin words, 'l' how long the clause is; and of what is known before
 * MeCab is asked, 'C' a class and 'G' letters.
 */
struct story_feature {
	char kind;
	uint64_t hash;
	struct span a, b;
	uint32_t from, to; /* bytes of the folded text it stands for */
	uint32_t clause;   /* it stands in, from 0 */
};

/* Has the kind two parts? */
static inline bool
story_is_pair(char kind)
{
	return kind == 'b' || kind == 'p' || kind == 'm' || kind == 'x';
}

typedef void story_feature_fn(void *ctx, const struct story_feature *);

/* Every feature of what was resolved and cut into clauses, possibly several times. */
void story_features(const struct resolver *, story_feature_fn *, void *ctx);

/*
 * So many classes of a clause are seen in pairs.  The posts have up to 17; a made
 * up text shall not cost 84 questions a word.
 */
#define STORY_PAIRED 20

/* The first classes of a clause, each once. */
struct story_classes {
	struct class_set seen; /* all */
	struct span name[STORY_PAIRED];
	uint64_t hash[STORY_PAIRED];
	size_t n;
};

/*
 * Of one clause all kinds but letters and settings.  `before`: those of the clause
 * before, none at the start; then those of this one.
 */
void story_words(const struct resolver *, struct story_classes *before,
    story_feature_fn *, void *ctx);

/* The hash of a feature by its name in the weights: "u:患者", "b:患者 が". */
uint64_t story_hash(struct span name);

/*
 * Before MeCab is asked: add to `have` the story classes there is hope of, by a
 * model of its own over what is known then: the classes in `have`, and letters.
 * `frames` says whether frames are in `have` already; before, they may add
 * something.  Where memory is out all are added: resolving then says so.
 */
void story_hope(struct resolver *, struct class_set *have, bool frames);

/* Weigh the passage; add the entity when it is heavy enough.  False: no memory. */
bool story_add(struct resolver *);

#endif
