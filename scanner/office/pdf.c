/* PDF, through poppler: text of the pages and all around them that people wrote. */
#include "office.h"

#include <iconv.h>
#include <poppler.h>
#include <stdio.h>

#include "extract/frames.h"
#include "limit.h"
#include "utf8.h"

/* ---- pages ---------------------------------------------------------------------------- */

#define LONG_LINE                                                              \
	15 /* characters: a line that may have been broken by its width */

/*
 * A line of Japanese ends where the paper does, in a name if need be: the newline
 * between two Japanese letters goes when the line is a long one.
 */
static void
say_joined(struct out *out, struct span text)
{
	size_t i, from = 0, start = 0;

	for (i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\n')
			continue;
		if (is_letter_ja(utf8_before(text, i)) &&
		    is_letter_ja(utf8_at(text, i + 1)) &&
		    utf8_count(span_sub(text, start, i)) >= LONG_LINE) {
			out_data(out, span_sub(text, from, i));
			from = i + 1;
		}
		start = i + 1;
	}
	out_data(out, span_sub(text, from, text.len));
}

static void
say(struct out *out, const char *path, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	out_begin(out, FRAME_TEXT, span_of(path));
	say_joined(out, span_of(text));
}

/* say(), and free it */
static void
tell(struct out *out, const char *path, char *text)
{
	say(out, path, text);
	g_free(text);
}

/* A page that is a picture has text nobody here reads. */
static void
check_scan(struct out *out, PopplerPage *page, const char *path)
{
	GList *images = poppler_page_get_image_mapping(page);

	if (images != NULL)
		out_fail(out, SHUHI_CAUSE_UNSUPPORTED, span_of(path));
	poppler_page_free_image_mapping(images);
}

static void
read_notes(struct out *out, PopplerPage *page, const char *path)
{
	GList *notes = poppler_page_get_annot_mapping(page), *l;

	for (l = notes; l != NULL; l = l->next)
		tell(out, path,
		    poppler_annot_get_contents(
		        ((PopplerAnnotMapping *)l->data)->annot));
	poppler_page_free_annot_mapping(notes);
}

static void
read_fields(struct out *out, PopplerPage *page, const char *path)
{
	GList *fields = poppler_page_get_form_field_mapping(page), *l;

	for (l = fields; l != NULL; l = l->next) {
		PopplerFormField *f =
		    ((PopplerFormFieldMapping *)l->data)->field;

		if (poppler_form_field_get_field_type(f) ==
		    POPPLER_FORM_FIELD_TEXT)
			tell(out, path, poppler_form_field_text_get_text(f));
	}
	poppler_page_free_form_field_mapping(fields);
}

static void
read_page(struct out *out, PopplerPage *page, int number)
{
	char path[32], *text;

	snprintf(path, sizeof path, "page[%d]", number);
	text = poppler_page_get_text(page);
	if (text == NULL || text[strspn(text, " \t\n\f")] == '\0')
		check_scan(out, page, path);
	tell(out, path, text);
	read_notes(out, page, path);
	read_fields(out, page, path);
}

static void
read_pages(struct out *out, PopplerDocument *doc)
{
	int n = poppler_document_get_n_pages(doc), i;
	PopplerPage *page;

	if (n > LIMIT_OFFICE_PAGES) {
		out_fail(out, SHUHI_CAUSE_TOO_LARGE, SPAN(""));
		n = LIMIT_OFFICE_PAGES;
	}
	if (n == 0)
		out_fail(out, SHUHI_CAUSE_BROKEN, SPAN(""));
	for (i = 0; i < n && !out->closed; i++) {
		if ((page = poppler_document_get_page(doc, i)) == NULL) {
			out_fail(out, SHUHI_CAUSE_BROKEN, SPAN("page"));
			continue;
		}
		read_page(out, page, i + 1);
		g_object_unref(page);
	}
}

/* ---- around the pages -------------------------------------------------------------------- */

static void
read_about(struct out *out, PopplerDocument *doc)
{
	tell(out, "title", poppler_document_get_title(doc));
	tell(out, "subject", poppler_document_get_subject(doc));
	tell(out, "keywords", poppler_document_get_keywords(doc));
}

static gboolean
save(const gchar *buf, gsize n, gpointer out, GError **error)
{
	(void)error;
	out_data(out, (struct span){ buf, n });
	return !((struct out *)out)->closed;
}

static void
read_attachments(struct out *out, PopplerDocument *doc)
{
	GList *list = poppler_document_get_attachments(doc), *l;

	for (l = list; l != NULL; l = l->next) {
		PopplerAttachment *a = l->data;
		struct span name = SPAN("attachment");

		if (a->name != NULL && *a->name != '\0')
			name = span_of(a->name);
		out_begin(out, FRAME_FILE, name);
		if (!poppler_attachment_save_to_callback(a, save, out, NULL))
			out_fail(out, SHUHI_CAUSE_BROKEN, name);
		g_object_unref(a);
	}
	g_list_free(list);
}

/*
 * poppler-glib turns titles, notes and fields into UTF-8 by libc's iconv, whose
 * parts are files: without them such a text would silently be none.  What is
 * open now stays there.
 */
bool
pdf_prepare(void)
{
	return iconv_open("UTF-8", "UTF-16BE") != (iconv_t)-1 &&
	       iconv_open("UTF-8", "ISO-8859-1") != (iconv_t)-1;
}

void
pdf_read(struct span in, struct out *out)
{
	GBytes *bytes = g_bytes_new_static(in.ptr, in.len);
	GError *error = NULL;
	PopplerDocument *doc =
	    poppler_document_new_from_bytes(bytes, NULL, &error);

	if (doc == NULL) {
		out_fail(out,
		    g_error_matches(
		        error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)
		        ? SHUHI_CAUSE_ENCRYPTED
		        : SHUHI_CAUSE_BROKEN,
		    SPAN(""));
		g_error_free(error);
	} else {
		read_about(out, doc);
		read_pages(out, doc);
		read_attachments(out, doc);
		g_object_unref(doc);
	}
	g_bytes_unref(bytes);
}
