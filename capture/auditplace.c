/* Beginning a file of the audit, and putting the next in its place. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "auditparts.h"
#include "disk.h"
#include "err.h"

/* FILE with its first line, number `link->seq`; its hash goes to *link. */
static int
place_file(struct audit_file *f, struct chain_link *link, struct span members)
{
	struct buf line = { 0 };
	struct stat st;
	int fd, rc = -1;

	chain_seal(&line, f->key, link, members);
	unlink(f->new_path); /* of one who died here */
	fd = open(f->new_path,
	    O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
	if (fd >= 0 && !line.failed && disk_write(fd, buf_view(&line)) == 0 &&
	    fdatasync(fd) == 0 && fstat(fd, &st) == 0 &&
	    rename(f->new_path, f->path) == 0 && disk_sync_folder(f->path) == 0)
		rc = 0;
	if (rc == 0) {
		if (f->fd >= 0)
			close(f->fd);
		f->fd = fd;
		f->dev = st.st_dev;
		f->ino = st.st_ino;
		f->size = line.len;
		f->first = link->seq;
		f->tail = *link;
	} else if (fd >= 0) {
		close(fd);
	}
	buf_free(&line);
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

/* Only ours may stand there: another one would be lost by what follows. */
static int
keep_old(struct audit_file *f, const char *name)
{
	struct stat st;

	if (fdatasync(f->fd) != 0)
		return -1;
	if (link(f->path, name) == 0)
		return 0;
	/* left by one who died right here */
	return errno == EEXIST && stat(name, &st) == 0 &&
	    st.st_ino == f->ino && st.st_dev == f->dev ? 0 : -1;
}

int
audit_rotate(struct audit_file *f)
{
	struct chain_link first = { .seq = f->tail.seq + 1,
		.prev = f->tail.hash };
	struct buf name = { 0 }, b = { 0 };
	const char *slash;
	int rc = -1;

	buf_printf(&name, "%s.%012llu", f->path,
	    (unsigned long long)f->tail.seq);
	audit_put_type(f, &b, "log-continue");
	if (!name.failed && !b.failed) {
		slash = strrchr(name.ptr, '/');
		buf_str(&b, ",\"after\":");
		buf_json(&b, span_of(slash == NULL ? name.ptr : slash + 1));
		if (!b.failed && keep_old(f, name.ptr) == 0)
			rc = place_file(f, &first, buf_view(&b));
	}
	if (rc == 0)
		audit_write_head(f, &first);
	buf_free(&name);
	buf_free(&b);
	return rc;
}
