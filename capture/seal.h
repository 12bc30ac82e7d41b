/*
 * Secret keys, and what is sealed with them (BLAKE2b by libsodium; outside the
 * engine only seal.c knows it).
 *
 * A key file holds 32 random bytes and nothing else, is of mode 0600 or stricter
 * and belongs to who runs or to root (root reads all); anything else is refused with
 * what to type.
 */
#ifndef SHUHI_CAPTURE_SEAL_H
#define SHUHI_CAPTURE_SEAL_H

#include "digest.h"
#include "shuhi.h"
#include "span.h"

struct seal_key {
	unsigned char byte[32];
};

int seal_key_read(const char *file, struct seal_key *, struct shuhi_error *);

/* A new key in a new file, root's for the folder's owner; refuses to overwrite
 * (SHUHI_E_USAGE). */
int seal_key_make(const char *file, struct seal_key *, struct shuhi_error *);

/* Read it, or make it when there is none; processes that race get the same. */
int seal_key_open(const char *file, struct seal_key *, struct shuhi_error *);

/* One key a purpose, so that what is sealed for one says nothing to another. */
void seal_subkey(
    const struct seal_key *, const char *purpose, struct seal_key *);
void seal_wipe(struct seal_key *);

/* Without a key (NULL) a plain hash. */
void seal_of(const struct seal_key *, struct span, struct digest *);

/* In a time that says nothing about where they differ. */
bool seal_same(const struct digest *, const struct digest *);

/* A random one. */
void seal_nonce(void *bytes, size_t n);

/* Base64 of the URL kind, without padding; `n` bytes need SEAL_TEXT(n). */
#define SEAL_TEXT(n) (((n) * 4 + 2) / 3 + 1)
void seal_text(const void *bytes, size_t n, char *text, size_t room);
/* Exactly `n` bytes, or -1. */
int seal_bytes(struct span text, void *bytes, size_t n);

/* 64 small hex digits, or -1. */
int seal_hex(struct span, struct digest *);

#endif
