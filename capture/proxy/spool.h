/*
 * A body on its way through: collected whole before anyone judges it, because a
 * verdict over half a body is none, and given back byte for byte when it may go.
 *
 *	small    memory of this process, wiped when done
 *	large    an unlinked file: of memory (memfd), or in a folder when one is
 *	         configured; it has no name, so nothing stays behind a crash
 *
 * What all bodies of a process hold together has a ceiling, so that a hundred
 * uploads at once are refused one by one instead of killing the process.
 */
#ifndef SHUHI_PROXY_SPOOL_H
#define SHUHI_PROXY_SPOOL_H

#include <stdatomic.h>

#include "shuhi.h"
#include "span.h"

/* One a process, shared by its threads. */
struct spool_rules {
	size_t in_memory;   /* bytes of one body before it becomes a file */
	size_t together;    /* bytes of all bodies                        */
	const char *folder; /* NULL: files of memory                     */
	atomic_size_t held; /* bytes now                                 */
};

struct spool {
	struct spool_rules *rules;
	char *mem;
	size_t len, cap;
	int fd;       /* -1 while in memory */
	void *map;    /* of the file, when looked at */
	size_t given; /* bytes spool_next() has given */
};

void spool_init(struct spool *, struct spool_rules *);

/*
 * Fails  SHUHI_E_LIMIT  all bodies together pass the ceiling,
 *        SHUHI_E_IO     the file cannot be made or written (disk full),
 *        SHUHI_E_NOMEM.
 *        What was added before stays.
 */
int spool_add(struct spool *, struct span bytes, struct shuhi_error *);

/* All of it in one piece, until the next add or drop.  Fails with SHUHI_E_IO. */
int spool_view(struct spool *, struct span *, struct shuhi_error *);

/* The next at most `most` bytes of a view, from the first on; empty: no more. */
struct span spool_next(struct spool *, struct span view, size_t most);

/* Wiped and given back; the spool is empty and may be used again. */
void spool_drop(struct spool *);

#endif
