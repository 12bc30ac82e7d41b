/*
 * Dates of birth that nothing else in the engine takes for dates: 昭和三十三年四月十二日,
 * 1958・4・12; and 58/4/12 where somebody is addressed shortly before.
 */
#include "letters.h"
#include "seek.h"
#include "spell.h"

#define NEAR 40 /* bytes from who is addressed to a date of two digits */

static int
add_birth(struct seeker *s, size_t from, size_t to, struct span date,
    struct shuhi_error *err)
{
	uint32_t code;
	size_t n = roster_codes(s->roster, RC_BIRTH, date, &code, 1);

	return clue_add_column(s->arena, &s->out,
	    seek_clue(s, CLUE_BIRTH, from, to), RC_BIRTH, &code, n, err);
}

/* ---- in kanji ------------------------------------------------------------- */

int
seek_written_dates(struct seeker *s, struct shuhi_error *err)
{
	static const struct span years[] = { { "昭和", 6 }, { "大正", 6 },
		{ "平成", 6 }, { "明治", 6 }, { "令和", 6 }, { "一九", 6 } };
	struct spelling date;
	size_t at = 0, end;

	if (!roster_has_column(s->roster, RC_BIRTH))
		return 0;
	while (at < s->text.len) {
		end = at;
		if (!span_starts_any(span_sub(s->text, at, s->text.len), years,
		        sizeof years / sizeof years[0]) ||
		    is_digit(utf8_at(s->text, at + strlen("昭和"))) ||
		    !spell_date_at(s->text, at, &date, &end))
			utf8_next(s->text, &end);
		else if (add_birth(s, at, end, spell_span(&date), err) != 0)
			return -1;
		at = end;
	}
	return 0;
}

/* ---- in digits ------------------------------------------------------------ */

/* 58/4/12 is of 1958, of 2058 or of 昭和58, 平成58: as many as there are. */
static int
add_two_digits(struct seeker *s, size_t at, struct shuhi_error *err)
{
	static const char *const centuries[] = { "19", "20", "s", "h" };
	struct span text = span_sub(s->text, at, s->text.len);
	struct spelling date;
	char full[16];
	size_t i, n, end;

	/* and what stands behind, which may be one more digit */
	if (text.len > strlen("58/04/12") + 1)
		text.len = strlen("58/04/12") + 1;
	for (i = 0; i < sizeof centuries / sizeof centuries[0]; i++) {
		n = strlen(centuries[i]);
		memcpy(full, centuries[i], n);
		memcpy(full + n, text.ptr, text.len);
		if (spell_date_at(
		        (struct span){ full, n + text.len }, 0, &date, &end) &&
		    add_birth(s, at, at + end - n, spell_span(&date), err) != 0)
			return -1;
	}
	return 0;
}

/* Is somebody addressed shortly before byte `at`? */
static bool
addressed_before(struct span text, size_t at)
{
	size_t from = utf8_start(text, at > NEAR ? at - NEAR : 0);

	return letters_address(span_sub(text, from, at));
}

int
seek_date_at(
    struct seeker *s, size_t at, size_t digits, struct shuhi_error *err)
{
	struct span behind = span_sub(s->text, at + digits, s->text.len);
	struct spelling date;
	size_t end;

	if (digits == 4 && span_starts(behind, SPAN("・")))
		return spell_date_at(s->text, at, &date, &end)
		           ? add_birth(s, at, end, spell_span(&date), err)
		           : 0;
	return digits == 2 && behind.len >= strlen("/4/1") &&
	               strchr("/.", behind.ptr[0]) != NULL &&
	               behind.ptr[0] != '\0' && addressed_before(s->text, at)
	           ? add_two_digits(s, at, err)
	           : 0;
}
