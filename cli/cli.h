/* The subcommands.  Each takes argv[0] = its own name and returns the exit code. */
#ifndef SHUHI_CLI_CLI_H
#define SHUHI_CLI_CLI_H

#include "lang.h"

int cmd_scan(int argc, char **argv, enum shuhi_lang);
int cmd_serve(int argc, char **argv, enum shuhi_lang);
int cmd_rules(int argc, char **argv, enum shuhi_lang);
int cmd_dict(int argc, char **argv, enum shuhi_lang);
int cmd_audit(int argc, char **argv, enum shuhi_lang);
int cmd_policy(int argc, char **argv, enum shuhi_lang);
int cmd_proxy(int argc, char **argv, enum shuhi_lang);
int cmd_roster(int argc, char **argv, enum shuhi_lang);
int cmd_roster_build(int argc, char **argv, enum shuhi_lang lang);
int cmd_dict_import(int argc, char **argv, enum shuhi_lang lang);

/* "shuhi CMD: ..." and where to read on, on standard error; returns 2. */
int usage_error(enum shuhi_lang, const char *cmd, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What getopt_long() did not like ('?' or ':'), told the same way. */
int usage_option(enum shuhi_lang, const char *cmd, int opt, char **argv);

/* Print to standard output: 0, or 2 after telling why it cannot be written. */
int print_help(enum shuhi_lang, const char *ja, const char *en);
int finish_stdout(enum shuhi_lang);

/* "shuhi: cannot write the output: ..."; returns 2. */
int output_error(enum shuhi_lang, int error);

#endif
