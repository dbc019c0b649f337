/* Duties come back; actions that did not work are open again; a moved date has its reason; a day that nobody typed is today;
 * the desk card is tried again. */
#include <string.h>

#include "consequences.h"
#include "loket/model/rules.h"

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
    record_set_text(wanted, "moved_because", record_text(row, "reason"));
    return effect->save(effect, action, wanted, err);
}

static bool changed(const Effect *effect, const char *key) {
    return effect->before && rule_changed(effect->before, effect->after, key);
}

/* The date and its reason in one step: they become the row, unless it came with them. */
Status action_follow(Effect *effect, Error *err) {
    const Record *action = effect->after;
    if (!changed(effect, "due_on") || !changed(effect, "moved_because") || !record_has(action, "moved_because")) return OK;
    int64_t from = record_number(effect->before, "due_on", 0), to = record_number(action, "due_on", 0);
    const Record *last = last_row(effect->desk, action, "postponement", effect->arena);
    if (last && record_number(last, "from_due", 0) == from && record_number(last, "to_due", 0) == to) return OK;
    Record *row = record_new_initial(register_by_key("postponement"), effect->now, effect->arena);
    row->parent = action->def;
    row->parent_no = action->no;
    record_set_number(row, "from_due", from);
    record_set_number(row, "to_due", to);
    record_set_text(row, "reason", record_text(action, "moved_because"));
    record_set_text(row, "moved_by", desk_me(effect->desk));
    return effect->save(effect, NULL, row, err);
}

/* What is entered on the day it happens needs no date typed: {register, what is entered, its day}. */
static const struct {
    const char *reg, *entered, *day;
} today_rows[] = {
    {"instruction", "followed", "followed_on"},
    {"development", "verdict", "judged_on"},
    {"action", "effective", "effect_judged_on"},
};

Status today_fill(Effect *effect, Error *err) {
    (void)err;
    for (size_t i = 0; i < COUNT_OF(today_rows); i++) {
        if (strcmp(today_rows[i].reg, effect->after->def->key) != 0) continue;
        bool entered = changed(effect, today_rows[i].entered) && record_has(effect->after, today_rows[i].entered);
        if (entered && !changed(effect, today_rows[i].day)) record_set_number(effect->after, today_rows[i].day, moment_day(effect->now));
    }
    return OK;
}

/* A verdict is the judgement: the state follows. */
Status development_fill(Effect *effect, Error *err) {
    (void)err;
    Record *development = effect->after;
    if (changed(effect, "verdict") && record_has(development, "verdict") && record_is(development, "state", "seen"))
        record_set_text(development, "state", "judged");
    return OK;
}

/* Nothing may be asked under a rule that has ended, so it has a last day. */
Status anchor_fill(Effect *effect, Error *err) {
    (void)err;
    Record *anchor = effect->after;
    if (effect->before && enters(effect, "ended") && !record_has(anchor, "in_force_until"))
        record_set_number(anchor, "in_force_until", moment_day(effect->now));
    return OK;
}

enum { CARD_MONTHS = 6 /* a desk card is tried twice a year */ };

Day card_due(const Record *organisation) {
    bool filled = record_has(organisation, "desk_phone") || record_has(organisation, "desk_mail");
    if (record_has(organisation, "card_check_next")) return field_day(organisation, "card_check_next", 0);
    if (!filled) return 0;
    return day_add_months(field_day(organisation, "card_checked_on", moment_day(organisation->created_at)), CARD_MONTHS, NULL);
}

/* A desk card that was tried is tried again after half a year, unless another day was said. */
Status organisation_fill(Effect *effect, Error *err) {
    (void)err;
    Record *organisation = effect->after;
    if (!changed(effect, "card_checked_on") || changed(effect, "card_check_next") || !record_has(organisation, "card_checked_on")) return OK;
    Day checked = field_day(organisation, "card_checked_on", 0);
    record_set_number(organisation, "card_check_next", day_add_months(checked, CARD_MONTHS, NULL));
    return OK;
}
