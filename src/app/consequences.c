#include "consequences.h"

#include <string.h>

static const Consequence consequences_table[] = {
    {"incident", CONSEQUENCE_FILL, report_fill},     {"incident", CONSEQUENCE_CHECK, report_check},
    {"reporter", CONSEQUENCE_FILL, reporter_fill},   {"reporter", CONSEQUENCE_CHECK, reporter_check},
    {"approval", CONSEQUENCE_FILL, approval_fill},   {"approval", CONSEQUENCE_CHECK, approval_check},
    {"decision", CONSEQUENCE_CHECK, decision_check}, {"decision", CONSEQUENCE_FOLLOW, decision_follow},
    {"consult", CONSEQUENCE_CHECK, consult_check},   {"condition", CONSEQUENCE_FILL, condition_fill},
    {"advice", CONSEQUENCE_FILL, advice_fill},       {"advice", CONSEQUENCE_CHECK, advice_check},
    {"trigger", CONSEQUENCE_FILL, trigger_fill},     {"trigger", CONSEQUENCE_FOLLOW, trigger_follow},
    {"talk", CONSEQUENCE_FILL, talk_fill},           {"talk", CONSEQUENCE_CHECK, talk_check},
    {"talk", CONSEQUENCE_FOLLOW, talk_follow},       {"done", CONSEQUENCE_FOLLOW, done_follow},
    {"action", CONSEQUENCE_FILL, action_fill},       {"postponement", CONSEQUENCE_FILL, postponement_fill},
    {"postponement", CONSEQUENCE_FOLLOW, postponement_follow}, {"action", CONSEQUENCE_FOLLOW, action_follow},
    {"action", CONSEQUENCE_FILL, today_fill},        {"instruction", CONSEQUENCE_FILL, today_fill},
    {"development", CONSEQUENCE_FILL, today_fill},   {"development", CONSEQUENCE_FILL, development_fill},
    {"anchor", CONSEQUENCE_FILL, anchor_fill},       {"organisation", CONSEQUENCE_FILL, organisation_fill},
};

Status consequences_run(Effect *effect, ConsequenceWhen when, Error *err) {
    Status status = OK;
    for (size_t i = 0; i < COUNT_OF(consequences_table) && status == OK; i++) {
        const Consequence *row = &consequences_table[i];
        if (row->when == when && strcmp(row->reg, effect->after->def->key) == 0) status = row->run(effect, err);
    }
    return status;
}

/* -- what they share ------------------------------------------------------------------------------------------- */

Status find_where(Desk *desk, const char *reg, const char *filter, const char *order, size_t most, Arena *arena, RecordList *list, Error *err) {
    const RegisterDef *def = register_by_key(reg);
    QueryContext context = {.now = desk_now(desk), .me = desk_me(desk)};
    Query query;
    *list = (RecordList){0};
    Order sorted;
    Status status = query_parse(def, filter, &context, arena, &query, err);
    if (status == OK) status = order_parse(def, order, &sorted, err);
    if (status != OK) return status;
    return select_window(desk->db, &(Select){.query = &query, .order = sorted, .limit = most}, arena, list, NULL, err);
}

const Record *find_role(Desk *desk, const char *role, Arena *arena) {
    enum { WINDOW = 20 };
    const RegisterDef *contact = register_by_key("contact");
    Arena *window = arena_new();
    const Record *found = NULL;
    int64_t numbers[WINDOW], after = 0;
    for (size_t got = WINDOW; got == WINDOW && !found;) {
        got = select_holding(desk->db, contact, "roles", role, "active", after, WINDOW, numbers);
        for (size_t i = 0; i < got && !found; i++) {
            Record *record;
            after = numbers[i];
            arena_clear(window);
            if (records_load(desk->db, contact, after, window, &record, NULL) != OK) continue;
            bool left = field_day(record, "left_on", INT64_MAX) <= moment_day(desk_now(desk));
            if (!left) found = record_copy(record, arena);
        }
    }
    arena_free(window);
    return found;
}

const char *only_role(Desk *desk, const char *role, Arena *arena) {
    RecordList list;
    Status status = find_where(desk, "contact", arena_printf(arena, "state:active roles:%s", role), "name", 2, arena, &list, NULL);
    return status == OK && list.count == 1 ? code_of(list.items[0], arena) : NULL;
}

Status find_pointing(Desk *desk, const char *code, const char *reg, const char *field, Arena *arena, RecordList *list, Error *err) {
    enum { MOST = 1000 };
    const RegisterDef *def, *from = register_by_key(reg);
    int64_t no;
    Link *links;
    size_t count;
    *list = (RecordList){0};
    if (!code || !code_parse(code, &def, &no)) return OK;
    Status status = records_linked(desk->db, def, no, from, arena, &links, &count, MOST, err);
    if (status != OK) return status;
    list->items = ARENA_ARRAY(arena, Record *, count + 1);
    for (size_t i = 0; i < count && status == OK; i++) {
        Record *record;
        if (strcmp(links[i].field, field) != 0) continue;
        status = records_load(desk->db, from, links[i].no, arena, &record, err);
        bool again = list->count && status == OK && list->items[list->count - 1]->no == record->no;
        if (status == OK && !record->voided_at && !again) list->items[list->count++] = record;
    }
    return status;
}

RecordList rows_of(Desk *desk, const Record *record, const char *child, Arena *arena) {
    RecordList list = {0};
    if (record->no > 0) records_children(desk->db, record->def, record->no, register_by_key(child), false, arena, &list, NULL);
    return list;
}

const Record *last_row(Desk *desk, const Record *record, const char *child, Arena *arena) {
    RecordList list = rows_of(desk, record, child, arena);
    return list.count ? list.items[list.count - 1] : NULL;
}

const char *code_of(const Record *record, Arena *arena) {
    char *code = arena_alloc(arena, CODE_SIZE);
    code_write(record->def, record->no, code);
    return code;
}

const char *officer_code(Desk *desk, Arena *arena) {
    const Record *organisation = desk_organisation(desk, arena);
    const char *officer = organisation ? record_text(organisation, "officer") : NULL;
    return officer ? officer : desk_me(desk) ? arena_strdup(arena, desk_me(desk)) : NULL;
}

bool is_officer(Desk *desk, const char *code, Arena *arena) {
    const Record *organisation = code ? desk_organisation(desk, arena) : NULL;
    return organisation && (text_equal(code, record_text(organisation, "officer")) || text_equal(code, record_text(organisation, "stand_in")));
}

bool enters(const Effect *effect, const char *states) {
    const char *now = record_text(effect->after, "state"), *was = effect->before ? record_text(effect->before, "state") : NULL;
    return text_has_word(states, now) && !text_equal(now, was);
}
