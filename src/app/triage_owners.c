/* To whom triage gives a record by one letter: who handled the newest ones, most often first; oneself; whose role makes it likely. */
#include <stdio.h>
#include <string.h>

#include "loket/store/select.h"
#include "triage_private.h"

enum { OWNERS_FROM = 200 /* records of each register */ };

bool triage_can_handle(Desk *desk, const char *code) {
    Arena *arena = arena_new();
    Record *record;
    bool can = desk_find(desk, code, arena, &record, NULL) == OK && record_open(record);
    arena_free(arena);
    return can;
}

/* How many records somebody handled. */
typedef struct Handled {
    char code[CODE_SIZE];
    int count;
} Handled;

static void count_handler(const char *code, Handled *people, size_t *count, size_t most) {
    if (!code) return;
    size_t i = 0;
    while (i < *count && strcmp(people[i].code, code) != 0) i++;
    if (i == most) return;
    if (i == *count) {
        snprintf(people[i].code, CODE_SIZE, "%s", code);
        people[(*count)++].count = 0;
    }
    people[i].count++;
}

static void add_owner(Triage *triage, const char *code) {
    if (!code || !*code || triage->owner_count == TRIAGE_OWNERS) return;
    for (size_t i = 0; i < triage->owner_count; i++)
        if (strcmp(triage->owners[i].code, code) == 0) return;
    if (!triage_can_handle(triage->desk, code)) return;
    TriageOwner *owner = &triage->owners[triage->owner_count++];
    Arena *arena = arena_new();
    snprintf(owner->code, sizeof owner->code, "%s", code);
    snprintf(owner->name, sizeof owner->name, "%s", desk_title_of(triage->desk, code, arena));
    arena_free(arena);
}

/* Who handled the newest records of the registers that have triage. */
static void count_handlers(Triage *triage, Handled *people, size_t *count, size_t most, Arena *arena) {
    for (const TriageDef *how = triage_defs; how->reg; how++) {
        const RegisterDef *def = register_by_key(how->reg);
        int64_t next = records_next_number(desk_db(triage->desk), def);
        RecordList list;
        if (records_page(desk_db(triage->desk), def, next > OWNERS_FROM ? next - OWNERS_FROM - 1 : 0, OWNERS_FROM, arena, &list, NULL) != OK) continue;
        for (size_t i = 0; i < list.count; i++) count_handler(record_text(list.items[i], "handler"), people, count, most);
    }
}

/* Contacts whose role makes it likely, where there is nothing to go by yet. */
static void add_likely(Triage *triage, Arena *arena) {
    const RegisterDef *def = register_by_key("contact");
    QueryContext context = desk_query_context(triage->desk);
    Query query;
    RecordList list;
    if (query_parse(def, "state:active roles:ict,privacy_officer,dpo,procurement,process_owner,facilities,hr", &context, arena, &query, NULL) != OK ||
        select_window(desk_db(triage->desk), &(Select){.query = &query, .limit = TRIAGE_OWNERS}, arena, &list, NULL, NULL) != OK)
        return;
    for (size_t i = 0; i < list.count; i++) {
        char code[CODE_SIZE];
        code_write(def, list.items[i]->no, code);
        add_owner(triage, code);
    }
}

void triage_find_owners(Triage *triage) {
    enum { PEOPLE = 64 };
    Handled people[PEOPLE];
    size_t count = 0;
    Arena *arena = arena_new();
    count_handlers(triage, people, &count, PEOPLE, arena);
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && people[j].count > people[j - 1].count; j--) {
            Handled swapped = people[j];
            people[j] = people[j - 1];
            people[j - 1] = swapped;
        }
    for (size_t i = 0; i < count; i++) add_owner(triage, people[i].code);
    add_owner(triage, desk_me(triage->desk));
    add_likely(triage, arena);
    arena_free(arena);
}

size_t triage_owners(const Triage *triage, const TriageOwner **owners) {
    *owners = triage->owners;
    return triage->owner_count;
}

size_t triage_usual_owners(Desk *desk, TriageOwner *owners) {
    Triage *triage = triage_new(desk);
    triage_find_owners(triage);
    size_t count = triage->owner_count;
    memcpy(owners, triage->owners, count * sizeof *owners);
    triage_free(triage);
    return count;
}
