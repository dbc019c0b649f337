/* When: moments, days, spans, calendars. Pure functions over integers.
 *
 * All local time is Europe/Amsterdam, computed here; the machine's TZ is never read, and no function asks a clock:
 * the caller passes `now`. Not the legal rules: those are model/deadline.h, which stands on this. */
#ifndef LOKET_BASE_WHEN_H
#define LOKET_BASE_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "loket/base/error.h"
#include "loket/base/text.h"

typedef int64_t Moment; /* seconds since 1970-01-01T00:00:00Z */
typedef int64_t Day;    /* days since 1970-01-01 in the calendar of Europe/Amsterdam */

enum { DAY_SECONDS = 86400, DAY_NOON = 43200, DAY_END = 86399 }; /* seconds of wall time into a day */

/* Seconds east of UTC at `moment`: 3600 or 7200 (last Sundays of March and October, 01:00 UTC). */
int zone_offset(Moment moment);
Day moment_day(Moment moment);
/* Seconds of wall time into the local day, 0..86399. */
int moment_second(Moment moment);
/* The instant of wall time `second` of `day`; in the double autumn hour the first; the missing spring hour is taken
 * with the offset after it. Exact for noon and the end of the day. */
Moment moment_at(Day day, int second);
/* As moment_at, but says what a person must be asked: `*missing` in the spring gap, `*twice` in the double hour. */
Moment moment_at_checked(Day day, int second, bool *missing, bool *twice);

Day day_from_civil(int year, int month, int day);
void day_to_civil(Day day, int *year, int *month, int *month_day);
bool civil_valid(int year, int month, int day);
/* 0 Monday .. 6 Sunday. */
int day_weekday(Day day);
/* The same day number `months` on (may be negative), clamped to that month's length; `*clamped` may be NULL. */
Day day_add_months(Day day, int months, bool *clamped);

/* Calendars: NL = the public holidays of the Algemene termijnenwet art. 3(1), Good Friday (3(2)) and the decree days
 * (3(3)); EU = art. 3(1) only, as Regulation 1182/71 art. 2 is read here; with `good_friday` the setting for EU. */
typedef enum CalendarId { CALENDAR_NL, CALENDAR_EU } CalendarId;
typedef struct Calendar {
    CalendarId id;
    bool good_friday; /* setting eu_good_friday: only looked at for CALENDAR_EU */
} Calendar;
Day easter_sunday(int year); /* Gregorian computus */
/* The English name (for gettext) of the holiday `day` is, or NULL; weekends are no holiday here. */
const char *day_holiday(Day day, Calendar calendar);
bool day_is_working(Day day, Calendar calendar);
/* True if the decree table of the Algemene termijnenwet covers the year of `day`. */
bool day_decrees_known(Day day);
/* `days` working days on; negative counts back; 0 gives `day` itself. */
Day day_add_working(Day day, int days, Calendar calendar);
/* Working days in (from, to]; when `to` lies before `from`: minus those in (to, from]. */
int day_count_working(Day from, Day to, Calendar calendar);

/* A span: "6w", "5wd", "-30d", "72h", "2m", "1y" (also u and j, Dutch). Count may be negative; at most five digits. */
typedef enum SpanUnit { SPAN_HOURS, SPAN_DAYS, SPAN_WORKDAYS, SPAN_WEEKS, SPAN_MONTHS, SPAN_YEARS } SpanUnit;
typedef struct Span {
    int count;
    SpanUnit unit;
} Span;
Status span_parse(const char *text, Span *span, Error *err);
void span_format(Span span, char text[16]);
/* The day `span` after `day` (hours: whole days, rounded away from zero); working days by the NL calendar. */
Day day_add_span(Day day, Span span);

/* Reads a date: "2026-11-23", "23-11-2026", "23-11" and "23 nov" (nearest such day not more than half a year back), "23
 * nov 2026" (English and Dutch month names), a weekday ("fri", "vrijdag": the next one, today excluded), "today",
 * "tomorrow", "yesterday" (also Dutch: vandaag, morgen, gisteren), or a span from today ("+5wd", "-3d", "2w"). Errors:
 * ERR_INVALID with a hint. */
Status day_parse(const char *text, Moment now, Day *day, Error *err);
/* Reads a moment: a date as above followed by "HH:MM" or "HH:MM:SS" (default 00:00), "now" (also nu), "HH:MM" alone
 * (today), ISO with offset or Z, or "+72h". A missing wall time is refused; a double one takes the first. */
Status moment_parse(const char *text, Moment now, Moment *moment, Error *err);
/* As moment_parse; `*twice` tells that a wall time in the double hour was written without offset and the first was
 * taken. */
Status moment_parse_checked(const char *text, Moment now, Moment *moment, bool *twice, Error *err);

/* "2026-11-23" */
void day_write(Day day, char text[16]);
/* "2026-11-23T09:15:00+01:00" */
void moment_write(Moment moment, char text[32]);

/* For people, in the language in force: "23 Nov 2026" / "Mon 23 Nov 2026" / "Mon 23 Nov 2026 18:24" / "18:24". */
void day_format(Day day, StrBuf *out);
void day_format_weekday(Day day, StrBuf *out);
void moment_format(Moment moment, StrBuf *out);
void moment_format_offset(Moment moment, StrBuf *out); /* "Mon 23 Nov 2026 18:24 +01:00" */
void moment_format_time(Moment moment, StrBuf *out);

/* Time left until `due` seen from `now`, short, as in a narrow column: "5h", "36m", "0d" (today), "3d", "-2d"; "-1h" is
 * never used for day terms, which count local days. `hours`: the term is an hour clock, counted in hours and minutes
 * below two days. Parts of a minute count as late. */
void when_left_short(Moment due, Moment now, bool hours, StrBuf *out);
/* The same in words: "5 h 36 min left", "2 d 5 h left", "today", "in 3 d", "2 d late", "late since today". Translated.
 */
void when_left_long(Moment due, Moment now, bool hours, StrBuf *out);

#endif
