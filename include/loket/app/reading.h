/* Readings: pages over the whole file, put together as lines of label and text like a sheet; no screen.
 *
 * One table of {key, title, function}: the radar, what became of advice, how often rules are bent, the ISMS, the cards. The screen opens them
 * with a key or from the palette, the command line prints the same lines. Nothing of a reading is stored. */
#ifndef LOKET_APP_READING_H
#define LOKET_APP_READING_H

#include "loket/app/sheet.h"

struct Page;

typedef struct ReadingDef {
    const char *key;   /* the word of the command line: "radar" */
    const char *title; /* N_() */
    const char *help;  /* N_(): one sentence */
    int months;        /* over so many months, unless another number is asked for; 0 = it is about now */
    const char *takes; /* N_(): "RULE", when it can be limited to one record; NULL = it cannot */
    Belongs belongs;
    Status (*compose)(struct Page *page, Error *err); /* private to app/ */
} ReadingDef;

/* The rows of the table, one a call, after `previous` (NULL = first); NULL at the end. */
const ReadingDef *reading_next(const ReadingDef *previous);
/* NULL when there is none with that key. */
const ReadingDef *reading_find(const char *key);
/* Composes it over the last `months` (0 = as the table says), limited to the record `only` where it `takes` one (NULL = all); all in
 * `arena`. ERR_USAGE when it is not of this kind of file. */
Status reading_read(Desk *desk, const ReadingDef *reading, int months, const char *only, Arena *arena, Sheet *sheet, Error *err);

#endif
