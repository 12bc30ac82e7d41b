/* A log on a full disk, in a folder that is in the way, and after a crash. */
#include <sys/resource.h>
#include <sys/wait.h>

#include "audit.h"
#include "auditchain.h"
#include "auditfile.h"
#include "auditline.h"
#include "limit.h"

#include "audited.h"

/* ---- the disk ----------------------------------------------------------- */

static void
test_a_durable_record_is_in_the_head_at_once(void **state)
{
	struct audit *a = log_open();
	struct audit_record r = post();
	struct audit_head head;
	int fd;

	(void)state;
	assert_int_equal(audit_write(a, &r, true, &err), 0);
	fd = open(folder_file(dir, "a.log.head"), O_RDONLY);
	assert_true(audit_head_read(fd, NULL, &head));
	close(fd);
	log_close(a);
	assert_int_equal(head.seq, 1);
}

/* Else it and the next writer would each hold a lock of its own. */
static void
test_a_head_that_was_removed_is_made_anew_by_a_writer_at_work(void **state)
{
	const char *head = folder_file(dir, "a.log.head");
	struct audit *a = log_open();
	struct audit_record r = post();

	(void)state;
	assert_int_equal(unlink(head), 0);
	assert_int_equal(audit_write(a, &r, true, &err), 0);
	assert_int_equal(access(head, F_OK), 0);
	log_close(a);
}

static void
test_closing_brings_all_to_the_disk(void **state)
{
	struct audit *a = log_open();
	struct audit_head head;
	int fd;

	(void)state;
	log_put(a, 5);
	log_close(a);
	fd = open(folder_file(dir, "a.log.head"), O_RDONLY);
	assert_true(audit_head_read(fd, NULL, &head));
	close(fd);
	assert_int_equal(head.seq, 5);
}

static void
test_durable_writers_share_a_sync(void **state)
{
	struct audit *a = log_open();
	struct audit_counts counts;

	(void)state;
	log_put(a, 100);
	assert_int_equal(audit_check(a, &err), 0);
	audit_counts(a, &counts);
	log_close(a);
	assert_int_equal(counts.written, 101);
	assert_true(counts.synced <= 2);
}

/* No byte may be added beyond `bytes`; exits with what it was told. */
static void
write_until_full(rlim_t bytes)
{
	struct rlimit most = { bytes, RLIM_INFINITY };
	struct audit_record r = post();
	struct audit *a;
	int i, rc = 0;

	signal(SIGXFSZ, SIG_IGN);
	if (audit_open(&(struct audit_config){ .file = log_file,
	        .fsync_ms = 1000 }, &a, &err) != 0 ||
	    setrlimit(RLIMIT_FSIZE, &most) != 0)
		_exit(1);
	for (i = 0; i < 100 && rc == 0; i++)
		rc = audit_write(a, &r, false, &err);
	if (rc == 0 || err.code != SHUHI_E_IO)
		_exit(2);
	most.rlim_cur = RLIM_INFINITY;
	if (setrlimit(RLIMIT_FSIZE, &most) != 0 ||
	    audit_write(a, &r, false, &err) != 0)
		_exit(3);
	_exit(audit_close(a, &err) == 0 ? 0 : 4);
}

static void
verify_after_a_full_disk(void)
{
	int status;

	if (fork() == 0)
		write_until_full(3000);
	assert_true(wait(&status) > 0);
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
}

static void
test_a_full_disk_is_an_error_until_there_is_room_again(void **state)
{
	(void)state;
	verify_after_a_full_disk();
	assert_int_equal(summary.faults, 0);
}

static void
test_half_a_record_on_a_full_disk_is_taken_back(void **state)
{
	(void)state;
	verify_after_a_full_disk();
	assert_int_equal(summary.torn, 0);
}

static void
test_what_is_no_file_is_refused(void **state)
{
	struct audit *a = NULL;

	(void)state;
	folder_sub(dir, "a.log");
	assert_int_equal(audit_open(&(struct audit_config){ .file = log_file },
	                     &a, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
	assert_null(a);
}

static void
test_a_folder_that_is_not_there_is_an_error(void **state)
{
	struct audit *a = NULL;

	(void)state;
	assert_int_equal(audit_open(&(struct audit_config){
	                     .file = "/nonexistent/a.log" }, &a, &err), -1);
	assert_int_equal(err.code, SHUHI_E_IO);
}

static void
test_a_name_that_cannot_be_rotated_away_lets_the_file_grow(void **state)
{
	struct audit *a = log_open_as(&(struct audit_config){
	    .file = log_file, .rotate = 1500 });
	int i;

	(void)state;
	for (i = 0; i < 10; i++) {
		char name[64];

		snprintf(name, sizeof name, "a.log.%012d", i);
		folder_put(dir, name, SPAN("in the way"));
	}
	log_put(a, 6);
	log_close(a);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(summary.last.seq, 6);
}

static void
test_files_belong_to_whom_the_folder_belongs(void **state)
{
	struct stat folder, file;

	(void)state;
	/* only root can give it away, and then the next lines ask something */
	if (chown(dir.path, 65534, 65534) != 0)
		assert_int_not_equal(geteuid(), 0);
	log_of(1);
	assert_int_equal(stat(dir.path, &folder), 0);
	assert_int_equal(stat(log_file, &file), 0);
	assert_int_equal(file.st_uid, folder.st_uid);
	assert_int_equal(stat(folder_file(dir, "a.log.head"), &file), 0);
	assert_int_equal(file.st_uid, folder.st_uid);
	assert_int_equal(stat(folder_file(dir, "a.log.salt"), &file), 0);
	assert_int_equal(file.st_uid, folder.st_uid);
}

/* Append members that make a line of so many bytes (number 1, its newline too). */
static int
append_line_of(size_t bytes)
{
	struct chain_link link = { .seq = 1 };
	struct buf line = { 0 }, members = { 0 };
	struct audit_file f;
	int rc;

	buf_str(&members, "\"time\":\"\"");
	chain_seal(&line, NULL, &link, buf_view(&members));
	buf_fill(&members, ' ', bytes - line.len);
	assert_int_equal(
	    audit_file_open(&f, log_file, NULL, NULL, 0, &err), 0);
	rc = audit_file_append(&f, buf_view(&members), &line, &err);
	audit_file_close(&f);
	buf_free(&line);
	buf_free(&members);
	return rc;
}

static void
test_a_line_at_its_limit_is_written(void **state)
{
	struct stat before, after;

	(void)state;
	log_of(0);
	assert_int_equal(stat(log_file, &before), 0);
	assert_int_equal(append_line_of(LIMIT_AUDIT_LINE), 0);
	assert_int_equal(stat(log_file, &after), 0);
	assert_int_equal(after.st_size - before.st_size, LIMIT_AUDIT_LINE);
	log_of(1);
	expect_whole(3);
}

static void
test_a_line_beyond_its_limit_is_an_error(void **state)
{
	(void)state;
	log_of(0);
	assert_int_equal(append_line_of(LIMIT_AUDIT_LINE + 1), -1);
	assert_int_equal(err.code, SHUHI_E_LIMIT);
	log_of(1);
	expect_whole(2);
}

static void
put_justification_of(size_t bytes)
{
	struct audit_record r = post();
	char text[LIMIT_JUSTIFICATION + 1];

	memset(text, 'a', sizeof text);
	r.event = AUDIT_OVERRIDE;
	r.justification = (struct span){ text, bytes };
	r.justification_clean = true;
	put_one(&r);
}

static void
test_a_justification_at_its_limit_is_whole(void **state)
{
	(void)state;
	put_justification_of(LIMIT_JUSTIFICATION);
	assert_false(log_says("…"));
}

static void
test_a_justification_beyond_its_limit_is_cut(void **state)
{
	(void)state;
	put_justification_of(LIMIT_JUSTIFICATION + 1);
	assert_true(log_says("aa…\""));
}

/* ---- crashes ------------------------------------------------------------ */

static void
append_bytes(struct span s)
{
	int fd = open(log_file, O_WRONLY | O_APPEND);

	assert_int_equal(write(fd, s.ptr, s.len), s.len);
	close(fd);
}

static void
test_a_torn_line_is_closed_by_the_next_writer(void **state)
{
	(void)state;
	log_of(2);
	append_bytes(SPAN("{\"seq\":3,\"prev\":\"12"));
	log_of(1);
	expect_whole(5);
	assert_int_equal(summary.torn, 1);
	assert_true(log_says("\"type\":\"torn\""));
}

static void
test_a_torn_line_is_closed_by_a_writer_at_work(void **state)
{
	struct audit *a = log_open();

	(void)state;
	log_put(a, 1);
	append_bytes(SPAN("{\"seq\":2,\"pr"));
	log_put(a, 1);
	log_close(a);
	expect_whole(4);
}

static void
test_a_torn_line_nobody_closed_yet_is_no_fault(void **state)
{
	(void)state;
	log_of(2);
	append_bytes(SPAN("{\"seq\":3,"));
	expect_whole(3);
	assert_int_equal(summary.torn, 1);
}

/* The disk is full when a torn line must be closed, and then it is not. */
static void
close_torn_line_late(void)
{
	struct rlimit most = { 1, RLIM_INFINITY };
	struct audit_record r = post();
	struct audit *a;

	signal(SIGXFSZ, SIG_IGN);
	if (audit_open(&(struct audit_config){ .file = log_file,
	        .fsync_ms = 1000 }, &a, &err) != 0)
		_exit(1);
	append_bytes(SPAN("{\"seq\":3,\"pr"));
	if (setrlimit(RLIMIT_FSIZE, &most) != 0 ||
	    audit_write(a, &r, false, &err) == 0)
		_exit(2);
	most.rlim_cur = RLIM_INFINITY;
	if (setrlimit(RLIMIT_FSIZE, &most) != 0 ||
	    audit_write(a, &r, false, &err) != 0)
		_exit(3);
	_exit(audit_close(a, &err) == 0 ? 0 : 4);
}

static void
test_a_torn_line_that_could_not_be_closed_is_closed_later(void **state)
{
	int status;

	(void)state;
	log_of(2);
	if (fork() == 0)
		close_torn_line_late();
	assert_true(wait(&status) > 0);
	assert_int_equal(WEXITSTATUS(status), 0);
	expect_whole(5);
	assert_int_equal(summary.torn, 1);
}

static void
write_until_killed(int ready)
{
	struct audit_record r = post();
	struct audit *a;

	if (audit_open(&(struct audit_config){ .file = log_file,
	        .rotate = 20000, .fsync_ms = 1 }, &a, &err) != 0)
		_exit(1);
	for (;;) {
		if (audit_write(a, &r, false, &err) != 0 ||
		    write(ready, "x", 1) != 1)
			_exit(1);
	}
}

static void
test_killed_writers_leave_a_chain_that_goes_on(void **state)
{
	int round, pipes[2], status;
	char told[300];
	pid_t child;

	(void)state;
	for (round = 0; round < 10; round++) {
		assert_int_equal(pipe(pipes), 0);
		if ((child = fork()) == 0)
			write_until_killed(pipes[1]);
		assert_true(read(pipes[0], told, sizeof told) > 0);
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, &status, 0), child);
		close(pipes[0]);
		close(pipes[1]);
	}
	log_of(1);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(summary.faults, 0);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_log_dir, close_dir)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_a_durable_record_is_in_the_head_at_once),
		EACH(
		    test_a_head_that_was_removed_is_made_anew_by_a_writer_at_work),
		EACH(test_closing_brings_all_to_the_disk),
		EACH(test_durable_writers_share_a_sync),
		EACH(test_a_full_disk_is_an_error_until_there_is_room_again),
		EACH(test_half_a_record_on_a_full_disk_is_taken_back),
		EACH(test_what_is_no_file_is_refused),
		EACH(test_a_folder_that_is_not_there_is_an_error),
		EACH(
		    test_a_name_that_cannot_be_rotated_away_lets_the_file_grow),
		EACH(test_files_belong_to_whom_the_folder_belongs),
		EACH(test_a_line_at_its_limit_is_written),
		EACH(test_a_line_beyond_its_limit_is_an_error),
		EACH(test_a_justification_at_its_limit_is_whole),
		EACH(test_a_justification_beyond_its_limit_is_cut),
		EACH(test_a_torn_line_is_closed_by_the_next_writer),
		EACH(test_a_torn_line_is_closed_by_a_writer_at_work),
		EACH(test_a_torn_line_nobody_closed_yet_is_no_fault),
		EACH(
		    test_a_torn_line_that_could_not_be_closed_is_closed_later),
		EACH(test_killed_writers_leave_a_chain_that_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
