/* Whether a record fits: one function per way of comparing. */
#include <stdint.h>

#include "loket/model/query.h"
#include "loket/model/words.h"
#include "query_terms.h"

/* The record with what it takes to compare it, made when first needed. */
typedef struct Subject {
    const Record *record;
    Arena *arena;
    const char *searched;
} Subject;

static const char *fold(Subject *subject, const char *text) {
    if (!subject->arena) subject->arena = arena_new();
    return text_fold(subject->arena, text);
}

static const char *searched_text(Subject *subject) {
    if (subject->searched) return subject->searched;
    if (!subject->arena) subject->arena = arena_new();
    StrBuf text;
    strbuf_init(&text);
    record_search_text(subject->record, &text);
    subject->searched = arena_strdup(subject->arena, text.data);
    strbuf_done(&text);
    return subject->searched;
}

static bool op_holds(Op op, int order) {
    switch (op) {
    case OP_LESS:
        return order < 0;
    case OP_LESS_EQUAL:
        return order <= 0;
    case OP_GREATER:
        return order > 0;
    case OP_GREATER_EQUAL:
        return order >= 0;
    case OP_IS:
    case OP_SET:
        break;
    }
    return order == 0;
}

/* What a term looks at; moments that are 0 are not there. */
static Value value_of(const Term *term, const Record *record) {
    Moment moment = 0;
    switch (term->kind) {
    case TERM_FIELD:
        return record->values[term->field - record->def->fields];
    case TERM_CODE:
        return (Value){.set = record->no > 0, .number = record->no};
    case TERM_DUE:
        moment = record->due_at;
        break;
    case TERM_CREATED:
        moment = record->created_at;
        break;
    case TERM_UPDATED:
        moment = record->updated_at;
        break;
    case TERM_OPEN:
    case TERM_WORD:
    case TERM_PHRASE:
        break;
    }
    return (Value){.set = moment != 0, .number = moment};
}

static bool ordered_fits(const Term *term, const RegisterDef *def, Value have, Value wanted) {
    if (term->op == OP_IS) return text_equal(have.text, wanted.text);
    int order = type_ops[term->field->type].compare(term->field, def, have, wanted);
    /* Listed worst first: "more" is earlier in the list. */
    return op_holds(term->op, term->field->flags & FF_WORST_FIRST ? -order : order);
}

static bool value_fits(Subject *subject, const Term *term, Value have, Value wanted) {
    int64_t low, high;
    if (query_bounds(term, wanted, &low, &high)) return low <= have.number && have.number <= high;
    FieldType type = term->field->type;
    if (query_holds_tokens(type)) return text_has_word(have.text, wanted.text);
    if (query_has_order(type)) return ordered_fits(term, subject->record->def, have, wanted);
    /* A code in a party is not folded, so it equals as it is. */
    return text_equal(have.text, wanted.text) || words_match(fold(subject, have.text), wanted.text, true);
}

static bool open_fits(const Term *term, const Record *record) {
    for (size_t i = 0; i < term->value_count; i++) {
        if (record_live(record) == (term->values[i].number != 0)) return true;
    }
    return false;
}

static bool term_fits(Subject *subject, const Term *term) {
    if (term->kind == TERM_OPEN) return term->op == OP_SET || open_fits(term, subject->record);
    if (term->kind == TERM_WORD) return words_match(searched_text(subject), term->word, true);
    if (term->kind == TERM_PHRASE) return words_match(searched_text(subject), term->word, false);
    Value have = value_of(term, subject->record);
    if (!have.set || term->op == OP_SET) return have.set;
    for (size_t i = 0; i < term->value_count; i++) {
        if (value_fits(subject, term, have, term->values[i])) return true;
    }
    return false;
}

bool query_match(const Query *query, const Record *record) {
    Subject subject = {.record = record->named ? record->named : record};
    bool match = true;
    for (size_t i = 0; match && i < query->term_count; i++)
        match = term_fits(&subject, &query->terms[i]) != query->terms[i].negate;
    arena_free(subject.arena);
    return match;
}
