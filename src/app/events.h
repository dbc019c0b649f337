/* Events: what the catalogue says of a trigger event. Private to app/. */
#ifndef LOKET_APP_EVENTS_H
#define LOKET_APP_EVENTS_H

#include "desk_private.h"

/* The lead time in working days: as frozen on the event, else as its kind says now. */
int trigger_lead_days(Desk *desk, const Record *event, Arena *arena);
/* The last day on which advice is in time: the decision counted back by the lead time; call only with a decision_on. */
Day trigger_last_moment(Desk *desk, const Record *event, Arena *arena);
/* The value class from which it counts as large: as frozen on the event, before that as its kind says now; NULL = none. */
const char *trigger_large_from(Desk *desk, const Record *event, Arena *arena);
/* It counts as large: its value class is at or above the threshold. */
bool trigger_is_large(Desk *desk, const Record *event, Arena *arena);

#endif
