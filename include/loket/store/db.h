/* Db: one open organisation file, its transactions and its bookkeeping.
 *
 * The one place where a file is opened, so that every connection has the same pragmas. Values are always bound. Nothing above
 * store/ sees SQLite. A Db is owned by whoever opened it and must not cross a fork. No statement stays open between calls. */
#ifndef LOKET_STORE_DB_H
#define LOKET_STORE_DB_H

#include <stdbool.h>

#include "loket/base/env.h"
#include "loket/base/error.h"
#include "loket/model/record.h"

typedef struct Db Db;

enum { DB_READ_ONLY = 1, DB_CREATE = 2, DB_UNSETTLED = 4, DB_NO_WAIT = 8 };

/* Opens `path` (":memory:" too), checks that it is Loket's and not newer than this program, and brings it up to date (a copy is
 * kept beside it first). DB_CREATE makes a new file with mode 0600 and refuses an existing one; with DB_UNSETTLED it stays hidden beside its
 * place until db_settle, and when it is closed before that there was none. A file that cannot be written is opened for reading only:
 * see db_read_only. DB_NO_WAIT: where another program holds it, ERR_BUSY at once. `env` must outlive the Db. */
Status db_open(const char *path, unsigned flags, const Env *env, Db **db, Error *err);
/* A file that was made is whole: puts it at its place, never over another (ERR_CLASH). After a failure the Db can only be closed. */
Status db_settle(Db *db, Error *err);
void db_close(Db *db);

const char *db_path(const Db *db);
bool db_read_only(const Db *db);
/* OK, or ERR_FILE with what to do: it was asked for, or the file cannot be written. */
Status db_may_write(const Db *db, Error *err);

/* The one rule of visibility: outside a transaction a record whose level (as listed in record_levels) lies above the ceiling is read as a mask: code,
 * state, seriousness and dates, and RECORD_MASK for its title; its rows, history and found words as nothing. */
enum { DB_SEES_INTERNAL = 0, DB_SEES_ALL = 2 };
void db_set_ceiling(Db *db, int level);
int db_ceiling(const Db *db);
/* Whether that record is read as a mask now. */
bool db_masks(Db *db, const RegisterDef *def, int64_t no);

/* Discreet: outside a transaction nothing is read that tells who people and the organisation are. A name is read as the code of its record, other
 * fields with FF_NAMES and parties that are no contact as RECORD_MASK. Titles and texts are read as they were written. */
void db_set_discreet(Db *db, bool on);
bool db_discreet(const Db *db);
/* While something is composed that is to be kept or sent (a new record, a letter), names are read as they stand all the same: `on`, and what this
 * returns to end it. Nothing is to be shown meanwhile. What was read before: record_as_it_stands. */
bool db_compose(Db *db, bool on);
/* Whether that field is not to be read now. */
bool db_keeps_back(const Db *db, const FieldDef *field, Value value);

/* BEGIN IMMEDIATE: waits up to two seconds for another writer, then ERR_BUSY. */
Status db_begin(Db *db, Error *err);
/* The same for reading alone, also where nothing can be written: until db_rollback all is read as it stands now, whatever others write. */
Status db_read_begin(Db *db, Error *err);
Status db_commit(Db *db, Error *err);
/* Safe to call when the transaction is gone already (a full disk takes it away). */
void db_rollback(Db *db);

/* One transaction around all until db_bulk_end: what begins and commits meanwhile is a step within it that can fail alone, and the
 * disk is waited for once. `keep` false takes all of it back. Not to be nested. */
Status db_bulk_begin(Db *db, Error *err);
Status db_bulk_end(Db *db, bool keep, Error *err);

/* From here on whatever is asked stops when `stop` says so (asked every few hundred steps), with ERR_USAGE; NULL ends that. For reading
 * that an answer is not waited for at any price: between the two nothing may be written. */
void db_give_up_when(Db *db, bool (*stop)(void *ctx), void *ctx);
/* Whether it has stopped something since the last db_give_up_when that began it. */
bool db_gave_up(const Db *db);

/* Changes when another connection has committed. */
int64_t db_data_version(Db *db);

/* Small facts of the file: "uuid", "demo", "created_at". NULL when not there. */
char *db_meta(Db *db, const char *key, Arena *arena);
Status db_meta_set(Db *db, const char *key, const char *value, Error *err);

/* Number of the user with this login, made when new (inside a transaction); 0 when it is unknown and `make` is false. */
int64_t db_user(Db *db, const char *login, bool make, Error *err);
char *db_user_login(Db *db, int64_t user, Arena *arena);
/* The code of the contact tied to a user, or NULL. */
char *db_user_contact(Db *db, int64_t user, Arena *arena);
Status db_user_tie(Db *db, int64_t user, const char *contact, Error *err);

/* SQLite's own check of the file; appends what it finds, a line each; OK if nothing. `deep`: integrity_check and the text index too. */
Status db_check(Db *db, bool deep, StrBuf *findings, Error *err);
/* Makes the text index anew from the items it is about. */
Status db_rebuild_index(Db *db, Error *err);
/* A complete copy while it is in use (VACUUM INTO), there when it is whole; refuses an existing file. */
Status db_backup(Db *db, const char *path, Error *err);
/* Appends the plan SQLite makes of each statement prepared so far; for tests. */
void db_plans(Db *db, StrBuf *out);

#endif
