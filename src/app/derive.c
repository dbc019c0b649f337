/* Dues, derived from what was entered: by the tables of due rules, and by cadence for people and rounds. */
#include <string.h>

#include "clocks_private.h"
#include "desk_private.h"

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
static Due rule_due(const Record *record, const DueRule *rule, const FieldDef *from, int64_t start) {
    Span span = {0};
    bool shifted = rule->offset && span_parse(rule->offset, &span, NULL) == OK;
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

static void add_rules(const Record *record, bool parent_open, Moment now, Arena *arena, Dues *dues) {
    for (size_t i = 0; i < record->def->due_count; i++) {
        const DueRule *rule = &record->def->dues[i];
        if (rule->flags & DUE_COMPUTED) continue;
        if (!(rule->flags & DUE_ALWAYS) && !(record->parent ? parent_open : record_open(record))) continue;
        if (!record_has(record, rule->from) || (rule->done && record_has(record, rule->done))) continue;
        if (!holds(record, rule->when, now, arena)) continue;
        add_due(dues, rule_due(record, rule, register_field(record->def, rule->from), record_value(record, rule->from).number));
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
        for (size_t i = 0; status == OK && i < rows.count; i++) add_rules(rows.items[i], run, desk_now(desk), arena, dues);
    }
    return status;
}

/* -- cadence: the due talk follows the last real one ---------------------------------------------------------- */

static const struct {
    const char *rule, *ideal, *maximum;
    bool formal;
} cadences[] = {
    {"talk_formal", "formal_ideal", "formal_maximum", true},
    {"talk_informal", "informal_ideal", "informal_maximum", false},
};

/* The last held talks that point at `record`: the newest of any kind, and the newest formal one. */
static Status last_talks(Desk *desk, const Record *record, Arena *arena, Moment *any, Moment *formal, Error *err) {
    enum { LOOKED_AT = 100 }; /* talks back in time until a formal one is met */
    Link *links;
    size_t count;
    const RegisterDef *talk = register_by_key("talk");
    Status status = records_linked(desk->db, record->def, record->no, talk, arena, &links, &count, LOOKED_AT, err);
    *any = *formal = 0;
    for (size_t i = 0; status == OK && i < count && !*formal; i++) {
        if (links[i].at == 0 || (strcmp(links[i].field, "with") != 0 && strcmp(links[i].field, "round") != 0)) continue;
        Record *held;
        status = records_load(desk->db, talk, links[i].no, arena, &held, err);
        if (status != OK || record_is(held, "state", "cancelled")) continue;
        if (!*any) *any = links[i].at;
        if (record_is(held, "formality", "formal")) *formal = links[i].at;
    }
    return status;
}

static Status add_cadence(Desk *desk, const Record *record, Arena *arena, Dues *dues, Error *err) {
    if (register_field_index(record->def, cadences[0].ideal) < 0 || !record_open(record)) return OK;
    Moment any, formal;
    Status status = last_talks(desk, record, arena, &any, &formal, err);
    for (size_t i = 0; status == OK && i < COUNT_OF(cadences); i++) {
        const char *ideal = record_text(record, cadences[i].ideal), *maximum = record_text(record, cadences[i].maximum);
        Span ideal_span, most;
        if (!ideal || span_parse(ideal, &ideal_span, NULL) != OK) continue;
        if (!maximum || span_parse(maximum, &most, NULL) != OK) most = ideal_span;
        /* a formal talk also keeps informal touch, not the reverse; never spoken counts from when the contact was made */
        Moment last = cadences[i].formal ? formal : any;
        Day from = moment_day(last ? last : record->created_at);
        add_due(dues, (Due){.rule = cadences[i].rule,
                            .start_at = last,
                            .warn_at = moment_at(day_add_span(from, ideal_span), 0),
                            .due_at = moment_at(day_add_span(from, most), DAY_END)});
    }
    return status;
}

/* -- all of it ------------------------------------------------------------------------------------------------ */

Status derive_record(Desk *desk, Record *record, Error *err) {
    Arena *arena = arena_new();
    Dues dues = {0};
    Status status = OK;
    if (!record->voided_at) {
        add_rules(record, true, desk_now(desk), arena, &dues);
        status = add_children(desk, record, arena, &dues, err);
        if (status == OK) status = add_cadence(desk, record, arena, &dues, err);
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

Status derive_touched(Desk *desk, const Record *before, const Record *after, Error *err) {
    const Record *any = after ? after : before;
    if (clocks_touched(before, after)) return clocks_recompute(desk, err);
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
