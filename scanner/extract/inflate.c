#include "inflate.h"

#include <brotli/decode.h>
#include <strings.h>
#include <zlib.h>
#define ZSTD_STATIC_LINKING_ONLY /* its memory from the arena, to be wiped */
#include <zstd.h>
#include <zstd_errors.h>

#include "chunked.h"
#include "limit.h"

#define STEP ((size_t)64 << 10) /* made between two looks at the clock */

/* RFC 8878, 3.1.1.1.2: what a decoder of web content must support; 8 MiB. */
#define ZSTD_WINDOW_LOG 23

/* One stream being inflated. */
struct flow {
	struct extract *x;
	struct span in;
	size_t used; /* of in */
	char *out;
	size_t len, cap;
	size_t most; /* bytes that may come out */
	bool ended;
	enum shuhi_cause cause;
	z_stream z;
	BrotliDecoderState *br;
	ZSTD_DCtx *zstd;
};

/* The window of a decoder holds text: it is the arena's, and is wiped. */
static voidpf
from_arena(voidpf arena, uInt n, uInt size)
{
	return arena_alloc(arena, (size_t)n * size);
}

static void *
sized_from_arena(void *arena, size_t size)
{
	return arena_alloc(arena, size);
}

static void
to_arena(void *arena, void *p)
{
	(void)arena;
	(void)p;
}

/* ---- one step of each coding: fills flow.out up to `room` ------------------- */

static void
z_step(struct flow *f, size_t room)
{
	int rc;

	f->z.next_in = (Bytef *)(uintptr_t)(f->in.ptr + f->used);
	f->z.avail_in =
	    (uInt)(f->in.len - f->used < UINT32_MAX / 2 ? f->in.len - f->used
	                                                : UINT32_MAX / 2);
	f->z.next_out = (Bytef *)f->out + f->len;
	f->z.avail_out = (uInt)room;
	rc = inflate(&f->z, Z_NO_FLUSH);
	f->used = (size_t)((const char *)f->z.next_in - f->in.ptr);
	f->len += room - f->z.avail_out;
	if (rc == Z_STREAM_END) {
		/* a gzip file may be several, one behind the other */
		if (coding_sniff(span_sub(f->in, f->used, f->in.len)) ==
		    CODING_GZIP)
			inflateReset(&f->z);
		else
			f->ended = true;
	} else if (rc == Z_BUF_ERROR && f->used == f->in.len) {
		f->cause = SHUHI_CAUSE_BROKEN;
	} else if (rc != Z_OK) {
		f->cause = SHUHI_CAUSE_UNDECODABLE;
	}
}

static void
br_step(struct flow *f, size_t room)
{
	size_t avail_in = f->in.len - f->used, avail_out = room;
	const uint8_t *in = (const uint8_t *)f->in.ptr + f->used;
	uint8_t *out = (uint8_t *)f->out + f->len;

	switch (BrotliDecoderDecompressStream(
	    f->br, &avail_in, &in, &avail_out, &out, NULL)) {
	case BROTLI_DECODER_RESULT_SUCCESS:
		f->ended = true;
		break;
	case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
		f->cause = SHUHI_CAUSE_BROKEN;
		break;
	case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
		break;
	default:
		f->cause = SHUHI_CAUSE_UNDECODABLE;
	}
	f->used = f->in.len - avail_in;
	f->len += room - avail_out;
}

static void
zstd_step(struct flow *f, size_t room)
{
	ZSTD_inBuffer in = { f->in.ptr, f->in.len, f->used };
	ZSTD_outBuffer out = { f->out + f->len, room, 0 };
	size_t rc = ZSTD_decompressStream(f->zstd, &out, &in);

	f->used = in.pos;
	f->len += out.pos;
	if (ZSTD_isError(rc))
		f->cause = ZSTD_getErrorCode(rc) ==
		                   ZSTD_error_frameParameter_windowTooLarge
		               ? SHUHI_CAUSE_TOO_LARGE
		               : SHUHI_CAUSE_UNDECODABLE;
	else if (rc == 0)
		f->ended = f->used == f->in.len ||
		           coding_sniff(span_sub(f->in, f->used, f->in.len)) !=
		               CODING_ZSTD;
	else if (f->used == f->in.len && out.pos < room)
		f->cause = SHUHI_CAUSE_BROKEN;
}

/* ---- opening each ----------------------------------------------------------- */

#define WBITS_GZIP (15 + 16)
#define WBITS_ZLIB 15
#define WBITS_RAW  (-15)

static bool
has_zlib_header(struct span in)
{
	const unsigned char *p = (const unsigned char *)in.ptr;

	return in.len >= 2 && (p[0] & 0x0f) == Z_DEFLATED &&
	       (p[0] << 8 | p[1]) % 31 == 0;
}

static bool
open_coding(struct flow *f, enum coding coding, int wbits)
{
	ZSTD_customMem mem = { sized_from_arena, to_arena, f->x->arena };

	switch (coding) {
	case CODING_BR:
		f->br = BrotliDecoderCreateInstance(
		    sized_from_arena, to_arena, f->x->arena);
		return f->br != NULL;
	case CODING_ZSTD:
		f->zstd = ZSTD_createDCtx_advanced(mem);
		return f->zstd != NULL &&
		       !ZSTD_isError(ZSTD_DCtx_setParameter(
		           f->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG));
	default:
		f->z.zalloc = from_arena;
		f->z.zfree = to_arena;
		f->z.opaque = f->x->arena;
		return inflateInit2(&f->z, wbits) == Z_OK;
	}
}

static void
close_coding(struct flow *f, enum coding coding)
{
	if (coding == CODING_BR)
		BrotliDecoderDestroyInstance(f->br);
	else if (coding == CODING_ZSTD)
		ZSTD_freeDCtx(f->zstd);
	else
		inflateEnd(&f->z);
}

/* ---- the stream -------------------------------------------------------------- */

/* What may come out: the smaller of the two ceilings, and which it was. */
static size_t
most_of(const struct extract *x, struct span in, enum shuhi_cause *which)
{
	uint64_t room = x->limits.bytes - x->made;
	uint64_t wide = (uint64_t)x->limits.ratio * in.len;

	if (wide < LIMIT_BODY_RATIO_FREE)
		wide = LIMIT_BODY_RATIO_FREE;
	*which = wide < room ? SHUHI_CAUSE_RATIO : SHUHI_CAUSE_TOO_LARGE;
	return (size_t)(wide < room ? wide : room);
}

/* Room for one step, and for the byte that is one too many. */
static size_t
make_room(struct flow *f)
{
	size_t want = f->most - f->len < STEP ? f->most - f->len + 1 : STEP;

	f->out =
	    arena_grow(f->x->arena, f->out, f->len, &f->cap, f->len + want, 1);
	return f->out == NULL ? 0 : want;
}

static void
run(struct flow *f, enum coding coding, enum shuhi_cause beyond)
{
	size_t room;

	while (!f->ended && f->cause == SHUHI_CAUSE_NONE) {
		if (extract_over(f->x, (struct span){ 0 })) {
			f->cause = f->x->told[SHUHI_CAUSE_TIMEOUT] > 0
			               ? SHUHI_CAUSE_TIMEOUT
			               : SHUHI_CAUSE_TOO_LARGE;
			return;
		}
		if ((room = make_room(f)) == 0)
			return;
		if (coding == CODING_BR)
			br_step(f, room);
		else if (coding == CODING_ZSTD)
			zstd_step(f, room);
		else
			z_step(f, room);
		if (f->len > f->most) {
			f->len = f->most;
			f->cause = beyond;
		}
	}
	if (f->ended && f->used < f->in.len)
		f->cause = SHUHI_CAUSE_BROKEN;
}

static void
unpack(struct extract *x, enum coding coding, int wbits, struct span in,
    struct inflated *out)
{
	struct flow f = { .x = x, .in = in };
	enum shuhi_cause beyond;

	f.most = most_of(x, in, &beyond);
	*out = (struct inflated){ 0 };
	if (open_coding(&f, coding, wbits))
		run(&f, coding, beyond);
	else
		x->arena->overflowed = true;
	close_coding(&f, coding);
	if (x->arena->overflowed)
		return;
	*out = (struct inflated){
		.bytes = { f.out, f.len },
		.cause = f.cause,
		.at = f.used,
	};
}

void
inflate_coding(
    struct extract *x, enum coding coding, struct span in, struct inflated *out)
{
	bool zlib = has_zlib_header(in);

	if (coding != CODING_DEFLATE) {
		unpack(x, coding, WBITS_GZIP, in, out);
	} else {
		/* "deflate" is zlib's by the standard and bare by custom */
		unpack(x, coding, zlib ? WBITS_ZLIB : WBITS_RAW, in, out);
		if (zlib && out->cause == SHUHI_CAUSE_UNDECODABLE &&
		    out->bytes.len == 0)
			unpack(x, coding, WBITS_RAW, in, out);
	}
	x->made += out->bytes.len;
}

/* ---- names in a header (RFC 1952) ---------------------------------------------- */

#define FEXTRA   4
#define FNAME    8
#define FCOMMENT 16

/* The bytes at *at before a NUL, which *at moves behind. */
static struct span
take_string(struct span s, size_t *at)
{
	const char *nul =
	    *at < s.len ? memchr(s.ptr + *at, '\0', s.len - *at) : NULL;
	size_t from = *at, end = nul != NULL ? (size_t)(nul - s.ptr) : s.len;

	*at = end < s.len ? end + 1 : s.len;
	return span_sub(s, from < end ? from : end, end);
}

void
inflate_names(struct span in, struct span *name, struct span *comment)
{
	const unsigned char *p = (const unsigned char *)in.ptr;
	size_t at = 10;

	*name = *comment = SPAN("");
	if (in.len < 12 || coding_sniff(in) != CODING_GZIP)
		return;
	if (p[3] & FEXTRA)
		at += 2 + (p[10] | (size_t)p[11] << 8);
	if (p[3] & FNAME)
		*name = take_string(in, &at);
	if (p[3] & FCOMMENT)
		*comment = take_string(in, &at);
}

/* ---- bytes without a mark ---------------------------------------------------- */

#define DEFLATE_MIN 8 /* bytes; fewer come about by chance */

/* One decoder for all trials of a body: its memory is the arena's for good. */
static z_stream *
trial(struct extract *x)
{
	z_stream *z = x->trial;

	if (z != NULL)
		return z;
	if ((z = ARENA_NEW(x->arena, 1, z_stream)) == NULL)
		return NULL;
	z->zalloc = from_arena;
	z->zfree = to_arena;
	z->opaque = x->arena;
	if (inflateInit2(z, WBITS_RAW) != Z_OK) {
		x->arena->overflowed = true;
		return NULL;
	}
	return x->trial = z;
}

/* Does a stream that says something end just where the bytes do? */
static bool
ends_well(struct extract *x, struct span in, int wbits)
{
	z_stream *z = trial(x);
	Bytef scratch[4096];
	int rc;

	if (z == NULL || inflateReset2(z, wbits) != Z_OK)
		return false;
	z->next_in = (Bytef *)(uintptr_t)in.ptr;
	z->avail_in = (uInt)in.len;
	do {
		z->next_out = scratch;
		z->avail_out = sizeof scratch;
		rc = inflate(z, Z_NO_FLUSH);
	} while (rc == Z_OK && z->total_out <= x->limits.bytes &&
	         !extract_over(x, (struct span){ 0 }));
	explicit_bzero(scratch, sizeof scratch);
	/* what is too much to try is too much to unpack, which tells it */
	return rc == Z_OK ||
	       (rc == Z_STREAM_END && z->avail_in == 0 && z->total_out > 0);
}

bool
inflate_is_deflate(struct extract *x, struct span in)
{
	if (in.len < DEFLATE_MIN || in.len > UINT32_MAX / 2)
		return false;
	return (has_zlib_header(in) && ends_well(x, in, WBITS_ZLIB)) ||
	       ends_well(x, in, WBITS_RAW);
}

/* ---- names ------------------------------------------------------------------- */

enum coding
coding_named(struct span name)
{
	static const struct {
		const char *name;
		enum coding coding;
	} names[] = {
		{ "gzip", CODING_GZIP },
		{ "x-gzip", CODING_GZIP },
		{ "deflate", CODING_DEFLATE },
		{ "br", CODING_BR },
		{ "zstd", CODING_ZSTD },
		{ "identity", CODING_IDENTITY },
	};
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i].name) == name.len &&
		    strncasecmp(names[i].name, name.ptr, name.len) == 0)
			return names[i].coding;
	return CODING_NONE;
}

enum coding
coding_sniff(struct span s)
{
	if (span_starts(s, SPAN("\x1f\x8b\x08")))
		return CODING_GZIP;
	if (span_starts(s, SPAN("\x28\xb5\x2f\xfd")))
		return CODING_ZSTD;
	return CODING_NONE;
}

/* The last of a list of names, which is cut off it. */
static struct span
take_last(struct span *list)
{
	size_t from = list->len, to;
	struct span last;

	while (from > 0 && list->ptr[from - 1] != ',')
		from--;
	last = span_sub(*list, from, list->len);
	*list = span_sub(*list, 0, from > 0 ? from - 1 : 0);
	for (from = 0; from < last.len && strchr(" \t", last.ptr[from]);)
		from++;
	for (to = last.len; to > from && strchr(" \t", last.ptr[to - 1]);)
		to--;
	return span_sub(last, from, to);
}

struct span
extract_inflate(
    struct extract *x, struct span path, struct span codings, struct span in)
{
	uint32_t layers = 0;
	struct inflated out;
	enum coding coding;
	struct span name;

	if (codings.len > 0 && chunked_named(x, codings, &codings))
		in = chunked_joined(x, path, in);
	while (codings.len > 0 && in.len > 0) {
		name = take_last(&codings);
		coding = coding_named(name);
		if (name.len == 0 || coding == CODING_IDENTITY)
			continue;
		if (layers++ >= x->limits.depth) {
			extract_fail(x, SHUHI_CAUSE_DEPTH, path, 0);
			return in;
		}
		if (coding == CODING_NONE) {
			extract_fail(x, SHUHI_CAUSE_UNDECODABLE, path, 0);
			return in;
		}
		inflate_coding(x, coding, in, &out);
		if (x->arena->overflowed)
			return (struct span){ 0 };
		if (out.cause != SHUHI_CAUSE_NONE)
			extract_fail(x, out.cause, path, out.at);
		/* declared, but never packed: look at it as it is */
		if (out.cause == SHUHI_CAUSE_UNDECODABLE && out.bytes.len == 0)
			return in;
		in = out.bytes;
	}
	return in;
}
