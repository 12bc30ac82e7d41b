/* `shuhi roster build`: a list of people into an index of keyed hashes. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../dict/roster/load.h"
#include "cli.h"
#include "engine.h"
#include "progress.h"
#include "samefile.h"
#include "script.h"

static const char help_ja[] =
    "使い方: shuhi roster build --key 鍵 -o 索引 [オプション]… 一覧.csv\n"
    "\n"
    "患者（または職員）の一覧から、照合用の索引を作る。「-」は標準入力。\n"
    "CSV かタブ区切りで、UTF-8・CP932 など文字コードは自動で見分ける。\n"
    "1 行目は見出し。列の順は自由で、あるものだけでよい:\n"
    "  患者ID 氏名 カナ氏名 生年月日 性別 電話番号 メールアドレス 郵便番号 住所\n"
    "  保険者番号 被保険者番号 病棟 病室 診療科 病名 入院日 退院日\n"
    "  （patient_id name kana birth_date sex phone email postal_code address\n"
    "  insurer_no insured_no ward room department diagnosis admitted_on\n"
    "  discharged_on でもよい。氏名の代わりに 姓・名、カナは セイ・メイ も）\n"
    "日付は S33.4.12、昭和33年4月12日、1958/4/12、19580412 のどれでもよい。\n"
    "電話番号は 1 つのセルに 4 件まで。（長男）などの注記があってもよい。\n"
    "「不明」「なし」「-」のセルは空として扱う。\n"
    "\n"
    "例:\n"
    "  shuhi roster build --key roster.key -o 患者.idx 患者.csv\n"
    "  shuhi roster build --key roster.key --kind staff -o 職員.idx 職員.csv\n"
    "\n"
    "オプション:\n"
    "  --key 鍵             鍵のファイル（必須。shuhi roster keygen で作る）\n"
    "  -o, --output 索引    書き出すファイル（必須）\n"
    "  --kind 種類          patients（既定）・vip（特に守る患者）・staff（職員）\n"
    "  --charset 名前       文字コードを指定する（CP932 など）\n"
    "  --skip-bad           使えないセルを捨て、誰でもなくなる行は飛ばす\n"
    "  --ignore-unknown     知らない名前の列を読み飛ばす\n"
    "  --build-time 日時    記録する日時（1970 年からの秒。既定は\n"
    "                       $SOURCE_DATE_EPOCH、なければ一覧の更新日時）\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "使えないセルは ファイル:行:桁 で示し、--skip-bad がなければ何も書かない。\n"
    "飛ばした行の人は照合されない。書き出しは最後に一度で行い、途中で失敗しても\n"
    "前の索引はそのまま残る。同じ一覧・鍵・日時からは同じ索引ができる。\n"
    "終了コード: 0 書き出した  2 書けない、行が使えない、または指定が誤っている\n";

static const char help_en[] =
    "Usage: shuhi roster build --key KEY -o INDEX [OPTION]... LIST.csv\n"
    "\n"
    "Make an index of a list of patients (or staff) to compare texts with; - is\n"
    "standard input.  CSV or tab-separated; the charset (UTF-8, CP932, ...) is found\n"
    "out.  The first row names the columns, in any order, as many as there are:\n"
    "  patient_id name kana birth_date sex phone email postal_code address\n"
    "  insurer_no insured_no ward room department diagnosis admitted_on\n"
    "  discharged_on\n"
    "  (or 患者ID 氏名 カナ氏名 生年月日 性別 電話番号 メールアドレス 郵便番号 住所\n"
    "  保険者番号 被保険者番号 病棟 病室 診療科 病名 入院日 退院日; instead of a name\n"
    "  surname and given_name, of kana surname_kana and given_name_kana)\n"
    "Dates may be S33.4.12, 昭和33年4月12日, 1958/4/12 or 19580412.  A phone cell may\n"
    "hold up to four numbers, and notes.  A cell that says unknown, n/a or - is\n"
    "empty.\n"
    "\n"
    "Examples:\n"
    "  shuhi roster build --key roster.key -o patients.idx patients.csv\n"
    "  shuhi roster build --key roster.key --kind staff -o staff.idx staff.csv\n"
    "\n"
    "Options:\n"
    "  --key FILE           the key (required; shuhi roster keygen makes one)\n"
    "  -o, --output FILE    what to write (required)\n"
    "  --kind KIND          patients (default), vip, or staff\n"
    "  --charset NAME       the charset of the list (CP932, say)\n"
    "  --skip-bad           leave out cells that cannot be used, and rows that\n"
    "                       then name nobody\n"
    "  --ignore-unknown     skip columns of unknown names\n"
    "  --build-time N       the time to note, in seconds since 1970 (default:\n"
    "                       $SOURCE_DATE_EPOCH, else the list's own time)\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "Cells that cannot be used are told as FILE:line:column, and without --skip-bad\n"
    "nothing is written.  Nobody in a skipped row is ever found.  The file appears\n"
    "whole at the end; on failure an older one stays.  The same list, key and time\n"
    "make the same index.\n"
    "Exit status: 0 written, 2 cannot be written, rows that cannot be used or a\n"
    "wrong call\n";

#define BAD_TOLD 20 /* rows told one by one */

enum {
	OPT_KEY = OPT_OWN,
	OPT_KIND,
	OPT_CHARSET,
	OPT_SKIP_BAD,
	OPT_IGNORE_UNKNOWN,
	OPT_BUILD_TIME
};

static const struct option options[] = {
	{ "key", required_argument, NULL, OPT_KEY },
	{ "output", required_argument, NULL, 'o' },
	{ "kind", required_argument, NULL, OPT_KIND },
	{ "charset", required_argument, NULL, OPT_CHARSET },
	{ "skip-bad", no_argument, NULL, OPT_SKIP_BAD },
	{ "ignore-unknown", no_argument, NULL, OPT_IGNORE_UNKNOWN },
	{ "build-time", required_argument, NULL, OPT_BUILD_TIME },
	{ "lang", required_argument, NULL, OPT_LANG },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct build_call {
	enum shuhi_lang lang;
	const char *key, *output;
	struct roster_list how;
	bool help;

	uint64_t told, total; /* bad rows; bytes of the list */
	double began, painted;
	bool terminal, shown;
};

static const char *
list_name(const struct build_call *c)
{
	return c->how.file == NULL ? tr(c->lang, "（標準入力）", "(standard input)")
	                           : c->how.file;
}

/* ---- telling ------------------------------------------------------------ */

static void
hide_progress(struct build_call *c)
{
	if (c->shown)
		fputs("\r\033[K", stderr);
	c->shown = false;
}

static void
show_progress(void *context, uint64_t bytes)
{
	struct build_call *c = context;
	double now;

	if (!c->terminal)
		return;
	now = progress_now();
	if (now - c->began < 1 || now - c->painted < 0.2)
		return;
	fprintf(stderr, tr(c->lang, "\r\033[K読み込み中: %.1f MB",
	    "\r\033[Kreading: %.1f MB"), (double)bytes / 1e6);
	if (c->total > 0)
		fprintf(stderr, " (%.0f %%)",
		    100.0 * (double)bytes / (double)c->total);
	fflush(stderr);
	c->painted = now;
	c->shown = true;
}

static const char *
csv_text(enum shuhi_lang lang, enum csv_fault fault)
{
	static const char *const text[][2] = {
		[CSV_BYTES] = { "文字として読めないバイトがあります",
		    "bytes that are not text" },
		[CSV_OPEN_QUOTE] = { "引用符 \" が閉じていません",
		    "a quote that is never closed" },
		[CSV_AFTER_QUOTE] = {
		    "閉じた引用符 \" のあとに文字があります",
		    "text behind the closing quote" },
		[CSV_LONG] = { "セルが長すぎます", "the cell is too long" },
		[CSV_CELLS] = { "列が多すぎます", "too many columns" },
	};

	return text[fault][lang];
}

static const char *
people_text(enum shuhi_lang lang, enum people_fault fault)
{
	static const char *const text[][2] = {
		[PEOPLE_CELLS] = { "列の数が見出しと違います",
		    "not as many columns as the header has" },
		[PEOPLE_UNNAMED] = {
		    "見出しのない列に値があります（見出しを付けるか、"
		    "--ignore-unknown で読み飛ばしてください）",
		    "something stands in a column without a name (name it, or "
		    "skip it with --ignore-unknown)" },
		[PEOPLE_NOBODY] = { "氏名も患者IDもありません",
		    "neither a name nor a patient number" },
		[PEOPLE_NAME] = { "氏名として読めません", "not a name" },
		[PEOPLE_LETTER] = {
		    "氏名の字が失われているか、字の間に記号があります"
		    "（外字・?・〓・■ を正しい字に直してください）",
		    "a letter of the name is lost, or a sign stands between "
		    "letters (correct ?, 〓, ■ and private characters)" },
		[PEOPLE_DATE] = {
		    "日付として読めません（S33.4.12、1958/4/12 のように）",
		    "not a date (write S33.4.12 or 1958/4/12)" },
		[PEOPLE_SEX] = { "性別として読めません（男・女・M・F）",
		    "not a sex (M, F, 男, 女)" },
		[PEOPLE_PHONE] = {
		    "電話番号として読めません（市外局番から、4 件まで）",
		    "not a phone number (with its area code; up to 4)" },
		[PEOPLE_EMAIL] = { "メールアドレスとして読めません",
		    "not an e-mail address" },
		[PEOPLE_POSTAL] = { "郵便番号は 7 けたです",
		    "a postal code has 7 digits" },
		[PEOPLE_ROUNDED] = {
		    "表計算ソフトが数値に丸めています（1.23E+05）。"
		    "列を「文字列」にして書き出し直してください",
		    "a spreadsheet rounded it (1.23E+05): make the column "
		    "text and export again" },
		[PEOPLE_VALUE] = { "値として読めないか、長すぎます",
		    "not a value, or too long" },
	};

	return text[fault][lang];
}

static void
tell_bad(void *context, const struct roster_bad *bad)
{
	struct build_call *c = context;

	if (c->told++ >= BAD_TOLD)
		return;
	hide_progress(c);
	fprintf(stderr, "%s:%u:%u: %s\n", list_name(c), (unsigned)bad->line,
	    (unsigned)bad->column, bad->csv != CSV_GOOD
	        ? csv_text(c->lang, bad->csv)
	        : people_text(c->lang, bad->people));
}

static void
tell_count(uint64_t n, const char *text)
{
	fprintf(stderr, "%8llu  %s\n", (unsigned long long)n, text);
}

/*
 * Whose name is on no list is nobody's, in a script in which everybody's name is
 * known: what a hospital counts on, so it is told where it does not hold, and why.
 */
static void
tell_exemptions(const struct build_call *c, const struct roster_summary *sum)
{
	int i;

	for (i = 0; i < ROSTER_SCRIPTS; i++) {
		fprintf(stderr, tr(c->lang, "名簿にない姓（%s）: ",
		    "surnames in %s that nobody has: "),
		    script_name(c->lang, (enum roster_script)i));
		if (sum->untold[i] == 0)
			fputs(tr(c->lang, "患者として扱いません\n",
			    "no patient's\n"), stderr);
		else
			fprintf(stderr, tr_many(c->lang, sum->untold[i],
			    "患者かもしれないとして扱います。その文字での氏名が"
			    "わからない人が %llu 人います（最初は %u 行目）\n",
			    "may be a patient's; %llu person has no name in it "
			    "(line %u)\n",
			    "may be a patient's; %llu people have no name in it "
			    "(the first in line %u)\n"),
			    (unsigned long long)sum->untold[i],
			    (unsigned)sum->untold_line[i]);
	}
}

static void
summarise(const struct build_call *c, const struct roster_summary *sum)
{
	enum shuhi_lang lang = c->lang;
	int f;

	fprintf(stderr, tr(lang, "%s（%s として読みました）→ %s\n",
	    "%s (read as %s) -> %s\n"), list_name(c), sum->charset, c->output);
	tell_count(sum->people,
	    tr_many(lang, sum->people, "人", "person", "people"));
	if (sum->unsplit > 0)
		tell_count(sum->unsplit, tr_many(lang, sum->unsplit,
		    "件の氏名は姓と名に分けられず、全体が一致したときだけ見つかります"
		    "（姓と名の間に空白を入れてください）",
		    "name cannot be split and is found only in full "
		    "(write a blank between surname and given name)",
		    "names cannot be split and are found only in full "
		    "(write a blank between surname and given name)"));
	if (sum->repeated > 0)
		tell_count(sum->repeated, tr_many(lang, sum->repeated,
		    "行の患者IDは前にも出ています"
		    "（行ごとに 1 人と数えます。1 人 1 行にしてください）",
		    "row repeats a patient number: it counts as a person "
		    "(write one row a person)",
		    "rows repeat a patient number: each counts as a person "
		    "(write one row a person)"));
	if (sum->odd_ids > 0)
		fprintf(stderr, tr_many(lang, sum->odd_ids,
		    "%8llu  件の患者IDは、本文から探せない形です"
		    "（英字 3 字までと数字 20 けたまでだけを探します。最初は %u 行目）\n",
		    "%8llu  patient number is in a form that is not looked for "
		    "(up to 3 letters, then up to 20 digits; line %u)\n",
		    "%8llu  patient numbers are in a form that is not looked for "
		    "(up to 3 letters, then up to 20 digits; first line %u)\n"),
		    (unsigned long long)sum->odd_ids,
		    (unsigned)sum->odd_id_line);
	if (sum->dropped > 0)
		tell_count(sum->dropped, tr_many(lang, sum->dropped,
		    "個のセルを捨てました（その人のほかの項目は使います）",
		    "cell left out (what else is known of the person is used)",
		    "cells left out (what else is known of these people is used)"));
	if (sum->skipped > 0)
		tell_count(sum->skipped, tr_many(lang, sum->skipped,
		    "行を飛ばしました（その人は照合されません）",
		    "row skipped: this person is never found",
		    "rows skipped: these people are never found"));
	fputs(tr(lang, "項目:", "fields:"), stderr);
	for (f = 0; f < LIST_FIELDS; f++)
		if (sum->fields >> f & 1)
			fprintf(stderr, " %s", list_field_name(f, lang));
	fputc('\n', stderr);
	if (c->how.kind != ROSTER_STAFF)
		tell_exemptions(c, sum);
}

static int
complain(const struct build_call *c, const struct roster_summary *sum,
    const struct shuhi_error *err)
{
	if (c->told > BAD_TOLD)
		fprintf(stderr, tr_many(c->lang, c->told - BAD_TOLD,
		    "%s: ほかに %llu 行\n", "%s: and %llu row more\n",
		    "%s: and %llu rows more\n"), list_name(c),
		    (unsigned long long)(c->told - BAD_TOLD));
	if (sum->skipped > 0 && err->code == SHUHI_E_DICT &&
	    err->where[0] == '\0')
		fputs(tr(c->lang, "shuhi roster build: 何も書いていません。"
		    "一覧を直すか、--skip-bad で捨ててください\n",
		    "shuhi roster build: nothing was written. Correct the "
		    "list, or leave them out with --skip-bad\n"), stderr);
	else
		engine_complain(c->lang, err);
	return 2;
}

/* ---- the call ----------------------------------------------------------- */

static int
read_kind(struct build_call *c, const char *arg)
{
	static const char *const kinds[] = {
		[ROSTER_PATIENTS] = "patients",
		[ROSTER_VIP] = "vip",
		[ROSTER_STAFF] = "staff",
	};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strcmp(arg, kinds[i]) == 0) {
			c->how.kind = (enum roster_kind)i;
			return 0;
		}
	}
	return usage_error(c->lang, "roster build", "%s", tr(c->lang,
	    "--kind は patients・vip・staff のどれかです",
	    "--kind is one of patients, vip, staff"));
}

static int
read_time(struct build_call *c, const char *arg, const char *name)
{
	char *end;
	long long n = strtoll(arg, &end, 10);

	if (*arg == '\0' || *end != '\0' || n <= 0 || n > 253402300799)
		return usage_error(c->lang, "roster build", tr(c->lang,
		    "%s は 1970 年からの秒です",
		    "%s is in seconds since 1970"), name);
	c->how.built = n;
	return 0;
}

static int
read_option(struct build_call *c, int opt, char **argv)
{
	switch (opt) {
	case OPT_KEY:
		c->key = optarg;
		return 0;
	case 'o':
		c->output = optarg;
		return 0;
	case OPT_KIND:
		return read_kind(c, optarg);
	case OPT_CHARSET:
		c->how.charset = optarg;
		return 0;
	case OPT_SKIP_BAD:
		c->how.skip_bad = true;
		return 0;
	case OPT_IGNORE_UNKNOWN:
		c->how.ignore_unknown = true;
		return 0;
	case OPT_BUILD_TIME:
		return read_time(c, optarg, "--build-time");
	case OPT_LANG: /* main() has seen to it */
		return 0;
	case 'h':
		c->help = true;
		return 0;
	}
	return usage_option(c->lang, "roster build", opt, argv);
}

static int
check_call(struct build_call *c, int left)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	if (c->key == NULL || c->output == NULL || left != 1)
		return usage_error(c->lang, "roster build", "%s", tr(c->lang,
		    "--key 鍵、-o 索引、一覧のファイル 1 つが要ります",
		    "want --key KEY, -o INDEX and one list"));
	if (c->how.charset != NULL && !shuhi_charset_known(c->how.charset))
		return usage_error(c->lang, "roster build", tr(c->lang,
		    "%s という文字コードは読めません",
		    "there is no charset %s"), c->how.charset);
	if (c->how.built == 0 && epoch != NULL)
		return read_time(c, epoch, "SOURCE_DATE_EPOCH");
	return 0;
}

static int
read_call(struct build_call *c, int argc, char **argv)
{
	int opt, rc;

	optind = 1;
	while (!c->help && (opt = getopt_long(argc, argv, ":o:h", options,
	                        NULL)) != -1)
		if ((rc = read_option(c, opt, argv)) != 0)
			return rc;
	if (c->help)
		return 0;
	if ((rc = check_call(c, argc - optind)) != 0)
		return rc;
	if (strcmp(argv[optind], "-") != 0)
		c->how.file = argv[optind];
	if (same_file(c->output, c->key) ||
	    (c->how.file != NULL && same_file(c->output, c->how.file)))
		return usage_error(c->lang, "roster build", "%s", tr(c->lang,
		    "-o が鍵か一覧と同じファイルです。索引は別の名前にしてください",
		    "-o is the key or the list itself: name another file"));
	return 0;
}

static int
build(struct build_call *c)
{
	struct shuhi_error err = { 0 };
	struct roster_summary sum;
	struct stat st;
	int rc;

	c->terminal = isatty(2) == 1;
	c->began = progress_now();
	if (c->how.file != NULL && stat(c->how.file, &st) == 0)
		c->total = (uint64_t)st.st_size;
	c->how.bad = tell_bad;
	c->how.progress = show_progress;
	c->how.context = c;
	rc = roster_make(c->key, &c->how, c->output, &sum, &err);
	hide_progress(c);
	if (rc != 0)
		return complain(c, &sum, &err);
	summarise(c, &sum);
	return 0;
}

int
cmd_roster_build(int argc, char **argv, enum shuhi_lang lang)
{
	struct build_call c = { .lang = lang };
	int rc = read_call(&c, argc, argv);

	if (rc != 0)
		return rc;
	if (c.help)
		return print_help(lang, help_ja, help_en);
	return build(&c);
}
