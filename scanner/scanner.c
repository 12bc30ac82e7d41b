/* Loading what a scanner knows, and proving it by its examples. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <hs.h>

#include "cachetrim.h"
#include "err.h"
#include "libexec.h"
#include "limit.h"
#include "prove.h"
#include "sieve.h"
#include "worker.h"

/* Debian's package mecab-ipadic-utf8 puts the compiled dictionary here. */
#define MECAB_DICDIR "/var/lib/mecab/dic/ipadic-utf8"

/* ---- folders ---------------------------------------------------------- */

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Is `exe`'s folder + `tail` the data folder?  Then it is in `dir`. */
static bool
try_dir(const char *exe, const char *tail, char dir[PATH_MAX])
{
	char path[PATH_MAX];
	int n = snprintf(path, sizeof path, "%s/%s/patterns", exe, tail);

	if (n < 0 || (size_t)n >= sizeof path || !is_folder(path))
		return false;
	snprintf(dir, PATH_MAX, "%s/%s", exe, tail); /* shorter than `path` */
	return true;
}

static int
find_data(char dir[PATH_MAX], struct shuhi_error *err)
{
	static const char *const tails[] = { "share/shuhi", "../share/shuhi",
		"../../share/shuhi" };
	const char *env = getenv("SHUHI_DATA");
	char exe[PATH_MAX], *slash;
	ssize_t n;
	size_t i;

	if (env != NULL && *env != '\0') {
		if (strlen(env) >= PATH_MAX || !is_folder(env))
			return fail_file(err, SHUHI_E_IO, env, 0, 0,
			    "no such folder", "correct $SHUHI_DATA");
		memcpy(dir, env, strlen(env) + 1);
		return 0;
	}
	n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	exe[n > 0 ? n : 0] = '\0';
	if ((slash = strrchr(exe, '/')) != NULL)
		*slash = '\0';
	for (i = 0; i < sizeof tails / sizeof tails[0]; i++)
		if (try_dir(exe, tails[i], dir))
			return 0;
	/* no /proc, or a program that is not ours */
	if (try_dir(SHUHI_PREFIX, tails[0], dir))
		return 0;
	return fail_file(err, SHUHI_E_IO, exe, 0, 0,
	    "rules and dictionaries not found beside the program, nor "
	    "installed",
	    "run `make`, `make install`, or set SHUHI_DATA");
}

int
shuhi_data_dir(char *buf, size_t size, struct shuhi_error *err)
{
	char dir[PATH_MAX];
	size_t n;

	if (find_data(dir, err) != 0)
		return -1;
	n = strlen(dir) + 1;
	if (buf == NULL || n > size)
		return fail(err, SHUHI_E_USAGE,
		    "the buffer is too small for the folder's name", 0);
	memcpy(buf, dir, n);
	return 0;
}

/* The folder for compiled databases, made when missing; NULL: keep none. */
static char *
cache_dir(const struct shuhi_config *config)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char *dir = NULL, *slash;
	int n;

	if (config->cache_dir != NULL)
		n = *config->cache_dir == '\0'
		        ? -1
		        : asprintf(&dir, "%s", config->cache_dir);
	else if (xdg != NULL && *xdg == '/')
		n = asprintf(&dir, "%s/shuhi", xdg);
	else if (home != NULL && *home == '/')
		n = asprintf(&dir, "%s/.cache/shuhi", home);
	else
		n = -1;
	if (n < 0)
		return NULL;
	for (slash = strchr(dir + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(dir, 0755);
		*slash = '/';
	}
	if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
		free(dir);
		return NULL;
	}
	return dir;
}

/* ---- loading ---------------------------------------------------------- */

static int
load_folders(struct shuhi_scanner *s, const char *dicts, const char *patterns,
    const struct shuhi_config *c, struct shuhi_error *err)
{
	char name[PATH_MAX + 32];
	size_t i;

	snprintf(name, sizeof name, "%s/fold.tsv", dicts);
	if (fold_table_new(name, &s->fold, err) != 0)
		return -1;
	snprintf(name, sizeof name, "%s/story.weights", dicts);
	if (story_load(name, &s->story, err) != 0 ||
	    words_add_folder(&s->words, dicts, s->fold, err) != 0 ||
	    rules_add_folder(&s->rules, patterns, s->fold, err) != 0)
		return -1;
	for (i = 0; i < c->nextra_dicts; i++)
		if (words_add_folder(
		        &s->words, c->extra_dicts[i], s->fold, err) != 0)
			return -1;
	for (i = 0; i < c->nextra_rules; i++)
		if (rules_add_folder(
		        &s->rules, c->extra_rules[i], s->fold, err) != 0)
			return -1;
	if (words_settle(&s->words, err) != 0)
		return -1;
	snprintf(name, sizeof name, "%s/kanakanji", dicts);
	if (kanakanji_open(name, &s->kanakanji, err) != 0)
		return -1;
	if (s->kanakanji == NULL && c->dict_dir == NULL)
		return fail_file(err, SHUHI_E_IO, name, 0, 0,
		    "the dictionary for kana-kanji conversion is missing",
		    "run `make`, or `make install`");
	return 0;
}

static int
load(struct shuhi_scanner *s, const struct shuhi_config *c,
    struct shuhi_error *err)
{
	char data[PATH_MAX] = "", dicts[PATH_MAX + 16], patterns[PATH_MAX + 16];

	if ((c->dict_dir == NULL || c->patterns_dir == NULL) &&
	    shuhi_data_dir(data, sizeof data, err) != 0)
		return -1;
	snprintf(dicts, sizeof dicts, "%s/dict", data);
	snprintf(patterns, sizeof patterns, "%s/patterns", data);
	return load_folders(s, c->dict_dir ? c->dict_dir : dicts,
	    c->patterns_dir ? c->patterns_dir : patterns, c, err);
}

/* Of that size and time: another package of it may read words another way. */
static void
add_dictionary(struct digester *d, const char *file)
{
	struct stat st;

	if (stat(file, &st) != 0)
		return; /* opening it tells */
	digester_add(
	    d, (struct span){ (char *)&st.st_size, sizeof st.st_size });
	digester_add(d, (struct span){ (char *)&st.st_mtim.tv_sec,
	                    sizeof st.st_mtim.tv_sec });
}

/* Everything a verdict depends on beside the program itself. */
static int
make_digest(struct shuhi_scanner *s, struct shuhi_error *err)
{
	struct digester *d = digester_new();

	if (d == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a digest", 0);
	digester_add(d, span_of(SHUHI_VERSION));
	digester_add(d, span_of(hs_version()));
	add_dictionary(d, MECAB_DICDIR "/sys.dic");
	words_digest(&s->words, d);
	fold_table_digest(s->fold, d);
	rules_digest(&s->rules, d);
	story_digest(s->story, d);
	kanakanji_digest(s->kanakanji, d);
	digester_end(d, &s->digest);
	digest_hex(&s->digest, s->hex);
	return 0;
}

static int
open_all(struct shuhi_scanner *s, const struct shuhi_config *config,
    const char *cache, struct shuhi_error *err)
{
	return load(s, config, err) != 0 ||
	               lexicon_make(&s->lexicon, &s->words, &s->rules, err) !=
	                   0 ||
	               sieve_make(
	                   &s->lexicon.set[LEX_TRIGGER], &s->sieve, err) != 0 ||
	               make_digest(s, err) != 0 ||
	               hsdb_open(&s->lexicon, cache, &s->hsdb, &s->from_cache,
	                   err) != 0 ||
	               token_model_open(MECAB_DICDIR, &s->model, err) != 0
	           ? -1
	           : 0;
}

static int
scanner_open(const struct shuhi_config *config, bool proved,
    struct shuhi_scanner **out, struct shuhi_error *err)
{
	struct shuhi_scanner *s;
	char *cache;
	int rc;

	if (config == NULL ||
	    (config->extra_rules == NULL && config->nextra_rules > 0) ||
	    (config->extra_dicts == NULL && config->nextra_dicts > 0))
		return fail(err, SHUHI_E_USAGE, "no folders, but a number", 0);
	if ((s = calloc(1, sizeof *s)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a scanner", 0);
	atomic_init(&s->refs, 1);
	roster_slot_init(&s->rosters);
	ids_fill(&s->ids);
	cache = cache_dir(config);
	rc = open_all(s, config, cache, err);
	if (rc == 0 && proved)
		rc = prove(s, cache, err);
	if (rc == 0 && cache != NULL && !s->from_cache)
		cache_trim(cache);
	free(cache);
	if (rc != 0) {
		shuhi_scanner_unref(s);
		return -1;
	}
	*out = s;
	return 0;
}

int
shuhi_scanner_open(const struct shuhi_config *config,
    struct shuhi_scanner **out, struct shuhi_error *err)
{
	return scanner_open(config, true, out, err);
}

int
scanner_open_unproved(const struct shuhi_config *config,
    struct shuhi_scanner **out, struct shuhi_error *err)
{
	return scanner_open(config, false, out, err);
}

struct shuhi_scanner *
shuhi_scanner_ref(struct shuhi_scanner *s)
{
	if (s != NULL)
		atomic_fetch_add(&s->refs, 1);
	return s;
}

void
shuhi_scanner_unref(struct shuhi_scanner *s)
{
	if (s == NULL || atomic_fetch_sub(&s->refs, 1) != 1)
		return;
	token_model_close(s->model);
	kanakanji_close(s->kanakanji);
	hsdb_close(s->hsdb);
	sieve_free(s->sieve);
	story_free(s->story);
	lexicon_free(&s->lexicon);
	rules_free(&s->rules);
	words_free(&s->words);
	fold_table_free(s->fold);
	roster_slot_fini(&s->rosters);
	free(s);
}

const char *
shuhi_scanner_digest(const struct shuhi_scanner *s)
{
	return s->hex;
}

bool
shuhi_scanner_from_cache(const struct shuhi_scanner *s)
{
	return s->from_cache;
}

/* ---- what is known ---------------------------------------------------- */

size_t
shuhi_rule_count(const struct shuhi_scanner *s)
{
	return s->rules.nrules;
}

void
shuhi_rule_at(
    const struct shuhi_scanner *s, size_t i, struct shuhi_rule_info *info)
{
	const struct rule *r;

	*info = (struct shuhi_rule_info){ 0 };
	if (i >= s->rules.nrules)
		return;
	r = &s->rules.rule[i];
	*info = (struct shuhi_rule_info){
		.id = r->id,
		.revision = r->revision,
		.severity = r->severity,
		.title = { r->title[0], r->title[1] },
		.why = { r->why[0], r->why[1] },
		.advice = { r->advice[0], r->advice[1] },
		.basis = r->basis,
		.within = r->within_text,
		.when = r->when,
		.tags = r->tags,
		.file = r->file,
		.line = ynode_line(r->at),
		.nhits = r->examples.nhits,
		.nmisses = r->examples.nmisses,
	};
}

const char *
shuhi_rule_example(const struct shuhi_scanner *s, size_t i, size_t j)
{
	const struct examples *x;

	if (i >= s->rules.nrules)
		return NULL;
	x = &s->rules.rule[i].examples;
	return j < x->nhits + x->nmisses ? x->text[j] : NULL;
}

size_t
shuhi_word_count(const struct shuhi_scanner *s)
{
	return s->words.n;
}

void
shuhi_word_at(
    const struct shuhi_scanner *s, size_t i, struct shuhi_word_info *info)
{
	const struct word *w;

	*info = (struct shuhi_word_info){ 0 };
	if (i >= s->words.n)
		return;
	w = &s->words.v[i];
	*info = (struct shuhi_word_info){
		.surface = w->surface.ptr,
		.class_name = classes[w->class].name,
		.attributes = w->attributes,
		.file = w->file,
	};
}
