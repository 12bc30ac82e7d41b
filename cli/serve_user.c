#include "serve_user.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "buf.h"
#include "draft/draftlimit.h"
#include "draft/users.h"
#include "engine.h"
#include "lang.h"

/* Room to see that one is too long. */
#define ROOM (LIMIT_DRAFT_PASSWORD + 2)

struct typed {
	char text[ROOM];
	size_t len;
};

/* A line, byte by byte: nothing of it stays in a buffer of stdio's. */
static bool
read_line(struct typed *t)
{
	ssize_t n;
	char c;

	t->len = 0;
	for (;;) {
		n = read(STDIN_FILENO, &c, 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0 && t->len > 0;
		if (c == '\n')
			break;
		if (t->len < ROOM)
			t->text[t->len++] = c;
	}
	if (t->len > 0 && t->text[t->len - 1] == '\r')
		t->len--;
	return true;
}

/* While it is typed no signal may leave the terminal mute. */
static bool
ask(const char *prompt, struct typed *t)
{
	struct termios shown, hidden;
	sigset_t all, before;
	bool ok;

	if (tcgetattr(STDIN_FILENO, &shown) != 0)
		return false;
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	hidden.c_lflag |= ECHONL;
	fputs(prompt, stderr);
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	ok = tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 && read_line(t);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ok;
}

static int
complain(enum shuhi_lang lang, const char *ja, const char *en)
{
	fprintf(stderr, "shuhi serve: %s\n", tr(lang, ja, en));
	return 2;
}

static int
ask_twice(enum shuhi_lang lang, struct typed *t, struct typed *again)
{
	if (!ask(tr(lang, "パスワード: ", "Password: "), t) ||
	    !ask(tr(lang, "もう一度: ", "Again: "), again))
		return complain(lang, "パスワードを読めません",
		    "no password can be read");
	if (!span_eq((struct span){ t->text, t->len },
	        (struct span){ again->text, again->len }))
		return complain(lang, "2 回の入力が違います",
		    "the two are not the same");
	return 0;
}

int
serve_add_user(enum shuhi_lang lang, const char *name, const char *file)
{
	struct typed t = { .len = 0 }, again = { .len = 0 };
	struct shuhi_error err = { 0 };
	int rc = 0;

	if (isatty(STDIN_FILENO))
		rc = ask_twice(lang, &t, &again);
	else if (!read_line(&t))
		rc = complain(lang, "標準入力にパスワードがありません",
		    "there is no password on standard input");
	if (rc == 0 && users_put(file, span_of(name),
	        (struct span){ t.text, t.len }, &err) != 0) {
		engine_complain(lang, &err);
		rc = 2;
	}
	explicit_bzero(&t, sizeof t);
	explicit_bzero(&again, sizeof again);
	if (rc == 0)
		fprintf(stderr, tr(lang, "shuhi serve: %s を %s に書きました\n",
		    "shuhi serve: %s is in %s now\n"), name, file);
	return rc;
}
