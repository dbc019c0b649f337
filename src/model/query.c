#include "loket/model/query.h"

#include <stdint.h>
#include <strings.h>

#include "loket/model/words.h"
#include "query_terms.h"

const QueryName query_names[] = {
    {"due", TERM_DUE, N_("its next due")},
    {"created", TERM_CREATED, N_("when it was entered")},
    {"updated", TERM_UPDATED, N_("when it was changed last")},
    {"code", TERM_CODE, N_("its number")},
};
const size_t query_name_count = COUNT_OF(query_names);

bool query_holds_tokens(FieldType type) {
    return type == FT_CHOICES || type == FT_LINK || type == FT_LINKS || type == FT_TAGS;
}

bool query_has_order(FieldType type) {
    return type == FT_CHOICE || type == FT_STATE || type == FT_DATE || type == FT_MOMENT || type == FT_NUMBER ||
           type == FT_SPAN;
}

int query_state_group(const char *word) {
    if (strcasecmp(word, "open") == 0) return 1;
    return strcasecmp(word, "closed") == 0 ? 0 : -1;
}

bool query_points_at_people(const FieldDef *field) {
    bool link = field->type == FT_LINK || field->type == FT_LINKS;
    return link && field->target && text_has_word(field->target, "contact");
}

const FieldDef *query_person_field(const RegisterDef *def) {
    const FieldDef *handler = register_field(def, "handler");
    if (handler) return handler;
    for (size_t i = 0; i < def->field_count; i++)
        if (query_points_at_people(&def->fields[i])) return &def->fields[i];
    for (size_t i = 0; i < def->field_count; i++)
        if (def->fields[i].type == FT_PARTY) return &def->fields[i];
    return NULL;
}

size_t query_key_length(const char *at) {
    size_t length = 0;
    for (; at[length]; length++) {
        char c = at[length];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool other = (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!letter && !(length > 0 && other)) break;
    }
    return length;
}

char *query_key(Arena *arena, const char *at) {
    char *key = arena_strndup(arena, at, query_key_length(at));
    for (char *c = key; *c; c++) {
        if (*c == '-') *c = '_';
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
    }
    return key;
}

static bool compares_moments(const Term *term) {
    if (term->kind == TERM_FIELD) return term->field->type == FT_MOMENT;
    return term->kind == TERM_DUE || term->kind == TERM_CREATED || term->kind == TERM_UPDATED;
}

static bool compares_numbers(const Term *term) {
    if (term->kind == TERM_FIELD) return type_ops[term->field->type].storage == STORE_INTEGER;
    return term->kind == TERM_CODE || compares_moments(term);
}

/* The last second that a typed moment stands for: of its day when no time was given, else of its minute. */
static Moment moment_last(Moment moment) {
    if (moment_second(moment) == 0) return moment_at(moment_day(moment) + 1, 0) - 1;
    return moment % 60 == 0 ? moment + 59 : moment;
}

bool query_bounds(const Term *term, Value value, int64_t *low, int64_t *high) {
    if (!compares_numbers(term) || term->op == OP_SET) return false;
    int64_t first = value.number, last = compares_moments(term) ? moment_last(first) : first;
    *low = INT64_MIN;
    *high = INT64_MAX;
    switch (term->op) {
    case OP_LESS:
        *high = first - 1;
        break;
    case OP_LESS_EQUAL:
        *high = last;
        break;
    case OP_GREATER:
        *low = last + 1;
        break;
    case OP_GREATER_EQUAL:
        *low = first;
        break;
    case OP_IS:
    case OP_SET:
        *low = first;
        *high = last;
        break;
    }
    return true;
}

static void add_searched(const FieldDef *field, const RegisterDef *def, Value value, StrBuf *out) {
    if (!value.set || !(field->flags & (FF_TITLE | FF_SEARCH))) return;
    field_write(field, def, value, out);
    strbuf_addc(out, '\n');
}

void record_search_text(const Record *record, StrBuf *out) {
    StrBuf plain;
    strbuf_init(&plain);
    for (size_t i = 0; i < record->def->field_count; i++)
        add_searched(&record->def->fields[i], record->def, record->values[i], &plain);
    Arena *arena = arena_new();
    strbuf_add(out, text_fold(arena, plain.data));
    arena_free(arena);
    strbuf_done(&plain);
}
