#include "people.h"

#include <err.h>
#include <math.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../scanner/lines.h"
#include "../scanner/utf8.h"

/* ---- words, the first ones the most frequent ------------------------------ */

struct drawn {
	char **word;
	double *upto; /* sum of weights so far */
	size_t n, cap;
};

static void
take(struct drawn *d, struct span s)
{
	if (d->n == d->cap) {
		d->cap = d->cap ? d->cap * 2 : 1024;
		d->word = realloc(d->word, d->cap * sizeof *d->word);
	}
	if (d->word == NULL || (d->word[d->n++] = strndup(s.ptr, s.len)) == NULL)
		errx(2, "no memory");
}

/* Zipf: the word of rank r has weight 1 / r^power. */
static void
weigh(struct drawn *d, double power)
{
	double sum = 0;
	size_t i;

	if (d->n == 0 || (d->upto = malloc(d->n * sizeof *d->upto)) == NULL)
		errx(2, "no names");
	for (i = 0; i < d->n; i++)
		d->upto[i] = sum += pow((double)(i + 1), -power);
}

static void
drawn_free(struct drawn *d)
{
	while (d->n > 0)
		free(d->word[--d->n]);
	free(d->word);
	free(d->upto);
}

/* splitmix64 */
static uint64_t
shuffle(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static unsigned
any_of(uint64_t *seed, unsigned n)
{
	return (unsigned)(shuffle(seed) % n);
}

static size_t
draw(const struct drawn *d, uint64_t *seed)
{
	double at = (double)(shuffle(seed) >> 11) * 0x1p-53 * d->upto[d->n - 1];
	size_t lo = 0, hi = d->n - 1, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (d->upto[mid] <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* ---- the dictionary ------------------------------------------------------- */

struct source {
	struct drawn family, given, family_kana, given_kana, disease;
	uint64_t seed;
};

static bool
all_of(struct span s, bool (*is)(uint32_t))
{
	size_t at = 0;

	while (at < s.len)
		if (!is(utf8_next(s, &at)))
			return false;
	return s.len > 0;
}

static void
take_name(struct source *s, const struct line *l)
{
	bool family = span_eq(l->field[1], SPAN("name.family"));

	if (!family && !span_eq(l->field[1], SPAN("name.given")))
		return;
	if (all_of(l->field[0], is_kanji) && utf8_count(l->field[0]) < 4)
		take(family ? &s->family : &s->given, l->field[0]);
	if (all_of(l->field[0], is_katakana))
		take(family ? &s->family_kana : &s->given_kana, l->field[0]);
}

static void
read_words(struct source *s, const char *dir, const char *name, bool names)
{
	struct shuhi_error e;
	struct lines lines;
	struct line l;
	char file[PATH_MAX];

	snprintf(file, sizeof file, "%s/dict/%s", dir, name);
	if (lines_open(&lines, file, SHUHI_E_DICT, &e) != 0)
		errx(2, "%s: %s", file, e.message);
	while (lines_next(&lines, &l)) {
		if (names)
			take_name(s, &l);
		else if (span_starts(l.field[1], SPAN("disease")) &&
		    l.field[0].len > 6 && s->disease.n < 800)
			take(&s->disease, l.field[0]);
	}
	lines_close(&lines);
}

static void
source_open(struct source *s, uint64_t seed)
{
	static const char *const common[] = { "佐藤", "鈴木", "高橋", "田中",
		"伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田",
		"佐々木", "山口", "松本", "井上", "木村", "林", "斎藤", "清水",
		"山崎", "森", "池田", "橋本", "阿部", "石川", "山下", "中島",
		"石井", "小川" };
	static const char *const given[] = { "太郎", "花子", "翔太", "陽菜",
		"健一", "美咲", "大輔", "さくら", "誠", "恵子", "和子", "清",
		"正雄", "幸子", "直樹", "愛", "拓也", "由美子", "茂", "明美" };
	char dir[PATH_MAX];
	struct shuhi_error e;
	size_t i;

	*s = (struct source){ .seed = seed };
	if (shuhi_data_dir(dir, sizeof dir, &e) != 0)
		errx(2, "%s", e.message);
	for (i = 0; i < sizeof common / sizeof common[0]; i++)
		take(&s->family, span_of(common[i]));
	for (i = 0; i < sizeof given / sizeof given[0]; i++)
		take(&s->given, span_of(given[i]));
	read_words(s, dir, "names.tsv", true);
	read_words(s, dir, "disease.tsv", false);
	weigh(&s->family, 0.7);
	weigh(&s->given, 0.5);
	weigh(&s->family_kana, 0.7);
	weigh(&s->given_kana, 0.5);
	weigh(&s->disease, 0.9);
}

static void
source_close(struct source *s)
{
	drawn_free(&s->family);
	drawn_free(&s->given);
	drawn_free(&s->family_kana);
	drawn_free(&s->given_kana);
	drawn_free(&s->disease);
}

/* ---- cells ---------------------------------------------------------------- */

static const char *
sign_of(unsigned i)
{
	static const char *const signs[] = { "青", "白", "霧", "虹", "雲", "星",
		"波", "砂", "岩", "泉", "谷", "森", "風", "雪", "月", "花" };

	return signs[i % (sizeof signs / sizeof signs[0])];
}

static void
put_date(FILE *f, unsigned year, unsigned month, unsigned day, unsigned way)
{
	if (way == 0)
		fprintf(f, ",%u/%u/%u", year, month, day);
	else if (way == 1)
		fprintf(f, ",%04u%02u%02u", year, month, day);
	else if (way == 2 && year > 1926 && year < 1989)
		fprintf(f, ",S%u.%u.%u", year - 1925, month, day);
	else
		fprintf(f, ",%u年%u月%u日", year, month, day);
}

static void
put_address(FILE *f, uint64_t *seed)
{
	unsigned town = any_of(seed, 16 * 16 * 16);

	fprintf(f, ",%03u-%04u", town / 64, town * 37 % 10000);
	fprintf(f, ",架空県架空市%s%s%s町", sign_of(town), sign_of(town / 16),
	    sign_of(town / 256));
	if (any_of(seed, 2) == 0)
		fprintf(f, "%u-%u-%u", 1 + any_of(seed, 9), 1 + any_of(seed, 40),
		    1 + any_of(seed, 30));
	else
		fprintf(f, "%u丁目%u番%u号", 1 + any_of(seed, 9),
		    1 + any_of(seed, 40), 1 + any_of(seed, 30));
}

static void
put_stay(FILE *f, struct source *s)
{
	static const char *const departments[] = { "内科", "外科", "整形外科",
		"小児科", "皮膚科", "眼科", "耳鼻咽喉科", "泌尿器科", "産婦人科",
		"脳神経外科", "循環器内科", "消化器内科", "呼吸器内科",
		"精神科", "救急科", "放射線科", "腎臓内科", "血液内科" };
	static const char *const sides[] = { "東", "西", "南", "北" };
	unsigned floor = 2 + any_of(&s->seed, 9);
	unsigned year = 2016 + any_of(&s->seed, 8);
	unsigned month = 1 + any_of(&s->seed, 12), day = 1 + any_of(&s->seed, 20);

	fprintf(f, ",%u階%s病棟,%u%02u,%s,%s", floor,
	    sides[any_of(&s->seed, 4)], floor, 1 + any_of(&s->seed, 30),
	    departments[any_of(&s->seed, 18)],
	    s->disease.word[draw(&s->disease, &s->seed)]);
	put_date(f, year, month, day, 0);
	put_date(f, year, month, day + any_of(&s->seed, 8), 0);
	fputc('\n', f);
}

static void
put_person(FILE *f, struct source *s, size_t i)
{
	fprintf(f, "%08zu,%s %s", (i * 7919 + 1) % 100000000,
	    s->family.word[draw(&s->family, &s->seed)],
	    s->given.word[draw(&s->given, &s->seed)]);
	fprintf(f, ",%s %s", s->family_kana.word[draw(&s->family_kana, &s->seed)],
	    s->given_kana.word[draw(&s->given_kana, &s->seed)]);
	put_date(f, 1925 + any_of(&s->seed, 98), 1 + any_of(&s->seed, 12),
	    1 + any_of(&s->seed, 28), any_of(&s->seed, 4));
	fprintf(f, ",%s", any_of(&s->seed, 2) ? "男" : "女");
	fprintf(f, ",000-%04zu-%04zu,p%zu@example.jp", i / 10000, i % 10000, i);
	put_address(f, &s->seed);
	fprintf(f, ",%08u,%02u-%06u", 6130000 + any_of(&s->seed, 600),
	    any_of(&s->seed, 100), any_of(&s->seed, 1000000));
	put_stay(f, s);
}

void
people_write(FILE *f, size_t n, uint64_t seed)
{
	struct source s;
	size_t i;

	source_open(&s, seed);
	fputs("患者ID,氏名,カナ氏名,生年月日,性別,電話番号,メールアドレス,"
	      "郵便番号,住所,保険者番号,被保険者番号,病棟,病室,診療科,病名,"
	      "入院日,退院日\n", f);
	for (i = 0; i < n; i++)
		put_person(f, &s, i);
	source_close(&s);
	if (fflush(f) != 0 || ferror(f))
		err(2, "the list");
}
