#include "spell.h"

#include "letters.h"
#include "spelladdr.h"
#include "spellnum.h"
#include "utf8.h"

#define PHONE_LEAST 9 /* digits, with the area code, of any country */
#define PHONE_MOST  15

/* ---- names ------------------------------------------------------------ */

/* What stands between or around the letters of a name. */
static bool
is_gap(uint32_t c)
{
	return c <= ' ' || c == 0x30fb /* ・ */ || c == 0x00b7 /* · */ ||
	       c == '-' || c == '=' || c == '.' || c == ',' || c == '_';
}

/* The end of what is the name: 山田太郎(旧姓 佐藤) */
static size_t
name_end(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] == '(' || s.ptr[i] == '[')
			break;
	return i;
}

static bool
spell_name(struct span s, struct spelling *out)
{
	struct spelling name = { .len = 0 };
	size_t at = 0;
	char buf[4];
	uint32_t c, before = 0;

	s.len = name_end(s);
	while (at < s.len) {
		if ((c = utf8_next(s, &at)) == UTF8_BAD)
			return false;
		if (is_gap(c) || c == '\'' || c == 0x2019 /* O’Brien */)
			continue;
		if (is_digit(c))
			return false;
		before = letter_in_name(letter_spelt(c), before);
		if (!spelling_put(
		        &name, (struct span){ buf, utf8_put(buf, before) }))
			return false;
	}
	if (name.len == 0)
		return false;
	*out = name;
	return true;
}

static bool
is_honorific(struct span s)
{
	return span_eq(s, SPAN("様")) || span_eq(s, SPAN("殿")) ||
	       span_eq(s, SPAN("さん")) || span_eq(s, SPAN("氏"));
}

#define PARTS 4

/* The parts of a name, without an honorific; how many, PARTS: too many. */
static size_t
name_parts(struct span s, struct span part[PARTS])
{
	size_t n = 0, at = 0, from, next;

	s.len = name_end(s);
	while (at < s.len && n < PARTS) {
		from = next = at;
		while (next < s.len && !is_gap(utf8_next(s, &next)))
			at = next;
		if (at > from)
			part[n++] = span_sub(s, from, at);
		at = next;
	}
	return n > 2 && is_honorific(part[n - 1]) ? n - 1 : n;
}

bool
spell_split(struct span s, struct span *surname, struct span *given)
{
	struct span part[PARTS];

	if (name_parts(s, part) != 2)
		return false;
	*surname = part[0];
	*given = part[1];
	return true;
}

bool
spell_split_first(struct span s, struct span *first, struct span *rest)
{
	struct span part[PARTS], *last;
	size_t n = name_parts(s, part);

	if (n < 2)
		return false;
	last = &part[n - 1];
	*first = part[0];
	*rest = (struct span){ part[1].ptr,
		(size_t)(last->ptr + last->len - part[1].ptr) };
	return true;
}

/* ---- numbers ---------------------------------------------------------- */

/* Letters and digits only, without leading zeros: 000-12345, 記号12 番号34. */
static bool
spell_code(struct span s, struct spelling *out)
{
	struct spelling code = { .len = 0 };
	size_t at = 0, from;
	uint32_t c;

	while (at < s.len) {
		from = at;
		if ((c = utf8_next(s, &at)) == UTF8_BAD)
			return false;
		if (!is_digit(c) && !is_latin(c) && !is_letter_ja(c))
			continue;
		if (c == '0' && code.len == 0)
			continue;
		if (!spelling_put(&code, span_sub(s, from, at)))
			return false;
	}
	if (code.len == 0)
		return false;
	*out = code;
	return true;
}

static bool
one_of(char c, struct span signs)
{
	return memchr(signs.ptr, c, signs.len) != NULL;
}

/* Only digits and what may stand between them; `least` to `most` of them. */
static bool
spell_digits(struct span s, size_t least, size_t most, struct spelling *out)
{
	size_t i;

	out->len = 0;
	for (i = 0; i < s.len; i++) {
		if (is_digit((unsigned char)s.ptr[i])) {
			if (!spelling_put(out, span_sub(s, i, i + 1)))
				return false;
		} else if (!one_of(s.ptr[i], SPAN(" -().+"))) {
			return false;
		}
	}
	return out->len >= least && out->len <= most;
}

/*
 * The zero that spreadsheets take from a number, where only one can be meant:
 * 9011112222, 312345678.
 */
static bool
lacks_zero(struct span d)
{
	if (span_starts(d, SPAN("0")))
		return false;
	return d.len == 9 ||
	       (d.len == 10 && d.ptr[0] >= '5' && d.ptr[1] == '0');
}

/* At home numbers have a zero and ten or eleven digits. */
static bool
is_at_home(struct span d)
{
	return span_starts(d, SPAN("0")) && d.len >= 10 && d.len <= 11;
}

/* +81 90 0000 0001 is 090-0000-0001; other countries keep their +. */
static bool
spell_phone(struct span s, struct spelling *out)
{
	struct spelling phone = { .len = 0 }, digits;
	bool abroad, home;
	struct span d;

	s = span_trim(s);
	abroad = span_starts(s, SPAN("+"));
	if (!spell_digits(s, PHONE_LEAST, PHONE_MOST, &digits))
		return false;
	d = spell_span(&digits);
	home = !abroad || span_starts(d, SPAN("81"));
	if (abroad && home)
		d = span_sub(d, 2, d.len);
	if (!home)
		spelling_put(&phone, SPAN("+"));
	else if (lacks_zero(d) || (abroad && d.ptr[0] != '0'))
		spelling_put(&phone, SPAN("0"));
	spelling_put(&phone, d);
	if (home && !is_at_home(spell_span(&phone)))
		return false;
	*out = phone;
	return true;
}

static bool
spell_postal(struct span s, struct spelling *out)
{
	struct spelling postal;
	size_t at = 0;

	skip(s, &at, SPAN("〒"));
	if (!spell_digits(span_sub(s, at, s.len), 7, 7, &postal))
		return false;
	*out = postal;
	return true;
}

static bool
spell_email(struct span s, struct spelling *out)
{
	struct spelling mail = { .len = 0 };
	const char *at;

	s = span_trim(s);
	at = s.len == 0 ? NULL : memchr(s.ptr, '@', s.len);
	if (at == NULL || at == s.ptr || at == s.ptr + s.len - 1 ||
	    memchr(s.ptr, ' ', s.len) != NULL ||
	    memchr(s.ptr, ';', s.len) != NULL ||
	    memchr(s.ptr, ',', s.len) != NULL || !spelling_put(&mail, s))
		return false;
	*out = mail;
	return true;
}

/* ---- places in the house ---------------------------------------------- */

/* One of `words` at *at, longest first in the list. */
static bool
skip_any(struct span s, size_t *at, const struct span *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (skip(s, at, words[i]))
			return true;
	return false;
}

/* Numbers first, as 3東: 3階東病棟, 東3病棟, 東病棟3階. */
static bool
spell_ward(struct span s, struct spelling *out)
{
	static const struct span idle[] = {
		{ "病棟", 6 },
		{ "病室", 6 },
		{ "階", 3 },
		{ "第", 3 },
		{ " ", 1 },
		{ "-", 1 },
		{ "\t", 1 },
	};
	struct spelling numbers, names;
	size_t at = 0, from;
	uint32_t n;

	numbers.len = names.len = 0;
	s = span_trim(s);
	if (s.len > 1 && span_ends(s, SPAN("f")))
		s.len--;
	while (at < s.len) {
		if (skip_any(s, &at, idle, sizeof idle / sizeof idle[0]))
			continue;
		if (number_at(s, &at, 4, &n)) {
			if (!spelling_number(&numbers, n, 1))
				return false;
			if (at < s.len && s.ptr[at] == 'f')
				at++;
			continue;
		}
		from = at;
		if (utf8_next(s, &at) == UTF8_BAD ||
		    !spelling_put(&names, span_sub(s, from, at)))
			return false;
	}
	if (!spelling_put(&numbers, spell_span(&names)) || numbers.len == 0)
		return false;
	*out = numbers;
	return true;
}

/* 301号室 is 301; a bed's number behind a hyphen says nothing. */
static bool
spell_room(struct span s, struct spelling *out)
{
	static const struct span idle[] = {
		{ "号室", 6 },
		{ "号", 3 },
		{ "病室", 6 },
		{ "室", 3 },
		{ "第", 3 },
		{ " ", 1 },
	};
	struct spelling room = { .len = 0 };
	size_t at = 0, from;

	s = span_trim(s);
	while (at < s.len) {
		if (skip_any(s, &at, idle, sizeof idle / sizeof idle[0]))
			continue;
		if (s.ptr[at] == '-' && room.len > 0 &&
		    is_digit((unsigned char)room.s[room.len - 1]))
			break;
		from = at;
		if (utf8_next(s, &at) == UTF8_BAD ||
		    !spelling_put(&room, span_sub(s, from, at)))
			return false;
	}
	if (room.len == 0)
		return false;
	*out = room;
	return true;
}

/* ---- words ------------------------------------------------------------ */

/* The first of several, without notes and blanks: 肺炎(右)、高血圧 is 肺炎. */
static bool
spell_word(struct span s, struct spelling *out)
{
	static const struct span ends[] = {
		{ "、", 3 },
		{ ",", 1 },
		{ ";", 1 },
		{ "(", 1 },
		{ "|", 1 },
		{ "\n", 1 },
	};
	struct spelling word;
	size_t at = 0, from, end;

	word.len = 0;
	s = span_trim(s);
	while (at < s.len) {
		end = at;
		if (skip_any(s, &end, ends, sizeof ends / sizeof ends[0]))
			break;
		from = at;
		if (utf8_next(s, &at) == UTF8_BAD)
			return false;
		if ((unsigned char)s.ptr[from] > ' ' &&
		    !spelling_put(&word, span_sub(s, from, at)))
			return false;
	}
	if (word.len == 0)
		return false;
	*out = word;
	return true;
}

/* 循環器内科, 循環器内 and 内科 as people head their lists. */
static bool
spell_department(struct span s, struct spelling *out)
{
	struct spelling word;

	if (!spell_word(s, &word))
		return false;
	if (word.len > 6 && span_ends(spell_span(&word), SPAN("外来")))
		word.len -= 6;
	*out = word;
	return true;
}

static bool
spell_sex(struct span s, struct spelling *out)
{
	static const struct {
		struct span word;
		struct span sex;
	} words[] = {
		{ { "男", 3 }, { "m", 1 } },
		{ { "男性", 6 }, { "m", 1 } },
		{ { "男児", 6 }, { "m", 1 } },
		{ { "m", 1 }, { "m", 1 } },
		{ { "male", 4 }, { "m", 1 } },
		{ { "1", 1 }, { "m", 1 } },
		{ { "女", 3 }, { "f", 1 } },
		{ { "女性", 6 }, { "f", 1 } },
		{ { "女児", 6 }, { "f", 1 } },
		{ { "f", 1 }, { "f", 1 } },
		{ { "female", 6 }, { "f", 1 } },
		{ { "2", 1 }, { "f", 1 } },
	};
	size_t i;

	s = span_trim(s);
	for (i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (!span_eq(s, words[i].word))
			continue;
		out->len = 0;
		return spelling_put(out, words[i].sex);
	}
	return false;
}

/* A date, and the time of day that spreadsheets put behind it. */
static bool
spell_date(struct span s, struct spelling *out)
{
	struct spelling date;
	size_t at;

	s = span_trim(s);
	if (!spell_date_at(s, 0, &date, &at))
		return false;
	if (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == 't'))
		while (at < s.len && one_of(s.ptr[at], SPAN(" t0123456789:.")))
			at++;
	if (at != s.len)
		return false;
	*out = date;
	return true;
}

/* ---- which is which --------------------------------------------------- */

typedef bool (*speller)(struct span, struct spelling *);

bool
spell_column(enum roster_column c, struct span folded, struct spelling *out)
{
	static const speller by[RC_COLUMNS] = {
		[RC_SURNAME] = spell_name,
		[RC_GIVEN] = spell_name,
		[RC_KANA_SURNAME] = spell_name,
		[RC_KANA_GIVEN] = spell_name,
		[RC_BIRTH] = spell_date,
		[RC_SEX] = spell_sex,
		[RC_TOWN] = spell_town,
		[RC_POSTAL] = spell_postal,
		[RC_INSURER] = spell_code,
		[RC_WARD] = spell_ward,
		[RC_ROOM] = spell_room,
		[RC_DEPARTMENT] = spell_department,
		[RC_DIAGNOSIS] = spell_word,
		[RC_ADMITTED] = spell_date,
		[RC_DISCHARGED] = spell_date,
	};

	return by[c](folded, out);
}

bool
spell_key(enum roster_key k, struct span folded, struct spelling *out)
{
	static const speller by[RK_KEYS] = {
		[RK_ID] = spell_code,
		[RK_PHONE] = spell_phone,
		[RK_EMAIL] = spell_email,
		[RK_INSURED] = spell_code,
		[RK_ADDRESS] = spell_address,
		[RK_NAME] = spell_name,
	};

	return by[k](folded, out);
}
