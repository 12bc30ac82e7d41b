/* shuhi: would this text give a patient away?  Dispatch and nothing else. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli.h"
#include "nearest.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv, enum shuhi_lang);
	const char *about[2]; /* by enum shuhi_lang */
};

static const struct command commands[] = {
	{
	    .name = "scan",
	    .run = cmd_scan,
	    .about = { "文章・ファイル・フォルダーを検査する",
	        "scan drafts, files and folders" },
	},
	{
	    .name = "serve",
	    .run = cmd_serve,
	    .about = { "投稿前に確かめるページを開く",
	        "a page to check a post before posting" },
	},
	{
	    .name = "rules",
	    .run = cmd_rules,
	    .about = { "規則を一覧する・確かめる・説明する",
	        "list, check and explain the rules" },
	},
	{
	    .name = "dict",
	    .run = cmd_dict,
	    .about = { "辞書の語を調べる・追加する",
	        "look words up, and import word lists" },
	},
	{
	    .name = "policy",
	    .run = cmd_policy,
	    .about = { "送信先ごとの方針を確かめる・説明する",
	        "check and explain what may go where" },
	},
	{
	    .name = "proxy",
	    .run = cmd_proxy,
	    .about = { "動いているプロキシを確かめる",
	        "check a running proxy" },
	},
	{
	    .name = "audit",
	    .run = cmd_audit,
	    .about = { "記録を確かめる・読む・集計する",
	        "verify, read and count the records" },
	},
	{
	    .name = "roster",
	    .run = cmd_roster,
	    .about = { "自院の患者一覧と照らし合わせる準備をする",
	        "make an index of the hospital's own patients" },
	},
};

#define NCOMMANDS (sizeof commands / sizeof commands[0])

static const char head_ja[] =
    "守秘 (shuhi) — 患者さんの情報が外へ出る前に見つけます。\n"
    "\n"
    "使い方: shuhi コマンド [オプション]… [引数]…\n"
    "\n"
    "コマンド:\n";
static const char head_en[] =
    "shuhi - finds what would give a patient away, before it leaves.\n"
    "\n"
    "Usage: shuhi COMMAND [OPTION]... [ARGUMENT]...\n"
    "\n"
    "Commands:\n";
static const char tail_ja[] =
    "\n"
    "共通のオプション:\n"
    "  --lang ja|en   表示の言語（既定はロケールによる）\n"
    "  --help         説明を表示する（shuhi help コマンド でも同じ）\n"
    "  --version      版を表示する\n"
    "\n"
    "例:\n"
    "  echo '今日、山田さんが肺炎で入院した' | shuhi scan\n"
    "  shuhi scan 申し送り.txt 退院サマリー/\n"
    "  shuhi help scan\n";
static const char tail_en[] =
    "\n"
    "Everywhere:\n"
    "  --lang ja|en   language of messages (default: by locale)\n"
    "  --help         explain (as does: shuhi help COMMAND)\n"
    "  --version      print the version\n"
    "\n"
    "Examples:\n"
    "  echo '今日、山田さんが肺炎で入院した' | shuhi scan\n"
    "  shuhi scan notes.txt exports/\n"
    "  shuhi help scan\n";

static void
put_help(FILE *to, enum shuhi_lang lang)
{
	size_t i;

	fputs(tr(lang, head_ja, head_en), to);
	for (i = 0; i < NCOMMANDS; i++)
		fprintf(to, "  %-7s %s\n", commands[i].name,
		    commands[i].about[lang]);
	fputs(tr(lang, tail_ja, tail_en), to);
}

static int
unknown_command(const char *name, enum shuhi_lang lang)
{
	const char *names[NCOMMANDS + 1] = { NULL }, *near;
	size_t i;

	for (i = 0; i < NCOMMANDS; i++)
		names[i] = commands[i].name;
	near = nearest(span_of(name), names);
	fprintf(stderr, tr(lang, "shuhi: %s というコマンドはありません。",
	    "shuhi: there is no command %s."), name);
	if (near != NULL)
		fprintf(stderr, tr(lang, "%s のことですか？",
		    " Did you mean %s?"), near);
	fputs(tr(lang, "\n使い方: shuhi --help\n", "\nTry: shuhi --help\n"),
	    stderr);
	return 2;
}

static int
run(const char *name, int argc, char **argv, enum shuhi_lang lang)
{
	size_t i;

	for (i = 0; i < NCOMMANDS; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return commands[i].run(argc, argv, lang);
	}
	return unknown_command(name, lang);
}

/* `shuhi help CMD SUB` is `shuhi CMD SUB --help`. */
static int
help(int argc, char **argv, enum shuhi_lang lang)
{
	char option[] = "--help";
	char *args[4] = { NULL };
	bool deeper;

	if (argc < 2) {
		put_help(stdout, lang);
		return finish_stdout(lang);
	}
	deeper = argc > 2 && argv[2][0] != '-';
	args[0] = argv[1];
	args[1] = deeper ? argv[2] : option;
	args[2] = deeper ? option : NULL;
	return run(argv[1], deeper ? 3 : 2, args, lang);
}

/* Options before the command: where the command stands, or -1 when done. */
static int
leading_options(int argc, char **argv, enum shuhi_lang lang, int *rc)
{
	int i;

	*rc = 0;
	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (strncmp(argv[i], "--lang=", 7) == 0)
			continue;
		if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc) {
			i++;
			continue;
		}
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0) {
			put_help(stdout, lang);
			*rc = finish_stdout(lang);
		} else if (strcmp(argv[i], "--version") == 0) {
			printf("shuhi %s\n", SHUHI_VERSION);
			*rc = finish_stdout(lang);
		} else {
			fprintf(stderr, tr(lang,
			    "shuhi: オプション %s は使えません\n"
			    "使い方: shuhi --help\n",
			    "shuhi: there is no option %s\n"
			    "Try: shuhi --help\n"), argv[i]);
			*rc = 2;
		}
		return -1;
	}
	return i;
}

/*
 * A closed standard stream is opened the wrong way round, so that it stays an
 * error to use it and no file of ours can slip into its place.
 */
static void
keep_standard_streams(void)
{
	int fd, mode;

	for (fd = 0; fd <= 2; fd++) {
		mode = fd == 0 ? O_WRONLY : O_RDONLY;
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", mode) != fd)
			_exit(2);
	}
}

/* What was scanned lives in this memory: no core, no debugger. */
static void
keep_memory_private(void)
{
	const struct rlimit none = { 0, 0 };

	prctl(PR_SET_DUMPABLE, 0);
	setrlimit(RLIMIT_CORE, &none);
}

int
main(int argc, char **argv)
{
	enum shuhi_lang lang;
	int at, rc;

	keep_standard_streams();
	keep_memory_private();
	signal(SIGPIPE, SIG_IGN); /* a failed write has an exit code */
	signal(SIGXFSZ, SIG_IGN); /* and so has one past `ulimit -f` */
	if (lang_choose(argc, argv, &lang) != 0)
		return usage_error(lang, "", "%s", tr(lang,
		    "--lang は ja か en です", "--lang is ja or en"));
	if ((at = leading_options(argc, argv, lang, &rc)) < 0)
		return rc;
	if (at >= argc) {
		put_help(stderr, lang);
		return 2;
	}
	if (strcmp(argv[at], "help") == 0)
		return help(argc - at, argv + at, lang);
	return run(argv[at], argc - at, argv + at, lang);
}
