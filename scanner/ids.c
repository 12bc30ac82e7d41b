#include "ids.h"

#include <stdlib.h>

static uint8_t
id(const char *name)
{
	int class = class_find(span_of(name));

	if (class < 0)
		abort(); /* class.c and this file disagree: a bug, not an input */
	return (uint8_t) class;
}

static bool
begins_with_one(const char *name, const char *const *prefixes)
{
	for (; *prefixes != NULL; prefixes++)
		if (span_starts(span_of(name), span_of(*prefixes)))
			return true;
	return false;
}

static void
select_all(const char *const *names, struct class_set *set)
{
	for (; *names != NULL; names++)
		class_select(span_of(*names), set);
}

/* What topic.c asks for. */
static void
fill_topics(struct ids *ids)
{
	static const char *const subjects[] = { "disease", "symptom", "drug",
		"procedure", "test", "device", "result", "=vital", "event",
		"care", NULL };
	static const char *const longer[] = { "person.staff", "care.department",
		"care.ward", "facility", NULL };

	select_all(subjects, &ids->subjects);
	select_all(longer, &ids->longer);
	class_select(SPAN("event"), &ids->events);
	class_select(SPAN("form.topic"), &ids->topics);
}

static void
fill_sets(struct ids *ids)
{
	/* who, when, where, which number */
	static const char *const private[] = { "person.name", "person.kana",
		"person.masked", "person.initial", "person.surname", "number.",
		"contact.", "date.", "place.", "age", "care.room", "care.bed",
		"roster.", NULL };
	static const char *const care[] = { "disease", "symptom", "drug",
		"procedure", "test", "device", "vital", "event.", NULL };
	unsigned c;

	for (c = 0; c < nclasses; c++) {
		if (!(classes[c].flags & CLASS_TRIGGER))
			class_add(&ids->frames, c);
		if (begins_with_one(classes[c].name, care))
			class_add(&ids->care, c);
		if (begins_with_one(classes[c].name, private))
			class_add(&ids->private, c);
	}
	class_select(SPAN("story"), &ids->stories);
	class_drop(&ids->frames, &ids->stories);
	class_select(SPAN("context"), &ids->settings);
	class_add(&ids->grammar, id("form.past"));
	class_add(&ids->grammar, id("form.quote"));
	class_add(&ids->grammar, id("form.address"));
	class_select(SPAN("form.topic"), &ids->grammar);
	class_select(SPAN("form.label"), &ids->grammar);
	class_add(&ids->grammar, id("form.cell"));
	class_add(&ids->grammar, id("body"));
	class_add(&ids->grammar, id("scene"));
	class_select(SPAN("roster"), &ids->rosters);
	class_select(SPAN("disease"), &ids->diseases);
	ids->hints = ids->diseases;
	class_select(SPAN("age"), &ids->hints);
	class_select(SPAN("care"), &ids->hints);
	class_select(SPAN("date.birth"), &ids->hints);
	class_select(SPAN("event.admission"), &ids->hints);
	class_select(SPAN("event.discharge"), &ids->hints);
	ids->patient = ids->hints;
	class_select(SPAN("person.patient"), &ids->patient);
	class_select(SPAN("symptom"), &ids->patient);
	class_select(SPAN("drug"), &ids->patient);
	class_select(SPAN("vital"), &ids->patient);
	class_select(SPAN("event"), &ids->patient);
	class_select(SPAN("place.postal"), &ids->hints);
	fill_topics(ids);
}

/*
 * Kinds within which only the longest of nested entities counts: 大腸がん, not
 * also がん.  Across kinds both stay: カルテの写真 is a record and a picture.
 */
static void
fill_kinds(struct ids *ids)
{
	static const char *const kinds[][11] = {
		{ "disease", "symptom", "drug", "procedure", "test", "device",
		    "result", "vital", "body", NULL },
		{ "person.", NULL },
		{ "number.", "contact.", "date.", "age", NULL },
		{ "place.", "care.", "facility", "workplace", NULL },
		{ "event.", NULL },
		{ "context.", NULL },
		{ "record.", NULL },
	};
	const unsigned n = sizeof kinds / sizeof kinds[0];
	unsigned c, k;

	for (c = 0; c < nclasses; c++) {
		for (k = 0;
		     k < n && !begins_with_one(classes[c].name, kinds[k]);)
			k++;
		/* what is in none is a kind of its own */
		ids->kind[c] = (uint8_t)(k < n ? k : n + c);
	}
}

void
ids_fill(struct ids *ids)
{
	*ids = (struct ids){
		.person_name = id("person.name"),
		.person_surname = id("person.surname"),
		.person_patient = id("person.patient"),
		.person_kana = id("person.kana"),
		.person_staff = id("person.staff"),
		.person_stranger = id("person.stranger"),
		.name_family = id("name.family"),
		.name_given = id("name.given"),
		.age = id("age"),
		.care_room = id("care.room"),
		.care_ward = id("care.ward"),
		.care_department = id("care.department"),
		.place_postal = id("place.postal"),
		.roster_patient = id("roster.patient"),
		.roster_name = id("roster.name"),
		.roster_sole = id("roster.name.sole"),
		.roster_few = id("roster.few"),
		.roster_vip = id("roster.vip"),
		.form_past = id("form.past"),
		.form_address = id("form.address"),
		.form_title = id("form.title"),
		.stop = id("stop"),
		.figurative = id("context.figurative"),
		.nostory = id("nostory"),
		.story_weak = id("story.weak"),
		.story_likely = id("story.likely"),
		.story_strong = id("story.strong"),
	};
	fill_sets(ids);
	fill_kinds(ids);
}
