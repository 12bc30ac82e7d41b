/*
 * Which words of a master may become words of ours.
 *
 * A master lists whatever can be billed or was once written in a record, よう and
 * 自分 and ストレス among it: taken as they are, such lists find a disease in one of
 * ten lines of everyday chat.  What would wreck precision is left out, each word
 * for a reason with a name.
 */
#ifndef SHUHI_CLI_IMPORT_FILTER_H
#define SHUHI_CLI_IMPORT_FILTER_H

#include "shuhi.h"
#include "words.h"

enum import_as {
	AS_MANBYO,
	AS_RECEIPT_DISEASE,
	AS_RECEIPT_DRUG,
	AS_MEDIS,
	AS_NAMES,
	AS_TSV,
};

/* In the order they are asked. */
enum reason {
	REASON_NONE = 0, /* the word is kept */
	REASON_CONTROL,
	REASON_LIMIT,
	REASON_KNOWN,
	REASON_EVERYDAY, /* from here on --keep-all keeps them */
	REASON_NAME,
	REASON_BASE,
	REASON_COMBINED,
	REASON_NO_ICD,
	REASON_HIRAGANA,
	REASON_LATIN,
	REASON_SHORT,
	REASON_SIGNS,
	REASON_NO_MORPHEME,
	NREASONS,
};

struct reason_text {
	const char *key;     /* as the report names it */
	const char *text[2]; /* by enum shuhi_lang     */
};

extern const struct reason_text reasons[NREASONS];

/* A word as a row gives it. */
struct candidate {
	struct span surface; /* any memory */
	struct span icd;     /* codes as written, empty when there are none */
	struct span attributes;
	int class;           /* AS_NAMES, AS_TSV: given; else found here */
	bool base;           /* a drug list says: no treatment by itself */
	bool product;        /* a drug's full name, to be cut down       */
};

/* What has become of it. */
struct judged {
	struct span surface; /* the filter's, until it is closed */
	const char *class_name;
	const char *attributes; /* NULL: those of the candidate */
	enum reason reason;
	bool repeated; /* came before; nothing else is set */
};

struct filter {
	enum import_as as;
	bool keep_all;
	struct fold_table *fold;
	struct words known;
	struct arena arena;
	struct filter_slot *slots; /* words known or seen, by their folding */
	size_t nslots, used;
	struct span *morphemes, *sensitive, *everyday; /* folded */
};

/* Load what the project knows already.  Set `as` and `keep_all` before. */
int filter_open(struct filter *, struct shuhi_error *);
int filter_judge(struct filter *, const struct candidate *, struct judged *,
    struct shuhi_error *);
void filter_close(struct filter *);

#endif
