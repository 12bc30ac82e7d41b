/*
 * The walk lets nobody through: 20,000 people of tests/makelist's kind are found in
 * every writing of their names, though sieves hold nearly all of a text back.
 */
#include "../scanner/roster/seekwalk.c" /* statics included on purpose */
#include "../benchmarks/people.c"
#include "../scanner/roster/letters.h"
#include "list.h"

#define PEOPLE  20000
#define LONGEST 14 /* kana of a name that the walk looks for */

struct name {
	char surname[32], given[32];   /* 佐藤, 太郎 or たろう */
	char surname_k[64], given_k[64]; /* サトウ, タロウ       */
};

static struct name names[PEOPLE];
static struct fold_table *table;
static struct roster_set set = { .n = 1 };
static struct shuhi_roster held;
static struct list files;
static struct arena arena;
/* half-width writing of U+30A1 ... U+30F6, and of ー */
#define NAME_ROOM 256 /* bytes of a name in any writing */

static char half[0x100][8];

/* ---- writings ----------------------------------------------------------- */

static void
put_code(char *out, uint32_t c)
{
	size_t n = strlen(out);

	out[n + utf8_put(out + n, c)] = '\0';
}

static const char *
hiragana_of(const char *katakana)
{
	static char out[2][64];
	static unsigned turn;
	struct span s = span_of(katakana);
	size_t at = 0;

	turn ^= 1;
	out[turn][0] = '\0';
	while (at < s.len)
		put_code(out[turn], letter_spelt(utf8_next(s, &at)));
	return out[turn];
}

static const char *
half_of(const char *katakana)
{
	static char out[2][256];
	static unsigned turn;
	struct span s = span_of(katakana);
	size_t at = 0, n = 0;

	turn ^= 1;
	out[turn][0] = '\0';
	while (at < s.len)
		n += (size_t)snprintf(out[turn] + n, sizeof out[0] - n, "%s",
		    half[utf8_next(s, &at) & 0xff]);
	return out[turn];
}

/* What folds to one letter is its half-width writing. */
static void
learn_half(const char *writing)
{
	struct shuhi_error err;
	struct folded f;
	uint32_t c;

	arena_wipe(&arena, LIMIT_ARENA_KEEP);
	assert_int_equal(
	    fold(table, &arena, span_of(writing), &f, &err), 0);
	c = utf8_at(f.text, 0);
	if (utf8_count(f.text) == 1 && is_katakana(c) && half[c & 0xff][0] == 0)
		snprintf(half[c & 0xff], sizeof half[0], "%s", writing);
}

static void
learn_all_halves(void)
{
	char writing[16];
	uint32_t c, mark;

	for (mark = 0xff9d; mark <= 0xff9f; mark++)
		for (c = 0xff66; c <= 0xff9d; c++) {
			writing[0] = '\0';
			put_code(writing, c);
			if (mark > 0xff9d)
				put_code(writing, mark);
			learn_half(writing);
		}
}

/* ---- the list ----------------------------------------------------------- */

static void
read_names(char *csv)
{
	char *row = strchr(csv, '\n') + 1;
	size_t i;

	for (i = 0; i < PEOPLE; i++, row = strchr(row, '\n') + 1) {
		assert_int_equal(
		    sscanf(row, "%*[^,],%31[^ ] %31[^,],%63[^ ] %63[^,]",
		        names[i].surname, names[i].given, names[i].surname_k,
		        names[i].given_k),
		    4);
		/* 佐藤 さくら */
		if (i % 10 == 0)
			snprintf(names[i].given, sizeof names[i].given, "%s",
			    hiragana_of(names[i].given_k));
	}
}

static void
open_roster(void)
{
	struct roster_list how = list_how(&files);
	struct roster_summary sum;
	struct shuhi_error err;
	char *csv = NULL;
	size_t size, i;
	FILE *f = open_memstream(&csv, &size);

	assert_non_null(f);
	people_write(f, PEOPLE, 7);
	fclose(f);
	read_names(csv);
	free(csv);
	f = open_memstream(&csv, &size);
	assert_non_null(f);
	fputs("氏名,カナ氏名\n", f);
	for (i = 0; i < PEOPLE; i++)
		fprintf(f, "%s %s,%s %s\n", names[i].surname, names[i].given,
		    names[i].surname_k, names[i].given_k);
	fclose(f);
	how.dict_dir = NULL;
	assert_int_equal(list_make(&files, (struct span){ csv, size }, &how,
	                     &sum, &err), 0);
	free(csv);
	assert_int_equal(
	    roster_open(files.index, files.key, &held.index, &err), 0);
	set.v[0] = &held;
}

static int
open_all(void **state)
{
	char dir[PATH_MAX], file[PATH_MAX + 16];
	struct shuhi_error err;

	(void)state;
	files = list_new();
	arena_init(&arena, LIMIT_ARENA);
	assert_int_equal(shuhi_data_dir(dir, sizeof dir, &err), 0);
	snprintf(file, sizeof file, "%s/dict/fold.tsv", dir);
	assert_int_equal(fold_table_new(file, &table, &err), 0);
	learn_all_halves();
	open_roster();
	return 0;
}

static int
close_all(void **state)
{
	(void)state;
	roster_close(held.index);
	fold_table_free(table);
	arena_fini(&arena);
	list_gone(&files);
	return 0;
}

/* ---- looking ------------------------------------------------------------ */

/* Is somebody found who covers `name` within before + name + behind? */
static bool
found_in(const char *before, const char *name, const char *behind)
{
	char text[1024];
	struct shuhi_error err;
	struct folded all, head, part;
	struct seeker s = { .set = &set, .arena = &arena };
	size_t i, from, to;

	snprintf(text, sizeof text, "%s%s%s", before, name, behind);
	arena_wipe(&arena, LIMIT_ARENA_KEEP);
	if (fold(table, &arena, span_of(text), &all, &err) != 0 ||
	    fold(table, &arena, span_of(before), &head, &err) != 0 ||
	    fold(table, &arena, span_of(name), &part, &err) != 0)
		return false;
	from = head.text.len;
	to = from + part.text.len;
	s.text = all.text;
	if (seek(&s, &err) != 0)
		return false;
	for (i = 0; i < s.out.n; i++)
		if (s.out.v[i].from <= from && s.out.v[i].to >= to)
			return true;
	return false;
}

typedef void write_fn(char *out, const struct name *);

/* All people in this writing, alone and within sentences. */
static void
everybody_is_found(write_fn *writing, bool (*fits)(const struct name *))
{
	static const char *const around[][2] = {
		{ "", "さん" },
		{ "昨日、", "さんに会った" },
		{ "今日は受付に人が多くて、先生も看護師さんも走りまわっていま"
		  "した。そのあと三階の病室までゆっくり歩いていったのですが、",
		    "さんはもう帰ったあとだった。" },
	};
	char name[NAME_ROOM];
	size_t i, k, asked = 0;

	for (i = 0; i < PEOPLE; i++) {
		if (!fits(&names[i]))
			continue;
		name[0] = '\0';
		writing(name, &names[i]);
		for (k = 0; k < sizeof around / sizeof around[0]; k++)
			if (!found_in(around[k][0], name, around[k][1])) {
				print_error("%s%s%s\n", around[k][0], name,
				    around[k][1]);
				fail();
			}
		asked++;
	}
	assert_true(asked > PEOPLE / 20);
}

static void
join_two(char *out, const char *a, const char *gap, const char *b)
{
	snprintf(out, NAME_ROOM, "%s%s%s", a, gap, b);
}

static void
as_kanji(char *out, const struct name *n)
{
	join_two(out, n->surname, "", n->given);
}

static void
as_kanji_with_a_blank(char *out, const struct name *n)
{
	join_two(out, n->surname, "　", n->given);
}

static void
as_hiragana(char *out, const struct name *n)
{
	join_two(out, hiragana_of(n->surname_k), "", hiragana_of(n->given_k));
}

static void
as_katakana(char *out, const struct name *n)
{
	join_two(out, n->surname_k, "", n->given_k);
}

static void
as_katakana_with_a_blank(char *out, const struct name *n)
{
	join_two(out, n->surname_k, " ", n->given_k);
}

static void
as_half_katakana(char *out, const struct name *n)
{
	join_two(out, half_of(n->surname_k), " ", half_of(n->given_k));
}

/* ---- who can be found ----------------------------------------------------- */

static bool
in_kanji(const struct name *n)
{
	return is_kanji(utf8_at(span_of(n->given), 0));
}

static bool
with_kana(const struct name *n)
{
	return !in_kanji(n);
}

static bool
short_enough(const struct name *n)
{
	return utf8_count(span_of(n->surname_k)) +
	           utf8_count(span_of(n->given_k)) <=
	       LONGEST;
}

/* カミニシシ シマル without the blank: folding takes シシシ for a long シ. */
static bool
in_one_word(const struct name *n)
{
	char all[NAME_ROOM] = "";
	size_t i;

	join_two(all, n->surname_k, "", n->given_k);
	for (i = 0; i + 9 <= strlen(all); i += 3)
		if (memcmp(all + i, all + i + 3, 3) == 0 &&
		    memcmp(all + i, all + i + 6, 3) == 0)
			return false;
	return short_enough(n);
}

/* ー is katakana: らーら is of two scripts. */
static bool
all_hiragana(const struct name *n)
{
	return in_one_word(n) && strstr(n->surname_k, "ー") == NULL &&
	       strstr(n->given_k, "ー") == NULL;
}

/* ヮ ヵ ヶ ヰ ヱ have no half-width form. */
static bool
has_half(const struct name *n)
{
	struct span s[2] = { span_of(n->surname_k), span_of(n->given_k) };
	size_t i, at;

	for (i = 0; i < 2; i++)
		for (at = 0; at < s[i].len;)
			if (half[utf8_next(s[i], &at) & 0xff][0] == '\0')
				return false;
	return short_enough(n);
}

/* ---- everybody ------------------------------------------------------------ */

static void
test_everybody_is_found_in_kanji(void **state)
{
	(void)state;
	everybody_is_found(as_kanji, in_kanji);
}

static void
test_everybody_is_found_with_a_blank(void **state)
{
	(void)state;
	everybody_is_found(as_kanji_with_a_blank, in_kanji);
}

static void
test_a_given_name_in_kana_is_found_behind_kanji(void **state)
{
	(void)state;
	everybody_is_found(as_kanji, with_kana);
	everybody_is_found(as_kanji_with_a_blank, with_kana);
}

static void
test_everybody_is_found_in_hiragana(void **state)
{
	(void)state;
	everybody_is_found(as_hiragana, all_hiragana);
}

static void
test_everybody_is_found_in_katakana(void **state)
{
	(void)state;
	everybody_is_found(as_katakana, in_one_word);
	everybody_is_found(as_katakana_with_a_blank, short_enough);
}

static void
test_everybody_is_found_in_half_width_katakana(void **state)
{
	(void)state;
	everybody_is_found(as_half_katakana, has_half);
}

/* A name at every place of a block and over its end. */
static void
test_a_name_is_found_wherever_it_begins(void **state)
{
	char before[4 * BLOCK * 3] = "";
	char kanji[NAME_ROOM] = "", kana[NAME_ROOM] = "";
	size_t i, n = 0;

	(void)state;
	as_kanji(kanji, &names[1]);
	as_katakana(kana, &names[1]);
	for (i = 0; i < 3 * BLOCK; i++) {
		assert_true(found_in(before, kanji, ""));
		assert_true(found_in(before, kana, ""));
		n += (size_t)snprintf(before + n, sizeof before - n, "%s",
		    i % 7 == 6 ? "。" : "ぬ");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_everybody_is_found_in_kanji),
		cmocka_unit_test(test_everybody_is_found_with_a_blank),
		cmocka_unit_test(
		    test_a_given_name_in_kana_is_found_behind_kanji),
		cmocka_unit_test(test_everybody_is_found_in_hiragana),
		cmocka_unit_test(test_everybody_is_found_in_katakana),
		cmocka_unit_test(
		    test_everybody_is_found_in_half_width_katakana),
		cmocka_unit_test(test_a_name_is_found_wherever_it_begins),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
