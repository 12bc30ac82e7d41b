#include "session.h"

#include <pthread.h>
#include <stdlib.h>

#include "err.h"

struct session {
	struct digest token;
	uint64_t began, used; /* began 0: nobody's */
	struct holder holder;
};

struct sessions {
	pthread_mutex_t lock;
	struct session v[LIMIT_DRAFT_SESSIONS];
};

int
sessions_open(struct sessions **out, struct shuhi_error *err)
{
	struct sessions *ss = calloc(1, sizeof *ss);

	if (ss == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for sessions", 0);
	pthread_mutex_init(&ss->lock, NULL);
	*out = ss;
	return 0;
}

void
sessions_close(struct sessions *ss)
{
	if (ss == NULL)
		return;
	pthread_mutex_destroy(&ss->lock);
	explicit_bzero(ss, sizeof *ss);
	free(ss);
}

static bool
is_over(const struct session *s, uint64_t now)
{
	return now - s->began >= LIMIT_DRAFT_SESSION ||
	    now - s->used >= LIMIT_DRAFT_SESSION_IDLE;
}

/* All are looked at, and each takes the same time. */
static struct session *
find(struct sessions *ss, struct span token)
{
	struct session *found = NULL;
	struct digest d;
	size_t i;

	seal_of(NULL, token, &d);
	for (i = 0; i < LIMIT_DRAFT_SESSIONS; i++)
		if (seal_same(&ss->v[i].token, &d) && ss->v[i].began > 0)
			found = &ss->v[i];
	return found;
}

static struct session *
least_used(struct sessions *ss)
{
	struct session *least = &ss->v[0];
	size_t i;

	for (i = 0; i < LIMIT_DRAFT_SESSIONS; i++)
		if (ss->v[i].used < least->used)
			least = &ss->v[i];
	return least;
}

void
session_begin(struct sessions *ss, const struct holder *holder, uint64_t now,
    char token[SEAL_TEXT(SESSION_BYTES)])
{
	unsigned char bytes[SESSION_BYTES];
	struct session *s;

	seal_nonce(bytes, sizeof bytes);
	seal_text(bytes, sizeof bytes, token, SEAL_TEXT(SESSION_BYTES));
	explicit_bzero(bytes, sizeof bytes);
	pthread_mutex_lock(&ss->lock);
	s = least_used(ss);
	*s = (struct session){ .began = now, .used = now, .holder = *holder };
	seal_of(NULL, span_of(token), &s->token);
	pthread_mutex_unlock(&ss->lock);
}

bool
session_find(struct sessions *ss, struct span token, uint64_t now,
    struct holder *holder)
{
	struct session *s;

	pthread_mutex_lock(&ss->lock);
	s = find(ss, token);
	if (s != NULL && is_over(s, now)) {
		*s = (struct session){ .began = 0 };
		s = NULL;
	}
	if (s != NULL) {
		s->used = now;
		*holder = s->holder;
	}
	pthread_mutex_unlock(&ss->lock);
	return s != NULL;
}

void
session_end(struct sessions *ss, struct span token)
{
	struct session *s;

	pthread_mutex_lock(&ss->lock);
	if ((s = find(ss, token)) != NULL)
		*s = (struct session){ .began = 0 };
	pthread_mutex_unlock(&ss->lock);
}

struct span
cookie_value(const char *header, const char *name)
{
	size_t n = strlen(name), len;

	while (header != NULL && *header != '\0') {
		header += strspn(header, "; \t");
		len = strcspn(header, ";");
		if (len > n && header[n] == '=' &&
		    strncmp(header, name, n) == 0)
			return (struct span){ header + n + 1, len - n - 1 };
		header += len;
	}
	return (struct span){ NULL, 0 };
}
