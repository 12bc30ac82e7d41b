/*
 * One text through the pipeline: fold, match, resolve, judge, report.
 *
 * A long text is judged passage by passage: what `document` means in a rule is
 * one to two PASSAGE bytes of folded text, cut at a line's end where nothing is near,
 * so that a name on page 1 and an illness on page 40 are not taken for one story.
 */
#include <stdlib.h>

#include "clause.h"
#include "err.h"
#include "fold.h"
#include "limit.h"
#include "utf8.h"
#include "worker.h"

#define PASSAGE ((size_t)4096)

int
shuhi_worker_open(
    struct shuhi_scanner *s, struct shuhi_worker **out, struct shuhi_error *err)
{
	struct shuhi_worker *w;

	if ((w = calloc(1, sizeof *w)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a worker", 0);
	w->scanner = shuhi_scanner_ref(s);
	arena_init(&w->arena, LIMIT_ARENA);
	if (matcher_open(s->hsdb, &s->lexicon, &w->matcher, err) != 0 ||
	    tokeniser_open(s->model, &w->tokeniser, err) != 0 ||
	    kanakanji_tokeniser(s->kanakanji, &w->converter, err) != 0) {
		shuhi_worker_close(w);
		return -1;
	}
	*out = w;
	return 0;
}

void
shuhi_worker_close(struct shuhi_worker *w)
{
	if (w == NULL)
		return;
	matcher_close(w->matcher);
	tokeniser_close(w->tokeniser);
	tokeniser_close(w->converter);
	arena_fini(&w->arena);
	roster_hold_drop(&w->rosters);
	shuhi_scanner_unref(w->scanner);
	free(w);
}

#define BREAK_ANYWHERE 3 /* the last level */

static bool
is_break(uint32_t c, unsigned level)
{
	switch (level) {
	case 0:
		return c == '\n';
	case 1:
		return c == 0x3002 /* 。 */ || c == '!' || c == '?';
	case 2:
		return c == ' ' || c == 0x3001 /* 、 */ || c == ',';
	default:
		return true;
	}
}

/*
 * So near a trigger no passage ends where it can end elsewhere: nothing that a window
 * of 60 or 80 letters joins is cut in two.
 */
#define QUIET ((size_t)256)

/* Amid a Latin word: "aaa" in "aaaa" is none of its words. */
static bool
is_amid_latin(struct span text, const struct hit *hit)
{
	return (hit->from > 0 && is_latin((unsigned char)text.ptr[hit->from]) &&
	           is_latin((unsigned char)text.ptr[hit->from - 1])) ||
	       (hit->to < text.len &&
	           is_latin((unsigned char)text.ptr[hit->to - 1]) &&
	           is_latin((unsigned char)text.ptr[hit->to]));
}

/* Which places of from <= to are near a trigger? */
static void
mark_loud(struct span text, size_t from, size_t to,
    const struct hits triggers[LEX_SETS], bool *loud)
{
	size_t set, i, first, last;

	memset(loud, 0, (to - from) * sizeof *loud);
	for (set = 0; set < LEX_TRIGGER_SETS; set++) {
		const struct hits *h = &triggers[set];

		for (i = hits_from(h, from - QUIET);
		     i < h->n && h->v[i].from < to + QUIET; i++) {
			if (is_amid_latin(text, &h->v[i]))
				continue;
			first = h->v[i].from - QUIET;
			last = h->v[i].from + QUIET;
			first = first < from ? from : first;
			last = last > to ? to : last;
			memset(&loud[first - from], true, last - first);
		}
	}
}

/*
 * Where the passage that begins at `at` ends: where nothing is near, behind the
 * first newline of the stretch where a passage may end, else behind a full stop, a
 * comma, anything; where something is near everywhere, in the same order.
 */
static size_t
passage_end(struct span text, size_t at, const struct hits triggers[LEX_SETS])
{
	size_t least = at + PASSAGE, most = at + 2 * PASSAGE, i;
	bool loud[PASSAGE + 4]; /* the last letter may reach beyond */
	unsigned level, any;

	if (text.len - at <= 2 * PASSAGE)
		return text.len;
	mark_loud(text, least, most + 4, triggers, loud);
	while (!utf8_is_lead(text.ptr[least]))
		least++;
	for (any = 0;; any++)
		for (level = 0; level <= BREAK_ANYWHERE; level++)
			for (i = least; i < most;)
				if (is_break(utf8_next(text, &i), level) &&
				    (any || !loud[i - at - PASSAGE]))
					return i;
}

/* Does a trigger begin before `to`?  Moves next[] past it. */
static bool
trigger_before(const struct resolver *r, size_t to, size_t *next)
{
	bool any = false;
	size_t set;

	for (set = 0; set < LEX_TRIGGER_SETS; set++)
		while (next[set] < r->hits[set].n &&
		       r->hits[set].v[next[set]].from < to) {
			next[set]++;
			any = true;
		}
	return any;
}

/* Posts of a few sentences are read whole. */
#define FEW_SENTENCES 8

/*
 * Mark the sentences worth MeCab's time: in a long passage those with a trigger,
 * and their neighbours.
 */
static void
mark_sentences(const struct resolver *r, bool *worth)
{
	size_t next[LEX_TRIGGER_SETS] = { 0 }, i;
	bool few = r->nsentences <= FEW_SENTENCES;

	for (i = 0; i < r->nsentences; i++) {
		if (!few && !trigger_before(r, r->sentence_end[i], next))
			continue;
		worth[i] = true;
		if (!few && i > 0)
			worth[i - 1] = true;
		if (!few && i + 1 < r->nsentences)
			worth[i + 1] = true;
	}
}

static int
tokenise_sentences(
    struct shuhi_worker *w, struct resolver *r, struct shuhi_error *err)
{
	bool *worth = ARENA_NEW(r->arena, r->nsentences + 1, bool);
	size_t i, from = r->from;

	if (worth == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for tokens", 0);
	mark_sentences(r, worth);
	for (i = 0; i < r->nsentences; from = r->sentence_end[i++])
		if (worth[i] && tokenise(w->tokeniser, r->arena, r->text, from,
		                    r->sentence_end[i], &r->tokens, err) != 0)
			return -1;
	return 0;
}

/* What can start a finding: words, and what needs a sign where there is one. */
static int
find_triggers(struct shuhi_worker *w, struct span text,
    struct hits hits[LEX_SETS], struct shuhi_error *err)
{
	unsigned signs = lexicon_signs(text);

	memset(hits, 0, LEX_SETS * sizeof *hits);
	if (match_triggers(w->matcher, &w->arena, w->scanner->sieve, text,
	        &hits[LEX_TRIGGER], err) != 0)
		return -1;
	if (signs & SIGN_LATIN && match(w->matcher, &w->arena, LEX_LATIN, text,
	                              0, text.len, &hits[LEX_LATIN], err) != 0)
		return -1;
	return signs & SIGN_MARK
	           ? match(w->matcher, &w->arena, LEX_PATTERN, text, 0,
	                 text.len, &hits[LEX_PATTERN], err)
	           : 0;
}

static int
find_frames(struct shuhi_worker *w, struct resolver *r, struct shuhi_error *err)
{
	size_t set;

	for (set = LEX_FRAME; set <= LEX_FRAME_PATTERN; set++)
		if (match(w->matcher, r->arena, set, r->text, r->from, r->to,
		        &r->hits[set], err) != 0)
			return -1;
	if (!names_read(r))
		return fail(err, SHUHI_E_NOMEM, "no memory for names", 0);
	return 0;
}

static int
resolve_passage(
    struct shuhi_worker *w, struct resolver *r, struct shuhi_error *err)
{
	return resolve_sentences(r, err) != 0 ||
	               tokenise_sentences(w, r, err) != 0 ||
	               resolve(r, err) != 0
	           ? -1
	           : 0;
}

/* judge_possible(), remembered. */
static bool
possible(struct shuhi_worker *w, const struct class_set *have)
{
	uint64_t hash =
	    (have->bits[0] ^ have->bits[1] << 1) * 0x9e3779b97f4a7c15u;
	struct memo *m = &w->memo[hash >> 32 & (MEMO_SLOTS - 1)];

	if (!m->known || !class_same(&m->have, have))
		*m = (struct memo){
			.have = *have,
			.known = true,
			.possible = judge_possible(&w->scanner->rules, have),
		};
	return m->possible;
}

/* What the rosters have to say of a text, before anything is resolved. */
static int
ask_rosters(struct shuhi_worker *w, struct span raw, const struct folded *f,
    struct shuhi_error *err)
{
	if (w->suppose != NULL) {
		stage_suppose(&w->stage, &w->arena, w->suppose, f);
		return 0;
	}
	roster_hold_renew(&w->rosters, &w->scanner->rosters);
	return stage_begin(&w->stage, w->rosters.set, &w->arena, raw, f, err);
}

/* Could any rule fire, with the stories there is hope of? */
static bool
worthwhile(struct shuhi_worker *w, struct resolver *r,
    const struct class_set *have, bool frames)
{
	struct class_set hoped = *have;

	if (r->story != NULL)
		story_hope(r, &hoped, frames);
	if (!frames)
		class_join(&hoped, &w->scanner->ids.frames);
	return possible(w, &hoped);
}

static int
scan_passage(struct shuhi_worker *w, struct resolver *r, struct findings *out,
    struct shuhi_error *err)
{
	struct class_set have = { .bits = { 0 } };

	if (stage_passage(&w->stage, r, err) != 0)
		return -1;
	resolve_hope(r, &have);
	if (!worthwhile(w, r, &have, false))
		return 0;
	if (find_frames(w, r, err) != 0)
		return -1;
	resolve_hope(r, &have);
	if (!worthwhile(w, r, &have, true))
		return 0;
	if (resolve_passage(w, r, err) != 0)
		return -1;
	return judge(&w->scanner->rules, &r->out, r->arena, out, err);
}

/* Those of the ascending hits that begin before `to`, from *next on. */
static struct hits
hits_before(const struct hits *all, size_t *next, size_t to)
{
	size_t first = *next;

	while (*next < all->n && all->v[*next].from < to)
		(*next)++;
	if (*next == first)
		return (struct hits){ 0 };
	return (struct hits){ .v = all->v + first, .n = *next - first };
}

static int
scan_passages(struct shuhi_worker *w, struct span text,
    const struct story *story, struct hits triggers[LEX_SETS],
    struct findings *out, struct shuhi_error *err)
{
	size_t from, to, next[LEX_SETS] = { 0 }, set, n;

	for (from = 0; from < text.len; from = to) {
		struct resolver r = {
			.ids = &w->scanner->ids,
			.lx = &w->scanner->lexicon,
			.story = story,
			.rosters = &w->stage,
			.arena = &w->arena,
			.text = text,
			.from = from,
		};

		to = r.to = passage_end(text, from, triggers);
		for (n = 0, set = 0; set < LEX_TRIGGER_SETS; set++) {
			r.hits[set] =
			    hits_before(&triggers[set], &next[set], to);
			n += r.hits[set].n;
		}
		n += stage_has(&w->stage, to);
		if (n > 0 && scan_passage(w, &r, out, err) != 0)
			return -1;
	}
	return 0;
}

int
worker_finds(struct shuhi_worker *w, const struct pattern *p, struct span text,
    bool *found, struct shuhi_error *err)
{
	struct resolver r = {
		.ids = &w->scanner->ids,
		.lx = &w->scanner->lexicon,
		.arena = &w->arena,
	};
	const struct lexeme *l;
	struct folded f;
	uint8_t percent;
	size_t set, i;

	*found = false;
	arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
	if (fold(w->scanner->fold, &w->arena, text, &f, err) != 0)
		return -1;
	r.text = f.text;
	r.to = f.text.len;
	if (find_triggers(w, f.text, r.hits, err) != 0 ||
	    find_frames(w, &r, err) != 0)
		return -1;
	for (set = 0; set < LEX_SETS; set++)
		for (i = 0; i < r.hits[set].n; i++) {
			l = &r.lx->set[set].v[r.hits[set].v[i].lexeme];
			if (l->pattern == p &&
			    hit_stands(&r, l, &r.hits[set].v[i], &percent))
				*found = true;
		}
	return 0;
}

/* Match, resolve, judge, where there is anything to start from. */
static int
scan_folded(struct shuhi_worker *w, struct span text, const struct story *story,
    struct findings *found, struct shuhi_error *err)
{
	struct hits triggers[LEX_SETS];

	if (find_triggers(w, text, triggers, err) != 0)
		return -1;
	if (triggers[LEX_TRIGGER].n + triggers[LEX_LATIN].n +
	        triggers[LEX_PATTERN].n + stage_has(&w->stage, text.len) ==
	    0)
		return 0;
	return scan_passages(w, text, story, triggers, found, err);
}

static bool
covers_same(const struct finding *a, const struct finding *b)
{
	size_t i;

	if (a->rule != b->rule || a->nentities != b->nentities)
		return false;
	for (i = 0; i < a->nentities; i++)
		if (a->entities[i].from != b->entities[i].from ||
		    a->entities[i].to != b->entities[i].to)
			return false;
	return true;
}

/* Was the same found in the text as it is? */
static bool
is_known(const struct findings *found, const struct finding *f)
{
	size_t i;

	for (i = 0; i < found->n; i++)
		if (covers_same(&found->v[i], f))
			return true;
	return false;
}

/* Findings of the converted text become some of the text it was made from. */
static int
take_converted(struct shuhi_worker *w, const struct converted *c,
    const struct folded *f, const struct findings *more, struct findings *found,
    struct shuhi_error *err)
{
	struct findings known = *found;
	size_t i, j;
	struct finding *v = arena_grow(&w->arena, found->v, found->n,
	    &found->cap, found->n + more->n, sizeof *v);

	if (v == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for findings", 0);
	found->v = known.v = v;
	for (i = 0; i < more->n; i++) {
		struct finding *m = &more->v[i];

		for (j = 0; j < m->nentities; j++) {
			struct entity *e = &m->entities[j];

			e->from = (uint32_t)fold_map_back(
			    &c->map, fold_start(f, e->from), false);
			e->to = (uint32_t)fold_map_back(
			    &c->map, fold_end(f, e->to), true);
		}
		if (!is_known(&known, m))
			v[found->n++] = *m;
	}
	return 0;
}

/*
 * A text without kanji, read once more with them.  Rosters have seen it as it is:
 * which kanji a name is converted to is chance.
 */
static int
scan_converted(struct shuhi_worker *w, const struct converted *c,
    struct findings *found, struct shuhi_error *err)
{
	struct roster_stage stage = w->stage;
	struct findings more = { 0 };
	struct folded f;
	int rc;

	if (fold(w->scanner->fold, &w->arena, c->text, &f, err) != 0 ||
	    stage_begin(&w->stage, NULL, &w->arena, c->text, &f, err) != 0)
		return -1;
	rc = scan_folded(w, f.text, w->scanner->story, &more, err);
	w->stage = stage;
	return rc != 0 || more.n == 0
	           ? rc
	           : take_converted(w, c, &f, &more, found, err);
}

/*
 * A story is asked of ordinary writing: of a text without any kanji only once it is
 * converted.
 */
static int
scan_both(struct shuhi_worker *w, struct span text, struct findings *found,
    struct shuhi_error *err)
{
	const struct story *story = w->scanner->story;
	struct converted c;

	if (kanakanji(w->scanner->kanakanji, w->converter, &w->arena, text, &c,
	        err) != 0)
		return -1;
	if (c.text.len > 0 && utf8_kanji(text) == 0)
		story = NULL;
	if (scan_folded(w, text, story, found, err) != 0)
		return -1;
	return c.text.len == 0 ? 0 : scan_converted(w, &c, found, err);
}

int
shuhi_scan(struct shuhi_worker *w, const char *text, size_t len,
    const struct shuhi_result **res, struct shuhi_error *err)
{
	struct span in = { text, len };
	struct folded f;
	struct findings found = { 0 };
	struct shuhi_result result = { .verdict = SHUHI_PASS };

	arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
	w->result = (struct shuhi_result){ 0 };
	if (fold(w->scanner->fold, &w->arena, in, &f, err) != 0 ||
	    ask_rosters(w, in, &f, err) != 0 ||
	    scan_both(w, f.text, &found, err) != 0)
		return -1;
	if (found.n > 0 && report(w, in, &f, &found, &result, err) != 0)
		return -1;
	w->result = result;
	*res = &w->result;
	return 0;
}

/* Everything about a text as one passage, whatever a rule would need. */
static int
resolve_whole(struct shuhi_worker *w, struct span in, struct folded *f,
    struct resolver *r, struct shuhi_error *err)
{
	*r = (struct resolver){
		.ids = &w->scanner->ids,
		.lx = &w->scanner->lexicon,
		.arena = &w->arena,
	};
	arena_wipe(&w->arena, LIMIT_ARENA_KEEP);
	w->result = (struct shuhi_result){ 0 };
	if (fold(w->scanner->fold, &w->arena, in, f, err) != 0)
		return -1;
	r->text = f->text;
	r->to = f->text.len;
	return find_triggers(w, f->text, r->hits, err) != 0 ||
	               find_frames(w, r, err) != 0 ||
	               resolve_passage(w, r, err) != 0
	           ? -1
	           : 0;
}

int
worker_features(struct shuhi_worker *w, struct span text,
    story_feature_fn *emit, void *ctx, struct shuhi_error *err)
{
	struct folded f;
	struct resolver r;

	if (resolve_whole(w, text, &f, &r, err) != 0)
		return -1;
	if (!clauses_find(&r))
		return fail(err, SHUHI_E_NOMEM, "no memory for clauses", 0);
	story_features(&r, emit, ctx);
	return 0;
}

int
shuhi_entities(struct shuhi_worker *w, const char *text, size_t len,
    const struct shuhi_entity **out, size_t *n, struct shuhi_error *err)
{
	struct span in = { text, len };
	struct shuhi_entity *v;
	struct folded f;
	struct resolver r;

	if (resolve_whole(w, in, &f, &r, err) != 0 ||
	    report_entities(w, in, &f, &r.out, &v, err) != 0)
		return -1;
	*out = v;
	*n = r.out.n;
	return 0;
}
