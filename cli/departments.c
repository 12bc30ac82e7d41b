#include "departments.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "auditline.h"
#include "err.h"
#include "lines.h"

#define MOST 100000 /* lines of the file */

struct member {
	const char *user;      /* NULL: addresses */
	char pseudonym[19];    /* of the user; "": not asked for */
	unsigned char net[16]; /* IPv4 mapped into IPv6 */
	unsigned bits;
	const char *department;
};

struct departments {
	struct lines lines; /* the texts are in it */
	struct member *v;
	size_t n, cap;
};

/* An address in the form of IPv6; its own number of bits in *bits. */
static bool
parse_address(const char *s, unsigned char out[16], unsigned *bits)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

	if (inet_pton(AF_INET, s, out + 12) == 1) {
		memcpy(out, mapped, sizeof mapped);
		*bits = 32;
		return true;
	}
	*bits = 128;
	return inet_pton(AF_INET6, s, out) == 1;
}

static bool
parse_net(const char *s, struct member *m)
{
	char host[INET6_ADDRSTRLEN];
	const char *slash = strchr(s, '/');
	size_t n = slash == NULL ? strlen(s) : (size_t)(slash - s);
	unsigned long bits;
	unsigned most;
	char *end;

	if (n >= sizeof host)
		return false;
	memcpy(host, s, n);
	host[n] = '\0';
	if (!parse_address(host, m->net, &most))
		return false;
	m->bits = 128;
	if (slash == NULL)
		return true;
	bits = strtoul(slash + 1, &end, 10);
	if (end == slash + 1 || *end != '\0' || bits > most)
		return false;
	m->bits = 128 - most + (unsigned)bits;
	return true;
}

static bool
in_net(const struct member *m, const unsigned char a[16])
{
	unsigned whole = m->bits / 8, rest = m->bits % 8;

	if (memcmp(m->net, a, whole) != 0)
		return false;
	return rest == 0 || ((m->net[whole] ^ a[whole]) >> (8 - rest)) == 0;
}

static int
add(struct departments *d, const struct line *l, const struct seal_key *key,
    struct shuhi_error *err)
{
	struct member m = { .department = l->field[1].ptr }, *v;

	if (l->nfields != 2 || l->field[0].len == 0 || l->field[1].len == 0)
		return fail_file(err, SHUHI_E_USAGE, l->file, l->number, 1,
		    "want two columns", "user or address, a tab, department");
	if (!parse_net(l->field[0].ptr, &m)) {
		/* an address that is none had better be told */
		if (strchr(l->field[0].ptr, '/') != NULL)
			return fail_file(err, SHUHI_E_USAGE, l->file,
			    l->number, 1, "not an address",
			    "192.0.2.0/24 or 2001:db8::/32");
		m.user = l->field[0].ptr;
		if (key != NULL)
			audit_pseudonym(key, l->field[0], m.pseudonym);
	}
	if (d->n == MOST)
		return fail_file(err, SHUHI_E_LIMIT, l->file, l->number, 1,
		    "too many lines", "at most %d", MOST);
	if (d->n == d->cap) {
		d->cap = d->cap == 0 ? 64 : d->cap * 2;
		if ((v = realloc(d->v, d->cap * sizeof *v)) == NULL)
			return fail(err, SHUHI_E_NOMEM, "no memory", 0);
		d->v = v;
	}
	d->v[d->n++] = m;
	return 0;
}

int
departments_load(const char *file, const struct seal_key *key,
    struct departments **out, struct shuhi_error *err)
{
	struct departments *d = calloc(1, sizeof *d);
	struct line l;
	int rc;

	if (d == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory", 0);
	rc = lines_open(&d->lines, file, SHUHI_E_USAGE, err);
	while (rc == 0 && lines_next(&d->lines, &l))
		rc = add(d, &l, key, err);
	if (rc != 0) {
		departments_free(d);
		return -1;
	}
	*out = d;
	return 0;
}

void
departments_free(struct departments *d)
{
	if (d == NULL)
		return;
	lines_close(&d->lines);
	free(d->v);
	free(d);
}

const char *
departments_find(
    const struct departments *d, const char *user, const char *client)
{
	unsigned char a[16];
	unsigned bits;
	bool address = parse_address(client, a, &bits);
	const struct member *m;
	size_t i;

	for (i = 0; d != NULL && i < d->n; i++) {
		m = &d->v[i];
		if (m->user == NULL ? address && in_net(m, a)
		    : strcmp(m->user, user) == 0 ||
		        (user[0] != '\0' && strcmp(m->pseudonym, user) == 0))
			return m->department;
	}
	return NULL;
}
