/*
 * The shipped engine with rosters of invented people: opened before the first test of a
 * file, closed behind the last.
 */
#ifndef SHUHI_TESTS_PATIENTS_H
#define SHUHI_TESTS_PATIENTS_H

#include "engine.h"
#include "list.h"

/* 2026-11-21: ages count from it. */
#define PATIENTS_BUILT 1795219200

#define PATIENTS_TARO                                                          \
	"00012345,佐藤 太郎,サトウ タロウ,S33.4.12,男,090-0000-0001,"          \
	"taro@example.jp,100-0000,東京都架空区幻町1丁目2-3,06139999,"          \
	"12-34567,3階東病棟,301号室,循環器内科,肺炎,2026/11/18,\n"
#define PATIENTS_HANAKO                                                        \
	"00012346,髙橋 花子,タカハシ ハナコ,1944/5/6,女,03-0000-0002,"         \
	"hana@example.jp,100-0001,東京都架空区夢町4番地の5,06139999,"          \
	"12-34568,4階西病棟,402号室,整形外科,左大腿骨頸部骨折,2026/11/1,\n"
#define PATIENTS_JUNICHI                                                       \
	"4820517,近藤 純一,コンドウ ジュンイチ,S20.8.1,男,090-0000-0003,,,"    \
	",,,4階西病棟,403号室,整形外科,腰椎圧迫骨折,2026/11/2,\n"
/* Two more who have much in common with Hanako. */
#define PATIENTS_OTHERS                                                        \
	"20001,大野 一郎,オオノ イチロウ,1943/1/1,男,,,,,,,4階西病棟,"         \
	"405号室,整形外科,手根管症候群,2026/11/3,\n"                           \
	"20002,大野 二郎,オオノ ジロウ,1942/1/1,男,,,,,,,4階西病棟,"           \
	"405号室,整形外科,手根管症候群,2026/11/3,\n"

#define PATIENTS                                                               \
	LIST_HEADER PATIENTS_TARO PATIENTS_HANAKO PATIENTS_JUNICHI             \
	    PATIENTS_OTHERS

static struct list lists[3];
static const struct shuhi_result *result;

/* A roster of `csv`, open; list `i` keeps its files. */
static inline struct shuhi_roster *
roster_of(size_t i, enum roster_kind kind, struct span csv)
{
	struct roster_list how = list_how(&lists[i]);
	struct roster_summary sum;
	struct shuhi_roster *r = NULL;
	struct shuhi_error err = { 0 };

	how.kind = kind;
	how.dict_dir = NULL;
	how.built = PATIENTS_BUILT;
	assert_int_equal(list_make(&lists[i], csv, &how, &sum, &err), 0);
	assert_int_equal(shuhi_roster_open(lists[i].index, lists[i].key, &r,
	                     &err), 0);
	return r;
}

/* These in force; the references go to the scanner. */
static inline void
use_rosters(struct shuhi_roster **v, size_t n)
{
	struct shuhi_error err = { 0 };

	assert_int_equal(shuhi_scanner_rosters(scanner, v, n, &err), 0);
	while (n-- > 0)
		shuhi_roster_unref(v[n]);
}

static inline void
use_patients(struct span csv)
{
	struct shuhi_roster *r = roster_of(0, ROSTER_PATIENTS, csv);

	use_rosters(&r, 1);
}

static inline int
open_patients(void **state)
{
	size_t i;

	for (i = 0; i < 3; i++)
		lists[i] = list_new();
	if (open_engine(state) != 0)
		return -1;
	use_patients(SPAN(PATIENTS));
	return 0;
}

/* Of a list of one's own. */
static inline int
open_listed(void **state, struct span csv)
{
	int rc = open_patients(state);

	if (rc == 0)
		use_patients(csv);
	return rc;
}

static inline int
close_patients(void **state)
{
	size_t i;

	close_engine(state);
	for (i = 0; i < 3; i++)
		list_gone(&lists[i]);
	return 0;
}

static inline const struct shuhi_finding *
found(const char *text, const char *rule)
{
	struct shuhi_error err = { 0 };
	size_t i;

	assert_int_equal(
	    shuhi_scan(worker, text, strlen(text), &result, &err), 0);
	for (i = 0; i < result->nfindings; i++)
		if (strcmp(result->findings[i].rule, rule) == 0)
			return &result->findings[i];
	return NULL;
}

/* The rule speaks, and this is its reason. */
static inline void
finds(const char *text, const char *rule, const char *reason)
{
	const struct shuhi_finding *f = found(text, rule);

	if (f == NULL)
		print_error("%s: no %s\n", text, rule);
	assert_non_null(f);
	assert_non_null(f->reason[SHUHI_LANG_JA]);
	assert_string_equal(f->reason[SHUHI_LANG_JA], reason);
}

/* No roster has anything to say. */
static inline void
silent(const char *text)
{
	size_t i;

	(void)found(text, "");
	for (i = 0; i < result->nfindings; i++) {
		if (result->findings[i].reason[0] != NULL)
			print_error("%s: %s\n", text,
			    result->findings[i].reason[0]);
		assert_null(result->findings[i].reason[0]);
	}
}

#define ONE "氏名が一致する患者は1人だけ"

#endif
