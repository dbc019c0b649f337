/* The tables of the registers, checked as data. Faults are for programmers: English, one a line. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "loket/model/query.h"

typedef struct Lint {
    const RegisterDef *def;
    StrBuf *faults;
    size_t count;
} Lint;

static void fault(Lint *lint, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void fault(Lint *lint, const char *format, ...) {
    char line[400];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    strbuf_addf(lint->faults, "%s: %s\n", lint->def->key ? lint->def->key : "(no key)", line);
    lint->count++;
}

/* Lower-case letters, digits and underscores, a letter first: good for a column, an option and a filter word. */
static bool slug_ok(const char *key) {
    if (text_empty(key) || key[0] < 'a' || key[0] > 'z') return false;
    return key[strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* Texts start gettext's look-up, so an empty one would show a header instead. */
static void check_label(Lint *lint, const char *what, const char *key, const char *label) {
    if (text_empty(label)) fault(lint, "%s \"%s\" has no label", what, key);
}

/* Names */

static void check_names(Lint *lint) {
    const RegisterDef *def = lint->def;
    if (!slug_ok(def->key)) fault(lint, "the key is not well-formed");
    if (text_empty(def->noun) || text_empty(def->title) || text_empty(def->help))
        fault(lint, "noun, title or help is missing");
    bool child = def->kind == KIND_CHILD;
    if (def->id < (child ? 100 : 1) || def->id > (child ? 199 : 99)) fault(lint, "id %d is out of range", def->id);
    if (child && def->prefix) fault(lint, "a child has no prefix");
    if (child && text_empty(def->parents)) fault(lint, "a child needs parents");
    if (child && def->state_count > 0) fault(lint, "a child has no states");
    if (!child && def->parents) fault(lint, "only a child has parents");
    if (!child && (!def->prefix || strlen(def->prefix) != 3 || strspn(def->prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3))
        fault(lint, "the prefix must be three capitals");
    if (def->field_count == 0) fault(lint, "there are no fields");
}

/* Fields */

/* Columns and filter words with a meaning of their own. */
static const char reserved[] = "code due created updated created_at updated_at voided_at no n parent parent_no version "
                               "rowid open id warn due_at warn_at due_rule rank because";

static void check_choices(Lint *lint, const FieldDef *field) {
    bool listed = field->type == FT_CHOICE || field->type == FT_CHOICES;
    if (!listed && field->choices) fault(lint, "field \"%s\" has choices, but its type has none", field->key);
    if (!listed) return;
    if (!field->choices || !field->choices[0].key) {
        fault(lint, "field \"%s\" has no choices", field->key);
        return;
    }
    for (int i = 0; field->choices[i].key; i++) {
        const Choice *choice = &field->choices[i];
        if (!slug_ok(choice->key)) fault(lint, "choice \"%s\" of \"%s\" is not well-formed", choice->key, field->key);
        if (choice_index(field->choices, choice->key) != i)
            fault(lint, "choice \"%s\" of \"%s\" is there twice", choice->key, field->key);
        check_label(lint, "choice", choice->key, choice->label);
    }
}

static void check_target(Lint *lint, const FieldDef *field) {
    bool link = field->type == FT_LINK || field->type == FT_LINKS;
    if (!link && field->target) fault(lint, "field \"%s\" has a target, but is no link", field->key);
    if (!link || !field->target) return;
    char key[64];
    for (const char *rest = field->target; text_next_word(&rest, key, sizeof key);) {
        const RegisterDef *target = register_by_key(key);
        if (!target || !target->prefix) fault(lint, "target \"%s\" of field \"%s\" is no register", key, field->key);
    }
}

static void check_flags(Lint *lint, const FieldDef *field) {
    static const struct {
        unsigned flag;
        const char *name, *types;
    } rules[] = {
        {FF_WORST_FIRST, "FF_WORST_FIRST", "choice"},
        {FF_SUGGEST, "FF_SUGGEST", "text party"},
        {FF_HAPPENED, "FF_HAPPENED", "date moment"},
        {FF_TITLE, "FF_TITLE", "text note choice party link links"},
        {FF_ORDER, "FF_ORDER", "text choice flag date moment number link party state span"},
    };
    static const char *const names[FT_COUNT] = {
        [FT_TEXT] = "text", [FT_NOTE] = "note",   [FT_CHOICE] = "choice", [FT_CHOICES] = "choices",
        [FT_FLAG] = "flag", [FT_DATE] = "date",   [FT_MOMENT] = "moment", [FT_NUMBER] = "number",
        [FT_SPAN] = "span", [FT_LINK] = "link",   [FT_LINKS] = "links",   [FT_PARTY] = "party",
        [FT_TAGS] = "tags", [FT_STATE] = "state",
    };
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        if ((field->flags & rules[i].flag) && !text_has_word(rules[i].types, names[field->type]))
            fault(lint, "field \"%s\": %s does not go with type %s", field->key, rules[i].name, names[field->type]);
    }
}

static void check_initial(Lint *lint, const FieldDef *field) {
    Arena *arena = arena_new();
    ParseContext context = {.now = 1763892000, .def = lint->def};
    Value value;
    Error err;
    if (field_parse(field, &context, field->initial, arena, &value, &err) != OK)
        fault(lint, "initial \"%s\": %s", field->initial, err.message);
    arena_free(arena);
}

static void check_fields(Lint *lint) {
    const RegisterDef *def = lint->def;
    for (size_t i = 0; i < def->field_count; i++) {
        const FieldDef *field = &def->fields[i];
        if (!slug_ok(field->key) || text_has_word(reserved, field->key)) {
            fault(lint, "field key \"%s\" is not well-formed or reserved", field->key ? field->key : "");
            continue;
        }
        if (register_field_index(def, field->key) != (int)i) fault(lint, "field \"%s\" is there twice", field->key);
        check_label(lint, "field", field->key, field->label);
        if (text_empty(field->help)) fault(lint, "field \"%s\" has no help", field->key);
        if (strcmp(field->key, "state") == 0 && field->type != FT_STATE) fault(lint, "field \"state\" is no state");
        if (strcmp(field->key, "state") != 0 && field->type == FT_STATE)
            fault(lint, "field \"%s\" is a state but not called so", field->key);
        if (field->width < 0) fault(lint, "field \"%s\" has a negative width", field->key);
        check_choices(lint, field);
        check_target(lint, field);
        check_flags(lint, field);
        check_initial(lint, field);
    }
    if (def->kind == KIND_RECORDS && !register_title_field(def)) fault(lint, "no field gives the title");
    const FieldDef *rank = def->rank ? register_field(def, def->rank) : NULL;
    if (def->rank && (!rank || rank->type != FT_CHOICE)) fault(lint, "rank \"%s\" is no choice field", def->rank);
}

/* States */

/* Marks what can be reached from `at`; tables are small enough to walk again and again. */
static void reach(const RegisterDef *def, size_t at, bool *seen) {
    if (seen[at]) return;
    seen[at] = true;
    char key[64];
    for (const char *rest = def->states[at].moves; text_next_word(&rest, key, sizeof key);) {
        const StateDef *to = register_state(def, key);
        if (to) reach(def, (size_t)(to - def->states), seen);
    }
}

static void check_moves(Lint *lint, const StateDef *state) {
    char key[64];
    for (const char *rest = state->moves; text_next_word(&rest, key, sizeof key);) {
        if (!register_state(lint->def, key)) fault(lint, "state \"%s\" goes to \"%s\", which is none", state->key, key);
        if (strcmp(key, state->key) == 0) fault(lint, "state \"%s\" goes to itself", key);
    }
}

static void check_states(Lint *lint) {
    enum { STATES_MOST = 32 };
    const RegisterDef *def = lint->def;
    const FieldDef *field = register_field(def, "state");
    if ((field != NULL) != (def->state_count > 0)) fault(lint, "states and the field \"state\" go together");
    if (def->state_count == 0) return;
    if (def->state_count > STATES_MOST) {
        fault(lint, "more than %d states", STATES_MOST);
        return;
    }
    if (field && !text_equal(field->initial, def->states[0].key)) fault(lint, "the first state is not the initial one");
    bool seen[STATES_MOST] = {false}, any_open = false, any_closed = false;
    reach(def, 0, seen);
    for (size_t i = 0; i < def->state_count; i++) {
        const StateDef *state = &def->states[i];
        if (!slug_ok(state->key)) fault(lint, "state \"%s\" is not well-formed", state->key ? state->key : "");
        if (register_state(def, state->key) != state) fault(lint, "state \"%s\" is there twice", state->key);
        check_label(lint, "state", state->key, state->label);
        check_moves(lint, state);
        if (!seen[i]) fault(lint, "state \"%s\" cannot be reached", state->key);
        any_open = any_open || state->open;
        any_closed = any_closed || !state->open;
    }
    if (!any_open || !any_closed) fault(lint, "there must be open and closed states");
}

/* Dues and lists */

static void check_filter(Lint *lint, const char *what, const char *key, const char *filter) {
    Arena *arena = arena_new();
    QueryContext context = {.now = 1763892000, .me = "CON-0001"};
    Query query;
    Error err;
    if (query_parse(lint->def, filter, &context, arena, &query, &err) != OK)
        fault(lint, "%s \"%s\": filter \"%s\": %s, %s", what, key, filter, err.where, err.message);
    arena_free(arena);
}

static void check_span(Lint *lint, const DueRule *rule, const char *text) {
    Span span;
    Error err;
    if (text && span_parse(text, &span, &err) != OK)
        fault(lint, "due \"%s\": \"%s\": %s", rule->key, text, err.message);
}

static void check_due(Lint *lint, const DueRule *rule) {
    if (!slug_ok(rule->key)) fault(lint, "due \"%s\" is not well-formed", rule->key ? rule->key : "");
    check_label(lint, "due", rule->key, rule->label);
    const FieldDef *from = rule->from ? register_field(lint->def, rule->from) : NULL;
    if (!from || (from->type != FT_DATE && from->type != FT_MOMENT))
        fault(lint, "due \"%s\": from is no date or moment", rule->key);
    if (rule->done && !register_field(lint->def, rule->done))
        fault(lint, "due \"%s\": there is no field \"%s\"", rule->key, rule->done);
    check_span(lint, rule, rule->offset);
    check_span(lint, rule, rule->warn);
    if (rule->when) check_filter(lint, "due", rule->key, rule->when);
}

static void check_dues(Lint *lint) {
    for (size_t i = 0; i < lint->def->due_count; i++) {
        const DueRule *rule = &lint->def->dues[i];
        check_due(lint, rule);
        const FieldDef *term = rule->term ? register_field(register_by_key("organisation"), rule->term) : NULL;
        if (rule->term && (!term || term->type != FT_SPAN || !rule->offset)) fault(lint, "due \"%s\": the organisation has no term \"%s\"", rule->key, rule->term);
        for (size_t j = 0; j < i; j++)
            if (text_equal(lint->def->dues[j].key, rule->key)) fault(lint, "due \"%s\" is there twice", rule->key);
    }
}

static void check_list(Lint *lint, const ListDef *list) {
    if (!slug_ok(list->key)) fault(lint, "list \"%s\" is not well-formed", list->key ? list->key : "");
    if (register_list(lint->def, list->key) != list) fault(lint, "list \"%s\" is there twice", list->key);
    check_label(lint, "list", list->key, list->label);
    if (list->filter) check_filter(lint, "list", list->key, list->filter);
    if (text_empty(list->columns)) fault(lint, "list \"%s\" has no columns", list->key);
    char key[64];
    for (const char *rest = list->columns; text_next_word(&rest, key, sizeof key);) {
        bool known = text_has_word("code due", key) || text_has_word(lint->def->computed, key);
        if (!known && !register_field(lint->def, key))
            fault(lint, "list \"%s\": there is no column \"%s\"", list->key, key);
    }
    const char *order = list->order ? list->order + (list->order[0] == '-') : "";
    const FieldDef *field = register_field(lint->def, order);
    if (strcmp(order, "due") != 0 && (!field || !(field->flags & FF_ORDER)))
        fault(lint, "list \"%s\" cannot be sorted by \"%s\"", list->key, order);
}

size_t register_lint_def(const RegisterDef *def, StrBuf *faults) {
    Lint lint = {.def = def, .faults = faults};
    check_names(&lint);
    check_fields(&lint);
    check_states(&lint);
    check_dues(&lint);
    for (size_t i = 0; i < def->list_count; i++)
        check_list(&lint, &def->lists[i]);
    if (def->kind == KIND_RECORDS && def->list_count == 0) fault(&lint, "there is no list");
    return lint.count;
}

/* All registers together */

static void check_parents(Lint *lint) {
    char key[64];
    if (text_equal(lint->def->parents, "*")) return;
    for (const char *rest = lint->def->parents; text_next_word(&rest, key, sizeof key);) {
        const RegisterDef *parent = register_by_key(key);
        if (!parent || parent->kind == KIND_CHILD) fault(lint, "parent \"%s\" is no register", key);
    }
}

/* Looks names up again: whoever is not found by its own name shares it with another. */
static void check_unique(Lint *lint) {
    const RegisterDef *def = lint->def;
    if (register_by_key(def->key) != def) fault(lint, "another register has this key");
    if (def->prefix && register_by_prefix(def->prefix, strlen(def->prefix)) != def)
        fault(lint, "another register has prefix %s", def->prefix);
}

size_t register_lint(StrBuf *faults) {
    size_t count = 0, walked = 0;
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def), walked++) {
        Lint lint = {.def = def, .faults = faults};
        check_unique(&lint);
        check_parents(&lint);
        count += lint.count + register_lint_def(def, faults);
    }
    /* The walk goes by id, so it passes over whoever shares one. */
    if (walked != register_count()) {
        strbuf_addf(faults, "registers: %zu share an id with another\n", register_count() - walked);
        count++;
    }
    return count;
}
