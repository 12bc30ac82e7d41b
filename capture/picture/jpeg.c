#include "picture.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <jerror.h>

#include "limit.h"

#define QUALITY 90

struct trap {
	struct jpeg_error_mgr base; /* first: libjpeg knows no other member */
	jmp_buf out;
	bool cut; /* less was there than was announced */
};

static void
on_error(j_common_ptr j)
{
	longjmp(((struct trap *)(void *)j->err)->out, 1);
}

/* libjpeg makes up grey for what is missing; nobody has seen that. */
static void
on_message(j_common_ptr j, int level)
{
	struct trap *t = (void *)j->err;

	if (level < 0 && (j->err->msg_code == JWRN_JPEG_EOF ||
	        j->err->msg_code == JWRN_HIT_MARKER ||
	        j->err->msg_code == JWRN_HUFF_BAD_CODE))
		t->cut = true;
}

static void
on_output(j_common_ptr j)
{
	(void)j;
}

static struct jpeg_error_mgr *
trap_set(struct trap *t)
{
	jpeg_std_error(&t->base);
	t->base.error_exit = on_error;
	t->base.emit_message = on_message;
	t->base.output_message = on_output;
	t->cut = false;
	return &t->base;
}

/* ---- reading --------------------------------------------------------------------- */

static const int markers[] = { JPEG_APP0 + 1, JPEG_APP0 + 2, JPEG_APP0 + 3,
	JPEG_APP0 + 4, JPEG_APP0 + 5, JPEG_APP0 + 6, JPEG_APP0 + 7,
	JPEG_APP0 + 8, JPEG_APP0 + 9, JPEG_APP0 + 10, JPEG_APP0 + 11,
	JPEG_APP0 + 12, JPEG_APP0 + 13, JPEG_APP0 + 15, JPEG_COM };

static void
trace_marker(const struct jpeg_marker_struct *m, struct traces *t)
{
	struct span s = { (const char *)m->data, m->data_length };

	if (m->marker == JPEG_APP0 + 1 && span_starts(s, SPAN("Exif\0")))
		exif_trace(s, t);
	else if (m->marker == JPEG_APP0 + 1)
		xmp_trace(s, t);
	else if (m->marker == JPEG_APP0 + 13)
		iptc_trace(s, t);
	else if (!span_starts(s, SPAN("ICC_PROFILE")))
		t->others++;
	t->words |= m->marker == JPEG_COM && is_written(s);
}

static void
trace_markers(const struct jpeg_decompress_struct *j, struct traces *t)
{
	const struct jpeg_marker_struct *m;

	for (m = j->marker_list; m != NULL; m = m->next)
		trace_marker(m, t);
}

/* Four inks, as Photoshop stores them: inverted. */
static void
mix_inks(unsigned char *to, const unsigned char *from, size_t n, bool inverted)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < 3; k++) {
			unsigned ink = from[4 * i + k], black = from[4 * i + 3];

			if (!inverted) {
				ink = 255 - ink;
				black = 255 - black;
			}
			to[3 * i + k] = (unsigned char)(ink * black / 255);
		}
}

static void
read_rows(struct jpeg_decompress_struct *j, struct raster *r)
{
	bool inks = j->out_color_space == JCS_CMYK;
	JSAMPARRAY four = NULL;
	JSAMPROW row;

	if (inks)
		four = j->mem->alloc_sarray(
		    (j_common_ptr)j, JPOOL_IMAGE, 4 * r->width, 1);
	while (j->output_scanline < j->output_height) {
		row = r->px + (size_t)3 * r->width * j->output_scanline;
		jpeg_read_scanlines(j, inks ? four : &row, 1);
		if (inks)
			mix_inks(row, four[0], r->width, j->saw_Adobe_marker);
	}
}

static enum look_cause
read_all(struct jpeg_decompress_struct *j, struct span in, uint64_t pixels,
    struct photo *out)
{
	enum look_cause cause;
	size_t i;

	jpeg_mem_src(j, (const unsigned char *)in.ptr, in.len);
	for (i = 0; i < sizeof markers / sizeof *markers; i++)
		jpeg_save_markers(j, markers[i], 0xffff);
	jpeg_read_header(j, TRUE);
	cause = raster_new(
	    &out->raster, j->image_width, j->image_height, 3, pixels);
	if (cause != LOOK_READ)
		return cause;
	j->out_color_space = j->jpeg_color_space == JCS_CMYK ||
	        j->jpeg_color_space == JCS_YCCK ? JCS_CMYK : JCS_RGB;
	jpeg_start_decompress(j);
	read_rows(j, &out->raster);
	trace_markers(j, &out->traces);
	jpeg_finish_decompress(j); /* forgets its markers */
	/* more pictures, a film: not in the safe copy, and nobody looks at them */
	if (j->src->bytes_in_buffer > 0)
		out->traces.others++;
	return LOOK_READ;
}

enum look_cause
jpeg_read(struct span in, uint64_t pixels, struct photo *out)
{
	struct jpeg_decompress_struct j;
	volatile enum look_cause cause = LOOK_BROKEN;
	struct trap t;

	j.err = trap_set(&t);
	if (setjmp(t.out) == 0) {
		jpeg_create_decompress(&j);
		cause = read_all(&j, in, pixels, out);
	} else {
		cause = t.base.msg_code == JERR_OUT_OF_MEMORY ? LOOK_ENGINE
		                                               : LOOK_BROKEN;
	}
	if (cause == LOOK_READ && t.cut)
		cause = LOOK_BROKEN;
	jpeg_destroy_decompress(&j);
	return cause;
}

/* ---- writing ---------------------------------------------------------------------- */

static void
write_all(struct jpeg_compress_struct *j, const struct raster *r,
    unsigned char **out, unsigned long *len)
{
	JSAMPROW row;

	jpeg_create_compress(j);
	jpeg_mem_dest(j, out, len);
	j->image_width = r->width;
	j->image_height = r->height;
	j->input_components = 3;
	j->in_color_space = JCS_RGB;
	jpeg_set_defaults(j);
	jpeg_set_quality(j, QUALITY, TRUE);
	jpeg_start_compress(j, TRUE);
	while (j->next_scanline < j->image_height) {
		row = r->px + (size_t)3 * r->width * j->next_scanline;
		jpeg_write_scanlines(j, &row, 1);
	}
	jpeg_finish_compress(j);
}

/* Large ones, in pixels and in noise, do not reach the limit at this quality. */
bool
jpeg_write(const struct raster *r, unsigned char **out, size_t *len)
{
	struct jpeg_compress_struct j;
	unsigned char *bytes = NULL;
	unsigned long n = 0;
	volatile bool ok = false;
	struct trap t;

	j.err = trap_set(&t);
	if (setjmp(t.out) == 0) {
		write_all(&j, r, &bytes, &n);
		ok = n > 0 && n <= LIMIT_PICTURE_IMAGE;
	}
	jpeg_destroy_compress(&j);
	if (!ok)
		return false;
	*out = bytes;
	*len = n;
	return true;
}
