/*
 * Words of dict/ *.tsv: surface, class, attributes.
 *
 * Attributes, comma separated:
 *   word        only as a word of its own: MeCab must cut at both ends
 *   means=TEXT  what it stands for, for people
 *   of=TEXT     generated: another writing of TEXT (build/…/variants.tsv)
 *   kana=TEXT   how a name is read
 *   reading     of a name, in kana: the word is such a reading
 *   disabled    takes the surface out, for a hospital's own dictionary
 *
 * A surface may have several classes.  Of the same surface and class in several
 * folders the last wins.
 */
#ifndef SHUHI_WORDS_H
#define SHUHI_WORDS_H

#include "arena.h"
#include "fold.h"
#include "lines.h"

enum {
	WORD_ALONE = 1,    /* attribute word                      */
	WORD_DISABLED = 2, /* attribute disabled                  */
	WORD_READING = 4,  /* a name in kana or romaji            */
	WORD_VARIANT = 8,  /* generated from another word         */
	WORD_CLEAR = 16,   /* attribute clear                     */
};

struct word {
	struct span surface; /* as written; NUL-terminated    */
	struct span folded;
	const char *attributes; /* as written; NUL-terminated    */
	const char *file;
	uint8_t class;
	uint8_t flags;
};

struct words {
	struct arena arena; /* folded surfaces, file names */
	struct lines *files;
	size_t nfiles;
	struct word *v;
	size_t n, cap;
};

/*
 * Add every *.tsv of a folder but fold.tsv, in the order of their names; there must
 * be one.  Fails with SHUHI_E_DICT at file:line:column; what was added before stays.
 */
int words_add_folder(struct words *, const char *folder,
    const struct fold_table *, struct shuhi_error *);

/* Drop what is disabled or said again later.  Call once, after all folders. */
int words_settle(struct words *, struct shuhi_error *);
void words_free(struct words *);

struct digester;
void words_digest(const struct words *, struct digester *);

#endif
