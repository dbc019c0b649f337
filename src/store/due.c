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

static Status move_need(Db *db, const Record *record, Moment was, Moment is, Error *err) {
    static const char add[] = "INSERT INTO need_day(reg,day,n) VALUES(?,?,?) ON CONFLICT DO UPDATE SET n=n+excluded.n";
    Status status = OK;
    bool open = record->voided_at == 0 && record_open(record);
    if (was == is || !open) return OK;
    if (was < MOMENT_FAR) status = sql_run(db, err, add, "iii", (int64_t)record->def->id, moment_day(was), (int64_t)-1);
    if (status == OK && is < MOMENT_FAR) status = sql_run(db, err, add, "iii", (int64_t)record->def->id, moment_day(is), (int64_t)1);
    return status;
}

Status records_set_dues(Db *db, Record *record, const Due *dues, size_t count, Error *err) {
    Status status = sql_run(db, err, "DELETE FROM due WHERE reg=? AND no=?", "ii", (int64_t)record->def->id, record->no);
    for (size_t i = 0; i < count && status == OK; i++) status = insert_due(db, record, &dues[i], err);
    const Due *first;
    Moment warn;
    urgent(dues, count, &first, &warn);
    StrBuf sql;
    strbuf_init(&sql);
    /* as the file has it: another row of the same batch may have moved it since this record was read */
    strbuf_addf(&sql, "SELECT warn_at FROM \"%s\" WHERE no=?", record->def->key);
    Moment was = sql_number(db, MOMENT_FAR, sql.data, "i", record->no);
    if (status == OK) status = move_need(db, record, was, warn, err);
    strbuf_clear(&sql);
    strbuf_addf(&sql, "UPDATE \"%s\" SET due_at=?, warn_at=?, due_rule=?, due_hours=? WHERE no=?", record->def->key);
    if (status == OK)
        status = sql_run(db, err, sql.data, "iitii", first ? first->due_at : MOMENT_FAR, warn, first ? first->rule : NULL,
                         (int64_t)(first && first->hours), record->no);
    strbuf_done(&sql);
    if (status == OK)
        status = sql_run(db, err, "UPDATE item SET warn_at=? WHERE reg=? AND no=?", "iii", warn, (int64_t)record->def->id, record->no);
    record->due_at = first ? first->due_at : 0;
    record->warn_at = warn >= MOMENT_FAR ? 0 : warn;
    record->due_rule = first ? first->rule : NULL;
    record->due_hours = first && first->hours;
    return status;
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
