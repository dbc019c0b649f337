/* Dues that a table of due rules cannot say, because they follow from rows, from another record or from what did not happen. */
#include <string.h>

#include "approvals.h"
#include "consequences.h"
#include "events.h"
#include "own_rules.h"

static void add_day(Dues *dues, const char *rule, Day start, Day due, Day warn) {
    if (dues->count == MOST_DUES) return;
    dues->items[dues->count++] = (Due){
        .rule = rule, .start_at = moment_at(start, 0), .warn_at = moment_at(warn < due ? warn : due, 0), .due_at = moment_at(due, DAY_END)};
}

/* Red from its end on, until it is shown to be gone: what is entered then (ended on) starts the due of the proof. */
static void approval_dues(Desk *desk, const Record *record, Arena *arena, Dues *dues) {
    enum { FIRST_WARNING = 30 };
    Day end;
    if (!record_is(record, "state", "running") || record_has(record, "ended_on") || !approval_end(desk, record, arena, &end)) return;
    add_day(dues, "end", field_day(record, "granted_on", moment_day(record->created_at)), end, end - FIRST_WARNING);
}

static void trigger_dues(Desk *desk, const Record *record, Arena *arena, Dues *dues) {
    enum { WARN = 10 };
    bool waits = text_has_word("signalled assessing", record_text(record, "state"));
    if (!waits || !record_has(record, "decision_on") || record_has(record, "given_on")) return;
    Day last = trigger_last_moment(desk, record, arena);
    add_day(dues, "give", field_day(record, "heard_on", last), last, last - WARN);
}

/* "None in time" is said by the clock, not by a person; what then must be done has its own term. */
static void advice_dues(Desk *desk, const Record *record, Dues *dues) {
    if (!record_is(record, "state", "given") || !record_has(record, "answer_due") || record_has(record, "answered_on")) return;
    Day due = field_day(record, "answer_due", 0);
    add_day(dues, "none_in_time", due, day_add_span(due, own_span(desk, "term_not_adopted", "5wd")), due + 1);
}

static Status round_dues(Desk *desk, const Record *record, Arena *arena, Dues *dues, Error *err) {
    enum { WARN = 7 };
    Span every;
    const char *cadence = record_text(record, "cadence");
    if (!record_open(record) || !cadence || span_parse(cadence, &every, NULL) != OK) return OK;
    RecordList talks;
    Status status = find_pointing(desk, code_of(record, arena), "talk", "round", arena, &talks, err);
    Day last = moment_day(record->created_at);
    for (size_t i = 0; i < talks.count; i++) {
        const Record *talk = talks.items[i];
        bool held = text_has_word("held recorded", record_text(talk, "state")) && record_has(talk, "held_at");
        if (held && field_day(talk, "held_at", 0) > last) last = field_day(talk, "held_at", 0);
    }
    Day due = day_add_span(last, every);
    if (status == OK) add_day(dues, "hold_round", last, due, due - WARN);
    return status;
}

/* Points are earned over years: the gap is seen well before the certificate runs out. */
static void competence_dues(const Record *record, Dues *dues) {
    enum { BEFORE_END = 90, WARN = 180 };
    bool late = record_number(record, "points_earned", 0) < record_number(record, "points_needed", 0);
    if (!late || !record_open(record) || !record_has(record, "valid_until")) return;
    Day due = field_day(record, "valid_until", 0) - BEFORE_END;
    add_day(dues, "points", field_day(record, "obtained", due), due, due - WARN);
}

/* Days of a span field; `otherwise` when empty. */
static Day span_days(const Record *record, const char *key, Day from, Day otherwise) {
    Span span;
    const char *text = record_text(record, key);
    return text && span_parse(text, &span, NULL) == OK ? day_add_span(from, span) - from : otherwise;
}

/* Seen as long before as asked; what comes back each week would else always need somebody. */
static void duty_dues(const Record *duty, Dues *dues) {
    enum { WARN = 7, OFTEN = 31 };
    if (!record_open(duty) || !record_has(duty, "next_on")) return;
    Day due = field_day(duty, "next_on", 0), every = span_days(duty, "every", due, OFTEN + 1);
    add_day(dues, "do", due, due, due - span_days(duty, "lead", due, every <= OFTEN ? 1 : WARN));
}

/* A card that says no day to try it again is tried again half a year after the last time. */
static void card_dues(const Record *organisation, Dues *dues) {
    enum { WARN = 14 };
    Day due = record_has(organisation, "card_check_next") ? 0 : card_due(organisation);
    if (due && record_open(organisation)) add_day(dues, "card", field_day(organisation, "card_checked_on", due), due, due - WARN);
}

Status dues_computed(Desk *desk, const Record *record, Arena *arena, Dues *dues, Error *err) {
    const char *reg = record->def->key;
    if (strcmp(reg, "approval") == 0) approval_dues(desk, record, arena, dues);
    if (strcmp(reg, "trigger") == 0) trigger_dues(desk, record, arena, dues);
    if (strcmp(reg, "advice") == 0) advice_dues(desk, record, dues);
    if (strcmp(reg, "competence") == 0) competence_dues(record, dues);
    if (strcmp(reg, "organisation") == 0) card_dues(record, dues);
    if (strcmp(reg, "duty") == 0) duty_dues(record, dues);
    return strcmp(reg, "round") == 0 ? round_dues(desk, record, arena, dues, err) : OK;
}
