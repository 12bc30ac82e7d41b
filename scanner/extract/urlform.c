#include "urlform.h"

#include "base64.h"
#include "err.h"

bool
urlform_next(struct span *rest, struct url_pair *p)
{
	if (!span_cut(rest, '&', &p->all))
		return false;
	p->name = span_sub(p->all, 0, 0);
	p->value = p->all;
	if (memchr(p->all.ptr, '=', p->all.len) != NULL)
		span_cut(&p->value, '=', &p->name);
	return true;
}

int
urlform_value(struct span value, char *out, size_t room, size_t *n,
    struct shuhi_error *err)
{
	size_t i, at = 0;
	int byte;

	if (*n != 0)
		return fail(err, SHUHI_E_USAGE, "a value is given twice", 0);
	for (i = 0; i < value.len; i++) {
		byte = value.ptr[i] == '+' ? ' ' : value.ptr[i];
		if (byte == '%') {
			if ((byte = hex2(value, i + 1)) < 0)
				return fail(err, SHUHI_E_USAGE,
				    "not a percent sequence", i);
			i += 2;
		}
		if (at == room)
			return fail(
			    err, SHUHI_E_LIMIT, "a value is too long", i);
		out[at++] = (char)byte;
	}
	*n = at;
	return 0;
}
