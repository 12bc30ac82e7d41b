#include "lookimage.h"

static uint32_t
big16(const unsigned char *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t
big32(const unsigned char *p)
{
	return big16(p) << 16 | big16(p + 2);
}

/* ---- PNG ------------------------------------------------------------------------- */

#define SIGNATURE 8
#define CHUNK     12 /* length, type, check sum */
#define IHDR      13

/* 8 bits, red-green-blue, deflate, filters, not interlaced */
static bool
is_ihdr(struct span s, uint32_t width, uint32_t height)
{
	static const char kind[] = { 8, 2, 0, 0, 0 };

	return span_starts(s, SPAN("\0\0\0\x0dIHDR")) &&
	    big32((const unsigned char *)s.ptr + 8) == width &&
	    big32((const unsigned char *)s.ptr + 12) == height &&
	    memcmp(s.ptr + 16, kind, sizeof kind) == 0;
}

bool
lookimage_png(struct span s, uint32_t width, uint32_t height)
{
	size_t at = SIGNATURE + CHUNK + IHDR;
	bool pixels = false;

	if (s.len < at + CHUNK ||
	    !span_starts(s, SPAN("\x89PNG\r\n\x1a\n")) ||
	    !is_ihdr(span_sub(s, SIGNATURE, s.len), width, height))
		return false;
	while (s.len - at >= CHUNK) {
		uint32_t n = big32((const unsigned char *)s.ptr + at);

		if (n > s.len - at - CHUNK)
			return false;
		if (memcmp(s.ptr + at + 4, "IEND", 4) == 0)
			return pixels && n == 0 && at + CHUNK == s.len;
		if (memcmp(s.ptr + at + 4, "IDAT", 4) != 0)
			return false;
		pixels = true;
		at += CHUNK + n;
	}
	return false;
}

/* ---- JPEG ------------------------------------------------------------------------ */

enum { SOF0 = 0xc0, DHT = 0xc4, RST0 = 0xd0, RST7 = 0xd7, EOI = 0xd9,
	SOS = 0xda, DQT = 0xdb, APP0 = 0xe0 };

/* Between markers pixels: ff stands there as ff 00, and the end is the end. */
static bool
is_scan(const unsigned char *p, size_t n)
{
	size_t i;

	for (i = 0; i + 1 < n; i++) {
		if (p[i] != 0xff || p[i + 1] == 0 ||
		    (p[i + 1] >= RST0 && p[i + 1] <= RST7))
			continue;
		return p[i + 1] == EOI && i + 2 == n;
	}
	return false;
}

/* A segment of n bytes, its length among them. */
static bool
is_segment(unsigned marker, const unsigned char *p, size_t n, uint32_t width,
    uint32_t height)
{
	switch (marker) {
	case APP0:
		/* without the thumbnail it may have */
		return n == 16 && memcmp(p + 2, "JFIF", 5) == 0;
	case SOF0:
		return n == 17 && big16(p + 3) == height &&
		    big16(p + 5) == width;
	case DQT:
		return n == 67;
	case DHT:
		return n >= 19 && n <= 2 + 17 + 256;
	case SOS:
		return n == 12;
	default:
		return false;
	}
}

bool
lookimage_jpeg(struct span s, uint32_t width, uint32_t height)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	bool sized = false;
	size_t at = 2, n;

	if (!span_starts(s, SPAN("\xff\xd8")))
		return false;
	while (s.len - at >= 4 && p[at] == 0xff) {
		n = big16(p + at + 2);
		if (n < 2 || n > s.len - at - 2 ||
		    !is_segment(p[at + 1], p + at + 2, n, width, height))
			return false;
		sized |= p[at + 1] == SOF0;
		if (p[at + 1] == SOS)
			return sized &&
			    is_scan(p + at + 2 + n, s.len - at - 2 - n);
		at += 2 + n;
	}
	return false;
}
