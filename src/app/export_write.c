/* Export, the three forms. Records become documents one at a time; a field that would get its initial value when it is
 * missing is written empty. */
#include <string.h>

#include "export.h"
#include "loket/base/lang.h"
#include "loket/io/csv.h"
#include "loket/io/json.h"
#include "loket/io/yaml.h"

/* -- documents: YAML and JSON ----------------------------------------------------------------------------------- */

static bool is_json(const Export *export) {
    return export->options->format == TRANSFER_JSON;
}

static Doc *values_of(Export *export, const Record *record, Arena *arena) {
    Doc *map = doc_map(arena);
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        const char *text = export_text(export, record, i, arena);
        if (!text && !field->initial) continue;
        Doc *value = doc_scalar(arena, text);
        value->quoted = true;
        doc_add(map, field->key, value);
    }
    return map;
}

static Status add_children(Export *export, const Record *record, Doc *map, Arena *arena, Error *err) {
    Status status = OK;
    for (const RegisterDef *child = NULL; status == OK && (child = register_child(record->def, child));) {
        RecordList rows;
        status = records_children(desk_db(export->desk), record->def, record->no, child, false, arena, &rows, err);
        if (status != OK || rows.count == 0) continue;
        Doc *list = doc_list(arena);
        for (size_t i = 0; i < rows.count; i++)
            doc_add(list, NULL, values_of(export, rows.items[i], arena));
        doc_add(map, child->key, list);
        export->result->rows += rows.count;
    }
    return status;
}

static void open_register(Export *export, const RegisterDef *def) {
    if (is_json(export))
        strbuf_addf(&export->out, "%s\"%s\":[\n", export->begun ? ",\n" : "", def->key);
    else
        strbuf_addf(&export->out, "%s%s:\n", export->begun ? "\n" : "", def->key);
    export->opened = export->begun = true;
}

Status export_begin(Export *export, Error *err) {
    (void)err;
    export->begun = false;
    if (is_json(export)) strbuf_add(&export->out, "{");
    return OK;
}

Status export_record(Export *export, const Record *record, Arena *arena, Error *err) {
    char code[CODE_SIZE];
    code_write(record->def, record->no, code);
    Doc *values = values_of(export, record, arena), *map = doc_map(arena);
    doc_add_text(arena, map, "code", code);
    for (Doc *value = values->first, *next; value; value = next) {
        next = value->next;
        value->next = NULL;
        doc_add(map, NULL, value);
    }
    Status status = add_children(export, record, map, arena, err);
    if (status != OK) return status;
    bool first = !export->opened;
    if (first) open_register(export, record->def);
    if (is_json(export)) {
        strbuf_add(&export->out, first ? "" : ",\n");
        json_write(map, false, &export->out);
    } else {
        Doc *list = doc_list(arena);
        doc_add(list, NULL, map);
        yaml_write(list, 2, &export->out);
    }
    export->result->records++;
    return OK;
}

void export_close(Export *export) {
    if (is_json(export) && export->opened) strbuf_add(&export->out, "]");
}

void export_end(Export *export) {
    if (is_json(export)) {
        strbuf_add(&export->out, "}\n");
        return;
    }
    StrBuf left;
    strbuf_init(&left);
    export_left_out(export->result, &left);
    if (left.length) strbuf_addf(&export->out, "# %s\n", left.data);
    strbuf_done(&left);
}

/* -- tables: CSV ------------------------------------------------------------------------------------------------ */

void export_header(Export *export) {
    Arena *arena = arena_new();
    size_t count = export->table->field_count + 1;
    const char **cells = ARENA_ARRAY(arena, const char *, count);
    cells[0] = "code";
    for (size_t i = 1; i < count; i++)
        cells[i] = export->table->fields[i - 1].key;
    csv_write_row(cells, count, &export->out);
    arena_free(arena);
}

static void write_row(Export *export, const char *code, const Record *record, Arena *arena) {
    size_t count = record->def->field_count + 1;
    const char **cells = ARENA_ARRAY(arena, const char *, count);
    cells[0] = code;
    for (size_t i = 1; i < count; i++)
        cells[i] = export_text(export, record, i - 1, arena);
    csv_write_row(cells, count, &export->out);
}

Status export_rows(Export *export, const RegisterDef *def, const Record *record, Arena *arena, Error *err) {
    char code[CODE_SIZE];
    code_write(record->def, record->no, code);
    if (def == export->table) {
        write_row(export, code, record, arena);
        export->result->records++;
        return OK;
    }
    RecordList rows;
    Status status = records_children(desk_db(export->desk), def, record->no, export->table, false, arena, &rows, err);
    for (size_t i = 0; status == OK && i < rows.count; i++)
        write_row(export, code, rows.items[i], arena);
    if (status == OK) export->result->rows += rows.count;
    return status;
}
