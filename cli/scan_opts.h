/* The command line of `shuhi scan`. */
#ifndef SHUHI_CLI_SCAN_OPTS_H
#define SHUHI_CLI_SCAN_OPTS_H

#include "scan.h"

/*
 * 0 to go on; -1 when there is nothing more to do and *rc is the exit code.
 * scan_opts_free() in either case.
 */
int scan_opts_parse(struct scan_opts *, int argc, char **argv,
    enum shuhi_lang, int *rc);
void scan_opts_free(struct scan_opts *);

#endif
