/* All records in one state: the queue of triage; with one value since a day; with one of several choices; all of one level. The window of
 * select.c walks what is open; each of these is one range of an index. */
#include <stdio.h>
#include <string.h>

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

Status select_since(Db *db, const RegisterDef *def, const char *key, const char *value, const char *when, int64_t since, Arena *arena, RecordList *list,
                    Error *err) {
    StrBuf sql;
    strbuf_init(&sql);
    strbuf_add(&sql, "SELECT ");
    row_columns(def, &sql);
    strbuf_addf(&sql, " FROM \"%s\" t WHERE t.\"%s\"=? AND t.\"%s\">=? AND t.voided_at=0 ORDER BY t.\"%s\", t.no", def->key, key, when, when);
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err, sql.data, "ti", value, since);
    if (status == OK) status = rows_gather(db, statement, def, NULL, 0, arena, list, err);
    strbuf_done(&sql);
    return status;
}

/* Puts a number where it belongs; the highest falls out when there are more than `limit`. */
static void keep_lowest(int64_t *numbers, size_t *count, size_t limit, int64_t no) {
    size_t at = *count;
    while (at > 0 && numbers[at - 1] > no) at--;
    if (at == limit) return;
    if (*count < limit) ++*count;
    memmove(&numbers[at + 1], &numbers[at], (*count - at - 1) * sizeof *numbers);
    numbers[at] = no;
}

size_t select_holding(Db *db, const RegisterDef *def, const char *key, const char *choice, const char *state, int64_t after, size_t limit, int64_t *numbers) {
    Arena *arena = arena_new();
    char next[160], of_set[200];
    size_t count = 0;
    snprintf(next, sizeof next, "SELECT \"%s\" FROM \"%s\" WHERE voided_at=0 AND \"%s\">? ORDER BY \"%s\" LIMIT 1", key, def->key, key, key);
    snprintf(of_set, sizeof of_set, "SELECT no FROM \"%s\" WHERE voided_at=0 AND \"%s\"=? AND state=? AND no>? ORDER BY no LIMIT ?", def->key, key);
    for (const char *set = sql_text(db, arena, next, "t", ""); set; set = sql_text(db, arena, next, "t", set)) {
        sqlite3_stmt *statement;
        bool row;
        if (!text_has_word(set, choice) || sql_bind(db, &statement, NULL, of_set, "ttii", set, state, after, (int64_t)limit) != OK) continue;
        while (sql_step(db, statement, &row, NULL) == OK && row) keep_lowest(numbers, &count, limit, sqlite3_column_int64(statement, 0));
    }
    arena_free(arena);
    return count;
}

Status select_level(Db *db, RecordLevel level, size_t limit, Arena *arena, Found **found, size_t *count, Error *err) {
    sqlite3_stmt *statement;
    bool row;
    Status status = sql_bind(db, &statement, err, "SELECT reg, no, open FROM item WHERE level>0 AND level=? ORDER BY reg, no LIMIT ?", "ii", (int64_t)level, (int64_t)limit);
    *found = ARENA_ARRAY(arena, Found, limit + 1);
    *count = 0;
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row) {
        const RegisterDef *def = register_by_id((int)sqlite3_column_int64(statement, 0));
        if (def) (*found)[(*count)++] = (Found){.def = def, .no = sqlite3_column_int64(statement, 1), .title = "", .snippet = "", .open = sqlite3_column_int64(statement, 2) != 0};
    }
    return status;
}
