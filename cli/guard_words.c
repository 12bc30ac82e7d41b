#include "guard_words.h"

#include <string.h>

struct word {
	const char *name, *ja, *en;
};

static const struct word classes[] = {
	{ "sns", "公開の SNS・掲示板", "public social networks" },
	{ "chat", "個人のチャット", "personal chat" },
	{ "mail", "個人のメール", "personal mail" },
	{ "file-transfer", "ファイルの受け渡し", "file transfer" },
	{ "generative-ai", "生成 AI", "generative AI" },
	{ "translation", "翻訳・校正", "translation" },
	{ "contracted", "契約サービス", "contracted services" },
	{ "exempt", "検査の対象外", "exempt" },
	{ "unknown", "未登録の送信先", "not listed" },
	{ NULL, NULL, NULL },
};

static const struct word actions[] = {
	{ "allow", "通す", "let pass" },
	{ "log", "記録して通す", "record" },
	{ "warn", "理由を求める", "ask for a reason" },
	{ "block", "止める", "block" },
	{ NULL, NULL, NULL },
};

static const struct word causes[] = {
	{ "too-large", "大きすぎる", "too large" },
	{ "ratio", "圧縮爆弾の疑い", "decompression bomb" },
	{ "timeout", "時間切れ", "out of time" },
	{ "undecodable", "文字を読めない", "undecodable" },
	{ "broken", "形式が壊れている", "malformed" },
	{ "encrypted", "暗号化されている", "encrypted" },
	{ "unsupported", "読めない種類", "of a kind nobody reads" },
	{ "depth", "入れ子が深すぎる", "nested too deeply" },
	{ "engine", "検査エンジンの障害", "engine failure" },
	{ "audit", "記録できない", "audit not writable" },
	{ "reload", "有効な規則がない", "no valid rules" },
	{ "internal", "内部の障害", "internal failure" },
	{ "media", "画像・音声・動画", "image, audio, video" },
	{ NULL, NULL, NULL },
};

static const struct word events[] = {
	{ "request", "送信", "request" },
	{ "override", "理由を書いて送信を許可", "override" },
	{ "override-refused", "許可できない申請", "override refused" },
	{ "start", "起動", "start" },
	{ "stop", "終了", "stop" },
	{ "reload", "規則の入れ替え", "reload" },
	{ "reload-failed", "規則の入れ替えに失敗", "reload failed" },
	{ "log-start", "記録の開始", "log begins" },
	{ "log-continue", "前のファイルから続く", "log continues" },
	{ "torn", "途中で切れた行を閉じた", "closed a torn line" },
	{ "damaged", "記録の損傷を見つけた", "found the log damaged" },
	{ "syslog-dropped", "syslog に送れなかった", "syslog dropped" },
	{ "check", "動作確認", "check" },
	{ NULL, NULL, NULL },
};

static const struct word severities[] = {
	{ "low", "低", "low" },
	{ "medium", "中", "medium" },
	{ "high", "高", "high" },
	{ "critical", "重大", "critical" },
	{ NULL, NULL, NULL },
};

static bool
is_one(const struct word *w, const char *name)
{
	while (w->name != NULL && strcmp(w->name, name) != 0)
		w++;
	return w->name != NULL;
}

bool
word_is_action(const char *name)
{
	return is_one(actions, name);
}

bool
word_is_event(const char *name)
{
	return is_one(events, name);
}

static const char *
look_up(const struct word *w, enum shuhi_lang lang, const char *name)
{
	for (; w->name != NULL; w++)
		if (strcmp(w->name, name) == 0)
			return tr(lang, w->ja, w->en);
	return name;
}

const char *
word_class(enum shuhi_lang lang, const char *name)
{
	return look_up(classes, lang, name);
}

const char *
word_action(enum shuhi_lang lang, const char *name)
{
	return look_up(actions, lang, name);
}

const char *
word_cause(enum shuhi_lang lang, const char *name)
{
	return look_up(causes, lang, name);
}

const char *
word_event(enum shuhi_lang lang, const char *name)
{
	return look_up(events, lang, name);
}

const char *
word_severity(enum shuhi_lang lang, const char *name)
{
	return look_up(severities, lang, name);
}

const char *
word_service(const struct policy *p, enum shuhi_lang lang, const char *name)
{
	const struct policy_place *place;
	size_t i;

	for (i = 0; p != NULL && i < policy_place_count(p); i++) {
		place = policy_place_at(p, i);
		if (strcmp(place->name[SHUHI_LANG_JA], name) == 0)
			return place->name[lang];
	}
	return name;
}
