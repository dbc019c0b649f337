/* The ceiling: what lies above it is read as a mask. Reading for a screen goes through here; a transaction sees everything, since what is
 * written must be judged by what is there. */
#include <string.h>

#include "rows.h"

bool db_masks(Db *db, const RegisterDef *def, int64_t no) {
    if (sql_ceiling(db) >= DB_SEES_ALL) return false;
    return sql_number(db, 0, "SELECT level FROM item WHERE reg=? AND no=?", "ii", (int64_t)def->id, no) > sql_ceiling(db);
}

/* What a list needs to stay in order and in colour, and nothing anybody wrote. */
static bool stays(const RegisterDef *def, const FieldDef *field) {
    bool orders = text_equal(field->key, "level") || text_equal(field->key, def->rank);
    return field->type == FT_STATE || field->type == FT_DATE || field->type == FT_MOMENT || orders;
}

static Record *mask(Record *record, Arena *arena) {
    Record *masked = record_new(record->def, arena);
    memcpy(masked, record, sizeof *record);
    masked->clear = record;
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        bool title = (field->flags & FF_TITLE) && type_ops[field->type].storage == STORE_TEXT;
        if (title)
            masked->values[i] = (Value){.set = true, .text = RECORD_MASK};
        else if (stays(record->def, field))
            masked->values[i] = record->values[i];
    }
    return masked;
}

static bool above(Db *db, const Record *record) {
    if (sql_ceiling(db) >= DB_SEES_ALL) return false;
    if (record->parent) return db_masks(db, record->parent, record->parent_no);
    const char *level = register_field(record->def, "level") ? record_text(record, "level") : NULL;
    return choice_index(record_levels, level ? level : "internal") > sql_ceiling(db);
}

bool db_keeps_back(const Db *db, const FieldDef *field, Value value) {
    const RegisterDef *def;
    int64_t no;
    if (!db_discreet(db) || !value.set) return false;
    return (field->flags & FF_NAMES) || (field->type == FT_PARTY && !code_parse(value.text, &def, &no));
}

const char *row_name(Db *db, const RegisterDef *def, int64_t no, const char *title, Arena *arena) {
    const FieldDef *field = register_title_field(def);
    if (!title || !field || !db_keeps_back(db, field, (Value){.set = true, .text = title})) return title;
    char *code = arena_alloc(arena, CODE_SIZE);
    code_write(def, no, code);
    return code;
}

static Record *discreet(Db *db, Record *record, Arena *arena) {
    Record *shown = record;
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        if (!db_keeps_back(db, field, record->values[i])) continue;
        if (shown == record) {
            shown = record_copy(record, arena);
            shown->named = record;
        }
        bool title = field->flags & FF_TITLE;
        shown->values[i].text = title ? row_name(db, record->def, record->no, record->values[i].text, arena) : RECORD_MASK;
    }
    return shown;
}

Record *row_masked(Db *db, Record *record, Arena *arena) {
    return above(db, record) ? mask(record, arena) : discreet(db, record, arena);
}
