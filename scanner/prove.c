#include "prove.h"

#include <stdio.h>
#include <stdlib.h>

#include "disk.h"
#include "err.h"
#include "file.h"
#include "limit.h"
#include "worker.h"

/* ---- what was proved before ------------------------------------------- */

/* The Makefile says which sources the engine was built from. */
#ifndef SHUHI_BUILD
#error "SHUHI_BUILD is missing: build with the Makefile"
#endif
#define PROOF "shuhi-proof " SHUHI_BUILD "\n"

static char *
proof_name(const struct shuhi_scanner *s, const char *cache)
{
	char *name;

	return asprintf(&name, "%s/%.32s.proof", cache, s->hex) < 0 ? NULL
	                                                            : name;
}

static bool
proved_before(const struct shuhi_scanner *s, const char *cache)
{
	char *name = proof_name(s, cache), *data = NULL;
	struct shuhi_error ignored;
	bool same = false;
	size_t len;

	if (name != NULL &&
	    file_read_own(name, LIMIT_FILE, &data, &len, &ignored) == 0)
		same = len == sizeof PROOF - 1 + 64 &&
		       !memcmp(data, PROOF, sizeof PROOF - 1) &&
		       !memcmp(data + sizeof PROOF - 1, s->hex, 64);
	free(data);
	free(name);
	return same;
}

/* One that cannot be written: the next start proves again. */
static void
remember(const struct shuhi_scanner *s, const char *cache)
{
	char *name = proof_name(s, cache);

	if (name != NULL)
		disk_replace(
		    name, (struct span[]){ SPAN(PROOF), { s->hex, 64 } }, 2);
	free(name);
}

/* ---- proving ---------------------------------------------------------- */

/* Does rule `id` speak, or (class) does any entity of the class appear? */
static bool
found_rule(const struct shuhi_result *res, const char *id)
{
	size_t i;

	for (i = 0; i < res->nfindings; i++)
		if (!strcmp(res->findings[i].rule, id))
			return true;
	return false;
}

/* Scan an example, with what it says a roster would. */
static int
scan_example(struct shuhi_worker *w, const char *text,
    const struct shuhi_result **res, struct shuhi_error *err)
{
	struct supposition s;
	struct arena a;
	int rc;

	arena_init(&a, LIMIT_FILE);
	if ((rc = suppose_read(&a, span_of(text), &s, err)) == 0) {
		w->suppose = &s;
		rc = shuhi_scan(w, s.text.ptr, s.text.len, res, err);
		w->suppose = NULL;
	}
	arena_fini(&a);
	return rc;
}

static int
prove_rule(
    struct shuhi_worker *w, const struct rule *r, struct shuhi_error *err)
{
	const struct shuhi_result *res;
	size_t i;
	bool want, got;

	for (i = 0; i < r->examples.nhits + r->examples.nmisses; i++) {
		want = i < r->examples.nhits;
		if (scan_example(w, r->examples.text[i], &res, err) != 0)
			return err->code == SHUHI_E_RULES
			           ? ynode_fail(r->examples.at[i], err,
			                 err->message, "{roster.name:山田太郎}")
			           : -1;
		got = found_rule(res, r->id);
		if (got != want)
			return ynode_fail(r->examples.at[i], err,
			    want ? "the rule does not hit this example"
			         : "the rule hits what it should miss",
			    "change the condition of %s or the example", r->id);
	}
	return 0;
}

static int
prove_pattern(
    struct shuhi_worker *w, const struct pattern *p, struct shuhi_error *err)
{
	size_t i;
	bool want, got;

	for (i = 0; i < p->examples.nhits + p->examples.nmisses; i++) {
		want = i < p->examples.nhits;
		if (worker_finds(
		        w, p, span_of(p->examples.text[i]), &got, err) != 0)
			return -1;
		if (got != want)
			return ynode_fail(p->examples.at[i], err,
			    want ? "the pattern does not hit this example"
			         : "the pattern hits what it should miss",
			    "change match, check or labels of %s", p->id);
	}
	return 0;
}

int
prove(struct shuhi_scanner *s, const char *cache, struct shuhi_error *err)
{
	struct shuhi_worker *w;
	size_t i;
	int rc = 0;

	if (cache != NULL && proved_before(s, cache))
		return 0;
	if (shuhi_worker_open(s, &w, err) != 0)
		return -1;
	for (i = 0; i < s->rules.npatterns && rc == 0; i++)
		rc = prove_pattern(w, &s->rules.pattern[i], err);
	for (i = 0; i < s->rules.nrules && rc == 0; i++)
		rc = prove_rule(w, &s->rules.rule[i], err);
	shuhi_worker_close(w);
	if (rc == 0 && cache != NULL)
		remember(s, cache);
	return rc;
}
