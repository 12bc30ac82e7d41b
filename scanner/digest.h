/*
 * Digests of rules and dictionaries (BLAKE2b by libsodium, which only digest.c
 * knows).
 */
#ifndef SHUHI_DIGEST_H
#define SHUHI_DIGEST_H

#include "span.h"

struct digest {
	unsigned char byte[32];
};

struct digester; /* being made */

struct digester *digester_new(void); /* NULL: no memory */
void digester_add(struct digester *, struct span);
void digester_byte(struct digester *, uint8_t);
void digester_end(struct digester *, struct digest *); /* frees it */
void digest_of(struct span, struct digest *);
bool digest_eq(const struct digest *, const struct digest *);
void digest_hex(const struct digest *, char hex[65]);

#endif
