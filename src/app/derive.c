/* Dues, derived from what was entered: by the tables of due rules; what no table can say is in dues_computed.c, cadences.c and clocks_derive.c. */
#include <string.h>

#include "cadences.h"
#include "clocks_private.h"
#include "desk_private.h"
#include "loket/base/lang.h"
#include "own_rules.h"

static void add_due(Dues *dues, Due due) {
    if (dues->count < MOST_DUES) dues->items[dues->count++] = due;
}

static bool holds(const Record *record, const char *filter, Moment now, Arena *arena) {
    if (!filter) return true;
    QueryContext context = {.now = now};
    Query query;
    return query_parse(record->def, filter, &context, arena, &query, NULL) == OK && query_match(&query, record);
}

static Moment day_begins(Moment due, const char *before) {
    Span span = {0};
    Day day = moment_day(due);
    if (before && span_parse(before, &span, NULL) == OK) {
        span.count = -span.count;
        day = day_add_span(day, span);
    }
    return moment_at(day, 0);
}

/* A date is due at its end; a moment at that moment, unless working days were added to it. */
static Due rule_due(Desk *desk, const Record *record, const DueRule *rule, const FieldDef *from, int64_t start) {
    Span span = {0};
    bool shifted = own_offset(desk, rule, &span);
    bool exact = from->type == FT_MOMENT && (!shifted || span.unit == SPAN_HOURS);
    Due due = {.rule = rule->key, .start_at = from->type == FT_MOMENT ? start : moment_at(start, 0), .hours = exact};
    if (exact) {
        due.due_at = start + (shifted ? (Moment)span.count * 3600 : 0);
    } else {
        Day day = from->type == FT_MOMENT ? moment_day(start) : start;
        due.due_at = moment_at(shifted ? day_add_span(day, span) : day, DAY_END);
    }
    due.warn_at = day_begins(due.due_at, rule->warn);
    if (record->parent) {
        due.child = record->def->id;
        due.row = (int)record->no;
    }
    return due;
}

static void add_rules(Desk *desk, const Record *record, bool parent_open, Moment now, Arena *arena, Dues *dues) {
    for (size_t i = 0; i < record->def->due_count; i++) {
        const DueRule *rule = &record->def->dues[i];
        if (rule->flags & DUE_COMPUTED) continue;
        if (!(rule->flags & DUE_ALWAYS) && !(record->parent ? parent_open : record_open(record))) continue;
        if (!record_has(record, rule->from) || (rule->done && record_has(record, rule->done))) continue;
        if (!holds(record, rule->when, now, arena)) continue;
        add_due(dues, rule_due(desk, record, rule, register_field(record->def, rule->from), record_value(record, rule->from).number));
    }
}

static Status add_children(Desk *desk, const Record *record, Arena *arena, Dues *dues, Error *err) {
    Status status = OK;
    const StateDef *state = record_state(record);
    bool run = record_open(record) || (state && state->rows_run);
    for (const RegisterDef *child = NULL; status == OK && (child = register_child(record->def, child));) {
        if (child->due_count == 0) continue;
        RecordList rows;
        status = records_children(desk->db, record->def, record->no, child, false, arena, &rows, err);
        for (size_t i = 0; status == OK && i < rows.count; i++) add_rules(desk, rows.items[i], run, desk_now(desk), arena, dues);
    }
    return status;
}

/* -- all of it ------------------------------------------------------------------------------------------------ */

Status derive_record(Desk *desk, Record *record, Error *err) {
    Arena *arena = arena_new();
    Dues dues = {0};
    Status status = OK;
    if (!record->voided_at) {
        add_rules(desk, record, true, desk_now(desk), arena, &dues);
        status = add_children(desk, record, arena, &dues, err);
        if (status == OK) status = cadence_dues(desk, record, arena, &dues, err);
        if (status == OK) status = dues_computed(desk, record, arena, &dues, err);
    }
    if (status == OK) status = clocks_derive(desk, record, dues.items, MOST_DUES, &dues.count, err);
    if (status == OK) status = records_set_dues(desk->db, record, dues.items, dues.count, err);
    arena_free(arena);
    return status;
}

static Status derive_codes(Desk *desk, const Record *record, const char *key, Arena *arena, Error *err) {
    const char *codes = record && register_field_index(record->def, key) >= 0 ? record_text(record, key) : NULL;
    char code[CODE_SIZE];
    Status status = OK;
    while (status == OK && text_next_word(&codes, code, sizeof code)) {
        Record *other;
        status = records_find(desk->db, code, arena, &other, err);
        if (status == OK) status = derive_record(desk, other, err);
    }
    return status;
}

/* The lead time of the catalogue counts for every event that has not frozen it yet. */
static Status derive_kind(Desk *desk, const Record *kind, Error *err) {
    enum { MOST = 10000 };
    Arena *arena = arena_new();
    Link *links;
    size_t count;
    const RegisterDef *trigger = register_by_key("trigger");
    Status status = records_linked(desk->db, kind->def, kind->no, trigger, arena, &links, &count, MOST, err);
    for (size_t i = 0; i < count && status == OK; i++) {
        Record *record;
        status = records_load(desk->db, trigger, links[i].no, arena, &record, err);
        if (status == OK && record_open(record)) status = derive_record(desk, record, err);
    }
    arena_free(arena);
    return status;
}

/* Nobody has to speak with himself: who becomes the officer is not due, who was may be. */
static Status derive_officers(Desk *desk, const Record *before, const Record *after, Error *err) {
    if (before && after && text_equal(record_text(before, "officer"), record_text(after, "officer"))) return OK;
    Arena *arena = arena_new();
    Status status = derive_codes(desk, before, "officer", arena, err);
    if (status == OK) status = derive_codes(desk, after, "officer", arena, err);
    arena_free(arena);
    return status;
}

Status derive_all(Desk *desk, bool (*wanted)(Desk *, const RegisterDef *), Status (*derive)(Desk *, Record *, Arena *, Error *), Error *err) {
    enum { WINDOW = 200 };
    Arena *arena = arena_new();
    size_t total = 0, done = 0;
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        if (wanted(desk, def)) total += (size_t)records_count(desk->db, def, COUNT_ALL);
    Status status = OK;
    for (const RegisterDef *def = NULL; status == OK && (def = register_next(def));) {
        if (!wanted(desk, def)) continue;
        RecordList list = {.count = WINDOW};
        for (int64_t after = 0; status == OK && list.count == WINDOW;) {
            arena_clear(arena);
            if (env_stopped(desk->env)) status = fail(err, ERR_USAGE, "%s", _("stopped; nothing was changed"));
            if (status == OK) status = records_page(desk->db, def, after, WINDOW, arena, &list, err);
            for (size_t i = 0; status == OK && i < list.count; i++, done++) {
                after = list.items[i]->no;
                status = derive ? derive(desk, list.items[i], arena, err) : derive_record(desk, list.items[i], err);
            }
            if (status == OK && desk->watch.progress) desk->watch.progress(desk->watch.ctx, done, total);
        }
    }
    arena_free(arena);
    return status;
}

Status derive_touched(Desk *desk, const Record *before, const Record *after, Error *err) {
    const Record *any = after ? after : before;
    if (strcmp(any->def->key, "organisation") == 0) {
        Status status = clocks_touched(before, after) ? clocks_recompute(desk, err) : OK;
        return status == OK ? derive_officers(desk, before, after, err) : status;
    }
    if (strcmp(any->def->key, "kind") == 0) return derive_kind(desk, any, err);
    if (strcmp(any->def->key, "talk") != 0) return OK;
    Arena *arena = arena_new();
    static const char *const keys[] = {"with", "round"};
    Status status = OK;
    for (size_t i = 0; i < COUNT_OF(keys) && status == OK; i++) {
        status = derive_codes(desk, before, keys[i], arena, err);
        if (status == OK) status = derive_codes(desk, after, keys[i], arena, err);
    }
    arena_free(arena);
    return status;
}
