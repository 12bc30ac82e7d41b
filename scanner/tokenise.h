/*
 * Japanese morphology by MeCab with IPADIC.  tokenise.c is the only file of the
 * engine that knows MeCab.  The model is shared, a tokeniser belongs to one
 * worker.
 */
#ifndef SHUHI_TOKENISE_H
#define SHUHI_TOKENISE_H

#include "arena.h"
#include "shuhi.h"

enum token_kind {
	TOKEN_OTHER = 0,
	TOKEN_NOUN,      /* 名詞,一般 サ変接続 ...             */
	TOKEN_FAMILY,    /* 名詞,固有名詞,人名,姓               */
	TOKEN_GIVEN,     /* 名詞,固有名詞,人名,名               */
	TOKEN_PERSON,    /* 名詞,固有名詞,人名,一般             */
	TOKEN_PLACE,     /* 名詞,固有名詞,地域                  */
	TOKEN_PROPER,    /* other 名詞,固有名詞                 */
	TOKEN_HONORIFIC, /* 名詞,接尾,人名                      */
	TOKEN_SUFFIX,    /* other 接尾                          */
	TOKEN_PARTICLE,  /* 助詞                                */
	TOKEN_VERB,      /* 動詞                                */
	TOKEN_PAST,      /* 助動詞 た                           */
	TOKEN_UNKNOWN,   /* not in the dictionary               */
};

struct token {
	uint32_t from, to; /* bytes of the text */
	enum token_kind kind;
	struct span base; /* dictionary form; the model's, or the text's */
};

struct tokens {
	struct token *v;
	size_t n, cap;
};

struct token_model;
struct tokeniser;

/* `dicdir`: a compiled UTF-8 IPADIC.  Fails with SHUHI_E_ENGINE. */
int token_model_open(
    const char *dicdir, struct token_model **, struct shuhi_error *);
void token_model_close(struct token_model *);

int tokeniser_open(
    struct token_model *, struct tokeniser **, struct shuhi_error *);
void tokeniser_close(struct tokeniser *);

/*
 * Append the tokens of text[from, to) to *out (the arena's).  Fails with
 * SHUHI_E_ENGINE or SHUHI_E_NOMEM; the latter also where MeCab would probably end
 * the process for want of memory.
 */
int tokenise(struct tokeniser *, struct arena *, struct span text, size_t from,
    size_t to, struct tokens *out, struct shuhi_error *);

#endif
