#include "loket/store/tally.h"

#include <string.h>

#include "rows.h"

/* Rows of the child that are in force; the outer record is `t`. */
static void from_child(const Tally *tally, const TallyKey *key, StrBuf *sql) {
    strbuf_addf(sql, " FROM \"%s\" c WHERE c.reg=%d AND c.no=t.no AND c.voided_at=0", key->child, tally->def->id);
}

static void compose_key(const Tally *tally, const TallyKey *key, StrBuf *sql) {
    switch (key->how) {
    case TALLY_VALUE:
        strbuf_addf(sql, "t.\"%s\"", key->field);
        return;
    case TALLY_SET:
        strbuf_addf(sql, "nullif(t.\"%s\" IS NOT NULL, 0)", key->field);
        return;
    case TALLY_LAST:
        strbuf_addf(sql, "(SELECT c.\"%s\"", key->field);
        from_child(tally, key, sql);
        strbuf_add(sql, " ORDER BY c.n DESC LIMIT 1)");
        return;
    case TALLY_AGAIN:
        strbuf_add(sql, "(SELECT nullif(count(*)>1, 0)");
        from_child(tally, key, sql);
        strbuf_addf(sql, " AND c.\"%s\" IS NOT NULL AND c.\"%s\"<>'%s')", key->field, key->field, key->except);
        return;
    }
}

/* What lies above the ceiling is not counted: its words would show. */
static void compose_ceiling(const Tally *tally, int ceiling, StrBuf *sql) {
    if (ceiling >= DB_SEES_ALL || !register_field(tally->def, "level")) return;
    strbuf_add(sql, " AND ifnull(t.level, 'internal') IN (''");
    for (int i = 0; i <= ceiling && record_levels[i].key; i++) strbuf_addf(sql, ",'%s'", record_levels[i].key);
    strbuf_add(sql, ")");
}

/* With `to`, the few that point there are looked up one by one; else the range is walked. Both halves of the index, closed and open. */
static void compose(const Tally *tally, int ceiling, StrBuf *sql) {
    strbuf_add(sql, "SELECT ");
    for (size_t i = 0; i < tally->key_count; i++) {
        compose_key(tally, &tally->keys[i], sql);
        strbuf_addf(sql, " AS k%d, ", (int)i);
    }
    strbuf_addf(sql, "count(*), %s FROM \"%s\" t WHERE %st.open IN (0,1) AND t.voided_at=0 AND ", tally->numbers ? "group_concat(t.no, ' ')" : "NULL",
                tally->def->key, tally->to ? "+" : "");
    const FieldDef *when = register_field(tally->def, tally->when);
    row_sort_key(when, sql);
    strbuf_addf(sql, ">=?1 AND t.\"%s\" IS NOT NULL", when->key);
    if (tally->to)
        strbuf_addf(sql, " AND t.no IN (SELECT from_no FROM link WHERE to_reg=%d AND to_no=?2 AND from_reg=%d AND at>=?3 AND field='%s')", tally->to->id,
                    tally->def->id, tally->through);
    compose_ceiling(tally, ceiling, sql);
    for (size_t i = 0; i < tally->key_count; i++) strbuf_addf(sql, "%sk%d", i ? ", " : " GROUP BY ", (int)i);
}

Status tally_read(Db *db, const Tally *tally, Arena *arena, TallyRow **rows, size_t *count, Error *err) {
    const FieldDef *when = register_field(tally->def, tally->when);
    int64_t moment = when->type == FT_DATE ? moment_at(tally->since, 0) : tally->since;
    StrBuf sql;
    strbuf_init(&sql);
    compose(tally, sql_ceiling(db), &sql);
    sqlite3_stmt *statement;
    bool row;
    size_t room = 0;
    Status status = tally->to ? sql_bind(db, &statement, err, sql.data, "iii", tally->since, tally->to_no, moment)
                              : sql_bind(db, &statement, err, sql.data, "i", tally->since);
    *count = 0;
    *rows = NULL;
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row) {
        if (*count == room) {
            TallyRow *grown = ARENA_ARRAY(arena, TallyRow, room = room ? room * 2 : 32);
            if (*count) memcpy(grown, *rows, *count * sizeof *grown);
            *rows = grown;
        }
        TallyRow *one = &(*rows)[(*count)++];
        *one = (TallyRow){0};
        for (size_t i = 0; i < tally->key_count; i++) one->values[i] = sql_column(statement, (int)i, arena);
        one->count = sqlite3_column_int64(statement, (int)tally->key_count);
        one->numbers = sql_column(statement, (int)tally->key_count + 1, arena);
    }
    strbuf_done(&sql);
    return status;
}
