#include "loket/model/rules.h"

#include <stdio.h>

/* The organisation is a one-row register, so its code is known. */
#define ORGANISATION_CODE "ORG-0001"

bool rule_in_state(const Record *record, const char *states) {
    return text_has_word(states, record_text(record, "state"));
}

bool rule_enters(const Record *before, const Record *after, const char *state) {
    return record_is(after, "state", state) && !(before && record_is(before, "state", state));
}

bool rule_changed(const Record *before, const Record *after, const char *key) {
    const FieldDef *field = register_field(after->def, key);
    Value now = record_value(after, key);
    return before ? !value_equal(field, record_value(before, key), now) : now.set;
}

void rule_need(Problems *problems, const Record *after, const char *key, const char *message) {
    if (!record_has(after, key)) problem_add(problems, after->def, key, "%s", message);
}

/* Dates and moments in one measure, seconds; a date stands for the end of its day when it must not lie before
 * something, so that "on the same day" is never an error. */
static Moment field_moment(const Record *record, const char *key, int second) {
    int64_t number = record_number(record, key, 0);
    return register_field(record->def, key)->type == FT_DATE ? moment_at((Day)number, second) : (Moment)number;
}

void rule_order(Problems *problems, const Record *after, const char *earlier, const char *key, const char *message) {
    if (!record_has(after, earlier) || !record_has(after, key)) return;
    if (field_moment(after, key, DAY_END) < field_moment(after, earlier, 0))
        problem_add(problems, after->def, key, "%s", message);
}

void rule_past(const Facts *facts, Problems *problems, const Record *after, const char *key, const char *message) {
    if (record_has(after, key) && field_moment(after, key, 0) > facts->now)
        problem_add(problems, after->def, key, "%s", message);
}

bool rule_same_person(const Record *a, const char *a_key, const Record *b, const char *b_key) {
    return record_has(a, a_key) && text_equal(record_text(a, a_key), record_text(b, b_key));
}

const char rule_granting[] = "approved conditions";

bool rule_grants(const Record *decision) {
    return text_has_word(rule_granting, record_text(decision, "outcome"));
}

bool rule_is_data_subject(const char *kind) {
    return text_has_word("access rectification erasure portability restriction objection", kind);
}

bool rule_answered(const Record *reporter) {
    return record_has(reporter, "answered_on") || record_has(reporter, "no_answer_because") || record_number(reporter, "anonymous", 0);
}

const char *rule_reporter(const Record *reporter, char *name) {
    const char *who = record_hides(reporter, register_field(reporter->def, "who")) ? NULL : record_text(reporter, "who");
    if (who)
        snprintf(name, TEXT_MOST, "%s", who);
    else
        snprintf(name, TEXT_MOST, "%d", (int)reporter->no);
    return name;
}

const Record *rule_organisation(const Facts *facts) {
    return facts->find(facts->ctx, ORGANISATION_CODE);
}

bool rule_is_officer(const Facts *facts, const char *code) {
    const Record *organisation = code ? rule_organisation(facts) : NULL;
    return organisation && (text_equal(code, record_text(organisation, "officer")) ||
                            text_equal(code, record_text(organisation, "stand_in")));
}
