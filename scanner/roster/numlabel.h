/*
 * What stands around a number: whose it may be, or what it counts.
 *
 *	患者ID 999     カルテ#123      a patient's
 *	No.12345       #102345         some number's, a patient's where care is told of
 *	追跡番号 1000123  ¥1000123  x.com/i/status/1000123   of something else
 */
#ifndef SHUHI_NUMLABEL_H
#define SHUHI_NUMLABEL_H

#include "span.h"

struct num_label {
	bool patient; /* 患者, ID, カルテ: the nearest label         */
	bool direct;  /* ... with nothing but signs to the number */
	bool insured; /* 保険, 記号, 番号                            */
	bool sign;    /* No. or # directly before it              */
	bool other;   /* of a thing: a parcel, a price, a link    */
};

/* The labels of a number, with the letters that belong to it, at byte `at`. */
struct num_label num_label_before(struct span text, size_t at);

/* May it be direct?  Most numbers are not, and nothing else is asked of them. */
bool num_label_touches(struct span text, size_t at);

/* Are these letters that stand right before digits a label: ID102345, No12345? */
bool num_label_is(struct span letters);

/* Is it an amount that ends at byte `to`: 1500000円, 1600022 円, 120人? */
bool num_counts(struct span text, size_t from, size_t to);

/* Is it written as a postal code is: 160-0022, or before a place: 1600022 東京都? */
bool num_is_postal(struct span text, size_t from, size_t to);

#endif
