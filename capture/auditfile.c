#include "auditfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "auditparts.h"
#include "disk.h"
#include "err.h"
#include "limit.h"

/* ---- the lock ----------------------------------------------------------- */

static int
set_lock(int fd, short type)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET };
	int rc;

	do
		rc = fcntl(fd, F_OFD_SETLKW, &lock);
	while (rc != 0 && errno == EINTR);
	return rc;
}

static void
unlock(struct audit_file *f)
{
	set_lock(f->head_fd, F_UNLCK);
}

static int
open_head(struct audit_file *f)
{
	struct stat st;

	if (f->head_fd >= 0)
		close(f->head_fd);
	f->head_fd = open(f->head_path,
	    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (f->head_fd < 0 || fstat(f->head_fd, &st) != 0 ||
	    (st.st_size == 0 &&
	        disk_own_like_folder(f->head_fd, f->head_path) != 0))
		return -1;
	f->head_ino = st.st_ino;
	return 0;
}

/* Were FILE.head removed, two writers would each hold a lock of their own. */
static int
lock(struct audit_file *f, struct shuhi_error *err)
{
	struct stat st;
	int tries;

	for (tries = 0; tries < 100; tries++) {
		if (f->head_fd < 0 && open_head(f) != 0)
			return audit_io(err, f, "cannot open the audit's head");
		if (set_lock(f->head_fd, F_WRLCK) != 0)
			return audit_io(err, f, "cannot lock the audit");
		if (stat(f->head_path, &st) == 0 && st.st_ino == f->head_ino)
			return 0;
		close(f->head_fd);
		f->head_fd = -1;
	}
	return audit_io(err, f, "the audit's head keeps vanishing");
}

/* ---- lines on the disk -------------------------------------------------- */

/* At the end of FILE, or not at all if that can be helped. */
int
audit_put_line(struct audit_file *f, struct span line, struct shuhi_error *err)
{
	if (write_all(f->fd, line) == 0) {
		f->size += line.len;
		return 0;
	}
	audit_io(err, f, "cannot write the audit");
	/* ours alone, nobody has seen it: we hold the lock */
	if (ftruncate(f->fd, (off_t)f->size) != 0)
		f->ino = 0; /* append-only by chattr: the next one reads it */
	return -1;
}

int
audit_seal_line(struct audit_file *f, struct buf *line, struct span members,
    struct shuhi_error *err)
{
	struct chain_link next = { .seq = f->tail.seq + 1,
		.prev = f->tail.hash };

	line->len = 0;
	chain_seal(line, f->key, &next, members);
	if (line->failed) {
		buf_free(line);
		return audit_nomem(err);
	}
	if (line->len > LIMIT_AUDIT_LINE)
		return fail(err, SHUHI_E_LIMIT, "the record is too long", 0);
	if (audit_put_line(f, buf_view(line), err) != 0)
		return -1;
	f->tail = next;
	return 0;
}

void
audit_adopt(struct audit_file *f, int fd, const struct stat *st)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = fd;
	f->dev = st->st_dev;
	f->ino = st->st_ino;
}

/* ---- the end of FILE ---------------------------------------------------- */

/* Under the lock: is what we remember still the end of FILE? */
static int
refresh(struct audit_file *f, struct shuhi_error *err)
{
	bool opening = f->fd < 0, same, cut;
	struct stat st;
	int fd;

	if (stat(f->path, &st) != 0) {
		if (errno != ENOENT)
			return audit_io(err, f, "cannot see the audit");
		return audit_begin(f, err);
	}
	if (!S_ISREG(st.st_mode))
		return fail_file(err, SHUHI_E_IO, f->path, 0, 0,
		    "not a regular file", "name a file");
	if (st.st_size == 0)
		return audit_begin(f, err); /* made for us, or cut to nothing */
	same = !opening && st.st_ino == f->ino && st.st_dev == f->dev;
	cut = same && (uint64_t)st.st_size < f->size;
	if (same && (uint64_t)st.st_size == f->size)
		return 0;
	if (!same) {
		fd = open(f->path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
		if (fd < 0)
			return audit_io(err, f, "cannot open the audit");
		audit_adopt(f, fd, &st);
	}
	f->size = (uint64_t)st.st_size;
	if (audit_load_tail(f, opening, cut, err) == 0)
		return 0;
	/* what we know of its end is not to be relied on: look again next time */
	close(f->fd);
	f->fd = -1;
	return -1;
}

/* ---- the interface ------------------------------------------------------ */

static char *
joined(const char *path, const char *suffix)
{
	char *p;

	return asprintf(&p, "%s%s", path, suffix) < 0 ? NULL : p;
}

int
audit_file_open(struct audit_file *f, const char *path,
    const struct seal_key *key, const struct seal_key *head_key,
    uint64_t rotate_at, struct shuhi_error *err)
{
	int rc;

	*f = (struct audit_file){ .key = key, .head_key = head_key,
		.rotate = rotate_at, .fd = -1, .head_fd = -1 };
	audit_key_id(key, f->key_id);
	f->path = joined(path, "");
	f->head_path = joined(path, ".head");
	f->new_path = joined(path, ".new");
	if (f->path == NULL || f->head_path == NULL || f->new_path == NULL) {
		audit_file_close(f);
		return audit_nomem(err);
	}
	if ((rc = lock(f, err)) == 0) {
		rc = refresh(f, err);
		unlock(f);
	}
	if (rc != 0)
		audit_file_close(f);
	return rc;
}

void
audit_file_close(struct audit_file *f)
{
	if (f->path != NULL && f->fd >= 0)
		close(f->fd);
	if (f->path != NULL && f->head_fd >= 0)
		close(f->head_fd);
	free(f->path);
	free(f->head_path);
	free(f->new_path);
	*f = (struct audit_file){ .fd = -1, .head_fd = -1 };
}

int
audit_file_append(struct audit_file *f, struct span members, struct buf *line,
    struct shuhi_error *err)
{
	int rc;

	if (lock(f, err) != 0)
		return -1;
	rc = refresh(f, err);
	if (rc == 0 && f->rotate > 0 && f->size + members.len > f->rotate &&
	    f->tail.seq > f->first)
		audit_rotate(f); /* or else the old one grows on */
	if (rc == 0)
		rc = audit_seal_line(f, line, members, err);
	unlock(f);
	return rc;
}

int
audit_file_settle(struct audit_file *f)
{
	if (f->folder_dirty && disk_sync_folder(f->path) != 0)
		return -1;
	f->folder_dirty = false;
	return 0;
}

int
audit_file_head(struct audit_file *f, const struct chain_link *link,
    struct shuhi_error *err)
{
	struct audit_head head;
	int rc = 0;

	if (lock(f, err) != 0)
		return -1;
	if (!audit_head_read(f->head_fd, f->head_key, &head) || !head.good ||
	    head.seq < link->seq)
		rc = audit_write_head(f, link);
	if (rc != 0)
		audit_io(err, f, "cannot write the audit's head");
	unlock(f);
	return rc;
}
