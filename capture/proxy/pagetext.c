#include "pagetext.h"

#include "page.h"

const char page_style[] =
    "body{margin:0;background:#f4f5f7;color:#1b1f24;font:16px/1.7 "
    "'Hiragino Sans','Noto Sans JP','Yu Gothic UI',Meiryo,sans-serif}"
    "main{max-width:42rem;margin:2rem auto;padding:1.5rem 2rem;background:#fff;"
    "border-top:6px solid #c62828;border-radius:6px}"
    "main.mind{border-color:#ef9a1a}h1{font-size:1.4rem;margin:.2rem 0}"
    "h2{font-size:1.1rem;margin:1.6rem 0 .4rem}h3{font-size:1rem;margin:.2rem "
    "0}"
    "p{margin:.3rem 0}.do{background:#eef6ee;padding:.4rem .6rem}"
    "textarea{display:block;width:100%;box-sizing:border-box;font:inherit}"
    "button{margin:.6rem 0;padding:.5rem 1.2rem;font:inherit}"
    "footer{margin-top:1.6rem;border-top:1px solid #ddd;font-size:.9rem}";

const struct page_words page_words = {
	.found = { "見つかったもの: ", "Found: " },
	.instead = { "どう直すか: ", "Instead: " },
	.reasons = { "理由", "Why" },
	.contact = { "お問い合わせ: ", "Questions: " },
	.reference = { "照会番号 ", "Reference " },
	.not_kept = { "送ろうとした文章そのものは記録していません。",
	    "The text that was to be sent has not been recorded." },
	.to = { " 送信先: ", " Destination: " },
	.override = { "それでも送る必要があるとき", "If it has to be sent" },
	.override_how = { "患者さんの情報を含まないことを確かめ、理由を入力して"
	                  "ください。お名前と理由が記録されます。そのあと、同じ"
	                  "内容をもう一度送信すると、一度だけ通ります。",
	    "Make sure that no patient can be recognised, and type why it is "
	    "needed. Your name and the reason are recorded. Then send the same "
	    "thing again; it will pass once." },
	.why = { "理由（患者さんの情報は書かないでください）",
	    "Reason (nothing about a patient)" },
	.send = { "理由を記録する", "Record the reason" },
};

const struct page_head page_heads[] = {
	[PAGE_BLOCKED] = { { "送信を止めました", "This was not sent" },
	    { "患者さんの情報が院外へ出るおそれがあるため、送信を止めました。"
	      "相手には何も届いていません。",
	        "It could give a patient away, so it was stopped. "
	        "Nothing has reached the other side." } },
	[PAGE_WARNING] = { { "送信の前にお確かめください",
	                       "Please check before sending" },
	    { "患者さんの情報が含まれているかもしれません。まだ相手には何も届い"
	      "て"
	      "いません。",
	        "It may hold information about a patient. "
	        "Nothing has reached the other side yet." } },
	[PAGE_GRANTED] = { { "理由を記録しました",
	                       "The reason has been recorded" },
	    { "前の画面に戻り、同じ内容をもう一度送信してください。一度だけ通り"
	      "ます。数分たつと無効になります。",
	        "Go back and send the same thing again. It will pass once, "
	        "within the next minutes." } },
};

const struct page_head page_unread = {
	{ "送信を止めました", "This was not sent" },
	{ "内容を確かめられなかったため、送信を止めました。相手には何も届いていま"
	  "せん。",
	    "It could not be checked, so it was stopped. Nothing has reached "
	    "the other side." },
};

const struct page_head page_refusals[] = {
	[PAGE_REFUSED_TOKEN] = { { "理由を受け付けられませんでした",
	                             "The reason was not taken" },
	    { "確認の期限が切れたか、すでに使われています。もう一度送信して、"
	      "新しい確認画面から入力してください。",
	        "The confirmation has expired or was used already. Send again "
	        "and use the new page." } },
	[PAGE_REFUSED_SHORT] = { { "理由が短すぎます",
	                             "The reason is too short" },
	    { "前の画面に戻り、なぜ送る必要があるかを具体的に入力してください"
	      "。",
	        "Go back and say in more words why it has to be sent." } },
	[PAGE_REFUSED_FAILED] = { { "理由を記録できませんでした",
	                              "The reason cannot be recorded" },
	    { "記録ができないあいだは送信できません。担当部署へご連絡ください"
	      "。",
	        "While it cannot be recorded nothing can be sent. "
	        "Please call for help." } },
};

static const struct page_cause causes[POLICY_CAUSE_COUNT] = {
	[SHUHI_CAUSE_TOO_LARGE] = { { "大きすぎて検査できません",
	                                "Too large to be checked" },
	    { "小さく分けて送信してください。", "Send it in smaller parts." } },
	[SHUHI_CAUSE_RATIO] = { { "圧縮を解くと大きくなりすぎます",
	                            "It expands too far" },
	    { "圧縮せずに送信してください。", "Send it uncompressed." } },
	[SHUHI_CAUSE_TIMEOUT] = { { "検査に時間がかかりすぎました",
	                              "Checking took too long" },
	    { "小さく分けて、もう一度送信してください。",
	        "Send it again in smaller parts." } },
	[SHUHI_CAUSE_UNDECODABLE] = { { "読み取れない形式です",
	                                  "It cannot be read" },
	    { "通常の文字や形式で送信してください。",
	        "Send it in a common format." } },
	[SHUHI_CAUSE_BROKEN] = { { "データが壊れています", "It is damaged" },
	    { "作り直して送信してください。",
	        "Make it again and send that." } },
	[SHUHI_CAUSE_ENCRYPTED] = { { "暗号化されていて検査できません",
	                                "It is encrypted" },
	    { "パスワード付きのファイルは送信できません。許可された受け渡し方法"
	      "を"
	      "使ってください。",
	        "Files with a password cannot be sent. Use an approved "
	        "way." } },
	[SHUHI_CAUSE_UNSUPPORTED] = { { "検査できない種類のファイルです",
	                                  "This kind of file is not checked" },
	    { "文章として送るか、担当部署へご相談ください。",
	        "Send it as text, or ask for help." } },
	[SHUHI_CAUSE_DEPTH] = { { "ファイルの入れ子が深すぎます",
	                            "Packed in itself too often" },
	    { "圧縮を解いて送信してください。", "Unpack it and send that." } },
	[POLICY_CAUSE_AUDIT] = { { "記録ができないため送信できません",
	                             "It cannot be recorded" },
	    { "担当部署へご連絡ください。", "Please call for help." } },
	[POLICY_CAUSE_RELOAD] = { { "検査の設定を読み込めません",
	                              "The rules cannot be loaded" },
	    { "担当部署へご連絡ください。", "Please call for help." } },
	[SHUHI_CAUSE_MEDIA] = { { "画像・音声・動画は検査できません",
	                            "Pictures, sound and video are not "
	                            "checked" },
	    { "患者さんやカルテが写っていないことを確かめ、担当部署へご相談くだ"
	      "さい。",
	        "Make sure that no patient and no record is in it, and "
	        "ask." } },
};

static const struct page_cause failed = {
	{ "検査ができませんでした", "It could not be checked" },
	{ "しばらくしてからもう一度送信してください。続くときは担当部署へご連絡"
	  "ください。",
	    "Try again in a while, and call for help if this goes on." },
};

const struct page_cause *
page_cause(unsigned cause)
{
	if (cause >= POLICY_CAUSE_COUNT || causes[cause].what[0] == NULL)
		return &failed;
	return &causes[cause];
}
