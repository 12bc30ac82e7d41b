/* Help of what `shuhi policy`, `shuhi audit` and `shuhi roster` can do. */
#include "help.h"

#include <stddef.h>

static const char check_ja[] =
    "使い方: shuhi policy check [--explain] [ファイル]\n"
    "\n"
    "方針のファイルを、プロキシが読むのと同じように読んで確かめる。誤りは\n"
    "「ファイル:行:桁」と、何と書けばよいかで示す。方針が挙げる規則・辞書・名簿・鍵が\n"
    "あるかも確かめる。プロキシに読み込ませる前に実行する。\n"
    "\n"
    "例:\n"
    "  $ shuhi policy check policy.yaml\n"
    "  shuhi: policy.yaml:3:14: 方針の誤り: そのような扱いはありません\n"
    "  $ shuhi policy check policy.yaml && sudo cp policy.yaml /etc/shuhi/\n"
    "\n"
    "ファイルを挙げなければ /etc/shuhi/policy.yaml、それもなければ付属の方針。\n"
    "\n"
    "オプション:\n"
    "  --explain           正しければ、実際に使われる内容も言葉で示す\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 正しい  2 誤りがある、または指定が誤っている\n";
static const char check_en[] =
    "Usage: shuhi policy check [--explain] [FILE]\n"
    "\n"
    "Read a policy as the proxy reads it.  Mistakes are told as FILE:line:column with\n"
    "what to write instead; rules, words, rosters and keys it names must be there,\n"
    "too.  Run it before the proxy gets to see the file.\n"
    "\n"
    "Examples:\n"
    "  $ shuhi policy check policy.yaml\n"
    "  shuhi: policy.yaml:3:14: no such action\n"
    "    hint: did you mean `warn`?\n"
    "  $ shuhi policy check policy.yaml && sudo cp policy.yaml /etc/shuhi/\n"
    "\n"
    "Without FILE: /etc/shuhi/policy.yaml or, if there is none, the shipped one.\n"
    "\n"
    "Options:\n"
    "  --explain           if it is fine, also tell in plain words what is in force\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 fine, 2 the policy is refused or the call was wrong\n";

static const char policy_show_ja[] =
    "使い方: shuhi policy show [--hosts] [ファイル]\n"
    "\n"
    "方針を、既定の値や継いだ内容も合わせて、実際に使われるとおりの言葉で示す。\n"
    "送信先の種類ごとの扱い、検査できなかったときの扱い、検査しない送信先とその理由。\n"
    "\n"
    "例:\n"
    "  shuhi policy show\n"
    "  shuhi policy show --hosts | grep -i line\n"
    "\n"
    "オプション:\n"
    "  --hosts             送信先の一覧も示す\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 示した  2 誤りがある、または指定が誤っている\n";
static const char policy_show_en[] =
    "Usage: shuhi policy show [--hosts] [FILE]\n"
    "\n"
    "Tell in plain words what is in force, defaults and what is built upon included:\n"
    "what happens by class of destination, what when something cannot be looked at,\n"
    "what is never looked at and why.\n"
    "\n"
    "Examples:\n"
    "  shuhi policy show\n"
    "  shuhi policy show --hosts | grep -i line\n"
    "\n"
    "Options:\n"
    "  --hosts             also list the destinations\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 shown, 2 the policy is refused or the call was wrong\n";

static const char policy_explain_ja[] =
    "使い方: shuhi policy explain [--severity 重さ] ホスト[/パス] [ファイル]\n"
    "\n"
    "ある送信先への送信がどう扱われるかと、それがどこに書かれているかを示す。\n"
    "「なぜ止まったのか」「止まるはずでは」に答えるときに使う。\n"
    "\n"
    "例:\n"
    "  $ shuhi policy explain x.com --severity high\n"
    "    送信先            X（旧 Twitter）\n"
    "    種類              公開の SNS・掲示板\n"
    "    場所              /etc/shuhi/policy.yaml の 12 行目\n"
    "    高                止める\n"
    "  $ shuhi policy explain mail.google.com/chat\n"
    "\n"
    "オプション:\n"
    "  --severity 重さ     low, medium, high, critical のどれかだけ\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 示した  2 誤りがある、または指定が誤っている\n";
static const char policy_explain_en[] =
    "Usage: shuhi policy explain [--severity S] HOST[/PATH] [FILE]\n"
    "\n"
    "What happens to what is sent to a host, and where that is written: for \"why was\n"
    "this stopped?\" and \"should that not have been stopped?\".\n"
    "\n"
    "Examples:\n"
    "  $ shuhi policy explain x.com --severity high\n"
    "    destination       X (Twitter)\n"
    "    class             public social networks\n"
    "    listed at         /etc/shuhi/policy.yaml, line 12\n"
    "    high              block\n"
    "  $ shuhi policy explain mail.google.com/chat\n"
    "\n"
    "Options:\n"
    "  --severity S        only low, medium, high or critical\n"
    "  --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 told, 2 the policy is refused or the call was wrong\n";

const struct help_topic help_policy[] = {
	{ "check", { check_ja, check_en } },
	{ "show", { policy_show_ja, policy_show_en } },
	{ "explain", { policy_explain_ja, policy_explain_en } },
	{ NULL, { NULL, NULL } },
};

static const char verify_ja[] =
    "使い方: shuhi audit verify [オプション]… [ファイル]…\n"
    "\n"
    "記録が書かれたときのままかを確かめる。書き換え・削除・挿入・入れ替え・末尾の\n"
    "切り取りが分かる。最後に表示される「番号:ハッシュ」を別の場所に控えておくと、\n"
    "記録全体が古い状態に戻されても --expect で分かる。\n"
    "\n"
    "例:\n"
    "  $ shuhi audit verify /var/log/shuhi/audit.log\n"
    "  OK: 記録 14 件\n"
    "  最後の記録 13:3248cc870893a92d…\n"
    "  $ shuhi audit verify --expect 13:3248cc870893a92d… /var/log/shuhi/audit.log\n"
    "\n"
    "ファイルを挙げなければ方針の audit: file。1 つ挙げると、その古い部分\n"
    "（ファイル.NNNNNNNNNNNN）も合わせて確かめる。\n"
    "\n"
    "オプション:\n"
    "  --expect 番号:ハッシュ 控えておいた記録がそのままあるか\n"
    "  --key ファイル       鍵（方針にあれば要らない）\n"
    "  --partial            途中から始まってもよい（古いものを移したとき）\n"
    "  --no-head            .head がなくてもよい（末尾が切られても分からない）\n"
    "  --policy ファイル, --lang ja|en, -h, --help\n"
    "\n"
    "終了コード: 0 書かれたまま  1 変わっている  2 確かめられない\n";
static const char verify_en[] =
    "Usage: shuhi audit verify [OPTION]... [FILE]...\n"
    "\n"
    "Is the log what was written?  Finds edits, removals, insertions, another order,\n"
    "a tail that was cut off.  Note the NUMBER:HASH it prints last somewhere else:\n"
    "should the whole log be put back to an older state, --expect will tell.\n"
    "\n"
    "Examples:\n"
    "  $ shuhi audit verify /var/log/shuhi/audit.log\n"
    "  OK: 14 records\n"
    "  last record 13:3248cc870893a92d...\n"
    "  $ shuhi audit verify --expect 13:3248cc870893a92d... /var/log/shuhi/audit.log\n"
    "\n"
    "Without FILE: audit: file of the policy.  With one FILE its older parts\n"
    "(FILE.NNNNNNNNNNNN) are verified as well.\n"
    "\n"
    "Options:\n"
    "  --expect NUMBER:HASH is the record that was noted still there?\n"
    "  --key FILE           the chain's key (not needed when the policy names it)\n"
    "  --partial            the chain may begin in the middle (older parts archived)\n"
    "  --no-head            do without .head (a cut tail is then not noticed)\n"
    "  --policy FILE, --lang ja|en, -h, --help\n"
    "\n"
    "Exit status: 0 as it was written, 1 it is not, 2 it could not be verified\n";

static const char audit_keygen_ja[] =
    "使い方: shuhi audit keygen ファイル\n"
    "\n"
    "記録の鍵を作る（持ち主だけが読める。上書きはしない）。鍵を知らない人は、記録を\n"
    "書き直しても鎖をつなぎ直せない。記録とは別の場所にも保管する。\n"
    "\n"
    "例:\n"
    "  sudo -u c-icap shuhi audit keygen /var/lib/shuhi/audit.key\n"
    "  方針に書く:  audit: {key: /var/lib/shuhi/audit.key, …}\n"
    "\n"
    "終了コード: 0 作った  2 作れない、または指定が誤っている\n";
static const char audit_keygen_en[] =
    "Usage: shuhi audit keygen FILE\n"
    "\n"
    "Make a key for the log's chain (for its owner's eyes only; replaces no file).\n"
    "Who has no key cannot mend the chain behind an edit.  Keep a copy elsewhere.\n"
    "\n"
    "Example:\n"
    "  sudo -u c-icap shuhi audit keygen /var/lib/shuhi/audit.key\n"
    "  and in the policy:  audit: {key: /var/lib/shuhi/audit.key, ...}\n"
    "\n"
    "Exit status: 0 made, 2 cannot be made or the call was wrong\n";

const struct help_topic help_audit[] = {
	{ "verify", { verify_ja, verify_en } },
	{ "keygen", { audit_keygen_ja, audit_keygen_en } },
	{ NULL, { NULL, NULL } },
};

static const char roster_keygen_ja[] =
    "使い方: shuhi roster keygen -o 鍵\n"
    "\n"
    "名簿の索引のための新しい鍵を作る（持ち主だけが読める。上書きはしない）。鍵を\n"
    "なくすと索引は使えず、鍵と索引の両方を得た人は名前を当てられる。別の場所に\n"
    "保管し、患者情報と同じように守る。\n"
    "\n"
    "例:\n"
    "  shuhi roster keygen -o /etc/shuhi/roster.key\n"
    "  shuhi roster build --key /etc/shuhi/roster.key -o 患者.idx 患者.csv\n"
    "\n"
    "終了コード: 0 作った  2 作れない、または指定が誤っている\n";
static const char roster_keygen_en[] =
    "Usage: shuhi roster keygen -o KEY\n"
    "\n"
    "Make a new key for indexes of rosters (for its owner's eyes only; replaces no\n"
    "file).  Without it indexes cannot be used; who gets both can guess names.  Keep\n"
    "them in different places and guard the key as you guard patients' records.\n"
    "\n"
    "Example:\n"
    "  shuhi roster keygen -o /etc/shuhi/roster.key\n"
    "  shuhi roster build --key /etc/shuhi/roster.key -o patients.idx patients.csv\n"
    "\n"
    "Exit status: 0 made, 2 cannot be made or the call was wrong\n";

static const char info_ja[] =
    "使い方: shuhi roster info [--key 鍵] 索引\n"
    "\n"
    "索引の種類・人数・項目・作成日時を表示する。--key があれば、壊れていないことと、\n"
    "その鍵で作られたことも確かめる。氏名などの値は索引になく、表示もできない。\n"
    "\n"
    "例:\n"
    "  $ shuhi roster info --key /etc/shuhi/roster.key 患者.idx\n"
    "  種類: 患者 (patients)\n"
    "  人数: 48210\n"
    "  …\n"
    "  鍵: 合っています。索引は壊れていません\n"
    "\n"
    "終了コード: 0 読めた  2 読めない、鍵が合わない、または指定が誤っている\n";
static const char info_en[] =
    "Usage: shuhi roster info [--key KEY] INDEX\n"
    "\n"
    "Kind, people, fields and time of an index; with --key also prove that it is\n"
    "whole and was made with this key.  Names and other values are not in it and\n"
    "cannot be shown.\n"
    "\n"
    "Example:\n"
    "  $ shuhi roster info --key /etc/shuhi/roster.key patients.idx\n"
    "  kind:   patients\n"
    "  people: 48210\n"
    "  ...\n"
    "  key:    fits, and the index is whole\n"
    "\n"
    "Exit status: 0 read, 2 not readable, another key, or the call was wrong\n";

const struct help_topic help_roster[] = {
	{ "keygen", { roster_keygen_ja, roster_keygen_en } },
	{ "info", { info_ja, info_en } },
	{ NULL, { NULL, NULL } },
};
