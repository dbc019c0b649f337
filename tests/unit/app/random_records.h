/* Random records of every register, for twins: whatever the tables allow, kept when the desk accepts it. */
#ifndef RANDOM_RECORDS_H
#define RANDOM_RECORDS_H

#include "desk_fixture.h"

static const char *const random_words[] = {"plain",
                                           "two words",
                                           "it's: quoted \"twice\"",
                                           "#not a comment",
                                           "- no list",
                                           "=SUM(A1)",
                                           "'=1+1",
                                           "+31 20",
                                           "yes",
                                           "null",
                                           "~",
                                           "0x10",
                                           "1e3",
                                           "10:30",
                                           "caf\u00e9",
                                           "\u65e5\u672c",
                                           "a,b;c",
                                           "tab\tin",
                                           "{brace}",
                                           "&amp",
                                           "*star",
                                           "%percent",
                                           "back\\slash",
                                           "-3d",
                                           "INC 12",
                                           "e\u0301 joined",
                                           "trailing:",
                                           "? key",
                                           "! bang",
                                           "@ at",
                                           "| bar",
                                           "`tick`"};

static const char *random_text(Fixture *fixture, Arena *arena) {
    const char *first = random_words[fixture_pick(fixture, COUNT_OF(random_words))];
    return fixture_pick(fixture, 3)
               ? first
               : arena_printf(arena, "%s %s", first, random_words[fixture_pick(fixture, COUNT_OF(random_words))]);
}

static const char *random_note(Fixture *fixture, Arena *arena) {
    static const char *const between[] = {"\n", "\n\n", "\n  ", "\n- ", " "};
    const char *text = random_text(fixture, arena);
    for (size_t i = fixture_pick(fixture, 4); i > 0; i--)
        text = arena_printf(arena, "%s%s%s", text, between[fixture_pick(fixture, COUNT_OF(between))],
                            random_text(fixture, arena));
    return text;
}

static const char *random_choice(Fixture *fixture, const Choice *choices) {
    size_t count = 0;
    while (choices[count].key)
        count++;
    return choices[fixture_pick(fixture, count)].key;
}

static const char *random_code(Fixture *fixture, Desk *desk, const char *target, Arena *arena) {
    const RegisterDef *def =
        target ? register_by_key(target) : register_by_key(fixture_pick(fixture, 2) ? "contact" : "anchor");
    int64_t next = records_next_number(desk_db(desk), def);
    if (next < 2) return NULL;
    char code[CODE_SIZE];
    code_write(def, 1 + (int64_t)fixture_pick(fixture, (size_t)next - 1), code);
    Record *record;
    Error err;
    if (desk_find(desk, code, arena, &record, &err) != OK || record->voided_at) return NULL;
    return arena_strdup(arena, code);
}

static const char *random_several(Fixture *fixture, Desk *desk, const FieldDef *field, Arena *arena) {
    static const char *const tags[] = {"cloud", "r\u00e9seau", "a/b", "v1.2", "_x", "c++"};
    const char *text = "";
    for (size_t i = 1 + fixture_pick(fixture, 3); i > 0; i--) {
        const char *one = field->type == FT_TAGS      ? tags[fixture_pick(fixture, COUNT_OF(tags))]
                          : field->type == FT_CHOICES ? random_choice(fixture, field->choices)
                                                      : random_code(fixture, desk, field->target, arena);
        if (one) text = arena_printf(arena, "%s%s%s", text, *text ? " " : "", one);
    }
    return text;
}

/* Text that the field's parser accepts, or NULL when there is nothing to point at. */
static const char *random_value(Fixture *fixture, Desk *desk, const RegisterDef *def, const FieldDef *field,
                                Arena *arena) {
    long number = (long)fixture_pick(fixture, 90);
    switch (field->type) {
    case FT_TEXT:
        return random_text(fixture, arena);
    case FT_NOTE:
        return random_note(fixture, arena);
    case FT_CHOICE:
        return strcmp(field->key, "level") == 0 ? (number < 70 ? "internal" : "confidential")
                                                : random_choice(fixture, field->choices);
    case FT_FLAG:
        return number < 45 ? "yes" : "no";
    case FT_DATE:
        return arena_printf(arena, "%+ldd", number < 30 ? number : -number);
    case FT_MOMENT:
        return arena_printf(arena, "-%ldd %02ld:%02ld:%02ld", number + 1, number % 24, number % 60, number % 59);
    case FT_NUMBER:
        return arena_printf(arena, "%ld", number);
    case FT_SPAN:
        return arena_printf(arena, "%ld%s", number + 1, number % 2 ? "wd" : "m");
    case FT_LINK:
        return random_code(fixture, desk, field->target, arena);
    case FT_PARTY:
        return number < 40 ? random_code(fixture, desk, "contact", arena)
                           : arena_printf(arena, "party %ld, Ltd", number);
    case FT_STATE:
        return def->states[number < 45 ? 0 : fixture_pick(fixture, def->state_count)].key;
    default:
        return random_several(fixture, desk, field, arena);
    }
}

static Record *random_record(Fixture *fixture, Desk *desk, const RegisterDef *def, Arena *arena) {
    Record *record = record_new_initial(def, fixture->now, arena);
    size_t often = 2 + fixture_pick(fixture, 6); /* sparse or full */
    for (size_t i = 0; i < def->field_count; i++) {
        const FieldDef *field = &def->fields[i];
        if (!(field->flags & FF_REQUIRED) && fixture_pick(fixture, often)) {
            if (field->initial && fixture_pick(fixture, 4) == 0)
                record_set(record, field->key, (Value){0}); /* emptied */
            continue;
        }
        const char *text = random_value(fixture, desk, def, field, arena);
        Error err;
        if (text) record_parse(record, field->key, text, fixture->now, arena, &err);
    }
    return record;
}

enum { RANDOM_ROWS = 6 };

/* Tries one record with rows of its children; true when the desk took it. */
static inline bool random_add(Fixture *fixture, Desk *desk, const RegisterDef *def, Arena *arena) {
    Change changes[1 + RANDOM_ROWS] = {{.wanted = random_record(fixture, desk, def, arena)}};
    size_t count = 1;
    for (const RegisterDef *child = NULL; (child = register_child(def, child)) && count <= RANDOM_ROWS;)
        for (size_t i = fixture_pick(fixture, 3); i > 0 && count <= RANDOM_ROWS; i--)
            changes[count++] = (Change){.wanted = random_record(fixture, desk, child, arena), .parent = 1};
    Error err;
    return desk_apply(desk, changes, count, NULL, NULL, &err) == OK;
}

/* Up to `each` of every register, contacts, the organisation and kinds first, as others ask them. Returns how many
 * there are. */
static inline size_t random_fill(Fixture *fixture, Desk *desk, size_t each, bool own, Arena *arena) {
    static const char *const order[] = {"contact", "organisation", "kind", "anchor", "round", "incident", "talk"};
    size_t total = 0;
    for (size_t pass = 0; pass <= COUNT_OF(order); pass++)
        for (const RegisterDef *def = NULL; (def = register_next(def));) {
            bool first = pass < COUNT_OF(order) && strcmp(def->key, order[pass]) == 0, rest = pass == COUNT_OF(order);
            for (size_t i = 0; i < COUNT_OF(order) && rest; i++)
                rest = strcmp(def->key, order[i]) != 0;
            if (def->kind == KIND_CHILD || (!first && !rest) || (def->belongs == BELONGS_OWN && !own)) continue;
            size_t kept = 0, wanted = def->kind == KIND_SINGLE ? 1 : each;
            for (size_t tries = 0; kept < wanted && tries < 60 * each; tries++)
                kept += random_add(fixture, desk, def, arena);
            if (kept == 0) print_message("no random %s was accepted\n", def->key);
            total += kept;
        }
    return total;
}

#endif
