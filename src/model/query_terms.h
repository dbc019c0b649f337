/* What parsing, printing and matching of queries share: the names that are no fields, and what a field type allows.
 * Only for src/model/query_*.c. */
#ifndef LOKET_MODEL_QUERY_TERMS_H
#define LOKET_MODEL_QUERY_TERMS_H

#include "loket/model/query.h"

typedef struct QueryName {
    const char *name;
    TermKind kind;
    const char *label; /* N_() */
} QueryName;

extern const QueryName query_names[];
extern const size_t query_name_count;

/* The word before the operator. */
const char *query_term_name(const Term *term);
/* Values are tokens: one of those in the record must be it. */
bool query_holds_tokens(FieldType type);
/* < and > make sense. */
bool query_has_order(FieldType type);
/* 1 for "open", 0 for "closed", -1 for anything else. */
int query_state_group(const char *word);
/* Links to contacts. */
bool query_points_at_people(const FieldDef *field);
/* The field @name asks: the handler, else the first of people, else the first that may be one; NULL = none. */
const FieldDef *query_person_field(const RegisterDef *def);
/* Length of the word at `at` that may be a field: letters first; a dash may stand for an underscore. */
size_t query_key_length(const char *at);
/* Length of the operator at `at`; 0 if there is none. */
size_t query_op_length(const char *at);
/* That word as fields are written. */
char *query_key(Arena *arena, const char *at);

#endif
