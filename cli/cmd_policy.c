/* `shuhi policy check|show|explain`. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "engine.h"
#include "help.h"
#include "lang.h"
#include "out.h"
#include "policy_show.h"
#include "policyhost.h"
#include "seal.h"
#include "usual.h"

static const char help_ja[] =
    "使い方: shuhi policy check [--explain] [ファイル]\n"
    "        shuhi policy show [--hosts] [ファイル]\n"
    "        shuhi policy explain [--severity 重さ] ホスト[/パス] [ファイル]\n"
    "\n"
    "  check    方針を読んで確かめる。誤りは「ファイル:行:桁」と直し方で示す\n"
    "  show     実際に使われる内容を言葉で示す。--hosts は送信先の一覧も\n"
    "  explain  ある送信先への送信がどう扱われるかを示す\n"
    "\n"
    "ファイルを挙げなければ /etc/shuhi/policy.yaml、それもなければ付属の方針。\n"
    "\n"
    "例:\n"
    "  shuhi policy check /etc/shuhi/policy.yaml --explain\n"
    "  shuhi policy explain x.com --severity high\n"
    "  shuhi policy explain mail.google.com/chat\n"
    "\n"
    "オプション:\n"
    "  --explain           確かめたあと内容も示す（check）\n"
    "  --hosts             送信先の一覧も示す（show）\n"
    "  --severity 重さ     low, medium, high, critical のどれか（explain）\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 正しい  2 誤りがある、または指定が誤っている\n";

static const char help_en[] =
    "Usage: shuhi policy check [--explain] [FILE]\n"
    "       shuhi policy show [--hosts] [FILE]\n"
    "       shuhi policy explain [--severity S] HOST[/PATH] [FILE]\n"
    "\n"
    "  check    read a policy; mistakes as file:line:column with what to write\n"
    "  show     what is in force, in plain words; --hosts: all destinations, too\n"
    "  explain  what happens to what is sent to a host\n"
    "\n"
    "Without FILE: /etc/shuhi/policy.yaml or, if there is none, the shipped one.\n"
    "\n"
    "Examples:\n"
    "  shuhi policy check /etc/shuhi/policy.yaml --explain\n"
    "  shuhi policy explain x.com --severity high\n"
    "  shuhi policy explain mail.google.com/chat\n"
    "\n"
    "Options:\n"
    "  --explain           also show what is in force (check)\n"
    "  --hosts             also list the destinations (show)\n"
    "  --severity S        low, medium, high or critical (explain)\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 fine, 2 the policy is refused or the call was wrong\n";

enum { OPT_EXPLAIN = OPT_OWN, OPT_HOSTS, OPT_SEVERITY };

static const struct option options[] = {
	{ "explain", no_argument, NULL, OPT_EXPLAIN },
	{ "hosts", no_argument, NULL, OPT_HOSTS },
	{ "severity", required_argument, NULL, OPT_SEVERITY },
	{ "lang", required_argument, NULL, OPT_LANG },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct question {
	enum shuhi_lang lang;
	bool explain, hosts;
	enum shuhi_severity severity;
	const char *what, *file; /* file NULL: the usual one */
	struct span host, path;  /* host: in room */
	char room[HOST_ROOM];
};

static int
refuse(const struct question *q, const char *ja, const char *en)
{
	return usage_error(q->lang, "policy", "%s", tr(q->lang, ja, en));
}

/* ---- loading ------------------------------------------------------------ */

static int
load(const struct question *q, struct policy **p)
{
	struct shuhi_error err = { 0 };
	char *file = usual_policy(q->file, &err);
	int rc = file == NULL ? -1 : policy_load(file, p, &err);

	free(file);
	if (rc == 0)
		return 0;
	engine_complain(q->lang, &err);
	return 2;
}

/* A path of the policy that leads nowhere: the proxy would refuse to start. */
static int
miss(const struct question *q, const char *path)
{
	if (path == NULL || access(path, F_OK) == 0 || errno != ENOENT)
		return 0;
	fprintf(stderr, tr(q->lang, "shuhi: %s がありません\n",
	    "shuhi: there is no %s\n"), path);
	return 2;
}

/* What only the proxy's user may read is not ours to judge, and that is said. */
static bool
is_ours(const struct question *q, const char *path)
{
	if (path == NULL || access(path, R_OK) == 0)
		return path != NULL;
	if (errno == EACCES)
		fprintf(stderr, tr(q->lang,
		    "shuhi: %s は読む権限がないため確かめていません\n",
		    "shuhi: %s was not checked: you may not read it\n"), path);
	return false;
}

/* A key or a roster that is there and no use: the proxy would refuse to start. */
static int
check_key(const struct question *q, const char *path)
{
	struct shuhi_error err = { 0 };
	struct seal_key key;

	if (!is_ours(q, path))
		return 0;
	if (seal_key_read(path, &key, &err) != 0) {
		engine_complain(q->lang, &err);
		return 2;
	}
	seal_wipe(&key);
	return 0;
}

static int
check_roster(const struct question *q, const struct policy_roster *r)
{
	struct shuhi_roster *open = NULL;
	struct shuhi_error err = { 0 };

	if (!is_ours(q, r->index) || !is_ours(q, r->key))
		return 0;
	if (shuhi_roster_open(r->index, r->key, &open, &err) != 0) {
		engine_complain(q->lang, &err);
		return 2;
	}
	shuhi_roster_unref(open);
	return 0;
}

/* Rules and words of the hospital's own, as the proxy will load them. */
static int
check_words(const struct question *q, const struct policy_conf *c)
{
	const struct shuhi_config config = {
		.extra_rules = c->rules,
		.nextra_rules = c->nrules,
		.extra_dicts = c->dicts,
		.nextra_dicts = c->ndicts,
	};
	struct shuhi_scanner *scanner = NULL;
	struct shuhi_error err = { 0 };

	if (c->nrules + c->ndicts == 0)
		return 0;
	if (shuhi_scanner_open(&config, &scanner, &err) != 0) {
		engine_complain(q->lang, &err);
		return 2;
	}
	shuhi_scanner_unref(scanner);
	return 0;
}

/* The audit's file need not be there yet. */
static int
check_log(const struct question *q, const char *file)
{
	struct stat st;

	if (file == NULL || stat(file, &st) != 0 || S_ISREG(st.st_mode))
		return 0;
	fprintf(stderr, tr(q->lang, "shuhi: %s はファイルではありません\n",
	    "shuhi: %s is no file\n"), file);
	return 2;
}

static int
check_paths(const struct question *q, const struct policy_conf *c)
{
	int rc = check_log(q, c->audit.file) | miss(q, c->audit.key) |
	    check_key(q, c->audit.key) | miss(q, c->audit.departments);
	size_t i;

	for (i = 0; i < c->nrules; i++)
		rc |= miss(q, c->rules[i]);
	for (i = 0; i < c->ndicts; i++)
		rc |= miss(q, c->dicts[i]);
	for (i = 0; i < c->nrosters; i++)
		rc |= miss(q, c->rosters[i].index) |
		    miss(q, c->rosters[i].key) |
		    check_roster(q, &c->rosters[i]);
	return rc != 0 ? rc : check_words(q, c);
}

/* ---- answers ------------------------------------------------------------ */

static void
put_ok(struct buf *b, const struct policy *p, enum shuhi_lang lang)
{
	size_t i, k, hosts = 0;

	for (i = 0; i < policy_place_count(p); i++)
		for (k = 0;
		     policy_place_host(policy_place_at(p, i), k) != NULL; k++)
			hosts++;
	i = policy_place_count(p);
	buf_printf(b, tr_many(lang, i, "OK: 送信先 %zu 件",
	    "OK: %zu destination", "OK: %zu destinations"), i);
	buf_printf(b, tr_many(lang, hosts, "（ホスト %zu 件）", " (%zu host)",
	    " (%zu hosts)"), hosts);
	if (policy_conf(p)->monitor)
		buf_str(b, tr(lang, "。監視だけ: 何も止めません",
		    "; monitor mode: nothing is held"));
	buf_char(b, '\n');
}

static int
answer(const struct question *q, const struct policy *p)
{
	struct out out = { .fd = 1 };
	struct buf b = { 0 };
	int rc = 0;

	if (strcmp(q->what, "check") == 0 &&
	    (rc = check_paths(q, policy_conf(p))) == 0)
		put_ok(&b, p, q->lang);
	if (strcmp(q->what, "show") == 0 || (q->explain && rc == 0))
		policy_show(&b, p, q->lang);
	if (q->hosts)
		policy_show_places(&b, p, q->lang);
	if (strcmp(q->what, "explain") == 0)
		policy_show_host(
		    &b, p, q->lang, q->host, q->path, q->severity);
	out_put(&out, buf_view(&b));
	if (b.failed)
		out.buf.failed = true;
	buf_free(&b);
	return out_close(&out) == 0 ? rc : output_error(q->lang, out.error);
}

/* ---- the command line --------------------------------------------------- */

static int
take_severity(struct question *q, const char *name)
{
	int s;

	for (s = SHUHI_SEVERITY_LOW; s <= SHUHI_SEVERITY_CRITICAL; s++)
		if (!strcmp(name,
		        shuhi_severity_name((enum shuhi_severity)s))) {
			q->severity = (enum shuhi_severity)s;
			return 0;
		}
	return usage_error(q->lang, "policy",
	    "--severity low|medium|high|critical");
}

/* 0 to go on, -1 with the exit code in *rc. */
static int
parse(struct question *q, int argc, char **argv, int *rc)
{
	static const char *const whole[] = { help_ja, help_en };
	const char *const *help = help_text(help_policy, argc, argv, whole);
	int opt;

	opterr = 0;
	optind = 0;
	while ((opt = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
		*rc = 0;
		if (opt == OPT_EXPLAIN)
			q->explain = true;
		else if (opt == OPT_HOSTS)
			q->hosts = true;
		else if (opt == OPT_SEVERITY)
			*rc = take_severity(q, optarg);
		else if (opt == 'h')
			*rc = print_help(q->lang, help[0], help[1]);
		else if (opt != OPT_LANG)
			*rc = usage_option(q->lang, "policy", opt, argv);
		if (*rc != 0 || opt == 'h')
			return -1;
	}
	return 0;
}

static bool
known(const char *what)
{
	return strcmp(what, "check") == 0 || strcmp(what, "show") == 0 ||
	    strcmp(what, "explain") == 0;
}

/* A host as one meets it: also with a port, in capitals, or in a pasted URL. */
static int
take_host(struct question *q, const char *text)
{
	struct host_pattern pattern;
	struct span host = span_of(text);
	const char *scheme = strstr(text, "://"), *slash, *message, *hint;

	if (scheme != NULL)
		host = span_of(scheme + 3);
	q->path = SPAN("");
	if ((slash = memchr(host.ptr, '/', host.len)) != NULL) {
		q->path = span_of(slash);
		host.len = (size_t)(slash - host.ptr);
	}
	q->host = host_normal(host, q->room);
	if (host_pattern_parse(q->host, &pattern, &message, &hint) == 0)
		return 0;
	return usage_error(q->lang, "policy", "%s: %s: %s", text,
	    lang_message(q->lang, message), hint);
}

static int
run(struct question *q, int argc, char **argv)
{
	struct policy *p = NULL;
	int at = 1, rc;

	if (argc < 1 || !known(argv[0]))
		return refuse(q, "check・show・explain のどれかを指定してください",
		    "say check, show or explain");
	q->what = argv[0];
	if (strcmp(q->what, "explain") == 0) {
		if (argc < 2)
			return refuse(q, "ホストを挙げてください",
			    "which host?");
		if (take_host(q, argv[at++]) != 0)
			return 2;
	}
	if (at < argc)
		q->file = argv[at++];
	if (at < argc)
		return usage_error(q->lang, "policy", tr(q->lang,
		    "余分な引数です: %s", "one argument too many: %s"),
		    argv[at]);
	if ((rc = load(q, &p)) != 0)
		return rc;
	rc = answer(q, p);
	policy_unref(p);
	return rc;
}

int
cmd_policy(int argc, char **argv, enum shuhi_lang lang)
{
	struct question q = { .lang = lang };
	int rc = 2;

	if (parse(&q, argc, argv, &rc) != 0)
		return rc;
	return run(&q, argc - optind, argv + optind);
}
