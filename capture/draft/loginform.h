/*
 * The form of a log-in, application/x-www-form-urlencoded:
 *
 *	user=ntanaka&password=%E3%81%B2…
 */
#ifndef SHUHI_DRAFT_LOGINFORM_H
#define SHUHI_DRAFT_LOGINFORM_H

#include "draftlimit.h"
#include "span.h"

struct loginform {
	char user[LIMIT_DRAFT_NAME + 1];
	char password[LIMIT_DRAFT_PASSWORD + 1];
	size_t nuser, npassword;
};

/*
 * False: a field is missing, given twice, longer than its limit, holds a NUL or is
 * not rightly encoded; the form is wiped then.  Other fields are passed over.  The
 * caller wipes a form that was read.
 */
bool loginform_read(struct span body, struct loginform *);

#endif
