/*
 * Pictures that a test draws for itself stay until it ends: LeakSanitizer is told
 * of those who draw, by name, so that it still sees what the program leaves.
 */
#ifndef SHUHI_TESTS_LEFTOVER_H
#define SHUHI_TESTS_LEFTOVER_H

#ifdef __SANITIZE_ADDRESS__
const char *__lsan_default_suppressions(void);

__attribute__((visibility("default"))) const char *
__lsan_default_suppressions(void)
{
	return "leak:drawn.h\n"
	       "leak:libjpeg\n" /* its encoder, for drawing */
	       "leak:WebPMemoryWrite\n"
	       "leak:libx265\n" /* the encoder, for drawing HEIC */
	       "leak:png_rgba\n"
	       "leak:in_hex\n"
	       "leak:sized_png\n";
}
#endif

#endif
