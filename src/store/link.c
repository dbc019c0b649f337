/* Links: the derived index of who points at whom, both ways. */
#include <stdio.h>
#include <string.h>

#include "rows.h"

#include "loket/store/records.h"

static bool makes_links(FieldType type) {
    return type == FT_LINK || type == FT_LINKS || type == FT_PARTY;
}

static Status insert_links(Db *db, const Record *record, const char *field, const char *codes, Error *err) {
    const RegisterDef *from = record->parent ? record->parent : record->def;
    int64_t from_no = record->parent ? record->parent_no : record->no;
    char code[CODE_SIZE];
    Status status = OK;
    while (status == OK && text_next_word(&codes, code, sizeof code)) {
        const RegisterDef *to;
        int64_t no;
        if (!code_parse(code, &to, &no)) continue; /* a party may be free text */
        status = sql_run(db, err, "INSERT INTO link(from_reg,from_no,field,to_reg,to_no,at) VALUES(?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                         "iitiii", (int64_t)from->id, from_no, field, (int64_t)to->id, no, row_happened(record));
    }
    return status;
}

/* The rows of a child share their field's name: those of the others are put back by reading them again. */
static Status refresh_field(Db *db, const Record *record, const FieldDef *field, Value value, Error *err) {
    if (!record->parent) {
        Status status = sql_run(db, err, "DELETE FROM link WHERE from_reg=? AND from_no=? AND field=?", "iit", (int64_t)record->def->id,
                                record->no, field->key);
        return status != OK || !value.set || record->voided_at ? status : insert_links(db, record, field->key, value.text, err);
    }
    char name[96];
    snprintf(name, sizeof name, "%s.%s", record->def->key, field->key);
    Status status = sql_run(db, err, "DELETE FROM link WHERE from_reg=? AND from_no=? AND field=?", "iit", (int64_t)record->parent->id,
                            record->parent_no, name);
    Arena *arena = arena_new();
    RecordList rows;
    if (status == OK) status = records_children(db, record->parent, record->parent_no, record->def, false, arena, &rows, err);
    for (size_t i = 0; status == OK && i < rows.count; i++) {
        const char *codes = record_hides(rows.items[i], field) ? NULL : record_text(rows.items[i], field->key);
        if (codes) status = insert_links(db, rows.items[i], name, codes, err);
    }
    arena_free(arena);
    return status;
}

Status link_refresh(Db *db, const Record *record, Error *err) {
    Status status = OK;
    for (size_t i = 0; i < record->def->field_count && status == OK; i++)
        if (makes_links(record->def->fields[i].type)) status = refresh_field(db, record, &record->def->fields[i], record->values[i], err);
    return status;
}

Status records_linked(Db *db, const RegisterDef *def, int64_t no, const RegisterDef *from, Arena *arena, Link **links, size_t *count,
                      size_t limit, Error *err) {
    *links = ARENA_ARRAY(arena, Link, limit + 1);
    *count = 0;
    sqlite3_stmt *statement;
    bool row;
    Status status =
        from ? sql_bind(db, &statement, err,
                        "SELECT from_reg, from_no, field, at FROM link WHERE to_reg=? AND to_no=? AND from_reg=? "
                        "ORDER BY at DESC, from_no DESC LIMIT ?",
                        "iiii", (int64_t)def->id, no, (int64_t)from->id, (int64_t)limit)
             : sql_bind(db, &statement, err,
                        "SELECT from_reg, from_no, field, at FROM link WHERE to_reg=? AND to_no=? "
                        "ORDER BY at DESC, from_reg DESC, from_no DESC LIMIT ?",
                        "iii", (int64_t)def->id, no, (int64_t)limit);
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row) {
        const RegisterDef *other = register_by_id(sqlite3_column_int(statement, 0));
        if (!other) continue;
        (*links)[(*count)++] = (Link){.def = other,
                                      .no = sqlite3_column_int64(statement, 1),
                                      .field = sql_column(statement, 2, arena),
                                      .at = sqlite3_column_int64(statement, 3)};
    }
    return status;
}

int64_t records_linked_count(Db *db, const RegisterDef *def, int64_t no, const RegisterDef *from, const char *field) {
    return sql_number(db, 0, "SELECT count(*) FROM link WHERE to_reg=? AND to_no=? AND from_reg=? AND field=?", "iiit", (int64_t)def->id, no,
                      (int64_t)from->id, field);
}
