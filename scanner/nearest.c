#include "nearest.h"

#define LONGEST ((size_t)32) /* longer words are far from all */
#define FAR     ((size_t)4)  /* edits that make another word of it */

/* Edits that turn one word into the other. */
static size_t
distance(struct span a, struct span b)
{
	size_t row[LONGEST + 1], i, j, diagonal, above, best;

	if (a.len > LONGEST || b.len > LONGEST)
		return FAR;
	for (j = 0; j <= b.len; j++)
		row[j] = j;
	for (i = 1; i <= a.len; i++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= b.len; j++) {
			above = row[j];
			best = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[b.len];
}

const char *
nearest(struct span word, const char *const *words)
{
	size_t d, best = FAR;
	const char *near = NULL;

	for (; *words != NULL; words++) {
		d = distance(word, span_of(*words));
		/* of a short word no letter is left after three edits */
		if (d < best && d < strlen(*words)) {
			best = d;
			near = *words;
		}
	}
	return near;
}
