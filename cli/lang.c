#include "lang.h"

#include <stdlib.h>
#include <string.h>

static bool
lang_named(const char *name, enum shuhi_lang *lang)
{
	if (strcmp(name, "ja") != 0 && strcmp(name, "en") != 0)
		return false;
	*lang = name[0] == 'j' ? SHUHI_LANG_JA : SHUHI_LANG_EN;
	return true;
}

static enum shuhi_lang
lang_of_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *value;
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		value = getenv(names[i]);
		if (value != NULL && value[0] != '\0')
			return strncmp(value, "ja", 2) == 0 ? SHUHI_LANG_JA
			                                    : SHUHI_LANG_EN;
	}
	return SHUHI_LANG_EN;
}

int
lang_choose(int argc, char **argv, enum shuhi_lang *lang)
{
	const char *value = NULL;
	int i;

	*lang = lang_of_locale();
	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], "--lang=", 7) == 0)
			value = argv[i] + 7;
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			value = argv[++i];
	}
	return value == NULL || lang_named(value, lang) ? 0 : -1;
}

const char *
tr(enum shuhi_lang lang, const char *ja, const char *en)
{
	return lang == SHUHI_LANG_JA ? ja : en;
}

const char *
tr_many(enum shuhi_lang lang, uint64_t n, const char *ja, const char *one,
    const char *many)
{
	return tr(lang, ja, n == 1 ? one : many);
}

const char *
lang_severity(enum shuhi_lang lang, enum shuhi_severity severity)
{
	static const char *const ja[] = {
		[SHUHI_SEVERITY_NONE] = "なし",
		[SHUHI_SEVERITY_LOW] = "低",
		[SHUHI_SEVERITY_MEDIUM] = "中",
		[SHUHI_SEVERITY_HIGH] = "高",
		[SHUHI_SEVERITY_CRITICAL] = "重大",
	};

	return tr(lang, ja[severity], shuhi_severity_name(severity));
}

const char *
lang_verdict(enum shuhi_lang lang, enum shuhi_verdict verdict)
{
	static const char *const ja[] = {
		[SHUHI_UNSCANNED] = "未検査",
		[SHUHI_PASS] = "検出なし",
		[SHUHI_REVIEW] = "要確認",
		[SHUHI_BLOCK] = "停止",
	};
	static const char *const en[] = {
		[SHUHI_UNSCANNED] = "unscanned",
		[SHUHI_PASS] = "nothing found",
		[SHUHI_REVIEW] = "review",
		[SHUHI_BLOCK] = "block",
	};

	return tr(lang, ja[verdict], en[verdict]);
}

struct phrase {
	const char *en, *ja;
};

static const struct phrase codes[] = {
	{ "charset", "文字コードの誤り" },
	{ "dictionary", "辞書の誤り" },
	{ "engine", "検査エンジンの障害" },
	{ "io", "読み書きできません" },
	{ "json", "JSON の誤り" },
	{ "limit", "上限超過" },
	{ "out-of-memory", "メモリー不足" },
	{ "policy", "方針の誤り" },
	{ "rules", "規則の誤り" },
	{ "unread", "読めない形" },
	{ "usage", "指定の誤り" },
};

static const struct phrase messages[] = {
	{ "\"author\" is not a string", "\"author\" が文字列ではありません" },
	{ "\"destination\" is not a string",
	    "\"destination\" が文字列ではありません" },
	{ "\"lang\" is not a string", "\"lang\" が文字列ではありません" },
	{ "\"text\" is not a string", "\"text\" が文字列ではありません" },
	{ "No such file or directory", "ファイルがありません" },
	{ "Permission denied", "読む権限がありません" },
	{ "Is a directory", "フォルダーです" },
	{ "Input/output error", "装置から読めません" },
	{ "Bad file descriptor", "閉じられています" },
	{ "Too many levels of symbolic links", "リンクが循環しています" },
	{ "File name too long", "名前が長すぎます" },
	{ "Broken pipe", "受け手が読むのをやめました" },
	{ "No space left on device", "空き容量がありません" },
	{ "Cannot allocate memory", "メモリーが足りません" },
	{ "a NUL in a key", "キーに NUL があります" },
	{ "a number out of range", "数が大きすぎます" },
	{ "bytes that are not text", "文字として読めないバイトがあります" },
	{ "empty line", "空の行です" },
	{ "half of a surrogate pair", "サロゲートの片方だけがあります" },
	{ "more than one JSON value on the line",
	    "1 行に JSON の値が 2 つ以上あります" },
	{ "nested too deep", "入れ子が深すぎます" },
	{ "unknown key", "知らないキーです" },
	{ "the same key twice", "同じキーが 2 回あります" },
	{ "want a text here", "ここには文字列を書いてください" },
	{ "want a list here", "ここには一覧 [ ] を書いてください" },
	{ "want a map of keys here", "ここには キー: 値 を書いてください" },
	{ "a NUL in a text", "文字列に NUL があります" },
	{ "a NUL byte", "NUL バイトがあります" },
	{ "not an id", "ID として使えません" },
	{ "want true or false", "true か false と書いてください" },
	{ "the same id twice in one folder",
	    "1 つのフォルダーに同じ ID が 2 つあります" },
	{ "there is nothing of this id to disable",
	    "外そうとした ID がありません" },
	{ "nothing in this folder is read",
	    "このフォルダーには読むファイルがありません" },
	{ "would not be read", "この名前のファイルは読まれません" },
	{ "not valid YAML", "YAML として正しくありません" },
	{ "cannot open the file", "ファイルを開けません" },
	{ "no such action", "そのような扱いはありません" },
	{ "no such mode", "そのような動作はありません" },
	{ "no such class; one of your own needs a line under actions:",
	    "そのような種類はありません（独自の種類は actions: にも書きます）" },
	{ "no destination is of this class",
	    "この種類の送信先がありません" },
	{ "neither a cause of failure nor a class",
	    "検査できない理由でも種類でもありません" },
	{ "no such cause of failure", "そのような理由はありません" },
	{ "milder for what is graver", "重いほうの扱いが軽くなっています" },
	{ "an override must be recorded, too",
	    "許可も記録が要るので warn にはできません" },
	{ "a URL, not a host pattern", "URL です。ホストだけを書きます" },
	{ "a port in a host pattern", "ポートは書けません" },
	{ "a star in the middle", "* は先頭の \"*.\" だけです" },
	{ "a host in other than ASCII", "ASCII でないホストです" },
	{ "a mail address, not a host", "メールアドレスです" },
	{ "not a host pattern", "ホストの書き方が違います" },
	{ "too wide a pattern", "範囲が広すぎます" },
	{ "an IPv6 address", "IPv6 アドレスです。ホスト名で書きます" },
	{ "a network, not a host", "ネットワークです。ホストを 1 つずつ書きます" },
	{ "not a path", "パスの書き方が違います" },
	{ "the same host twice", "同じホストが 2 回あります" },
	{ "never reached: an earlier host covers it",
	    "前の行に含まれるので使われません" },
	{ "an exemption needs its reason", "対象外にする理由が要ります" },
	{ "an exemption is for whole hosts",
	    "対象外はホスト全体にしか指定できません" },
	{ "exempt means: always let through",
	    "exempt は常に通すので扱いは書けません" },
	{ "a destination needs its class", "種類（class）が要ります" },
	{ "a destination needs its hosts", "ホスト（hosts）が要ります" },
	{ "out of range", "範囲外です" },
	{ "want a whole number", "整数を書いてください" },
	{ "want a size", "大きさを書いてください" },
	{ "want a time", "時間を書いてください" },
	{ "an empty policy", "方針が空です" },
	{ "no version known here", "version が違います" },
	{ "no such syslog", "syslog の宛先の書き方が違います" },
	{ "metrics are for this machine only",
	    "計測値はこの機械の中だけで公開します" },
	{ "there is no such key", "鍵がありません" },
	{ "there is a key already", "鍵がすでにあります" },
	{ "others may read the key", "鍵をほかの人が読めます" },
	{ "not a key file", "鍵のファイルではありません" },
	{ "this file was chained with a key", "鍵つきの記録です" },
	{ "this file was chained with another key", "別の鍵の記録です" },
	{ "this file was chained without a key", "鍵なしの記録です" },
	{ "no member \"text\"", "\"text\" がありません" },
	{ "nobody has looked", "検査されていません" },
	{ "not a text file",
	    "文章のファイルではありません（圧縮ファイル・画像・PDF など）。中の文章を"
	    "テキストとして取り出してから検査してください" },
	{ "a part cannot be read", "読めない部分があります" },
	{ "a part is too large", "大きすぎる部分があります" },
	{ "reading what is written as codes took too long",
	    "符号（\\u7530 など）の読み取りに時間がかかりすぎました" },
	{ "a part holds bytes that are not text",
	    "文字として読めない部分があります" },
	{ "a part is damaged", "壊れている部分があります" },
	{ "a part is encrypted", "暗号化された部分があります" },
	{ "a part is of a kind that is not read",
	    "読めない種類の部分（添付ファイルなど）があります" },
	{ "a part is a picture, sound or video",
	    "画像・音声・動画の部分は検査していません" },
	{ "letters are written as codes, and the file is longer than 16 MiB",
	    "文字が符号（\\u7530 など）で書かれ、ファイルが 16 MiB を超えています。"
	    "分けて検査してください" },
	{ "not a JSON object", "JSON のオブジェクトではありません" },
	{ "a second document", "文書が 2 つ以上あります" },
	{ "take the --- out: one a file", "--- を消してください（1 ファイルに 1 つ）" },
	{ "not valid JSON", "JSON として正しくありません" },
	{ "not valid UTF-8", "UTF-8 として正しくありません" },
	{ "out of memory", "メモリーが足りません" },
	{ "the JSON value ends too early", "JSON が途中で終わっています" },
	{ "the line is longer than 64 MiB", "行が 64 MiB を超えています" },
	{ "the same key twice in an object", "同じキーが 2 回あります" },
	{ "the text is longer than 16 MiB", "文章が 16 MiB を超えています" },
	{ "File exists", "同じ名前のファイルがあります" },
	{ "Not a directory", "フォルダーではありません" },
	{ "a column of an unknown name", "知らない名前の列です" },
	{ "no column has names or patient numbers",
	    "氏名か患者IDの列がありません" },
	{ "no memory for the list", "メモリーが足りません" },
	{ "no memory for the roster", "メモリーが足りません" },
	{ "not a key file", "鍵のファイルではありません" },
	{ "not a roster index", "索引のファイルではありません" },
	{ "others may read the key", "本人以外もこの鍵を読めます" },
	{ "some rows cannot be used", "使えない行があります" },
	{ "the header cannot be read", "見出しの行が読めません" },
	{ "the key cannot be read", "鍵が読めません" },
	{ "the key cannot be written", "鍵を書けません" },
	{ "the roster cannot be written", "索引を書けません" },
	{ "the roster has spellings of another version: build it again",
	    "別の版の表記で作られた索引です。作り直してください" },
	{ "the roster is cut off", "索引が途中で切れています" },
	{ "the roster is damaged", "索引が壊れています" },
	{ "the roster is of another version of shuhi: build it again",
	    "別の版の shuhi で作られた索引です。作り直してください" },
	{ "the roster was made with another key",
	    "別の鍵で作られた索引です" },
	{ "the same column twice", "同じ列が 2 つあります" },
	{ "there is a file of this name, and it may be a key",
	    "同じ名前のファイルがあり、鍵かもしれません" },
	{ "there is nobody on the list", "一覧に誰もいません" },
	/* the kiosk */
	{ "no length was given", "長さ（Content-Length）がありません" },
	{ "too large", "大きすぎます" },
	{ "a body of this type is not taken here",
	    "この種類（Content-Type）は受け取れません" },
	{ "this server is not called so (header Host)",
	    "このアドレスの名前では開けません。システム担当に正しいアドレスを聞いてください（Host ヘッダー）" },
	{ "there is no such page", "そのようなページはありません" },
	{ "no such method here", "そのメソッドは使えません" },
	{ "asked for by a page of another site", "ほかのサイトのページからの要求です" },
	{ "too much to do just now", "混み合っています。少し待ってからもう一度お試しください" },
	{ "the draft is too long", "文章が長すぎます" },
	{ "for this machine only", "この端末の中からだけ見られます" },
	{ "the picture is too large", "画像が大きすぎます" },
	{ "the picture has too many pixels", "画像の画素数が多すぎます" },
	{ "the picture is damaged", "画像が壊れています" },
	{ "a picture of this kind cannot be read",
	    "この種類の画像は読めません" },
	{ "reading the picture took too long",
	    "画像を読むのに時間がかかりすぎました" },
	{ "pictures cannot be read here", "ここでは画像を読めません" },
	{ "too many requests", "要求が多すぎます。少し待ってください" },
	{ "log in first", "先にログインしてください" },
	{ "no valid set of rules is loaded", "有効な規則が読み込まれていません" },
	{ "want an address and a port to listen on, as in 127.0.0.1:8787 or "
	  "[::1]:8787",
	    "待ち受けるアドレスとポートを書いてください（例 127.0.0.1:8787、[::1]:8787）" },
	{ "--name takes a host name alone, such as kiosk.example.jp: no http://, "
	  "port or path",
	    "--name にはホスト名だけを書いてください（例 kiosk.example.jp。http:// やポート、パスは付けません）" },
	{ "a control character in the path", "パスに制御文字があります" },
	{ "a transfer coding that is not known here",
	    "ここで扱わない転送形式です（Transfer-Encoding）" },
	{ "more than one length was given", "長さが 2 つ以上あります" },
	{ "another program listens there already", "ほかのプログラムがすでに待ち受けています" },
	{ "not allowed to listen on so low a port",
	    "この番号のポートで待ち受ける権限がありません" },
	{ "this machine has no such address", "この機械にはそのアドレスがありません" },
	{ "others can reach this address: give --tls-cert, --tls-key and "
	  "--users, or listen on 127.0.0.1",
	    "ほかの端末から届くアドレスです。--tls-cert・--tls-key・--users を指定するか、127.0.0.1 で待ち受けてください" },
	{ "give --tls-cert and --tls-key together",
	    "--tls-cert と --tls-key は両方指定してください" },
	{ "the certificate and the key do not fit", "証明書と鍵が合わないか、読めません" },
	{ "others may read this secret", "ほかの人が読める状態です" },
	{ "want name:hash", "「名前:ハッシュ」と書いてください" },
	{ "not a user's name: 1 to 64 bytes, no blank, no colon, no # in front",
	    "利用者名として使えません（1〜64 バイト。空白と : は使えず、# では始められません）" },
	{ "neither yescrypt nor SHA-512 crypt",
	    "yescrypt でも SHA-512 crypt でもありません" },
	{ "the same user twice", "同じ利用者が 2 回あります" },
	{ "too many users", "利用者が多すぎます" },
	{ "a password has 8 characters or more", "パスワードは 8 文字以上にしてください" },
	{ "the password is too long", "パスワードが長すぎます" },
	{ "a NUL in a password", "パスワードに NUL があります" },
	{ "cannot read the file", "ファイルを読めません" },
	{ "not a file", "ファイルではありません" },
	{ "the file is too large", "ファイルが大きすぎます" },
	{ "the file cannot be written", "ファイルを書けません" },
	{ "the server cannot start", "サーバーを始められません" },
	{ "too many people on the list", "一覧の人数が多すぎます" },
};

static const char *
look_up(const struct phrase *table, size_t n, const char *en)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(table[i].en, en) == 0)
			return table[i].ja;
	}
	return en;
}

const char *
lang_code(enum shuhi_lang lang, const char *code)
{
	return lang == SHUHI_LANG_EN
	    ? code : look_up(codes, sizeof codes / sizeof codes[0], code);
}

const char *
lang_message(enum shuhi_lang lang, const char *message)
{
	return lang == SHUHI_LANG_EN ? message
	    : look_up(messages, sizeof messages / sizeof messages[0], message);
}
