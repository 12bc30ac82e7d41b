#include "picture.h"

#include <stdlib.h>

#include <libexif/exif-data.h>

#include "limit.h"

/* Of the tags that say where, these alone say nothing. */
static bool
is_place(ExifTag tag)
{
	return tag != EXIF_TAG_GPS_VERSION_ID && tag != EXIF_TAG_GPS_MAP_DATUM &&
	    tag != EXIF_TAG_GPS_TIME_STAMP && tag != EXIF_TAG_GPS_DATE_STAMP;
}

/* libexif has no names for the last ones. */
#define OFFSET_TIME          0x9010
#define OFFSET_TIME_LAST     0x9012
#define OWNER_NAME           0xa430
#define BODY_SERIAL          0xa431
#define LENS_MAKE            0xa433
#define LENS_SERIAL          0xa435
#define HOST_COMPUTER        0x013c

/* Texts that programs write, about themselves. */
static bool
is_technical(unsigned tag)
{
	return tag == EXIF_TAG_SOFTWARE || tag == EXIF_TAG_MAKER_NOTE ||
	    tag == EXIF_TAG_SPECTRAL_SENSITIVITY ||
	    tag == EXIF_TAG_IMAGE_UNIQUE_ID ||
	    tag == EXIF_TAG_RELATED_SOUND_FILE;
}

static void
trace_text(const ExifEntry *e, struct traces *t)
{
	struct span s = { (const char *)e->data, e->size };

	if (e->tag == EXIF_TAG_USER_COMMENT) /* "ASCII\0\0\0" goes before */
		s = span_sub(s, s.len < 8 ? s.len : 8, s.len);
	t->others++;
	t->words |= !is_technical(e->tag) && is_written(s);
}

static void
trace_tag(const ExifEntry *e, struct traces *t)
{
	unsigned tag = e->tag;

	switch (tag) {
	case EXIF_TAG_DATE_TIME:
	case EXIF_TAG_DATE_TIME_ORIGINAL:
	case EXIF_TAG_DATE_TIME_DIGITIZED:
		t->taken_at = true;
		return;
	case EXIF_TAG_MAKE:
	case EXIF_TAG_MODEL:
	case HOST_COMPUTER:
	case BODY_SERIAL:
		t->device = true;
		return;
	case EXIF_TAG_SUB_SEC_TIME:
	case EXIF_TAG_SUB_SEC_TIME_ORIGINAL:
	case EXIF_TAG_SUB_SEC_TIME_DIGITIZED:
		return;
	default:
		break;
	}
	if (tag >= OFFSET_TIME && tag <= OFFSET_TIME_LAST)
		return;
	if (tag >= LENS_MAKE && tag <= LENS_SERIAL)
		t->device = true;
	/* how it was exposed tells nobody anything; a text may tell all */
	else if (e->format == EXIF_FORMAT_ASCII || tag == OWNER_NAME ||
	    tag == EXIF_TAG_USER_COMMENT || tag == EXIF_TAG_MAKER_NOTE ||
	    tag == EXIF_TAG_XML_PACKET ||
	    (tag >= EXIF_TAG_XP_TITLE && tag <= EXIF_TAG_XP_SUBJECT))
		trace_text(e, t);
}

static void
trace_entry(ExifEntry *e, void *ctx)
{
	struct traces *t = ctx;
	ExifIfd ifd = exif_content_get_ifd(e->parent);

	if (ifd == EXIF_IFD_GPS) {
		if (is_place(e->tag))
			t->location = true;
		else if (e->tag == EXIF_TAG_GPS_TIME_STAMP ||
		    e->tag == EXIF_TAG_GPS_DATE_STAMP)
			t->taken_at = true;
	} else if (ifd != EXIF_IFD_INTEROPERABILITY) {
		trace_tag(e, t);
	}
}

static void
trace_content(ExifContent *c, void *ctx)
{
	exif_content_foreach_entry(c, trace_entry, ctx);
}

static void
take_orientation(ExifData *data, struct traces *t)
{
	const ExifEntry *e = exif_content_get_entry(
	    data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
	unsigned n;

	if (e == NULL || e->format != EXIF_FORMAT_SHORT || e->size < 2)
		return;
	n = exif_get_short(e->data, exif_data_get_byte_order(data));
	if (n >= 1 && n <= 8)
		t->orientation = n;
}

static void
trace_data(ExifData *data, struct traces *t)
{
	unsigned i, n = 0;

	for (i = 0; i < EXIF_IFD_COUNT; i++)
		n += data->ifd[i]->count;
	/* what is there and cannot be read may say anything */
	if (n == 0)
		t->others++;
	exif_data_foreach_content(data, trace_content, t);
	take_orientation(data, t);
	if (data->size > 0)
		t->others++; /* a small picture of the picture, perhaps as it was */
}

void
exif_trace(struct span s, struct traces *t)
{
	static const char mark[] = "Exif\0";
	struct span marked = { mark, 6 };
	ExifData *data = exif_data_new();
	char *bytes = malloc(marked.len + s.len);

	if (data == NULL || bytes == NULL || s.len > LIMIT_PICTURE_BYTES) {
		t->others++;
	} else {
		/* all that is there, not what the standard wants to be there */
		exif_data_unset_option(
		    data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
		exif_data_unset_option(
		    data, EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS);
		if (span_starts(s, marked))
			s = span_sub(s, marked.len, s.len);
		memcpy(bytes, marked.ptr, marked.len);
		memcpy(bytes + marked.len, s.ptr, s.len);
		exif_data_load_data(data, (const unsigned char *)bytes,
		    (unsigned)(marked.len + s.len));
		trace_data(data, t);
	}
	free(bytes);
	exif_data_unref(data);
}
