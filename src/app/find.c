#include "find.h"

#include <stdio.h>
#include <string.h>

#include "loket/model/rules.h"
#include "loket/store/select.h"

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

Status talks_of(Desk *desk, const Record *who, Arena *arena, RecordList *list, Error *err) {
    return find_pointing(desk, code_of(who, arena), "talk", strcmp(who->def->key, "round") == 0 ? "round" : "with", arena, list, err);
}

const Record *talk_planned(Desk *desk, const Record *who, Arena *arena) {
    RecordList talks;
    const Record *next = NULL;
    if (talks_of(desk, who, arena, &talks, NULL) != OK) return NULL;
    for (size_t i = 0; i < talks.count; i++) {
        const Record *talk = talks.items[i];
        Moment at = record_is(talk, "state", "planned") ? record_number(talk, "planned_at", 0) : 0;
        if (at && (!next || at < record_number(next, "planned_at", 0))) next = talk;
    }
    return next;
}
