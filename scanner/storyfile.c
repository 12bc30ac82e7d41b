/* Reading dict/story.weights. */
#include <stdlib.h>

#include "err.h"
#include "huge.h"
#include "lines.h"
#include "story.h"
#include "storymodel.h"

/* A number of at most six digits; two hundred thousand are read at each start. */
static bool
number(struct span s, int32_t *out)
{
	bool minus = s.len > 0 && s.ptr[0] == '-';
	int32_t v = 0;
	size_t i;

	if (s.len == minus || s.len > minus + 6u)
		return false;
	for (i = minus; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		v = 10 * v + (s.ptr[i] - '0');
	}
	*out = minus ? -v : v;
	return v <= 100000;
}

/*
 * Weights on their way to their slots: reading so many is mostly waiting for
 * memory, so each is fetched some lines before it is written.
 */
#define IN_FLIGHT 16 /* a power of two */

struct filler {
	struct story *story;
	struct flight {
		const struct weights *to; /* NULL: nothing */
		uint64_t hash;
		int32_t milli;
	} flight[IN_FLIGHT];
	size_t n;
};

static void
land(const struct flight *f)
{
	int32_t most = f->milli > INT16_MAX ? INT16_MAX : f->milli;

	if (f->to != NULL)
		f->to->slots[weights_slot(f->to, f->hash)] = (struct weight){
			.tag = (uint16_t)(f->hash >> 48),
			.milli = (int16_t)(most < INT16_MIN ? INT16_MIN : most),
		};
}

static void
put(struct filler *f, const struct weights *to, uint64_t hash, int32_t milli)
{
	struct flight *oldest = &f->flight[f->n++ & (IN_FLIGHT - 1)];

	__builtin_prefetch(&to->slots[hash & (to->n - 1)], 1);
	land(oldest);
	*oldest = (struct flight){ to, hash, milli };
}

static void
land_all(struct filler *f)
{
	size_t i;

	for (i = 0; i < IN_FLIGHT; i++)
		land(&f->flight[i]);
}

/* What has one number by its name; NULL: no such. */
static int32_t *
number_of(struct story *s, struct span name)
{
	const struct {
		const char *name;
		int32_t *number;
	} known[] = {
		{ "bias", &s->bias },
		{ "none", &s->most },
		{ "weak", &s->least[0] },
		{ "likely", &s->least[1] },
		{ "strong", &s->least[2] },
		{ "hope-bias", &s->hope_bias },
		{ "hope", &s->hope[0] },
		{ "hope-strong", &s->hope[1] },
	};
	size_t i;

	for (i = 0; i < sizeof known / sizeof known[0]; i++)
		if (span_eq(name, span_of(known[i].name)))
			return known[i].number;
	return NULL;
}

/* "o:context.fiction"; a class that is no longer there has no weight. */
static void
put_class(int32_t of[LIMIT_CLASSES], struct span feature, int32_t milli)
{
	int class = class_find(span_sub(feature, 2, feature.len));

	if (class >= 0)
		of[class] = milli;
}

/* A feature by its name: "u:患者", "G:かん".  False: none of its kind. */
static bool
put_feature(struct filler *fill, struct span f, int32_t milli)
{
	struct story *s = fill->story;

	switch (f.ptr[0]) {
	case 'g':
		put(fill, &s->letters, story_hash(f), milli);
		return true;
	case 'G':
		put(fill, &s->hope_letters, story_hash(f), milli);
		return true;
	case 'o':
		put_class(s->of_setting, f, milli);
		return true;
	case 'C':
		put_class(s->hope_class, f, milli);
		return true;
	case 'c':
	case 'p':
	case 'x':
	case 't':
	case 'm':
	case 'u':
	case 'b':
	case 'l':
		put(fill, &s->words, story_hash(f), milli);
		return true;
	default:
		return false;
	}
}

static int
put_weight(struct filler *fill, const struct line *l, struct shuhi_error *err)
{
	struct span f = l->field[0];
	bool feature = f.len > 2 && f.ptr[1] == ':';
	int32_t milli = 0, *one = feature ? NULL : number_of(fill->story, f);

	if (!number(l->field[1], &milli))
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "want feature and weight", "feature<TAB>thousandths");
	if (one != NULL)
		*one = milli;
	else if (!feature || !put_feature(fill, f, milli))
		return fail_file(err, SHUHI_E_DICT, l->file, l->number, 1,
		    "no such feature",
		    "c:, p:, x:, o:, t:, m:, u:, b:, l:, g:, C:, G:, "
		    "bias, none, weak, likely, strong, hope-bias, hope, "
		    "hope-strong");
	return 0;
}

/* At least a third is free; for letters, most of which have no weight, half. */
static size_t
room_for(size_t features, bool letters)
{
	size_t n = 16;

	while (n * 2 < features * (letters ? 4 : 3))
		n *= 2;
	return n;
}

/* Room for all features of the file.  False: no memory. */
static bool
make_tables(struct story *s, const struct lines *file)
{
	const char *at = file->data, *end = at + file->len;
	size_t lines = 1, letters = 0, hope = 0, all;

	while (
	    (at = memchr(at, '\n', (size_t)(end - at))) != NULL && ++at < end) {
		letters += *at == 'g';
		hope += *at == 'G';
		lines++;
	}
	s->letters.n = room_for(letters + 1, true);
	s->hope_letters.n = room_for(hope + 1, true);
	s->words.n = room_for(lines - letters - hope, false);
	all = s->letters.n + s->hope_letters.n + s->words.n;
	if ((s->slots = huge_alloc(all * sizeof *s->slots)) == NULL)
		return false;
	memset(s->slots, 0, all * sizeof *s->slots);
	s->hope_letters.slots = s->slots;
	s->letters.slots = s->hope_letters.slots + s->hope_letters.n;
	s->words.slots = s->letters.slots + s->letters.n;
	return true;
}

int
story_load(const char *file, struct story **out, struct shuhi_error *err)
{
	struct lines lines;
	struct line l;
	struct filler fill = { .n = 0 };
	struct story *s;
	int rc = 0;

	if (lines_open(&lines, file, SHUHI_E_DICT, err) != 0)
		return -1;
	s = calloc(1, sizeof *s);
	if (s == NULL || !make_tables(s, &lines))
		rc = fail(err, SHUHI_E_NOMEM, "no memory for weights", 0);
	else
		digest_of((struct span){ lines.data, lines.len }, &s->digest);
	fill.story = s;
	while (rc == 0 && lines_next(&lines, &l))
		rc = put_weight(&fill, &l, err);
	land_all(&fill);
	lines_close(&lines);
	if (rc != 0) {
		story_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void
story_free(struct story *s)
{
	if (s == NULL)
		return;
	free(s->slots);
	free(s);
}

void
story_digest(const struct story *s, struct digester *d)
{
	digester_add(d, (struct span){ (const char *)s->digest.byte,
	                    sizeof s->digest.byte });
}
