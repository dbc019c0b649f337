/* Desk: an open organisation file as the program uses it, and the only writer.
 *
 * desk_apply makes every change there is: in one transaction it re-reads, merges field by field, validates, stores rows, writes the
 * trail, derives dues and counters, and commits; or leaves everything as it was. Reading goes straight to store/ through desk_db.
 * Knows no screen and no command line. */
#ifndef LOKET_APP_DESK_H
#define LOKET_APP_DESK_H

#include "loket/model/query.h"
#include "loket/model/validate.h"
#include "loket/store/db.h"
#include "loket/store/records.h"

typedef struct Desk Desk;

/* Opens `path`; flags as db_open. The Env must outlive the desk. */
Status desk_open(const char *path, unsigned flags, const Env *env, Desk **desk, Error *err);
void desk_close(Desk *desk);

/* Tells somebody how far the desk is when one change derives many records again (regimes, cadences of roles); NULL = nobody. */
void desk_watch(Desk *desk, void (*progress)(void *ctx, size_t done, size_t total), void *ctx);

Db *desk_db(Desk *desk);
const Env *desk_env(const Desk *desk);
Moment desk_now(const Desk *desk);
/* The number of the user at work, and the code of the contact this user is (NULL when not tied yet). */
int64_t desk_user(const Desk *desk);
const char *desk_me(const Desk *desk);
/* Makes `code` the contact of the user at work. */
Status desk_tie_me(Desk *desk, const char *code, Error *err);
/* The organisation's one record, or NULL in a file without (an own file). */
Record *desk_organisation(Desk *desk, Arena *arena);
/* Made by `init --demo`: says so for ever. */
bool desk_is_demo(Desk *desk);
/* The officer's own file (loket --me): competence and the private last step, nothing of a client. */
bool desk_is_own(const Desk *desk);
/* Whether records of `def` belong in this file: an officer's own register and an organisation's do not mix. */
bool desk_holds(const Desk *desk, const RegisterDef *def);
/* For a demo file's own past: works as `login` at the moment its Env gives. Refused elsewhere. */
Status desk_act_as(Desk *desk, const char *login, Error *err);
/* The privacy screen: what is confidential is read as a mask (see db_set_ceiling), until it is switched off. Writing knows no masks. */
void desk_set_private(Desk *desk, bool on);
bool desk_private(const Desk *desk);
/* Grows with every change in the file, by whomever: what was read at another number may be old. */
int64_t desk_revision(Desk *desk);

typedef enum ChangeOp {
    CHANGE_SAVE,   /* make or change */
    CHANGE_STRIKE, /* "entered by mistake": stays in the file and in history, leaves lists and counts */
    CHANGE_RESTORE
} ChangeOp;

typedef struct Change {
    ChangeOp op;
    const Record *seen; /* as it was when the user began to change it; NULL = new */
    Record *wanted;     /* as it should become; after a success it has the number, version and times it was stored with, not what was merged */
    const char *because; /* CHANGE_STRIKE: why it was a mistake; required, and kept in the trail (see app/strike.h) */
    size_t parent;      /* a new child row of a new record: index + 1 of that record's change; else 0 */
} Change;

/* Applies all or nothing, as one batch for undo. A field changed by somebody else since `seen` is a clash only when it is
 * one of mine. A link value "+Name" finds the record with that title or makes it. `problems` (may be NULL) gets all that is
 * missing when the status is ERR_INVALID. `*batch` (may be NULL): number for undo, 0 when nothing changed. */
Status desk_apply(Desk *desk, Change *changes, size_t count, Problems *problems, int64_t *batch, Error *err);

/* What would be refused if `seen` became `wanted`, in `problems`; nothing is stored, and a record that only can be read will do. */
Status desk_would(Desk *desk, const Record *seen, const Record *wanted, Problems *problems, Error *err);

/* Takes back the last batch of this session that was not taken back, or makes it again; a new batch in the trail. Says what
 * in `done`. ERR_MISSING when there is nothing; ERR_CLASH when a value has been changed since. Asked again while nothing else changed, the
 * batch that was refused is left as it is, for good, and the one before it is tried; `done` says so. */
Status desk_undo(Desk *desk, StrBuf *done, Error *err);
Status desk_redo(Desk *desk, StrBuf *done, Error *err);
/* The record that the last undo or redo was about; false when there was none, or it was refused. */
bool desk_turned(const Desk *desk, const RegisterDef **def, int64_t *no);

/* Reads typed text into a field, as field_parse, but a link may also be given as a name: the contact (or other record) with that
 * title is found, and one that is not there is made when the change is applied. Several with that name: ERR_INVALID, listing them. */
Status desk_parse(Desk *desk, Record *record, const char *key, const char *text, Arena *arena, Error *err);
/* The context of the filter language: now, me, and names of people. */
QueryContext desk_query_context(Desk *desk);

/* Loads by code: "INC-0142". */
Status desk_find(Desk *desk, const char *code, Arena *arena, Record **record, Error *err);
/* Title of the record with that code, for showing beside it; the code itself when there is none; "" for a sealed one. */
const char *desk_title_of(Desk *desk, const char *code, Arena *arena);
/* A field's value for people, links with the names behind them: "M. Okafor". What is shielded is said to be so, and not shown. */
void desk_format(Desk *desk, const Record *record, const FieldDef *field, StrBuf *out);
/* The same for somebody who asked for what is shielded on this one record. */
void desk_format_asked(Desk *desk, const Record *record, const FieldDef *field, StrBuf *out);

#endif
