/*
 * Giving up all rights, for the children that read hostile files: shuhi-extract
 * and shuhi-picture.
 *
 * Inside, a process reads and writes the descriptors it has and uses memory and
 * time within limits.  No file is opened (but in `folder`), no network, no other
 * process, no new code; whatever else it tries kills it, or is told that there is
 * no such thing where libraries ask in good faith.
 */
#ifndef SHUHI_JAIL_H
#define SHUHI_JAIL_H

#include <stdbool.h>
#include <stdint.h>

struct jail {
	const char *folder; /* whose files may be read, or NULL: none     */
	uint64_t memory;    /* bytes of addresses                         */
	unsigned seconds;   /* of the processor, those already spent, too */
	bool threads;       /* may be started                             */
};

/* False: it could not be done, nothing hostile may be read. */
bool jail_enter(const struct jail *);

#endif
