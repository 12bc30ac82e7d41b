/* `shuhi roster keygen` and `info`; `build` has a file of its own. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../scanner/roster/keyed.h"
#include "../scanner/roster/roster.h"
#include "cli.h"
#include "engine.h"
#include "help.h"
#include "script.h"

static const char help_ja[] =
    "使い方: shuhi roster keygen -o 鍵\n"
    "        shuhi roster build --key 鍵 -o 索引 一覧.csv\n"
    "        shuhi roster info [--key 鍵] 索引\n"
    "\n"
    "自院の患者一覧から、照合用の索引を作る。索引には氏名などの文字は入らず、\n"
    "鍵を知らなければ読めない値だけが入る。鍵と索引は別の場所に保管する。\n"
    "\n"
    "  keygen  新しい鍵を作る（持ち主だけが読める。上書きはしない）\n"
    "  build   CSV の一覧から索引を作る（shuhi roster build --help）\n"
    "  info    索引の種類・人数・項目・作成日時を表示する。--key があれば、\n"
    "          壊れていないこと、その鍵で作られたことも確かめる\n"
    "\n"
    "例:\n"
    "  shuhi roster keygen -o /etc/shuhi/roster.key\n"
    "  shuhi roster build --key /etc/shuhi/roster.key -o 患者.idx 患者.csv\n"
    "  shuhi scan --roster 患者.idx --roster-key /etc/shuhi/roster.key 下書き.txt\n"
    "\n"
    "オプション:\n"
    "  -o, --output ファイル   書き出すファイル\n"
    "  --key 鍵                鍵のファイル\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 できた  2 できない、または指定が誤っている\n";

static const char help_en[] =
    "Usage: shuhi roster keygen -o KEY\n"
    "       shuhi roster build --key KEY -o INDEX LIST.csv\n"
    "       shuhi roster info [--key KEY] INDEX\n"
    "\n"
    "Make an index of the hospital's own patients to compare texts with.  It holds\n"
    "no names or other text, only values that mean nothing without the key.  Keep\n"
    "key and index in different places.\n"
    "\n"
    "  keygen  make a new key (for its owner's eyes only; replaces no file)\n"
    "  build   make an index of a CSV list (see: shuhi roster build --help)\n"
    "  info    kind, people, fields and time of an index; with --key also prove\n"
    "          that it is whole and was made with this key\n"
    "\n"
    "Examples:\n"
    "  shuhi roster keygen -o /etc/shuhi/roster.key\n"
    "  shuhi roster build --key /etc/shuhi/roster.key -o patients.idx patients.csv\n"
    "  shuhi scan --roster patients.idx --roster-key /etc/shuhi/roster.key note.txt\n"
    "\n"
    "Options:\n"
    "  -o, --output FILE   what to write\n"
    "  --key FILE          the key\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 done, 2 cannot be done or the call was wrong\n";

enum { OPT_KEY = OPT_OWN };

static const struct option options[] = {
	{ "output", required_argument, NULL, 'o' },
	{ "key", required_argument, NULL, OPT_KEY },
	{ "lang", required_argument, NULL, OPT_LANG },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct call {
	enum shuhi_lang lang;
	const char *output, *key, *index;
	bool help;
};

/* 0, or 2 after telling why. */
static int
read_call(struct call *c, const char *cmd, int argc, char **argv)
{
	int opt;

	optind = 1;
	while ((opt = getopt_long(argc, argv, ":o:h", options, NULL)) != -1) {
		switch (opt) {
		case 'o':
			c->output = optarg;
			break;
		case OPT_KEY:
			c->key = optarg;
			break;
		case OPT_LANG: /* main() has seen to it */
			break;
		case 'h':
			c->help = true;
			return 0;
		default:
			return usage_option(c->lang, cmd, opt, argv);
		}
	}
	if (optind < argc)
		c->index = argv[optind++];
	if (optind < argc)
		return usage_error(c->lang, cmd, "%s", tr(c->lang,
		    "引数が多すぎます", "too many arguments"));
	return 0;
}

static int
put_help(int argc, char **argv, enum shuhi_lang lang)
{
	static const char *const whole[] = { help_ja, help_en };
	const char *const *help = help_text(help_roster, argc, argv, whole);

	return print_help(lang, help[0], help[1]);
}

/* ---- keygen ------------------------------------------------------------- */

static int
keygen(int argc, char **argv, enum shuhi_lang lang)
{
	struct call c = { .lang = lang };
	struct shuhi_error err = { 0 };
	int rc = read_call(&c, "roster", argc, argv);

	if (rc != 0)
		return rc;
	if (c.help)
		return put_help(argc, argv, lang);
	if (c.output == NULL || c.index != NULL || c.key != NULL)
		return usage_error(lang, "roster", "%s", tr(lang,
		    "keygen には -o 鍵 だけを指定します",
		    "keygen takes -o KEY and nothing else"));
	if (key_make(c.output, &err) != 0) {
		engine_complain(lang, &err);
		return 2;
	}
	fprintf(stderr, tr(lang,
	    "%s: 鍵を作りました。なくすと索引は使えません。索引とは別の場所に\n"
	    "控えを取り、患者情報と同じように守ってください\n",
	    "%s: key made.  Without it indexes cannot be used: keep a copy, away\n"
	    "from them, and guard it as you guard patients' records\n"),
	    c.output);
	return 0;
}

/* ---- info --------------------------------------------------------------- */

static const char *
kind_name(enum shuhi_lang lang, enum roster_kind kind)
{
	static const char *const names[][2] = {
		[ROSTER_PATIENTS] = { "患者 (patients)", "patients" },
		[ROSTER_VIP] = { "特に守る患者 (vip)", "vip" },
		[ROSTER_STAFF] = { "職員 (staff)", "staff" },
	};

	return names[kind][lang];
}

static void
put_field(enum shuhi_lang lang, const char *ja, const char *en, uint32_t n)
{
	if (n > 0)
		printf(tr(lang, "  %s（%u 種類）\n", "  %s (%u different)\n"),
		    tr(lang, ja, en), (unsigned)n);
}

static void
put_key(enum shuhi_lang lang, const char *ja, const char *en, uint32_t n)
{
	if (n > 0)
		printf(tr(lang, "  %s（%u 件）\n", "  %s (%u)\n"),
		    tr(lang, ja, en), (unsigned)n);
}

static void
put_fields(enum shuhi_lang lang, const struct roster_info *i)
{
	const uint32_t *v = i->values, *k = i->keys;

	put_key(lang, "患者ID", "patient_id", k[RK_ID]);
	put_field(lang, "姓", "surname", v[RC_SURNAME]);
	put_field(lang, "名", "given_name", v[RC_GIVEN]);
	put_key(lang, "姓と名に分けられない氏名", "name, not split", k[RK_NAME]);
	put_field(lang, "カナ姓", "surname_kana", v[RC_KANA_SURNAME]);
	put_field(lang, "カナ名", "given_name_kana", v[RC_KANA_GIVEN]);
	put_field(lang, "生年月日", "birth_date", v[RC_BIRTH]);
	put_field(lang, "性別", "sex", v[RC_SEX]);
	put_key(lang, "電話番号", "phone", k[RK_PHONE]);
	put_key(lang, "メールアドレス", "email", k[RK_EMAIL]);
	put_field(lang, "郵便番号", "postal_code", v[RC_POSTAL]);
	put_field(lang, "住所（町名）", "address (town)", v[RC_TOWN]);
	put_key(lang, "住所（番地まで）", "address (house number)",
	    k[RK_ADDRESS]);
	put_field(lang, "保険者番号", "insurer_no", v[RC_INSURER]);
	put_key(lang, "被保険者番号", "insured_no", k[RK_INSURED]);
	put_field(lang, "病棟", "ward", v[RC_WARD]);
	put_field(lang, "病室", "room", v[RC_ROOM]);
	put_field(lang, "診療科", "department", v[RC_DEPARTMENT]);
	put_field(lang, "病名", "diagnosis", v[RC_DIAGNOSIS]);
	put_field(lang, "入院日", "admitted_on", v[RC_ADMITTED]);
	put_field(lang, "退院日", "discharged_on", v[RC_DISCHARGED]);
}

static void
put_exemptions(enum shuhi_lang lang, const struct roster_info *i)
{
	int s;

	fputs(tr(lang, "名簿にない姓:\n", "surnames that nobody has:\n"), stdout);
	for (s = 0; s < ROSTER_SCRIPTS; s++) {
		printf("  %s: ", script_name(lang, (enum roster_script)s));
		if (i->untold[s] == 0)
			puts(tr(lang, "患者として扱わない", "no patient's"));
		else
			printf(tr_many(lang, i->untold[s],
			    "患者かもしれない（その文字での氏名がわからない人が %u 人）\n",
			    "may be a patient's (%u person has no name in it)\n",
			    "may be a patient's (%u people have no name in it)\n"),
			    (unsigned)i->untold[s]);
	}
}

static void
put_info(enum shuhi_lang lang, const struct roster_info *i, bool proved)
{
	time_t built = i->built;
	char when[64] = "?";
	struct tm t;

	if (gmtime_r(&built, &t) != NULL)
		strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S UTC", &t);
	printf(tr(lang, "種類: %s\n", "kind:   %s\n"), kind_name(lang, i->kind));
	printf(tr(lang, "人数: %u\n", "people: %u\n"), (unsigned)i->people);
	printf(tr(lang, "日時: %s\n", "time:   %s\n"), when);
	printf(tr(lang, "大きさ: %llu バイト（1 人 %.1f）\n",
	    "size:   %llu bytes (%.1f a person)\n"),
	    (unsigned long long)i->size, (double)i->size / i->people);
	printf("%s\n", proved
	    ? tr(lang, "鍵: 合っています。索引は壊れていません",
	        "key:    fits, and the index is whole")
	    : tr(lang, "鍵: 確かめていません（--key 鍵）",
	        "key:    not asked for (--key KEY)"));
	fputs(tr(lang, "項目:\n", "fields:\n"), stdout);
	put_fields(lang, i);
	if (i->kind != ROSTER_STAFF)
		put_exemptions(lang, i);
}

static int
info(int argc, char **argv, enum shuhi_lang lang)
{
	struct call c = { .lang = lang };
	struct shuhi_error err = { 0 };
	struct roster_info i;
	struct roster *r = NULL;
	int rc = read_call(&c, "roster", argc, argv);

	if (rc != 0)
		return rc;
	if (c.help)
		return put_help(argc, argv, lang);
	if (c.index == NULL || c.output != NULL)
		return usage_error(lang, "roster", "%s", tr(lang,
		    "info には索引を 1 つ指定します", "info takes one index"));
	if (roster_look(c.index, &i, &err) != 0 ||
	    (c.key != NULL && roster_open(c.index, c.key, &r, &err) != 0)) {
		engine_complain(lang, &err);
		return 2;
	}
	roster_close(r);
	put_info(lang, &i, c.key != NULL);
	return finish_stdout(lang);
}

/* ---- which -------------------------------------------------------------- */

int
cmd_roster(int argc, char **argv, enum shuhi_lang lang)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (strcmp(what, "build") == 0)
		return cmd_roster_build(argc - 1, argv + 1, lang);
	if (strcmp(what, "keygen") == 0)
		return keygen(argc - 1, argv + 1, lang);
	if (strcmp(what, "info") == 0)
		return info(argc - 1, argv + 1, lang);
	if (what[0] == '-') { /* options before, or instead of, what to do */
		struct call c = { .lang = lang };
		int rc = read_call(&c, "roster", argc, argv);

		if (rc != 0 || c.help)
			return rc != 0 ? rc : put_help(argc, argv, lang);
	}
	return usage_error(lang, "roster", "%s", tr(lang,
	    "keygen・build・info のどれかを指定します",
	    "want one of keygen, build, info"));
}
