/*
 * What several tests need: cmocka, folders that go away again, a small engine
 * that opens at once and the one that is shipped.
 *
 * Include it after the module under test: cmocka has a macro fail() and we have
 * a function.
 */
#ifndef SHUHI_TESTS_HELP_H
#define SHUHI_TESTS_HELP_H

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fold.h"
#include "utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* ---- folders ------------------------------------------------------------ */

struct folder {
	char path[64];
};

static inline struct folder
folder_new(void)
{
	struct folder f = { "/tmp/shuhi-test-XXXXXX" };

	assert_non_null(mkdtemp(f.path));
	return f;
}

static inline int
folder_remove_one(
    const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void
folder_gone(struct folder f)
{
	chmod(f.path, 0700);
	assert_int_equal(
	    nftw(f.path, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* The name of a file in it; static, two at a time. */
static inline const char *
folder_file(struct folder f, const char *name)
{
	static char path[2][4096];
	static unsigned turn;

	turn ^= 1;
	snprintf(path[turn], sizeof path[turn], "%s/%s", f.path, name);
	return path[turn];
}

static inline void
folder_put(struct folder f, const char *name, struct span bytes)
{
	FILE *out = fopen(folder_file(f, name), "w");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, out), bytes.len);
	assert_int_equal(fclose(out), 0);
}

static inline void
folder_sub(struct folder f, const char *name)
{
	assert_int_equal(mkdir(folder_file(f, name), 0700), 0);
}

/* ---- chance, the same in every run -------------------------------------- */

static inline uint32_t
chance(uint32_t *seed, uint32_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % below;
}

/* ---- bytes flush against a page that cannot be read ----------------------- */

struct cliff {
	char *map, *edge;
	size_t room;
};

static inline struct cliff
cliff_new(size_t room)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t len = (room + page - 1) / page * page;
	struct cliff c = { .room = len };

	c.map = mmap(NULL, len + page, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true(c.map != MAP_FAILED);
	c.edge = c.map + len;
	assert_int_equal(mprotect(c.edge, page, PROT_NONE), 0);
	return c;
}

/* A copy of `s` whose last byte is the last that can be read. */
static inline struct span
cliff_copy(struct cliff c, struct span s)
{
	char *p = c.edge - s.len;

	assert_true(s.len <= c.room);
	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	return (struct span){ p, s.len };
}

static inline void
cliff_gone(struct cliff c)
{
	munmap(c.map, c.room + (size_t)sysconf(_SC_PAGESIZE));
}

/* ---- a folding table from the shipped fold.tsv's form --------------------- */

#define SMALL_FOLD "髙\t高\n邊\t辺\n齋\t斎\n𠮷\t吉\n●\t○\n〇\t○\n"

static inline struct fold_table *
small_fold(void)
{
	struct folder f = folder_new();
	struct fold_table *t = NULL;
	struct shuhi_error err;

	folder_put(f, "fold.tsv", SPAN(SMALL_FOLD));
	assert_int_equal(
	    fold_table_new(folder_file(f, "fold.tsv"), &t, &err), 0);
	folder_gone(f);
	return t;
}

/* ---- a small engine -------------------------------------------------------- */

#define SMALL_WORDS                                                             \
	"肺炎\tdisease\t\n糖尿病\tdisease\t\n風邪\tdisease.common\t\n"   \
	"がん\tdisease\tword\n入院\tevent.admission\t\nオペ\tevent."      \
	"surgery\t\n"                                                           \
	"ct\ttest\t\n患者\tperson.patient\t\n夜勤\tcontext.work\t\n"        \
	"ドラマ\tcontext.fiction\t\n致命傷\tcontext.figurative\t\n"       \
	"山田\tname.family\t\n高橋\tname.family\t\n佐藤\tname.family\t\n" \
	"ヤマダ\tname.family\treading\nyamada\tname.family\treading\n"       \
	"林\tname.family\t\n"                                                  \
	"太郎\tname.given\t\n花子\tname.given\t\nタロウ\tname."          \
	"given\treading\n"                                                      \
	"taro\tname.given\treading\n"                                           \
	"さん\tform.address\t\n様\tform.address\t\nsan\tform.address\t\n"    \
	"先生\tform.title\t\n師長\tform.title\t\n"                          \
	"肺炎球菌ワクチン\tstop\t\n"

/* A story model that never speaks. */
#define SMALL_STORY                                                            \
	"hope\t100000\nbias\t-100000\nweak\t0\nlikely\t1\nstrong\t2\n"

#define SMALL_RULE(id, severity, within, when, hit)                            \
	"  - id: " id "\n"                                                     \
	"    title: {ja: 題, en: title}\n"                                    \
	"    severity: " severity "\n"                                         \
	"    basis: test\n"                                                    \
	"    within: " within "\n"                                             \
	"    when: " when "\n"                                                 \
	"    why: {ja: 訳, en: reason}\n"                                     \
	"    advice: {ja: 助, en: advice}\n"                                  \
	"    tags: [test, small]\n"                                            \
	"    examples: {hit: [\"" hit "\"], miss: [\"何もない\"]}\n"

#define SMALL_PATTERN(id, class, match, more, hit)                             \
	"  - id: " id "\n"                                                     \
	"    class: " class "\n"                                               \
	                    "    match: '" match "'\n" more                    \
	                    "    examples: {hit: [\"" hit "\"]}\n"

#define SMALL_RULES                                                            \
	"patterns:\n" SMALL_PATTERN("phone", "contact.phone",                  \
	    "0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}", "",                           \
	    "090-1234-5678") SMALL_PATTERN("my-number", "number.national",     \
	    "[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}",                              \
	    "    check: mynumber\n    labels: [マイナンバー]\n",               \
	    "マイナンバー 123456789018")                                       \
	    SMALL_PATTERN("age", "age", "[0-9]{1,3}(歳|代)", "",               \
	        "80歳") "rules:\n" SMALL_RULE("named-illness", "high", "60",   \
	        "(person.name | person.kana) and (disease or event)",          \
	        "山田さん、肺炎で入院") SMALL_RULE("number", "critical",       \
	        "sentence", "number.national | contact.phone",                 \
	        "マイナンバー 123456789018")                                   \
	        SMALL_RULE("patient-illness", "medium", "document",            \
	            "person.patient and disease and not context.fiction",      \
	            "肺炎の患者")

struct small {
	struct folder root;
	char dict[96], patterns[96], extra[96], cache[96];
};

static inline struct small
small_new(void)
{
	struct small s = { .root = folder_new() };

	snprintf(s.dict, sizeof s.dict, "%s/dict", s.root.path);
	snprintf(s.patterns, sizeof s.patterns, "%s/patterns", s.root.path);
	snprintf(s.extra, sizeof s.extra, "%s/extra", s.root.path);
	snprintf(s.cache, sizeof s.cache, "%s/cache", s.root.path);
	folder_sub(s.root, "dict");
	folder_sub(s.root, "patterns");
	folder_sub(s.root, "extra");
	folder_put(s.root, "dict/fold.tsv", SPAN(SMALL_FOLD));
	folder_put(s.root, "dict/words.tsv", SPAN(SMALL_WORDS));
	folder_put(s.root, "dict/story.weights", SPAN(SMALL_STORY));
	folder_put(s.root, "patterns/rules.yaml", SPAN(SMALL_RULES));
	return s;
}

/* Its folders, without a cache; the pointers are into *s. */
static inline struct shuhi_config
small_config(const struct small *s)
{
	return (struct shuhi_config){
		.dict_dir = s->dict,
		.patterns_dir = s->patterns,
		.cache_dir = "",
	};
}

static inline void
small_gone(struct small s)
{
	folder_gone(s.root);
}

#endif
