/* A small organisation, and records made in one line, for the tests of rules that need the whole desk. */
#ifndef DUTY_WORLD_H
#define DUTY_WORLD_H

#include "desk_fixture.h"

#include "loket/store/select.h"

typedef struct Duty {
    Fixture fixture;
    Desk *desk;
    Arena *arena;
    Problems problems;
    Error err;
} Duty;

/* Reads "key=value|key=value" into `record`. */
static inline void duty_fill(Duty *duty, Record *record, const char *values) {
    char *rest = arena_strdup(duty->arena, values);
    for (char *part; (part = strsep(&rest, "|"));) {
        char *equals = strchr(part, '=');
        if (!equals) continue;
        *equals = '\0';
        Error err = {0};
        if (desk_parse(duty->desk, record, part, equals + 1, duty->arena, &err) != OK) fail_msg("%s: %s", part, err.message);
    }
}

/* Makes a record; its code, or NULL when it was refused. */
static inline const char *duty_try(Duty *duty, const char *reg, const char *values) {
    Record *record = record_new_initial(register_by_key(reg), desk_now(duty->desk), duty->arena);
    duty_fill(duty, record, values);
    Change change = {.wanted = record};
    if (desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err) != OK) return NULL;
    char *code = arena_alloc(duty->arena, CODE_SIZE);
    code_write(record->def, record->no, code);
    return code;
}

static inline const char *duty_add(Duty *duty, const char *reg, const char *values) {
    const char *code = duty_try(duty, reg, values);
    if (!code) fail_msg("%s %s: %s", reg, values, duty->err.message);
    return code;
}

static inline Record *duty_load(Duty *duty, const char *code) {
    Record *record;
    if (desk_find(duty->desk, code, duty->arena, &record, &duty->err) != OK) fail_msg("%s: %s", code, duty->err.message);
    return record;
}

static inline bool duty_change(Duty *duty, const char *code, const char *values) {
    Record *seen = duty_load(duty, code), *wanted = record_copy(seen, duty->arena);
    duty_fill(duty, wanted, values);
    Change change = {.seen = seen, .wanted = wanted};
    return desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err) == OK;
}

static inline void duty_edit(Duty *duty, const char *code, const char *values) {
    if (!duty_change(duty, code, values)) fail_msg("%s %s: %s", code, values, duty->err.message);
}

static inline bool duty_row(Duty *duty, const char *code, const char *child, const char *values) {
    Record *parent = duty_load(duty, code), *row = record_new_initial(register_by_key(child), desk_now(duty->desk), duty->arena);
    row->parent = parent->def;
    row->parent_no = parent->no;
    duty_fill(duty, row, values);
    Change change = {.wanted = row};
    return desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err) == OK;
}

static inline void duty_add_row(Duty *duty, const char *code, const char *child, const char *values) {
    if (!duty_row(duty, code, child, values)) fail_msg("%s %s %s: %s", code, child, values, duty->err.message);
}

static inline RecordList duty_rows(Duty *duty, const char *code, const char *child) {
    Record *parent = duty_load(duty, code);
    RecordList list;
    assert_int_equal(records_children(desk_db(duty->desk), parent->def, parent->no, register_by_key(child), false, duty->arena, &list, NULL), OK);
    return list;
}

/* A field as export writes it. */
static inline const char *duty_value(Duty *duty, const char *code, const char *key) {
    Record *record = duty_load(duty, code);
    StrBuf out;
    strbuf_init(&out);
    field_write(register_field(record->def, key), record->def, record_value(record, key), &out);
    const char *text = arena_strdup(duty->arena, out.data);
    strbuf_done(&out);
    return text;
}

static inline void duty_is(Duty *duty, const char *code, const char *key, const char *value) {
    assert_string_equal(duty_value(duty, code, key), value);
}

/* Today and `days`, as export writes it. */
static inline const char *duty_day(Duty *duty, int days) {
    char *text = arena_alloc(duty->arena, 16);
    day_write(moment_day(duty->fixture.now) + days, text);
    return text;
}

/* The day of the open due `rule` of a record, counted from today; 9999 = there is none. */
static inline int duty_due(Duty *duty, const char *code, const char *rule) {
    Record *record = duty_load(duty, code);
    Due *dues;
    size_t count;
    assert_int_equal(records_dues(desk_db(duty->desk), record->def, record->no, duty->arena, &dues, &count, NULL), OK);
    for (size_t i = 0; i < count; i++)
        if (strcmp(dues[i].rule, rule) == 0) return (int)(moment_day(dues[i].due_at) - moment_day(duty->fixture.now));
    return 9999;
}

static inline void duty_told(const Duty *duty, const char *part) {
    for (size_t i = 0; i < duty->problems.count && i < COUNT_OF(duty->problems.items); i++)
        if (strstr(duty->problems.items[i].message, part)) return;
    fail_msg("not told: %s (but %s)", part, duty->err.message);
}

static inline size_t duty_count(Duty *duty, const char *reg) {
    return (size_t)records_count(desk_db(duty->desk), register_by_key(reg), COUNT_ALL);
}

/* CON-0001 the officer (me), 2 the portfolio holder, 3 a process owner, 4 an employee; ANC-0001 a procedure that 3 keeps. */
static inline int duty_start(void **state) {
    Duty *duty = test_calloc(1, sizeof *duty);
    fixture_start(&duty->fixture, 21);
    duty->arena = arena_new();
    duty->desk = fixture_open(&duty->fixture, ":memory:", DB_CREATE);
    duty_add(duty, "contact", "name=Marit Brandt|roles=security_officer");
    duty_add(duty, "contact", "name=Hanneke Verhulst|roles=portfolio_holder");
    duty_add(duty, "contact", "name=Rutger Amsel|roles=process_owner");
    duty_add(duty, "contact", "name=Corrie Blom|roles=employee");
    duty_add(duty, "organisation", "name=Nordhaven|officer=CON-0001");
    duty_add(duty, "anchor", "reference=PR-01|title=Access|owner=CON-0003");
    assert_int_equal(desk_tie_me(duty->desk, "CON-0001", NULL), OK);
    *state = duty;
    return 0;
}

static inline int duty_stop(void **state) {
    Duty *duty = *state;
    desk_close(duty->desk);
    arena_free(duty->arena);
    test_free(duty);
    return 0;
}

/* A kind of event: 15 working days before, large from 10,000 to 50,000, one check before signature and one that may follow. */
static inline const char *duty_kind(Duty *duty) {
    const char *code = duty_add(duty, "kind", "label=Contract|needs=advice judgement|lead_days=15|large_from=to_50k");
    duty_add_row(duty, code, "check", "item=Exit|moment=before");
    duty_add_row(duty, code, "check", "item=Pen test|moment=after");
    return code;
}

#define DUTY(name) cmocka_unit_test_setup_teardown(name, duty_start, duty_stop)

#endif
