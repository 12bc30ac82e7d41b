/* How a script in which names are written is called. */
#ifndef SHUHI_CLI_SCRIPT_H
#define SHUHI_CLI_SCRIPT_H

#include "../scanner/roster/roster.h"
#include "lang.h"

const char *script_name(enum shuhi_lang, enum roster_script);

#endif
