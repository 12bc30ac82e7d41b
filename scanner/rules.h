/*
 * Rules and entity patterns of patterns/ *.yaml, as loaded: checked, compiled
 * where that needs no engine, not yet proved by their examples.
 *
 *	sets:
 *	  care: disease | symptom | drug        `$care` in conditions
 *
 *	patterns:                  rules:
 *	  - id: room                 - id: patient-name-with-illness
 *	    class: care.room           revision: 1
 *	    match: '[0-9]{3,4}号室'     title: {ja: …, en: …}
 *	    labels: [病室, 部屋]        severity: high
 *	    check: luhn                basis: domain 1, 2
 *	    examples: {hit: […]}       within: sentence | document | 60
 *	                               when: person.name and disease
 *	                               why: {…}  advice: {…}  tags: […]
 *	                               fallback: true   only when nothing else speaks
 *	                               examples: {hit: […], miss: […]}
 */
#ifndef SHUHI_RULES_H
#define SHUHI_RULES_H

#include "arena.h"
#include "check.h"
#include "cond.h"
#include "yamldoc.h"

struct examples {
	const char **text; /* hits first, then misses */
	struct ynode *at;
	size_t nhits, nmisses;
};

enum edge { EDGE_NONE, EDGE_DIGIT, EDGE_ALNUM };

/* What a Hyperscan expression finds, and what must stand around it. */
struct pattern {
	const char *id;
	uint8_t class;
	struct span match;     /* expression over folded text */
	enum edge edge;        /* what may not touch it       */
	check_fn *check;       /* validator, NULL for none    */
	const char **labels;   /* folded words; NULL-terminated */
	uint32_t label_within; /* code points                 */
	bool label_required;
	struct span value_after; /* letters, of which one ends the label */
	bool near_japanese;      /* stands only beside Japanese letters */
	uint8_t percent;         /* confidence with a label, or without one
	                            * when it has no labels */
	uint8_t percent_bare;    /* confidence without its label */
	struct ynode at, match_at;
	struct examples examples;
};

enum within { WITHIN_SENTENCE, WITHIN_DOCUMENT, WITHIN_CHARS };

struct rule {
	const char *id;
	uint32_t revision;
	enum shuhi_severity severity;
	const char *title[2], *why[2], *advice[2];
	const char *basis, *within_text, *when, *tags;
	enum within within;
	uint32_t chars;
	bool fallback; /* speaks only where no other rule does */
	struct cond cond;
	const char *file;
	struct ynode at;
	struct examples examples;
};

/* An id that the folder in hand has given: twice there is a mistake. */
struct said {
	struct span id;
	struct ynode at;
	bool pattern;
};

struct rules {
	struct arena arena;
	struct named_sets sets;
	struct yamldoc **docs;
	size_t ndocs;
	struct rule *rule;
	size_t nrules, rules_cap;
	struct pattern *pattern;
	size_t npatterns, patterns_cap;
	struct said *said;
	size_t nsaid, said_cap;
};

struct fold_table;

/*
 * Add every *.yaml of a folder, which must hold one.  A rule or pattern of an
 * earlier folder's id wins over that one, or takes it out (`disabled: true`).
 */
int rules_add_folder(struct rules *, const char *folder,
    const struct fold_table *, struct shuhi_error *);

struct digester;
/* Mix everything a verdict depends on into the digest. */
void rules_digest(const struct rules *, struct digester *);
void rules_free(struct rules *);

#endif
