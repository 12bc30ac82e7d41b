/* Bytes packed in each coding, for tests.  What comes out is to be freed. */
#ifndef SHUHI_TESTS_PACKED_H
#define SHUHI_TESTS_PACKED_H

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include "help.h"

static inline struct span
packed_z(struct span in, int wbits)
{
	size_t room = in.len + in.len / 100 + 128;
	z_stream z = { 0 };
	char *out = malloc(room);

	assert_non_null(out);
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, wbits, 8,
	                     Z_DEFAULT_STRATEGY),
	    Z_OK);
	z.next_in = (Bytef *)(uintptr_t)in.ptr;
	z.avail_in = (uInt)in.len;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return (struct span){ out, z.total_out };
}

static inline struct span
packed_gzip(struct span in)
{
	return packed_z(in, 15 + 16);
}

static inline struct span
packed_br(struct span in)
{
	size_t len = BrotliEncoderMaxCompressedSize(in.len) + 64;
	char *out = malloc(len);

	assert_non_null(out);
	assert_true(BrotliEncoderCompress(5, 22, BROTLI_MODE_GENERIC, in.len,
	    (const uint8_t *)in.ptr, &len, (uint8_t *)out));
	return (struct span){ out, len };
}

static inline struct span
packed_zstd(struct span in)
{
	size_t room = ZSTD_compressBound(in.len);
	char *out = malloc(room);

	assert_non_null(out);
	return (struct span){ out,
		ZSTD_compress(out, room, in.ptr, in.len, 3) };
}

static inline void
packed_free(struct span s)
{
	free((char *)(uintptr_t)s.ptr);
}

/* So many of one character, to be freed. */
static inline struct span
repeated(char c, size_t n)
{
	char *p = malloc(n);

	assert_non_null(p);
	memset(p, c, n);
	return (struct span){ p, n };
}

#endif
