#include "../capture/auditverify.c" /* statics included on purpose */
#include "audited.h"

#define POSTS 4 /* a log of five lines */

static struct span whole;

static int
open_log(void **state)
{
	open_log_dir(state);
	log_of(POSTS);
	whole = log_bytes(log_file);
	return 0;
}

static int
close_log(void **state)
{
	free((char *)whole.ptr);
	return close_dir(state);
}

/* [from, to) of line i, counted from 0, with its newline. */
static struct span
line_of(size_t i)
{
	struct span rest = whole;
	size_t n;

	for (;; i--) {
		n = (size_t)((char *)memchr(rest.ptr, '\n', rest.len) -
		        rest.ptr) + 1;
		if (i == 0)
			return span_sub(rest, 0, n);
		rest = span_sub(rest, n, rest.len);
	}
}

/* The log, made of these lines of its own. */
static void
write_lines(const size_t *lines, size_t n)
{
	FILE *f = fopen(log_file, "w");
	struct span s;
	size_t i;

	for (i = 0; i < n; i++) {
		s = line_of(lines[i]);
		assert_int_equal(fwrite(s.ptr, 1, s.len, f), s.len);
	}
	assert_int_equal(fclose(f), 0);
}

static void
test_an_untouched_log_is_whole(void **state)
{
	(void)state;
	expect_whole(POSTS + 1);
	assert_int_equal(summary.last.seq, POSTS);
}

static void
test_every_flipped_byte_is_found(void **state)
{
	size_t i;
	int fd, rc;
	char c;

	(void)state;
	for (i = 0; i < whole.len; i++) {
		fd = open(log_file, O_WRONLY);
		c = (char)(whole.ptr[i] ^ 1);
		assert_int_equal(pwrite(fd, &c, 1, (off_t)i), 1);
		rc = verify_as((struct audit_verify_config){ 0 });
		if (rc == 0 && summary.faults == 0)
			fail_msg("byte %zu was changed unseen", i);
		assert_int_equal(pwrite(fd, &whole.ptr[i], 1, (off_t)i), 1);
		close(fd);
	}
	expect_whole(POSTS + 1);
}

static void
test_an_edit_is_told_with_its_line(void **state)
{
	size_t at = (size_t)((char *)memmem(line_of(2).ptr, line_of(2).len,
	    "block", 5) - whole.ptr);
	int fd = open(log_file, O_WRONLY);

	(void)state;
	assert_int_equal(pwrite(fd, "allow", 5, (off_t)at), 5);
	close(fd);
	expect_fault(FAULT_EDITED, 3);
	assert_int_equal(summary.faults, 1);
	assert_int_equal(first_fault.seq, 2);
}

static void
test_a_removed_line_is_found(void **state)
{
	(void)state;
	write_lines((const size_t[]){ 0, 1, 3, 4 }, 4);
	expect_fault(FAULT_ORDER, 3);
	assert_int_equal(first_fault.want, 2);
	assert_int_equal(first_fault.seq, 3);
}

static void
test_swapped_lines_are_found(void **state)
{
	(void)state;
	write_lines((const size_t[]){ 0, 2, 1, 3, 4 }, 5);
	expect_fault(FAULT_ORDER, 2);
}

static void
test_a_line_said_twice_is_found(void **state)
{
	(void)state;
	write_lines((const size_t[]){ 0, 1, 1, 2, 3, 4 }, 6);
	expect_fault(FAULT_ORDER, 3);
}

static void
test_a_missing_first_line_is_found(void **state)
{
	(void)state;
	write_lines((const size_t[]){ 1, 2, 3, 4 }, 4);
	expect_fault(FAULT_BEGIN, 1);
}

static void
test_a_missing_first_line_is_fine_for_a_part(void **state)
{
	(void)state;
	write_lines((const size_t[]){ 1, 2, 3, 4 }, 4);
	assert_int_equal(
	    verify_as((struct audit_verify_config){ .partial = true }), 0);
	assert_int_equal(summary.faults, 0);
}

static void
test_a_line_of_no_record_is_found(void **state)
{
	(void)state;
	folder_put(dir, "a.log", SPAN("hello\n"));
	expect_fault(FAULT_GARBLED, 1);
}

static void
test_every_cut_is_found(void **state)
{
	size_t n;

	(void)state;
	for (n = whole.len; n-- > 0;) {
		assert_int_equal(truncate(log_file, (off_t)n), 0);
		assert_int_equal(
		    verify_as((struct audit_verify_config){ 0 }), 0);
		if (first_fault.kind != FAULT_CUT)
			fail_msg("a cut at byte %zu is not seen", n);
	}
}

static void
test_a_cut_tells_what_is_missing(void **state)
{
	(void)state;
	write_lines((const size_t[]){ 0, 1, 2 }, 3);
	expect_fault(FAULT_CUT, 0);
	assert_int_equal(first_fault.seq, 2);
	assert_int_equal(first_fault.want, POSTS);
}

static void
test_a_missing_head_is_told(void **state)
{
	(void)state;
	assert_int_equal(unlink(folder_file(dir, "a.log.head")), 0);
	expect_fault(FAULT_HEAD_MISSING, 0);
}

static void
test_a_missing_head_is_fine_when_told_so(void **state)
{
	(void)state;
	assert_int_equal(unlink(folder_file(dir, "a.log.head")), 0);
	assert_int_equal(
	    verify_as((struct audit_verify_config){ .no_head = true }), 0);
	assert_int_equal(summary.faults, 0);
}

static void
test_every_flipped_byte_of_the_head_is_found(void **state)
{
	struct span head = log_bytes(folder_file(dir, "a.log.head"));
	size_t i;
	char c;
	int fd;

	(void)state;
	for (i = 0; i < head.len; i++) {
		fd = open(folder_file(dir, "a.log.head"), O_WRONLY);
		c = (char)(head.ptr[i] ^ 1);
		assert_int_equal(pwrite(fd, &c, 1, (off_t)i), 1);
		assert_int_equal(
		    verify_as((struct audit_verify_config){ 0 }), 0);
		if (summary.faults == 0)
			fail_msg("byte %zu was changed unseen", i);
		assert_int_equal(pwrite(fd, &head.ptr[i], 1, (off_t)i), 1);
		close(fd);
	}
	free((char *)head.ptr);
}

static void
test_a_writer_that_finds_the_tail_cut_says_so_for_good(void **state)
{
	(void)state;
	write_lines((const size_t[]){ 0, 1 }, 2);
	log_of(3);
	expect_fault(FAULT_DAMAGED, 3);
	assert_string_equal(first_fault.what, "tail");
}

static void
test_a_writer_at_work_notices_a_cut(void **state)
{
	struct audit *a = log_open();

	(void)state;
	log_put(a, 1);
	assert_int_equal(truncate(log_file, (off_t)whole.len), 0);
	log_put(a, 1);
	log_close(a);
	expect_fault(FAULT_DAMAGED, POSTS + 2);
	assert_string_equal(first_fault.what, "tail");
}

static void
test_a_writer_that_finds_the_last_line_edited_says_so(void **state)
{
	int fd = open(log_file, O_WRONLY);

	(void)state;
	assert_int_equal(pwrite(fd, "X", 1, (off_t)whole.len - 90), 1);
	close(fd);
	log_of(1);
	expect_fault(FAULT_EDITED, POSTS + 1);
	assert_true(log_says("\"type\":\"damaged\",\"key\":\"none\",\"what\":"
	                     "\"line\""));
}

static void
test_a_writer_that_finds_no_log_but_its_head_says_so(void **state)
{
	(void)state;
	assert_int_equal(unlink(log_file), 0);
	log_of(1);
	expect_fault(FAULT_DAMAGED, 1);
	assert_string_equal(first_fault.what, "file");
}

static void
test_a_writer_that_finds_a_log_without_head_says_so(void **state)
{
	(void)state;
	assert_int_equal(unlink(folder_file(dir, "a.log.head")), 0);
	log_of(1);
	expect_fault(FAULT_DAMAGED, POSTS + 2);
	assert_string_equal(first_fault.what, "head");
}

static void
test_a_writer_that_finds_a_forged_head_says_so(void **state)
{
	int fd = open(folder_file(dir, "a.log.head"), O_WRONLY);

	(void)state;
	assert_int_equal(pwrite(fd, "9", 1, 19), 1); /* far in the future */
	close(fd);
	log_of(1);
	expect_fault(FAULT_DAMAGED, POSTS + 2);
	assert_string_equal(first_fault.what, "head");
	/* and it is a good one again */
	assert_int_equal(summary.faults, 1);
}

static void
test_a_writer_that_finds_the_last_record_replaced_says_so(void **state)
{
	struct span head = log_bytes(folder_file(dir, "a.log.head"));
	struct audit_record other = post();
	struct audit *a;

	(void)state;
	assert_int_equal(unlink(log_file), 0);
	assert_int_equal(unlink(folder_file(dir, "a.log.head")), 0);
	a = log_open();
	log_put(a, POSTS - 1);
	other.action = "allow";
	assert_int_equal(audit_write(a, &other, false, &err), 0);
	log_close(a);
	folder_put(dir, "a.log.head", head);
	free((char *)head.ptr);
	log_of(1);
	expect_fault(FAULT_DAMAGED, POSTS + 2);
	assert_string_equal(first_fault.what, "tail");
}

static void
test_a_log_nobody_can_read_goes_on_behind_its_head(void **state)
{
	(void)state;
	folder_put(dir, "a.log", SPAN("nonsense\n"));
	log_of(1);
	expect_fault(FAULT_GARBLED, 1);
	assert_int_equal(summary.last.seq, POSTS + 2);
}

/* As whoever may write the file can, where it is chained without a key. */
static void
test_a_record_written_anew_is_found_by_the_next(void **state)
{
	struct chain_link link = { .seq = 2 }, before;
	struct buf b = { 0 };
	struct span l = line_of(1);

	(void)state;
	assert_int_equal(chain_open(span_sub(l, 0, l.len - 1), NULL, &before),
	    CHAIN_GOOD);
	link.prev = before.hash;
	buf_span(&b, line_of(0));
	buf_span(&b, line_of(1));
	chain_seal(&b, NULL, &link, SPAN("\"time\":\"t\",\"type\":\"check\""));
	buf_span(&b, line_of(3));
	buf_span(&b, line_of(4));
	folder_put(dir, "a.log", buf_view(&b));
	buf_free(&b);
	expect_fault(FAULT_ORDER, 4);
	assert_int_equal(summary.faults, 1);
}

/* The writer that closes a torn line adds one newline, and nobody adds more. */
static void
test_a_byte_more_behind_a_torn_line_is_found(void **state)
{
	struct buf b = { 0 };
	struct span closed;
	const char *torn = "{\"seq\":", *at;

	(void)state;
	buf_span(&b, whole);
	buf_str(&b, torn);
	folder_put(dir, "a.log", buf_view(&b));
	buf_free(&b);
	log_of(1);
	expect_whole(POSTS + 3);
	closed = log_bytes(log_file);
	at = closed.ptr + whole.len + strlen(torn);
	buf_put(&b, closed.ptr, (size_t)(at - closed.ptr));
	buf_char(&b, 'x');
	buf_put(&b, at, closed.len - (size_t)(at - closed.ptr));
	folder_put(dir, "a.log", buf_view(&b));
	buf_free(&b);
	free((char *)closed.ptr);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_true(summary.faults > 0);
}

/* ---- what was noted elsewhere ------------------------------------------- */

static struct audit_known
known_now(void)
{
	expect_whole(POSTS + 1);
	return summary.last;
}

static void
test_a_noted_record_that_is_there_is_fine(void **state)
{
	struct audit_known noted = known_now();

	(void)state;
	log_of(2);
	assert_int_equal(
	    verify_as((struct audit_verify_config){ .expect = &noted }), 0);
	assert_int_equal(summary.faults, 0);
}

/* Log and head put back to an older state together fit each other. */
static void
test_an_older_state_put_back_is_found_by_what_was_noted(void **state)
{
	struct span head = log_bytes(folder_file(dir, "a.log.head"));
	struct audit_known noted;

	(void)state;
	log_of(2);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	noted = summary.last;
	folder_put(dir, "a.log", whole);
	folder_put(dir, "a.log.head", head);
	free((char *)head.ptr);
	expect_whole(POSTS + 1);
	assert_int_equal(
	    verify_as((struct audit_verify_config){ .expect = &noted }), 0);
	assert_int_equal(first_fault.kind, FAULT_CUT);
}

static void
test_a_noted_record_that_is_another_one_is_told(void **state)
{
	struct audit_known noted = known_now();

	(void)state;
	noted.hash.byte[0] ^= 1;
	assert_int_equal(
	    verify_as((struct audit_verify_config){ .expect = &noted }), 0);
	assert_int_equal(first_fault.kind, FAULT_EXPECT);
}

/* ---- several files ------------------------------------------------------ */

static int
open_parts(void **state)
{
	struct audit *a;

	open_log(state);
	a = log_open_as(&(struct audit_config){ .file = log_file,
	    .rotate = 1000, .fsync_ms = 1000 });
	log_put(a, 9);
	log_close(a);
	return 0;
}

/* The names of the parts, oldest first; the i-th is moved out of the way. */
static void
take_away(size_t i)
{
	char **files;
	size_t n;

	assert_int_equal(audit_files(log_file, &files, &n, &err), 0);
	assert_true(n > 3);
	assert_int_equal(unlink(files[i]), 0);
	audit_files_free(files);
}

static void
test_parts_are_one_chain(void **state)
{
	(void)state;
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(summary.faults, 0);
	assert_int_equal(summary.records, summary.last.seq + 1);
}

static void
test_a_missing_part_in_the_middle_is_found(void **state)
{
	(void)state;
	take_away(1);
	expect_fault(FAULT_ORDER, 1);
}

static void
test_a_missing_first_part_is_found(void **state)
{
	(void)state;
	take_away(0);
	expect_fault(FAULT_BEGIN, 1);
}

static void
test_a_missing_last_part_is_found(void **state)
{
	char **files;
	size_t n;

	(void)state;
	assert_int_equal(audit_files(log_file, &files, &n, &err), 0);
	assert_int_equal(rename(files[n - 2], log_file), 0);
	audit_files_free(files);
	expect_fault(FAULT_CUT, 0);
}

static void
test_a_part_that_ends_in_the_middle_of_a_line_is_found(void **state)
{
	char **files;
	size_t n;
	int fd;

	(void)state;
	assert_int_equal(audit_files(log_file, &files, &n, &err), 0);
	fd = open(files[0], O_WRONLY | O_APPEND);
	assert_int_equal(write(fd, "x", 1), 1);
	close(fd);
	audit_files_free(files);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(first_fault.kind, FAULT_GARBLED);
}

/* What a crash between the two steps of a rotation leaves. */
static void
test_a_second_name_of_the_log_is_no_part_of_it(void **state)
{
	(void)state;
	assert_int_equal(
	    link(log_file, folder_file(dir, "a.log.000000000004")), 0);
	expect_whole(POSTS + 1);
}

static void
test_a_second_name_is_gone_after_the_next_rotation(void **state)
{
	struct audit *a;

	(void)state;
	assert_int_equal(
	    link(log_file, folder_file(dir, "a.log.000000000003")), 0);
	a = log_open_as(&(struct audit_config){ .file = log_file,
	    .rotate = whole.len, .fsync_ms = 1000 });
	log_put(a, 3);
	log_close(a);
	assert_int_equal(
	    access(folder_file(dir, "a.log.000000000003"), F_OK), -1);
	assert_int_equal(verify_as((struct audit_verify_config){ 0 }), 0);
	assert_int_equal(summary.faults, 0);
}

static void
test_a_log_somebody_touched_into_being_begins_like_any(void **state)
{
	(void)state;
	assert_int_equal(unlink(log_file), 0);
	assert_int_equal(unlink(folder_file(dir, "a.log.head")), 0);
	folder_put(dir, "a.log", SPAN(""));
	log_of(1);
	expect_whole(2);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_log, close_log)
#define PARTS(test) \
	cmocka_unit_test_setup_teardown(test, open_parts, close_log)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_an_untouched_log_is_whole),
		EACH(test_every_flipped_byte_is_found),
		EACH(test_an_edit_is_told_with_its_line),
		EACH(test_a_removed_line_is_found),
		EACH(test_swapped_lines_are_found),
		EACH(test_a_line_said_twice_is_found),
		EACH(test_a_missing_first_line_is_found),
		EACH(test_a_missing_first_line_is_fine_for_a_part),
		EACH(test_a_line_of_no_record_is_found),
		EACH(test_every_cut_is_found),
		EACH(test_a_cut_tells_what_is_missing),
		EACH(test_a_missing_head_is_told),
		EACH(test_a_missing_head_is_fine_when_told_so),
		EACH(test_every_flipped_byte_of_the_head_is_found),
		EACH(test_a_writer_that_finds_the_tail_cut_says_so_for_good),
		EACH(test_a_writer_at_work_notices_a_cut),
		EACH(test_a_writer_that_finds_the_last_line_edited_says_so),
		EACH(test_a_writer_that_finds_no_log_but_its_head_says_so),
		EACH(test_a_writer_that_finds_a_log_without_head_says_so),
		EACH(test_a_writer_that_finds_a_forged_head_says_so),
		EACH(test_a_log_nobody_can_read_goes_on_behind_its_head),
		EACH(test_a_noted_record_that_is_there_is_fine),
		EACH(test_an_older_state_put_back_is_found_by_what_was_noted),
		EACH(test_a_noted_record_that_is_another_one_is_told),
		EACH(test_a_second_name_of_the_log_is_no_part_of_it),
		EACH(test_a_second_name_is_gone_after_the_next_rotation),
		EACH(test_a_log_somebody_touched_into_being_begins_like_any),
		PARTS(test_parts_are_one_chain),
		PARTS(test_a_missing_part_in_the_middle_is_found),
		PARTS(test_a_missing_first_part_is_found),
		PARTS(test_a_missing_last_part_is_found),
		PARTS(test_a_part_that_ends_in_the_middle_of_a_line_is_found),
		EACH(test_a_writer_that_finds_the_last_record_replaced_says_so),
		EACH(test_a_record_written_anew_is_found_by_the_next),
		EACH(test_a_byte_more_behind_a_torn_line_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
