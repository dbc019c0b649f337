/* Consequences: rules that need other records or the past, and what follows from a change in the same batch.
 *
 * One table of rows {register, when, function}, asked by desk_apply at three moments of every change: before it is stored a row may
 * fill what was left empty; when the whole batch stands it may refuse, as a register's check does; and it may write further changes,
 * which stand in the same transaction, trail and undo. What a register can say of itself is its own check. Private to app/. */
#ifndef LOKET_APP_CONSEQUENCES_H
#define LOKET_APP_CONSEQUENCES_H

#include "find.h"

typedef enum ConsequenceWhen {
    CONSEQUENCE_FILL,  /* before it is stored: may set fields of `after` */
    CONSEQUENCE_CHECK, /* the batch stands: adds to `problems` what is wrong */
    CONSEQUENCE_FOLLOW /* the batch stands: saves further changes */
} ConsequenceWhen;

/* What a function is told, and what it may do. */
typedef struct Effect Effect;
struct Effect {
    Desk *desk;
    Arena *arena; /* of the batch */
    Moment now;
    const Record *before; /* NULL = it is new */
    Record *after;        /* to be changed by CONSEQUENCE_FILL only */
    Problems *problems;   /* of CONSEQUENCE_CHECK */
    /* Makes (`seen` NULL) or changes a record or row; `wanted` gets its number. */
    Status (*save)(Effect *effect, const Record *seen, Record *wanted, Error *err);
    /* Strikes one through, with the reason. */
    Status (*strike)(Effect *effect, const Record *seen, const char *because, Error *err);
    /* The record as this same batch made or changed it, and as it was before that (NULL = it is new); NULL when the batch left it alone. */
    const Record *(*in_batch)(const Effect *effect, const RegisterDef *def, int64_t no, const Record **before);
    void *ctx;
    size_t step;
};

typedef struct Consequence {
    const char *reg; /* register or child */
    ConsequenceWhen when;
    Status (*run)(Effect *effect, Error *err);
} Consequence;

/* Runs all rows for the register of `effect->after` at that moment; the first failure ends it. */
Status consequences_run(Effect *effect, ConsequenceWhen when, Error *err);

/* -- the functions of the table ------------------------------------------------------------------------------- */

/* reports.c */
Status report_fill(Effect *effect, Error *err);
Status report_check(Effect *effect, Error *err);
Status reporter_fill(Effect *effect, Error *err);
Status reporter_check(Effect *effect, Error *err);
/* approvals.c */
Status approval_fill(Effect *effect, Error *err);
Status approval_check(Effect *effect, Error *err);
Status consult_check(Effect *effect, Error *err);
/* Adds to the problems (at `def`) whom the consult rows of an advice hear that ask for or gain by a request it is about. */
void advice_check_heard(Effect *effect, const RegisterDef *def, const Record *advice);
/* decisions.c */
Status decision_check(Effect *effect, Error *err);
Status decision_follow(Effect *effect, Error *err);
Status condition_fill(Effect *effect, Error *err);
/* advices.c */
Status advice_fill(Effect *effect, Error *err);
Status advice_check(Effect *effect, Error *err);
/* events.c */
Status trigger_fill(Effect *effect, Error *err);
Status trigger_follow(Effect *effect, Error *err);
/* promises.c */
/* What a round says of each of its talks: its members, what it asks about, whether it is formal. The texts are the round's. */
void talk_of_round(Record *talk, const Record *round);
Status talk_fill(Effect *effect, Error *err);
Status talk_check(Effect *effect, Error *err);
Status talk_follow(Effect *effect, Error *err);
/* duties.c */
Status done_follow(Effect *effect, Error *err);
Status action_fill(Effect *effect, Error *err);
Status action_follow(Effect *effect, Error *err);
Status today_fill(Effect *effect, Error *err);
Status development_fill(Effect *effect, Error *err);
Status anchor_fill(Effect *effect, Error *err);
Status organisation_fill(Effect *effect, Error *err);
Status postponement_fill(Effect *effect, Error *err);
Status postponement_follow(Effect *effect, Error *err);

/* The day to try the desk card again: as said, else half a year after it was tried, or entered; 0 = there is nothing to try. */
Day card_due(const Record *organisation);
/* Says whether this change brings the record into one of the blank-separated states. */
bool enters(const Effect *effect, const char *states);

#endif
