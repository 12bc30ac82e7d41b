/* The child programs that read hostile files: where they lie, how they start. */
#ifndef SHUHI_LIBEXEC_H
#define SHUHI_LIBEXEC_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Where `make install` puts everything; the Makefile says where. */
#ifndef SHUHI_PREFIX
#define SHUHI_PREFIX "/usr/local"
#endif

/*
 * The path of child program `name` (shuhi-extract, shuhi-picture): in
 * $SHUHI_LIBEXEC, and nowhere else when it is set; else beside this program, one
 * folder up, in ../libexec/shuhi, under PREFIX/libexec/shuhi.  False: in none, or
 * longer than `size`.
 */
bool libexec_find(const char *name, char *buf, size_t size);

/*
 * Start it with descriptor `in` as its 0 and `out` as its 1 (they may be one), and
 * nothing else of ours: no other descriptor, standard error goes nowhere, no signal
 * is blocked or caught, the environment is `env` alone.  0 with *pid, or -1.
 */
int libexec_spawn(pid_t *pid, const char *program, char *const argv[],
    char *const env[], int in, int out);

#endif
