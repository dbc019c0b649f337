/* Duties come back; actions that did not work are open again; a moved date has its reason. */
#include "consequences.h"

/* The record a row belongs to, when this batch did not itself say what the row would change of it. */
static const Record *quiet_parent(Effect *effect, const char *key) {
    const Record *row = effect->after, *before;
    Record *parent;
    if (effect->before || !row->parent || row->voided_at) return NULL;
    if (records_load(effect->desk->db, row->parent, row->parent_no, effect->arena, &parent, NULL) != OK) return NULL;
    const Record *after = effect->in_batch(effect, row->parent, row->parent_no, &before);
    if (!after) return parent;
    const FieldDef *field = register_field(parent->def, key);
    return before && value_equal(field, record_value(before, key), record_value(after, key)) ? parent : NULL;
}

/* The rhythm holds: what was done two weeks late is due again a year after it should have been done. */
Status done_follow(Effect *effect, Error *err) {
    enum { ROUNDS_MOST = 1000 };
    const Record *row = effect->after, *duty = quiet_parent(effect, "next_on");
    if (!duty || !record_has(duty, "every") || record_is(row, "result", "not_held")) return OK;
    Span every;
    if (span_parse(record_text(duty, "every"), &every, NULL) != OK || every.count <= 0) return OK;
    Day done = field_day(row, "done_on", moment_day(effect->now)), next = field_day(duty, "next_on", done);
    if (day_add_span(done, every) < next) return OK; /* an earlier time, written down afterwards */
    Day from = next;
    for (int i = 0; i < ROUNDS_MOST && (next <= done || next == from); i++) next = day_add_span(next, every);
    Record *wanted = record_copy(duty, effect->arena);
    record_set_number(wanted, "next_on", next);
    return effect->save(effect, duty, wanted, err);
}

/* Not effective: it is to be done again, and then judged again. */
Status action_fill(Effect *effect, Error *err) {
    (void)err;
    static const char *const judged[] = {"effective", "effect_judged_by", "effect_judged_on"};
    Record *action = effect->after;
    bool was = effect->before && record_is(effect->before, "effective", "no"), is = record_is(action, "effective", "no");
    if (effect->before && is && !was) {
        record_set_text(action, "state", "open");
        record_set(action, "done_on", (Value){0});
    }
    if (was && is && enters(effect, "done"))
        for (size_t i = 0; i < COUNT_OF(judged); i++) record_set(action, judged[i], (Value){0});
    return OK;
}

Status postponement_fill(Effect *effect, Error *err) {
    (void)err;
    Record *row = effect->after, *action;
    if (effect->before || record_has(row, "from_due") || !row->parent || row->parent_no == 0) return OK;
    if (records_load(effect->desk->db, row->parent, row->parent_no, effect->arena, &action, NULL) == OK && record_has(action, "due_on"))
        record_set_number(row, "from_due", record_number(action, "due_on", 0));
    return OK;
}

/* The row is the act of moving. */
Status postponement_follow(Effect *effect, Error *err) {
    const Record *row = effect->after, *action = quiet_parent(effect, "due_on");
    if (!action || !record_has(row, "to_due") || record_number(row, "from_due", 0) != record_number(action, "due_on", 0)) return OK;
    if (record_number(row, "to_due", 0) == record_number(action, "due_on", 0)) return OK;
    Record *wanted = record_copy(action, effect->arena);
    record_set_number(wanted, "due_on", record_number(row, "to_due", 0));
    return effect->save(effect, action, wanted, err);
}
