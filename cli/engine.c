#include "engine.h"

#include <stdio.h>
#include <stdlib.h>

#include "lang.h"
#include "term.h"

int
engine_opts_init(struct engine_opts *o, int argc)
{
	*o = (struct engine_opts){ 0 };
	o->rules = calloc((size_t)argc, sizeof *o->rules);
	o->dicts = calloc((size_t)argc, sizeof *o->dicts);
	o->rosters = calloc((size_t)argc, sizeof *o->rosters);
	o->roster_keys = calloc((size_t)argc, sizeof *o->roster_keys);
	if (o->rules != NULL && o->dicts != NULL && o->rosters != NULL &&
	    o->roster_keys != NULL)
		return 0;
	engine_opts_free(o);
	return -1;
}

void
engine_opts_free(struct engine_opts *o)
{
	free(o->rules);
	free(o->dicts);
	free(o->rosters);
	free(o->roster_keys);
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
	case OPT_ROSTER:
		o->rosters[o->nrosters++] = arg;
		return true;
	case OPT_ROSTER_KEY:
		o->roster_keys[o->nroster_keys++] = arg;
		return true;
	case OPT_LANG: /* main() has seen to it */
		return true;
	}
	return false;
}

/* Names of files and words of theirs stand in it: nothing invisible gets out. */
void
engine_complain(enum shuhi_lang lang, const struct shuhi_error *err)
{
	const char *code = shuhi_code_name(err->code);
	struct buf b = { 0 };

	buf_str(&b, "shuhi: ");
	if (err->where[0] != '\0') {
		term_path(&b, err->where);
		if (err->line > 0)
			buf_printf(&b, ":%u", (unsigned)err->line);
		if (err->line > 0 && err->column > 0)
			buf_printf(&b, ":%u", (unsigned)err->column);
		buf_str(&b, ": ");
	}
	if (lang == SHUHI_LANG_JA)
		buf_printf(&b, "%s: ", lang_code(lang, code));
	buf_printf(&b, "%s\n", lang_message(lang, err->message));
	if (err->hint[0] != '\0') {
		buf_str(&b, tr(lang, "  直し方: ", "  hint: "));
		term_path(&b, err->hint);
		buf_char(&b, '\n');
	}
	if (b.failed) /* no memory to tell it nicely */
		fprintf(stderr, "shuhi: %s\n", err->message);
	else
		fwrite(b.ptr, 1, b.len, stderr);
	buf_free(&b);
}

/* Open them all and put them in force, or none. */
static int
open_rosters(const struct engine_opts *o, struct shuhi_scanner *scanner,
    struct shuhi_error *err)
{
	struct shuhi_roster *v[SHUHI_ROSTERS_MAX];
	size_t n, i;
	int rc = 0;

	for (n = 0; n < o->nrosters && rc == 0; n += rc == 0)
		rc = shuhi_roster_open(o->rosters[n],
		    o->roster_keys[o->nroster_keys == 1 ? 0 : n], &v[n], err);
	if (rc == 0)
		rc = shuhi_scanner_rosters(scanner, v, n, err);
	for (i = 0; i < n; i++)
		shuhi_roster_unref(v[i]);
	return rc;
}

int
engine_check_rosters(const struct engine_opts *o, enum shuhi_lang lang)
{
	if (o->nrosters > SHUHI_ROSTERS_MAX) {
		fprintf(stderr, tr(lang, "shuhi: --roster は %d 個までです\n",
		    "shuhi: at most %d times --roster\n"), SHUHI_ROSTERS_MAX);
		return 2;
	}
	if (o->nroster_keys == o->nrosters ||
	    (o->nrosters > 0 && o->nroster_keys == 1))
		return 0;
	fputs(tr(lang,
	    "shuhi: --roster ごとに --roster-key を 1 つ（またはすべてに 1 つ）"
	    "指定してください\n",
	    "shuhi: give one --roster-key for each --roster, or one for all\n"),
	    stderr);
	return 2;
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

	if (engine_check_rosters(o, lang) != 0)
		return 2;
	if (shuhi_scanner_open(&config, scanner, &err) != 0) {
		engine_complain(lang, &err);
		return 2;
	}
	if (o->nrosters == 0 || open_rosters(o, *scanner, &err) == 0)
		return 0;
	engine_complain(lang, &err);
	shuhi_scanner_unref(*scanner);
	return 2;
}
