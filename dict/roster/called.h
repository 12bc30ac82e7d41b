/*
 * Names of a list: one cell may be 山田 太郎, 山田太郎, ※佐々木様 花子, グエン・ティ・フオン.
 *
 * Besides surname and given name it is noted by what else somebody may be called
 * (フオンさん, ティさん), and in which scripts the whole name is known: a surname is nobody's
 * only when everybody's is known in its script.
 */
#ifndef SHUHI_ROSTER_CALLED_H
#define SHUHI_ROSTER_CALLED_H

#include "people.h"

/* LIST_NAME, LIST_SURNAME, LIST_GIVEN, or the same in kana; `s` is folded. */
bool called_field(enum list_field);
enum people_fault called_put(
    struct people *, enum list_field, struct span s, struct person *);

/* When all cells of the row are in: which scripts its name is told in. */
void called_finish(struct person *);

#endif
