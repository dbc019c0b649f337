#include "loket/store/schema.h"

#include <string.h>

#include "rows.h"

static const char *column_type(const FieldDef *field) {
    return type_ops[field->type].storage == STORE_INTEGER ? "INTEGER" : "TEXT";
}

static void create_index(const RegisterDef *def, const FieldDef *field, StrBuf *sql) {
    strbuf_addf(sql, "CREATE INDEX %s_by_%s ON \"%s\" (open, ", def->key, field ? field->key : "due", def->key);
    row_sort_key(field, sql);
    strbuf_add(sql, ", rank, no) WHERE voided_at=0;\n");
}

static void create_suggest(const RegisterDef *def, const FieldDef *field, StrBuf *sql) {
    strbuf_addf(sql, "CREATE INDEX %s_suggest_%s ON \"%s\" (\"%s\" COLLATE NOCASE);\n", def->key, field->key, def->key, field->key);
}

/* "unit cause_kind" -> incident_alike_unit_cause_kind: what is alike, by when it happened. */
static const char *alike_name(const RegisterDef *def, const char *keys, Arena *arena) {
    char *name = arena_printf(arena, "%s_alike_%s", def->key, keys);
    for (char *c = name; *c; c++)
        if (*c == ' ') *c = '_';
    return name;
}

static void create_alike(const RegisterDef *def, const char *keys, StrBuf *sql) {
    Arena *arena = arena_new();
    char key[64];
    strbuf_addf(sql, "CREATE INDEX %s ON \"%s\" (", alike_name(def, keys, arena), def->key);
    while (text_next_word(&keys, key, sizeof key)) strbuf_addf(sql, "\"%s\", ", key);
    strbuf_addf(sql, "\"%s\", no) WHERE voided_at=0;\n", row_happened_field(def)->key);
    arena_free(arena);
}

static void create_indexes(const RegisterDef *def, const FieldDef *field, StrBuf *sql) {
    if (field->flags & FF_ORDER && !row_is_child(def)) create_index(def, field, sql);
    if (field->flags & FF_SUGGEST) create_suggest(def, field, sql);
}

void schema_create(const RegisterDef *def, StrBuf *sql) {
    bool child = row_is_child(def);
    strbuf_addf(sql, "CREATE TABLE \"%s\" (\n    id INTEGER PRIMARY KEY, ", def->key);
    if (child)
        strbuf_add(sql, "reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,\n");
    else
        strbuf_add(sql, "no INTEGER NOT NULL UNIQUE,\n");
    strbuf_add(sql, "    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0");
    if (!child)
        strbuf_addf(sql, ",\n    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT %lld, warn_at INTEGER NOT NULL DEFAULT %lld,\n"
                         "    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0",
                    (long long)MOMENT_FAR, (long long)MOMENT_FAR);
    for (size_t i = 0; i < def->field_count; i++)
        strbuf_addf(sql, ",\n    \"%s\" %s", def->fields[i].key, column_type(&def->fields[i]));
    strbuf_add(sql, child ? ",\n    UNIQUE (reg, no, n)) STRICT;\n" : ") STRICT;\n");
    if (!child) create_index(def, NULL, sql);
    for (size_t i = 0; i < def->field_count; i++) create_indexes(def, &def->fields[i], sql);
    for (const char *const *keys = def->alike; keys && *keys; keys++) create_alike(def, *keys, sql);
    strbuf_addc(sql, '\n');
}

static bool has_column(Db *db, const char *table, const char *column, const char *type) {
    return sql_number(db, 0, "SELECT count(*) FROM pragma_table_info(?) WHERE name=? AND (?='' OR type=?)", "tttt", table, column, type, type) > 0;
}

static bool has_index(Db *db, const char *name) {
    return sql_number(db, 0, "SELECT count(*) FROM sqlite_schema WHERE type='index' AND name=?", "t", name) > 0;
}

static size_t missing_indexes(Db *db, const RegisterDef *def, const FieldDef *field, StrBuf *sql) {
    Arena *arena = arena_new();
    size_t count = 0;
    if (field->flags & FF_ORDER && !row_is_child(def) && !has_index(db, arena_printf(arena, "%s_by_%s", def->key, field->key))) {
        create_index(def, field, sql);
        count++;
    }
    if (field->flags & FF_SUGGEST && !has_index(db, arena_printf(arena, "%s_suggest_%s", def->key, field->key))) {
        create_suggest(def, field, sql);
        count++;
    }
    arena_free(arena);
    return count;
}

static size_t missing_alike(Db *db, const RegisterDef *def, StrBuf *sql) {
    Arena *arena = arena_new();
    size_t count = 0;
    for (const char *const *keys = def->alike; keys && *keys; keys++) {
        if (has_index(db, alike_name(def, *keys, arena))) continue;
        create_alike(def, *keys, sql);
        count++;
    }
    arena_free(arena);
    return count;
}

Status schema_missing(Db *db, StrBuf *sql, size_t *count, Error *err) {
    *count = 0;
    (void)err;
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        if (!has_column(db, def->key, "id", "INTEGER")) {
            schema_create(def, sql);
            ++*count;
            continue;
        }
        for (size_t i = 0; i < def->field_count; i++) {
            const FieldDef *field = &def->fields[i];
            if (!has_column(db, def->key, field->key, column_type(field))) {
                strbuf_addf(sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s;\n", def->key, field->key, column_type(field));
                ++*count;
            }
            *count += missing_indexes(db, def, field, sql);
        }
        *count += missing_alike(db, def, sql);
    }
    return OK;
}
