#include "extract.h"

void
extract_office(struct extract *x, const struct part *p)
{
	extract_fail(x, SHUHI_CAUSE_ENGINE, p->path, 0);
}
