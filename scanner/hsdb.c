#include "hsdb.h"

#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>

#include "disk.h"
#include "err.h"
#include "huge.h"
#include "file.h"
#include "limit.h"

struct hsdb {
	/* in huge pages, freed by free(); NULL for a set without lexemes */
	hs_database_t *db[LEX_SETS];
};

const void *
hsdb_database(const struct hsdb *h, size_t set)
{
	return h->db[set];
}

void
hsdb_close(struct hsdb *h)
{
	size_t i;

	if (h == NULL)
		return;
	for (i = 0; i < LEX_SETS; i++)
		free(h->db[i]);
	free(h);
}

/* ---- compiling -------------------------------------------------------- */

struct expressions {
	const char **text;
	unsigned *flags, *ids;
	char *literals; /* escaped words, one after the other */
	size_t n;
};

static void
expressions_free(struct expressions *x)
{
	free(x->text);
	free(x->flags);
	free(x->ids);
	free(x->literals);
}

/* A word as an expression: every byte as \xNN, so that nothing is special. */
static char *
escape(char *out, const struct lexeme *l)
{
	static const char hex[] = "0123456789abcdef";
	uint32_t i;

	for (i = 0; i < l->len; i++) {
		*out++ = '\\';
		*out++ = 'x';
		*out++ = hex[(unsigned char)l->text[i] >> 4];
		*out++ = hex[(unsigned char)l->text[i] & 15];
	}
	*out++ = '\0';
	return out;
}

static bool
expressions_make(struct expressions *x, const struct lexemes *set)
{
	size_t i, bytes = 1;
	char *p;

	for (i = 0; i < set->n; i++)
		bytes += set->v[i].len * 4 + 1;
	x->n = set->n;
	x->text = calloc(set->n, sizeof(char *));
	x->flags = calloc(set->n, sizeof *x->flags);
	x->ids = calloc(set->n, sizeof *x->ids);
	x->literals = malloc(bytes);
	if (x->text == NULL || x->flags == NULL || x->ids == NULL ||
	    x->literals == NULL)
		return false;
	for (p = x->literals, i = 0; i < set->n; i++) {
		x->ids[i] = (unsigned)i;
		if (set->v[i].pattern != NULL) {
			/* folded text is always valid UTF-8; words know their
			 * length, so only patterns need the start reported */
			x->text[i] = set->v[i].pattern->match.ptr;
			x->flags[i] = HS_FLAG_UTF8 | HS_FLAG_SOM_LEFTMOST;
		} else {
			x->text[i] = p;
			p = escape(p, &set->v[i]);
		}
	}
	return true;
}

static int
refuse(const struct lexemes *set, const hs_compile_error_t *why,
    struct shuhi_error *err)
{
	const struct pattern *p = NULL;

	if (why->expression >= 0 && (size_t)why->expression < set->n)
		p = set->v[why->expression].pattern;
	if (p == NULL)
		return fail(err, SHUHI_E_ENGINE, "Hyperscan cannot compile", 0);
	return ynode_fail(p->match_at, err, "Hyperscan refuses this expression",
	    "%s", why->message);
}

/* Words only: Hyperscan's own way for literals, quicker to compile and scan. */
static hs_error_t
compile_words(const struct lexemes *set, struct expressions *x,
    hs_database_t **db, hs_compile_error_t **why)
{
	size_t *len = calloc(set->n, sizeof *len), i;
	hs_error_t rc = HS_NOMEM;

	if (len != NULL) {
		for (i = 0; i < set->n; i++) {
			x->text[i] = set->v[i].text;
			len[i] = set->v[i].len;
		}
		rc = hs_compile_lit_multi(x->text, x->flags, x->ids, len,
		    (unsigned)x->n, HS_MODE_BLOCK, NULL, db, why);
	}
	free(len);
	return rc;
}

static bool
only_words(const struct lexemes *set)
{
	size_t i;

	for (i = 0; i < set->n; i++)
		if (set->v[i].pattern != NULL)
			return false;
	return true;
}

/* To be freed. */
static int
serialise(hs_database_t *db, struct span *out, struct shuhi_error *err)
{
	char *data;
	hs_error_t rc = hs_serialize_database(db, &data, &out->len);

	hs_free_database(db);
	if (rc != HS_SUCCESS)
		return fail(err, SHUHI_E_NOMEM, "no memory to compile", 0);
	out->ptr = data;
	return 0;
}

static int
compile(const struct lexemes *set, struct span *out, struct shuhi_error *err)
{
	struct expressions x = { 0 };
	hs_compile_error_t *why = NULL;
	hs_database_t *db = NULL;
	hs_error_t rc;

	if (!expressions_make(&x, set)) {
		expressions_free(&x);
		return fail(err, SHUHI_E_NOMEM, "no memory to compile", 0);
	}
	rc = only_words(set)
	         ? compile_words(set, &x, &db, &why)
	         : hs_compile_multi(x.text, x.flags, x.ids, (unsigned)x.n,
	               HS_MODE_BLOCK, NULL, &db, &why);
	expressions_free(&x);
	if (rc == HS_SUCCESS)
		return serialise(db, out, err);
	if (why == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory to compile", 0);
	refuse(set, why, err);
	hs_free_compile_error(why);
	return -1;
}

/* ---- the cache -------------------------------------------------------- */

#define CACHE_MAGIC "SHUHIHS1"

struct cache_head {
	char magic[8];
	struct digest key;
	uint64_t len; /* of the serialised database that follows */
	struct digest sum;
};

/* NULL when there is no name for it; to be freed. */
static char *
cache_name(const char *dir, const struct digest *key, size_t set)
{
	char hex[65], *name;

	digest_hex(key, hex);
	if (asprintf(&name, "%s/%.32s-%zu.hsdb", dir, hex, set) < 0)
		return NULL;
	return name;
}

/* A database of our own; NULL: not one, or no memory. */
static hs_database_t *
settle(struct span serialised)
{
	hs_database_t *db = NULL;
	size_t size;

	if (hs_serialized_database_size(
	        serialised.ptr, serialised.len, &size) != HS_SUCCESS ||
	    (db = huge_alloc(size)) == NULL)
		return NULL;
	if (hs_deserialize_database_at(serialised.ptr, serialised.len, db) !=
	    HS_SUCCESS) {
		free(db);
		return NULL;
	}
	return db;
}

static bool
is_intact(struct span file, const struct digest *key)
{
	struct cache_head head;
	struct digest sum;
	struct span body;

	if (file.len <= sizeof head)
		return false;
	memcpy(&head, file.ptr, sizeof head);
	body = span_sub(file, sizeof head, file.len);
	digest_of(body, &sum);
	return !memcmp(head.magic, CACHE_MAGIC, sizeof head.magic) &&
	       digest_eq(&head.key, key) && head.len == body.len &&
	       digest_eq(&head.sum, &sum);
}

/* Every doubt ends in NULL: then it is compiled anew. */
static hs_database_t *
cache_read(const char *name, const struct digest *key)
{
	hs_database_t *db = NULL;
	struct shuhi_error ignored;
	char *file;
	size_t len;

	if (file_read_own(name, LIMIT_DATABASE, &file, &len, &ignored) != 0)
		return NULL;
	if (is_intact((struct span){ file, len }, key))
		db = settle((struct span){ file + sizeof(struct cache_head),
		    len - sizeof(struct cache_head) });
	free(file);
	return db;
}

/* A cache that cannot be written costs time at the next start, no more. */
static void
cache_write(const char *name, const struct digest *key, struct span serialised)
{
	struct cache_head head = { .key = *key, .len = serialised.len };

	if (serialised.len > LIMIT_DATABASE - sizeof head)
		return; /* nobody would read it */
	memcpy(head.magic, CACHE_MAGIC, sizeof head.magic);
	digest_of(serialised, &head.sum);
	disk_replace(name,
	    (struct span[]){ { (char *)&head, sizeof head }, serialised }, 2);
}

/* All that the database of a set depends on: what is compiled, by and for what. */
static int
make_key(const struct lexemes *set, struct digest *key, struct shuhi_error *err)
{
	struct digester *d = digester_new();
	const struct lexeme *l;
	hs_platform_info_t cpu;
	size_t i;

	if (d == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a digest", 0);
	digester_add(d, span_of(hs_version()));
	if (hs_populate_platform(&cpu) == HS_SUCCESS) {
		digester_add(
		    d, (struct span){ (char *)&cpu.tune, sizeof cpu.tune });
		digester_add(d, (struct span){ (char *)&cpu.cpu_features,
		                    sizeof cpu.cpu_features });
	}
	for (i = 0; i < set->n; i++) {
		l = &set->v[i];
		digester_byte(d, l->pattern != NULL);
		digester_add(d, l->pattern != NULL
		                    ? l->pattern->match
		                    : (struct span){ l->text, l->len });
	}
	digester_end(d, key);
	return 0;
}

static int
open_set(const struct lexemes *set, const struct digest *key, const char *name,
    hs_database_t **db, bool *cached, struct shuhi_error *err)
{
	struct span serialised;

	if (name != NULL && (*db = cache_read(name, key)) != NULL)
		return 0;
	*cached = false;
	if (compile(set, &serialised, err) != 0)
		return -1;
	*db = settle(serialised);
	if (*db != NULL && name != NULL)
		cache_write(name, key, serialised);
	free((char *)serialised.ptr);
	return *db != NULL
	           ? 0
	           : fail(err, SHUHI_E_NOMEM, "no memory to compile", 0);
}

int
hsdb_open(const struct lexicon *lx, const char *cache, struct hsdb **out,
    bool *cached, struct shuhi_error *err)
{
	struct digest key;
	struct hsdb *h;
	char *name;
	size_t i;
	int rc = 0;

	if (hs_valid_platform() != HS_SUCCESS)
		return fail(err, SHUHI_E_ENGINE, "Hyperscan needs SSSE3", 0);
	if ((h = calloc(1, sizeof *h)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for databases", 0);
	*cached = true;
	for (i = 0; i < LEX_SETS && rc == 0; i++) {
		if (lx->set[i].n == 0)
			continue;
		if ((rc = make_key(&lx->set[i], &key, err)) != 0)
			break;
		name = cache != NULL ? cache_name(cache, &key, i) : NULL;
		rc = open_set(&lx->set[i], &key, name, &h->db[i], cached, err);
		free(name);
	}
	if (rc != 0) {
		hsdb_close(h);
		return -1;
	}
	*out = h;
	return 0;
}
