/* iCalendar (RFC 5545): writing events that calendar programs take: CRLF, lines folded at 75 octets and never inside a character,
 * text escaped and made safe, moments in UTC, days as VALUE=DATE.
 *
 * Knows no records: what may stand in a title is the caller's. Reading calendars is not done. */
#ifndef LOKET_IO_ICS_H
#define LOKET_IO_ICS_H

#include "loket/base/text.h"
#include "loket/base/when.h"

enum { ICS_ALARMS = 3 };

typedef struct IcsEvent {
    const char *uid;     /* the same each time the same thing is written, so that a calendar changes it instead of doubling it */
    const char *summary;
    Moment stamp;        /* when it was written */
    bool whole_day;      /* `day`, else the moment `at` */
    Day day;
    Moment at;
    int alarms[ICS_ALARMS]; /* minutes before its beginning (a day begins at 00:00); negative = after it */
    int alarm_count;
} IcsEvent;

/* Appends the head of a calendar that calls itself `name`, an event of it, its end. */
void ics_begin(const char *name, StrBuf *out);
void ics_event(const IcsEvent *event, StrBuf *out);
void ics_end(StrBuf *out);
/* Appends one content line "NAME:value", the value made safe, escaped and folded. */
void ics_text_line(const char *name, const char *value, StrBuf *out);

#endif
