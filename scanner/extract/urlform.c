#include "urlform.h"

#include "base64.h"
#include "err.h"

struct url_pair
urlform_next(struct span *rest)
{
	const char *amp = memchr(rest->ptr, '&', rest->len), *eq;
	struct url_pair p = { .all = *rest };

	if (amp != NULL)
		p.all.len = (size_t)(amp - rest->ptr);
	*rest = span_sub(*rest, p.all.len + (amp != NULL), rest->len);
	eq = memchr(p.all.ptr, '=', p.all.len);
	p.value = p.all;
	if (eq != NULL) {
		p.name = span_sub(p.all, 0, (size_t)(eq - p.all.ptr));
		p.value = span_sub(p.all, p.name.len + 1, p.all.len);
	}
	return p;
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
