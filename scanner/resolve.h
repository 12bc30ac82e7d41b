/*
 * From hits to entities: what stands around a hit decides whether it counts.
 *
 *   edges      「オペ」 in オペレーター, "ct" in "active": not the word
 *   patterns   longest match, free edges, check digit, label near by
 *   alone      words that MeCab must cut at both ends
 *   names      surname + given name, honorific, title, label, unknown names
 *   overlaps   the longer of the same kind wins; stop words take all they hold
 *   topics     what is only spoken about (糖尿病教室) goes, once stories were read
 */
#ifndef SHUHI_RESOLVE_H
#define SHUHI_RESOLVE_H

#include "entity.h"
#include "ids.h"
#include "match.h"
#include "story.h"
#include "tokenise.h"

struct roster_stage;

/* A part of a passage, in bytes of the folded text. */
struct clause {
	uint32_t from, to;
};

/* One passage on its way through resolving. */
struct resolver {
	const struct ids *ids;
	const struct lexicon *lx;
	const struct story *story; /* NULL: not asked */
	struct arena *arena;
	struct span text; /* folded, the whole of it  */
	size_t from, to;  /* the passage in it        */
	struct hits hits[LEX_SETS];
	struct tokens tokens;   /* ascending                */
	uint32_t *sentence_end; /* bytes, ascending         */
	size_t nsentences, sentences_cap;
	struct passage out;
	const struct roster_stage *rosters; /* NULL: not asked */
	struct entity *told; /* by rosters, ascending: they stand */
	size_t ntold;
	struct clause *clauses; /* ascending; clause.c, once asked     */
	size_t nclauses;
	int32_t
	    *letters; /* story.c: hope that each clause's give, once asked */
};

/*
 * hit.c: does the hit stand free, and does a pattern's label and check digit allow it?
 * Needs no tokens.  *percent is the confidence then.
 */
bool hit_stands(const struct resolver *, const struct lexeme *,
    const struct hit *, uint8_t *percent);

/* Classes that resolving could yield from these hits, at best. */
void resolve_hope(const struct resolver *, struct class_set *);

/* Cut the passage into sentences. */
int resolve_sentences(struct resolver *, struct shuhi_error *);

/* Hits and tokens -> out.  Fails with SHUHI_E_NOMEM. */
int resolve(struct resolver *, struct shuhi_error *);

/* Add one entity; ascending order comes at the end. */
bool resolve_add(struct resolver *, uint32_t from, uint32_t to, uint8_t class,
    uint8_t percent);

/* names.c: adds the frames that are names in hiragana.  False: no memory. */
bool names_read(struct resolver *);

/* names.c: the persons; and, before there are tokens, which there could be. */
bool resolve_names(struct resolver *);
bool names_addressed(struct resolver *); /* the さん behind them; after them */
void names_hope(const struct resolver *, struct class_set *);

/* nameage.c: those told by the age behind them alone; could there be one? */
bool names_aged(struct resolver *);
void names_aged_hope(const struct resolver *, struct class_set *);

/*
 * labelled.c: what stands behind a label.  Does `big`, which begins with one, leave
 * `small` in it alone?  Then, when all else is settled, the labels are cut off: true
 * if there were any, and the order is to be made anew.
 */
bool labelled_leaves(const struct resolver *, const struct entity *big,
    const struct entity *small);
bool labelled_cut(struct resolver *);

/* topic.c: drop what is only part of a longer word of another kind, or spoken about. */
bool topics_drop(struct resolver *);

/* The token that begins / ends at this byte, or NULL. */
const struct token *token_from(const struct tokens *, size_t at);
const struct token *token_to(const struct tokens *, size_t at);

#endif
