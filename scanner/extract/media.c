#include "media.h"

#include "header.h"

static const struct {
	size_t at;
	struct span magic;
} magics[] = {
	/* pictures */
	{ 0, { "\x89PNG\r\n\x1a\n", 8 } },
	{ 0, { "\xff\xd8\xff", 3 } },
	{ 0, { "GIF87a", 6 } },
	{ 0, { "GIF89a", 6 } },
	{ 8, { "WEBP", 4 } },
	{ 0, { "II*\0", 4 } },
	{ 0, { "MM\0*", 4 } },
	{ 0, { "II\xbc\x01", 4 } }, /* JPEG XR */
	{ 0, { "8BPS\0", 5 } },
	{ 0, { "\xff\x0a", 2 } }, /* JPEG XL, bare and in a box */
	{ 0, { "\0\0\0\x0cJXL \r\n\x87\n", 12 } },
	{ 0, { "\0\0\0\x0cjP  \r\n\x87\n", 12 } }, /* JPEG 2000 */
	{ 0, { "\xff\x4f\xff\x51", 4 } },
	{ 0, { "\xd7\xcd\xc6\x9a", 4 } },   /* WMF as Office has it */
	{ 0, { "\x01\0\x09\0\0\x03", 6 } }, /* and bare */
	{ 40, { " EMF\0\0\x01\0", 8 } },
	{ 128, { "DICM", 4 } },
	/* sound and video */
	{ 8, { "WAVE", 4 } },
	{ 8, { "AVI ", 4 } },
	{ 8, { "AIFF", 4 } },
	{ 0, { "OggS", 4 } },
	{ 0, { "ID3\x02", 4 } },
	{ 0, { "ID3\x03", 4 } },
	{ 0, { "ID3\x04", 4 } },
	{ 0, { "fLaC", 4 } },
	{ 0, { "#!AMR", 5 } },
	{ 0, { "caff\0\x01", 6 } },
	{ 0, { "MThd\0\0\0\x06", 8 } },
	{ 0, { "FLV\x01", 4 } },
	{ 0, { "\x1a\x45\xdf\xa3", 4 } },                 /* Matroska, WebM */
	{ 0, { "\x30\x26\xb2\x75\x8e\x66\xcf\x11", 8 } }, /* WMV, WMA */
	{ 0, { "\0\0\x01\xba", 4 } },                     /* MPEG */
	/* fonts */
	{ 0, { "wOF2", 4 } },
	{ 0, { "wOFF", 4 } },
	{ 0, { "OTTO\0", 5 } },
	{ 0, { "ttcf\0", 5 } },
	{ 0, { "\0\x01\0\0\0", 5 } },
};

static unsigned char
byte(struct span s, size_t at)
{
	return at < s.len ? (unsigned char)s.ptr[at] : 0;
}

/* The boxes MP4, MOV and their fragments begin with: a length, four letters. */
static bool
is_box(struct span s)
{
	static const struct span boxes[] = { { "ftyp", 4 }, { "styp", 4 },
		{ "moof", 4 }, { "moov", 4 }, { "mdat", 4 }, { "sidx", 4 },
		{ "wide", 4 }, { "free", 4 }, { "skip", 4 }, { "pnot", 4 } };

	return s.len >= 8 && byte(s, 0) < ' ' &&
	       span_starts_any(
	           span_sub(s, 4, s.len), boxes, sizeof boxes / sizeof *boxes);
}

/* "BM", a length, four zeros, where the pixels are, the length of a known header */
static bool
is_bmp(struct span s)
{
	return s.len > 17 && span_starts(s, SPAN("BM")) &&
	       span_starts_at(s, 6, SPAN("\0\0\0\0")) &&
	       memchr("\x0c\x28\x34\x38\x40\x6c\x7c", byte(s, 14), 7) != NULL &&
	       span_starts_at(s, 15, SPAN("\0\0"));
}

/* The first of so many pictures begins where the list of them ends. */
static bool
is_ico(struct span s)
{
	size_t first = byte(s, 18) | (size_t)byte(s, 19) << 8;

	return (span_starts(s, SPAN("\0\0\x01\0")) ||
	           span_starts(s, SPAN("\0\0\x02\0"))) &&
	       byte(s, 4) > 0 && byte(s, 5) == 0 &&
	       first == 6 + (size_t)16 * byte(s, 4);
}

/* Packets of 188 bytes, the first of each a G. */
static bool
is_ts(struct span s)
{
	size_t i;

	for (i = 0; i < 5; i++)
		if (byte(s, i * 188) != 'G')
			return false;
	return true;
}

/* Bytes of the MP3 frame at `at`; 0: none. */
static size_t
mp3_frame(struct span s, size_t at)
{
	static const unsigned short rates[2][15] = { { 0, 8, 16, 24, 32, 40, 48,
		                                         56, 64, 80, 96, 112,
		                                         128, 144, 160 },
		{ 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256,
		    320 } };
	static const unsigned hertz[3] = { 44100, 48000, 32000 };
	unsigned b1 = byte(s, at + 1), b2 = byte(s, at + 2);
	unsigned version = b1 >> 3 & 3, rate = b2 >> 4, freq = b2 >> 2 & 3;
	bool one = version == 3;

	/* layer III */
	if (byte(s, at) != 0xff || b1 >> 5 != 7 || version == 1 ||
	    (b1 >> 1 & 3) != 1 || rate == 0 || rate == 15 || freq == 3)
		return 0;
	return (one ? 144u : 72u) * 1000 * rates[one][rate] /
	           (hertz[freq] >> (one               ? 0
	                               : version == 2 ? 1
	                                              : 2)) +
	       (b2 >> 1 & 1);
}

/* Bytes of the AAC frame at `at`, as radio and phones send it; 0: none. */
static size_t
aac_frame(struct span s, size_t at)
{
	if (byte(s, at) != 0xff || (byte(s, at + 1) & 0xf6) != 0xf0)
		return 0;
	return (byte(s, at + 3) & 3u) << 11 | (unsigned)byte(s, at + 4) << 3 |
	       byte(s, at + 5) >> 5;
}

/* Two frames one behind the other, or one that takes all there is. */
static bool
is_sound(struct span s, size_t (*frame)(struct span, size_t))
{
	size_t n = frame(s, 0);

	return n > 7 && (n == s.len || (n < s.len && frame(s, n) > 7));
}

bool
media_known(struct span s)
{
	size_t i;

	for (i = 0; i < sizeof magics / sizeof *magics; i++)
		if (span_starts_at(s, magics[i].at, magics[i].magic))
			return true;
	return is_box(s) || is_bmp(s) || is_ico(s) || is_ts(s) ||
	       is_sound(s, mp3_frame) || is_sound(s, aac_frame);
}

bool
media_named(struct span type)
{
	return starts_name(type, "image/") || starts_name(type, "audio/") ||
	       starts_name(type, "video/");
}
