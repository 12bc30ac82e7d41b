#include "picture.h"

#include <stdlib.h>

#include "extract/base64.h"

static bool
has_any(struct span s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (span_has(s, span_of(*words)))
			return true;
	return false;
}

bool
is_written(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] != '\0' && strchr(" \t\r\n", s.ptr[i]) == NULL)
			return true;
	return false;
}

/* ---- XMP ------------------------------------------------------------------------- */

/*
 * Names of its properties are looked for as they stand; the rest of the packet may
 * hold anything and counts as one more entry.
 */
void
xmp_trace(struct span s, struct traces *t)
{
	static const char *const places[] = { "GPSLatitude", "GPSLongitude",
		"GPSDest", "photoshop:City", "photoshop:State",
		"photoshop:Country", "Iptc4xmpCore:Location",
		"Iptc4xmpExt:Location", NULL };
	static const char *const times[] = { "DateTimeOriginal",
		"DateTimeDigitized", "xmp:CreateDate", "xmp:ModifyDate",
		"photoshop:DateCreated", "exif:DateTime", NULL };
	static const char *const devices[] = { "tiff:Make", "tiff:Model",
		"SerialNumber", "aux:Lens", "exifEX:Lens", NULL };

	/* lists of texts: titles, descriptions, keywords, names; and what editors
	 * write without a list */
	static const char *const words[] = { "<rdf:li>", "<rdf:li xml:lang",
		"dc:", "UserComment", "ImageDescription", "photoshop:Headline",
		"photoshop:Instructions", "photoshop:Caption",
		"photoshop:AuthorsPosition", "photoshop:TransmissionReference",
		"xmp:Label", "xmpRights:", "tiff:Artist", "tiff:Copyright",
		"OwnerName", "Iptc4xmp", NULL };

	t->location |= has_any(s, places);
	t->words |= has_any(s, words);
	t->taken_at |= has_any(s, times);
	t->device |= has_any(s, devices);
	t->others++;
}

/* ---- IPTC ------------------------------------------------------------------------- */

static void
trace_dataset(unsigned char number, struct traces *t)
{
	switch (number) {
	case 26: /* content location: code, name */
	case 27:
	case 90: /* city, part of it, province, country */
	case 92:
	case 95:
	case 100:
	case 101:
		t->location = true;
		break;
	case 55: /* created: date, time; digitised: date, time */
	case 60:
	case 62:
	case 63:
		t->taken_at = true;
		break;
	case 0: /* version, charset, program: nobody wrote them */
	case 65:
	case 70:
		break;
	default:
		t->words = true;
		break;
	}
}

/* Datasets begin with 1c 02 and their number, wherever the block begins. */
void
iptc_trace(struct span s, struct traces *t)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t i;

	for (i = 0; i + 2 < s.len; i++)
		if (p[i] == 0x1c && p[i + 1] == 0x02)
			trace_dataset(p[i + 2], t);
	t->others++;
}

/* ---- texts of PNG ------------------------------------------------------------------ */

/* A line with a name, one with a length, then bytes in hex over many lines. */
static struct span
profile(struct span s, char *room)
{
	size_t i, n = 0, lines = 0;
	int high = -1;

	for (i = 0; i < s.len; i++) {
		int d = hex1(s.ptr[i]);

		lines += s.ptr[i] == '\n';
		if (lines < 3 || d < 0)
			continue;
		if (high >= 0)
			room[n++] = (char)(high << 4 | d);
		high = high < 0 ? d : -1;
	}
	return (struct span){ room, n };
}

/* What ImageMagick makes of the metadata of other formats. */
static void
trace_profile(struct span keyword, struct span value, struct traces *t)
{
	char *room = malloc(value.len / 2 + 1);
	struct span bytes;

	if (room == NULL) {
		t->others++;
		return;
	}
	bytes = profile(value, room);
	if (span_ends(keyword, SPAN(" iptc")) || span_ends(keyword, SPAN(" 8bim")))
		iptc_trace(bytes, t);
	else if (span_starts(bytes, SPAN("Exif\0")))
		exif_trace(bytes, t);
	else
		xmp_trace(bytes, t);
	free(room);
}

/* Whatever a keyword is called, but for what programs say of themselves. */
static void
trace_words(struct span keyword, struct span value, struct traces *t)
{
	static const char *const technical[] = { "Software", "date:", "exif:",
		"png:", "icc:", "photoshop:", "xmp:", NULL };
	const char *const *name = technical;

	while (*name != NULL && !span_starts(keyword, span_of(*name)))
		name++;
	t->others++;
	t->words |= (*name == NULL ||
	                span_eq(keyword, SPAN("exif:UserComment")) ||
	                span_eq(keyword, SPAN("exif:ImageDescription"))) &&
	    is_written(value);
}

void
text_trace(struct span keyword, struct span value, struct traces *t)
{
	if (span_starts(keyword, SPAN("Raw profile type ")))
		trace_profile(keyword, value, t);
	else if (span_starts(keyword, SPAN("XML:com.adobe.xmp")))
		xmp_trace(value, t);
	else if (span_eq(keyword, SPAN("Creation Time")) ||
	    span_starts(keyword, SPAN("date:")) ||
	    span_starts(keyword, SPAN("exif:DateTime")))
		t->taken_at = true;
	else if (span_starts(keyword, SPAN("exif:GPS")))
		t->location = true;
	else if (span_eq(keyword, SPAN("Source")) ||
	    span_eq(keyword, SPAN("exif:Make")) ||
	    span_eq(keyword, SPAN("exif:Model")))
		t->device = true;
	else
		trace_words(keyword, value, t);
}
