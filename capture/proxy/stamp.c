#include "stamp.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "err.h"

static void
add_file(struct digester *d, const char *path)
{
	struct stat st;
	int64_t seen[5] = { 0 };

	if (stat(path, &st) == 0) {
		seen[0] = (int64_t)st.st_ino;
		seen[1] = st.st_size;
		seen[2] = st.st_mtim.tv_sec;
		seen[3] = st.st_mtim.tv_nsec;
		seen[4] = 1;
	}
	digester_add(d, span_of(path));
	digester_add(d, (struct span){ (const char *)seen, sizeof seen });
}

static int
not_hidden(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

/* Sorted, as a folder's order is nobody's promise. */
static void
add_folder(struct digester *d, const char *path)
{
	struct dirent **list = NULL;
	char name[PATH_MAX];
	int i, n = scandir(path, &list, not_hidden, alphasort);

	for (i = 0; i < n; i++) {
		if (snprintf(name, sizeof name, "%s/%s", path,
		        list[i]->d_name) < (int)sizeof name)
			add_file(d, name);
		free(list[i]);
	}
	free(list);
}

static void
add_data(struct digester *d, const char *data)
{
	static const char *const parts[] = { "dict", "patterns" };
	char name[PATH_MAX];
	size_t i;

	for (i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (snprintf(name, sizeof name, "%s/%s", data, parts[i]) <
		    (int)sizeof name)
			add_folder(d, name);
}

static void
add_conf(struct digester *d, const struct policy_conf *p)
{
	size_t i;

	for (i = 0; i < p->nrules; i++)
		add_folder(d, p->rules[i]);
	for (i = 0; i < p->ndicts; i++)
		add_folder(d, p->dicts[i]);
	for (i = 0; i < p->nrosters; i++) {
		add_file(d, p->rosters[i].index);
		add_file(d, p->rosters[i].key);
	}
}

int
stamp_take(const struct kit_config *c, const struct kit *kit,
    struct digest *out, struct shuhi_error *err)
{
	struct digester *d = digester_new();

	if (d == NULL)
		return fail(err, SHUHI_E_NOMEM, "no memory for a digest", 0);
	add_file(d, c->policy);
	if (c->data != NULL)
		add_data(d, c->data);
	if (kit != NULL)
		add_conf(d, policy_conf(kit->policy));
	digester_end(d, out);
	return 0;
}
