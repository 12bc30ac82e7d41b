#include "phones.h"

#include "../../scanner/utf8.h"

#define BESIDE 5 /* digits, at most, of what is no number of its own: 内線12 */
#define WHOLE  9 /* digits behind which a bracket holds a note: (12) */

static bool
is_phone_sign(char c)
{
	return c != '\0' && strchr(" -().+", c) != NULL;
}

static size_t
digits_of(struct span s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		n += is_digit((unsigned char)s.ptr[i]);
	return n;
}

/* From byte *at on: digits and what may stand between them. */
static struct span
next_run(struct span s, size_t *at)
{
	size_t from, n = 0;

	while (*at < s.len && !is_digit((unsigned char)s.ptr[*at]) &&
	    s.ptr[*at] != '+')
		++*at;
	for (from = *at; *at < s.len; ++*at) {
		const char c = s.ptr[*at];

		if (is_digit((unsigned char)c))
			n++;
		else if (!is_phone_sign(c) || (c == '(' && n >= WHOLE))
			break;
	}
	return span_trim(span_sub(s, from, *at));
}

static bool
put_one(struct span s, struct person *p)
{
	struct spelling *phone = p->key[RK_PHONE].len == 0
	    ? &p->key[RK_PHONE] : &p->phone[p->nphones];

	if (phone != &p->key[RK_PHONE] && p->nphones == PERSON_PHONES)
		return false;
	if (!spell_key(RK_PHONE, s, phone)) {
		phone->len = 0;
		return false;
	}
	p->nphones += phone != &p->key[RK_PHONE];
	return true;
}

/* 090-1111-2222 03-5555-0142: a blank may part two, and 12 before one is no number. */
static bool
put_parts(struct span run, struct person *p)
{
	size_t at = 0, from;

	while (at < run.len) {
		from = at;
		while (at < run.len && run.ptr[at] != ' ')
			at++;
		if (at > from && !put_one(span_sub(run, from, at), p) &&
		    (p->key[RK_PHONE].len == 0 ||
		        digits_of(span_sub(run, from, at)) > BESIDE))
			return false;
		while (at < run.len && run.ptr[at] == ' ')
			at++;
	}
	return true;
}

enum people_fault
phones_put(struct span s, struct person *p)
{
	const unsigned before = p->nphones;
	size_t at = 0;

	while (at < s.len) {
		struct span run = next_run(s, &at);

		if (p->key[RK_PHONE].len > 0 && digits_of(run) <= BESIDE)
			continue;
		if (!put_one(run, p) && !put_parts(run, p)) {
			p->key[RK_PHONE].len = 0;
			p->nphones = before;
			return PEOPLE_PHONE;
		}
	}
	return p->key[RK_PHONE].len > 0 ? PEOPLE_GOOD : PEOPLE_PHONE;
}
