/* `shuhi proxy doctor`: is the gate shut where it should be? */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "doctor.h"

static const char help_ja[] =
    "使い方: shuhi proxy doctor [オプション]\n"
    "\n"
    "動いているプロキシ（c-icap と Squid）を、害のない試験の文章で端から端まで\n"
    "確かめ、具合の悪いところと直し方を示します。試験の送信も記録されます。\n"
    "\n"
    "例:\n"
    "  $ sudo -u c-icap shuhi proxy doctor --proxy 127.0.0.1:3128 \\\n"
    "        --tls x.com --ca /etc/squid/shuhi-ca.crt\n"
    "  ok c-icap が応答する\n"
    "  …\n"
    "  NG 検査されていない: サイト自身の証明書が見えている\n"
    "       -> このサイトへの送信は誰にも見られずに出ていきます。…\n"
    "\n"
    "オプション:\n"
    "  --policy ファイル       既定は /etc/shuhi/policy.yaml\n"
    "  --icap ホスト:ポート    既定は 127.0.0.1:1344\n"
    "  --service 名前          既定は shuhi\n"
    "  --proxy ホスト:ポート   Squid を通しても確かめる\n"
    "  --tls ホスト[:ポート]   Squid を通してこのサイトに TLS でつなぎ、中身が検査\n"
    "                          されるかを確かめる。試験の文章を送るのは、検査用の\n"
    "                          証明書を見てからだけ\n"
    "  --ca ファイル           検査用の CA の証明書（PEM）。既定は\n"
    "                          /etc/squid/shuhi-ca.crt。秘密鍵は要らない\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 すべてよい  1 具合の悪いところがある  2 指定が誤っている\n";
static const char help_en[] =
    "Usage: shuhi proxy doctor [OPTION]...\n"
    "\n"
    "Check a running proxy (c-icap and Squid) end to end with a harmless test text,\n"
    "and say what is wrong and what to do.  The test is recorded in the audit.\n"
    "\n"
    "Example:\n"
    "  $ sudo -u c-icap shuhi proxy doctor --proxy 127.0.0.1:3128 \\\n"
    "        --tls x.com --ca /etc/squid/shuhi-ca.crt\n"
    "  ok c-icap answers\n"
    "  ...\n"
    "  NG not inspected: the site's own certificate is shown\n"
    "       -> what is sent there goes out unseen: ...\n"
    "\n"
    "Options:\n"
    "  --policy FILE       default /etc/shuhi/policy.yaml\n"
    "  --icap HOST:PORT    default 127.0.0.1:1344\n"
    "  --service NAME      default shuhi\n"
    "  --proxy HOST:PORT   ask through Squid, too\n"
    "  --tls HOST[:PORT]   connect to this site by TLS through Squid: is what goes to\n"
    "                      it inspected?  The test text is sent only after the\n"
    "                      inspection's own certificate was seen\n"
    "  --ca FILE           certificate (PEM) of the CA that Squid inspects with;\n"
    "                      default /etc/squid/shuhi-ca.crt; no key is needed\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 all is well, 1 something is not, 2 the call was wrong\n";

enum {
	OPT_POLICY = 256,
	OPT_ICAP,
	OPT_SERVICE,
	OPT_PROXY,
	OPT_TLS,
	OPT_CA,
	OPT_LANG
};

static const struct option options[] = {
	{ "policy", required_argument, NULL, OPT_POLICY },
	{ "icap", required_argument, NULL, OPT_ICAP },
	{ "service", required_argument, NULL, OPT_SERVICE },
	{ "proxy", required_argument, NULL, OPT_PROXY },
	{ "tls", required_argument, NULL, OPT_TLS },
	{ "ca", required_argument, NULL, OPT_CA },
	{ "lang", required_argument, NULL, OPT_LANG },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

void
doctor_tell(struct doctor *d, bool well, const char *what, const char *todo)
{
	printf("%s %s\n", well ? "ok" : "NG", what);
	if (well)
		return;
	printf("     -> %s\n", todo);
	d->wrong++;
}

void
doctor_note(struct doctor *d, const char *what)
{
	(void)d;
	printf("-- %s\n", what);
}

int
doctor_cut(char *arg, const char **host, const char **port)
{
	char *colon = strrchr(arg, ':');

	if (colon == NULL || colon == arg || colon[1] == '\0')
		return -1;
	*colon = '\0';
	*port = colon + 1;
	if (arg[0] == '[' && colon[-1] == ']') {
		colon[-1] = '\0';
		arg++;
	}
	*host = arg;
	return 0;
}

/* "host:port", or a host alone, whose port is that of https. */
static int
cut_site(char *arg, const char **host, const char **port)
{
	if (strchr(arg, ':') != NULL)
		return doctor_cut(arg, host, port);
	*host = arg;
	*port = "443";
	return arg[0] == '\0' ? -1 : 0;
}

/* 0 go on, 1 help, 2 wrong */
static int
read_options(struct doctor *d, int argc, char **argv)
{
	int opt, rc = 0;

	while ((opt = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
		switch (opt) {
		case 'h':
			return 1;
		case OPT_LANG:
			break;
		case OPT_POLICY:
			d->file = optarg;
			break;
		case OPT_SERVICE:
			d->service = optarg;
			break;
		case OPT_ICAP:
			rc = doctor_cut(optarg, &d->host, &d->port);
			break;
		case OPT_PROXY:
			rc = doctor_cut(optarg, &d->proxy_host, &d->proxy_port);
			break;
		case OPT_TLS:
			rc = cut_site(optarg, &d->tls_host, &d->tls_port);
			break;
		case OPT_CA:
			d->ca = optarg;
			break;
		default:
			return usage_option(d->lang, "proxy", opt, argv);
		}
		if (rc != 0)
			return usage_error(d->lang, "proxy", "%s",
			    tr(d->lang, "ホスト:ポート と書いてください",
			        "write HOST:PORT"));
	}
	if (d->tls_host != NULL && d->proxy_host == NULL)
		return usage_error(d->lang, "proxy", "%s",
		    tr(d->lang, "--tls には --proxy も要ります",
		        "--tls needs --proxy, too"));
	return 0;
}

static int
doctor(struct doctor *d)
{
	doctor_policy(d);
	doctor_icap(d);
	doctor_proxy(d);
	doctor_tls(d);
	doctor_audit(d);
	doctor_files(d);
	doctor_metrics(d);
	policy_unref(d->policy);
	printf(tr(d->lang, "\n具合の悪いところ: %u\n", "\nwrong: %u\n"),
	    d->wrong);
	if (finish_stdout(d->lang) != 0)
		return 2;
	return d->wrong > 0;
}

int
cmd_proxy(int argc, char **argv, enum shuhi_lang lang)
{
	struct doctor d = {
		.lang = lang,
		.host = "127.0.0.1",
		.port = "1344",
		.service = "shuhi",
		.file = "/etc/shuhi/policy.yaml",
		.ca = "/etc/squid/shuhi-ca.crt",
	};
	int rc = read_options(&d, argc, argv);

	if (rc == 1)
		return print_help(lang, help_ja, help_en);
	if (rc != 0)
		return rc;
	if (argc - optind > 1 && strcmp(argv[optind], "doctor") == 0)
		return usage_error(lang, "proxy",
		    tr(lang, "余分な引数です: %s", "one argument too many: %s"),
		    argv[optind + 1]);
	if (argc - optind != 1 || strcmp(argv[optind], "doctor") != 0)
		return usage_error(lang, "proxy", "%s",
		    tr(lang, "doctor と書いてください", "say doctor"));
	return doctor(&d);
}
