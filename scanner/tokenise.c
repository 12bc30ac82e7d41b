#include "tokenise.h"

#include <mecab.h>
#include <stdio.h>
#include <stdlib.h>

#include "err.h"

/* Thrice what was measured: 150 KiB at first, up to 700 bytes a byte of a sentence. */
#define MECAB_ROOM        (512u << 10)
#define MECAB_ROOM_A_BYTE 2048

struct token_model {
	mecab_model_t *mecab;
};

struct tokeniser {
	mecab_t *tagger;
	mecab_lattice_t *lattice;
	size_t longest; /* bytes parsed so far: MeCab keeps what it took */
};

/*
 * MeCab is C++: where its `new` finds no memory it throws, no C can catch that, and
 * the process ends.  So before a sentence longer than any before, as much as it may
 * take is asked for and given back.  Another thread may be quicker, or a shorter
 * sentence take more; ending lets nothing out, either.
 */
static bool
has_room(size_t bytes)
{
	void *volatile room =
	    malloc(bytes); /* volatile: or both are left out */
	bool any = room != NULL;

	free(room);
	return any;
}

int
token_model_open(
    const char *dicdir, struct token_model **out, struct shuhi_error *err)
{
	struct token_model *m;
	char args[512];
	int n;

	if (!has_room(MECAB_ROOM) || (m = calloc(1, sizeof *m)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for MeCab", 0);
	/* no user's ~/.mecabrc: the dictionary must be the one we know */
	n = snprintf(args, sizeof args, "-r /dev/null -d %s", dicdir);
	if (n > 0 && (size_t)n < sizeof args)
		m->mecab = mecab_model_new2(args);
	if (m->mecab == NULL) {
		token_model_close(m);
		return fail_file(err, SHUHI_E_ENGINE, dicdir, 0, 0,
		    "MeCab cannot open its dictionary",
		    "install the package mecab-ipadic-utf8");
	}
	*out = m;
	return 0;
}

void
token_model_close(struct token_model *m)
{
	if (m == NULL)
		return;
	if (m->mecab != NULL)
		mecab_model_destroy(m->mecab);
	free(m);
}

int
tokeniser_open(
    struct token_model *model, struct tokeniser **out, struct shuhi_error *err)
{
	struct tokeniser *t;

	if (!has_room(MECAB_ROOM) || (t = calloc(1, sizeof *t)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for MeCab", 0);
	if ((t->tagger = mecab_model_new_tagger(model->mecab)) == NULL ||
	    (t->lattice = mecab_model_new_lattice(model->mecab)) == NULL) {
		tokeniser_close(t);
		return fail(err, SHUHI_E_NOMEM, "mecab: no tagger", 0);
	}
	*out = t;
	return 0;
}

void
tokeniser_close(struct tokeniser *t)
{
	if (t == NULL)
		return;
	if (t->lattice != NULL)
		mecab_lattice_destroy(t->lattice);
	if (t->tagger != NULL)
		mecab_destroy(t->tagger);
	free(t);
}

struct kind_name {
	struct span feature;
	enum token_kind kind;
};

#define NAME(s)                                                                \
	{                                                                      \
		s, sizeof(s) - 1                                               \
	}

/* Kinds of nouns, the more special first. */
static const struct kind_name nouns[] = {
	{ NAME("固有名詞,人名,姓"), TOKEN_FAMILY },
	{ NAME("固有名詞,人名,名"), TOKEN_GIVEN },
	{ NAME("固有名詞,人名"), TOKEN_PERSON },
	{ NAME("固有名詞,地域"), TOKEN_PLACE },
	{ NAME("固有名詞"), TOKEN_PROPER },
	{ NAME("接尾,人名"), TOKEN_HONORIFIC },
	{ NAME("接尾"), TOKEN_SUFFIX },
	{ NAME(""), TOKEN_NOUN },
};

static const struct kind_name others[] = {
	{ NAME("助詞"), TOKEN_PARTICLE },
	{ NAME("動詞"), TOKEN_VERB },
	{ NAME("助動詞,*,*,*,特殊・タ"), TOKEN_PAST },
	{ NAME(""), TOKEN_OTHER },
};

static enum token_kind
kind_of(const mecab_node_t *node)
{
	static const struct span noun = NAME("名詞,");
	const struct kind_name *k = others;
	struct span f;

	if (node->stat == MECAB_UNK_NODE)
		return TOKEN_UNKNOWN;
	f = span_of(node->feature);
	if (span_starts(f, noun)) {
		f = span_sub(f, noun.len, f.len);
		k = nouns;
	}
	while (!span_starts(f, k->feature)) /* the last is a start of all */
		k++;
	return k->kind;
}

#undef NAME

/* Column 7 of the feature; the surface where MeCab has none. */
static struct span
base_of(const mecab_node_t *node)
{
	struct span f = span_of(node->feature), surface;
	const char *comma;
	int i;

	surface = (struct span){ node->surface, node->length };
	for (i = 0; i < 6; i++) {
		if ((comma = memchr(f.ptr, ',', f.len)) == NULL)
			return surface;
		f = span_sub(f, (size_t)(comma - f.ptr) + 1, f.len);
	}
	if ((comma = memchr(f.ptr, ',', f.len)) != NULL)
		f.len = (size_t)(comma - f.ptr);
	return f.len == 0 || span_eq(f, SPAN("*")) ? surface : f;
}

int
tokenise(struct tokeniser *t, struct arena *a, struct span text, size_t from,
    size_t to, struct tokens *out, struct shuhi_error *err)
{
	const mecab_node_t *node;
	struct token *v;
	uint32_t at;
	char *copy;

	/* behind a blank end MeCab (Darts) asks strlen(): give it a NUL */
	if ((copy = ARENA_NEW(a, to - from + 1, char)) == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for tokens", 0);
	if (to - from > t->longest) {
		if (!has_room(MECAB_ROOM + (to - from) * MECAB_ROOM_A_BYTE))
			return fail(
			    err, SHUHI_E_NOMEM, "no memory for MeCab", 0);
		t->longest = to - from;
	}
	memcpy(copy, text.ptr + from, to - from);
	mecab_lattice_set_sentence2(t->lattice, copy, to - from);
	if (!mecab_parse_lattice(t->tagger, t->lattice))
		return fail(err, SHUHI_E_ENGINE, "mecab: cannot parse", from);
	node = mecab_lattice_get_bos_node(t->lattice);
	for (; node != NULL; node = node->next) {
		if (node->stat == MECAB_BOS_NODE ||
		    node->stat == MECAB_EOS_NODE)
			continue;
		v = arena_grow(
		    a, out->v, out->n, &out->cap, out->n + 1, sizeof *v);
		if (v == NULL)
			return fail(
			    err, SHUHI_E_NOMEM, "no memory for tokens", 0);
		out->v = v;
		at = (uint32_t)(from + (size_t)(node->surface - copy));
		v[out->n++] = (struct token){
			.from = at,
			.to = at + node->length,
			.kind = kind_of(node),
			.base = base_of(node),
		};
	}
	return 0;
}
