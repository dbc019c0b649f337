/* Dues: what a record needs and when, and the most urgent of it beside the row. */
#include <string.h>

#include "rows.h"

#include "loket/store/records.h"

static Status insert_due(Db *db, const Record *record, const Due *due, Error *err) {
    return sql_run(db, err,
                   "INSERT INTO due(reg,no,rule,child,n,start_at,warn_at,due_at,open,flags) VALUES(?,?,?,?,?,?,?,?,1,?) "
                   "ON CONFLICT DO UPDATE SET start_at=excluded.start_at, warn_at=excluded.warn_at, due_at=excluded.due_at, "
                   "open=1, flags=excluded.flags",
                   "iitiiiiii", (int64_t)record->def->id, record->no, due->rule, (int64_t)due->child, (int64_t)due->row, due->start_at,
                   due->warn_at, due->due_at, (int64_t)due->hours);
}

/* The pane's order is that of the most urgent due; what it needs you for begins with the earliest warning. */
static void urgent(const Due *dues, size_t count, const Due **first, Moment *warn) {
    *first = NULL;
    *warn = MOMENT_FAR;
    for (size_t i = 0; i < count; i++) {
        if (!*first || dues[i].due_at < (*first)->due_at) *first = &dues[i];
        if (dues[i].warn_at < *warn) *warn = dues[i].warn_at;
    }
}

/* Puts the most urgent due beside the row, and moves the counters from what the file has. */
static Status keep_urgent(Db *db, Record *record, const Due *first, Moment warn, Error *err) {
    Arena *arena = arena_new();
    Record *was;
    StrBuf sql;
    strbuf_init(&sql);
    Status status = records_load(db, record->def, record->no, arena, &was, err);
    record->due_at = first ? first->due_at : 0;
    record->warn_at = warn >= MOMENT_FAR ? 0 : warn;
    record->due_rule = first ? first->rule : NULL;
    record->due_hours = first && first->hours;
    Kept is = row_kept(record);
    if (status == OK) status = row_count(db, record->def, row_kept(was), is, err);
    strbuf_addf(&sql, "UPDATE \"%s\" SET due_at=?, warn_at=?, due_rule=?, due_hours=?, open=? WHERE no=?", record->def->key);
    if (status == OK)
        status = sql_run(db, err, sql.data, "iitiii", first ? first->due_at : MOMENT_FAR, warn, record->due_rule,
                         (int64_t)record->due_hours, (int64_t)is.open, record->no);
    if (status == OK)
        status = sql_run(db, err, "UPDATE item SET warn_at=?, open=? WHERE reg=? AND no=?", "iiii", warn, (int64_t)is.open,
                         (int64_t)record->def->id, record->no);
    strbuf_done(&sql);
    arena_free(arena);
    return status;
}

Status records_set_dues(Db *db, Record *record, const Due *dues, size_t count, Error *err) {
    Status status = sql_run(db, err, "DELETE FROM due WHERE reg=? AND no=?", "ii", (int64_t)record->def->id, record->no);
    for (size_t i = 0; i < count && status == OK; i++) status = insert_due(db, record, &dues[i], err);
    const Due *first;
    Moment warn;
    urgent(dues, count, &first, &warn);
    return status == OK ? keep_urgent(db, record, first, warn, err) : status;
}

/* +open: or SQLite takes the index of the agenda and walks all that is open in the file. */
Status records_dues(Db *db, const RegisterDef *def, int64_t no, Arena *arena, Due **dues, size_t *count, Error *err) {
    *count = 0;
    int64_t total = sql_number(db, 0, "SELECT count(*) FROM due WHERE reg=? AND no=? AND +open=1", "ii", (int64_t)def->id, no);
    *dues = ARENA_ARRAY(arena, Due, total + 1);
    sqlite3_stmt *statement;
    bool row;
    Status status = sql_bind(db, &statement, err,
                             "SELECT rule, child, n, start_at, warn_at, due_at, flags FROM due WHERE reg=? AND no=? AND +open=1 "
                             "ORDER BY due_at, rule LIMIT ?",
                             "iii", (int64_t)def->id, no, total);
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row)
        (*dues)[(*count)++] = (Due){.rule = sql_column(statement, 0, arena),
                                    .child = sqlite3_column_int(statement, 1),
                                    .row = sqlite3_column_int(statement, 2),
                                    .start_at = sqlite3_column_int64(statement, 3),
                                    .warn_at = sqlite3_column_int64(statement, 4),
                                    .due_at = sqlite3_column_int64(statement, 5),
                                    .hours = sqlite3_column_int64(statement, 6) & 1};
    return status;
}

int64_t records_due_by(Db *db, const char *rule) {
    return sql_number(db, 0, "SELECT count(*) FROM due INDEXED BY due_rule WHERE open=1 AND rule=? AND child=0", "t", rule);
}
