/* Structural: when what happens to advice has become a pattern.
 *
 * Four visible rules over the advices of the last twelve months; each that holds lists the advices behind it. It proposes a board talk
 * and never judges; a proposal is gone once a talk that is linked to all those advices exists. Nothing of it is stored. */
#ifndef LOKET_APP_STRUCTURAL_H
#define LOKET_APP_STRUCTURAL_H

#include "loket/app/desk.h"

/* What became of an advice: its answer, or "none" once the day for it has passed without one; NULL = still open. */
const char *advice_answer(const Record *advice, Moment now);
/* Weighty, and not or partly adopted, or adopted but not carried out. */
bool advice_not_followed(const Record *advice, Moment now);

typedef struct Pattern {
    const char *rule;      /* key: "weighty", "theme", "decider", "unanswered" */
    const char *reason;    /* "3 weighty advices not or partly adopted in 12 months", translated */
    const char *about;     /* the theme, or the decider's name; NULL for the others; not made safe */
    const char *codes;     /* the advices behind it, blank-separated, oldest first */
    RecordList advices;
    const char *addressee; /* code of the last one's addressee */
    const char *talk;      /* code of the talk about all of them, planned or held; NULL = to be proposed */
} Pattern;

/* The patterns that hold now, settled ones (with a talk) last; in `arena`. */
Status structural_read(Desk *desk, Arena *arena, Pattern **patterns, size_t *count, Error *err);
/* Appends the risk letter: plain text, a line each, with the names as they stand. */
void structural_letter(Desk *desk, const Pattern *pattern, StrBuf *out);
/* The proposed talk, filled in: with the portfolio holder (else the addressee), about the advices, the agenda as its notes; to be saved. */
Record *structural_talk(Desk *desk, const Pattern *pattern, Arena *arena);

#endif
