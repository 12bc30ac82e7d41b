#include "secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/stat.h>

#include "err.h"

static bool
is_credential(const char *file)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	size_t n = folder == NULL ? 0 : strlen(folder);

	return n > 0 && strncmp(file, folder, n) == 0 && file[n] == '/';
}

static bool
is_closed(const struct stat *st, const char *file)
{
	mode_t others = is_credential(file) ? 07 : 077;

	return (st->st_mode & others) == 0 &&
	    (st->st_uid == 0 || st->st_uid == geteuid());
}

static int
no_memory(struct shuhi_error *err, const char *file)
{
	return fail_file(err, SHUHI_E_NOMEM, file, 0, 0, "out of memory", "%s", "");
}

static int
read_all(int fd, const char *file, size_t most, struct buf *b,
    struct shuhi_error *err)
{
	char *to;
	ssize_t n;

	for (;;) {
		if ((to = buf_room(b, 4096)) == NULL)
			return no_memory(err, file);
		n = read(fd, to, 4095);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_file(err, SHUHI_E_IO, file, 0, 0,
			    "cannot read the file", "%s", "");
		to[n] = '\0';
		if (n == 0)
			return 0;
		b->len += (size_t)n;
		if (b->len > most)
			return fail_file(err, SHUHI_E_LIMIT, file, 0, 0,
			    "the file is too large", "%s", "");
	}
}

static int
read_file(const char *file, bool secret, size_t most, struct buf *out,
    struct shuhi_error *err)
{
	struct buf b = { 0 };
	struct stat st;
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK), rc;

	if (fd < 0)
		return fail_file(err, SHUHI_E_IO, file, 0, 0,
		    "cannot open the file", "%s", "");
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		rc = fail_file(err, SHUHI_E_IO, file, 0, 0, "not a file", "%s", "");
	else if (secret && !is_closed(&st, file))
		rc = fail_file(err, SHUHI_E_USAGE, file, 0, 0,
		    "others may read this secret", "chmod 600 %s", file);
	else
		rc = read_all(fd, file, most, &b, err);
	close(fd);
	if (rc == 0)
		*out = b;
	else
		buf_free(&b);
	return rc;
}

int
secret_read(
    const char *file, size_t most, struct buf *out, struct shuhi_error *err)
{
	return read_file(file, true, most, out, err);
}

int
open_read(
    const char *file, size_t most, struct buf *out, struct shuhi_error *err)
{
	return read_file(file, false, most, out, err);
}
