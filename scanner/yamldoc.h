/*
 * YAML documents of rules, as far as the loader needs them.  The only file that
 * knows libyaml is yamldoc.c.  Limits: file size, depth and number of nodes
 * (limit.h); aliases are refused, so nothing can be built that is larger than
 * its file.
 */
#ifndef SHUHI_YAMLDOC_H
#define SHUHI_YAMLDOC_H

#include "shuhi.h"
#include "span.h"

struct yamldoc;

enum ynode_kind { YNODE_NONE = 0, YNODE_SCALAR, YNODE_LIST, YNODE_MAP };

/* A place in a document; handed about by value, dies with its document. */
struct ynode {
	const struct yamldoc *doc;
	int id; /* 0: there is none */
};

int yamldoc_load(const char *file, struct yamldoc **, struct shuhi_error *);
void yamldoc_free(struct yamldoc *);

struct span yamldoc_source(const struct yamldoc *); /* the file's bytes */

struct ynode yamldoc_root(const struct yamldoc *);
enum ynode_kind ynode_kind(struct ynode);
/* A scalar's text, valid as long as the document; NUL-terminated. */
struct span ynode_text(struct ynode);
size_t ynode_count(struct ynode); /* items of a list, pairs of a map */
struct ynode ynode_item(struct ynode, size_t i);
struct ynode ynode_key(struct ynode map, size_t i);
struct ynode ynode_value(struct ynode map, size_t i);
struct ynode ynode_get(struct ynode map, const char *key);
const char *ynode_file(struct ynode); /* its document's */
uint32_t ynode_line(struct ynode);    /* 1-based */
uint32_t ynode_column(struct ynode);  /* 1-based */

/*
 * Where the code point number `at` of a scalar's text stands in the file; quotes
 * and the folding of block scalars (>, |) are accounted for, escapes are not.
 */
void ynode_place(struct ynode, size_t at, uint32_t *line, uint32_t *column);

/* SHUHI_E_RULES at this node; returns -1. */
int ynode_fail(struct ynode, struct shuhi_error *, const char *message,
    const char *hint, ...) __attribute__((format(printf, 4, 5)));

/* No key of the map stands twice: the first would win unseen. */
int ynode_keys_once(struct ynode map, struct shuhi_error *);

/*
 * 0 when the node is of this kind, else fails as ynode_fail() does.  A text with a
 * NUL in it is refused, too: whoever takes it for a string would see half of it.
 */
int ynode_want(
    struct ynode, enum ynode_kind, struct shuhi_error *, const char *hint);

#endif
