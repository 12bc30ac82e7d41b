#include "auditverify.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auditfile.h"
#include "err.h"

struct check {
	const struct audit_verify_config *c;
	struct audit_summary *sum;
	const struct seal_key *key;
	char key_id[17];
	struct audit_head head;
	bool has_head, head_met, expect_met;
	struct chain_link last; /* as the chain goes on, also behind an edit */
	struct chain_link good; /* the last that was good ...               */
	size_t good_end;        /* ... and where it ended in this file      */
	uint64_t garbled;       /* line that may turn out torn, 0 none       */
	const char *file;
	uint64_t line;
};

/* ---- telling ------------------------------------------------------------ */

static void
tell(struct check *k, enum audit_fault_kind kind, uint64_t line, uint64_t seq,
    uint64_t want, struct span what)
{
	struct audit_fault f = { .kind = kind, .file = k->file, .line = line,
		.seq = seq, .want = want };

	if (what.len >= sizeof f.what)
		what.len = sizeof f.what - 1;
	if (what.len > 0)
		memcpy(f.what, what.ptr, what.len);
	k->sum->faults++;
	k->c->tell(k->c->arg, &f);
}

static void
tell_garbled(struct check *k)
{
	if (k->garbled != 0)
		tell(k, FAULT_GARBLED, k->garbled, 0, 0, SPAN(""));
	k->garbled = 0;
}

/* ---- lines -------------------------------------------------------------- */

/* Does this record vouch for all bytes between the last good one and itself? */
static bool
vouches(const struct check *k, struct span file, size_t from, struct span line)
{
	struct span gap = span_sub(file, k->good_end, from);
	struct digest sum, want;
	uint64_t bytes;

	if (!chain_number(line, "bytes", &bytes) || bytes > gap.len ||
	    gap.len - bytes > 1) /* the newline that ended a torn one */
		return false;
	gap.len = (size_t)bytes;
	seal_of(k->key, gap, &sum);
	return seal_hex(chain_member(line, "sum"), &want) == 0 &&
	    digest_eq(&sum, &want);
}

/* A record that closes what stood behind the last good one. */
static bool
closes(struct check *k, struct span file, size_t from, struct span line,
    const struct chain_link *l)
{
	bool torn = chain_is(line, "torn");

	if (k->good_end == from || (!torn && !chain_is(line, "damaged")) ||
	    !vouches(k, file, from, line))
		return false;
	if (k->sum->any && (l->seq != k->good.seq + 1 ||
	        !digest_eq(&l->prev, &k->good.hash)))
		return false;
	if (torn && k->garbled != 0) {
		k->garbled = 0;
		k->sum->torn++;
	}
	return true;
}

static void
take_first(struct check *k, struct span line, const struct chain_link *l)
{
	const struct digest none = { { 0 } };

	k->sum->any = true;
	k->sum->first = l->seq;
	if (k->c->partial || chain_is(line, "damaged"))
		return; /* told as such below */
	if (l->seq != 0 || !digest_eq(&l->prev, &none))
		tell(k, FAULT_BEGIN, k->line, l->seq, 0, SPAN(""));
}

/* What is known of single records: FILE.head, and what somebody has noted. */
static void
compare_known(struct check *k, const struct chain_link *l)
{
	const struct audit_known *e = k->c->expect;

	if (k->has_head && k->head.seq == l->seq) {
		k->head_met = true;
		if (!digest_eq(&k->head.hash, &l->hash))
			tell(k, FAULT_HEAD, k->line, l->seq, 0, SPAN(""));
	}
	if (e != NULL && e->seq == l->seq) {
		k->expect_met = true;
		if (!digest_eq(&e->hash, &l->hash))
			tell(k, FAULT_EXPECT, k->line, l->seq, 0, SPAN(""));
	}
}

static void
take_record(struct check *k, struct span file, size_t from, struct span line,
    enum chain_state state, const struct chain_link *l)
{
	bool closing = state == CHAIN_GOOD && closes(k, file, from, line, l);

	tell_garbled(k);
	if (state == CHAIN_FORGED)
		tell(k, FAULT_EDITED, k->line, l->seq, 0, SPAN(""));
	if (!k->sum->any)
		take_first(k, line, l);
	else if (!closing && (l->seq != k->last.seq + 1 ||
	             !digest_eq(&l->prev, &k->last.hash)))
		tell(k, FAULT_ORDER, k->line, l->seq, k->last.seq + 1,
		    SPAN(""));
	if (state == CHAIN_GOOD && chain_is(line, "damaged"))
		tell(k, FAULT_DAMAGED, k->line, l->seq, 0,
		    chain_member(line, "what"));
	compare_known(k, l);
	k->sum->records++;
	k->last = *l;
	if (state == CHAIN_GOOD) {
		k->good = *l;
		k->good_end = from + line.len + 1;
	}
}

/* Chained with a key, and we have none or another one? */
static int
check_key(struct check *k, struct span line, struct shuhi_error *err)
{
	struct span id = chain_member(line, "key");

	if (id.ptr == NULL || span_eq(id, span_of(k->key_id)))
		return 0;
	return fail_file(err, SHUHI_E_USAGE, k->file, 1, 0,
	    span_eq(id, SPAN("none"))
	        ? "this file was chained without a key"
	    : k->key == NULL ? "this file was chained with a key"
	                     : "this file was chained with another key",
	    "%s", k->key == NULL ? "give it: --key FILE"
	                         : "verify the files of one key at a time, "
	                           "the later ones with --partial");
}

static int
check_line(struct check *k, struct span file, size_t from, struct span line,
    struct shuhi_error *err)
{
	struct chain_link l;
	enum chain_state state = chain_open(line, k->key, &l);

	k->line++;
	if (k->line == 1 && state == CHAIN_FORGED &&
	    check_key(k, line, err) != 0)
		return -1;
	if (state != CHAIN_NOT) {
		take_record(k, file, from, line, state, &l);
		return 0;
	}
	tell_garbled(k);
	k->garbled = k->line;
	return 0;
}

/* ---- files -------------------------------------------------------------- */

static int
check_bytes(struct check *k, struct span file, bool last,
    struct shuhi_error *err)
{
	size_t from = 0, to;
	const char *nl;

	k->line = 0;
	k->good_end = 0;
	while (from < file.len) {
		nl = memchr(file.ptr + from, '\n', file.len - from);
		if (nl == NULL)
			break;
		to = (size_t)(nl - file.ptr);
		if (check_line(k, file, from, span_sub(file, from, to), err) !=
		    0)
			return -1;
		from = to + 1;
	}
	tell_garbled(k);
	if (from == file.len)
		return 0;
	/* a crash, that the next writer will close; what lies behind is whole */
	if (last)
		k->sum->torn++;
	else
		tell(k, FAULT_GARBLED, k->line + 1, 0, 0, SPAN(""));
	return 0;
}

static int
check_file(
    void *arg, const char *file, int fd, bool last, struct shuhi_error *err)
{
	struct check *k = arg;
	struct stat st;
	void *map;
	int rc;

	k->file = file;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return fail_file(err, SHUHI_E_IO, k->file, 0, 0,
		    "not a regular file", "name a file");
	if (st.st_size == 0)
		return check_bytes(k, SPAN(""), last, err);
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		return fail_file(err, SHUHI_E_IO, k->file, 0, 0,
		    "cannot read the file", "%s", strerrordesc_np(errno));
	madvise(map, (size_t)st.st_size, MADV_SEQUENTIAL);
	rc = check_bytes(
	    k, (struct span){ map, (size_t)st.st_size }, last, err);
	munmap(map, (size_t)st.st_size);
	return rc;
}

/* ---- the head ----------------------------------------------------------- */

/* Asked first: what is written meanwhile lies behind it. */
static int
read_head(struct check *k, const struct seal_key *head_key,
    struct shuhi_error *err)
{
	const char *file = k->c->files[k->c->nfiles - 1];
	unsigned tries;
	char *path;
	int fd;

	if (k->c->no_head)
		return 0;
	if (asprintf(&path, "%s.head", file) < 0)
		return fail(err, SHUHI_E_NOMEM, "no memory for the audit", 0);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	k->file = file;
	if (fd < 0) {
		tell(k, FAULT_HEAD_MISSING, 0, 0, 0, SPAN(""));
		return 0;
	}
	/* half of one and half of the next may be read while it is written */
	for (tries = 0; tries < 3 && !(k->has_head && k->head.good); tries++)
		k->has_head = audit_head_read(fd, head_key, &k->head);
	close(fd);
	if (!k->has_head || !k->head.good)
		tell(k, FAULT_HEAD, 0, 0, 0, SPAN(""));
	return 0;
}

static void
check_ends(struct check *k)
{
	const struct audit_known *e = k->c->expect;

	if (k->has_head && k->head.good && !k->head_met &&
	    (!k->sum->any || k->head.seq > k->last.seq))
		tell(k, FAULT_CUT, 0, k->sum->any ? k->last.seq : 0,
		    k->head.seq, SPAN(""));
	if (e != NULL && !k->expect_met)
		tell(k, !k->sum->any || e->seq > k->last.seq
		    ? FAULT_CUT : FAULT_EXPECT, 0,
		    k->sum->any ? k->last.seq : 0, e->seq, SPAN(""));
	if (!k->sum->any && k->sum->faults == 0)
		tell(k, FAULT_EMPTY, 0, 0, 0, SPAN(""));
}

/* ---- the interface ------------------------------------------------------ */

static int
run(struct check *k, const struct seal_key *head_key, struct shuhi_error *err)
{
	const struct audit_verify_config *c = k->c;
	int rc;

	if (read_head(k, head_key, err) != 0)
		return -1;
	rc = c->with_parts
	    ? audit_each_part(c->files[c->nfiles - 1], check_file, k, err)
	    : audit_each(c->files, c->nfiles, check_file, k, err);
	if (rc != 0)
		return -1;
	check_ends(k);
	k->sum->last =
	    (struct audit_known){ .seq = k->last.seq, .hash = k->last.hash };
	return 0;
}

int
audit_verify(const struct audit_verify_config *c, struct audit_summary *out,
    struct shuhi_error *err)
{
	struct seal_key root, chain, head;
	struct check k = { .c = c, .sum = out };
	int rc;

	*out = (struct audit_summary){ .any = false };
	if (c->nfiles == 0)
		return fail(err, SHUHI_E_USAGE, "no file to verify", 0);
	if (c->key == NULL) {
		audit_key_id(NULL, k.key_id);
		return run(&k, NULL, err);
	}
	if (seal_key_read(c->key, &root, err) != 0)
		return -1;
	audit_keys(&root, &chain, &head);
	audit_key_id(&chain, k.key_id);
	k.key = &chain;
	rc = run(&k, &head, err);
	seal_wipe(&root);
	seal_wipe(&chain);
	seal_wipe(&head);
	return rc;
}
