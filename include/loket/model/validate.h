/* Validation: what must hold of a record before it is saved, and which moves its state may make.
 *
 * Pure: the record before, the record after, and Facts to ask about children and linked records. Invariants hold on every
 * write; moves only when the record already exists, so import may create a closed incident, if it could be one. A gate
 * lists all that is missing, not the first. */
#ifndef LOKET_MODEL_VALIDATE_H
#define LOKET_MODEL_VALIDATE_H

#include "loket/model/record.h"

typedef struct Problem {
    const FieldDef *field; /* NULL = the record as a whole */
    char message[200];     /* translated, lower case, no full stop */
} Problem;

struct Problems {
    Problem items[24];
    size_t count; /* more than fit are counted, not kept */
};

/* Adds a problem at field `key` of `def` (NULL = the whole record). */
void problem_add(Problems *problems, const RegisterDef *def, const char *key, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What a check may ask of the file; whoever validates supplies it. */
struct Facts {
    Moment now;
    bool put_back;  /* the values stood in the file before: a record that was made with nothing but its name may be so again */
    const char *me; /* code of the officer's contact, or NULL */
    /* Rows of child `child_key` of the record being validated, as they will be after the change; struck ones left out. */
    RecordList (*children)(void *ctx, const char *child_key);
    /* The record with that code, or NULL. */
    const Record *(*find)(void *ctx, const char *code);
    /* How many records of register `from_key` point at the record being validated through field `field_key`. */
    int64_t (*linked)(void *ctx, const char *from_key, const char *field_key);
    void *ctx;
};

/* All that is wrong with `after`: required fields, states and moves, write-once fields, the level that cannot be
 * kept yet, then the register's own check. `before` is NULL when it is new. */
void validate(const Facts *facts, const Record *before, const Record *after, Problems *problems);

#endif
