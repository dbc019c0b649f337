#include "loket/app/warnings.h"

#include "find.h"
#include "loket/base/lang.h"

typedef struct Listing {
    Warning *items;
    size_t count;
} Listing;

static void add(Listing *listing, const char *key, const char *text, const char *code) {
    if (listing->count < WARNINGS_MOST) listing->items[listing->count++] = (Warning){key, text, code};
}

/* Roles without whom advice has no address. */
static const struct {
    const char *role, *key, *text;
} required_roles[] = {
    {"portfolio_holder", "role_portfolio_holder", N_("nobody is portfolio holder: advice and risk have no address on the board")},
    {"dpo", "role_dpo", N_("nobody is DPO: who is heard on personal data?")},
};

static void add_roles(Desk *desk, Arena *arena, Listing *listing) {
    for (size_t i = 0; i < COUNT_OF(required_roles); i++) {
        if (!find_role(desk, required_roles[i].role, arena))
            add(listing, required_roles[i].key, lang_text(required_roles[i].text), NULL);
    }
}

static const char *line_label(const Record *organisation, const char *key) {
    return choice_label(register_field(organisation->def, key)->choices, record_text(organisation, key), "");
}

static bool officer_has_role(Desk *desk, const Record *organisation, const char *role, Arena *arena) {
    Record *officer;
    const char *code = record_text(organisation, "officer");
    return code && records_find(desk->db, code, arena, &officer, NULL) == OK && text_has_word(record_text(officer, "roles"), role);
}

static const char wrong_lines[] = "ict facilities hr procurement";

/* The line as it is entered; else the one that whom the officer reports to stands for, whatever the charter says. */
static const char *own_line(Desk *desk, const Record *organisation, Arena *arena) {
    const char *code = record_text(organisation, "reports_to");
    Record *chief;
    char role[64];
    if (text_has_word(wrong_lines, record_text(organisation, "line"))) return line_label(organisation, "line");
    if (!code || records_find(desk->db, code, arena, &chief, NULL) != OK) return NULL;
    for (const char *roles = record_text(chief, "roles"); text_next_word(&roles, role, sizeof role);) {
        const char *label = text_has_word(wrong_lines, role) ? choice_label(register_field(organisation->def, "line")->choices, role, NULL) : NULL;
        if (label) return label;
    }
    return NULL;
}

static void add_position(Desk *desk, const Record *organisation, Arena *arena, Listing *listing) {
    const char *code = code_of(organisation, arena), *line = own_line(desk, organisation, arena);
    if (line) add(listing, "line", arena_printf(arena, _("the officer works under the line of %s, which the officer advises on"), line), code);
    if (text_has_word(wrong_lines, record_text(organisation, "stand_in_line")))
        add(listing, "stand_in_line", arena_printf(arena, _("the stand-in works under the line of %s"), line_label(organisation, "stand_in_line")), code);
    if (record_number(organisation, "officer_is_dpo", 0) || officer_has_role(desk, organisation, "dpo", arena))
        add(listing, "officer_is_dpo", _("the officer is also DPO, who supervises the officer's own work"), code);
    bool ict = officer_has_role(desk, organisation, "ict", arena) && officer_has_role(desk, organisation, "manager", arena);
    if (record_number(organisation, "officer_is_ict_manager", 0) || ict)
        add(listing, "officer_is_ict_manager", _("the officer also manages ICT, and would judge that work"), code);
}

/* A client's file is one with an assignment. */
static void add_assignment(const Record *organisation, Arena *arena, Listing *listing) {
    bool client = record_has(organisation, "assignment_from") || record_has(organisation, "assignment_until");
    if (client && !record_has(organisation, "nda_signed_on"))
        add(listing, "non_disclosure", _("no signed non-disclosure is recorded for this assignment"), code_of(organisation, arena));
}

size_t warnings_read(Desk *desk, Arena *arena, Warning warnings[WARNINGS_MOST]) {
    Listing listing = {.items = warnings};
    const Record *organisation = desk_organisation(desk, arena);
    if (!organisation) return 0;
    add_roles(desk, arena, &listing);
    add_position(desk, organisation, arena, &listing);
    add_assignment(organisation, arena, &listing);
    return listing.count;
}
