#include "loginform.h"

#include "extract/urlform.h"

static bool
take(struct span value, char *to, size_t room, size_t *n)
{
	struct shuhi_error err;

	if (urlform_value(value, to, room, n, &err) != 0 ||
	    memchr(to, '\0', *n) != NULL)
		return false;
	to[*n] = '\0';
	return *n > 0;
}

static bool
take_pair(struct url_pair pair, struct loginform *f)
{
	if (span_eq(pair.name, SPAN("user")))
		return take(
		    pair.value, f->user, LIMIT_DRAFT_NAME, &f->nuser);
	if (span_eq(pair.name, SPAN("password")))
		return take(pair.value, f->password, LIMIT_DRAFT_PASSWORD,
		    &f->npassword);
	return true;
}

bool
loginform_read(struct span body, struct loginform *f)
{
	struct url_pair pair;
	bool ok = true;

	*f = (struct loginform){ .nuser = 0 };
	while (ok && urlform_next(&body, &pair))
		ok = take_pair(pair, f);
	ok = ok && f->nuser > 0 && f->npassword > 0;
	if (!ok)
		explicit_bzero(f, sizeof *f);
	return ok;
}
