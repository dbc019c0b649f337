/* Clock facts in the file.
 *
 * Facts of a record are append-only: one that no longer follows from its rows is struck (void_at), never changed or deleted. To be
 * called inside a transaction, only by app/. */
#ifndef LOKET_STORE_CLOCK_H
#define LOKET_STORE_CLOCK_H

#include "loket/model/clock.h"
#include "loket/store/db.h"

/* The facts of record `no`, by number; struck ones only when asked. */
Status clock_facts_load(Db *db, const RegisterDef *def, int64_t no, bool struck, Arena *arena, ClockFact **facts, size_t *count, Error *err);
/* Makes the facts in force those in `facts`: adds what is new with `entered` = `now` and `by` (where the fact names nobody), strikes what is
 * no longer among them. `*changed` (may be NULL): how many were. */
Status clock_facts_sync(Db *db, const RegisterDef *def, int64_t no, const ClockFact *facts, size_t count, Moment now, const char *by,
                        size_t *changed, Error *err);

#endif
