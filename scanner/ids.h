/*
 * Classes that code, not only dictionaries and rules, speaks of.  Looked up once
 * by name when a scanner opens, so that class.c stays one readable table.
 */
#ifndef SHUHI_IDS_H
#define SHUHI_IDS_H

#include "class.h"

struct ids {
	uint8_t person_name, person_surname, person_kana, person_patient,
	    person_staff, person_stranger;
	uint8_t name_family, name_given;
	uint8_t age, care_room, care_ward, care_department, place_postal;
	uint8_t roster_patient, roster_name, roster_sole, roster_few,
	    roster_vip;
	uint8_t form_past, form_address, form_title;
	uint8_t stop, figurative, nostory, story_weak, story_likely,
	    story_strong;
	struct class_set frames;  /* neither triggers nor stories */
	struct class_set stories; /* story.*, which MeCab decides */
	struct class_set diseases;
	struct class_set hints;    /* what may fit some of a roster */
	struct class_set patient;  /* what is told of one: beside a number */
	struct class_set rosters;  /* roster.*: what one says stands */
	struct class_set private;  /* their words are not learnt */
	struct class_set care;     /* illness, care, events: no names */
	struct class_set settings; /* context.*: they speak for all beside */
	struct class_set subjects; /* what can be part of a longer word ... */
	struct class_set longer;   /* ... for a trade or a place            */
	struct class_set events, topics;
	struct class_set grammar;    /* do not stand for the words they cover */
	uint8_t kind[LIMIT_CLASSES]; /* nested: the longest counts */
};

/* Every name is in class.c: cannot fail. */
void ids_fill(struct ids *);

#endif
