/* Items: titles and searched text of all records, and the text index, which only this file writes. */
#include <string.h>

#include "rows.h"

#include "loket/store/records.h"

static void add_searched(const Record *record, const FieldDef *title, StrBuf *text) {
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        if (field == title || !(field->flags & FF_SEARCH) || !record->values[i].set || record_hides(record, field)) continue;
        field_format(field, record->def, record->values[i], text);
        strbuf_addc(text, '\n');
    }
}

static Status add_children(Db *db, const Record *record, Arena *arena, StrBuf *text, Error *err) {
    Status status = OK;
    for (const RegisterDef *child = NULL; status == OK && (child = register_child(record->def, child));) {
        RecordList rows;
        status = records_children(db, record->def, record->no, child, false, arena, &rows, err);
        for (size_t i = 0; status == OK && i < rows.count; i++) add_searched(rows.items[i], NULL, text);
    }
    return status;
}

typedef struct Item {
    int64_t id;
    const char *title, *text;
} Item;

static Item item_stored(Db *db, const Record *record, Arena *arena) {
    Item item = {0};
    sqlite3_stmt *statement;
    bool row;
    if (sql_bind(db, &statement, NULL, "SELECT id, title, text FROM item WHERE reg=? AND no=?", "ii", (int64_t)record->def->id, record->no) !=
            OK ||
        sql_step(db, statement, &row, NULL) != OK || !row)
        return item;
    item = (Item){sqlite3_column_int64(statement, 0), sql_column(statement, 1, arena), sql_column(statement, 2, arena)};
    sqlite3_reset(statement);
    return item;
}

/* FTS5 with external content needs exactly the old values to forget them. */
static Status index_forget(Db *db, const Item *item, Error *err) {
    return sql_run(db, err, "INSERT INTO item_fts(item_fts, rowid, title, text) VALUES('delete', ?, ?, ?)", "itt", item->id, item->title,
                   item->text);
}

static Status index_add(Db *db, const Item *item, Error *err) {
    return sql_run(db, err, "INSERT INTO item_fts(rowid, title, text) VALUES(?, ?, ?)", "itt", item->id, item->title, item->text);
}

/* `key` is the title as names are compared: one is found by it however many others hold its words. */
static Status item_write(Db *db, const Record *record, Item *item, const char *title, const char *key, const char *text, Error *err) {
    int64_t open = record_live(record);
    int64_t level = choice_index(record_levels, record_text(record, "level") ? record_text(record, "level") : "internal");
    bool same = item->id && strcmp(item->title, title) == 0 && strcmp(item->text, text) == 0;
    Status status = item->id && !same ? index_forget(db, item, err) : OK;
    if (status == OK)
        status = sql_run(db, err,
                         "INSERT INTO item(reg,no,level,open,at,warn_at,title,key,text) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(reg,no) DO UPDATE "
                         "SET level=excluded.level, open=excluded.open, at=excluded.at, title=excluded.title, key=excluded.key, text=excluded.text",
                         "iiiiiittt", (int64_t)record->def->id, record->no, level, open, row_happened(record), MOMENT_FAR, title, key, text);
    if (status != OK || same) return status;
    item->id = sql_number(db, 0, "SELECT id FROM item WHERE reg=? AND no=?", "ii", (int64_t)record->def->id, record->no);
    item->title = title;
    item->text = text;
    return index_add(db, item, err);
}

Status item_refresh(Db *db, const Record *record, Error *err) {
    Arena *arena = arena_new();
    StrBuf text;
    strbuf_init(&text);
    const FieldDef *title = register_title_field(record->def);
    if (!record->voided_at) add_searched(record, title, &text);
    Status status = record->voided_at ? OK : add_children(db, record, arena, &text, err);
    Item item = item_stored(db, record, arena);
    const char *named = record->voided_at ? "" : record_title(record);
    if (status == OK) status = item_write(db, record, &item, named, text_fold(arena, named), text.data, err);
    strbuf_done(&text);
    arena_free(arena);
    return status;
}

Status item_refresh_parent(Db *db, const RegisterDef *parent, int64_t no, Error *err) {
    Arena *arena = arena_new();
    Record *record;
    Status status = records_load(db, parent, no, arena, &record, err);
    if (status == OK) status = item_refresh(db, record, err);
    arena_free(arena);
    return status;
}
