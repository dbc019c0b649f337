#include "rows.h"

#include <limits.h>
#include <string.h>

bool row_is_child(const RegisterDef *def) {
    return def->kind == KIND_CHILD;
}

void row_columns(const RegisterDef *def, StrBuf *sql) {
    if (row_is_child(def))
        strbuf_add(sql, "t.n, t.version, t.created_at, t.updated_at, t.voided_at, 0, 0, NULL, 0");
    else
        strbuf_add(sql, "t.no, t.version, t.created_at, t.updated_at, t.voided_at, t.due_at, t.warn_at, t.due_rule, t.due_hours");
    for (size_t i = 0; i < def->field_count; i++) {
        strbuf_add(sql, ", t.\"");
        strbuf_add(sql, def->fields[i].key);
        strbuf_addc(sql, '"');
    }
}

enum { FIRST_FIELD = 9 }; /* columns before the fields */

static Moment near(int64_t moment) {
    return moment >= MOMENT_FAR ? 0 : moment;
}

Record *row_read(const RegisterDef *def, const RegisterDef *parent, int64_t parent_no, sqlite3_stmt *statement, Arena *arena) {
    Record *record = record_new(def, arena);
    record->no = sqlite3_column_int64(statement, 0);
    record->version = sqlite3_column_int64(statement, 1);
    record->created_at = sqlite3_column_int64(statement, 2);
    record->updated_at = sqlite3_column_int64(statement, 3);
    record->voided_at = sqlite3_column_int64(statement, 4);
    record->due_at = near(sqlite3_column_int64(statement, 5));
    record->warn_at = near(sqlite3_column_int64(statement, 6));
    record->due_rule = sql_column(statement, 7, arena);
    record->due_hours = sqlite3_column_int64(statement, 8) != 0;
    record->parent = parent;
    record->parent_no = parent_no;
    for (size_t i = 0; i < def->field_count; i++) {
        int column = FIRST_FIELD + (int)i;
        if (sqlite3_column_type(statement, column) == SQLITE_NULL) continue;
        Value *value = &record->values[i];
        value->set = true;
        if (type_ops[def->fields[i].type].storage == STORE_INTEGER)
            value->number = sqlite3_column_int64(statement, column);
        else
            value->text = sql_column(statement, column, arena);
    }
    return record;
}

Status rows_gather(Db *db, sqlite3_stmt *statement, const RegisterDef *def, const RegisterDef *parent, int64_t parent_no, Arena *arena,
                   RecordList *list, Error *err) {
    size_t room = 0;
    bool row;
    *list = (RecordList){0};
    Status status;
    while ((status = sql_step(db, statement, &row, err)) == OK && row) {
        if (list->count == room) {
            Record **grown = ARENA_ARRAY(arena, Record *, room = room ? room * 2 : 8);
            if (list->count) memcpy(grown, list->items, list->count * sizeof *grown);
            list->items = grown;
        }
        list->items[list->count++] = row_masked(db, row_read(def, parent, parent_no, statement, arena), arena);
    }
    return status;
}

void row_sort_key(const FieldDef *field, StrBuf *sql) {
    if (!field)
        strbuf_add(sql, "due_at");
    else if (type_ops[field->type].storage == STORE_INTEGER)
        strbuf_addf(sql, "ifnull(\"%s\", 9223372036854775807)", field->key);
    else
        strbuf_addf(sql, "lower(substr(ifnull(\"%s\", ''), 1, %d))", field->key, SORT_CHARACTERS);
}

int64_t row_rank(const Record *record) {
    if (!record->def->rank) return 0;
    const FieldDef *field = register_field(record->def, record->def->rank);
    const char *key = record_text(record, record->def->rank);
    int index = key ? choice_index(field->choices, key) : -1;
    if (index < 0) return INT8_MAX; /* unassessed: behind all that is */
    return field->flags & FF_WORST_FIRST ? index : INT8_MAX - 1 - index;
}

const FieldDef *row_happened_field(const RegisterDef *def) {
    for (size_t i = 0; i < def->field_count; i++)
        if (def->fields[i].flags & FF_HAPPENED) return &def->fields[i];
    return NULL;
}

Moment row_happened(const Record *record) {
    const FieldDef *field = row_happened_field(record->def);
    if (!field) return record->created_at;
    Value value = record_value(record, field->key);
    if (!value.set) return 0; /* a talk that is planned has not happened */
    return field->type == FT_DATE ? moment_at(value.number, DAY_NOON) : value.number;
}

/* The day until which a record that is new was put off; 0 = it was not. */
static Day put_off(const Record *record) {
    for (size_t i = 0; i < record->def->field_count; i++)
        if (record->def->fields[i].flags & FF_LATER && record->values[i].set) return record->values[i].number;
    return 0;
}

Kept row_kept(const Record *record) {
    bool counted = record->voided_at == 0;
    bool initial = counted && record_is(record, "state", record->def->states[0].key);
    return (Kept){.counted = counted,
                  .open = record_live(record),
                  .initial = initial,
                  .later = initial ? put_off(record) : 0,
                  .warn_at = counted && record->warn_at ? record->warn_at : MOMENT_FAR};
}

static Status count_add(Db *db, const RegisterDef *def, const char *what, int64_t n, Error *err) {
    if (n == 0) return OK;
    return sql_run(db, err, "INSERT INTO counter(reg,what,n) VALUES(?,?,?) ON CONFLICT DO UPDATE SET n=n+excluded.n", "iti", (int64_t)def->id,
                   what, n);
}

static Status need_add(Db *db, const RegisterDef *def, int64_t warn_at, int64_t n, Error *err) {
    if (warn_at >= MOMENT_FAR) return OK;
    return sql_run(db, err, "INSERT INTO need_day(reg,day,n) VALUES(?,?,?) ON CONFLICT DO UPDATE SET n=n+excluded.n", "iii",
                   (int64_t)def->id, moment_day(warn_at), n);
}

static Status later_add(Db *db, const RegisterDef *def, Day later, int64_t n, Error *err) {
    if (later == 0) return OK;
    return sql_run(db, err, "INSERT INTO later_day(reg,day,n) VALUES(?,?,?) ON CONFLICT DO UPDATE SET n=n+excluded.n", "iii", (int64_t)def->id, later, n);
}

Status row_count(Db *db, const RegisterDef *def, Kept was, Kept is, Error *err) {
    Status status = count_add(db, def, "all", is.counted - was.counted, err);
    if (status == OK) status = count_add(db, def, "open", is.open - was.open, err);
    if (status == OK) status = count_add(db, def, "new", (is.open && is.initial) - (was.open && was.initial), err);
    if (was.later != is.later) {
        if (status == OK) status = later_add(db, def, was.later, -1, err);
        if (status == OK) status = later_add(db, def, is.later, 1, err);
    }
    if (was.warn_at == is.warn_at) return status;
    if (status == OK) status = need_add(db, def, was.warn_at, -1, err);
    return status == OK ? need_add(db, def, is.warn_at, 1, err) : status;
}
