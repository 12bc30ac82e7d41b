#include "engine.h"

#include <stdio.h>
#include <stdlib.h>

#include "lang.h"

int
engine_opts_init(struct engine_opts *o, int argc)
{
	*o = (struct engine_opts){ 0 };
	o->rules = calloc((size_t)argc, sizeof *o->rules);
	o->dicts = calloc((size_t)argc, sizeof *o->dicts);
	if (o->rules != NULL && o->dicts != NULL)
		return 0;
	engine_opts_free(o);
	return -1;
}

void
engine_opts_free(struct engine_opts *o)
{
	free(o->rules);
	free(o->dicts);
	*o = (struct engine_opts){ 0 };
}

bool
engine_option(struct engine_opts *o, int opt, const char *arg)
{
	switch (opt) {
	case OPT_RULES:
		o->rules[o->nrules++] = arg;
		return true;
	case OPT_DICT:
		o->dicts[o->ndicts++] = arg;
		return true;
	case OPT_CACHE:
		o->cache = arg;
		return true;
	case OPT_NO_CACHE:
		o->cache = "";
		return true;
	case OPT_LANG: /* main() has seen to it */
		return true;
	}
	return false;
}

void
engine_complain(enum shuhi_lang lang, const struct shuhi_error *err)
{
	const char *code = shuhi_code_name(err->code);

	fputs("shuhi: ", stderr);
	if (err->where[0] != '\0') {
		fputs(err->where, stderr);
		if (err->line > 0)
			fprintf(stderr, ":%u", (unsigned)err->line);
		if (err->line > 0 && err->column > 0)
			fprintf(stderr, ":%u", (unsigned)err->column);
		fputs(": ", stderr);
	}
	if (lang == SHUHI_LANG_JA)
		fprintf(stderr, "%s: ", lang_code(lang, code));
	fprintf(stderr, "%s\n", lang_message(lang, err->message));
	if (err->hint[0] != '\0')
		fprintf(stderr, "%s%s\n", tr(lang, "  直し方: ", "  hint: "),
		    err->hint);
}

int
engine_open(const struct engine_opts *o, enum shuhi_lang lang,
    struct shuhi_scanner **scanner)
{
	struct shuhi_config config = {
		.extra_rules = o->rules,
		.nextra_rules = o->nrules,
		.extra_dicts = o->dicts,
		.nextra_dicts = o->ndicts,
		.cache_dir = o->cache,
	};
	struct shuhi_error err = { 0 };

	if (shuhi_scanner_open(&config, scanner, &err) == 0)
		return 0;
	engine_complain(lang, &err);
	return 2;
}
