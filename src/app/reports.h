/* Reports: what the file says of an incident, complaint or concern beyond its own row. Private to app/. */
#ifndef LOKET_APP_REPORTS_H
#define LOKET_APP_REPORTS_H

#include "desk_private.h"

/* The duplicates of a report, and the duplicates of those: what else was reported of the same. */
Status report_behind(Desk *desk, const Record *report, Arena *arena, RecordList *list, Error *err);
/* Appends "2 more reports: INC-0016 INC-0019, 1 reporter not answered yet"; nothing when there is none. */
void report_behind_format(Desk *desk, const RecordList *list, Arena *arena, StrBuf *out);

/* What happened before in the twelve months up to a report, in the same unit and of the same kind of cause; as long as the cause is not
 * known, in the same unit. Duplicates and what was withdrawn are no repeats. */
typedef struct Repeats {
    RecordList earlier; /* newest first */
    const char *where;  /* "Customer centre, human error", not made safe */
    bool more;          /* there are others still */
} Repeats;
Status report_repeats(Desk *desk, const Record *report, Arena *arena, Repeats *repeats, Error *err);
/* Appends "3rd in 12 months in Customer centre, human error: INC-0011 INC-0003"; nothing when it is the first. */
void report_repeats_format(const Repeats *repeats, StrBuf *out);

/* True when a clock of the law already runs on acknowledging it. */
bool report_acknowledged_by_law(Desk *desk, const Record *report, Arena *arena);
/* True if a whistle-blower report may be worked on here: the organisation has designated this desk. */
bool report_desk_is_designated(Desk *desk, Arena *arena);
/* The last of judgement `rows` that names that regime, or NULL. */
const Record *judgement_on(const RecordList *rows, const Regime *regime);

#endif
