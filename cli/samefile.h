/* What is read must not be written over. */
#ifndef SHUHI_CLI_SAMEFILE_H
#define SHUHI_CLI_SAMEFILE_H

#include <stdbool.h>

/* Do two names, not NULL, stand for one file, by links too? */
bool same_file(const char *, const char *);

#endif
