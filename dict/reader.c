#include "reader.h"

#include <mecab.h>

struct reader {
	mecab_t *mecab;
	struct array words; /* struct reader_word */
};

struct reader *
reader_open(char *dictionary)
{
	/* no user's ~/.mecabrc: the dictionary must be the one we know */
	char name[] = "mkwords", r[] = "-r", none[] = "/dev/null", d[] = "-d";
	char *argv[] = { name, r, none, d, dictionary };
	struct reader *reader = x_realloc(NULL, sizeof *reader);

	*reader = (struct reader){
		.mecab = mecab_new(sizeof argv / sizeof argv[0], argv),
	};
	if (reader->mecab == NULL)
		errx(1, "%s: MeCab cannot open it; want a UTF-8 IPADIC",
		    dictionary);
	return reader;
}

void
reader_close(struct reader *r)
{
	mecab_destroy(r->mecab);
	free(r->words.v);
	free(r);
}

const struct reader_word *
reader_words(struct reader *r, struct span text, size_t *n)
{
	const mecab_node_t *node;
	struct reader_word *w;

	r->words.n = 0;
	node = mecab_sparse_tonode2(r->mecab, text.ptr, text.len);
	for (; node != NULL; node = node->next) {
		if (node->stat == MECAB_BOS_NODE ||
		    node->stat == MECAB_EOS_NODE)
			continue;
		w = array_add(&r->words, sizeof *w);
		w->surface = (struct span){ node->surface, node->length };
		w->known = node->stat == MECAB_NOR_NODE &&
		           split(span_of(node->feature), ',', w->field,
		               READER_FIELDS) == READER_FIELDS;
	}
	*n = r->words.n;
	return r->words.v;
}
