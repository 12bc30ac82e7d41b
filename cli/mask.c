#include "mask.h"

#include <stdlib.h>

#include "class.h"
#include "seam.h"

void
masks_forget(struct masks *m)
{
	m->made = m->all = false;
	m->n = 0;
}

void
masks_free(struct masks *m)
{
	free(m->v);
	*m = (struct masks){ 0 };
}

static void
add(struct masks *m, uint64_t start, uint64_t end)
{
	size_t cap = m->cap ? m->cap * 2 : 64;
	struct mask *v;

	if (m->n == m->cap) {
		if ((v = realloc(m->v, cap * sizeof *v)) == NULL) {
			m->all = true;
			return;
		}
		m->v = v;
		m->cap = cap;
	}
	m->v[m->n++] = (struct mask){ start, end };
}

static int
by_start(const void *a, const void *b)
{
	const struct mask *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* Sorted and apart, so that one search tells. */
static void
merge(struct masks *m)
{
	size_t i, n = 0;

	if (m->n == 0)
		return;
	qsort(m->v, m->n, sizeof *m->v, by_start);
	for (i = 1; i < m->n; i++) {
		if (m->v[i].start > m->v[n].end)
			m->v[++n] = m->v[i];
		else if (m->v[i].end > m->v[n].end)
			m->v[n].end = m->v[i].end;
	}
	m->n = n + 1;
}

static void
make(struct masks *m, const struct piece *p)
{
	const struct shuhi_entity *e;
	size_t i, j;

	m->made = true;
	for (i = 0; i < p->nfindings; i++) {
		for (j = 0; j < p->findings[i].nentities; j++) {
			e = &p->findings[i].entities[j];
			if (class_masked(e->class_name))
				add(m, e->start, e->end);
		}
	}
	merge(m);
}

bool
masks_cover(struct masks *m, const struct piece *p, uint64_t at)
{
	size_t low = 0, high, mid;

	if (!m->made)
		make(m, p);
	if (m->all)
		return true;
	for (high = m->n; low < high;) {
		mid = low + (high - low) / 2;
		if (m->v[mid].end <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < m->n && m->v[low].start <= at;
}
