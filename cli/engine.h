/* Opening the engine with the options that several subcommands share. */
#ifndef SHUHI_CLI_ENGINE_H
#define SHUHI_CLI_ENGINE_H

#include "shuhi.h"

struct engine_opts {
	const char **rules; /* --rules, later wins */
	size_t nrules;
	const char **dicts; /* --dict */
	size_t ndicts;
	const char *cache; /* NULL the default, "" none */
	const char **rosters; /* --roster */
	size_t nrosters;
	const char **roster_keys; /* --roster-key: one each, or one for all */
	size_t nroster_keys;
};

/* The letters getopt_long() gives for them (they have no short form). */
enum { OPT_RULES = 256, OPT_DICT, OPT_CACHE, OPT_NO_CACHE, OPT_LANG,
	OPT_ROSTER, OPT_ROSTER_KEY, OPT_OWN };

#define ENGINE_OPTIONS \
	{ "rules", required_argument, NULL, OPT_RULES }, \
	    { "dict", required_argument, NULL, OPT_DICT }, \
	    { "cache", required_argument, NULL, OPT_CACHE }, \
	    { "no-cache", no_argument, NULL, OPT_NO_CACHE }, \
	    { "lang", required_argument, NULL, OPT_LANG }

/* For those that judge texts. */
#define ROSTER_OPTIONS \
	{ "roster", required_argument, NULL, OPT_ROSTER }, \
	    { "roster-key", required_argument, NULL, OPT_ROSTER_KEY }

/* Room for as many folders as there are arguments. 0, or -1 without memory. */
int engine_opts_init(struct engine_opts *, int argc);
void engine_opts_free(struct engine_opts *);

/* Take an option of ENGINE_OPTIONS or ROSTER_OPTIONS; false when it is none of them. */
bool engine_option(struct engine_opts *, int opt, const char *arg);

/* One key for each roster, or one for all?  0, or 2 after telling why not. */
int engine_check_rosters(const struct engine_opts *, enum shuhi_lang);

/* With its rosters.  0, or 2 (the exit code) after telling standard error why. */
int engine_open(const struct engine_opts *, enum shuhi_lang,
    struct shuhi_scanner **);

/* where:line:column: message, and the hint, on standard error. */
void engine_complain(enum shuhi_lang, const struct shuhi_error *);

#endif
