#include "loket/model/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t index_of(const Record *record, const char *key) {
    int index = register_field_index(record->def, key);
    if (index < 0) {
        fprintf(stderr, "loket: register \"%s\" has no field \"%s\"\n", record->def->key, key);
        abort();
    }
    return (size_t)index;
}

static size_t record_size(const RegisterDef *def) {
    return sizeof(Record) + def->field_count * sizeof(Value);
}

Record *record_new(const RegisterDef *def, Arena *arena) {
    Record *record = arena_alloc(arena, record_size(def));
    record->def = def;
    return record;
}

Record *record_new_initial(const RegisterDef *def, Moment now, Arena *arena) {
    Record *record = record_new(def, arena);
    ParseContext context = {.now = now, .def = def};
    for (size_t i = 0; i < def->field_count; i++) {
        Error err;
        if (field_parse(&def->fields[i], &context, def->fields[i].initial, arena, &record->values[i], &err) == OK)
            continue;
        fprintf(stderr, "loket: register \"%s\" starts wrong: %s\n", def->key, err.message);
        abort(); /* a fault in the table; register_lint finds it before anybody does */
    }
    return record;
}

Record *record_copy(const Record *record, Arena *arena) {
    Record *copy = record_new(record->def, arena);
    memcpy(copy, record, record_size(record->def));
    copy->due_rule = arena_strdup(arena, record->due_rule);
    for (size_t i = 0; i < record->def->field_count; i++)
        copy->values[i] = value_copy(record->values[i], arena);
    if (record->clear) copy->clear = record_copy(record->clear, arena);
    if (record->named) copy->named = record_copy(record->named, arena);
    return copy;
}

Value record_value(const Record *record, const char *key) {
    return record->values[index_of(record, key)];
}

const char *record_text(const Record *record, const char *key) {
    Value value = record_value(record, key);
    return value.set ? value.text : NULL;
}

int64_t record_number(const Record *record, const char *key, int64_t otherwise) {
    Value value = record_value(record, key);
    return value.set ? value.number : otherwise;
}

Day field_day(const Record *record, const char *key, Day otherwise) {
    Value value = record_value(record, key);
    if (!value.set) return otherwise;
    return register_field(record->def, key)->type == FT_DATE ? (Day)value.number : moment_day((Moment)value.number);
}

bool record_has(const Record *record, const char *key) {
    return record_value(record, key).set;
}

bool record_is(const Record *record, const char *key, const char *slug) {
    const char *text = record_text(record, key);
    return text && text_equal(text, slug);
}

void record_set(Record *record, const char *key, Value value) {
    record->values[index_of(record, key)] = value;
}

void record_set_text(Record *record, const char *key, const char *text) {
    record_set(record, key, (Value){.set = !text_empty(text), .text = text_empty(text) ? NULL : text});
}

void record_set_number(Record *record, const char *key, int64_t number) {
    record_set(record, key, (Value){.set = true, .number = number});
}

Status record_parse(Record *record, const char *key, const char *text, Moment now, Arena *arena, Error *err) {
    size_t index = index_of(record, key);
    ParseContext context = {.now = now, .def = record->def};
    Value value;
    Status status = field_parse(&record->def->fields[index], &context, text, arena, &value, err);
    if (status == OK) record->values[index] = value;
    return status;
}

const char *record_title(const Record *record) {
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        Value value = record->values[i];
        if (!(field->flags & FF_TITLE) || !value.set || !value.text) continue;
        return field->type == FT_CHOICE ? choice_label(field->choices, value.text, value.text) : value.text;
    }
    return "";
}

const StateDef *record_state(const Record *record) {
    int index = register_field_index(record->def, "state");
    if (index < 0 || !record->values[index].set) return NULL;
    return register_state(record->def, record->values[index].text);
}

bool record_live(const Record *record) {
    return record->voided_at == 0 && (record_open(record) || record->due_at != 0);
}

bool record_hides(const Record *record, const FieldDef *field) {
    return (field->flags & FF_SHIELDED) && record_number(record, "shielded", 0) != 0;
}

bool record_open(const Record *record) {
    if (record->voided_at) return false;
    if (record->def->state_count == 0) return true;
    const StateDef *state = record_state(record);
    return state && state->open;
}

void record_code(const Record *record, char *code, size_t size) {
    char own[CODE_SIZE] = "";
    if (record->def->kind != KIND_CHILD) {
        code_write(record->def, record->no, own);
        snprintf(code, size, "%s", own);
        return;
    }
    if (record->parent) code_write(record->parent, record->parent_no, own);
    snprintf(code, size, "%s%s%s %lld", own, own[0] ? " " : "", record->def->key, (long long)record->no);
}

bool record_same(const Record *a, const Record *b, size_t *first) {
    for (size_t i = 0; i < a->def->field_count; i++) {
        if (value_equal(&a->def->fields[i], a->values[i], b->values[i])) continue;
        if (first) *first = i;
        return false;
    }
    return true;
}
