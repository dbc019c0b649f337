/* Decisions on requests: what must have been heard and said, the conditions it is on, and what it does to the advice on it. */
#include "approvals.h"

#include <string.h>

#include "consequences.h"
#include "loket/app/sheet.h"
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* -- what is refused --------------------------------------------------------------------------------------------- */

/* What a decision makes of an advice or a view; what is not granted is as good as rejected. */
static const struct {
    const char *direction, *outcome, *answer;
} answers[] = {
    {"negative", "approved", "not_adopted"},   {"negative", "conditions", "not_adopted"}, {"negative", "rejected", "adopted"},
    {"conditions", "approved", "not_adopted"}, {"conditions", "conditions", "adopted"},   {"conditions", "rejected", "adopted"},
    {"positive", "approved", "adopted"},       {"positive", "conditions", "adopted"},     {"positive", "rejected", "not_adopted"},
};

static const char *answer_of(const char *direction, const Record *decision) {
    const char *outcome = rule_grants(decision) ? record_text(decision, "outcome") : "rejected";
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        if (text_equal(direction, answers[i].direction) && text_equal(outcome, answers[i].outcome)) return answers[i].answer;
    return NULL;
}

static const Record *request_of(Effect *effect, const Record *row) {
    Record *request;
    return row->parent && records_load(effect->desk->db, row->parent, row->parent_no, effect->arena, &request, NULL) == OK ? request : NULL;
}

/* A measure that government imposes on itself cannot be accepted away. */
static bool is_government_measure(Effect *effect, const Record *request) {
    Record *rule;
    const char *code = record_text(request, "rule");
    return code && approval_in_government(effect->desk, effect->arena) && records_find(effect->desk->db, code, effect->arena, &rule, NULL) == OK &&
           record_is(rule, "kind", "norm");
}

/* An action with a day that comes from this request: what a measure that cannot be accepted away becomes. */
static bool has_action(Effect *effect, const Record *request) {
    RecordList actions;
    if (find_pointing(effect->desk, code_of(request, effect->arena), "action", "origin", effect->arena, &actions, NULL) != OK) return false;
    for (size_t i = 0; i < actions.count; i++)
        if (record_has(actions.items[i], "due_on")) return true;
    return false;
}

static void check_outcome(Effect *effect, const Record *request) {
    const Record *decision = effect->after;
    if (rule_grants(decision) && is_government_measure(effect, request))
        problem_add(effect->problems, decision->def, "outcome", "%s",
                    _("a government measure cannot be accepted away: it is not applicable, or becomes an action with a date"));
    if (record_is(decision, "outcome", "action") && !has_action(effect, request))
        problem_add(effect->problems, decision->def, "outcome", _("make the action first, with a day and with %s as its origin"), code_of(request, effect->arena));
    if (record_is(decision, "outcome", "conditions") && rows_of(effect->desk, request, "condition", effect->arena).count == 0)
        problem_add(effect->problems, decision->def, "outcome", "%s", _("on which conditions: add them here, or a usual set to the rule or the organisation"));
}

/* Not following a view is a choice that is put into words, not something that is passed over. */
static void check_followed(Effect *effect, const Record *request) {
    RecordList rows = rows_of(effect->desk, request, "consult", effect->arena);
    for (size_t i = 0; i < rows.count; i++) {
        const Record *row = rows.items[i];
        bool against = text_equal(answer_of(record_text(row, "view"), effect->after), "not_adopted");
        if (against && !record_is(row, "followed", "no"))
            problem_add(effect->problems, effect->after->def, "outcome", _("it goes against the view of %s: say at consultation %d that it is not followed, and why"),
                        desk_title_of(effect->desk, record_text(row, "who"), effect->arena), (int)row->no);
    }
}

/* Who was asked and has not answered yet, by name; NULL = nobody. */
static const char *unheard(Desk *desk, const Record *request, Arena *arena) {
    RecordList rows = rows_of(desk, request, "consult", arena);
    const char *names = NULL;
    for (size_t i = 0; i < rows.count; i++) {
        if (record_has(rows.items[i], "answered_on") || record_has(rows.items[i], "view")) continue;
        const char *name = desk_title_of(desk, record_text(rows.items[i], "who"), arena);
        names = names ? arena_printf(arena, "%s, %s", names, name) : name;
    }
    return names;
}

/* A request that was decided before it came into this file was decided as it was. */
static void check_heard_all(Effect *effect, const Record *request) {
    const Record *before = NULL, *decision = effect->after;
    bool made = effect->in_batch(effect, request->def, request->no, &before) && !before;
    const char *names = made || record_has(decision, "unheard_because") ? NULL : unheard(effect->desk, request, effect->arena);
    if (names) problem_add(effect->problems, decision->def, "unheard_because", _("no answer yet from %s: wait for it, or say why not"), names);
}

Status decision_check(Effect *effect, Error *err) {
    (void)err;
    const Record *decision = effect->after, *request = effect->before ? NULL : request_of(effect, decision);
    if (!request) return OK;
    const char *by = record_text(decision, "decided_by"), *only = approval_only_advises(effect->desk, request, effect->arena);
    if (only && is_officer(effect->desk, by, effect->arena)) problem_add(effect->problems, decision->def, "decided_by", "%s", only);
    const char *behalf = record_text(decision, "on_behalf_of");
    if (behalf && (text_equal(behalf, record_text(request, "requester")) || text_equal(behalf, record_text(request, "beneficiary"))))
        problem_add(effect->problems, decision->def, "on_behalf_of", "%s", _("nobody decides on behalf of who asks or gains by it"));
    if (field_day(decision, "decided_on", 0) > moment_day(effect->now))
        problem_add(effect->problems, decision->def, "decided_on", "%s", _("a decision to come is no decision yet"));
    if (rule_grants(decision) && field_day(decision, "until", field_day(decision, "decided_on", 0)) < field_day(decision, "decided_on", 0))
        problem_add(effect->problems, decision->def, "until", "%s", _("it ends before it is decided"));
    check_outcome(effect, request);
    check_heard_all(effect, request);
    check_followed(effect, request);
    return OK;
}

/* -- the conditions it is on ---------------------------------------------------------------------------------------- */

static RecordList usual_conditions(Desk *desk, const Record *request, Arena *arena) {
    Record *rule;
    const char *code = record_text(request, "rule");
    RecordList rows = {0};
    if (code && records_find(desk->db, code, arena, &rule, NULL) == OK) rows = rows_of(desk, rule, "condition", arena);
    const Record *organisation = rows.count ? NULL : desk_organisation(desk, arena);
    return organisation ? rows_of(desk, organisation, "condition", arena) : rows;
}

/* As the rule has them on the day of the decision; without its own, those of the organisation. Given ones stand instead. */
static Status copy_conditions(Effect *effect, const Record *request, Error *err) {
    static const char *const keys[] = {"kind", "text", "within"};
    if (!record_is(effect->after, "outcome", "conditions") || rows_of(effect->desk, request, "condition", effect->arena).count) return OK;
    RecordList usual = usual_conditions(effect->desk, request, effect->arena);
    Status status = OK;
    for (size_t i = 0; i < usual.count && status == OK; i++) {
        Record *row = record_new_initial(usual.items[i]->def, effect->now, effect->arena);
        row->parent = request->def;
        row->parent_no = request->no;
        for (size_t k = 0; k < COUNT_OF(keys); k++) record_set(row, keys[k], record_value(usual.items[i], keys[k]));
        status = effect->save(effect, NULL, row, err);
    }
    return status;
}

static void add_condition(const Record *row, StrBuf *out, bool first) {
    const char *text = record_text(row, "text");
    StrBuf kind;
    strbuf_init(&kind);
    field_format(register_field(row->def, "kind"), row->def, record_value(row, "kind"), &kind);
    strbuf_addf(out, "%s%s%s%s%s", first ? " " : "; ", kind.data, text ? " (" : "", text ? text : "", text ? ")" : "");
    strbuf_done(&kind);
}

void sheet_before_deciding(Desk *desk, const RegisterDef *def, const RegisterDef *parent, int64_t parent_no, StrBuf *out) {
    Arena *arena = arena_new();
    Record *request = NULL;
    bool deciding = strcmp(def->key, "decision") == 0 && strcmp(parent->key, "approval") == 0;
    if (deciding && records_load(desk->db, parent, parent_no, arena, &request, NULL) == OK) {
        const char *names = unheard(desk, request, arena);
        RecordList given = rows_of(desk, request, "condition", arena), conditions = given.count ? given : usual_conditions(desk, request, arena);
        if (names) strbuf_addf(out, _("No answer yet from %s. "), names);
        if (conditions.count) strbuf_add(out, given.count ? _("Its conditions:") : _("\"On conditions\" adds:"));
        for (size_t i = 0; i < conditions.count; i++) add_condition(conditions.items[i], out, i == 0);
    }
    arena_free(arena);
}

/* Who ticks it off saw it, today, and it is so. */
Status condition_fill(Effect *effect, Error *err) {
    (void)err;
    Record *row = effect->after;
    if (!row->parent || strcmp(row->parent->key, "approval") != 0) return OK;
    if (record_has(row, "checked_on") && !record_has(row, "result")) record_set_text(row, "result", "met");
    if (!record_has(row, "result")) return OK;
    if (!record_has(row, "checked_on")) record_set_number(row, "checked_on", moment_day(effect->now));
    if (!record_has(row, "checked_by") && desk_me(effect->desk)) record_set_text(row, "checked_by", desk_me(effect->desk));
    return OK;
}

Day approval_condition_day(Desk *desk, const Record *request, const Record *condition, Arena *arena) {
    enum { USUAL_DAYS = 14 };
    Span within;
    Day end;
    const Record *decision = last_row(desk, request, "decision", arena);
    if (record_has(condition, "check_by") || !decision || !rule_grants(decision)) return field_day(condition, "check_by", 0);
    Day decided = field_day(decision, "decided_on", moment_day(decision->created_at));
    const char *span = record_text(condition, "within");
    if (span && span_parse(span, &within, NULL) == OK) return day_add_span(decided, within);
    return record_is(condition, "kind", "end_date") && approval_end(desk, request, arena, &end) ? end : decided + USUAL_DAYS;
}

bool approval_condition_unmet(const RecordList *rows, size_t at) {
    if (!record_is(rows->items[at], "result", "not_met")) return false;
    for (size_t later = at + 1; later < rows->count; later++)
        if (text_equal(record_text(rows->items[at], "kind"), record_text(rows->items[later], "kind")) && record_is(rows->items[later], "result", "met")) return false;
    return true;
}

/* -- what a decision does to the advice on it --------------------------------------------------------------------- */

static Status answer_advice(Effect *effect, const Record *request, const Record *advice, Error *err) {
    const Record *decision = effect->after;
    const char *answer = answer_of(record_text(advice, "direction"), decision);
    if (!answer || !record_is(advice, "state", "given")) return OK;
    Record *wanted = record_copy(advice, effect->arena);
    record_set_text(wanted, "state", "answered");
    record_set_text(wanted, "answer", answer);
    record_set_text(wanted, "answered_by", record_text(decision, "decided_by"));
    Day given = field_day(advice, "given_on", 0), on = field_day(decision, "decided_on", moment_day(effect->now));
    record_set_number(wanted, "answered_on", on < given ? given : on);
    if (!record_has(wanted, "answer_reason")) record_set_text(wanted, "answer_reason", record_text(decision, "motivation"));
    /* where the answer is recorded is where the decision is; without that it stays a due of its own */
    const char *place = record_text(decision, "place_of_record");
    if (place && !record_has(wanted, "answer_place"))
        record_set_text(wanted, "answer_place", arena_printf(effect->arena, "%s, %s", code_of(request, effect->arena), place));
    if (strcmp(answer, "adopted") != 0 && !record_has(wanted, "carried_by") && record_has(request, "risk_owner"))
        record_set_text(wanted, "carried_by", record_text(request, "risk_owner"));
    return effect->save(effect, advice, wanted, err);
}

/* The row is the act of deciding: the request moves with it, if nothing is missing for that. */
static Status decide(Effect *effect, const Record *request, Error *err) {
    const Record *before;
    if (!approval_undecided(request) || effect->in_batch(effect, request->def, request->no, &before)) return OK;
    Record *wanted = record_copy(request, effect->arena);
    record_set_text(wanted, "state", "decided");
    return effect->save(effect, request, wanted, err);
}

Status decision_follow(Effect *effect, Error *err) {
    const Record *request = effect->before ? NULL : request_of(effect, effect->after);
    RecordList advices = {0};
    if (!request) return OK;
    Status status = find_pointing(effect->desk, code_of(request, effect->arena), "advice", "about", effect->arena, &advices, err);
    for (size_t i = 0; i < advices.count && status == OK; i++) status = answer_advice(effect, request, advices.items[i], err);
    if (status == OK) status = copy_conditions(effect, request, err);
    return status == OK ? decide(effect, request, err) : status;
}
