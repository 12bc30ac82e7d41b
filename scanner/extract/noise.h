/*
 * What machines write into texts: packed reports, encrypted values, identifiers.
 *
 *	2;3749;sF}9$kQ!x~7Lp^&Zt...    what a page tells of a mouse
 *	s:7d2b9dcd-c163-018b-4422-ae72c3ed5917
 *
 * Among so many letters some are an illness and some a number, by chance.  Words,
 * also romaji and the short hand of care, are told from it by how rarely small
 * letters, large ones, digits and signs take turns in them.
 */
#ifndef SHUHI_NOISE_H
#define SHUHI_NOISE_H

#include "extract.h"

/*
 * `text` with blanks where noise was, as many, so that places stay what they are;
 * itself when there is none.  Empty when there is nothing else.
 *
 * Memory   the arena's.
 */
struct span without_noise(struct extract *, struct span text);

#endif
