/* Calendar: what is due as an .ics file, for a phone or another calendar program.
 *
 * Only codes and what is due: no titles, no names, nothing of what a record says. One way: nothing is read back. */
#ifndef LOKET_APP_CALENDAR_H
#define LOKET_APP_CALENDAR_H

#include "loket/app/desk.h"

typedef struct CalendarOptions {
    const RegisterDef *def; /* only that record, or NULL = all */
    int64_t no;
    Moment from, until;     /* dues in this stretch of time */
    bool confidential;      /* of confidential records too */
} CalendarOptions;

typedef struct CalendarResult {
    size_t events;
    size_t confidential; /* left out: asked for without them */
} CalendarResult;

/* Appends the calendar. An entry in the trail says that it was made; ERR_FILE when the file is open for reading only. Sealed records are
 * never in it. */
Status calendar_export(Desk *desk, const CalendarOptions *options, StrBuf *out, CalendarResult *result, Error *err);

#endif
