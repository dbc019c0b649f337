/* Calendar view: a month to pick a day from.
 *
 * Weeks start on Monday and carry their ISO 8601 number. Asks no clock: today is given. Not the registers' agenda.
 * Keys: arrows, PgUp PgDn a month, Ctrl with them a year, Home today; Enter and Esc are the owner's. */
#ifndef LOKET_UI_CALENDAR_VIEW_H
#define LOKET_UI_CALENDAR_VIEW_H

#include <stdbool.h>

#include "loket/base/when.h"
#include "loket/ui/canvas.h"
#include "loket/ui/event.h"

enum { CALENDAR_VIEW_ROWS = 9, CALENDAR_VIEW_COLUMNS = 31 }; /* all of it: title, names, six weeks, the day in words */

typedef struct CalendarView {
    Day day, today;
    Calendar calendar; /* whose holidays are marked */
    int month_day;     /* the day of the month that paging by months aims at: 31 January, 28 February, 31 March */
} CalendarView;

/* Starts on `day`. */
void calendar_view_init(CalendarView *view, Day day, Day today, Calendar calendar);
void calendar_view_done(CalendarView *view);
/* Puts the cursor on a day that can be reached. */
void calendar_view_go(CalendarView *view, Day day);
/* Handles a key; returns whether it was taken. The days of the years 1 to 9999 can be reached. */
bool calendar_view_key(CalendarView *view, const Event *event);
/* Draws into `area`: the last line, the title and the marks behind the days are left out where there is no room. */
void calendar_view_draw(const CalendarView *view, Canvas *canvas, Rect area, bool focused);

/* The ISO 8601 week of `day`, 1..53; `*year` (may be NULL) gets the year the week belongs to. */
int calendar_iso_week(Day day, int *year);

#endif
