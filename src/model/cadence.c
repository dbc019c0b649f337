#include "loket/model/cadence.h"

#include "loket/base/lang.h"
#include "loket/model/validate.h"

const char *const cadence_keys[CADENCE_TERMS] = {"formal_ideal", "formal_maximum", "informal_ideal", "informal_maximum"};

/* Roles that are not here ask for no talk of themselves: suppliers, clients, employees are spoken when there is a reason. */
static const struct {
    const char *role;
    const char *spans[CADENCE_TERMS];
} builtin[] = {
    {"portfolio_holder", {"90d", "120d", "30d", "45d"}},   {"board_deputy", {"180d", "270d", "60d", "90d"}},
    {"director", {NULL, NULL, "90d", "120d"}},             {"dpo", {NULL, NULL, "30d", "45d"}},
    {"privacy_officer", {NULL, NULL, "14d", "30d"}},       {"manager", {NULL, NULL, "90d", "120d"}},
    {"key_official", {NULL, NULL, "60d", "90d"}},          {"process_owner", {NULL, NULL, "90d", "120d"}},
    {"ict", {NULL, NULL, "30d", "45d"}},                   {"procurement", {NULL, NULL, "45d", "60d"}},
    {"project_office", {NULL, NULL, "45d", "60d"}},        {"hr", {NULL, NULL, "90d", "120d"}},
    {"facilities", {NULL, NULL, "90d", "120d"}},           {"works_council", {NULL, NULL, "180d", "270d"}},
    {"internal_audit", {"365d", "400d", "90d", "120d"}},   {"supervisory_board", {"365d", "400d", NULL, NULL}},
    {"confidential_counsellor", {NULL, NULL, "90d", "120d"}}, {"complaints_officer", {NULL, NULL, "60d", "90d"}},
};

const char *cadence_builtin(const char *role, CadenceTerm term) {
    for (size_t i = 0; i < COUNT_OF(builtin); i++)
        if (text_equal(builtin[i].role, role)) return builtin[i].spans[term];
    return NULL;
}

/* The whole of the last row counts: what is empty in it is asked for no more. */
static const char *of_role(const char *role, RecordList rows, CadenceTerm term) {
    for (size_t i = rows.count; i-- > 0;)
        if (record_is(rows.items[i], "role", role)) return record_text(rows.items[i], cadence_keys[term]);
    return cadence_builtin(role, term);
}

/* How long it is, in days; measured from one fixed day, so that months and years compare. */
static Day length(Span span) {
    return day_add_span(0, span);
}

static bool read_span(const char *text, Span *span) {
    return text && span_parse(text, span, NULL) == OK;
}

Cadence cadence_of(const Record *contact, RecordList rows, CadenceTerm term) {
    Cadence found = {0};
    char role[64];
    if (record_has(contact, cadence_keys[term]) || record_has(contact, cadence_keys[term ^ 1])) {
        found.set = read_span(record_text(contact, cadence_keys[term]), &found.span) && found.span.count > 0;
        return found;
    }
    const FieldDef *roles = register_field(contact->def, "roles");
    for (const char *rest = record_text(contact, "roles"); text_next_word(&rest, role, sizeof role);) {
        Span span;
        if (!read_span(of_role(role, rows, term), &span) || span.count <= 0) continue;
        if (found.set && length(span) >= length(found.span)) continue;
        found = (Cadence){.set = true, .span = span, .role = roles->choices[choice_index(roles->choices, role)].key};
    }
    return found;
}

void cadence_check(const Record *record, Problems *problems) {
    for (int term = 0; term < CADENCE_TERMS; term += 2) {
        const char *ideal_key = cadence_keys[term], *maximum_key = cadence_keys[term + 1];
        Span ideal, maximum;
        bool has_ideal = read_span(record_text(record, ideal_key), &ideal), has_maximum = read_span(record_text(record, maximum_key), &maximum);
        if (has_ideal && ideal.count < 0) problem_add(problems, record->def, ideal_key, "%s", _("a time that lies in the past; 0d asks for no talk"));
        if (has_maximum && maximum.count < 0) problem_add(problems, record->def, maximum_key, "%s", _("a time that lies in the past; 0d asks for no talk"));
        if (has_ideal && has_maximum && ideal.count > 0 && maximum.count > 0 && length(maximum) < length(ideal))
            problem_add(problems, record->def, maximum_key, "%s", _("shorter than what is wanted"));
    }
}
