#include "office.h"

void
office_read(struct span in, const struct budget *b, struct out *out)
{
	struct span head = span_sub(in, 0, in.len < 1024 ? in.len : 1024);

	if (span_has(head, SPAN("%PDF-")) && !span_starts(in, SPAN("PK")))
		pdf_read(in, out);
	else
		packed_read(in, b, out);
}
