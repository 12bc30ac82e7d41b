#include "audit_opts.h"

#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "guard_words.h"

enum {
	OPT_POLICY = OPT_OWN,
	OPT_KEY,
	OPT_PARTIAL,
	OPT_NO_HEAD,
	OPT_EXPECT,
	OPT_SINCE,
	OPT_UNTIL,
	OPT_USER,
	OPT_CLIENT,
	OPT_ACTION,
	OPT_HOST,
	OPT_CLASS,
	OPT_RULE,
	OPT_TYPE,
	OPT_FORMAT,
	OPT_DEPARTMENTS,
};

static const struct option options[] = {
	{ "policy", required_argument, NULL, OPT_POLICY },
	{ "key", required_argument, NULL, OPT_KEY },
	{ "partial", no_argument, NULL, OPT_PARTIAL },
	{ "no-head", no_argument, NULL, OPT_NO_HEAD },
	{ "expect", required_argument, NULL, OPT_EXPECT },
	{ "since", required_argument, NULL, OPT_SINCE },
	{ "until", required_argument, NULL, OPT_UNTIL },
	{ "user", required_argument, NULL, OPT_USER },
	{ "client", required_argument, NULL, OPT_CLIENT },
	{ "action", required_argument, NULL, OPT_ACTION },
	{ "host", required_argument, NULL, OPT_HOST },
	{ "class", required_argument, NULL, OPT_CLASS },
	{ "rule", required_argument, NULL, OPT_RULE },
	{ "type", required_argument, NULL, OPT_TYPE },
	{ "format", required_argument, NULL, OPT_FORMAT },
	{ "departments", required_argument, NULL, OPT_DEPARTMENTS },
	{ "lang", required_argument, NULL, OPT_LANG },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

/* ---- values ------------------------------------------------------------- */

static int
take_when(struct audit_opts *o, const char *text, bool until)
{
	time_t *to = until ? &o->filter.until : &o->filter.since;

	if (audit_when(text, until, time(NULL), to) == 0)
		return 0;
	return usage_error(o->lang, "audit", tr(o->lang,
	    "時刻を読めません: %s（2026-11-21、2026-11-21T18:30、24h、7d）",
	    "not a time: %s (2026-11-21, 2026-11-21T18:30, 24h, 7d)"), text);
}

/* SEQ:HASH as `audit verify` prints it. */
static int
take_expect(struct audit_opts *o, const char *text)
{
	char *end;

	o->expect = text;
	o->known.seq = strtoull(text, &end, 10);
	if (*text >= '0' && *text <= '9' && *end == ':' &&
	    seal_hex(span_of(end + 1), &o->known.hash) == 0)
		return 0;
	return usage_error(o->lang, "audit", "%s", tr(o->lang,
	    "--expect は 番号:ハッシュ（verify が表示するもの）です",
	    "--expect wants NUMBER:HASH, as verify prints them"));
}

/* The filters that are texts; NULL: another option. */
static const char **
filter_text(struct audit_opts *o, int opt)
{
	struct audit_filter *f = &o->filter;
	const char **const to[] = { &f->user, &f->client, &f->action, &f->host,
		&f->class_name, &f->rule, &f->type, &o->format,
		&o->departments };

	if (opt == OPT_POLICY)
		return &o->policy_file;
	if (opt == OPT_KEY)
		return &o->key;
	return opt < OPT_USER || opt > OPT_DEPARTMENTS ? NULL
	                                               : to[opt - OPT_USER];
}

static int
take(struct audit_opts *o, int opt, char **argv)
{
	const char **text = filter_text(o, opt);

	if (opt == OPT_ACTION && !word_is_action(optarg))
		return usage_error(o->lang, "audit", tr(o->lang,
		    "--action は allow・log・warn・block のどれかです: %s",
		    "--action is allow, log, warn or block, not %s"), optarg);
	if (opt == OPT_TYPE && !word_is_event(optarg))
		return usage_error(o->lang, "audit", tr(o->lang,
		    "--type は request・override・start などです: %s"
		    "（shuhi audit show --format jsonl の type）",
		    "--type is request, override, start ... (the type of "
		    "shuhi audit show --format jsonl), not %s"), optarg);
	if (text != NULL)
		*text = optarg;
	else if (opt == OPT_PARTIAL)
		o->partial = true;
	else if (opt == OPT_NO_HEAD)
		o->no_head = true;
	else if (opt == OPT_EXPECT)
		return take_expect(o, optarg);
	else if (opt == OPT_SINCE || opt == OPT_UNTIL)
		return take_when(o, optarg, opt == OPT_UNTIL);
	else if (opt != OPT_LANG)
		return usage_option(o->lang, "audit", opt, argv);
	return 0;
}

int
audit_opts_parse(struct audit_opts *o, int argc, char **argv,
    const char *const help[2], int *rc)
{
	int opt;

	opterr = 0;
	optind = 0;
	while ((opt = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
		if (opt == 'h') {
			*rc = print_help(o->lang, help[0], help[1]);
			return -1;
		}
		if ((*rc = take(o, opt, argv)) != 0)
			return -1;
	}
	return 0;
}

/* ---- files -------------------------------------------------------------- */

#define USUAL "/etc/shuhi/policy.yaml"

static int
complain(const struct audit_opts *o, const struct shuhi_error *err)
{
	engine_complain(o->lang, err);
	return 2;
}

/* Log, key and departments, as far as the call has not named them. */
static int
ask_policy(struct audit_opts *o, const char **file)
{
	const char *path = o->policy_file;
	struct shuhi_error err = { 0 };
	const struct policy_conf *c;

	if (path == NULL && (*file != NULL || access(USUAL, F_OK) != 0))
		return 0;
	if (policy_load(path != NULL ? path : USUAL, &o->policy, &err) != 0)
		return complain(o, &err);
	c = policy_conf(o->policy);
	if (*file == NULL)
		*file = c->audit.file;
	if (o->key == NULL)
		o->key = c->audit.key;
	if (o->departments == NULL)
		o->departments = c->audit.departments;
	return 0;
}

int
audit_opts_files(struct audit_opts *o, int argc, char **argv)
{
	const char *file = argc > 0 ? argv[0] : NULL;
	struct shuhi_error err = { 0 };
	int rc;

	if ((rc = ask_policy(o, &file)) != 0)
		return rc;
	if (file == NULL)
		return usage_error(o->lang, "audit", "%s", tr(o->lang,
		    "記録のファイルを挙げてください", "which file?"));
	if (argc > 1) {
		o->files = (const char *const *)argv;
		o->nfiles = (size_t)argc;
		return 0;
	}
	if (audit_files(file, &o->found, &o->nfiles, &err) != 0)
		return complain(o, &err);
	o->files = (const char *const *)o->found;
	return 0;
}

const struct policy *
audit_opts_policy(struct audit_opts *o)
{
	char file[4096 + sizeof "/policy.yaml"];
	struct shuhi_error err;

	if (o->policy != NULL || o->shipped != NULL)
		return o->policy != NULL ? o->policy : o->shipped;
	if (shuhi_data_dir(file, 4096, &err) != 0)
		return NULL;
	memcpy(file + strlen(file), "/policy.yaml", sizeof "/policy.yaml");
	if (policy_load(file, &o->shipped, &err) != 0)
		return NULL;
	return o->shipped;
}

const struct policy *
audit_opts_names(struct audit_opts *o)
{
	/* without it the names stay as they were recorded */
	return o->lang == SHUHI_LANG_JA ? NULL : audit_opts_policy(o);
}

void
audit_opts_free(struct audit_opts *o)
{
	audit_files_free(o->found);
	policy_unref(o->shipped);
	policy_unref(o->policy);
	*o = (struct audit_opts){ .lang = o->lang };
}

int
audit_opts_verify(const struct audit_opts *o,
    void (*tell)(void *, const struct audit_fault *), void *arg,
    struct audit_summary *out)
{
	struct audit_verify_config c = {
		.files = o->files,
		.nfiles = o->nfiles,
		.with_parts = o->found != NULL,
		.key = o->key,
		.partial = o->partial,
		.no_head = o->no_head,
		.expect = o->expect == NULL ? NULL : &o->known,
		.tell = tell,
		.arg = arg,
	};
	struct shuhi_error err = { 0 };

	return audit_verify(&c, out, &err) == 0 ? 0 : complain(o, &err);
}
