/* Who must be spoken, and when: dues that follow from the last real talk and the cadence of model/cadence.h. Private to app/. */
#ifndef LOKET_APP_CADENCES_H
#define LOKET_APP_CADENCES_H

#include "desk_private.h"
#include "loket/model/cadence.h"

/* Adds the dues of a contact's cadence; other records have none. */
Status cadence_dues(Desk *desk, const Record *record, Arena *arena, Dues *dues, Error *err);
/* The term in force for a contact in this file. */
Cadence cadence_now(Desk *desk, const Record *contact, CadenceTerm term, Arena *arena);
/* When the next talk with a contact is planned; 0 = none is. */
Moment cadence_planned(Desk *desk, const Record *contact);
/* True for a row that says how often a role is spoken: all contacts are then to be derived again, once for the whole batch. */
bool cadence_touches(const Record *record);
Status cadence_recompute(Desk *desk, Error *err);

#endif
