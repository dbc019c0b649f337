/* Cadence: how often a contact is to be spoken, formally and informally: the time that is wanted and the longest that will do.
 *
 * Two spans for formal and two for informal talks. They are the contact's own fields; where both are empty, the tightest of the contact's
 * roles. What a role asks is data: the organisation's rows `cadence`, of which a later one for the same role holds, and where there is
 * none for a role the built-in table. Pure: no clock and no file. When the last talk was, and what is due, is app/cadences.c. */
#ifndef LOKET_MODEL_CADENCE_H
#define LOKET_MODEL_CADENCE_H

#include "loket/model/record.h"

typedef enum CadenceTerm { CADENCE_FORMAL_IDEAL, CADENCE_FORMAL_MAXIMUM, CADENCE_INFORMAL_IDEAL, CADENCE_INFORMAL_MAXIMUM, CADENCE_TERMS } CadenceTerm;

/* The fields they stand in, of a contact and of a row: "formal_ideal" … */
extern const char *const cadence_keys[CADENCE_TERMS];

typedef struct Cadence {
    bool set;         /* false: no such talk is asked for */
    Span span;
    const char *role; /* key of the role it follows from; NULL = the contact's own field */
} Cadence;

/* The span in force for `contact`; `rows` are the organisation's, in their order. A span of nothing ("0d") asks for no talk. Where only one
 * of wanted and longest is set, it stands for both. */
Cadence cadence_of(const Record *contact, RecordList rows, CadenceTerm term);
/* What the built-in table has for a role: "30d", or NULL. */
const char *cadence_builtin(const char *role, CadenceTerm term);
/* The same problems in a contact and in a row: a span below nothing, a maximum shorter than what is wanted. */
void cadence_check(const Record *record, Problems *problems);

#endif
