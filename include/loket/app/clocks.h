/* Clocks: the terms that run on a record, and how they are told.
 *
 * What started them are rows people entered (judgements, notices, fields named by a regime); the dues in the agenda are derived from the
 * same rows, so both always agree. Nothing is stored here. Texts are in the language in force and not made safe. */
#ifndef LOKET_APP_CLOCKS_H
#define LOKET_APP_CLOCKS_H

#include "loket/app/desk.h"
#include "loket/model/clock.h"

/* The clocks of a record, in the order of what is to be done first: running by due, then forecasts, then met and not applicable. */
Status clocks_of(Desk *desk, const Record *record, Arena *arena, Clock **clocks, size_t *count, Error *err);

/* Appends a line when judgements or notices of the record name a regime that there is not: nothing counts for those. */
void clocks_unknown(Desk *desk, const Record *record, StrBuf *out);

/* Runs and is past its due. */
bool clock_overdue(const Clock *clock, Moment now);
/* "running", "if so", "late", "met", "met late: REASON", "not applicable: REASON (WHO)", "forecast". */
void clock_format_state(Desk *desk, const Clock *clock, Moment now, StrBuf *out);
/* Until when: "Thu 26 Nov 2026 16:20 +01:00", or the day; nothing without a term. */
void clock_format_until(const Clock *clock, StrBuf *out);
/* "5 h 36 min left"; for days with working days: "in 12 d, 8 working days left". Nothing unless it runs. */
void clock_format_left(const Clock *clock, Moment now, StrBuf *out);
/* Why: start, term, clamp, roll, holidays by name, article. */
void clock_format_why(const Clock *clock, StrBuf *out);
/* All of it in one line of text, without why: "report the data breach  Thu 26 Nov … running, 71 h left  to …". */
void clock_format_line(Desk *desk, const Clock *clock, Moment now, StrBuf *out);

/* A term that ended, or a clock that runs. */
typedef struct ClockItem {
    const RegisterDef *def;
    int64_t no;
    char code[CODE_SIZE];
    const char *title;
    const char *label; /* what is due */
    Due due;
} ClockItem;
/* The running clocks over all records, soonest due first, at most `limit`; `*more` (may be NULL): there are others. */
Status clocks_running(Desk *desk, size_t limit, Arena *arena, ClockItem **items, size_t *count, bool *more, Error *err);
/* The terms of every kind that are still open and ended in (since, now], soonest first, at most `limit`. */
Status clocks_passed(Desk *desk, Moment since, size_t limit, Arena *arena, ClockItem **items, size_t *count, bool *more, Error *err);
/* One line for the opening screen: "closed 2 d 14 h, meanwhile ended: INC-0142 report the data breach, and 2 more"; nothing when
 * nothing ended. */
Status clocks_tell_passed(Desk *desk, Moment since, StrBuf *out, Error *err);

#endif
