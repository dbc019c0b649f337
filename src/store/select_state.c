/* All records in one state: the queue of triage. The window of select.c walks what is open; this is one range of the index. */
#include "loket/store/select.h"
#include "rows.h"

Status select_state(Db *db, const RegisterDef *def, const char *state, size_t limit, Arena *arena, RecordList *list, Error *err) {
    const StateDef *at = register_state(def, state);
    StrBuf sql;
    strbuf_init(&sql);
    strbuf_add(&sql, "SELECT ");
    row_columns(def, &sql);
    strbuf_addf(&sql, " FROM \"%s\" t WHERE open=%d AND voided_at=0 AND ", def->key, at && at->open);
    row_sort_key(register_field(def, "state"), &sql);
    strbuf_add(&sql, "=? ORDER BY rank, no LIMIT ?");
    sqlite3_stmt *statement;
    bool row;
    Status status = sql_bind(db, &statement, err, sql.data, "ti", state, (int64_t)limit);
    *list = (RecordList){.items = ARENA_ARRAY(arena, Record *, limit + 1)};
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row)
        list->items[list->count++] = row_masked(db, row_read(def, NULL, 0, statement, arena), arena);
    strbuf_done(&sql);
    return status;
}
