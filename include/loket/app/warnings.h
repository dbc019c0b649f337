/* Warnings: what is not well about the desk itself, as sentences.
 *
 * A required role that nobody fills, the line the officer or stand-in works under, the officer being DPO or ICT manager too.
 * Never a problem that stops anything, never counted as something that needs you: read anew each time. */
#ifndef LOKET_APP_WARNINGS_H
#define LOKET_APP_WARNINGS_H

#include "loket/app/desk.h"

typedef struct Warning {
    const char *key;  /* "role_dpo", "line", … */
    const char *text; /* translated; not made safe */
    const char *code; /* the record to look at, or NULL */
} Warning;

enum { WARNINGS_MOST = 16 };

/* The warnings that hold now, most serious first; texts in `arena`. None in an own file. Returns how many. */
size_t warnings_read(Desk *desk, Arena *arena, Warning warnings[WARNINGS_MOST]);

#endif
