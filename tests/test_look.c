#include "../capture/draft/look.c" /* statics included on purpose */

#include <sys/stat.h>
#include <sys/wait.h>

#include "answered.h"
#include "dir.h"
#include "leftover.h"
#include "drawn.h"

#define PATIENT 120000 /* milliseconds: the machine may be busy, too */

static struct looker *looker;
static struct picture *picture;
static struct shuhi_error err;

static int
gone(void **state)
{
	picture_free(picture);
	look_close(looker);
	picture = NULL;
	looker = NULL;
	unsetenv("SHUHI_LIBEXEC");
	return close_dir(state);
}

static void
open_with(struct look_config c)
{
	assert_int_equal(look_open(&c, &looker, &err), 0);
}

static enum look_cause
look_span(struct span s)
{
	picture_free(picture);
	picture = NULL;
	assert_int_equal(look_at(looker, s.ptr, s.len, &picture, &err), 0);
	return picture->cause;
}

static bool
was_read(const char *words)
{
	return strstr(picture->text, words) != NULL;
}

/* ---- the real reader -------------------------------------------------------------- */

static void
test_words_are_read_off_a_picture(void **state)
{
	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_true(look_ready(looker));
	assert_int_equal(look_span(drawn_png(canvas_words())), LOOK_READ);
	assert_true(was_read("山田太郎"));
	assert_true(was_read("00482915"));
	assert_true(was_read("肺炎で入院"));
	assert_string_equal(picture->type, "image/png");
	assert_int_equal(picture->width, canvas_words().w);
}

static void
test_every_format_is_read_through_the_jail(void **state)
{
	struct canvas c = canvas_words();

	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(drawn_jpeg(c)), LOOK_READ);
	assert_true(was_read("山田太郎"));
	assert_string_equal(picture->type, "image/jpeg");
	assert_int_equal(look_span(drawn_webp(c, false)), LOOK_READ);
	assert_true(was_read("山田太郎"));
	assert_int_equal(look_span(drawn_webp(c, true)), LOOK_READ);
	assert_string_equal(picture->type, "image/png");
	assert_int_equal(look_span(drawn_heic(c, SPAN(""))), LOOK_READ);
	assert_true(was_read("山田太郎"));
}

static void
test_a_dark_picture_is_read_as_a_light_one(void **state)
{
	struct canvas c = canvas_words();
	size_t i;

	(void)state;
	for (i = 0; i < (size_t)3 * c.w * c.h; i++)
		c.px[i] = (unsigned char)(255 - c.px[i]);
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(drawn_png(c)), LOOK_READ);
	assert_true(was_read("山田太郎"));
}

/* The words, and above them their first ones four times as large. */
static struct canvas
canvas_name(void)
{
	struct canvas words = canvas_words(), c = canvas_new(800, 360);
	uint32_t x, y;

	memset(c.px, 0xff, (size_t)3 * c.w * c.h);
	for (y = 0; y < words.h; y++)
		memcpy(c.px + (size_t)3 * c.w * (c.h - words.h + y),
		    words.px + (size_t)3 * words.w * y, (size_t)3 * words.w);
	for (y = 0; y < 4 * 50; y++)
		for (x = 0; x < 4 * 148; x++)
			memcpy(c.px + 3 * (c.w * (y + 8) + x), words.px +
			    3 * (words.w * (y / 4 + 20) + x / 4), 3);
	return c;
}

static void
test_a_name_much_larger_than_the_rest_is_read(void **state)
{
	char *first;

	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(drawn_png(canvas_name())), LOOK_READ);
	assert_non_null(first = strstr(picture->text, "山田太"));
	assert_non_null(strstr(first + 1, "山田太郎"));
	assert_true(picture->glyphs[0].box.h > 80);
}

/* Which pixel of the words stands where (x, y) is. */
typedef void (*turning)(struct canvas, uint32_t *x, uint32_t *y);

static void
not_at_all(struct canvas words, uint32_t *x, uint32_t *y)
{
	(void)words;
	(void)x;
	(void)y;
}

static void
on_its_head(struct canvas words, uint32_t *x, uint32_t *y)
{
	*x = words.w - 1 - *x;
	*y = words.h - 1 - *y;
}

static void
on_its_side(struct canvas words, uint32_t *x, uint32_t *y)
{
	uint32_t was = *x;

	*x = *y;
	*y = words.h - 1 - was;
}

static void
put_words(struct canvas to, uint32_t left, uint32_t top, turning turned)
{
	struct canvas words = canvas_words();
	uint32_t w = turned == on_its_side ? words.h : words.w;
	uint32_t h = turned == on_its_side ? words.w : words.h, x, y, fx, fy;

	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++) {
			fx = x;
			fy = y;
			turned(words, &fx, &fy);
			memcpy(to.px + 3 * (to.w * (top + y) + left + x),
			    words.px + 3 * (words.w * fy + fx), 3);
		}
}

/* The words on white as they are when `upright`, and once more, turned. */
static struct canvas
canvas_turned(bool upright, turning turned)
{
	struct canvas words = canvas_words();
	struct canvas c = canvas_new(2 * words.w, words.h + words.w);

	memset(c.px, 0xff, (size_t)3 * c.w * c.h);
	if (upright)
		put_words(c, 0, 0, not_at_all);
	put_words(c, 0, words.h, turned);
	return c;
}

static void
test_upright_words_are_read_without_doubt(void **state)
{
	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(drawn_png(canvas_words())), LOOK_READ);
	assert_false(picture->doubt);
	assert_int_equal(look_span(drawn_jpeg(canvas_words())), LOOK_READ);
	assert_false(picture->doubt);
}

static void
test_words_that_stand_on_their_head_are_in_doubt(void **state)
{
	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	look_span(drawn_png(canvas_turned(false, on_its_head)));
	assert_true(picture->doubt);
}

static void
test_clear_words_do_not_speak_for_others_that_are_turned(void **state)
{
	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	look_span(drawn_png(canvas_turned(true, on_its_head)));
	assert_true(was_read("山田太郎"));
	assert_true(picture->doubt);
	look_span(drawn_png(canvas_turned(true, on_its_side)));
	assert_true(was_read("山田太郎"));
	assert_true(picture->doubt);
}

/* Each pixel the mean of those around it. */
static struct canvas
canvas_blurred(uint32_t far)
{
	struct canvas words = canvas_words();
	struct canvas c = canvas_new(words.w, words.h);
	uint32_t x, y, k, sum, dx, dy;

	memset(c.px, 0xff, (size_t)3 * c.w * c.h);
	for (y = far; y + far < c.h; y++)
		for (x = far; x + far < c.w; x++)
			for (k = 0; k < 3; k++) {
				sum = 0;
				for (dy = 0; dy <= 2 * far; dy++)
					for (dx = 0; dx <= 2 * far; dx++)
						sum += words.px[3 * (words.w *
						    (y + dy - far) + x + dx -
						    far) + k];
				c.px[3 * (c.w * y + x) + k] = (unsigned char)
				    (sum / ((2 * far + 1) * (2 * far + 1)));
			}
	return c;
}

static void
test_blurred_words_are_in_doubt(void **state)
{
	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(drawn_png(canvas_blurred(4))), LOOK_READ);
	assert_true(picture->doubt);
}

static void
test_noise_is_no_text(void **state)
{
	struct canvas c = canvas_new(200, 120);
	uint32_t seed = 1;
	size_t i;

	(void)state;
	for (i = 0; i < (size_t)3 * c.w * c.h; i++)
		c.px[i] = (unsigned char)chance(&seed, 256);
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(drawn_jpeg(c)), LOOK_READ);
	assert_int_equal(picture->len, 0);
}

static void
test_boxes_lie_where_the_words_are(void **state)
{
	struct picture_box box[4];
	const char *name;
	uint64_t at;

	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(drawn_png(canvas_words())), LOOK_READ);
	assert_non_null(name = strstr(picture->text, "山田太郎"));
	at = (uint64_t)(name - picture->text);
	assert_int_equal(picture_boxes(picture, at, at + 12, box, 4), 1);
	assert_in_range(box[0].x, 10, 30);
	assert_in_range(box[0].x + box[0].w, 120, 165);
	assert_in_range(box[0].y, 15, 40);
	assert_in_range(box[0].y + box[0].h, 55, 75);
}

static void
test_a_place_is_told_and_not_in_the_safe_copy(void **state)
{
	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(
	    with_exif(drawn_jpeg(canvas_words()), tiff_place())), LOOK_READ);
	assert_true(picture->location);
	assert_null(memmem(picture->image, picture->image_len, "Exif", 4));
}

static void
test_a_picture_without_words_is_read_and_empty(void **state)
{
	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(drawn_png(canvas_new(200, 200))), LOOK_READ);
	assert_int_equal(picture->len, 0);
	assert_int_equal(picture->nwords, 0);
	assert_string_equal(picture->text, "");
}

static void
test_a_picture_of_one_pixel_is_read(void **state)
{
	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(drawn_png(canvas_new(1, 1))), LOOK_READ);
	assert_int_equal(picture->len, 0);
}

static void
test_what_is_no_picture_says_why(void **state)
{
	struct span s = drawn_png(canvas_new(40, 24));

	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(look_span(SPAN("GIF89a")), LOOK_UNSUPPORTED);
	assert_int_equal(look_span(SPAN("")), LOOK_BROKEN);
	s.len -= 20;
	assert_int_equal(look_span(s), LOOK_BROKEN);
	assert_null(picture->text);
	assert_null(picture->image);
}

static void
test_a_child_serves_one_picture_and_the_next_comes_after_it(void **state)
{
	struct span s = drawn_png(canvas_words());
	pid_t first, second;

	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	first = looker->waiting.pid;
	assert_int_equal(look_span(s), LOOK_READ);
	second = looker->waiting.pid;
	assert_true(first > 0 && second > 0);
	assert_int_not_equal(first, second);
	assert_int_equal(kill(first, 0), -1); /* reaped */
}

static void
test_a_waiting_child_that_died_is_no_failure(void **state)
{
	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	kill(looker->waiting.pid, SIGKILL);
	assert_int_equal(waitid(P_PID, (id_t)looker->waiting.pid, NULL,
	    WEXITED | WNOWAIT), 0);
	assert_int_equal(look_span(drawn_png(canvas_words())), LOOK_READ);
}

static void
test_without_a_waiting_child_one_is_started(void **state)
{
	(void)state;
	open_with((struct look_config){ .cold = true });
	assert_int_equal(looker->waiting.pid, 0);
	assert_int_equal(look_span(drawn_png(canvas_words())), LOOK_READ);
	assert_int_equal(looker->waiting.pid, 0);
}

/* ---- limits ------------------------------------------------------------------------- */

static void
test_bytes_at_the_limit_are_read_and_one_more_is_too_large(void **state)
{
	struct span s = drawn_png(canvas_words());

	(void)state;
	open_with((struct look_config){ .bytes = s.len, .cold = true });
	assert_int_equal(look_span(s), LOOK_READ);
	look_close(looker);
	open_with((struct look_config){ .bytes = s.len - 1, .cold = true });
	assert_int_equal(look_span(s), LOOK_TOO_LARGE);
}

static void
test_pixels_at_the_limit_are_read_and_one_more_is_too_many(void **state)
{
	struct canvas c = canvas_words();
	uint64_t n = (uint64_t)c.w * c.h;

	(void)state;
	open_with((struct look_config){ .pixels = n, .cold = true });
	assert_int_equal(look_span(drawn_png(c)), LOOK_READ);
	look_close(looker);
	open_with((struct look_config){ .pixels = n - 1, .cold = true });
	assert_int_equal(look_span(drawn_png(c)), LOOK_PIXELS);
}

static void
test_limits_above_their_ceiling_are_refused(void **state)
{
	struct look_config c = { .bytes = LIMIT_PICTURE_BYTES,
		.pixels = LIMIT_PICTURE_PIXELS, .cold = true };

	(void)state;
	open_with(c);
	c.bytes++;
	assert_int_equal(look_open(&c, &looker, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
	c.bytes--;
	c.pixels++;
	assert_int_equal(look_open(&c, &looker, &err), -1);
	assert_int_equal(err.code, SHUHI_E_USAGE);
}

/* ---- readers that cannot be trusted -------------------------------------------------- */

/* Looked at by a script. */
static enum look_cause
look_by(const char *script, uint32_t milliseconds)
{
	folder_put(dir, "shuhi-picture", span_of(script));
	assert_int_equal(chmod(folder_file(dir, "shuhi-picture"), 0700), 0);
	look_close(looker);
	setenv("SHUHI_LIBEXEC", dir.path, 1);
	open_with((struct look_config){ .milliseconds = milliseconds });
	assert_true(look_ready(looker));
	return look_span(SPAN("picture"));
}

#define TAKES_IT "#!/bin/sh\ncat > /dev/null\n"

static void
test_a_reader_that_answers_is_believed(void **state)
{
	struct answer a = answer_new();

	(void)state;
	folder_put(dir, "answer", answer_span(&a));
	folder_put(dir, "shuhi-picture", SPAN(""));
	assert_int_equal(look_by(TAKES_IT "cat ${0%/*}/answer\n", 20000),
	    LOOK_READ);
	assert_string_equal(picture->text, ANSWER_TEXT);
}

static void
test_a_reader_that_answers_before_it_listens_is_heard(void **state)
{
	struct answer a = answer_refusal(LOOK_BROKEN);

	(void)state;
	folder_put(dir, "answer", answer_span(&a));
	assert_int_equal(look_by("#!/bin/sh\nhead -c 1 > /dev/null\n"
	                         "exec cat ${0%/*}/answer\n", 20000),
	    LOOK_BROKEN);
}

static void
test_a_reader_that_hangs_is_stopped(void **state)
{
	(void)state;
	assert_int_equal(
	    look_by("#!/bin/sh\nexec sleep 100\n", 200), LOOK_TIMEOUT);
	assert_int_equal(
	    look_by(TAKES_IT "printf SHP1\nexec sleep 100\n", 200),
	    LOOK_TIMEOUT);
}

static void
test_a_reader_that_dies_is_an_engine_failure(void **state)
{
	(void)state;
	assert_int_equal(look_by("#!/bin/sh\nexit 0\n", 20000), LOOK_ENGINE);
	assert_int_equal(look_by(TAKES_IT "kill -SEGV $$\n", 20000),
	    LOOK_ENGINE);
	assert_int_equal(look_by(TAKES_IT "printf SHP1\n", 20000), LOOK_ENGINE);
	assert_int_equal(look_by("#!/no/such/shell\n", 20000), LOOK_ENGINE);
}

static void
test_a_reader_that_stops_midway_is_an_engine_failure(void **state)
{
	struct answer a = answer_new();

	(void)state;
	a.len -= WIRE_TAIL;
	folder_put(dir, "answer", answer_span(&a));
	assert_int_equal(look_by(TAKES_IT "cat ${0%/*}/answer\n", 20000),
	    LOOK_ENGINE);
}

static void
test_a_reader_that_talks_nonsense_or_without_end_is_not_heard(void **state)
{
	(void)state;
	assert_int_equal(look_by(TAKES_IT "exec yes\n", 20000), LOOK_ENGINE);
	assert_int_equal(look_by("#!/bin/sh\nexec yes\n", 20000), LOOK_ENGINE);
}

static void
test_a_reader_sees_nothing_of_ours(void **state)
{
	struct answer a = answer_refusal(LOOK_BROKEN);
	int ours = open("/dev/null", O_RDONLY); /* inherited if it could be */

	(void)state;
	assert_true(ours >= 0);
	setenv("SECRET", "x", 1);
	folder_put(dir, "answer", answer_span(&a));
	assert_int_equal(look_by(TAKES_IT
	    "[ -z \"$SECRET\" ] && [ \"$(ls /proc/self/fd | wc -l)\" -le 4 ]"
	    " && cat ${0%/*}/answer\n", 20000), LOOK_BROKEN);
	unsetenv("SECRET");
	close(ours);
}

static void
test_no_reader_is_an_engine_failure(void **state)
{
	(void)state;
	setenv("SHUHI_LIBEXEC", dir.path, 1);
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_false(look_ready(looker));
	assert_int_equal(look_span(SPAN("picture")), LOOK_ENGINE);
}

/* ---- more than one at a time ------------------------------------------------------------ */

static void *
look_in_thread(void *out)
{
	struct shuhi_error e;

	look_at(looker, "picture", 7, out, &e);
	return NULL;
}

static void
test_more_pictures_than_children_are_told_to_wait(void **state)
{
	struct picture *slow = NULL;
	pthread_t thread;

	(void)state;
	/* says that it is at work, then works until it is told to end */
	folder_put(dir, "shuhi-picture", SPAN(TAKES_IT
	    "mkfifo ${0%/*}/end; : > ${0%/*}/begun; cat ${0%/*}/end\n"));
	assert_int_equal(chmod(folder_file(dir, "shuhi-picture"), 0700), 0);
	open_with((struct look_config){ .children = 1, .cold = true,
	    .program = folder_file(dir, "shuhi-picture") });
	assert_int_equal(
	    pthread_create(&thread, NULL, look_in_thread, &slow), 0);
	while (access(folder_file(dir, "begun"), F_OK) != 0)
		usleep(1000);
	assert_int_equal(look_span(SPAN("picture")), LOOK_BUSY);
	folder_put(dir, "end", SPAN("."));
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(slow->cause, LOOK_ENGINE);
	assert_int_equal(looker->running, 0);
	picture_free(slow);
}

static void
test_threads_may_look_at_once(void **state)
{
	struct span s = drawn_png(canvas_words());
	struct picture *both[2] = { NULL, NULL };
	struct shuhi_error e;
	pthread_t thread;

	(void)state;
	open_with((struct look_config){ .milliseconds = PATIENT });
	assert_int_equal(
	    pthread_create(&thread, NULL, look_in_thread, &both[0]), 0);
	assert_int_equal(look_at(looker, s.ptr, s.len, &both[1], &e), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(both[0]->cause, LOOK_UNSUPPORTED);
	assert_int_equal(both[1]->cause, LOOK_READ);
	picture_free(both[0]);
	picture_free(both[1]);
}

static void
test_every_cause_has_a_name(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < LOOK_CAUSES; i++)
		assert_non_null(look_cause_name((enum look_cause)i));
	assert_string_equal(look_cause_name(LOOK_CAUSES), "unseen");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, open_dir, gone)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(test_words_are_read_off_a_picture),
		EACH(test_every_format_is_read_through_the_jail),
		EACH(test_a_dark_picture_is_read_as_a_light_one),
		EACH(test_a_name_much_larger_than_the_rest_is_read),
		EACH(test_upright_words_are_read_without_doubt),
		EACH(test_words_that_stand_on_their_head_are_in_doubt),
		EACH(test_clear_words_do_not_speak_for_others_that_are_turned),
		EACH(test_blurred_words_are_in_doubt),
		EACH(test_noise_is_no_text),
		EACH(test_boxes_lie_where_the_words_are),
		EACH(test_a_place_is_told_and_not_in_the_safe_copy),
		EACH(test_a_picture_without_words_is_read_and_empty),
		EACH(test_a_picture_of_one_pixel_is_read),
		EACH(test_what_is_no_picture_says_why),
		EACH(test_a_child_serves_one_picture_and_the_next_comes_after_it),
		EACH(test_a_waiting_child_that_died_is_no_failure),
		EACH(test_without_a_waiting_child_one_is_started),
		EACH(test_bytes_at_the_limit_are_read_and_one_more_is_too_large),
		EACH(test_pixels_at_the_limit_are_read_and_one_more_is_too_many),
		EACH(test_limits_above_their_ceiling_are_refused),
		EACH(test_a_reader_that_answers_is_believed),
		EACH(test_a_reader_that_answers_before_it_listens_is_heard),
		EACH(test_a_reader_that_hangs_is_stopped),
		EACH(test_a_reader_that_dies_is_an_engine_failure),
		EACH(test_a_reader_that_stops_midway_is_an_engine_failure),
		EACH(test_a_reader_that_talks_nonsense_or_without_end_is_not_heard),
		EACH(test_a_reader_sees_nothing_of_ours),
		EACH(test_no_reader_is_an_engine_failure),
		EACH(test_more_pictures_than_children_are_told_to_wait),
		EACH(test_threads_may_look_at_once),
		EACH(test_every_cause_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
