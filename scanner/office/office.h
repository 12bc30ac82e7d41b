/*
 * shuhi-extract: text out of archives, office files and PDF.
 *
 * A program of its own, because its parsers are large and meet hostile files: it
 * has no rights (jail.c), one input (descriptor 0) and one output (frames on
 * descriptor 1), and its caller takes any end but a proper one for a failure.
 * Nothing here calls itself: an archive in an archive goes back to the caller,
 * who counts the depth.
 */
#ifndef SHUHI_OFFICE_H
#define SHUHI_OFFICE_H

#include "shuhi.h"
#include "span.h"

/* ---- output (out.c) ---------------------------------------------------------- */

/*
 * Where frames go; its functions end in `sink`.  False from a sink: the reader
 * should stop, nobody listens any more.
 */
struct out {
	bool (*sink)(void *ctx, const void *bytes, size_t n);
	void *ctx;
	bool closed; /* the sink has said false */
};

void out_begin(struct out *, char kind, struct span path);
void out_data(struct out *, struct span);
void out_fail(struct out *, enum shuhi_cause, struct span path);
void out_end(struct out *);

/* How much may be unpacked. */
struct budget {
	uint64_t bytes;
	uint32_t ratio; /* for each byte of the input */
};

/* ---- readers ------------------------------------------------------------------ */

/* Everything `in` holds, by what it is; failures are frames. */
void office_read(struct span in, const struct budget *, struct out *);

/* archive.c: zip, 7z, tar, rar, cab, lha, xz, bz2; office files among the zips */
void packed_read(struct span in, const struct budget *, struct out *);

/* zipends.c: what a zip holds besides the files of its list */
void zip_ends(struct span in, struct out *out);

/* document.c: an office file, member by member. */
struct document;
struct document *document_new(struct out *);
/* Take a member; `bytes` may go away. */
bool document_member(struct document *, struct span path, struct span bytes);
/* Say what only the last member makes clear.  False: out of memory. */
bool document_done(struct document *);
void document_free(struct document *);

/* pdf.c; what it needs of the file system, before that is out of sight: the
 * character maps of poppler-data, to be found inside */
#define PDF_FONTS "/usr/share/poppler"
bool pdf_prepare(void);
void pdf_read(struct span in, struct out *);

#endif
