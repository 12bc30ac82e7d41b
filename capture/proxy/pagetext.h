/* The words of the pages (page.c), in both languages by enum shuhi_lang. */
#ifndef SHUHI_PROXY_PAGETEXT_H
#define SHUHI_PROXY_PAGETEXT_H

struct page_head {
	const char *title[2];
	const char *lead[2];
};

struct page_cause {
	const char *what[2];
	const char *advice[2];
};

struct page_words {
	const char *found[2], *instead[2], *reasons[2], *contact[2];
	const char *reference[2], *not_kept[2], *to[2];
	const char *override[2], *override_how[2], *why[2], *send[2];
};

extern const struct page_words page_words;
extern const struct page_head page_heads[];    /* by enum page_kind    */
extern const struct page_head page_unread;     /* stopped unread      */
extern const struct page_head page_refusals[]; /* by enum page_refusal */
extern const char page_style[];

/* For any number, known or not; never NULL. */
const struct page_cause *page_cause(unsigned cause);

#endif
