/* Trail: the append-only, hash-chained record of every change.
 *
 * An entry is written in the transaction of its change. Its body (JSON of field: [old, new]) stands apart with a salt; the chain
 * holds sha256(salt || body), so that a body can be erased later without breaking it. hash = sha256 of the netstrings of
 * seq, at, actor, session, batch, reg, no, child, row, op, undoes, fields, digest, prev: sqlite3 and sha256sum can check it. */
#ifndef LOKET_STORE_TRAIL_H
#define LOKET_STORE_TRAIL_H

#include "loket/model/record.h"
#include "loket/store/db.h"

typedef struct TrailEntry {
    int64_t seq;
    Moment at;
    int64_t actor; /* user number, never a name */
    const char *session;
    int64_t batch; /* seq of its first entry: what one act changed together */
    int reg;
    int64_t no;
    int child;   /* child register id, or 0 */
    int64_t row; /* child row number, or 0 */
    const char *op;     /* create, change, strike, restore, import, export, open … */
    int64_t undoes;     /* batch it is the inverse of, or 0 */
    const char *fields; /* keys changed, blank-separated */
    const char *body;   /* JSON, or NULL when erased */
} TrailEntry;

/* Appends; fills seq, and batch when it was 0. */
Status trail_append(Db *db, TrailEntry *entry, Error *err);
/* The same in a transaction of its own: for what happened but changed no record, such as an export. */
Status trail_append_alone(Db *db, TrailEntry *entry, Error *err);

/* History of one record with its children, newest first, before `before` (0 = the newest). */
Status trail_of_record(Db *db, int reg, int64_t no, int64_t before, size_t limit, Arena *arena, TrailEntry **entries, size_t *count,
                       Error *err);
/* Whether another session wrote about that record since, or about that row. */
bool trail_others_since(Db *db, const TrailEntry *entry);
/* The entries of a batch, in order. */
Status trail_of_batch(Db *db, int64_t batch, Arena *arena, TrailEntry **entries, size_t *count, Error *err);
/* All of it, newest first, before `before`. */
Status trail_recent(Db *db, int64_t before, size_t limit, Arena *arena, TrailEntry **entries, size_t *count, Error *err);

int64_t trail_last(Db *db);
/* Hex of the last hash; "" for an empty trail. */
void trail_head(Db *db, char head[65]);

/* Walks the chain from the start; calls `entry` for each (may be NULL). ERR_DATA at the first broken link, naming it. */
Status trail_verify(Db *db, Status (*entry)(void *ctx, const TrailEntry *entry, Error *err), void *ctx, int64_t *checked, Error *err);

#endif
