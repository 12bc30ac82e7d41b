#include "spelladdr.h"

#include "spellnum.h"
#include "utf8.h"

/* ---- house numbers ---------------------------------------------------- */

#define FLAT 100 /* a third number so high is a flat's: 1-2-405 */

/* Between two numbers; *done when it says that none follows. */
static bool
joint(struct span s, size_t *at, bool *done)
{
	static const struct {
		struct span word;
		bool last;
	} words[] = {
		{ { "丁目", 6 }, false },
		{ { "番地の", 9 }, false },
		{ { "番地", 6 }, false },
		{ { "番の", 6 }, false },
		{ { "番", 3 }, false },
		{ { "号", 3 }, true },
		{ { "の", 3 }, false },
	};
	bool any = false;
	size_t i;

	*done = false;
	skip_blanks(s, at);
	for (i = 0; i < sizeof words / sizeof words[0] && !*done; i++) {
		if (!skip(s, at, words[i].word))
			continue;
		any = true;
		*done = words[i].last;
	}
	/* 5番地 3階: what follows a blank is another number; not in 1丁目 2番 */
	if (any && *at < s.len && (unsigned char)s.ptr[*at] <= ' ') {
		*done = !span_ends(span_sub(s, 0, *at), SPAN("丁目"));
		skip_blanks(s, at);
	}
	if (!skip(s, at, SPAN("-")))
		return any;
	skip_blanks(s, at);
	return true;
}

bool
spell_house_at(struct span s, size_t at, struct spelling *out, size_t *end)
{
	struct spelling house;
	size_t next = at, stop = at;
	bool done = false;
	uint32_t n, parts;

	house.len = 0;
	for (parts = 0; parts < 3 && !done; parts++) {
		if (!number_at(s, &next, 6, &n) || (parts == 2 && n >= FLAT))
			break;
		if (parts > 0)
			spelling_put(&house, SPAN("-"));
		spelling_number(&house, n, 1);
		stop = next;
		if (!joint(s, &next, &done))
			done = true;
		else if (done || s.len == next || !is_digit(s.ptr[next]))
			stop = next; /* with the 号 or 番地 it ends with */
	}
	if (parts == 0)
		return false;
	while (stop > at && s.ptr[stop - 1] == ' ')
		stop--;
	*out = house;
	*end = stop;
	return true;
}

/* ---- places ----------------------------------------------------------- */

/* Cities whose names have a 市 before the last, or a 郡. */
static const struct span odd_cities[] = {
	{ "四日市市", 12 },
	{ "八日市場市", 15 },
	{ "廿日市市", 12 },
	{ "野々市市", 12 },
	{ "今市市", 9 },
	{ "大和郡山市", 15 },
	{ "小郡市", 9 },
	{ "蒲郡市", 9 },
};

/* Behind the first `sign` that has `least` to 7 letters before it, else `from`. */
static size_t
behind(struct span s, size_t from, struct span sign, size_t least)
{
	size_t at = from, next, letters;

	for (letters = 0; at < s.len && letters < 8; letters++) {
		next = at;
		if (letters >= least && skip(s, &next, sign))
			return next;
		if (is_digit(utf8_next(s, &at)))
			break;
	}
	return from;
}

static size_t
behind_prefecture(struct span s)
{
	static const struct span whole[] = {
		{ "東京都", 9 },
		{ "北海道", 9 },
		{ "京都府", 9 },
		{ "大阪府", 9 },
	};
	size_t i, at;

	for (i = 0; i < sizeof whole / sizeof whole[0]; i++)
		if (span_starts(s, whole[i]))
			return whole[i].len;
	/* 三重県 has two letters before the 県, 神奈川県 three */
	at = behind(s, 0, SPAN("県"), 2);
	return at <= strlen("神奈川県") ? at : 0;
}

/* 架空郡架空町幻町, 架空郡架空村幻町: behind the first 町 or 村. */
static size_t
behind_district(struct span s, size_t from)
{
	size_t town = behind(s, from, SPAN("町"), 1);
	size_t village = behind(s, from, SPAN("村"), 1);

	if (village > from && (town == from || village < town))
		return village;
	return town;
}

static size_t
behind_city(struct span s, size_t from)
{
	struct span rest = span_sub(s, from, s.len);
	size_t i, city, ward, district;

	for (i = 0; i < sizeof odd_cities / sizeof odd_cities[0]; i++)
		if (span_starts(rest, odd_cities[i]))
			return from + odd_cities[i].len;
	if ((district = behind(s, from, SPAN("郡"), 1)) > from)
		return behind_district(s, district);
	city = behind(s, from, SPAN("市"), 1);
	ward = behind(s, from, SPAN("区"), 1);
	if (city == from || (ward > from && ward < city))
		return ward; /* 架空区市場町 has no city before the ward */
	return behind(s, city, SPAN("区"), 1);
}

/* 南1条西 and 東3線: a place with a number in it. */
static bool
counts_streets(struct span behind_numeral)
{
	return span_starts(behind_numeral, SPAN("条")) ||
	       span_starts(behind_numeral, SPAN("線"));
}

/* 三丁目 and 三番地 begin a house number, 三条町 and 三の宮 a place. */
static bool
counts_houses(struct span behind_numeral)
{
	return span_starts(behind_numeral, SPAN("丁目")) ||
	       span_starts(behind_numeral, SPAN("番")) ||
	       span_starts(behind_numeral, SPAN("-"));
}

/* Byte where the house number begins; the end when there is none. */
static size_t
house_begins(struct span s, size_t from)
{
	size_t at = from, next, end;
	struct spelling house;
	struct span rest;
	uint32_t n, c;

	while (at < s.len) {
		c = utf8_at(s, at);
		next = at;
		if (number_at(s, &next, 6, &n)) {
			rest = span_sub(s, next, s.len);
			if (is_digit(c) ? !counts_streets(rest)
			                : at > from && counts_houses(rest))
				return spell_house_at(s, at, &house, &end)
				           ? at
				           : s.len;
		}
		at = is_digit(c) ? next : at;
		utf8_next(s, &at);
	}
	return s.len;
}

/* The town's bytes [*from, *upto), without 大字. */
static bool
town_in(struct span s, size_t *from, size_t *upto)
{
	*from = behind_city(s, behind_prefecture(s));
	skip_blanks(s, from);
	if (!skip(s, from, SPAN("大字")))
		skip(s, from, SPAN("字"));
	*upto = house_begins(s, *from);
	return *upto > *from;
}

/* 霞ヶ関, 霞ケ関, 霞ガ関 are 霞が関, 一ノ宮 is 一の宮: what stands between kanji. */
static struct span
joining_kana(struct span s, size_t from, size_t to)
{
	if (!is_kanji(utf8_before(s, from)) || !is_kanji(utf8_at(s, to)))
		return span_sub(s, from, to);
	switch (utf8_at(s, from)) {
	case 0x30f6: /* ヶ */
	case 0x30f5: /* ヵ */
	case 0x30b1: /* ケ */
	case 0x30ac: /* ガ */
		return SPAN("が");
	case 0x30ce: /* ノ */
	case 0x4e4b: /* 之 */
		return SPAN("の");
	default:
		return span_sub(s, from, to);
	}
}

bool
spell_town_name(struct span s, struct spelling *out)
{
	size_t at = 0, from, next;
	uint32_t n;
	bool ok = true;

	out->len = 0;
	while (at < s.len && ok) {
		from = next = at;
		if (number_at(s, &next, 6, &n) &&
		    counts_streets(span_sub(s, next, s.len))) {
			ok = spelling_number(out, n, 1);
			at = next;
			continue;
		}
		if (utf8_next(s, &at) == UTF8_BAD)
			return false;
		if ((unsigned char)s.ptr[from] > ' ')
			ok = spelling_put(out, joining_kana(s, from, at));
	}
	return ok && out->len > 0;
}

bool
spell_town(struct span folded, struct spelling *out)
{
	struct spelling town;
	size_t from, upto;

	folded = span_trim(folded);
	if (!town_in(folded, &from, &upto) ||
	    !spell_town_name(span_sub(folded, from, upto), &town))
		return false;
	*out = town;
	return true;
}

bool
spell_address(struct span folded, struct spelling *out)
{
	struct spelling house, address;
	size_t from, upto, end;

	folded = span_trim(folded);
	if (!town_in(folded, &from, &upto) ||
	    !spell_town_name(span_sub(folded, from, upto), &address) ||
	    !spell_house_at(folded, upto, &house, &end) ||
	    !spelling_put(&address, spell_span(&house)))
		return false;
	*out = address;
	return true;
}
