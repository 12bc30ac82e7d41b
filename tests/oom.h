/*
 * Any one allocation of the whole program can be told to fail: left = n lets n
 * succeed and the next one fail, once.
 *
 * malloc() and its kin are replaced, but fail only where our own code asks:
 * MeCab, ICU and Hyperscan throw or abort when they get no memory, and that is
 * fail-closed too, but not ours to test.  What libc allocates on our behalf
 * (fopen, asprintf ...) fails where we call it.
 */
#ifndef SHUHI_TEST_OOM_H
#define SHUHI_TEST_OOM_H

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../scanner/utf8.h" /* has locals of the name `left` */

static size_t left = SIZE_MAX; /* allocations that still succeed */

/* The linker's: where our code lies. */
extern char __executable_start, etext;

static bool
refused(const void *caller)
{
	const char *p = caller;

	if (left == SIZE_MAX || p < &__executable_start || p >= &etext)
		return false;
	if (left > 0) {
		left--;
		return false;
	}
	left = SIZE_MAX; /* just this one */
	errno = ENOMEM;
	return true;
}

/* A sanitizer's allocator where there is one, else libc's. */
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void *__interceptor_malloc(size_t) __attribute__((weak));
void *__interceptor_calloc(size_t, size_t) __attribute__((weak));
void *__interceptor_realloc(void *, size_t) __attribute__((weak));
int __interceptor_posix_memalign(void **, size_t, size_t) __attribute__((weak));

void *
malloc(size_t size)
{
	if (refused(__builtin_return_address(0)))
		return NULL;
	return __interceptor_malloc != NULL ? __interceptor_malloc(size)
	                                    : __libc_malloc(size);
}

void *
calloc(size_t n, size_t size)
{
	if (refused(__builtin_return_address(0)))
		return NULL;
	return __interceptor_calloc != NULL ? __interceptor_calloc(n, size)
	                                    : __libc_calloc(n, size);
}

void *
realloc(void *old, size_t size)
{
	if (refused(__builtin_return_address(0)))
		return NULL;
	return __interceptor_realloc != NULL ? __interceptor_realloc(old, size)
	                                     : __libc_realloc(old, size);
}

int
posix_memalign(void **out, size_t align, size_t size)
{
	if (refused(__builtin_return_address(0)))
		return ENOMEM;
	if (__interceptor_posix_memalign != NULL)
		return __interceptor_posix_memalign(out, align, size);
	*out = __libc_memalign(align, size);
	return *out != NULL ? 0 : ENOMEM;
}

char *
strdup(const char *s)
{
	size_t n = strlen(s) + 1;
	char *p;

	if (refused(__builtin_return_address(0)))
		return NULL;
	if ((p = malloc(n)) != NULL)
		memcpy(p, s, n);
	return p;
}

/* asprintf(), plain and as _FORTIFY_SOURCE spells it. */
#undef asprintf
int asprintf(char **, const char *, ...);
int __asprintf_chk(char **, int, const char *, ...);

int
asprintf(char **out, const char *format, ...)
{
	va_list ap;
	int n;

	if (refused(__builtin_return_address(0)))
		return -1;
	va_start(ap, format);
	n = vasprintf(out, format, ap);
	va_end(ap);
	return n;
}

int
__asprintf_chk(char **out, int flag, const char *format, ...)
{
	va_list ap;
	int n;

	(void)flag;
	if (refused(__builtin_return_address(0)))
		return -1;
	va_start(ap, format);
	n = vasprintf(out, format, ap);
	va_end(ap);
	return n;
}

#endif
