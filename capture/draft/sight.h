/*
 * A picture is judged by the text that is read off it, and by what else its file
 * says: where and when it was taken, with what.
 *
 * The report is a draft's (draft.h), and beside it
 *
 *	"text":"…","words":[{…,"box":[x,y,w,h],…}],"image":{…,"data":"base64"},
 *	"metadata":{…},"risks":[{"kind":…,"message":…,"advice":…}]
 *
 * with "boxes" in every entity, in pixels of the image that is sent back: upright,
 * encoded anew, without metadata.  `review` at least is a picture whose metadata
 * hold a place or something written, one in which nothing could be read (nobody has
 * looked at the faces in it), and one of which much was not read for sure.
 */
#ifndef SHUHI_DRAFT_SIGHT_H
#define SHUHI_DRAFT_SIGHT_H

#include "draft.h"
#include "look.h"

/* draft->text is left out; picture->cause is LOOK_READ.  As draft_judge(). */
enum shuhi_verdict sight_judge(struct kit *, const struct draft *,
    const struct picture *, struct buf *out, struct shuhi_error *err);

/* Why a picture could not be read: what to answer.  Static texts. */
struct sight_refusal {
	unsigned status;
	const char *code, *message;
};
struct sight_refusal sight_refusal(enum look_cause);

#endif
