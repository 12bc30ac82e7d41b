#include "lines.h"

#include <stdlib.h>

#include "err.h"
#include "file.h"
#include "limit.h"
#include "utf8.h"

static int
refuse_byte(const struct lines *l, size_t bad, enum shuhi_code code,
    const char *message, const char *hint, struct shuhi_error *err)
{
	struct span before = { l->data, bad };
	const char *nl = memrchr(l->data, '\n', bad);
	size_t begin = nl != NULL ? (size_t)(nl - l->data) + 1 : 0, at = 0;
	uint32_t line = 1;

	for (; at < bad; at++)
		line += l->data[at] == '\n';
	return fail_file(err, code, l->file, line,
	    (uint32_t)utf8_count(span_sub(before, begin, bad)) + 1, message,
	    "%s", hint);
}

/* Fields end with a NUL for whoever wants strings: one inside would hide the rest. */
static int
check_text(const struct lines *l, enum shuhi_code code, struct shuhi_error *err)
{
	struct span s = { l->data, l->len };
	size_t at = 0, from;
	uint32_t c;

	while (at < s.len) {
		from = at;
		if ((c = utf8_next(s, &at)) == UTF8_BAD)
			return refuse_byte(l, at, code, "not UTF-8",
			    "save the file as UTF-8", err);
		if (c == 0)
			return refuse_byte(
			    l, from, code, "a NUL byte", "take it out", err);
	}
	return 0;
}

int
lines_open(struct lines *l, const char *file, enum shuhi_code code,
    struct shuhi_error *err)
{
	*l = (struct lines){ .file = file };
	if (file_read(file, LIMIT_FILE, &l->data, &l->len, code, err) != 0)
		return -1;
	if (l->len >= 3 && !memcmp(l->data, "\xef\xbb\xbf", 3))
		l->at = 3; /* a spreadsheet's byte order mark */
	if (check_text(l, code, err) != 0) {
		lines_close(l);
		return -1;
	}
	return 0;
}

static void
split(struct span s, struct line *line)
{
	const size_t most = sizeof line->field / sizeof line->field[0];
	char *tab;
	size_t n;

	while (line->nfields < most) {
		tab = memchr(s.ptr, '\t', s.len);
		n = tab != NULL ? (size_t)(tab - s.ptr) : s.len;
		line->field[line->nfields++] = (struct span){ s.ptr, n };
		if (tab == NULL)
			return;
		*tab = '\0';
		s.ptr += n + 1;
		s.len -= n + 1;
	}
}

bool
lines_next(struct lines *l, struct line *out)
{
	struct span s;
	char *nl;

	while (l->at < l->len) {
		s = (struct span){ l->data + l->at, l->len - l->at };
		if ((nl = memchr(s.ptr, '\n', s.len)) != NULL) {
			s.len = (size_t)(nl - s.ptr);
			*nl = '\0';
		}
		l->at += s.len + 1;
		l->number++;
		if (s.len > 0 && s.ptr[s.len - 1] == '\r') {
			s.len--;
			l->data[(size_t)(s.ptr - l->data) + s.len] = '\0';
		}
		if (s.len == 0 || s.ptr[0] == '#')
			continue;
		*out = (struct line){ .file = l->file, .number = l->number };
		split(s, out);
		return true;
	}
	return false;
}

void
lines_close(struct lines *l)
{
	free(l->data);
	*l = (struct lines){ 0 };
}
