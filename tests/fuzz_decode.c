/*
 * However the bytes are cut, text, charset and `bad' are the same, and the text
 * is valid UTF-8.
 *
 *	byte 0   which declared name
 *	byte 1   how the second feeding is cut
 *	byte 2   how much ASCII goes first, so that windows end amid the rest
 *	byte 3.. what is decoded
 */
#include "charset.h"
#include "must.h"

#include <stdlib.h>

#define HALF_WINDOW ((size_t)32 << 10) /* of decode.c's SNIFF_MAX */

struct outcome {
	char *text;
	size_t len, cap;
	const char *charset;
	uint64_t bad;
};

static void
append(struct outcome *o, struct shuhi_decoded part)
{
	if (o->cap - o->len < part.len) {
		o->cap = 2 * o->cap + part.len;
		o->text = realloc(o->text, o->cap);
		check(o->text != NULL);
	}
	if (part.len > 0)
		memcpy(o->text + o->len, part.text, part.len);
	o->len += part.len;
	o->charset = part.charset;
	o->bad = part.bad;
}

/* Few bytes or many, sometimes none. */
static size_t
cut(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 31 ? *seed >> 20 & 3 : *seed >> 12 & 0x7fff;
}

static struct outcome
decoded(const char *declared, struct span in, uint32_t seed, bool at_once)
{
	struct outcome o = { 0 };
	struct shuhi_decoder *d;
	struct shuhi_decoded part;
	struct shuhi_error err;
	size_t n;
	bool last = false;
	char *chunk;

	check(shuhi_decoder_open(declared, &d, &err) == 0);
	while (!last) {
		n = at_once ? in.len : cut(&seed);
		n = n < in.len ? n : in.len;
		last = n == in.len && (at_once || (seed >> 30 & 1));
		/* of just its size, so that ASan guards both its edges */
		chunk = malloc(n > 0 ? n : 1);
		check(chunk != NULL);
		if (n > 0)
			memcpy(chunk, in.ptr, n);
		check(shuhi_decoder_feed(d, chunk, n, last, &part, &err) == 0);
		append(&o, part);
		free(chunk);
		in = span_sub(in, n, in.len);
	}
	shuhi_decoder_close(d);
	return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const declared[] = { NULL, "cp932", "euc-jp",
		"iso-2022-jp", "utf-8", "utf-16le", "utf-16", "utf-32",
		"utf-32be", "iso-8859-1", "windows-1252", "us-ascii", "gb18030",
		"x-unknown" };
	struct outcome whole, parts;
	const char *name;
	struct span in;
	size_t pad;
	char *p;

	if (size < 3)
		return 0;
	/* mostly none; else a little less than some half windows */
	pad = (1 + (data[2] >> 4 & 3)) * HALF_WINDOW - (data[2] & 15);
	if (data[2] < 0xc0)
		pad = 0;
	in.len = pad + size - 3;
	p = malloc(in.len > 0 ? in.len : 1);
	check(p != NULL);
	memset(p, 'a', pad);
	if (size > 3)
		memcpy(p + pad, data + 3, size - 3);
	in.ptr = p;
	name = declared[data[0] % (sizeof declared / sizeof *declared)];
	whole = decoded(name, in, 0, true);
	parts = decoded(name, in, data[1], false);
	check(utf8_run((struct span){ whole.text, whole.len }) == whole.len);
	check(whole.bad <= in.len);
	check(whole.bad == parts.bad);
	check(strcmp(whole.charset, parts.charset) == 0);
	check(span_eq((struct span){ whole.text, whole.len },
	    (struct span){ parts.text, parts.len }));
	free(whole.text);
	free(parts.text);
	free(p);
	return 0;
}
