/* What the files of clocks share. Private to app/. */
#ifndef LOKET_APP_CLOCKS_PRIVATE_H
#define LOKET_APP_CLOCKS_PRIVATE_H

#include "loket/app/clocks.h"
#include "loket/app/policy.h"
#include "loket/store/clock.h"

typedef struct FactList {
    ClockFact *items;
    size_t count, room;
    Arena *arena;
} FactList;

/* True if records of `def` can have clocks. */
bool clocks_concern(const Policy *policy, const RegisterDef *def);
/* The facts that the rows of `record` give, in the order of the regimes; what they point at lives in `arena`. */
Status clock_facts_of(Desk *desk, const Record *record, Arena *arena, FactList *list, Error *err);
/* All clocks of `record` from those facts, forecasts too, in the order of the regimes. */
Status clocks_compute(Desk *desk, const Record *record, const FactList *facts, Arena *arena, Clock **clocks, size_t *count, Error *err);
/* Withdrawn, a duplicate, handed over: what runs on it is no longer ours. On a closed record it still shows, as it stood. */
bool clocks_ended(const Record *record);

/* Keeps the facts of a stored record, and appends the dues of its running clocks. Inside a transaction. */
Status clocks_derive(Desk *desk, const Record *record, Due *dues, size_t room, size_t *count, Error *err);
/* Adds what clocks refuse: an extension told after the term, a late notice without a reason, a later start nobody answers for, closing
 * over a duty that still runs. */
Status clocks_check(Desk *desk, const Record *before, const Record *after, Problems *problems, Error *err);
/* True if this change of the organisation asks for all clocks to be computed again. */
bool clocks_touched(const Record *before, const Record *after);
/* Derives every record that can have clocks, with the watch and the summary set in the desk. Inside a transaction. */
Status clocks_recompute(Desk *desk, Error *err);

#endif
