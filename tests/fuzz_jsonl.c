/*
 * Any bytes are a line of the lines protocol, or are refused at a byte of it.
 * The text that comes out is UTF-8; the id, echoed as it was written, is one
 * line of valid JSON.
 */
#include <jansson.h>
#include <stdlib.h>

#include "json_in.h"
#include "must.h"

static void
check_line(const struct json_line *j)
{
	json_error_t e;
	json_t *id;

	check(is_utf8(j->text));
	check(is_utf8(j->destination));
	check(is_utf8(j->author));
	check(is_utf8(j->lang));
	if (j->id.ptr == NULL)
		return;
	check(memchr(j->id.ptr, '\n', j->id.len) == NULL);
	id = json_loadb(j->id.ptr, j->id.len,
	    JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL, &e);
	check(id != NULL);
	json_decref(id);
}

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct json_line j = { 0 };
	struct failure f = { 0 };
	char *line;

	if (!ready)
		json_in_init();
	ready = true;
	if (size > 0 && memchr(data, '\n', size) != NULL)
		return 0; /* the reader cuts there */
	/* of just its size, so that ASan guards both its edges */
	line = malloc(size > 0 ? size : 1);
	check(line != NULL);
	if (size > 0)
		memcpy(line, data, size);
	if (json_line_read(&j, (struct span){ line, size }, &f) == 0) {
		check_line(&j);
	} else {
		check(f.code != NULL && f.message != NULL);
		check(f.at <= size);
	}
	json_line_done(&j);
	json_line_free(&j);
	free(line);
	return 0;
}
