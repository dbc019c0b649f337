#include "own_rules.h"

#include <string.h>

int own_number(Desk *desk, const char *key, int otherwise) {
    Arena *arena = arena_new();
    const Record *organisation = desk_organisation(desk, arena);
    int number = organisation ? (int)record_number(organisation, key, otherwise) : otherwise;
    arena_free(arena);
    return number;
}

Span own_span(Desk *desk, const char *key, const char *otherwise) {
    Arena *arena = arena_new();
    const Record *organisation = desk_organisation(desk, arena);
    const char *text = organisation ? record_text(organisation, key) : NULL;
    Span span = {0};
    if (!text || span_parse(text, &span, NULL) != OK) span_parse(otherwise, &span, NULL);
    arena_free(arena);
    return span;
}

bool own_offset(Desk *desk, const DueRule *rule, Span *span) {
    if (!rule->offset) return false;
    if (!rule->term) return span_parse(rule->offset, span, NULL) == OK;
    *span = own_span(desk, rule->term, rule->offset);
    return true;
}

static bool has_own_terms(Desk *desk, const RegisterDef *def) {
    (void)desk;
    for (size_t i = 0; i < def->due_count; i++)
        if (def->dues[i].term) return true;
    return false;
}

bool own_terms_changed(const Record *before, const Record *after) {
    if (!before || !after || strcmp(after->def->key, "organisation") != 0) return false;
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        for (size_t i = 0; i < def->due_count; i++) {
            const char *term = def->dues[i].term;
            if (term && !value_equal(register_field(after->def, term), record_value(before, term), record_value(after, term))) return true;
        }
    return false;
}

Status own_terms_recompute(Desk *desk, Error *err) {
    return derive_all(desk, has_own_terms, NULL, err);
}
