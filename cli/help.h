/* What each subcommand of a command does: `shuhi rules check --help`. */
#ifndef SHUHI_CLI_HELP_H
#define SHUHI_CLI_HELP_H

/* In both languages; a table of topics ends with a zero. */
struct help_topic {
	const char *name; /* "check" */
	const char *text[2];
};

extern const struct help_topic help_rules[], help_dict[], help_policy[],
    help_audit[], help_roster[];

/* Both languages of the topic that argv names, else of the whole command. */
const char *const *help_text(const struct help_topic *, int argc, char **argv,
    const char *const whole[2]);

#endif
