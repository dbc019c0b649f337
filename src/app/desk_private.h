/* What the files that make up the desk share. Private to app/. */
#ifndef LOKET_APP_DESK_PRIVATE_H
#define LOKET_APP_DESK_PRIVATE_H

#include "loket/app/desk.h"
#include "loket/app/policy.h"
#include "loket/store/select.h"
#include "loket/store/trail.h"

enum { SESSION_SIZE = 17, UNDO_DEPTH = 200 };

/* Batches of this session, newest last; beyond the room the oldest goes. */
typedef struct Batches {
    int64_t items[UNDO_DEPTH];
    size_t count;
} Batches;

struct Desk {
    Db *db;
    const Env *env;
    int64_t user;
    char me[CODE_SIZE]; /* "" = not tied */
    char session[SESSION_SIZE];
    bool demo, own;
    Batches undo, redo; /* that can be taken back, and made again */
    struct {
        int64_t batch, revision; /* the one that was refused last, and the trail's end then: asked again in that state, it is left out */
    } refused;
    struct {
        const RegisterDef *def;
        int64_t no;
    } turned; /* what the last undo or redo was about */
    Arena *scratch; /* of the query context: cleared at each new one */
    Arena *policy_arena; /* all regimes read so far: their codes and titles may still be in use */
    Policy policy;
    bool policy_read;
    char policy_hash[65];
    const char *policy_problem;
    struct {
        void (*progress)(void *ctx, size_t done, size_t total);
        void *ctx;
    } watch; /* who wants to hear how far a derivation of many records is; may be nobody */
    PolicyChange *policy_change;
    Policy policy_before; /* what was in force when that change began */
};

/* Somebody who watches a long batch: every row that is refused (not only the first), and how far it is. Either may be NULL. */
typedef struct BatchWatch {
    void (*refused)(void *ctx, size_t index, const Problems *problems, const Error *err);
    void (*progress)(void *ctx, size_t done, size_t total);
    void *ctx;
    bool past; /* a demo's past: what followed from each change is told in it as well, so nothing is added */
} BatchWatch;

/* desk.c: an entry of its own in the trail of what goes out of the file, or is opened: `op` with JSON `body` of what the words in `fields` say. */
Status desk_note(Desk *desk, const char *op, const char *fields, const char *body, Error *err);

/* undo.c: a batch was made that can be taken back. */
void undo_remember(Desk *desk, int64_t batch);

/* The same as desk_apply, watched. */
Status apply_watched(Desk *desk, Change *changes, size_t count, const BatchWatch *watch, int64_t *batch, Error *err);
/* The same as desk_apply; `undoes` is the batch it is the inverse of: then moves are free, for taking back is always allowed. */
Status apply_batch(Desk *desk, Change *changes, size_t count, int64_t undoes, const BatchWatch *watch, Problems *problems,
                   int64_t *batch, Error *err);

enum { MOST_DUES = 64 };
typedef struct Dues {
    Due items[MOST_DUES];
    size_t count;
} Dues;

/* Adds the dues of a record that a table of due rules cannot say: the end in force of a request, lead times of the catalogue, rounds. */
Status dues_computed(Desk *desk, const Record *record, Arena *arena, Dues *dues, Error *err);

/* Computes the dues of a stored record anew, and stores them. Inside a transaction. */
Status derive_record(Desk *desk, Record *record, Error *err);
/* The same for whatever a change of `before` to `after` (either may be NULL) touches besides itself. */
Status derive_touched(Desk *desk, const Record *before, const Record *after, Error *err);

/* Derives all records of the registers that are `wanted`, in windows, within the transaction that goes on; tells the desk's watch how far it is.
 * `derive` NULL = derive_record. */
Status derive_all(Desk *desk, bool (*wanted)(Desk *, const RegisterDef *), Status (*derive)(Desk *, Record *, Arena *, Error *), Error *err);

/* Records of `target` with all words of `name` in their title; those that are called exactly that stand alone. Each is told when there are several. */
size_t desk_named(Desk *desk, const RegisterDef *target, const char *name, Arena *arena, Found **found);

#endif
