#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loket/base/embed.h"
#include "loket/base/lang.h"
#include "sql.h"

extern const EmbeddedFile embedded_migrations[];

/* Step N stands in NNN-name.sql; user_version is the number of the last step taken. */
int migrate_latest(void) {
    int latest = 0;
    for (const EmbeddedFile *file = embedded_migrations; file->name; file++) latest = (int)strtol(file->name, NULL, 10);
    return latest;
}

static Status keep_copy(Db *db, int version, Error *err) {
    Arena *arena = arena_new();
    char *copy = arena_printf(arena, "%s.before-format-%d", db_path(db), version + 1);
    Status status = access(copy, F_OK) == 0 ? OK : db_backup(db, copy, err);
    arena_free(arena);
    return status;
}

static Status take_step(Db *db, const EmbeddedFile *file, int number, Error *err) {
    Status status = db_begin(db, err);
    if (status != OK) return status;
    /* another process may have taken it while we waited */
    if (sql_number(db, 0, "PRAGMA user_version", "") >= number) {
        db_rollback(db);
        return OK;
    }
    char version[40];
    snprintf(version, sizeof version, "PRAGMA user_version=%d", number);
    if (sqlite3_exec(sql_handle(db), file->data, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(sql_handle(db), version, NULL, NULL, NULL) != SQLITE_OK)
        status = sql_fail(db, err, _("cannot bring the file up to date"));
    if (status == OK) status = db_commit(db, err);
    if (status != OK) db_rollback(db);
    return status;
}

Status migrate(Db *db, Error *err) {
    int version = (int)sql_number(db, 0, "PRAGMA user_version", "");
    if (version > 0 && version < migrate_latest()) {
        Status status = keep_copy(db, version, err);
        if (status != OK) return status;
    }
    for (const EmbeddedFile *file = embedded_migrations; file->name; file++) {
        int number = (int)strtol(file->name, NULL, 10);
        if (number <= version) continue;
        Status status = take_step(db, file, number, err);
        if (status != OK) return status;
    }
    return OK;
}
