/* Writing a query so that reading it gives the same query. */
#include <string.h>

#include "loket/model/query.h"
#include "query_terms.h"

static const char *const op_texts[] = {
    [OP_IS] = ":",      [OP_LESS] = "<",           [OP_LESS_EQUAL] = "<=",
    [OP_GREATER] = ">", [OP_GREATER_EQUAL] = ">=", [OP_SET] = ":",
};

/* Whole days by their date, so that they are read as whole days again. */
static void print_moment(Moment moment, StrBuf *out) {
    char text[32];
    if (moment_second(moment) == 0) {
        day_write(moment_day(moment), text);
    } else {
        moment_write(moment, text);
    }
    strbuf_add(out, text);
}

static void print_code(const RegisterDef *def, int64_t no, StrBuf *out) {
    char code[CODE_SIZE];
    if (def->prefix) {
        code_write(def, no, code);
        strbuf_add(out, code);
    } else {
        strbuf_addf(out, "%lld", (long long)no);
    }
}

static void print_field_value(const Term *term, const RegisterDef *def, Value value, StrBuf *out) {
    if (term->field->type == FT_MOMENT) {
        print_moment(value.number, out);
        return;
    }
    /* Words, slugs, codes and tags never hold a quote or a comma. */
    bool quoted = type_ops[term->field->type].storage == STORE_TEXT && strchr(value.text, ' ');
    if (quoted) strbuf_addc(out, '"');
    field_write(term->field, def, value, out);
    if (quoted) strbuf_addc(out, '"');
}

static void print_value(const Term *term, const RegisterDef *def, Value value, StrBuf *out) {
    switch (term->kind) {
    case TERM_FIELD:
        print_field_value(term, def, value, out);
        break;
    case TERM_OPEN:
        strbuf_add(out, value.number ? "open" : "closed");
        break;
    case TERM_CODE:
        print_code(def, value.number, out);
        break;
    case TERM_DUE:
    case TERM_CREATED:
    case TERM_UPDATED:
        print_moment(value.number, out);
        break;
    case TERM_WORD:
    case TERM_PHRASE:
        break;
    }
}

const char *query_term_name(const Term *term) {
    if (term->kind == TERM_FIELD) return term->field->key;
    for (size_t i = 0; i < query_name_count; i++) {
        if (query_names[i].kind == term->kind) return query_names[i].name;
    }
    return "state";
}

/* A state that is itself called "open" or "closed" needs "=": ":" would mean all such states. */
static const char *op_text(const Term *term) {
    if (term->kind != TERM_FIELD || term->field->type != FT_STATE || term->op != OP_IS) return op_texts[term->op];
    for (size_t i = 0; i < term->value_count; i++) {
        if (query_state_group(term->values[i].text) >= 0) return "=";
    }
    return ":";
}

static void print_term(const Term *term, const RegisterDef *def, StrBuf *out) {
    if (term->negate) strbuf_addc(out, '-');
    if (term->kind == TERM_WORD) {
        strbuf_add(out, term->word);
        return;
    }
    if (term->kind == TERM_PHRASE) {
        strbuf_addf(out, "\"%s\"", term->word);
        return;
    }
    bool tags = term->kind == TERM_FIELD && term->field->type == FT_TAGS && strcmp(term->field->key, "tags") == 0;
    if (tags && term->op != OP_SET) {
        strbuf_addc(out, '#');
    } else {
        strbuf_addf(out, "%s%s", query_term_name(term), op_text(term));
    }
    for (size_t i = 0; i < term->value_count; i++) {
        if (i > 0) strbuf_addc(out, ',');
        print_value(term, def, term->values[i], out);
    }
}

void query_print(const Query *query, StrBuf *out) {
    for (size_t i = 0; i < query->term_count; i++) {
        if (i > 0) strbuf_addc(out, ' ');
        print_term(&query->terms[i], query->def, out);
    }
}
