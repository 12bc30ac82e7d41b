/* `shuhi serve`: the kiosk. */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "cli.h"
#include "draft/serve.h"
#include "engine.h"
#include "json_in.h"
#include "serve_user.h"
#include "usual.h"

static const char help_ja[] =
    "使い方: shuhi serve [オプション]…\n"
    "\n"
    "投稿する前に確かめるページを開きます。ブラウザーで http://127.0.0.1:8787/\n"
    "を見てください。Ctrl-C で終わります。入力された文章は保存も記録も送信もしません。\n"
    "\n"
    "オプション:\n"
    "  --listen アドレス:ポート  既定は 127.0.0.1:8787。この端末の外から使うには\n"
    "                      --tls-cert・--tls-key・--users も要ります\n"
    "  --name ホスト       そのほかの呼び名（何度でも）\n"
    "  --tls-cert ファイル --tls-key ファイル   証明書と鍵（PEM）\n"
    "  --users ファイル    使える人の一覧\n"
    "  --add-user 名前     その一覧に加える（パスワードを尋ねます。上書きにも）\n"
    "  --policy ファイル   送信先ごとの方針（既定は policy コマンドと同じ）\n"
    "  --rate 回数         1 分間・1 アドレスあたりの上限（0 は上限なし）\n"
    "  --rules フォルダー  --dict フォルダー  --roster 索引  --roster-key 鍵\n"
    "  --cache フォルダー  --no-cache\n"
    "  --lang ja|en        この端末での表示と、言語を言わない相手への既定\n"
    "  -h, --help\n";

static const char help_en[] =
    "Usage: shuhi serve [OPTION]...\n"
    "\n"
    "A page to check a post before posting: http://127.0.0.1:8787/\n"
    "Ctrl-C ends it.  What is typed is not stored, logged or sent anywhere.\n"
    "\n"
    "Options:\n"
    "  --listen ADDR:PORT  default 127.0.0.1:8787; what others can reach demands\n"
    "                      --tls-cert, --tls-key and --users\n"
    "  --name HOST         we are called so, too (repeat)\n"
    "  --tls-cert FILE  --tls-key FILE   certificate and key (PEM)\n"
    "  --users FILE        who may use it\n"
    "  --add-user NAME     put somebody on that list (asks for a password; also to\n"
    "                      change one)\n"
    "  --policy FILE       what may go where (default: as shuhi policy)\n"
    "  --rate N            requests a minute and address (0: any)\n"
    "  --rules DIR  --dict DIR  --roster INDEX  --roster-key KEY\n"
    "  --cache DIR  --no-cache\n"
    "  --lang ja|en        of these messages, and for who asks for none\n"
    "  -h, --help\n";

enum { OPT_LISTEN = OPT_OWN, OPT_NAME, OPT_CERT, OPT_KEY, OPT_USERS,
	OPT_ADD_USER, OPT_POLICY, OPT_RATE };

static const struct option options[] = {
	ENGINE_OPTIONS,
	ROSTER_OPTIONS,
	{ "listen", required_argument, NULL, OPT_LISTEN },
	{ "name", required_argument, NULL, OPT_NAME },
	{ "tls-cert", required_argument, NULL, OPT_CERT },
	{ "tls-key", required_argument, NULL, OPT_KEY },
	{ "users", required_argument, NULL, OPT_USERS },
	{ "add-user", required_argument, NULL, OPT_ADD_USER },
	{ "policy", required_argument, NULL, OPT_POLICY },
	{ "rate", required_argument, NULL, OPT_RATE },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct served {
	enum shuhi_lang lang;
	struct engine_opts engine;
	struct serve_config config;
	const char **names;
	struct policy_roster *rosters;
	const char *policy;   /* as given, or NULL */
	const char *add_user; /* instead of serving, or NULL */
};

/* ---- running -------------------------------------------------------------- */

static void
note(const struct served *s, const char *ja, const char *en)
{
	fprintf(stderr, "shuhi serve: %s\n", tr(s->lang, ja, en));
}

static void
warn_of_nobody(const struct served *s, struct serve *serve)
{
	if (serve_lets_nobody_in(serve))
		note(s, "注意: 利用者の一覧に誰もいません。誰もログインできません（--add-user で加えてください）",
		    "warning: nobody is on the list of users, so nobody can log in "
		    "(--add-user adds one)");
}

static void
reload(const struct served *s, struct serve *serve)
{
	struct shuhi_error err = { 0 };

	if (serve_reload(serve, &err) == 0) {
		note(s, "読み直しました", "reloaded");
		warn_of_nobody(s, serve);
		return;
	}
	engine_complain(s->lang, &err);
	note(s, "これまでの規則と方針のまま続けます",
	    "going on with the rules and policy in force");
}

/* Until somebody ends it. */
static void
wait_for_signals(
    const struct served *s, struct serve *serve, const sigset_t *signals)
{
	int sig;

	while (sigwait(signals, &sig) == 0 && sig == SIGHUP)
		reload(s, serve);
}

/* A connection is a file: as many as may be. */
static void
allow_files(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return;
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
}

/* From any thread: one write, one line. */
static void
tell(void *arg, const char *route, const char *code, const char *message)
{
	const struct served *s = arg;

	fprintf(stderr, "shuhi serve: %s: %s: %s\n", route,
	    lang_code(s->lang, code), lang_message(s->lang, message));
}

static int
serve(struct served *s)
{
	struct shuhi_error err = { 0 };
	struct serve *serve;
	sigset_t signals;

	allow_files();
	sigemptyset(&signals);
	sigaddset(&signals, SIGHUP); /* waits until there is something to reload */
	sigprocmask(SIG_BLOCK, &signals, NULL);
	note(s, "準備しています", "getting ready");
	if (serve_open(&s->config, &serve, &err) != 0) {
		engine_complain(s->lang, &err);
		return 2;
	}
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	fprintf(stderr, tr(s->lang,
	    "shuhi serve: %s を開いてください（Ctrl-C で終わります）\n",
	    "shuhi serve: open %s (Ctrl-C ends it)\n"), serve_url(serve));
	warn_of_nobody(s, serve);
	wait_for_signals(s, serve, &signals);
	serve_close(serve);
	note(s, "終わりました", "ended");
	return 0;
}

/* ---- the command line ------------------------------------------------------ */

static int
take_rate(struct served *s, const char *arg)
{
	char *end;
	long n = strtol(arg, &end, 10);

	if (end == arg || *end != '\0' || n < 0 || n > 1000000)
		return usage_error(s->lang, "serve", "--rate 0 - 1000000");
	s->config.limits.rate = (unsigned)n;
	s->config.limits.any_rate = n == 0;
	return 0;
}

static int
take_option(struct served *s, int opt, char **argv)
{
	struct serve_config *c = &s->config;

	switch (opt) {
	case OPT_LISTEN:
		c->listen = optarg;
		return 0;
	case OPT_NAME:
		s->names[c->nnames++] = optarg;
		return 0;
	case OPT_CERT:
		c->cert = optarg;
		return 0;
	case OPT_KEY:
		c->key = optarg;
		return 0;
	case OPT_USERS:
		c->users = optarg;
		return 0;
	case OPT_ADD_USER:
		s->add_user = optarg;
		return 0;
	case OPT_LANG:
		c->lang_given = true; /* which one is known already */
		return 0;
	case OPT_POLICY:
		s->policy = optarg;
		return 0;
	case OPT_RATE:
		return take_rate(s, optarg);
	}
	return engine_option(&s->engine, opt, optarg)
	    ? 0 : usage_option(s->lang, "serve", opt, argv);
}

/* 0 to go on, -1 with the exit code in *rc. */
static int
parse(struct served *s, int argc, char **argv, int *rc)
{
	int opt;

	*rc = 0;
	opterr = 0;
	optind = 0;
	while ((opt = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
		if (opt == 'h') {
			*rc = print_help(s->lang, help_ja, help_en);
			return -1;
		}
		if ((*rc = take_option(s, opt, argv)) != 0)
			return -1;
	}
	if (optind == argc)
		return 0;
	*rc = usage_error(s->lang, "serve", tr(s->lang,
	    "余分な引数です: %s", "one argument too many: %s"), argv[optind]);
	return -1;
}

static void
settle_rosters(struct served *s)
{
	const struct engine_opts *e = &s->engine;
	size_t i;

	for (i = 0; i < e->nrosters; i++)
		s->rosters[i] = (struct policy_roster){ e->rosters[i],
			e->roster_keys[e->nroster_keys == 1 ? 0 : i] };
}

static int
settle_and_serve(struct served *s)
{
	struct shuhi_error err = { 0 };
	char *policy;
	int rc;

	if (engine_check_rosters(&s->engine, s->lang) != 0)
		return 2;
	settle_rosters(s);
	if ((policy = usual_policy(s->policy, &err)) == NULL) {
		engine_complain(s->lang, &err);
		return 2;
	}
	s->config.names = s->names;
	s->config.say = lang_message;
	s->config.tell = tell;
	s->config.arg = s;
	s->config.kit = (struct kit_config){
		.policy = policy,
		.cache = s->engine.cache,
		.rules = s->engine.rules,
		.nrules = s->engine.nrules,
		.dicts = s->engine.dicts,
		.ndicts = s->engine.ndicts,
		.rosters = s->rosters,
		.nrosters = s->engine.nrosters,
	};
	json_in_init();
	rc = serve(s);
	free(policy);
	return rc;
}

static int
add_user(const struct served *s)
{
	if (s->config.users == NULL)
		return usage_error(s->lang, "serve", "%s", tr(s->lang,
		    "--users で一覧のファイルも指定してください",
		    "say with --users which file"));
	return serve_add_user(s->lang, s->add_user, s->config.users);
}

int
cmd_serve(int argc, char **argv, enum shuhi_lang lang)
{
	struct served s = { .lang = lang };
	int rc = 2;

	s.config.listen = "127.0.0.1:8787";
	s.config.lang = lang;
	s.names = calloc((size_t)argc, sizeof *s.names);
	s.rosters = calloc((size_t)argc, sizeof *s.rosters);
	if (s.names == NULL || s.rosters == NULL ||
	    engine_opts_init(&s.engine, argc) != 0)
		rc = output_error(lang, ENOMEM);
	else if (parse(&s, argc, argv, &rc) == 0)
		rc = s.add_user != NULL ? add_user(&s) : settle_and_serve(&s);
	engine_opts_free(&s.engine);
	free(s.names);
	free(s.rosters);
	return rc;
}
