/*
 * A form as a URL carries it, application/x-www-form-urlencoded:
 *
 *	user=ntanaka&password=%E3%81%B2…
 *
 * The pairs are the same to everybody.  urlform_value() is for the forms of our
 * own pages: what no browser writes is refused.  A body that is judged is read by
 * percent_decode() (base64.h) instead, which leaves that standing.
 */
#ifndef SHUHI_URLFORM_H
#define SHUHI_URLFORM_H

#include "shuhi.h"
#include "span.h"

struct url_pair {
	struct span all; /* as it stands; empty between two & */
	struct span name, value;
};

/*
 * Cut the first pair off *rest; false at the end.  What has no = is a value without
 * a name.  Nothing is decoded.
 */
bool urlform_next(struct span *rest, struct url_pair *);

/*
 * `value` decoded into `out` (room bytes); *n, which is 0 before, becomes their
 * count.  Any byte may come out, NUL too.
 *
 * Fails  with *n as it was, the position counted in `value`:
 *        SHUHI_E_USAGE  *n is not 0: the value is given twice; or a percent
 *                       sequence that is none,
 *        SHUHI_E_LIMIT  more bytes than `room`.
 */
int urlform_value(
    struct span value, char *out, size_t room, size_t *n, struct shuhi_error *);

#endif
