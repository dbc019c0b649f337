/* SQL: what the files of store/ share to talk to SQLite. Private to store/.
 *
 * Statements are prepared once and kept by their text; every helper resets what it ran, so that no read stays open. */
#ifndef LOKET_STORE_SQL_H
#define LOKET_STORE_SQL_H

#include <sqlite3.h>

#include "loket/store/db.h"

/* Prepares (or finds) `sql` and binds: one letter of `types` an argument: i int64_t, t const char * (NULL = NULL), n: a NULL. */
Status sql_bind(Db *db, sqlite3_stmt **statement, Error *err, const char *sql, const char *types, ...);
/* The same, runs it to its end. */
Status sql_run(Db *db, Error *err, const char *sql, const char *types, ...);
/* The first column of the first row, or `otherwise`. */
int64_t sql_number(Db *db, int64_t otherwise, const char *sql, const char *types, ...);
char *sql_text(Db *db, Arena *arena, const char *sql, const char *types, ...);
/* One step: OK with *row set or not; resets the statement at the end and on error. */
Status sql_step(Db *db, sqlite3_stmt *statement, bool *row, Error *err);
/* Turns SQLite's last error into ours. `doing`: translated, "cannot save". */
Status sql_fail(Db *db, Error *err, const char *doing);
/* Text of a column in the arena, NULL for NULL. */
char *sql_column(sqlite3_stmt *statement, int column, Arena *arena);
sqlite3 *sql_handle(Db *db);

/* Those of one connection; they are to be freed before it is closed. */
typedef struct Statements Statements;
Statements *statements_new(void);
void statements_free(Statements *statements);
Statements *sql_statements(Db *db);

const Env *sql_env(const Db *db);
/* The ceiling that holds now: none inside a transaction. */
int sql_ceiling(const Db *db);
/* Runs the steps the file lacks. */
Status migrate(Db *db, Error *err);
int migrate_latest(void);

/* No due at all: sorts behind every moment there is. */
#define MOMENT_FAR INT64_C(253402300800)

#endif
