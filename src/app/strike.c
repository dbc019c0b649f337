#include "loket/app/strike.h"

#include <string.h>

#include "find.h"
#include "loket/base/lang.h"

/* What is a fact: a record in one of these states, or with a row of that child. */
static const struct {
    const char *reg, *states, *child, *instead;
} facts[] = {
    {"approval", "decided running ended revoked", "decision", N_("a decision stays: end or revoke what runs on it, or decide anew")},
    {"advice", "given answered following_up closed", NULL, N_("what was given stays: withdraw it")},
};

void strike_check(Desk *desk, const Record *record, Problems *problems) {
    Arena *arena = arena_new();
    if (record->def->kind == KIND_SINGLE) problem_add(problems, record->def, NULL, "%s", _("it cannot be struck through: the file is about it; change it"));
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        if (strcmp(facts[i].reg, record->def->key) != 0) continue;
        bool stands = text_has_word(facts[i].states, record_text(record, "state"));
        if (stands || (facts[i].child && last_row(desk, record, facts[i].child, arena)))
            problem_add(problems, record->def, "state", "%s", lang_text(facts[i].instead));
    }
    arena_free(arena);
}

void strike_check_reason(const Record *record, const char *because, Problems *problems) {
    if (text_empty(because)) problem_add(problems, record->def, NULL, "%s", _("why it was entered by mistake is missing"));
}

/* What counts from a field of it. */
static const struct {
    const char *def, *field, *counts;
} counted[] = {
    {"contact", "roles", N_("role:")},
    {"talk", "held_at", N_("the next talk counts from")},
    {"notice", "regime", N_("it stopped the clock of")},
    {"judgement", "regime", N_("it decides about the clock of")},
    {"decision", "outcome", N_("decided:")},
};

static void add(StrBuf *out, const char *text) {
    strbuf_addf(out, "%s%s", out->length ? "; " : "", text);
}

/* "APR-0003 Decider". */
static const char *pointer(const Link *link, Arena *arena) {
    const char *dot = strchr(link->field, '.');
    const RegisterDef *def = dot ? register_by_key(arena_strndup(arena, link->field, (size_t)(dot - link->field))) : link->def;
    const FieldDef *field = def ? register_field(def, dot ? dot + 1 : link->field) : NULL;
    char code[CODE_SIZE];
    code_write(link->def, link->no, code);
    return arena_printf(arena, "%s %s", code, field ? lang_text(field->label) : link->field);
}

void strike_hangs(Desk *desk, const Record *record, StrBuf *out) {
    enum { NAMED = 6 };
    Arena *arena = arena_new();
    Link *links;
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(counted); i++) {
        if (strcmp(counted[i].def, record->def->key) != 0 || !record_has(record, counted[i].field)) continue;
        StrBuf value;
        strbuf_init(&value);
        desk_format(desk, record, register_field(record->def, counted[i].field), &value);
        add(out, arena_printf(arena, "%s %s", lang_text(counted[i].counts), value.data));
        strbuf_done(&value);
    }
    bool row = record->def->kind == KIND_CHILD;
    if (!row && records_linked(desk_db(desk), record->def, record->no, NULL, arena, &links, &count, NAMED + 1, NULL) != OK) count = 0;
    for (size_t i = 0; i < count && i < NAMED; i++) add(out, pointer(&links[i], arena));
    if (count > NAMED) add(out, _("and others"));
    arena_free(arena);
}
