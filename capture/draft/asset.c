#include "asset.h"

const struct asset *
asset_find(struct span name)
{
	size_t i;

	for (i = 0; i < nassets; i++)
		if (span_eq(span_of(assets[i].name), name))
			return &assets[i];
	return NULL;
}
