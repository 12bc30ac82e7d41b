#include "called.h"

#include "../../scanner/limit.h"
#include "../../scanner/roster/romaji.h"
#include "../../scanner/utf8.h"

/* ---- a cell without what is no name --------------------------------------- */

/* What converters leave of a letter that they do not know: ?木, 〓木, U+E000 木. */
static bool
is_lost(uint32_t c)
{
	return c == '?' || c == 0x3013 /* 〓 */ || c == 0x25a0 /* ■ */ ||
	    c == 0xfffd || (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
}

/* ※ ★ ○ *: signs, which are no letters of any script. */
static bool
is_sign(uint32_t c)
{
	if (c < 0x80)
		return !is_latin(c) && !is_digit(c);
	return c < 0xc0 || c == 0xd7 || c == 0xf7 ||
	    (c >= 0x2000 && c <= 0x2e7f) ||
	    (c >= 0x2ff0 && c <= 0x303f && c != 0x3005 /* 々 */ &&
	        c != 0x3006 /* 〆 */) ||
	    (c >= 0x3200 && c <= 0x33ff) || (c >= 0xfe00 && c <= 0xfe6f) ||
	    (c >= 0xff00 && c <= 0xffef) || (c >= 0x1f000 && c <= 0x1faff);
}

/* Signs that stand within names: O'Brien, グエン・ティ, Garcia-Lopez. */
static bool
is_within(uint32_t c)
{
	return c <= ' ' || c == 0x30fb || c == 0xb7 || c == '\'' ||
	    c == 0x2019 || c == '-' || c == '=' || c == '.' || c == ',' ||
	    c == '_';
}

static bool
ends_name(uint32_t c)
{
	return c == '(' || c == '[' || c == 0x3010 /* 【 */ ||
	    c == 0x3014 /* 〔 */;
}

/* 佐々木様 花子: without 様; 殿 and 氏 are ends of names, too. */
static void
drop_honorific(struct spelling *s, size_t part)
{
	static const struct span words[] = { { "様", 3 }, { "先生", 6 } };
	struct span rest = span_sub(spell_span(s), part, s->len);
	size_t i;

	for (i = 0; i < sizeof words / sizeof words[0]; i++)
		if (span_ends(rest, words[i]) &&
		    (rest.len > words[i].len || part > 0))
			s->len -= words[i].len;
}

/*
 * Marks in front of and behind the letters go; a sign between them, and any lost
 * letter, is told.
 */
static enum people_fault
clean(struct span s, struct spelling *out)
{
	size_t at = 0, part = 0, from;
	bool signs = false; /* behind letters of this part */
	uint32_t c;

	out->len = 0;
	while (at < s.len) {
		from = at;
		c = utf8_next(s, &at);
		if (ends_name(c))
			break;
		if (is_lost(c))
			return PEOPLE_LETTER;
		if (is_within(c)) {
			drop_honorific(out, part);
			signs = false;
		} else if (is_sign(c)) {
			signs = out->len > part;
			continue;
		} else if (signs) {
			return PEOPLE_LETTER;
		}
		if (out->len + (at - from) > sizeof out->s)
			return PEOPLE_NAME;
		memcpy(out->s + out->len, s.ptr + from, at - from);
		out->len += at - from;
		if (is_within(c))
			part = out->len;
	}
	drop_honorific(out, part);
	return PEOPLE_GOOD;
}

/* ---- by what somebody may be called ---------------------------------------- */

enum script { NO_SCRIPT, KANJI, KANA, LATIN, OTHER };

static enum script
script_of(struct span s)
{
	size_t at = 0;
	uint32_t c = utf8_at(s, 0);

	while (at < s.len)
		if (is_kanji(utf8_next(s, &at)))
			return KANJI;
	if (s.len == 0)
		return NO_SCRIPT;
	if (is_hiragana(c) || is_katakana(c))
		return KANA;
	return is_latin(c) || (c >= 0xc0 && c <= 0x24f) ||
	        (c >= 0x1e00 && c <= 0x1eff)
	    ? LATIN : OTHER;
}

static void
may_be_called(struct person *p, struct span spelt)
{
	if (p->ncalls == PERSON_CALLS || spelt.len > LIMIT_ROSTER_VALUE) {
		p->uncalled = true;
		return;
	}
	memcpy(p->call[p->ncalls].s, spelt.ptr, spelt.len);
	p->call[p->ncalls++].len = spelt.len;
}

struct sound {
	const struct people *people;
	struct person *person;
	bool any;
};

static bool
hear(void *context, struct span kana)
{
	struct sound *s = context;

	s->any = true;
	s->person->family |= namelist_is_family(s->people->names, kana);
	s->person->given |= namelist_is_given(s->people->names, kana);
	return true;
}

/* ティ, ヴァン, グェン: no Japanese name has them. */
static bool
sounds_foreign(struct span kana)
{
	size_t at = 0;
	uint32_t c;

	while (at < kana.len) {
		c = utf8_next(kana, &at);
		if (c == 0x3094 /* ゔ */ ||
		    (c >= 0x3041 && c <= 0x3049 && c % 2 == 1) /* ぁぃぅぇぉ */)
			return true;
	}
	return false;
}

/* Is it a part of a Japanese name, so that there may be kanji for it? */
static void
weigh_part(const struct people *l, struct span part, struct person *p)
{
	struct sound heard = { l, p, false };

	switch (script_of(part)) {
	case KANA:
		hear(&heard, part);
		p->foreign |= sounds_foreign(part);
		break;
	case LATIN:
		romaji_spellings(part, hear, &heard);
		p->foreign |= !heard.any;
		break;
	default:
		break;
	}
}

static void
weigh_two(const struct people *l, struct span surname, struct span given,
    struct person *p)
{
	weigh_part(l, surname, p);
	weigh_part(l, given, p);
}

/* The next part of a cleaned name; false behind the last. */
static bool
next_part(struct span s, size_t *at, struct span *part)
{
	size_t from = *at, next = *at;

	while (next < s.len && is_within(utf8_at(s, next)) &&
	    utf8_at(s, next) != '\'' && utf8_at(s, next) != 0x2019)
		utf8_next(s, &next);
	for (from = *at = next; next < s.len; *at = next) {
		const uint32_t c = utf8_next(s, &next);

		if (is_within(c) && c != '\'' && c != 0x2019)
			break;
	}
	*part = span_sub(s, from, *at);
	return part->len > 0;
}

/* Each part of its own; how many. */
static size_t
call_parts(const struct people *l, struct span s, struct person *p)
{
	struct spelling spelt;
	struct span part;
	size_t n = 0, at = 0;

	while (next_part(s, &at, &part)) {
		n++;
		if (!spell_column(RC_SURNAME, part, &spelt))
			continue;
		weigh_part(l, spell_span(&spelt), p);
		may_be_called(p, spell_span(&spelt));
	}
	if (n > p->parts)
		p->parts = (unsigned)n;
	return n;
}

/*
 * Where a name without a blank was cut is a guess: what begins it and is a surname,
 * what ends it and is a given name is its too.  With nothing known, all is.
 */
static void
call_pieces(const struct people *l, struct span whole, bool all,
    struct person *p)
{
	struct span begin, end;
	size_t at = 0;

	if (utf8_next(whole, &at) == UTF8_BAD)
		return;
	for (; at < whole.len; utf8_next(whole, &at)) {
		begin = span_sub(whole, 0, at);
		end = span_sub(whole, at, whole.len);
		if (all || namelist_is_family(l->names, begin))
			may_be_called(p, begin);
		if (all || namelist_is_given(l->names, end))
			may_be_called(p, end);
	}
}

/* ---- names ------------------------------------------------------------------ */

/* 山田 太郎, or 山田太郎 split by the lists of names, or found as a whole. */
static enum people_fault
put_name(struct people *l, struct span s, struct person *p)
{
	struct spelling whole;
	struct span surname, given;
	bool split;

	if (!spell_key(RK_NAME, s, &whole))
		return PEOPLE_NAME;
	split = spell_split(s, &surname, &given);
	if (call_parts(l, s, p) == 1) {
		split = namelist_split(
		    l->names, spell_span(&whole), &surname, &given);
		call_pieces(l, spell_span(&whole), !split, p);
		if (split)
			weigh_two(l, surname, given, p);
	}
	if (!split) {
		l->unsplit++;
		p->key[RK_NAME] = whole;
		return PEOPLE_GOOD;
	}
	return spell_column(RC_SURNAME, surname, &p->column[RC_SURNAME]) &&
	    spell_column(RC_GIVEN, given, &p->column[RC_GIVEN])
	    ? PEOPLE_GOOD : PEOPLE_NAME;
}

static enum people_fault
put_kana(struct people *l, struct span s, struct person *p)
{
	struct spelling whole;
	struct span surname, given;

	if (!spell_key(RK_NAME, s, &whole))
		return PEOPLE_NAME;
	call_parts(l, s, p);
	if (!spell_split_first(s, &surname, &given)) {
		namelist_split_kana(
		    l->names, spell_span(&whole), &surname, &given);
		call_pieces(l, spell_span(&whole),
		    !namelist_is_family(l->names, surname), p);
		weigh_two(l, surname, given, p);
	}
	return spell_column(RC_KANA_SURNAME, surname,
	           &p->column[RC_KANA_SURNAME]) &&
	    (given.len == 0 || spell_column(RC_KANA_GIVEN, given,
	                           &p->column[RC_KANA_GIVEN]))
	    ? PEOPLE_GOOD : PEOPLE_NAME;
}

static enum people_fault
put_part(struct people *l, enum roster_column c, struct span s,
    struct person *p)
{
	if (!spell_column(c, s, &p->column[c]))
		return PEOPLE_NAME;
	call_parts(l, s, p);
	return PEOPLE_GOOD;
}

bool
called_field(enum list_field f)
{
	return f >= LIST_NAME && f <= LIST_KANA_GIVEN;
}

enum people_fault
called_put(struct people *l, enum list_field f, struct span s,
    struct person *p)
{
	enum people_fault fault;
	struct spelling name;

	if ((fault = clean(s, &name)) != PEOPLE_GOOD)
		return fault;
	s = span_trim(spell_span(&name));
	switch (f) {
	case LIST_NAME:
		return put_name(l, s, p);
	case LIST_KANA:
		return put_kana(l, s, p);
	case LIST_SURNAME:
		return put_part(l, RC_SURNAME, s, p);
	case LIST_GIVEN:
		return put_part(l, RC_GIVEN, s, p);
	case LIST_KANA_SURNAME:
		return put_part(l, RC_KANA_SURNAME, s, p);
	default:
		return put_part(l, RC_KANA_GIVEN, s, p);
	}
}

/* ---- what is told of a person ------------------------------------------------- */

/* グエン・ティ・フオン has no kanji that somebody could write; ササキ ハナコ has. */
static bool
is_from_abroad(const struct person *p)
{
	return p->parts > 2 ? p->foreign || !(p->family && p->given)
	                    : !p->family && (p->foreign || !p->given);
}

/* Letters that the scan compares, from two kana on. */
static bool
can_be_compared(const struct spelling *s)
{
	const struct span call = spell_span(s);
	const size_t n = utf8_count(call);

	return script_of(call) == LATIN ||
	    (n <= LIMIT_ROSTER_CALL && (n > 1 || script_of(call) != KANA));
}

static bool
are_called(const struct person *p)
{
	size_t i;

	for (i = 0; i < p->ncalls; i++)
		if (can_be_compared(&p->call[i]))
			return !p->uncalled;
	return false;
}

/* Surname and given name, or a whole of which every piece counts. */
static bool
is_complete(const struct person *p, enum roster_column surname,
    enum roster_column given)
{
	return p->column[surname].len > 0 && p->column[given].len > 0 &&
	    can_be_compared(&p->column[surname]) &&
	    can_be_compared(&p->column[given]);
}

void
called_finish(struct person *p)
{
	const bool whole = p->key[RK_NAME].len > 0 && are_called(p);
	const bool written = whole || is_complete(p, RC_SURNAME, RC_GIVEN);
	const enum script script = !written ? NO_SCRIPT
	    : script_of(spell_span(whole ? &p->key[RK_NAME]
	                                 : &p->column[RC_SURNAME]));
	const bool kana = is_complete(p, RC_KANA_SURNAME, RC_KANA_GIVEN) ||
	    script == KANA;
	bool abroad;

	if (p->uncalled || (!written && !kana))
		return;
	abroad = script != KANJI && is_from_abroad(p);
	p->told[SCRIPT_KANJI] = script == KANJI || abroad;
	p->told[SCRIPT_KANA] = kana;
	p->told[SCRIPT_LATIN] = script == LATIN || (kana && !abroad);
}
