#include "nameedge.h"

#include "letters.h"

#define WORD(s)                                                                \
	{                                                                      \
		s, sizeof(s) - 1                                               \
	}
#define COUNT(v) (sizeof(v) / sizeof(v)[0])

bool
name_label_ends(struct span text, size_t at)
{
	static const struct span words[] = { WORD("患者"), WORD("氏名"),
		WORD("名前"), WORD("担当"), WORD("主治医"), WORD("医師"),
		WORD("先生"), WORD("看護師"), WORD("病棟"), WORD("病室"),
		WORD("号室"), WORD("外来"), WORD("内科"), WORD("外科"),
		WORD("小児科"), WORD("産科"), WORD("眼科"), WORD("皮膚科"),
		WORD("入院"), WORD("退院"), WORD("転院"), WORD("搬送"),
		WORD("受診"), WORD("新患"), WORD("急患"), WORD("同室"),
		WORD("同僚"), WORD("友人"), WORD("友達"), WORD("知人"),
		WORD("家族"), WORD("本人"), WORD("男性"), WORD("女性"),
		WORD("男児"), WORD("女児"), WORD("俳優"), WORD("女優"),
		WORD("歌手"), WORD("選手"), WORD("議員"), WORD("社長"),
		WORD("昨夜"), WORD("昨晩"), WORD("昨日"), WORD("今日"),
		WORD("本日"), WORD("今朝"), WORD("今夜"), WORD("今晩"),
		WORD("今週"), WORD("先週"), WORD("先日"), WORD("明日"),
		WORD("前日"), WORD("翌日"), WORD("毎日"), WORD("午前"),
		WORD("午後"), WORD("最近"), WORD("以前"), WORD("現在"),
		WORD("結局"), WORD("一応"), WORD("多分"), WORD("例の"),
		WORD("旧姓"), WORD("故"), WORD("歳"), WORD("才"), WORD("代"),
		WORD("様"), WORD("氏") };
	size_t i;

	for (i = 0; i < COUNT(words); i++)
		if (span_ends(span_sub(text, 0, at), words[i]))
			return true;
	return false;
}

bool
name_word_begins(struct span text, size_t at)
{
	static const struct span words[] = { WORD("入院"), WORD("退院"),
		WORD("転院"), WORD("転棟"), WORD("来院"), WORD("通院"),
		WORD("受診"), WORD("再診"), WORD("初診"), WORD("外来"),
		WORD("診察"), WORD("診断"), WORD("搬送"), WORD("手術"),
		WORD("術前"), WORD("術後"), WORD("検査"), WORD("採血"),
		WORD("点滴"), WORD("透析"), WORD("投与"), WORD("処方"),
		WORD("内服"), WORD("発熱"), WORD("急変"), WORD("意識"),
		WORD("血圧"), WORD("既往"), WORD("主訴"), WORD("出産"),
		WORD("妊娠"), WORD("死亡"), WORD("死去"), WORD("逝去"),
		WORD("永眠"), WORD("他界"), WORD("転倒"), WORD("骨折"),
		WORD("男性"), WORD("女性"), WORD("男児"), WORD("女児"),
		WORD("本人"), WORD("家族"), WORD("患者"), WORD("先生"),
		WORD("医師"), WORD("看護"), WORD("主任"), WORD("師長"),
		WORD("教授"), WORD("部長"), WORD("課長"), WORD("社長"),
		WORD("院長"), WORD("選手"), WORD("議員"), WORD("担当"),
		WORD("不在"), WORD("欠席"), WORD("出勤"), WORD("本日"),
		WORD("今日"), WORD("今朝"), WORD("昨日"), WORD("昨夜"),
		WORD("明日"), WORD("午前"), WORD("午後"), WORD("来た"),
		WORD("来て"), WORD("来る"), WORD("来ま"), WORD("来な"),
		WORD("来ら"), WORD("宅"), WORD("宛") };

	return letters_honorific(text, at) ||
	       span_starts_any(
	           span_sub(text, at, text.len), words, COUNT(words));
}

bool
name_kana_parts(struct span text, size_t at)
{
	/* what ends no verb and no adjective; か, ね, よ only where they end it */
	static const struct span words[] = { WORD("より"), WORD("まだ"),
		WORD("また"), WORD("もう"), WORD("なん"), WORD("なの"),
		WORD("なら"), WORD("など"), WORD("しか"), WORD("さえ"),
		WORD("ばかり"), WORD("くらい"), WORD("ぐらい"), WORD("だけ"),
		WORD("らしい"), WORD("みたい"), WORD("かな"), WORD("かも"),
		WORD("かと"), WORD("じゃ"), WORD("っぽ"), WORD("いつ"),
		WORD("こそ"), WORD("ほど"), WORD("さま"), WORD("せんせ"),
		WORD("すごい"), WORD("ありがと"), WORD("おめでと") };
	static const struct span last[] = { WORD("か"), WORD("ね"), WORD("よ"),
		WORD("よね"), WORD("かよ"), WORD("な") };
	struct span rest = span_sub(text, at, text.len);
	size_t i;

	if (letters_may_end(text, at) ||
	    span_starts_any(rest, words, COUNT(words)))
		return true;
	for (i = 0; i < COUNT(last); i++)
		if (span_starts(rest, last[i]) &&
		    !is_letter_ja(utf8_at(rest, last[i].len)))
			return true;
	return false;
}

/* Letters that given names end with behind two others. */
static bool
ends_given_names(struct span letter)
{
	static const char letters[] =
	    "子美香恵江代枝奈菜乃音花華希季紀里莉梨沙紗那衣絵"
	    "郎朗介助輔也哉矢弥太斗仁樹彦夫男雄吾志司治次二一三之";
	size_t at;

	for (at = 0; at + letter.len < sizeof letters; at += letter.len)
		if (memcmp(letters + at, letter.ptr, letter.len) == 0)
			return true;
	return false;
}

bool
name_goes_on(struct span text, size_t at)
{
	size_t next = at;

	if (!is_kanji(utf8_at(text, at)))
		return false;
	utf8_next(text, &next);
	return next - at == 3 && ends_given_names(span_sub(text, at, next)) &&
	       !is_kanji(utf8_at(text, next)) && letters_may_end(text, next);
}
