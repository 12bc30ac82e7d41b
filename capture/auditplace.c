/* Beginning a file of the audit, and putting the next in its place. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "auditparts.h"
#include "auditverify.h"
#include "disk.h"
#include "err.h"

/* FILE with its first line, number `link->seq`; its hash goes to *link. */
static int
place_file(struct audit_file *f, struct chain_link *link, struct span members)
{
	struct buf line = { 0 };
	struct stat st;
	int fd, error, rc = -1;

	chain_seal(&line, f->key, link, members);
	unlink(f->new_path); /* of one who died here */
	fd = open(f->new_path,
	    O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
	if (fd >= 0 && !line.failed && write_all(fd, buf_view(&line)) == 0 &&
	    disk_own_like_folder(fd, f->path) == 0 && fdatasync(fd) == 0 &&
	    fstat(fd, &st) == 0 && rename(f->new_path, f->path) == 0)
		rc = 0;
	error = errno;
	if (rc == 0) {
		/* it is in its place; whether for good the next sync will say */
		f->folder_dirty = disk_sync_folder(f->path) != 0;
		audit_adopt(f, fd, &st);
		f->size = line.len;
		f->first = link->seq;
		f->tail = *link;
	} else if (fd >= 0) {
		close(fd);
	}
	buf_free(&line);
	errno = error;
	return rc;
}

void
audit_put_type(struct audit_file *f, struct buf *b, const char *type)
{
	audit_put_time(b);
	buf_printf(b, ",\"type\":\"%s\",\"key\":\"%s\"", type, f->key_id);
}

int
audit_begin(struct audit_file *f, struct shuhi_error *err)
{
	struct audit_head head;
	struct chain_link first = { .seq = 0 };
	struct buf b = { 0 };
	int rc;

	if (audit_head_read(f->head_fd, f->head_key, &head)) {
		first.seq = head.seq + 1;
		first.prev = head.hash;
		audit_put_type(f, &b, "damaged");
		buf_str(&b, ",\"what\":\"file\"");
	} else {
		audit_put_type(f, &b, "log-start");
	}
	rc = b.failed ? -1 : place_file(f, &first, buf_view(&b));
	if (b.failed)
		audit_nomem(err);
	else if (rc != 0)
		audit_io(err, f, "cannot begin the audit");
	buf_free(&b);
	return rc == 0 && audit_write_head(f, &first) != 0
	    ? audit_io(err, f, "cannot write the audit's head") : rc;
}

/*
 * Names that FILE got for a rotation that then came to nothing: each would be taken
 * for a part of its own.
 */
static void
drop_names(struct audit_file *f)
{
	struct shuhi_error err;
	struct stat st;
	char **files;
	size_t n, i;

	if (fstat(f->fd, &st) != 0 || st.st_nlink < 2 ||
	    audit_doubles(f->path, &files, &n, &err) != 0)
		return;
	for (i = 0; i + 1 < n; i++)
		unlink(files[i]);
	audit_files_free(files);
}

int
audit_rotate(struct audit_file *f)
{
	struct chain_link first = { .seq = f->tail.seq + 1,
		.prev = f->tail.hash };
	struct buf name = { 0 }, b = { 0 };
	const char *slash;
	int rc = -1;

	drop_names(f);
	buf_printf(&name, "%s.%012llu", f->path,
	    (unsigned long long)f->tail.seq);
	audit_put_type(f, &b, "log-continue");
	if (!name.failed && !b.failed) {
		slash = strrchr(name.ptr, '/');
		buf_str(&b, ",\"after\":");
		buf_json(&b, span_of(slash == NULL ? name.ptr : slash + 1));
		if (!b.failed && fdatasync(f->fd) == 0 &&
		    link(f->path, name.ptr) == 0 &&
		    (rc = place_file(f, &first, buf_view(&b))) != 0)
			unlink(name.ptr);
	}
	if (rc == 0)
		audit_write_head(f, &first);
	buf_free(&name);
	buf_free(&b);
	return rc;
}
