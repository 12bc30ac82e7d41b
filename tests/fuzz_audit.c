/*
 * Any bytes can lie where the audit should be: the verifier says what is wrong, a
 * writer goes on behind them, and what it then writes is found whole while what was
 * wrong stays wrong.
 */
#include "audit.h"
#include "auditfile.h"
#include "auditverify.h"
#include "fuzzfile.h"

static char head[96];

static void
drop_head(void)
{
	unlink(head);
}

static void
open_log(void)
{
	open_file("a.log");
	snprintf(head, sizeof head, "%s.head", file);
	atexit(drop_head); /* before the folder goes */
}

struct tally {
	uint64_t all, lasting;
};

/* That nothing is in it is over with the first record. */
static void
count(void *arg, const struct audit_fault *f)
{
	struct tally *n = arg;

	check(f->kind != FAULT_NONE && f->file != NULL);
	n->all++;
	n->lasting += f->kind != FAULT_EMPTY;
}

/* Faults that last, but the missing head; UINT64_MAX: another key's. */
static uint64_t
faults(struct audit_summary *s)
{
	const char *files[] = { file };
	struct tally n = { 0 };
	struct audit_verify_config c = { .files = files, .nfiles = 1,
		.partial = true, .no_head = true, .tell = count, .arg = &n };
	struct shuhi_error err = { 0 };

	if (audit_verify(&c, s, &err) != 0)
		return UINT64_MAX;
	check(s->faults == n.all);
	return n.lasting;
}

/* One record more, by a writer that finds the file as it is. */
static void
append(void)
{
	struct shuhi_error err = { 0 };
	struct audit_file f;
	struct buf line = { 0 }, members = { 0 };

	check(audit_file_open(&f, file, NULL, NULL, 0, &err) == 0);
	audit_put_time(&members);
	buf_str(&members, ",\"type\":\"check\"");
	check(audit_file_append(&f, buf_view(&members), &line, &err) == 0);
	check(audit_file_head(&f, &f.tail, &err) == 0);
	buf_free(&line);
	buf_free(&members);
	audit_file_close(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct audit_summary before, after;
	uint64_t n;

	if (file[0] == '\0')
		open_log();
	put(data, size);
	drop_head();
	n = faults(&before);
	if (n == UINT64_MAX) /* the writer begins another file for its key */
		return 0;
	append();
	check(faults(&after) >= n);
	check(after.any && after.records > 0);
	/* what was written now is good: a second writer finds nothing to close */
	n = after.faults;
	append();
	check(faults(&before) == n);
	check(before.records == after.records + 1);
	return 0;
}
