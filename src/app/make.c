#include "loket/app/make.h"

#include <string.h>

#include "consequences.h"
#include "loket/app/sheet.h"

/* Where a value comes from, as words that are tried from left to right:
 *   self       the code of the source
 *   me         the officer
 *   holder     the one portfolio holder, if there is one only
 *   =slug      that slug
 *   a key      that field of the source; "reporter.who": of its last such row
 *   -          nothing, and no later row either */
typedef struct MakeRule {
    const char *from, *made; /* keys of registers; "*" = all */
    const char *field, *take;
} MakeRule;

/* clang-format off */
static const MakeRule rules[] = {
    {"*", "action", "origin", "self"},
    {"contact", "action", "owner", "self"},
    {"*", "action", "owner", "handler owner addressee to chair me"},

    {"contact", "talk", "with", "self"}, {"contact", "talk", "about", "-"},
    {"round", "talk", "round", "self"}, {"round", "talk", "about", "-"},
    {"talk", "talk", "with", "with"}, {"talk", "talk", "round", "round"}, {"talk", "talk", "formality", "formality"}, {"talk", "talk", "topics", "topics"},
    {"*", "talk", "with", "requester reporter.who addressee heard_from sponsor to owner"},
    {"*", "talk", "about", "self"},

    {"contact", "advice", "addressee", "self"}, {"contact", "advice", "about", "-"},
    {"anchor", "advice", "anchors", "self"}, {"anchor", "advice", "about", "-"},
    {"advice", "advice", "repeats", "self"}, {"advice", "advice", "about", "about"}, {"advice", "advice", "text", "text"},
    {"trigger", "advice", "answer_due", "decision_on"},
    {"*", "advice", "addressee", "decider addressee sponsor with holder"},
    {"*", "advice", "anchors", "rule anchors anchor"}, {"*", "advice", "theme", "theme category"}, {"*", "advice", "risk_if_not", "risk_if_not"},
    {"*", "advice", "about", "self"},

    {"contact", "instruction", "to", "self"}, {"contact", "instruction", "about", "-"},
    {"anchor", "instruction", "rule", "self"}, {"anchor", "instruction", "about", "-"},
    {"talk", "instruction", "earlier_talk", "self"},
    {"instruction", "instruction", "kind", "=formal"}, {"instruction", "instruction", "observed", "observed"},
    {"*", "instruction", "to", "beneficiary requester to with owner addressee"},
    {"*", "instruction", "rule", "rule anchors"}, {"*", "instruction", "rule_place", "rule_place"},
    {"*", "instruction", "about", "self"},

    {"contact", "trigger", "heard_from", "self"}, {"kind", "trigger", "kind", "self"},
    {"talk", "trigger", "heard_from", "with"}, {"trigger", "trigger", "kind", "kind"}, {"trigger", "trigger", "party", "party"},
    {"trigger", "trigger", "sponsor", "sponsor"}, {"advice", "trigger", "sponsor", "addressee"},
    {"contact", "trigger", "links", "-"}, {"kind", "trigger", "links", "-"},
    {"approval", "trigger", "heard_from", "requester"}, {"incident", "trigger", "heard_from", "reporter.who"},

    {"incident", "incident", "category", "category"}, {"incident", "incident", "about", "about"},

    {"contact", "approval", "requester", "self"}, {"contact", "approval", "links", "-"},
    {"anchor", "approval", "rule", "self"}, {"anchor", "approval", "links", "-"}, {"approval", "approval", "links", "-"},
    {"talk", "approval", "requester", "with"}, {"incident", "approval", "requester", "reporter.who"},
    {"approval", "approval", "renewal_of", "self"}, {"approval", "approval", "title", "title"}, {"approval", "approval", "kind", "kind"},
    {"approval", "approval", "requester", "requester"}, {"approval", "approval", "beneficiary", "beneficiary"},
    {"approval", "approval", "rule", "rule"}, {"approval", "approval", "rule_place", "rule_place"},
    {"approval", "approval", "system", "system"}, {"approval", "approval", "right", "right"}, {"approval", "approval", "risk_owner", "risk_owner"},
    {"approval", "approval", "measure", "measure"},

    {"anchor", "message", "anchors", "self"}, {"development", "message", "title", "title"},
    {"*", "message", "anchors", "anchors rule"}, {"*", "message", "about", "self"},

    /* what no field of its own says is still linked; and what is kept from others stays so */
    {"*", "trigger", "links", "self"}, {"*", "incident", "links", "self"}, {"*", "approval", "links", "self"},
    {"*", "*", "unit", "unit"}, {"*", "*", "level", "level"},
};
/* clang-format on */

static const char made_from_any[] = "action advice talk instruction trigger incident approval message notice";
static const char made_from_none[] = "organisation competence";

bool make_can(const RegisterDef *from, const RegisterDef *made) {
    if (from->kind != KIND_RECORDS || text_has_word(made_from_none, from->key) || !text_has_word(made_from_any, made->key)) return false;
    return made->kind != KIND_CHILD || register_is_child_of(made, from);
}

const RegisterDef *make_next(const RegisterDef *from, const RegisterDef *previous) {
    const RegisterDef *def = previous;
    while ((def = register_next(def)))
        if (make_can(from, def)) return def;
    return NULL;
}

/* -- where values come from -------------------------------------------------------------------------------------- */

typedef struct Making {
    Desk *desk;
    Arena *arena;
    const Record *source;
    Record *made;
} Making;

static const char *written(Making *making, const Record *record, const FieldDef *field) {
    StrBuf text;
    strbuf_init(&text);
    field_write(field, record->def, record_value(record, field->key), &text);
    const char *copy = text.length ? arena_strdup(making->arena, text.data) : NULL;
    strbuf_done(&text);
    return copy;
}

/* Who stands in the last row of a child, unless that is to stay hidden. */
static const char *of_row(Making *making, const char *path) {
    const char *dot = strchr(path, '.');
    const RegisterDef *child = register_by_key(arena_strndup(making->arena, path, (size_t)(dot - path)));
    if (!child || !register_is_child_of(child, making->source->def)) return NULL;
    const Record *row = last_row(making->desk, making->source, child->key, making->arena);
    const FieldDef *field = register_field(child, dot + 1);
    return row && !record_hides(row, field) && record_has(row, field->key) ? written(making, row, field) : NULL;
}

/* People of the source but the officer; where one is asked for, the first. */
static const char *others(Making *making, const char *codes, bool one) {
    const char *me = officer_code(making->desk, making->arena), *list = NULL;
    char code[CODE_SIZE];
    while (text_next_word(&codes, code, sizeof code)) {
        if (text_equal(code, me) || (one && list)) continue;
        list = list ? arena_printf(making->arena, "%s %s", list, code) : arena_strdup(making->arena, code);
    }
    return list;
}

static const char *of_field(Making *making, const FieldDef *to, const char *key) {
    const FieldDef *field = register_field(making->source->def, key);
    if (!field || !record_has(making->source, key)) return NULL;
    const char *text = written(making, making->source, field);
    bool people = field->target && strcmp(field->target, "contact") == 0;
    bool several = field->type == FT_LINKS || to->type == FT_LINKS; /* a talk is with others */
    if (people && several) return others(making, text, to->type != FT_LINKS);
    char first[CODE_SIZE];
    const char *rest = text;
    if (field->type == FT_LINKS && to->type == FT_LINK && text_next_word(&rest, first, sizeof first)) return arena_strdup(making->arena, first);
    return text;
}

static const char *take_one(Making *making, const FieldDef *to, const char *word) {
    if (strcmp(word, "self") == 0) return code_of(making->source, making->arena);
    if (strcmp(word, "me") == 0) return officer_code(making->desk, making->arena);
    if (strcmp(word, "holder") == 0) return only_role(making->desk, "portfolio_holder", making->arena);
    if (word[0] == '=') return arena_strdup(making->arena, word + 1);
    return strchr(word, '.') ? of_row(making, word) : of_field(making, to, word);
}

/* The first word that gives something which fits; a name that could be several fits nobody. */
static void take(Making *making, const FieldDef *to, const char *words) {
    char word[64];
    while (text_next_word(&words, word, sizeof word)) {
        const char *text = take_one(making, to, word);
        if (text && desk_parse(making->desk, making->made, to->key, text, making->arena, NULL) == OK) return;
    }
}

static bool rule_fits(const MakeRule *rule, const RegisterDef *from, const RegisterDef *made) {
    bool fits_from = strcmp(rule->from, "*") == 0 || strcmp(rule->from, from->key) == 0;
    return fits_from && (strcmp(rule->made, "*") == 0 || strcmp(rule->made, made->key) == 0);
}

/* -- making ------------------------------------------------------------------------------------------------------ */

static Record *begin_notice(Desk *desk, const Record *source, Arena *arena) {
    return sheet_notice(desk, source, NULL, arena);
}

/* What the sheets begin is begun the same way here. */
static Record *start(Desk *desk, const Record *source, const RegisterDef *made, Arena *arena) {
    static const struct {
        const char *from, *made;
        Record *(*begin)(Desk *desk, const Record *source, Arena *arena);
    } begun[] = {{"approval", "advice", sheet_advice}, {"trigger", "advice", sheet_event_advice}, {"*", "notice", begin_notice}};
    for (size_t i = 0; i < COUNT_OF(begun); i++)
        if ((strcmp(begun[i].from, "*") == 0 || strcmp(begun[i].from, source->def->key) == 0) && strcmp(begun[i].made, made->key) == 0) return begun[i].begin(desk, source, arena);
    return record_new_initial(made, desk_now(desk), arena);
}

Record *make_new(Desk *desk, const Record *source, const RegisterDef *made, Arena *arena) {
    bool before = db_compose(desk_db(desk), true);
    source = record_as_it_stands(source);
    Record *record = start(desk, source, made, arena);
    Making making = {.desk = desk, .arena = arena, .source = source, .made = record};
    const char *settled = ""; /* fields that an earlier row has spoken of */
    if (made->kind == KIND_CHILD) {
        record->parent = source->def;
        record->parent_no = source->no;
    }
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        const FieldDef *field = register_field(made, rules[i].field);
        if (!field || !rule_fits(&rules[i], source->def, made) || text_has_word(settled, field->key)) continue;
        bool nothing = strcmp(rules[i].take, "-") == 0;
        if (!nothing && (!record_has(record, field->key) || field->initial)) take(&making, field, rules[i].take);
        if (nothing || strcmp(rules[i].from, "*") != 0) settled = arena_printf(arena, "%s %s", settled, field->key);
    }
    if (strcmp(made->key, "talk") == 0 && strcmp(source->def->key, "round") == 0) talk_of_round(record, source);
    db_compose(desk_db(desk), before);
    return record;
}

void make_context(Desk *desk, const Record *source, Record *record, Arena *arena) {
    bool before = db_compose(desk_db(desk), true);
    source = record_as_it_stands(source);
    Making making = {.desk = desk, .arena = arena, .source = source, .made = record};
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        const FieldDef *field = register_field(record->def, rules[i].field);
        bool itself = strcmp(rules[i].take, "self") == 0 && source->def != record->def;
        if (!field || !itself || !rule_fits(&rules[i], source->def, record->def)) continue;
        if ((field->flags & FF_REQUIRED) && !record_has(record, field->key)) take(&making, field, "self");
    }
    if (strcmp(record->def->key, "talk") == 0 && strcmp(source->def->key, "round") == 0) {
        record_set_text(record, "round", code_of(source, arena));
        talk_of_round(record, source);
    }
    db_compose(desk_db(desk), before);
}
