#include "cadences.h"

#include <string.h>

#include "find.h"

static const struct {
    const char *rule;
    CadenceTerm ideal, maximum;
    bool formal;
} rules[] = {
    {"talk_formal", CADENCE_FORMAL_IDEAL, CADENCE_FORMAL_MAXIMUM, true},
    {"talk_informal", CADENCE_INFORMAL_IDEAL, CADENCE_INFORMAL_MAXIMUM, false},
};

static bool is_contact(const Record *record) {
    return strcmp(record->def->key, "contact") == 0;
}

static RecordList rows_in_force(Desk *desk, Arena *arena) {
    RecordList none = {0};
    const Record *organisation = desk_organisation(desk, arena);
    return organisation ? rows_of(desk, organisation, "cadence", arena) : none;
}

Cadence cadence_now(Desk *desk, const Record *contact, CadenceTerm term, Arena *arena) {
    return cadence_of(contact, rows_in_force(desk, arena), term);
}

/* -- talks ------------------------------------------------------------------------------------------------------- */

enum { TALKS_MOST = 1000 }; /* back in time until a formal one is met */

/* The last held talks of which the contact was a part: the newest of any kind, and the newest formal one. */
static Status last_talks(Desk *desk, const Record *contact, Arena *arena, Moment *any, Moment *formal, Error *err) {
    Link *links;
    size_t count;
    const RegisterDef *talk = register_by_key("talk");
    Status status = records_linked(desk->db, contact->def, contact->no, talk, arena, &links, &count, TALKS_MOST, err);
    *any = *formal = 0;
    for (size_t i = 0; status == OK && i < count && !*formal; i++) {
        if (links[i].at == 0 || strcmp(links[i].field, "with") != 0) continue;
        Record *held;
        status = records_load(desk->db, talk, links[i].no, arena, &held, err);
        if (status != OK || held->voided_at || !text_has_word("held recorded", record_text(held, "state"))) continue;
        if (!*any) *any = links[i].at;
        if (record_is(held, "formality", "formal")) *formal = links[i].at;
    }
    return status;
}

Moment cadence_planned(Desk *desk, const Record *contact) {
    Arena *arena = arena_new();
    const Record *talk = talk_planned(desk, contact, arena);
    Moment next = talk ? record_number(talk, "planned_at", 0) : 0;
    arena_free(arena);
    return next;
}

/* -- dues -------------------------------------------------------------------------------------------------------- */

/* Due at what is wanted, late after the longest that will do. Never spoken counts from when the contact was made. */
static bool make_due(const Record *contact, RecordList rows, size_t rule, Moment last, Due *due) {
    Cadence ideal = cadence_of(contact, rows, rules[rule].ideal), most = cadence_of(contact, rows, rules[rule].maximum);
    if (!ideal.set && !most.set) return false;
    if (!ideal.set) ideal = most;
    Day from = moment_day(last ? last : contact->created_at), warn = day_add_span(from, ideal.span);
    Day end = most.set ? day_add_span(from, most.span) : warn;
    *due = (Due){.rule = rules[rule].rule, .start_at = last, .warn_at = moment_at(warn, 0), .due_at = moment_at(end > warn ? end : warn, DAY_END)};
    return !record_has(contact, "left_on") || warn < record_number(contact, "left_on", 0);
}

Status cadence_dues(Desk *desk, const Record *record, Arena *arena, Dues *dues, Error *err) {
    const Record *organisation;
    if (!is_contact(record) || !record_open(record)) return OK;
    organisation = desk_organisation(desk, arena);
    if (organisation && text_equal(record_text(organisation, "officer"), code_of(record, arena))) return OK; /* oneself */
    RecordList rows = rows_in_force(desk, arena);
    Moment any, formal;
    Status status = last_talks(desk, record, arena, &any, &formal, err);
    for (size_t i = 0; status == OK && i < COUNT_OF(rules) && dues->count < MOST_DUES; i++)
        /* a formal talk also keeps informal touch, not the reverse */
        dues->count += make_due(record, rows, i, rules[i].formal ? formal : any, &dues->items[dues->count]);
    return status;
}

/* -- all of them again ------------------------------------------------------------------------------------------- */

bool cadence_touches(const Record *record) {
    return strcmp(record->def->key, "cadence") == 0;
}

static bool are_contacts(Desk *desk, const RegisterDef *def) {
    (void)desk;
    return strcmp(def->key, "contact") == 0;
}

Status cadence_recompute(Desk *desk, Error *err) {
    return derive_all(desk, are_contacts, NULL, err);
}
