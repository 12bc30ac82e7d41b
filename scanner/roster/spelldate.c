/*
 * Dates: 昭和33年4月12日, 昭和三十三年…, S33.4.12, 昭33.4.12, S330412, 1958/4/12,
 * 1958-04-12, 19580412.
 */
#include "spellnum.h"
#include "utf8.h"

#define DOT        1 /* how ・ is noted, which has no char */
#define YEAR_FIRST 1850
#define YEAR_LAST  2100

struct date {
	uint32_t year, month, day;
};

static const struct era {
	struct span name;
	uint32_t before; /* the year before its first */
	uint32_t years;  /* how many it has, or may have */
} eras[] = {
	{ { "明治", 6 }, 1867, 45 },
	{ { "大正", 6 }, 1911, 15 },
	{ { "昭和", 6 }, 1925, 64 },
	{ { "平成", 6 }, 1988, 31 },
	{ { "令和", 6 }, 2018, 82 },
	{ { "明", 3 }, 1867, 45 },
	{ { "大", 3 }, 1911, 15 },
	{ { "昭", 3 }, 1925, 64 },
	{ { "平", 3 }, 1988, 31 },
	{ { "令", 3 }, 2018, 82 },
	{ { "m", 1 }, 1867, 45 },
	{ { "t", 1 }, 1911, 15 },
	{ { "s", 1 }, 1925, 64 },
	{ { "h", 1 }, 1988, 31 },
	{ { "r", 1 }, 2018, 82 },
};

static bool
is_leap(uint32_t y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static bool
is_date(const struct date *d)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };

	return d->year >= YEAR_FIRST && d->year <= YEAR_LAST && d->month >= 1 &&
	       d->month <= 12 && d->day >= 1 &&
	       d->day <= days[d->month - 1] +
	                     (uint32_t)(d->month == 2 && is_leap(d->year));
}

/* The era whose name stands at *at; NULL: none. */
static const struct era *
era_at(struct span s, size_t *at)
{
	size_t i;

	for (i = 0; i < sizeof eras / sizeof eras[0]; i++)
		if (skip(s, at, eras[i].name))
			return &eras[i];
	return NULL;
}

static bool
year_of(const struct era *era, uint32_t n, uint32_t *year)
{
	*year = era->before + n;
	return n >= 1 && n <= era->years;
}

/* 昭和33, S33, 昭和元: the year it is. */
static bool
era_year(struct span s, size_t *at, uint32_t *year)
{
	size_t next = *at;
	const struct era *era = era_at(s, &next);
	uint32_t n = 1;

	if (era == NULL)
		return false;
	skip_blanks(s, &next);
	if ((!skip(s, &next, SPAN("元")) && !number_at(s, &next, 3, &n)) ||
	    !year_of(era, n, year))
		return false;
	*at = next;
	return true;
}

/* What stands between year, month and day: the word, or one and the same sign. */
static bool
between(struct span s, size_t *at, struct span word, char *sign)
{
	skip_blanks(s, at);
	if (skip(s, at, word)) {
		skip_blanks(s, at);
		return true;
	}
	/* 1958・4・12 */
	if ((*sign == 0 || *sign == DOT) && skip(s, at, SPAN("・"))) {
		*sign = DOT;
		return true;
	}
	if (*at >= s.len ||
	    (s.ptr[*at] != '/' && s.ptr[*at] != '-' && s.ptr[*at] != '.'))
		return false;
	if (*sign != 0 && *sign != s.ptr[*at])
		return false;
	*sign = s.ptr[(*at)++];
	skip_blanks(s, at);
	return true;
}

/* `digits` of them, and no digit more: a year, two of the month, two of the day. */
static bool
in_one(struct span s, size_t *at, size_t digits, struct date *d)
{
	size_t i;
	uint32_t n = 0;

	for (i = *at; i < s.len && is_digit((unsigned char)s.ptr[i]); i++) {
		if (i - *at == digits)
			return false;
		n = n * 10 + (uint32_t)(s.ptr[i] - '0');
	}
	if (i - *at != digits)
		return false;
	*d = (struct date){ n / 10000, n / 100 % 100, n % 100 };
	*at = i;
	return true;
}

/* 19580412, S330412 */
static bool
digits_only(struct span s, size_t *at, struct date *d)
{
	const struct era *era = era_at(s, at);

	return era == NULL
	           ? in_one(s, at, 8, d)
	           : in_one(s, at, 6, d) && year_of(era, d->year, &d->year);
}

static bool
in_parts(struct span s, size_t *at, struct date *d)
{
	char sign = 0;

	if (!era_year(s, at, &d->year) &&
	    (!number_at(s, at, 4, &d->year) || d->year < YEAR_FIRST))
		return false;
	if (!between(s, at, SPAN("年"), &sign) ||
	    !number_at(s, at, 3, &d->month) ||
	    !between(s, at, SPAN("月"), &sign) || !number_at(s, at, 3, &d->day))
		return false;
	if (*at < s.len && is_digit((unsigned char)s.ptr[*at]))
		return false;
	skip(s, at, SPAN("日"));
	return true;
}

bool
spell_date_at(struct span s, size_t at, struct spelling *out, size_t *end)
{
	struct spelling date = { .len = 0 };
	struct date d = { 0 };
	size_t next = at;

	if (!digits_only(s, &next, &d)) {
		next = at;
		if (!in_parts(s, &next, &d))
			return false;
	}
	if (!is_date(&d))
		return false;
	spelling_number(&date, d.year, 4);
	spelling_number(&date, d.month, 2);
	spelling_number(&date, d.day, 2);
	*out = date;
	*end = next;
	return true;
}

/* Days from civil, as in Hinnant's "chrono-compatible low-level date algorithms". */
int32_t
spell_day(const struct spelling *date)
{
	struct span s = spell_span(date);
	size_t at = 0;
	struct date d = { 0 };
	int32_t y, era, of_era, of_year;

	if (!in_one(s, &at, 8, &d))
		return 0;
	y = (int32_t)d.year - (d.month <= 2);
	era = y / 400;
	of_era = y - era * 400;
	of_year = (153 * ((int32_t)d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 +
	          (int32_t)d.day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}
