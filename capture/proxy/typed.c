#include "typed.h"

#include "err.h"
#include "extract/urlform.h"
#include "utf8.h"

static int
settle_why(struct typed *f, struct shuhi_error *err)
{
	struct span why = span_trim((struct span){ f->why, f->nwhy });
	size_t at = 0;
	uint32_t c;

	memmove(f->why, why.ptr, why.len);
	f->nwhy = why.len;
	why.ptr = f->why;
	while (at < why.len) {
		if ((c = utf8_next(why, &at)) == UTF8_BAD)
			return fail(err, SHUHI_E_CHARSET, "not UTF-8", at);
		f->why_chars += !utf8_is_blank(c);
	}
	return 0;
}

static int
take(struct typed *f, struct url_pair pair, struct shuhi_error *err)
{
	if (span_eq(pair.name, SPAN("token")))
		return urlform_value(pair.value, f->token, sizeof f->token,
		    &f->ntoken, err);
	if (span_eq(pair.name, SPAN("why")))
		return urlform_value(
		    pair.value, f->why, sizeof f->why, &f->nwhy, err);
	return 0;
}

int
typed_read(struct span body, struct typed *f, struct shuhi_error *err)
{
	struct url_pair pair;

	f->ntoken = f->nwhy = f->why_chars = 0;
	if (body.len > LIMIT_PROXY_FORM)
		return fail(err, SHUHI_E_LIMIT, "the form is too long", 0);
	while (urlform_next(&body, &pair))
		if (take(f, pair, err) != 0)
			return -1;
	return settle_why(f, err);
}
