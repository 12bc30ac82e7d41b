/* Archives, through libarchive: each file goes back to the caller as bytes. */
#include "office.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

#include "extract/frames.h"
#include "limit.h"

/* ---- opening ---------------------------------------------------------------------- */

/* xz and bzip2 of one file: what is inside has no name. */
static bool
is_one_file(struct span in)
{
	return span_starts(in, SPAN("\xfd"
	                            "7zXZ")) ||
	       span_starts(in, SPAN("BZh"));
}

static struct archive *
open_archive(struct span in)
{
	struct archive *a = archive_read_new();

	if (a == NULL)
		return NULL;
	/* by name: `all' has filters that run other programs */
	archive_read_support_filter_gzip(a);
	archive_read_support_filter_bzip2(a);
	archive_read_support_filter_xz(a);
	archive_read_support_filter_lzma(a);
	archive_read_support_filter_zstd(a);
	archive_read_support_format_zip(a);
	archive_read_support_format_7zip(a);
	archive_read_support_format_tar(a);
	archive_read_support_format_rar(a);
	archive_read_support_format_rar5(a);
	archive_read_support_format_cab(a);
	archive_read_support_format_lha(a);
	/* what stands behind the end of the first would be passed over */
	archive_read_set_options(a, "tar:read_concatenated_archives");
	if (is_one_file(in))
		archive_read_support_format_raw(a);
	if (archive_read_open_memory(a, in.ptr, in.len) == ARCHIVE_OK)
		return a;
	archive_read_free(a);
	return NULL;
}

/* ---- what kind of document ----------------------------------------------------------- */

/* The name as it stands: UTF-8 when it says so, else the bytes. */
static struct span
name_of(struct archive_entry *e)
{
	const char *name = archive_entry_pathname_utf8(e);

	if (name == NULL)
		name = archive_entry_pathname(e);
	return name != NULL ? span_of(name) : SPAN("");
}

/* The next file; false: there is none, or with *failed it cannot be read. */
static bool
next(struct archive *a, struct archive_entry **e, bool *failed)
{
	int rc = archive_read_next_header(a, e);

	*failed = rc != ARCHIVE_OK && rc != ARCHIVE_WARN && rc != ARCHIVE_EOF;
	return !*failed && rc != ARCHIVE_EOF;
}

/* OOXML has its list of types, OpenDocument its content. */
static bool
is_document(struct span in)
{
	struct archive *a = open_archive(in);
	bool types = false, mime = false, content = false, failed;
	struct archive_entry *e;
	struct span name;
	unsigned n;

	for (n = 0; a != NULL && n < LIMIT_OFFICE_FILES && next(a, &e, &failed);
	     n++) {
		name = name_of(e);
		types |= span_eq(name, SPAN("[Content_Types].xml"));
		mime |= span_eq(name, SPAN("mimetype"));
		content |= span_eq(name, SPAN("content.xml"));
	}
	archive_read_free(a);
	return types || (mime && content);
}

/* ---- reading --------------------------------------------------------------------------- */

struct member {
	char *ptr;
	size_t len, cap;
};

/* The cause of a failed call. */
static enum shuhi_cause
cause_of(struct archive *a)
{
	return archive_read_has_encrypted_entries(a) > 0 ? SHUHI_CAUSE_ENCRYPTED
	                                                 : SHUHI_CAUSE_BROKEN;
}

static bool
keep(struct member *m, struct span s)
{
	size_t cap = m->cap > 0 ? m->cap : FRAME_MAX;
	char *p;

	while (cap < m->len + s.len)
		cap *= 2;
	if (cap > m->cap) {
		if ((p = realloc(m->ptr, cap)) == NULL)
			return false;
		m->ptr = p;
		m->cap = cap;
	}
	memcpy(m->ptr + m->len, s.ptr, s.len);
	m->len += s.len;
	return true;
}

struct reading {
	struct archive *a;
	struct document *doc; /* NULL: an archive */
	struct out *out;
	struct member member;
	uint64_t left;           /* bytes that may still be unpacked */
	enum shuhi_cause beyond; /* what it is when they are more */
};

static void
set_ceiling(struct reading *r, size_t len, const struct budget *b)
{
	uint64_t wide = (uint64_t)b->ratio * len;

	if (wide < LIMIT_BODY_RATIO_FREE)
		wide = LIMIT_BODY_RATIO_FREE;
	r->left = wide < b->bytes ? wide : b->bytes;
	r->beyond = wide < b->bytes ? SHUHI_CAUSE_RATIO : SHUHI_CAUSE_TOO_LARGE;
}

/*
 * The bytes of one file: those of an archive go out as they come, a piece of a
 * document is read whole.  False: it is time to stop.
 */
static bool
unpack(struct reading *r, struct span name)
{
	char buf[16384];
	la_ssize_t n;

	r->member.len = 0;
	while ((n = archive_read_data(r->a, buf, sizeof buf)) > 0) {
		struct span s = { buf, (size_t)n };

		if (s.len > r->left) {
			out_fail(r->out, r->beyond, name);
			return false;
		}
		r->left -= s.len;
		if (r->doc == NULL) {
			out_data(r->out, s);
		} else if (!keep(&r->member, s)) {
			out_fail(r->out, SHUHI_CAUSE_ENGINE, name);
			return false;
		}
	}
	if (n < 0)
		out_fail(r->out, cause_of(r->a), name);
	return !r->out->closed;
}

/* The mark of xz or bzip2 and nothing behind it: it would come back as it is. */
static bool
is_unpacked(struct archive *a)
{
	return archive_format(a) == ARCHIVE_FORMAT_RAW &&
	       archive_filter_code(a, 0) == ARCHIVE_FILTER_NONE;
}

/* False: stop. */
static bool
read_entry(struct reading *r, struct archive_entry *e)
{
	struct span name = name_of(e);

	if (archive_entry_filetype(e) == AE_IFDIR)
		return true;
	/* it has one, which cannot be read: nor can what it says */
	if (name.len == 0)
		out_fail(r->out, SHUHI_CAUSE_UNDECODABLE, name);
	if (archive_entry_is_encrypted(e)) {
		out_fail(r->out, SHUHI_CAUSE_ENCRYPTED, name);
		return true;
	}
	if (r->doc == NULL)
		out_begin(r->out, FRAME_FILE, name);
	if (!unpack(r, name))
		return false;
	return r->doc == NULL ||
	       document_member(
	           r->doc, name, (struct span){ r->member.ptr, r->member.len });
}

static void
read_entries(struct reading *r)
{
	struct archive_entry *e;
	bool failed;
	unsigned n;

	for (n = 0; next(r->a, &e, &failed); n++) {
		if (is_unpacked(r->a)) {
			out_fail(r->out, SHUHI_CAUSE_BROKEN, SPAN(""));
			return;
		}
		if (n == LIMIT_OFFICE_FILES) {
			out_fail(r->out, SHUHI_CAUSE_TOO_LARGE, SPAN(""));
			return;
		}
		if (!read_entry(r, e))
			return;
	}
	if (failed)
		out_fail(r->out, cause_of(r->a), SPAN(""));
}

void
packed_read(struct span in, const struct budget *b, struct out *out)
{
	struct reading r = { .out = out, .a = open_archive(in) };

	set_ceiling(&r, in.len, b);
	if (r.a == NULL) {
		out_fail(out, SHUHI_CAUSE_BROKEN, SPAN(""));
		return;
	}
	if (span_starts(in, SPAN("PK")) && is_document(in) &&
	    (r.doc = document_new(out)) == NULL)
		out_fail(out, SHUHI_CAUSE_ENGINE, SPAN(""));
	else
		read_entries(&r);
	if (r.doc != NULL && !document_done(r.doc))
		out_fail(out, SHUHI_CAUSE_ENGINE, SPAN(""));
	if (span_starts(in, SPAN("PK")) && !out->closed)
		zip_ends(in, out);
	document_free(r.doc);
	free(r.member.ptr);
	archive_read_free(r.a);
}
