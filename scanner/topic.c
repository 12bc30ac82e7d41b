/*
 * What is spoken about, and not told of anybody: an illness, a treatment or a place
 * that is only part of a longer name of something else.
 *
 *   理学療法士     a trade, no 理学療法       inside staff, places and facilities
 *   糖尿病教室     a course, no 糖尿病        right before a word of dict/topic.tsv,
 *   認知症ケア研修                            or one short compound away from it
 *
 * Rules do not see what is dropped here.  The story model, which is asked before,
 * has learnt from all of it; where it is sure of a story, somebody was in that
 * course, and only trades and places count.
 */
#include "resolve.h"
#include "utf8.h"

#define COMPOUND 5 /* letters that may lie between: 糖尿病 フットケア 研修 */

/* Mark what lies within v[i], a trade or a place.  Longer ones come first. */
static void
mark_parts(const struct resolver *r, size_t i, bool *gone)
{
	const struct entity *v = r->out.entities;
	size_t k;

	if (!class_in(&r->ids->longer, v[i].class))
		return;
	for (k = i + 1; k < r->out.n && v[k].from < v[i].to; k++)
		if (v[k].to <= v[i].to &&
		    v[k].to - v[k].from < v[i].to - v[i].from &&
		    class_in(&r->ids->subjects, v[k].class))
			gone[k] = true;
}

/* Does one word in kanji or katakana, or nothing, lie between the two? */
static bool
compounds(const struct resolver *r, size_t from, size_t to)
{
	size_t n = 0;
	uint32_t c;

	while (from < to) {
		c = utf8_next(r->text, &from);
		if ((!is_kanji(c) && !is_katakana(c)) || ++n > COMPOUND)
			return false;
	}
	return true;
}

/* Does an entity behind v[i] say that it is spoken about? */
static bool
topic_follows(const struct resolver *r, size_t i)
{
	const struct entity *v = r->out.entities;
	uint32_t at = v[i].to;

	if (!class_in(&r->ids->subjects, v[i].class))
		return false;
	for (i++; i < r->out.n; i++) {
		if (v[i].from < at)
			continue;
		if (!compounds(r, at, v[i].from))
			return false;
		if (class_in(&r->ids->topics, v[i].class))
			return true;
		if (class_in(&r->ids->events, v[i].class))
			return false; /* 骨折入院研修中: it happened */
	}
	return false;
}

static bool
is_story(const struct resolver *r)
{
	size_t i;

	for (i = 0; i < r->out.n; i++)
		if (r->out.entities[i].class == r->ids->story_strong)
			return true;
	return false;
}

bool
topics_drop(struct resolver *r)
{
	struct passage *p = &r->out;
	struct entity *v = p->entities;
	bool *gone = ARENA_NEW(r->arena, p->n + 1, bool);
	bool story = is_story(r);
	size_t i, n = 0;

	if (gone == NULL)
		return false;
	for (i = 0; i < p->n; i++) {
		mark_parts(r, i, gone);
		gone[i] |= !story && topic_follows(r, i);
	}
	for (i = 0; i < p->n; i++)
		if (!gone[i])
			v[n++] = v[i];
	p->n = n;
	return true;
}
