#include "loket/store/draft.h"

#include "sql.h"

Status draft_save(Db *db, int64_t user, const Draft *draft, Error *err) {
    return sql_run(db, err,
                   "INSERT INTO draft(user,reg,no,base_version,at,body) VALUES(?,?,?,?,?,?) ON CONFLICT DO UPDATE "
                   "SET base_version=excluded.base_version, at=excluded.at, body=excluded.body",
                   "iiiiit", user, (int64_t)draft->reg, draft->no, draft->base_version, draft->at, draft->body);
}

Status draft_drop(Db *db, int64_t user, int reg, int64_t no, Error *err) {
    return sql_run(db, err, "DELETE FROM draft WHERE user=? AND reg=? AND no=?", "iii", user, (int64_t)reg, no);
}

Status draft_list(Db *db, int64_t user, Arena *arena, Draft **drafts, size_t *count, Error *err) {
    *count = 0;
    int64_t total = sql_number(db, 0, "SELECT count(*) FROM draft WHERE user=?", "i", user);
    *drafts = ARENA_ARRAY(arena, Draft, total + 1);
    sqlite3_stmt *statement;
    bool row;
    Status status = sql_bind(db, &statement, err,
                             "SELECT reg, no, base_version, at, body FROM draft WHERE user=? ORDER BY at DESC LIMIT ?", "ii", user, total);
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row)
        (*drafts)[(*count)++] = (Draft){.reg = sqlite3_column_int(statement, 0),
                                        .no = sqlite3_column_int64(statement, 1),
                                        .base_version = sqlite3_column_int64(statement, 2),
                                        .at = sqlite3_column_int64(statement, 3),
                                        .body = sql_column(statement, 4, arena)};
    return status;
}
