/* Computed: what is shown with a record and never stored, because it follows from other records or from now.
 *
 * One table of {register, key, label, function}: heard too late, the answer the clock gave, how often a date was moved, the end in force.
 * Columns of lists, lines of a record and of `loket show` read it; a filter or an order cannot. */
#ifndef LOKET_APP_COMPUTED_H
#define LOKET_APP_COMPUTED_H

#include "loket/app/desk.h"

typedef struct ComputedDef {
    const char *reg, *key;
    const char *label; /* N_() */
    int width;         /* cells in a list */
    /* Appends the text for people; nothing when there is nothing to say. Not made safe. */
    void (*format)(Desk *desk, const Record *record, StrBuf *out);
} ComputedDef;

/* The rows for register `def`, one a call, after `previous` (NULL = first); NULL at the end. */
const ComputedDef *computed_next(const RegisterDef *def, const ComputedDef *previous);
const ComputedDef *computed_find(const RegisterDef *def, const char *key);

#endif
