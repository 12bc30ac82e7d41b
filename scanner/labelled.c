/*
 * What a pattern found behind a label begins with the label until all overlaps are
 * settled, so that words in it do not count; then only what it is about is left.
 */
#include "resolve.h"

/* Is it a name as names.c finds them, whatever stands in front? */
static bool
is_name(const struct resolver *r, const struct entity *e)
{
	return e->label == 0 && (e->class == r->ids->person_name ||
	                            e->class == r->ids->person_kana ||
	                            e->class == r->ids->person_surname);
}

/*
 * Does `small` stand in the label of `big` (患者 in 患者名:), or is it the name that
 * begins behind it, and tells where it ends?
 */
bool
labelled_leaves(const struct resolver *r, const struct entity *big,
    const struct entity *small)
{
	uint32_t value = big->from + big->label;

	return big->label > 0 && (small->to <= value || (small->from == value &&
	                                                    is_name(r, small)));
}

/* The name that begins where `e`, found by its label, does; or NULL. */
static struct entity *
known_name(struct resolver *r, const struct entity *e)
{
	struct passage *p = &r->out;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->entities[i].from == e->from &&
		    is_name(r, &p->entities[i]))
			return &p->entities[i];
	return NULL;
}

/* Where the first word of care in `e` begins: no name goes on there. */
static uint32_t
care_in(const struct resolver *r, const struct entity *e)
{
	const struct passage *p = &r->out;
	uint32_t at = e->to;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->entities[i].from >= e->from &&
		    p->entities[i].from < at &&
		    class_in(&r->ids->care, p->entities[i].class))
			at = p->entities[i].from;
	return at;
}

/*
 * A label has kept the words in it from being found; now what is found begins
 * behind it, and ends where the name does, if it is known:
 *
 *	氏名:田中花子様は骨折     田中花子
 *	氏名 = "佐藤 太郎        佐藤 太郎
 *	氏名:周は骨折           周は
 *	氏名:骨折              is none
 */
bool
labelled_cut(struct resolver *r)
{
	struct passage *p = &r->out;
	struct entity *v = p->entities;
	struct entity *name;
	bool any = false;
	size_t i, n = 0;

	for (i = 0; i < p->n; i++) {
		if (v[i].label == 0)
			continue;
		any = true;
		v[i].from += v[i].label;
		if ((name = known_name(r, &v[i])) != NULL) {
			v[i].to = name->to;
			name->class = r->ids->stop; /* said once */
		} else if ((v[i].to = care_in(r, &v[i])) == v[i].from) {
			v[i].class = r->ids->stop;
		}
	}
	if (!any)
		return false;
	for (i = 0; i < p->n; i++)
		if (v[i].class != r->ids->stop)
			v[n++] = v[i];
	p->n = n;
	return true;
}
