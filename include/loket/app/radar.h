/* Radar: who should warn of what is coming, and whether they do.
 *
 * Per kind of trigger event and per contact who should warn of it: told and confirmed so, when last asked, which events came from there,
 * and which were heard too late. Also the days an event was heard too late. Readings only: nothing of it is stored. */
#ifndef LOKET_APP_RADAR_H
#define LOKET_APP_RADAR_H

#include "loket/app/desk.h"

/* How many working days after the last moment in time an event was heard; 0 = in time, or its decision has no date. */
int trigger_heard_late(Desk *desk, const Record *event);

typedef struct RadarCell {
    const Record *who;           /* the contact; NULL = came from somebody else, or from nobody */
    Day told_on, confirmed_on;   /* 0 = not */
    Day asked_on;                /* last talk with this contact in which the kind was asked about; 0 = never */
    size_t came, late;           /* events of the kind heard from this contact; how many of them too late */
} RadarCell;

typedef struct RadarKind {
    const Record *kind;
    RadarCell *cells; /* those who were told first; the one for everybody else last, when anything came that way */
    size_t cell_count;
    size_t came, late;
    int worst_days; /* of what was heard too late */
} RadarKind;

typedef struct Radar {
    RadarKind *kinds;
    size_t count;
} Radar;

/* Reads it over the events, talks and agreements of the last `months`; `radar` lives in `arena`. */
Status radar_read(Desk *desk, int months, Arena *arena, Radar *radar, Error *err);

#endif
