#include "check.h"

static unsigned
digit(struct span s, size_t i)
{
	return (unsigned)(s.ptr[i] - '0');
}

/* Sum of digits times weights, from the left. */
static unsigned
weigh(struct span s, const unsigned char *weights, size_t n)
{
	unsigned sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += digit(s, i) * weights[i];
	return sum;
}

/* 12 digits. 総務省令第85号 (平成26年) 第5条. */
static bool
check_mynumber(struct span s)
{
	static const unsigned char w[11] = { 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
	unsigned r;

	if (s.len != 12)
		return false;
	r = weigh(s, w, 11) % 11;
	return digit(s, 11) == (r <= 1 ? 0 : 11 - r);
}

/* 11 digits, the weights of My Number cut short. 住民基本台帳法施行規則 第1条. */
static bool
check_residentcode(struct span s)
{
	static const unsigned char w[10] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
	unsigned r;

	if (s.len != 11)
		return false;
	r = weigh(s, w, 10) % 11;
	return digit(s, 10) == (r <= 1 ? 0 : 11 - r);
}

/*
 * 12 digits, the 11th is the check digit, the 12th counts reissues.  The first
 * two name the prefecture's commission (10-97).
 */
static bool
check_licence(struct span s)
{
	static const unsigned char w[10] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };

	if (s.len != 12 || digit(s, 0) == 0)
		return false;
	return digit(s, 10) == (11 - weigh(s, w, 10) % 11) % 10;
}

/*
 * Modulus 10, weights 2 and 1 from the right, digits of products added: cards
 * (ISO/IEC 7812-1) and, under the name モジュラス10, Japanese insurer numbers.
 */
static bool
check_luhn(struct span s)
{
	unsigned sum = 0, d;
	size_t i;

	if (s.len < 2)
		return false;
	for (i = 0; i < s.len; i++) {
		d = digit(s, s.len - 1 - i);
		if (i % 2 == 1)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

/* Is the number at `i` a prefecture of Japan, 01-47? */
static bool
prefecture(struct span s, size_t i)
{
	unsigned p = digit(s, i) * 10 + digit(s, i + 1);

	return p >= 1 && p <= 47;
}

/*
 * 保険者番号, 公費負担者番号: 8 = 法別2 + 都道府県2 + 3 + check digit, or the 6 of
 * 国民健康保険, whose 法別 is 00. 保険者番号等の設定要領 (厚生省保険局).
 */
static bool
check_insurer(struct span s)
{
	if (s.len == 6)
		return prefecture(s, 0) && check_luhn(s);
	return s.len == 8 && prefecture(s, 2) && check_luhn(s);
}

/* 公費受給者番号: 6 and a check digit. */
static bool
check_recipient(struct span s)
{
	return s.len == 7 && check_luhn(s);
}

/* 医療機関コード: 10 = 都道府県2 + 点数表1 + 7, over all of them. */
static bool
check_institution(struct span s)
{
	return s.len == 10 && prefecture(s, 0) && check_luhn(s);
}

/* Payment cards: 13-19 digits, a known first digit. */
static bool
check_card(struct span s)
{
	return s.len >= 13 && s.len <= 19 && digit(s, 0) >= 3 &&
	       digit(s, 0) <= 6 && check_luhn(s);
}

/* Is this a date, YYYYMMDD, of the last 130 years? */
static bool
check_date8(struct span s)
{
	unsigned year, month, day;

	if (s.len != 8)
		return false;
	year = digit(s, 0) * 1000 + digit(s, 1) * 100 + digit(s, 2) * 10 +
	       digit(s, 3);
	month = digit(s, 4) * 10 + digit(s, 5);
	day = digit(s, 6) * 10 + digit(s, 7);
	return year >= 1900 && year <= 2030 && month >= 1 && month <= 12 &&
	       day >= 1 && day <= 31;
}

static const struct {
	const char *name;
	check_fn *fn;
} checks[] = {
	{ "mynumber", check_mynumber },
	{ "residentcode", check_residentcode },
	{ "licence", check_licence },
	{ "luhn", check_luhn },
	{ "insurer", check_insurer },
	{ "recipient", check_recipient },
	{ "institution", check_institution },
	{ "card", check_card },
	{ "date8", check_date8 },
};

check_fn *
check_find(struct span name)
{
	size_t i;

	for (i = 0; i < sizeof checks / sizeof checks[0]; i++)
		if (span_eq(span_of(checks[i].name), name))
			return checks[i].fn;
	return NULL;
}

const char *
check_names(void)
{
	return "mynumber, residentcode, licence, luhn, insurer, recipient, "
	       "institution, card or date8";
}
