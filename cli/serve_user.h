/* `shuhi serve --add-user NAME --users FILE`. */
#ifndef SHUHI_CLI_SERVE_USER_H
#define SHUHI_CLI_SERVE_USER_H

#include "shuhi.h"

/*
 * Asks for a password, twice on a terminal and without showing it, else takes a
 * line of standard input; then writes the file.  The exit code: 0, or 2 after
 * telling why not.
 */
int serve_add_user(enum shuhi_lang, const char *name, const char *file);

#endif
