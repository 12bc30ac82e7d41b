/* What a field's name says about its value, in the words of our rules. */
#ifndef SHUHI_LABEL_H
#define SHUHI_LABEL_H

#include "span.h"

/*
 *	patient_name, patientName -> 氏名      病名 -> 病名      q, text -> ""
 *
 * Static, or `name` itself where it is no identifier of a program; empty when it
 * says nothing.
 */
struct span label_of(struct span name);

/*
 * Does it name who writes or who is written to: from, replyTo, screen_name?  Such
 * people are no part of the story beside them.
 */
bool label_is_people(struct span name);

#endif
