/* Bends: how often each rule is bent, per unit; and how reports reach the desk, per unit.
 *
 * A rule that is bent again and again suggests changing the rule, not refusing the next request. Readings, never a verdict. */
#ifndef LOKET_APP_BENDS_H
#define LOKET_APP_BENDS_H

#include "loket/app/desk.h"

typedef struct Bend {
    const char *rule;       /* code of the anchor */
    const char *unit;       /* not made safe; NULL = not told */
    size_t asked, granted;  /* requests in the period; those whose last decision approves */
    size_t running, renewed; /* of those granted: running now; going on from an earlier one */
    const char *codes;      /* the requests, blank-separated, oldest first */
    bool suggests;          /* often enough to look at the rule itself */
} Bend;

enum { BENDS_SUGGEST = 3 };

/* Per rule and unit over the last `months`, most granted first; `only` (may be NULL) limits to one rule by its code. Data-subject requests
 * bend no rule. */
Status bends_read(Desk *desk, int months, const char *only, Arena *arena, Bend **bends, size_t *count, Error *err);

typedef struct HeardRatio {
    const char *unit;            /* not made safe */
    size_t came, found, messages; /* they came to us, we found out; messages to the unit in the period */
} HeardRatio;

enum { RATIO_LEAST = 5 };

/* *They came to us / we found out* per unit over the last `months`; units with under five reports are left out, `*hidden` says how many. */
Status ratio_read(Desk *desk, int months, Arena *arena, HeardRatio **ratios, size_t *count, size_t *hidden, Error *err);

#endif
