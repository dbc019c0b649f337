/* Trigger events: counted back with the lead time of the catalogue, its checks frozen on the event, and heard too late. */
#include "events.h"

#include "consequences.h"
#include "loket/app/radar.h"

enum { LEAD_DEFAULT = 10 };

static const Record *kind_of(Desk *desk, const Record *event, Arena *arena) {
    Record *kind;
    const char *code = record_text(event, "kind");
    return code && records_find(desk->db, code, arena, &kind, NULL) == OK ? kind : NULL;
}

int trigger_lead_days(Desk *desk, const Record *event, Arena *arena) {
    if (record_has(event, "lead_days")) return (int)record_number(event, "lead_days", LEAD_DEFAULT);
    const Record *kind = kind_of(desk, event, arena);
    int64_t days = kind ? record_number(kind, "lead_days", LEAD_DEFAULT) : LEAD_DEFAULT;
    return days < 0 ? 0 : days > 1000 ? 1000 : (int)days;
}

Day trigger_last_moment(Desk *desk, const Record *event, Arena *arena) {
    return day_add_working(field_day(event, "decision_on", 0), -trigger_lead_days(desk, event, arena), (Calendar){.id = CALENDAR_NL});
}

const char *trigger_large_from(Desk *desk, const Record *event, Arena *arena) {
    if (record_has(event, "large_from") || !record_is(event, "state", "signalled")) return record_text(event, "large_from");
    const Record *kind = kind_of(desk, event, arena);
    return kind ? record_text(kind, "large_from") : NULL;
}

bool trigger_is_large(Desk *desk, const Record *event, Arena *arena) {
    const char *from = trigger_large_from(desk, event, arena);
    if (!from || !record_has(event, "value_class")) return false;
    return choice_index(choices_value_class, record_text(event, "value_class")) >= choice_index(choices_value_class, from);
}

int trigger_heard_late(Desk *desk, const Record *event) {
    if (!record_has(event, "decision_on") || !record_has(event, "heard_on")) return 0;
    Arena *arena = arena_new();
    int days = day_count_working(trigger_last_moment(desk, event, arena), field_day(event, "heard_on", 0), (Calendar){.id = CALENDAR_NL});
    arena_free(arena);
    return days > 0 ? days : 0;
}

/* -- consequences ---------------------------------------------------------------------------------------------- */

/* A name that only one contact has is that contact: the radar counts by the person. */
static void name_source(Effect *effect) {
    Record *event = effect->after;
    const char *from = record_text(event, "heard_from");
    const RegisterDef *def;
    int64_t no;
    Found *found;
    if (!from || code_parse(from, &def, &no) || desk_named(effect->desk, register_by_key("contact"), from, effect->arena, &found) != 1) return;
    char *code = arena_alloc(effect->arena, CODE_SIZE);
    code_write(found[0].def, found[0].no, code);
    record_set_text(event, "heard_from", code);
}

Status trigger_fill(Effect *effect, Error *err) {
    (void)err;
    Record *event = effect->after;
    name_source(effect);
    const Record *kind = kind_of(effect->desk, event, effect->arena);
    if (!record_has(event, "needs")) record_set_text(event, "needs", kind && record_has(kind, "needs") ? record_text(kind, "needs") : "advice");
    bool started = !text_has_word("signalled", record_text(event, "state"));
    bool starts = started && kind && !record_has(event, "lead_days");
    if (!starts) return OK;
    record_set_number(event, "lead_days", trigger_lead_days(effect->desk, event, effect->arena));
    if (!record_has(event, "large_from") && record_has(kind, "large_from")) record_set_text(event, "large_from", record_text(kind, "large_from"));
    return OK;
}

/* The list of checks as the catalogue has it on the day the assessment starts; later changes of the catalogue do not reach it. */
static Status freeze_checks(Effect *effect, Error *err) {
    const Record *event = effect->after, *kind = kind_of(effect->desk, event, effect->arena);
    if (!kind || !enters(effect, "assessing given") || rows_of(effect->desk, event, "check", effect->arena).count) return OK;
    if (effect->before && !record_is(effect->before, "state", "signalled")) return OK;
    RecordList checks = rows_of(effect->desk, kind, "check", effect->arena);
    Status status = OK;
    for (size_t i = 0; i < checks.count && status == OK; i++) {
        Record *row = record_new_initial(checks.items[i]->def, effect->now, effect->arena);
        row->parent = event->def;
        row->parent_no = event->no;
        record_set_text(row, "item", record_text(checks.items[i], "item"));
        record_set_text(row, "moment", record_text(checks.items[i], "moment"));
        status = effect->save(effect, NULL, row, err);
    }
    return status;
}

/* An answer is of use only before what it serves is decided: when that comes nearer, so does the answer. */
static Status pull_answers(Effect *effect, Error *err) {
    const Record *event = effect->after;
    RecordList advices;
    Day decision = field_day(event, "decision_on", 0);
    if (!decision || (effect->before && field_day(effect->before, "decision_on", 0) == decision)) return OK;
    Status status = find_pointing(effect->desk, code_of(event, effect->arena), "advice", "about", effect->arena, &advices, err);
    for (size_t i = 0; i < advices.count && status == OK; i++) {
        const Record *advice = advices.items[i];
        bool waits = text_has_word("draft given", record_text(advice, "state"));
        if (!waits || field_day(advice, "answer_due", decision) <= decision) continue;
        Record *wanted = record_copy(advice, effect->arena);
        record_set_number(wanted, "answer_due", decision);
        status = effect->save(effect, advice, wanted, err);
    }
    return status;
}

/* What is still to be done before signature is due on the day of it. */
static Status date_checks(Effect *effect, Error *err) {
    const Record *event = effect->after;
    bool said = record_number(event, "checks_follow", 0) && !(effect->before && record_number(effect->before, "checks_follow", 0));
    if (!said || !record_has(event, "decision_on")) return OK;
    RecordList checks = rows_of(effect->desk, event, "check", effect->arena);
    Status status = OK;
    for (size_t i = 0; i < checks.count && status == OK; i++) {
        const Record *row = checks.items[i];
        if (!record_is(row, "moment", "before") || record_has(row, "result") || record_has(row, "due_on")) continue;
        Record *wanted = record_copy(row, effect->arena);
        record_set_number(wanted, "due_on", record_number(event, "decision_on", 0));
        status = effect->save(effect, row, wanted, err);
    }
    return status;
}

Status trigger_follow(Effect *effect, Error *err) {
    Status status = freeze_checks(effect, err);
    if (status == OK) status = date_checks(effect, err);
    return status == OK ? pull_answers(effect, err) : status;
}
