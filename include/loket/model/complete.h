/* Complete: what may stand at a place of a typed filter, or as the value of a field.
 *
 * Reads as much of a half-written line as it needs and never refuses one; query_parse says what is wrong. What only the file knows (who there
 * is, tags and words in use) is asked through a Lookup. Texts live in the arena that is given. Pure. */
#ifndef LOKET_MODEL_COMPLETE_H
#define LOKET_MODEL_COMPLETE_H

#include "loket/model/query.h"

enum { COMPLETION_MOST = 120 };

typedef struct Candidate {
    const char *text;  /* to be put in its place, quoted where it must be */
    const char *label; /* what it means, translated; "" = nothing to add */
} Candidate;

typedef struct Completion {
    size_t start, end; /* bytes of the line the candidate replaces */
    Candidate items[COMPLETION_MOST];
    size_t count; /* 0: nothing fits, or it is complete already */
    const char *note; /* what the place says as it stands, translated; "" = nothing of its own */
} Completion;

typedef struct Lookup {
    Moment now;
    /* Up to `most` values in use that go on from `typed`: people and records (text = a name or code that is read as that one), tags, words.
     * Without a field: contacts. May be NULL. */
    size_t (*ask)(void *ctx, const RegisterDef *def, const FieldDef *field, const char *typed, Arena *arena, Candidate *found, size_t most);
    void *ctx;
} Lookup;

/* At byte `cursor` of the filter `text` for `def`: names of fields, operators that fit the type, values, people behind @, tags behind #. */
void complete_filter(const RegisterDef *def, const char *text, size_t cursor, const Lookup *lookup, Arena *arena, Completion *out);
/* A whole value of a field, as a form or a command takes it; `typed` is what is there of it. start and end span `typed`. */
void complete_value(const RegisterDef *def, const FieldDef *field, const char *typed, const Lookup *lookup, Arena *arena, Completion *out);

#endif
