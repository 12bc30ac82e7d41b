/* Where the child programs lie that read hostile files. */
#ifndef SHUHI_LIBEXEC_H
#define SHUHI_LIBEXEC_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The path of child program `name` (shuhi-extract, shuhi-picture): in
 * $SHUHI_LIBEXEC, and nowhere else when it is set; else beside this program, one
 * folder up, in ../libexec/shuhi, under PREFIX/libexec/shuhi.  False: in none, or
 * longer than `size`.
 */
bool libexec_find(const char *name, char *buf, size_t size);

#endif
