/* A PDF of one page, made up for a test. */
#ifndef SHUHI_TESTS_PAPER_H
#define SHUHI_TESTS_PAPER_H

#include "help.h"

struct paper {
	char bytes[16384];
	size_t len, objects[16], n;
};

static inline void paper_put(struct paper *, const char *, ...)
    __attribute__((format(printf, 2, 3)));

static inline void
paper_put(struct paper *p, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	p->len += (size_t)vsnprintf(
	    p->bytes + p->len, sizeof p->bytes - p->len, format, ap);
	va_end(ap);
}

static inline void
paper_object(struct paper *p, const char *body)
{
	p->objects[p->n++] = p->len;
	paper_put(p, "%zu 0 obj\n%s\nendobj\n", p->n, body);
}

static inline void
paper_stream(struct paper *p, const char *more, const char *stream)
{
	char body[8192];

	snprintf(body, sizeof body,
	    "<< /Length %zu %s >>\nstream\n%s\nendstream", strlen(stream),
	    more, stream);
	paper_object(p, body);
}

/*
 * Text as hexadecimal codes in a font of that encoding, not embedded; `map` is a
 * ToUnicode map or NULL.  `page` and `root` are more of those objects; 10 is a note.
 */
static inline struct span
paper(struct paper *p, const char *encoding, const char *codes,
    const char *map, const char *page, const char *root)
{
	char text[4096];
	size_t i, xref;

	*p = (struct paper){ 0 };
	paper_put(p, "%%PDF-1.4\n");
	snprintf(text, sizeof text, "<< /Type /Catalog /Pages 2 0 R %s >>",
	    root);
	paper_object(p, text);
	paper_object(p, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
	snprintf(text, sizeof text,
	    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] "
	    "/Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
	    "/XObject << /I 9 0 R >> >> %s >>", page);
	paper_object(p, text);
	snprintf(text, sizeof text, "%s", codes);
	paper_stream(p, "", text);
	snprintf(text, sizeof text,
	    "<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light "
	    "/Encoding /%s /DescendantFonts [6 0 R] %s >>", encoding,
	    map != NULL ? "/ToUnicode 8 0 R" : "");
	paper_object(p, text);
	snprintf(text, sizeof text,
	    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light "
	    "/CIDSystemInfo << /Registry (Adobe) /Ordering (%s) "
	    "/Supplement 2 >> /FontDescriptor 7 0 R >>",
	    map != NULL ? "Identity" : "Japan1");
	paper_object(p, text);
	paper_object(p,
	    "<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 "
	    "/FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 "
	    "/Descent -200 /CapHeight 700 /StemV 80 >>");
	paper_stream(p, "", map != NULL ? map : "");
	paper_stream(p,
	    "/Type /XObject /Subtype /Image /Width 1 /Height 1 "
	    "/BitsPerComponent 8 /ColorSpace /DeviceGray", "x");
	/* a note: 山田 */
	paper_object(p,
	    "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] "
	    "/Contents <FEFF5C717530> >>");
	xref = p->len;
	paper_put(p, "xref\n0 %zu\n0000000000 65535 f \n", p->n + 1);
	for (i = 0; i < p->n; i++)
		paper_put(p, "%010zu 00000 n \n", p->objects[i]);
	paper_put(p,
	    "trailer << /Size %zu /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
	    p->n + 1, xref);
	return (struct span){ p->bytes, p->len };
}

#endif
