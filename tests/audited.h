/* What tests of the audit share: a log in a folder, records, a verdict on it. */
#ifndef SHUHI_TESTS_AUDITED_H
#define SHUHI_TESTS_AUDITED_H

#include "audit.h"
#include "auditverify.h"
#include "file.h"
#include "limit.h"
#include "dir.h"

static char log_file[128];
static struct shuhi_error err;

static int
open_log_dir(void **state)
{
	int rc = open_dir(state);

	snprintf(log_file, sizeof log_file, "%s/a.log", dir.path);
	return rc;
}

static inline struct audit *
log_open_as(const struct audit_config *config)
{
	struct audit *a = NULL;

	if (audit_open(config, &a, &err) != 0)
		fail_msg("%s (%s)", err.message, err.hint);
	return a;
}

static inline struct audit *
log_open(void)
{
	return log_open_as(&(struct audit_config){ .file = log_file,
	    .fsync_ms = 1000 });
}

static inline void
log_close(struct audit *a)
{
	assert_int_equal(audit_close(a, &err), 0);
}

static inline struct audit_record
post(void)
{
	return (struct audit_record){ .front = "proxy",
		.user = "sato@example.jp", .client = "192.0.2.7",
		.method = "POST", .host = SPAN("x.com"), .class_name = "sns",
		.verdict = SHUHI_BLOCK, .severity = SHUHI_SEVERITY_HIGH,
		.action = "block", .bytes = 280 };
}

static inline void
log_put(struct audit *a, size_t n)
{
	struct audit_record r = post();
	size_t i;

	for (i = 0; i < n; i++)
		assert_int_equal(audit_write(a, &r, false, &err), 0);
}

/* A log of so many posts (and its first line), closed. */
static inline void
log_of(size_t posts)
{
	struct audit *a = log_open();

	log_put(a, posts);
	log_close(a);
}

static inline struct span
log_bytes(const char *file)
{
	struct span s;
	char *data;

	assert_int_equal(
	    file_read(file, LIMIT_FILE, &data, &s.len, SHUHI_E_IO, &err), 0);
	s.ptr = data;
	return s;
}

/* Is it there, in the newest file? */
static inline bool
log_says(const char *text)
{
	struct span s = log_bytes(log_file);
	bool found = span_has(s, span_of(text));

	free((char *)s.ptr);
	return found;
}

/* ---- a verdict ---------------------------------------------------------- */

static struct audit_summary summary;
static struct audit_fault first_fault;

static inline void
note_fault(void *arg, const struct audit_fault *f)
{
	(void)arg;
	if (first_fault.kind == FAULT_NONE)
		first_fault = *f;
}

static inline int
verify_as(struct audit_verify_config c)
{
	char **files;
	size_t n;
	int rc;

	first_fault = (struct audit_fault){ .kind = FAULT_NONE };
	assert_int_equal(audit_files(log_file, &files, &n, &err), 0);
	c.files = (const char *const *)files;
	c.nfiles = n;
	c.tell = note_fault;
	rc = audit_verify(&c, &summary, &err);
	audit_files_free(files);
	return rc;
}

static inline void
expect_whole(uint64_t records)
{
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(first_fault.kind, FAULT_NONE);
	assert_int_equal(summary.faults, 0);
	assert_int_equal(summary.records, records);
}

static inline void
expect_fault(enum audit_fault_kind kind, uint64_t line)
{
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_true(summary.faults > 0);
	assert_int_equal(first_fault.kind, kind);
	assert_int_equal(first_fault.line, line);
}

static inline void
put_one(const struct audit_record *r)
{
	struct audit *a = log_open();

	assert_int_equal(audit_write(a, r, false, &err), 0);
	log_close(a);
}

#endif
