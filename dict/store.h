/*
 * What mkwords keeps its words in: memory that lives until the end, arrays,
 * tables, whole files.  A failure ends the program: it is a tool of the build.
 */
#ifndef SHUHI_STORE_H
#define SHUHI_STORE_H

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "../scanner/span.h"

/* ---- memory: kept until the end, freed at once ------------------------ */

struct block {
	struct block *next;
	size_t used, size;
	char data[];
};

struct array {
	void *v;
	size_t n, cap;
};

static inline void *
x_realloc(void *p, size_t size)
{
	if ((p = realloc(p, size)) == NULL)
		err(1, NULL);
	return p;
}

/* Room for one more element; its address. */
static inline void *
array_add(struct array *a, size_t size)
{
	if (a->n == a->cap) {
		a->cap = a->cap == 0 ? 256 : a->cap * 2;
		a->v = x_realloc(a->v, a->cap * size);
	}
	return (char *)a->v + a->n++ * size;
}

static inline struct span
keep(struct block **pool, struct span s)
{
	struct block *b = *pool;
	size_t size;
	char *p;

	if (b == NULL || b->size - b->used < s.len) {
		size = s.len > 1u << 18 ? s.len : 1u << 18;
		b = x_realloc(NULL, sizeof *b + size);
		*b = (struct block){ .next = *pool, .size = size };
		*pool = b;
	}
	p = b->data + b->used;
	memcpy(p, s.ptr, s.len);
	b->used += s.len;
	return (struct span){ p, s.len };
}

static inline void
pool_free(struct block **pool)
{
	struct block *b;

	while ((b = *pool) != NULL) {
		*pool = b->next;
		free(b);
	}
}

/* ---- a table from text and tag to a number from 1 on ------------------ */

struct slot {
	struct span key;
	uint32_t tag, value; /* value 0: empty */
};

struct table {
	struct slot *slot;
	size_t n, cap; /* cap is a power of two */
};

static inline struct slot *
table_slot(const struct table *t, struct span key, uint32_t tag)
{
	uint64_t h = 14695981039346656037u ^ tag;
	size_t i;

	for (i = 0; i < key.len; i++)
		h = (h ^ (unsigned char)key.ptr[i]) * 1099511628211u;
	for (i = h >> 20;; i++) {
		struct slot *s = &t->slot[i & (t->cap - 1)];

		if (s->value == 0 || (s->tag == tag && span_eq(s->key, key)))
			return s;
	}
}

static inline uint32_t
table_get(const struct table *t, struct span key, uint32_t tag)
{
	return t->cap == 0 ? 0 : table_slot(t, key, tag)->value;
}

/* Set what is not there yet and leave what is; `key` must stay where it is. */
static inline void
table_set(struct table *t, struct span key, uint32_t tag, uint32_t value)
{
	struct table bigger = { .n = t->n };
	size_t i;

	if (t->n * 2 >= t->cap) {
		bigger.cap = t->cap == 0 ? 1024 : t->cap * 2;
		bigger.slot = calloc(bigger.cap, sizeof *bigger.slot);
		if (bigger.slot == NULL)
			err(1, NULL);
		for (i = 0; i < t->cap; i++)
			if (t->slot[i].value != 0)
				*table_slot(&bigger, t->slot[i].key,
				    t->slot[i].tag) = t->slot[i];
		free(t->slot);
		*t = bigger;
	}
	if (table_slot(t, key, tag)->value != 0)
		return;
	*table_slot(t, key, tag) = (struct slot){ key, tag, value };
	t->n++;
}

/* ---- lines ------------------------------------------------------------ */

static inline char *
read_file(const char *file, size_t *len)
{
	struct stat st;
	FILE *f;
	char *p;

	if ((f = fopen(file, "re")) == NULL || fstat(fileno(f), &st) != 0)
		err(1, "%s", file);
	*len = (size_t)st.st_size;
	p = x_realloc(NULL, *len + 1);
	if (fread(p, 1, *len, f) != *len)
		errx(1, "%s: cannot read", file);
	fclose(f);
	return p;
}

static inline size_t
split(struct span s, char sep, struct span *field, size_t most)
{
	size_t n = 0;

	while (n < most && span_cut(&s, sep, &field[n]))
		n++;
	return n;
}

static inline int
span_order(struct span a, struct span b)
{
	int c = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);

	return c != 0 ? c : a.len < b.len ? -1 : a.len > b.len;
}

#endif
