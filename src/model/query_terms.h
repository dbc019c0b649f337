/* What parsing, printing and matching of queries share: the names that are no fields, and what a field type allows.
 * Only for src/model/query_*.c. */
#ifndef LOKET_MODEL_QUERY_TERMS_H
#define LOKET_MODEL_QUERY_TERMS_H

#include "loket/model/query.h"

typedef struct QueryName {
    const char *name;
    TermKind kind;
} QueryName;

extern const QueryName query_names[];
extern const size_t query_name_count;

/* Values are tokens: one of those in the record must be it. */
bool query_holds_tokens(FieldType type);
/* < and > make sense. */
bool query_has_order(FieldType type);
/* 1 for "open", 0 for "closed", -1 for anything else. */
int query_state_group(const char *word);

#endif
