/* History: what was changed, when, by whom, field by field; a reading of the trail in the reader's language. */
#ifndef LOKET_APP_HISTORY_H
#define LOKET_APP_HISTORY_H

#include "loket/app/desk.h"
#include "loket/store/trail.h"

typedef struct FieldChange {
    const FieldDef *field; /* NULL: a key this program does not know */
    const char *key;
    const char *old, *made; /* for people; "" = unset */
} FieldChange;

typedef struct HistoryEntry {
    int64_t seq;
    Moment at;
    const char *who;         /* name of the contact, or the login */
    const char *op;          /* "create" … as in the trail */
    const char *what;        /* translated: "made", "changed", "struck", "taken back" */
    const RegisterDef *def;  /* of the record */
    int64_t no;
    const RegisterDef *child; /* or NULL */
    int64_t row;
    FieldChange *changes;
    size_t count;
} HistoryEntry;

/* Of one record (def, no), or of the whole file (def NULL); newest first, before entry `before` (0 = the newest). */
Status history_read(Desk *desk, const RegisterDef *def, int64_t no, int64_t before, size_t limit, Arena *arena, HistoryEntry **entries,
                    size_t *count, Error *err);

#endif
