#include "usual.h"

#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>

#include "err.h"

#define USUAL "/etc/shuhi/policy.yaml"

static char *
copy(const char *path, struct shuhi_error *err)
{
	char *own = strdup(path);

	if (own == NULL)
		fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	return own;
}

char *
usual_policy(const char *given, struct shuhi_error *err)
{
	char folder[4096], *file;

	if (given != NULL)
		return copy(given, err);
	if (access(USUAL, F_OK) == 0)
		return copy(USUAL, err);
	if (shuhi_data_dir(folder, sizeof folder, err) != 0)
		return NULL;
	if (asprintf(&file, "%s/policy.yaml", folder) >= 0)
		return file;
	fail(err, SHUHI_E_NOMEM, "out of memory", 0);
	return NULL;
}
