#include "sql.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"

/* -- statements kept by their text ---------------------------------------------------------------------------------- */

enum { SLOTS = 512 };

typedef struct Slot {
    char *sql;
    sqlite3_stmt *statement;
} Slot;

struct Statements {
    Slot slots[SLOTS]; /* open addressing by a hash of the text */
};

Statements *statements_new(void) {
    Statements *statements = calloc(1, sizeof *statements);
    if (!statements) abort();
    return statements;
}

static void give_up(Slot *slot) {
    sqlite3_finalize(slot->statement);
    free(slot->sql);
    *slot = (Slot){0};
}

void statements_free(Statements *statements) {
    for (size_t i = 0; statements && i < SLOTS; i++) give_up(&statements->slots[i]);
    free(statements);
}

/* NULL when it cannot be prepared: SQLite says why. */
static sqlite3_stmt *cached(Db *db, const char *sql) {
    Statements *statements = sql_statements(db);
    uint32_t hash = 2166136261u;
    for (const char *c = sql; *c; c++) hash = (hash ^ (unsigned char)*c) * 16777619u;
    size_t at = hash % SLOTS;
    for (size_t tried = 0; tried < SLOTS && statements->slots[at].sql; tried++, at = (at + 1) % SLOTS)
        if (strcmp(statements->slots[at].sql, sql) == 0) return statements->slots[at].statement;
    Slot *slot = &statements->slots[at];
    give_up(slot); /* all in use: the one whose place this is */
    if (sqlite3_prepare_v3(sql_handle(db), sql, -1, SQLITE_PREPARE_PERSISTENT, &slot->statement, NULL) != SQLITE_OK) return NULL;
    slot->sql = strdup(sql);
    if (!slot->sql) abort();
    return slot->statement;
}

void db_plans(Db *db, StrBuf *out) {
    const Statements *statements = sql_statements(db);
    for (size_t i = 0; i < SLOTS; i++) {
        sqlite3_stmt *plan = NULL;
        if (!statements->slots[i].sql) continue;
        char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", statements->slots[i].sql);
        if (sqlite3_prepare_v2(sql_handle(db), sql, -1, &plan, NULL) == SQLITE_OK) {
            strbuf_addf(out, "%s\n", statements->slots[i].sql);
            while (sqlite3_step(plan) == SQLITE_ROW) strbuf_addf(out, "    %s\n", (const char *)sqlite3_column_text(plan, 3));
        }
        sqlite3_finalize(plan);
        sqlite3_free(sql);
    }
}

/* -- asking ------------------------------------------------------------------------------------------------------------- */

static Status bind_all(Db *db, sqlite3_stmt **statement, Error *err, const char *sql, const char *types, va_list args) {
    *statement = cached(db, sql);
    if (!*statement) return sql_fail(db, err, _("cannot ask the file"));
    sqlite3_reset(*statement);
    sqlite3_clear_bindings(*statement);
    for (int i = 1; *types; types++, i++) {
        int code = SQLITE_OK;
        if (*types == 'i') code = sqlite3_bind_int64(*statement, i, va_arg(args, int64_t));
        if (*types == 't') code = sqlite3_bind_text(*statement, i, va_arg(args, const char *), -1, SQLITE_TRANSIENT);
        if (code != SQLITE_OK) return sql_fail(db, err, _("cannot ask the file"));
    }
    return OK;
}

Status sql_bind(Db *db, sqlite3_stmt **statement, Error *err, const char *sql, const char *types, ...) {
    va_list args;
    va_start(args, types);
    Status status = bind_all(db, statement, err, sql, types, args);
    va_end(args);
    return status;
}

/* SQLite calls COMMIT one that only reads. */
static bool only_reads(sqlite3_stmt *statement) {
    const char *sql = sqlite3_sql(statement);
    return text_starts(sql, "SELECT") || text_starts(sql, "PRAGMA");
}

Status sql_step(Db *db, sqlite3_stmt *statement, bool *row, Error *err) {
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (*row) return OK;
    if (code == SQLITE_DONE) {
        sqlite3_reset(statement);
        return OK;
    }
    Status status = sql_fail(db, err, only_reads(statement) ? _("cannot read") : _("cannot save"));
    sqlite3_reset(statement);
    return status;
}

Status sql_run(Db *db, Error *err, const char *sql, const char *types, ...) {
    sqlite3_stmt *statement;
    va_list args;
    va_start(args, types);
    Status status = bind_all(db, &statement, err, sql, types, args);
    va_end(args);
    bool row = true;
    while (status == OK && row) status = sql_step(db, statement, &row, err);
    return status;
}

int64_t sql_number(Db *db, int64_t otherwise, const char *sql, const char *types, ...) {
    sqlite3_stmt *statement;
    va_list args;
    va_start(args, types);
    Status status = bind_all(db, &statement, NULL, sql, types, args);
    va_end(args);
    bool row;
    if (status != OK || sql_step(db, statement, &row, NULL) != OK || !row) return otherwise;
    int64_t number = sqlite3_column_type(statement, 0) == SQLITE_NULL ? otherwise : sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return number;
}

char *sql_column(sqlite3_stmt *statement, int column, Arena *arena) {
    return arena_strdup(arena, (const char *)sqlite3_column_text(statement, column));
}

char *sql_text(Db *db, Arena *arena, const char *sql, const char *types, ...) {
    sqlite3_stmt *statement;
    va_list args;
    va_start(args, types);
    Status status = bind_all(db, &statement, NULL, sql, types, args);
    va_end(args);
    bool row;
    if (status != OK || sql_step(db, statement, &row, NULL) != OK || !row) return NULL;
    char *text = sql_column(statement, 0, arena);
    sqlite3_reset(statement);
    return text;
}
