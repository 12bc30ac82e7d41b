/*
 * Every ceiling of the engine, in one place.  A text that passes one is
 * unscanned with SHUHI_E_LIMIT; nothing is cut silently.
 */
#ifndef SHUHI_LIMITS_H
#define SHUHI_LIMITS_H

#include "shuhi.h"

#define LIMIT_TEXT       SHUHI_TEXT_MAX /* bytes of one scan               */
#define LIMIT_ARENA      (768u << 20)   /* bytes one scan may need at most */
#define LIMIT_ARENA_KEEP (1u << 20)     /* bytes a worker keeps between    */
#define LIMIT_HITS       (4u << 20)     /* literal and pattern hits        */
#define LIMIT_FINDINGS   65536          /* findings of one text            */
#define LIMIT_SENTENCE   4096           /* bytes before a sentence is cut  */
#define LIMIT_FILE       (64u << 20)    /* bytes of a rule or word file    */
#define LIMIT_YAML_DEPTH 16             /* nesting of a rule file          */
#define LIMIT_YAML_NODES 200000         /* nodes of a rule file            */
#define LIMIT_RULES      1024
#define LIMIT_PATTERNS   512 /* entity patterns                 */
#define LIMIT_WORDS      1000000
#define LIMIT_SURFACE    256 /* bytes of one word               */
#define LIMIT_COND_DEPTH 32  /* nesting of a condition          */
#define LIMIT_COND_NODES 256 /* nodes of a condition            */
#define LIMIT_COND_TERMS 128 /* terms of one points()           */
#define LIMIT_CLASSES    128 /* entity classes                  */

#define LIMIT_ROSTER_ROWS    (16u << 20) /* people on one list            */
#define LIMIT_ROSTER_VALUE   192         /* bytes of a value, as spelt    */
#define LIMIT_ROSTER_MASKED  (64u << 20) /* masked writings of names      */
#define LIMIT_ROSTER_SIEVE   26          /* log2 of words of a sieve      */
#define LIMIT_ROSTER_TESTS   15          /* of one roster_count()         */
#define LIMIT_ROSTER_COLUMNS 64          /* cells of a row of a list      */
#define LIMIT_ROSTER_CELL    8192        /* bytes of a cell of a list     */

#define LIMIT_ROSTERS        SHUHI_ROSTERS_MAX /* of one scanner        */
#define LIMIT_CLUES          (1u << 20) /* hits of rosters in a text    */
#define LIMIT_REASONS        1024       /* different reasons of a text  */
#define LIMIT_ROMAJI         64         /* kana spellings of a word     */
#define LIMIT_ROMAJI_LETTERS 20         /* bytes of a word in romaji    */

#endif
