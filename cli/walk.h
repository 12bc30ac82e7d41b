/* PATHs -> files: folders in depth, names sorted, links inside not followed. */
#ifndef SHUHI_CLI_WALK_H
#define SHUHI_CLI_WALK_H

#include "buf.h"

struct walk_file {
	size_t path;   /* of its NUL-terminated name in walk.names */
	uint64_t size; /* bytes, 0 when it has none to tell        */
	int error;     /* errno: it cannot be looked at            */
	bool found;    /* in a folder, not named by the user       */
	bool is_stdin;
};

struct walk {
	struct buf names;
	struct walk_file *files;
	size_t n, cap;
	uint64_t bytes;  /* of all sizes */
	bool open_ended; /* something has no size: a pipe, standard input */
	bool failed;     /* out of memory */
};

void walk_add(struct walk *, const char *path);
const char *walk_path(const struct walk *, const struct walk_file *);
void walk_free(struct walk *);

/*
 * Open a file for reading; NULL is standard input.  What was found in a folder
 * must still be a regular file.  -1 with errno.
 */
int walk_open(const char *path, bool found);
void walk_close(int fd);

#endif
