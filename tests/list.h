/* A list of invented people, its key and index, in a folder that goes away. */
#ifndef SHUHI_TESTS_LIST_H
#define SHUHI_TESTS_LIST_H

#include "../dict/roster/load.h"
#include "../scanner/roster/roster.h"
#include "help.h"

#define LIST_HEADER                                                            \
	"患者ID,氏名,カナ氏名,生年月日,性別,電話番号,email,郵便番号,住所,"    \
	"保険者番号,被保険者番号,病棟,病室,診療科,病名,入院日,退院日\n"

#define LIST_TARO                                                              \
	"00012345,佐藤 太郎,サトウ　タロウ,S33.4.12,男,090-0000-0001,"         \
	"taro@example.jp,100-0000,東京都架空区幻町1丁目2-3,06139999,12-345,"   \
	"3階東病棟,301号室,内科,肺炎,令和6年1月5日,\n"

#define LIST_HANAKO                                                            \
	"00012346,髙橋 花子,ﾀｶﾊｼ ﾊﾅｺ,1980/1/2,F,03-0000-0002,,,"               \
	"架空市本町5番地の6,,,3東,302,外科,骨折,2024-02-03,2024/2/10\n"

#define LIST_OTHER_TARO                                                        \
	"00012347,佐藤 太郎,さとう たろう,昭和元年12月25日,1,,,,,,,,,,,,\n"

#define LIST_PEOPLE LIST_HEADER LIST_TARO LIST_HANAKO LIST_OTHER_TARO

struct list {
	struct folder root;
	char dict[96], key[96], index[96], csv[96];
	uint32_t nbad;
	struct roster_bad bad[8];
};

/* The folder with a key and a small dictionary; nothing is built yet. */
static inline struct list
list_new(void)
{
	struct list l = { .root = folder_new() };
	struct shuhi_error err;

	snprintf(l.dict, sizeof l.dict, "%s/dict", l.root.path);
	snprintf(l.key, sizeof l.key, "%s/key", l.root.path);
	snprintf(l.index, sizeof l.index, "%s/list.idx", l.root.path);
	snprintf(l.csv, sizeof l.csv, "%s/list.csv", l.root.path);
	folder_sub(l.root, "dict");
	folder_put(l.root, "dict/fold.tsv", SPAN(SMALL_FOLD));
	folder_put(l.root, "dict/names.tsv",
	    SPAN("山田\tname.family\t\n山\tname.family\t\n太郎\tname.given\t\n"
	         "田太郎\tname.given\t\nやまだ\tname.family\treading\n"
	         "たろう\tname.given\treading\n"));
	folder_put(l.root, "dict/surnames.tsv", SPAN("佐々木\tname.family\t\n"));
	assert_int_equal(key_make(l.key, &err), 0);
	return l;
}

static inline void
list_gone(struct list *l)
{
	folder_gone(l->root);
}

static inline void
list_note(void *context, const struct roster_bad *bad)
{
	struct list *l = context;

	if (l->nbad < 8)
		l->bad[l->nbad] = *bad;
	l->nbad++;
}

/* How the list is read, for tests to change. */
static inline struct roster_list
list_how(struct list *l)
{
	return (struct roster_list){
		.file = l->csv,
		.dict_dir = l->dict,
		.built = 1700000000,
		.bad = list_note,
		.context = l,
	};
}

static inline int
list_make(struct list *l, struct span csv, const struct roster_list *how,
    struct roster_summary *sum, struct shuhi_error *err)
{
	l->nbad = 0;
	folder_put(l->root, "list.csv", csv);
	return roster_make(l->key, how, l->index, sum, err);
}

/* Built and opened. */
static inline struct roster *
list_open(struct list *l, struct span csv)
{
	struct roster_list how = list_how(l);
	struct roster_summary sum;
	struct shuhi_error err;
	struct roster *r = NULL;

	assert_int_equal(list_make(l, csv, &how, &sum, &err), 0);
	assert_int_equal(roster_open(l->index, l->key, &r, &err), 0);
	return r;
}

#endif
