#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"

int
usage_error(enum shuhi_lang lang, const char *cmd, const char *format, ...)
{
	va_list ap;

	fprintf(stderr, "shuhi%s%s: ", cmd[0] ? " " : "", cmd);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fprintf(stderr, tr(lang, "\n使い方: shuhi%s%s --help\n",
	    "\nTry: shuhi%s%s --help\n"), cmd[0] ? " " : "", cmd);
	return 2;
}

int
usage_option(enum shuhi_lang lang, const char *cmd, int opt, char **argv)
{
	char letter[3] = { '-', (char)optopt, '\0' };
	const char *last = argv[optind - 1];
	bool is_long = strncmp(last, "--", 2) == 0 || optopt == 0;
	const char *name = is_long ? last : letter;

	if (opt == ':')
		return usage_error(lang, cmd, tr(lang,
		    "%s には値が要ります", "%s needs a value"), name);
	return usage_error(lang, cmd, tr(lang,
	    "オプション %s は使えません", "there is no option %s"), name);
}

int
output_error(enum shuhi_lang lang, int error)
{
	fprintf(stderr, tr(lang, "shuhi: 出力に書き込めません: %s\n",
	    "shuhi: cannot write the output: %s\n"),
	    lang_message(lang, strerrordesc_np(error)));
	return 2;
}

int
finish_stdout(enum shuhi_lang lang)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return output_error(lang, errno ? errno : EIO);
}

int
print_help(enum shuhi_lang lang, const char *ja, const char *en)
{
	fputs(tr(lang, ja, en), stdout);
	return finish_stdout(lang);
}
