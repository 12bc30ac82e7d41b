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

void
ids_fill(struct ids *ids)
{
	*ids = (struct ids){
		.person_name = id("person.name"),
		.person_surname = id("person.surname"),
		.person_kana = id("person.kana"),
		.person_staff = id("person.staff"),
		.name_family = id("name.family"),
		.name_given = id("name.given"),
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
}
