/*
 * Any text against a roster: what it says lies within the text, has a reason, and
 * a patient's name put before the text is found whatever follows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../dict/roster/load.h"
#include "../scanner/roster/stage.h"
#include "must.h"

#define CSV                                                                    \
	"患者ID,氏名,カナ氏名,生年月日,性別,電話番号,email,住所,病棟,病室,"    \
	"診療科,病名,入院日\n"                                                 \
	"00012345,佐藤 太郎,サトウ タロウ,S33.4.12,男,090-0000-0001,"          \
	"taro@example.jp,東京都架空区幻町1丁目2-3,3階東病棟,301号室,"          \
	"循環器内科,肺炎,2026/11/18\n"                                         \
	"4820517,髙橋 花子,タカハシ ハナコ,1944/5/6,女,,,,4西,402,外科,骨折,\n" \
	"5,寺厨丈士朗,,,,,,,,,,,\n"

static struct fold_table *table;
static struct shuhi_roster *roster;
static struct roster_set *set;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char dir[] = "/tmp/shuhi-fuzz-XXXXXX", csv[64], key[64], index[64];
	char data[4096], name[4200];
	struct roster_list list = { .file = csv, .built = 1795219200 };
	struct roster_summary sum;
	struct shuhi_error err;
	FILE *f;

	(void)argc;
	(void)argv;
	check(mkdtemp(dir) != NULL);
	snprintf(csv, sizeof csv, "%s/p.csv", dir);
	snprintf(key, sizeof key, "%s/k", dir);
	snprintf(index, sizeof index, "%s/r.idx", dir);
	check((f = fopen(csv, "w")) != NULL);
	fputs(CSV, f);
	check(fclose(f) == 0);
	check(key_make(key, &err) == 0);
	check(roster_make(key, &list, index, &sum, &err) == 0);
	check(shuhi_roster_open(index, key, &roster, &err) == 0);
	check(shuhi_data_dir(data, sizeof data, &err) == 0);
	snprintf(name, sizeof name, "%s/dict/fold.tsv", data);
	check(fold_table_new(name, &table, &err) == 0);
	check((set = calloc(1, sizeof *set)) != NULL);
	set->v[set->n++] = roster;
	unlink(csv);
	unlink(key);
	unlink(index);
	rmdir(dir);
	return 0;
}

/* What seeking finds: within the text, of this roster, of rows there are. */
static size_t
look(struct arena *a, struct span text)
{
	const struct roster *r = roster_in(set, 0);
	struct roster_stage st;
	struct shuhi_error err;
	const struct clue *c;
	struct folded f;
	size_t i;

	if (fold(table, a, text, &f, &err) != 0)
		return SIZE_MAX;
	check(stage_begin(&st, set, a, text, &f, &err) == 0);
	for (i = 0; i < st.found.n; i++) {
		c = &st.found.v[i];
		check(c->from < c->to && c->to <= f.text.len);
		check(c->roster == 0 && (c->nrows > 0) != (c->ntests > 0));
		check(i == 0 || st.found.v[i - 1].from <= c->from);
		if (c->ntests > 0)
			continue;
		check(clue_row(c, c->nrows - 1) < roster_rows(r));
		check(clue_fits(r, c, clue_row(c, 0)));
	}
	return st.found.n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char name[] = "佐藤太郎。";
	char text[4096];
	struct arena a;
	size_t n;

	if (size > sizeof text - sizeof name)
		return 0;
	arena_init(&a, 64u << 20);
	memcpy(text, name, sizeof name - 1);
	memcpy(text + sizeof name - 1, data, size);
	n = look(&a, (struct span){ (const char *)data, size });
	if (n != SIZE_MAX)
		check(look(&a, (struct span){ text, sizeof name - 1 + size }) >
		    0);
	arena_fini(&a);
	return 0;
}
