#include "chunked.h"

#include "base64.h"
#include "header.h"

#define SIZE_DIGITS 8    /* of a chunk's size in hex */
#define HEAD_MAX    1024 /* bytes of a chunk's line, with its signature */

bool
chunked_named(struct extract *x, struct span codings, struct span *rest)
{
	char *out = arena_alloc(x->arena, codings.len + 1);
	struct span name;
	bool found = false;
	size_t n = 0;

	if (out == NULL)
		return false;
	while (span_cut(&codings, ',', &name)) {
		if (same_name(trim(name), "aws-chunked")) {
			found = true;
			continue;
		}
		if (n > 0)
			out[n++] = ',';
		memcpy(out + n, name.ptr, name.len);
		n += name.len;
	}
	*rest = (struct span){ out, n };
	return found;
}

/* What may stand behind a size: nothing, or the chunk's signature.  No text. */
static bool
is_extension(struct span s)
{
	static const struct span name = { ";chunk-signature=", 17 };
	size_t i;

	if (s.len == 0)
		return true;
	if (!span_starts(s, name))
		return false;
	for (i = name.len; i < s.len && hex1(s.ptr[i]) >= 0;)
		i++;
	return i == s.len;
}

/* The size of the chunk whose line is at *at, which moves behind it; -1: none is. */
static int64_t
chunk_size(struct span in, size_t *at)
{
	size_t i = *at, end;
	int64_t size = 0;
	int digit;

	for (; i < in.len && (digit = hex1(in.ptr[i])) >= 0; i++) {
		if (i - *at == SIZE_DIGITS)
			return -1;
		size = size * 16 + digit;
	}
	if (i == *at)
		return -1;
	end = span_find(in, i, SPAN("\r\n"));
	if (end == in.len || end - i > HEAD_MAX ||
	    !is_extension(span_sub(in, i, end)))
		return -1;
	*at = end + 2;
	return size;
}

/* Where the trailers at `at` end: behind an empty line. */
static size_t
trailers_end(struct span in, size_t at)
{
	size_t end;

	if (span_starts_at(in, at, SPAN("\r\n")))
		return at + 2;
	end = span_find(in, at, SPAN("\r\n\r\n"));
	return end < in.len ? end + 4 : in.len;
}

struct span
chunked_joined(struct extract *x, struct span path, struct span in)
{
	size_t at = 0, n = 0, begun = 0;
	int64_t size;
	char *out;

	if (!extract_room(x, path, in.len) ||
	    (out = arena_alloc(x->arena, in.len + 1)) == NULL)
		return in;
	while (
	    (size = chunk_size(in, &at)) > 0 && (uint64_t)size <= in.len - at) {
		begun = at;
		memcpy(out + n, in.ptr + at, (size_t)size);
		n += (size_t)size;
		at += (size_t)size;
		if (!span_starts_at(in, at, SPAN("\r\n")))
			break;
		at += 2;
	}
	if (size == 0) {
		begun = trailers_end(in, at);
		extract_headers(x, span_sub(in, at, begun));
		at = begun;
		if (at == in.len)
			return (struct span){ out, n };
	}
	if (begun == 0 && size < 0) {
		extract_fail(x, SHUHI_CAUSE_UNDECODABLE, path, 0);
		return in;
	}
	/* cut off, or something else from here on: read all the same */
	extract_fail(x, SHUHI_CAUSE_BROKEN, path, at);
	memcpy(out + n, in.ptr + at, in.len - at);
	return (struct span){ out, n + in.len - at };
}
