/* `shuhi scan`: paths to jobs, jobs to output, output to an exit code. */
#include <stdio.h>
#include <unistd.h>

#include "cli.h"
#include "format.h"
#include "json_in.h"
#include "pool.h"
#include "reader.h"
#include "scan_opts.h"
#include "walk.h"

static enum input
input_for(const struct scan_opts *o, const char *path)
{
	struct span name;

	if (o->input != INPUT_AUTO)
		return o->input;
	if (path == NULL)
		return INPUT_TEXT;
	name = span_of(path);
	return span_ends(name, SPAN(".jsonl")) ||
	        span_ends(name, SPAN(".ndjson"))
	    ? INPUT_JSONL : INPUT_TEXT;
}

static void
scan_path(struct scan *scan, struct pool *pool, const struct walk *w,
    const struct walk_file *f)
{
	const char *path = f->is_stdin ? NULL : walk_path(w, f);
	enum input input = input_for(scan->opts, path);
	struct job *job;

	if (input != INPUT_TEXT && f->error == 0) {
		reader_run(scan, pool, path, input, f->found);
		return;
	}
	job = pool_take(pool);
	job->kind = JOB_FILE;
	job->path = path;
	job->input = INPUT_TEXT;
	job->found = f->found;
	job->error = f->error;
	pool_submit(pool, job);
}

static void
scan_all(struct scan *scan, struct pool *pool, const struct walk *w)
{
	size_t i;

	for (i = 0; i < w->n && !atomic_load(&scan->stop); i++)
		scan_path(scan, pool, w, &w->files[i]);
	pool_drain(pool);
}

static int
find_files(const struct scan_opts *o, struct walk *w)
{
	size_t i;

	for (i = 0; i < o->npaths; i++)
		walk_add(w, o->paths[i]);
	if (o->npaths == 0)
		walk_add(w, "-");
	if (!w->failed)
		return 0;
	fputs(tr(o->lang, "shuhi: メモリーが足りません\n",
	    "shuhi: out of memory\n"), stderr);
	return -1;
}

/* 2 wins over 1. */
static int
exit_code(const struct scan *scan)
{
	const struct tally *t = &scan->tally;
	uint64_t found = t->verdicts[SHUHI_BLOCK];

	if (t->errors > 0)
		return 2;
	if (scan->opts->fail_on == SHUHI_REVIEW)
		found += t->verdicts[SHUHI_REVIEW];
	return found > 0 ? 1 : 0;
}

/* On a report for machines, people would miss that something is missing. */
static void
tell_errors(const struct scan *scan)
{
	if (scan->tally.errors == 0 || scan->opts->quiet ||
	    scan->opts->format == &format_human)
		return;
	fprintf(stderr, tr_many(scan->opts->lang, scan->tally.errors,
	    "shuhi: %llu 件を検査しきれませんでした\n",
	    "shuhi: %llu text could not be scanned in full\n",
	    "shuhi: %llu texts could not be scanned in full\n"),
	    (unsigned long long)scan->tally.errors);
}

/* *.jsonl may be what another program has exported. */
static void
tell_foreign(const struct scan *scan)
{
	if (scan->tally.foreign == 0 || scan->opts->quiet)
		return;
	fputs(tr(scan->opts->lang,
	    "shuhi: \"text\" のない JSON の行がありました。Mattermost や Zulip などの"
	    "書き出しは\n       --input text で検査してください\n",
	    "shuhi: there were lines of JSON without a \"text\"; scan what another "
	    "program\n       has exported (Mattermost, Zulip) with --input text\n"),
	    stderr);
}

static void
run(struct scan *scan, struct pool *pool, const struct walk *w)
{
	const struct format *format = scan->opts->format;

	if (!w->open_ended)
		scan->progress.total = w->bytes;
	scan->progress.texts = w->n;
	if (format->begin != NULL)
		format->begin(scan);
	scan_all(scan, pool, w);
	if (format->end != NULL && !atomic_load(&scan->stop))
		format->end(scan, progress_now() - scan->progress.began);
}

static int
finish(struct scan *scan)
{
	enum shuhi_lang lang = scan->opts->lang;

	progress_end(&scan->progress);
	buf_free(&scan->notes);
	if (out_close(&scan->out) != 0)
		return output_error(lang, scan->out.error);
	tell_errors(scan);
	tell_foreign(scan);
	return exit_code(scan);
}

static int
scan_with(const struct scan_opts *o, struct shuhi_scanner *scanner,
    const struct walk *w)
{
	struct scan scan = {
		.opts = o,
		.scanner = scanner,
		.out = { .fd = STDOUT_FILENO },
	};
	struct shuhi_error err;
	struct pool *pool;

	if (pool_open(&scan, &pool, &err) != 0) {
		engine_complain(o->lang, &err);
		return 2;
	}
	progress_begin(&scan.progress, o->progress, o->lang);
	run(&scan, pool, w);
	pool_close(pool);
	return finish(&scan);
}

int
cmd_scan(int argc, char **argv, enum shuhi_lang lang)
{
	struct shuhi_scanner *scanner = NULL;
	struct walk walk = { 0 };
	struct scan_opts opts;
	int rc;

	if (scan_opts_parse(&opts, argc, argv, lang, &rc) != 0)
		goto out;
	rc = 2;
	json_in_init();
	if (find_files(&opts, &walk) != 0)
		goto out;
	if ((rc = engine_open(&opts.engine, lang, &scanner)) == 0)
		rc = scan_with(&opts, scanner, &walk);
	shuhi_scanner_unref(scanner);
out:
	walk_free(&walk);
	scan_opts_free(&opts);
	return rc;
}
