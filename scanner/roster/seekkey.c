/* What names one person or one family: numbers, mail, an address. */
#include "letters.h"
#include "numlabel.h"
#include "seek.h"
#include "spell.h"
#include "spelladdr.h"
#include "spellnum.h"

#define KEY_ROWS  16 /* more than a family: it names nobody */
#define ID_DIGITS 4  /* fewer are everywhere                */
#define ID_FIRM   7  /* digits that are a number by themselves */
#define TOWN      20 /* letters of one: 寺町通御池上る上本能寺前町 */

/* A key's clue, when it names somebody. */
static int
add_key(struct seeker *s, enum roster_key key, struct clue c,
    const struct spelling *value, struct shuhi_error *err)
{
	uint32_t rows[KEY_ROWS];
	size_t n =
	    roster_find(s->roster, key, spell_span(value), rows, KEY_ROWS);

	return n < KEY_ROWS ? seek_add_rows(s, c, rows, n, err) : 0;
}

static int
ask_key(struct seeker *s, enum roster_key key, enum clue_field field,
    size_t from, size_t to, bool firm, struct shuhi_error *err)
{
	struct spelling value;
	struct clue c;

	if (!roster_has_key(s->roster, key) ||
	    !spell_key(key, span_sub(s->text, from, to), &value))
		return 0;
	c = seek_clue(s, field, from, to);
	c.firm = firm;
	return add_key(s, key, c, &value, err);
}

/* ---- numbers ---------------------------------------------------------- */

static bool
is_number_sign(uint32_t c)
{
	return c == '-' || c == ' ' || c == '.' || c == '(' || c == ')';
}

/* Digits from `at` on with one sign at most between; how many, where they end. */
static size_t
loose_digits(struct span text, size_t at, size_t *end)
{
	size_t n = 0, signs = 0;

	for (; at < text.len && signs < 2; at++) {
		if (is_digit((unsigned char)text.ptr[at])) {
			n++;
			signs = 0;
			*end = at + 1;
		} else if (is_number_sign((unsigned char)text.ptr[at])) {
			signs++;
		} else {
			break;
		}
	}
	return n;
}

/* The end of digits and hyphens from `at` on; how many digits. */
static size_t
plain_digits(struct span text, size_t at, size_t *end)
{
	size_t n = 0;

	for (; at < text.len; at++) {
		if (is_digit((unsigned char)text.ptr[at])) {
			n++;
			*end = at + 1;
		} else if (text.ptr[at] != '-') {
			break;
		}
	}
	return n;
}

static int
phone_at(struct seeker *s, size_t at, struct shuhi_error *err)
{
	size_t from = at, end = at, n;

	if (at > 0 && s->text.ptr[at - 1] == '+')
		from--;
	else if (s->text.ptr[at] != '0')
		return 0;
	n = loose_digits(s->text, at, &end);
	if (n < 9 || n > 13)
		return 0;
	return ask_key(s, RK_PHONE, CLUE_PHONE, from, end, true, err);
}

/* Up to three letters may belong to a number: AB-12345. */
static size_t
letters_before(struct span text, size_t at)
{
	size_t from = at, n;

	if (from > 0 && text.ptr[from - 1] == '-')
		from--;
	for (n = 0;
	     n < 3 && from > 0 && is_latin((unsigned char)text.ptr[from - 1]);
	     n++)
		from--;
	return is_latin((unsigned char)text.ptr[from]) ? from : at;
}

/* Is the number anybody's?  Most are not, and nobody asks what stands beside. */
static bool
is_known(const struct seeker *s, enum roster_key key, size_t from, size_t to)
{
	struct spelling value;
	uint32_t row;

	return roster_has_key(s->roster, key) &&
	       spell_key(key, span_sub(s->text, from, to), &value) &&
	       roster_find(s->roster, key, spell_span(&value), &row, 1) > 0;
}

/* A patient's number of so many digits, as far as its labels let it be one. */
static int
ask_id(struct seeker *s, size_t from, size_t to, size_t digits,
    const struct num_label *label, struct shuhi_error *err)
{
	const bool postal = num_is_postal(s->text, from, to);
	struct spelling value;
	struct clue c = seek_clue(s, CLUE_ID, from, to);

	c.firm = label->patient || (digits >= ID_FIRM && !postal);
	c.beside_care = label->sign;
	return spell_key(RK_ID, span_sub(s->text, from, to), &value)
	           ? add_key(s, RK_ID, c, &value, err)
	           : 0;
}

/* A known number: a patient's, an insured one, or both. */
static int
known_code(struct seeker *s, size_t from, size_t at, size_t end, size_t digits,
    struct shuhi_error *err)
{
	const struct num_label label = num_label_before(s->text, from);
	struct spelling date;
	size_t ignored;
	bool is_date = spell_date_at(s->text, at, &date, &ignored);

	/* 999 is everywhere, but not in 患者ID 999 */
	if (label.other || (digits < ID_DIGITS && !label.direct))
		return 0;
	if ((label.patient || !is_date) &&
	    ask_id(s, from, end, digits, &label, err) != 0)
		return -1;
	return digits >= ID_DIGITS && (label.insured || !is_date)
	           ? ask_key(s, RK_INSURED, CLUE_INSURED, from, end,
	                 label.insured || digits > ID_FIRM, err)
	           : 0;
}

static int
code_at(struct seeker *s, size_t at, size_t *end, struct shuhi_error *err)
{
	size_t n = plain_digits(s->text, at, end);
	size_t from = letters_before(s->text, at);

	if (num_label_is(span_sub(s->text, from, at)))
		from = at; /* ID102345 */
	if (n > 20 || (n < ID_DIGITS && !num_label_touches(s->text, from)) ||
	    (!is_known(s, RK_ID, from, *end) &&
	        !is_known(s, RK_INSURED, from, *end)))
		return 0;
	return num_counts(s->text, at, *end)
	           ? 0
	           : known_code(s, from, at, *end, n, err);
}

/* 記号12 番号34567: one number in two parts. */
static int
two_part_insured(
    struct seeker *s, size_t at, size_t end, struct shuhi_error *err)
{
	static const struct span between[] = {
		{ "・番号", 9 },
		{ "・", 3 },
		{ " 番号 ", 8 },
		{ " 番号", 7 },
		{ "番号 ", 7 },
		{ "番号:", 7 },
		{ "番号", 6 },
		{ " ", 1 },
	};
	struct span rest = span_sub(s->text, end, s->text.len);
	struct spelling value;
	struct clue c;
	size_t i, from, to;

	for (i = 0; i < sizeof between / sizeof between[0]; i++)
		if (span_starts(rest, between[i]))
			break;
	if (i == sizeof between / sizeof between[0])
		return 0;
	from = to = end + between[i].len;
	if (plain_digits(s->text, from, &to) == 0 ||
	    to - from + (end - at) > 24)
		return 0;
	memcpy(value.s, s->text.ptr + at, end - at);
	memcpy(value.s + (end - at), s->text.ptr + from, to - from);
	value.len = end - at + (to - from);
	c = seek_clue(s, CLUE_INSURED, at, to);
	c.firm = num_label_before(s->text, at).insured;
	if (!spell_key(RK_INSURED, spell_span(&value), &value))
		return 0;
	return add_key(s, RK_INSURED, c, &value, err);
}

/* ---- addresses -------------------------------------------------------- */

/* 3時, 10人: a house has two numbers, or 番地 behind it. */
static bool
may_be_house(struct span text, size_t at)
{
	uint32_t c;

	if (!is_digit((unsigned char)text.ptr[at]))
		return true;
	while (at < text.len && is_digit((unsigned char)text.ptr[at]))
		at++;
	while (at < text.len && (unsigned char)text.ptr[at] <= ' ')
		at++;
	c = utf8_at(text, at);
	return c == '-' || c == 0x4e01 /* 丁目 */ || c == 0x756a /* 番地 */ ||
	       c == 0x53f7 /* 号 */ || c == 0x306e /* の */;
}

/* Is the digit before byte `at` of a street's number: 南1|条西? */
static bool
is_street_digit(struct span text, size_t at)
{
	uint32_t c = utf8_at(text, at);

	return is_digit(c) || c == 0x6761 /* 条 */ || c == 0x7dda /* 線 */;
}

/* Where the town may begin whose name ends at byte `at`, the last letter first. */
static size_t
town_begins(struct span text, size_t at, size_t from[TOWN])
{
	size_t n = 0;
	uint32_t c;

	while (at > 0 && n < TOWN) {
		c = utf8_before(text, at);
		if (!is_letter_ja(c) &&
		    !(is_digit(c) && n > 0 && is_street_digit(text, at)))
			break;
		at = utf8_prev(text, at);
		from[n++] = at;
	}
	return n;
}

/* 幻町1-2-3|-405号室: what says which flat it is goes with the house. */
static size_t
flat_end(struct span text, size_t at)
{
	size_t end = at, next;

	while (end + 1 < text.len && text.ptr[end] == '-' &&
	       is_digit((unsigned char)text.ptr[end + 1]))
		for (end++;
		     end < text.len && is_digit((unsigned char)text.ptr[end]);)
			end++;
	next = end;
	return end > at && skip(text, &next, SPAN("号室")) ? next : end;
}

/* The house number at byte `at`, and the town whose name ends there. */
static int
address_at(struct seeker *s, size_t at, struct shuhi_error *err)
{
	struct spelling house, value;
	size_t from[TOWN], end, n, i;
	struct clue c;

	if (!may_be_house(s->text, at) ||
	    !spell_house_at(s->text, at, &house, &end) ||
	    (memchr(house.s, '-', house.len) == NULL &&
	        is_digit((unsigned char)s->text.ptr[end - 1])))
		return 0;
	n = town_begins(s->text, at, from);
	for (i = n; i-- > 0;) {
		if (!spell_town_name(span_sub(s->text, from[i], at), &value) ||
		    !spelling_put(&value, spell_span(&house)))
			continue;
		c = seek_clue(s, CLUE_ADDRESS, from[i], flat_end(s->text, end));
		/* 幻町1-2, 大字夢123番地: a house, no part of a town */
		c.firm = memchr(house.s, '-', house.len) != NULL ||
		         span_has(span_sub(s->text, at, end), SPAN("番地"));
		if (add_key(s, RK_ADDRESS, c, &value, err) != 0)
			return -1;
	}
	return 0;
}

static bool
is_numeral(uint32_t c)
{
	static const uint32_t numerals[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db,
		0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341 };
	size_t i;

	for (i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
		if (c == numerals[i])
			return true; /* 一 to 十 */
	return false;
}

/* 幻町一丁目二番地三: the house number before the 丁目 at byte `at`. */
static int
written_address_at(struct seeker *s, size_t at, struct shuhi_error *err)
{
	size_t from = at;

	while (from > 0 && is_numeral(utf8_before(s->text, from)))
		from -= 3;
	return from < at ? address_at(s, from, err) : 0;
}

/* ---- mail ------------------------------------------------------------- */

static bool
is_mail_letter(char c)
{
	return is_latin((unsigned char)c) || is_digit((unsigned char)c) ||
	       c == '.' || c == '_' || c == '+' || c == '-';
}

static int
mail_at(struct seeker *s, size_t at, struct shuhi_error *err)
{
	size_t from = at, to = at + 1;

	while (from > 0 && is_mail_letter(s->text.ptr[from - 1]))
		from--;
	while (to < s->text.len && is_mail_letter(s->text.ptr[to]))
		to++;
	while (to > at + 1 && s->text.ptr[to - 1] == '.')
		to--;
	return ask_key(s, RK_EMAIL, CLUE_EMAIL, from, to, true, err);
}

/* ---- the walk --------------------------------------------------------- */

static int
number_at_place(
    struct seeker *s, size_t at, size_t *end, struct shuhi_error *err)
{
	uint32_t before = utf8_before(s->text, at);

	*end = at + 1;
	if (phone_at(s, at, err) != 0 || code_at(s, at, end, err) != 0)
		return -1;
	if (roster_has_column(s->roster, RC_BIRTH) &&
	    seek_date_at(s, at, *end - at, err) != 0)
		return -1;
	if (roster_has_key(s->roster, RK_INSURED) &&
	    two_part_insured(s, at, *end, err) != 0)
		return -1;
	return roster_has_key(s->roster, RK_ADDRESS) && is_letter_ja(before)
	           ? address_at(s, at, err)
	           : 0;
}

int
seek_keys(struct seeker *s, struct shuhi_error *err)
{
	bool mail = roster_has_key(s->roster, RK_EMAIL);
	bool address = roster_has_key(s->roster, RK_ADDRESS);
	size_t at = 0, end;

	while (at < s->text.len) {
		end = at + 1;
		if (is_digit((unsigned char)s->text.ptr[at])) {
			if (number_at_place(s, at, &end, err) != 0)
				return -1;
		} else if (address && s->text.ptr[at] == "丁"[0] &&
		           span_starts(span_sub(s->text, at, s->text.len),
		               SPAN("丁目"))) {
			if (written_address_at(s, at, err) != 0)
				return -1;
		} else if (mail && s->text.ptr[at] == '@') {
			if (mail_at(s, at, err) != 0)
				return -1;
		}
		at = end;
	}
	return 0;
}
