/* Archives and office files made up for a test.  What comes out is to be freed. */
#ifndef SHUHI_TESTS_ZIPPED_H
#define SHUHI_TESTS_ZIPPED_H

#include <archive.h>
#include <archive_entry.h>

#include "help.h"

struct zipped {
	struct archive *a;
	char *buf;
	size_t room, used;
};

/* `format` as archive_write_set_format_by_name() has it; `password` or NULL. */
static inline struct zipped
zipped_new(const char *format, const char *password)
{
	struct zipped z = { .room = 16 << 20, .a = archive_write_new() };

	z.buf = malloc(z.room);
	assert_non_null(z.buf);
	assert_int_equal(
	    archive_write_set_format_by_name(z.a, format), ARCHIVE_OK);
	if (password != NULL) {
		assert_int_equal(
		    archive_write_set_options(z.a, "zip:encryption=zipcrypt"),
		    ARCHIVE_OK);
		assert_int_equal(archive_write_set_passphrase(z.a, password),
		    ARCHIVE_OK);
	}
	return z;
}

/* The buffer must be known before the first file; so this, on the final struct. */
static inline void
zipped_open(struct zipped *z)
{
	archive_write_set_bytes_in_last_block(z->a, 1);
	assert_int_equal(
	    archive_write_open_memory(z->a, z->buf, z->room, &z->used),
	    ARCHIVE_OK);
}

static inline void
zipped_add(struct zipped *z, const char *name, struct span bytes)
{
	struct archive_entry *e = archive_entry_new();

	archive_entry_set_pathname(e, name);
	archive_entry_set_size(e, (la_int64_t)bytes.len);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0600);
	assert_int_equal(archive_write_header(z->a, e), ARCHIVE_OK);
	assert_int_equal(
	    archive_write_data(z->a, bytes.ptr, bytes.len), bytes.len);
	archive_entry_free(e);
}

static inline struct span
zipped_done(struct zipped *z)
{
	assert_int_equal(archive_write_close(z->a), ARCHIVE_OK);
	archive_write_free(z->a);
	return (struct span){ z->buf, z->used };
}

/* An archive of `n` pairs of name and text. */
static inline struct span
zipped(const char *format, const char *const *files, size_t n)
{
	struct zipped z = zipped_new(format, NULL);
	size_t i;

	zipped_open(&z);
	for (i = 0; i < n; i++)
		zipped_add(&z, files[2 * i], span_of(files[2 * i + 1]));
	return zipped_done(&z);
}

#define ZIPPED(format, ...)                                                    \
	zipped(format, (const char *const[]){ __VA_ARGS__ },                   \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *) / 2)

static inline void
zipped_free(struct span s)
{
	free((char *)(uintptr_t)s.ptr);
}

#endif
