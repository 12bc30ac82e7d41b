#include "text.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- the generator ---------------------------------------------------- */

static const char *const openers[] = { "そうですね", "なるほど", "えーっと",
	"確かに", "おはようございます", "こんばんは", "ありがとうございます",
	"いいですね", "ほんとに", "わかります", "へえ", "すごい", "うんうん",
	"それはそれは", "じゃあ", "ところで", "実は", "私も", "やっぱり",
	"たしかにそれ", "あはは", "なんと" };

static const char *const topics[] = { "週末の予定", "新しいカフェ",
	"昨日の映画", "庭のトマト", "犬の散歩", "引っ越しの荷物",
	"駅前のパン屋", "朝のランニング", "推しのライブ", "台風の進路",
	"温泉旅行", "夏休みの宿題", "ギターの練習", "作り置きのおかず",
	"編み物", "キャンプの道具", "ゲームのイベント", "通勤電車", "洗濯機",
	"猫のトイレ", "スマホの充電", "図書館の本", "韓国ドラマ", "紅葉の名所",
	"餃子のレシピ", "自転車のタイヤ", "花火大会", "部屋の模様替え",
	"英会話の先生", "ベランダの朝顔", "コンビニの新作アイス", "高校野球",
	"釣りの仕掛け", "コーヒー豆", "町内会の掃除", "水族館のペンギン",
	"会社の飲み会", "弟の結婚式", "写真の整理", "プログラミングの勉強" };

static const char *const remarks[] = { "が楽しみで仕方ないです",
	"はもう終わってしまいました", "について教えてもらえますか",
	"に行ってみたいなと思っています", "、思ったより大変でした",
	"のことばかり考えてしまいますね", "もおすすめされました",
	"を探しているところです", "はなかなか進まないんです",
	"なんて久しぶりに聞きました", "が一番落ち着きますよね",
	"、今度一緒にどうでしょうか", "にはまっている友達がいます",
	"をやめてからずいぶん経ちました", "の写真を送ってくれてうれしかった",
	"は雨だと中止らしいです", "で一日が終わりました",
	"が安くなっていて二つ買いました", "は母が詳しいんですよ",
	"を見るとつい笑ってしまう", "まで歩いて行けるのがいいところ",
	"、うちの近所では人気です" };

static const char *const shorts[] = { "そうなんですね", "よろしくお願いします",
	"楽しそう", "また明日", "了解です", "おやすみなさい",
	"それは大変でしたね", "うらやましいです", "たぶんそうだと思います",
	"どんな感じでしたか", "はじめまして", "まだ迷っています", "おいしそう",
	"いってらっしゃい", "おつかれさまでした", "今から出かけます",
	"もちろんです" };

static const char *const ends[] = { "！", "！", "！", "！？", "？", "？", "。",
	"。", "。", "。", "…", "ー！", "", "", "笑", "w", "☆", "。。", "～",
	"😊" };

/* A word that medicine uses too, as everybody says it of himself. */
static const char *const bodies[] = { "コロナのころは旅行も我慢でした",
	"花粉症で目がかゆいです", "肩こりにはお風呂が一番ですよ",
	"熱中症に気をつけてくださいね", "風邪をひかないようにしましょう",
	"健康診断の前だけ節制します", "筋肉痛で階段がつらいです",
	"頭痛がひどくて早めに寝ました", "昨日は眠れないまま朝になりました",
	"卵アレルギーでケーキを選ぶのが大変", "ワクチンの話はもう飽きました",
	"マッサージに通いたいな", "祖父が入院していた町です",
	"薬局の隣のスーパーが安い", "夏バテで食欲がないです",
	"病院の待合室で読み終えました",
	"友達に赤ちゃんが生まれて出産祝いを選び中",
	"ストレス発散はカラオケです" };

/* As a leak would read; made up, like all here. */
static const char *const leaks[] = {
	"担当の患者さん、82歳女性が昨日また転倒して骨折してた",
	"302号室の佐藤さん、糖尿病の数値がひどい",
	"夜勤で急変、心不全の方が亡くなってつらい",
	"受け持ちの田中太郎さんが退院して施設に戻った",
	"透析に来る高橋さんに今日も怒鳴られた"
};

static const char *const names[] = { "佐藤", "鈴木", "高橋", "田中", "伊藤",
	"渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "松本", "井上",
	"木村", "清水", "陽菜", "健太", "美咲", "翔太" };

static const char *const name_ends[] = { "さんも来るそうです",
	"さんに聞いてみます", "くんは元気かな", "先生の授業が好きでした",
	"ちゃんと遊んできました", "さん、ありがとうございます",
	"選手のホームランで勝ちました" };

static const char *const number_ends[] = { "時に待ち合わせです",
	"歳からピアノを始めました", "年前に行きました", "個入りで安かった",
	"月に引っ越します", "分くらい待ちました", "回も見てしまいました",
	"円のランチでした", "キロ走りました", "人で行く予定です" };

static const char *const latins[] = { "YouTubeで見ました", "LINEで送りますね",
	"CDを借りました", "PCを買い替えたいです", "TVでやっていました",
	"BBQの準備をします", "OKです、では後で", "SNSはあまり見ないです" };

struct maker {
	uint64_t seed;
	char line[1024];
	size_t len;
};

/* xorshift64*: Vigna, "An experimental exploration of Marsaglia's xorshift" */
static uint32_t
below(struct maker *m, uint32_t n)
{
	m->seed ^= m->seed >> 12;
	m->seed ^= m->seed << 25;
	m->seed ^= m->seed >> 27;
	return (uint32_t)((m->seed * 0x2545f4914f6cdd1dull) >> 33) % n;
}

static void
say(struct maker *m, const char *s)
{
	size_t n = strlen(s);

	if (n > sizeof m->line - m->len)
		errx(2, "a made line is too long");
	memcpy(m->line + m->len, s, n);
	m->len += n;
}

#define SAY_ONE(m, list)                                                       \
	say((m), (list)[below((m), sizeof(list) / sizeof *(list))])

static void
say_number(struct maker *m)
{
	char digits[16];

	snprintf(digits, sizeof digits, "%u", 1 + below(m, 60));
	say(m, digits);
	SAY_ONE(m, number_ends);
}

static struct span
make_line(struct maker *m)
{
	uint32_t dice = below(m, 1000);

	m->len = 0;
	if (dice < 300) {
		SAY_ONE(m, shorts);
	} else if (dice < 340) {
		say_number(m);
	} else if (dice < 370) {
		SAY_ONE(m, names);
		SAY_ONE(m, name_ends);
	} else if (dice < 420) {
		SAY_ONE(m, bodies);
	} else if (dice < 445) {
		SAY_ONE(m, latins);
	} else if (dice < 446) {
		SAY_ONE(m, leaks);
	} else {
		if (below(m, 3) == 0) {
			SAY_ONE(m, openers);
			say(m, below(m, 2) ? "、" : "！");
		}
		SAY_ONE(m, topics);
		SAY_ONE(m, remarks);
	}
	SAY_ONE(m, ends);
	return (struct span){ m->line, m->len };
}

/* ---- one line after the other ----------------------------------------- */

struct text_source {
	FILE *xz; /* NULL: the lines are made */
	char *line;
	size_t room, made;
	struct maker maker;
};

static const char *
corpus(void)
{
	const char *dir = getenv("CORPUS");

	return dir != NULL && *dir != '\0' ? dir : NULL;
}

struct text_source *
text_open(void)
{
	struct text_source *t = calloc(1, sizeof *t);
	char command[4096];
	int n;

	if (t == NULL)
		err(2, "text");
	t->maker.seed = 20240401;
	if (corpus() == NULL)
		return t;
	if (strchr(corpus(), '\'') != NULL)
		errx(2, "CORPUS must not hold a quote");
	n = snprintf(
	    command, sizeof command, "xz -dc '%s/chat_ja.txt.xz'", corpus());
	if (n < 0 || (size_t)n >= sizeof command)
		errx(2, "CORPUS too long");
	if ((t->xz = popen(command, "r")) == NULL)
		err(2, "xz");
	return t;
}

bool
text_next(struct text_source *t, struct span *line)
{
	ssize_t n;

	if (t->xz == NULL) {
		if (t->made >= TEXT_MADE)
			return false;
		*line = make_line(&t->maker);
		t->made += line->len + 1;
		return true;
	}
	if ((n = getline(&t->line, &t->room, t->xz)) < 0)
		return false;
	if (n > 0 && t->line[n - 1] == '\n')
		n--;
	*line = (struct span){ t->line, (size_t)n };
	return true;
}

void
text_close(struct text_source *t)
{
	if (t->xz != NULL && pclose(t->xz) != 0)
		errx(2, "xz failed: is CORPUS right?");
	free(t->line);
	free(t);
}

/* ---- all of it -------------------------------------------------------- */

static void
text_add(struct text *t, size_t *room, struct span line)
{
	char *p = (char *)t->all.ptr;

	if (t->all.len + line.len + 1 > *room) {
		*room = (*room + line.len + 1) * 2;
		if ((p = realloc(p, *room)) == NULL)
			err(2, "text");
		t->all.ptr = p;
	}
	memcpy(p + t->all.len, line.ptr, line.len);
	t->all.len += line.len;
	p[t->all.len++] = '\n';
	t->n++;
}

void
text_load(struct text *t)
{
	struct text_source *source = text_open();
	struct span line;
	const char *p, *nl;
	size_t room = 0, i;

	*t = (struct text){ 0 };
	while (text_next(source, &line))
		text_add(t, &room, line);
	t->origin = source->xz != NULL ? "CORPUS chat_ja.txt.xz"
	                               : "made, seed 20240401";
	text_close(source);
	if (t->n == 0)
		errx(2, "no text");
	if ((t->line = calloc(t->n, sizeof *t->line)) == NULL)
		err(2, "text");
	for (p = t->all.ptr, i = 0; i < t->n; i++, p = nl + 1) {
		nl = memchr(p, '\n', t->all.len - (size_t)(p - t->all.ptr));
		t->line[i] = (struct span){ p, (size_t)(nl - p) };
	}
}

void
text_free(struct text *t)
{
	free((char *)t->all.ptr);
	free(t->line);
	*t = (struct text){ 0 };
}
