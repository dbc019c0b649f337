/* Query: the filter language, parsed once and used everywhere.
 *
 *   state:open severity>=S2 due<7d handler:me @okafor #cloud -#old kind:complaint phishing "exact words"
 *
 * Space is and; `a,b` is or within a field; `-` negates; `field:` alone means set, `-field:` not set (refused where every record has
 * one, since it would ask nothing); a value with blanks or commas stands in quotes. No brackets, no written-out and, or, not: what
 * asks nothing is refused with its column, never passed over. Operators : = < <= > >= ; on a choice listed worst first `>=` means at least as serious. Pseudo-fields:
 * `state:open|closed` (all open states, all others; `state=closed` is that one state), `due`, `created`, `updated`, `code`; a
 * code alone (INC-0142) is that record. `@name` asks the handler, or the first field that holds people. A date field takes
 * what day_parse takes. A moment is compared by day, unless a time is given: `due<7d` means due before the day 7 days from now
 * (late included), `due<=7d` on it too, `due<4h` within four hours. Text fields, words and titles match accents folded, by
 * the beginning of a word; a phrase by whole words. What is unset fits nothing but its negation.
 * Pure: query_match decides everywhere; SQL only narrows what it is asked about. */
#ifndef LOKET_MODEL_QUERY_H
#define LOKET_MODEL_QUERY_H

#include "loket/model/record.h"

typedef enum Op { OP_IS, OP_LESS, OP_LESS_EQUAL, OP_GREATER, OP_GREATER_EQUAL, OP_SET } Op;
typedef enum TermKind { TERM_FIELD, TERM_OPEN, TERM_DUE, TERM_CREATED, TERM_UPDATED, TERM_CODE, TERM_WORD, TERM_PHRASE } TermKind;

typedef struct Term {
    TermKind kind;
    bool negate;
    Op op;
    const FieldDef *field; /* TERM_FIELD */
    const Value *values;   /* one of them must fit; TERM_OPEN: number 1 or 0; dates and moments: numbers; TERM_CODE: number; text: folded words */
    size_t value_count;    /* 0 for OP_SET, 1 for the comparing ones */
    const char *word;      /* TERM_WORD ("." between its words), TERM_PHRASE: folded */
} Term;

typedef struct Query {
    const RegisterDef *def;
    Term *terms;
    size_t term_count;
} Query;

typedef struct QueryContext {
    Moment now;
    const char *me; /* contact code of the user, or NULL: then "me" is an error */
    /* The contact code for a name or part of one, or NULL; may itself be NULL (then only codes). */
    const char *(*person)(void *ctx, const char *name);
    void *ctx;
} QueryContext;

/* Longest filter, in bytes. */
enum { QUERY_MOST = 16384 };

/* Parses `text` for `def`. Errors: ERR_INVALID, `where` = "column N", hint = the nearest word it could have been. */
Status query_parse(const RegisterDef *def, const char *text, const QueryContext *context, Arena *arena, Query *query, Error *err);
/* Prints it in canonical form; parsing that gives the same query. */
void query_print(const Query *query, StrBuf *out);
bool query_match(const Query *query, const Record *record);

/* What a term on a number, flag, date, moment or code lets through for one of its values: low <= x <= high (none when
 * low > high). False for terms on anything else. For looking things up in an index. */
bool query_bounds(const Term *term, Value value, int64_t *low, int64_t *high);

/* All values of one record that words are sought in, folded, separated by newlines. Twin of item.text. */
void record_search_text(const Record *record, StrBuf *out);

#endif
