/* Sheets: one page for acting on a record, as lines of label and text; no screen.
 *
 * Of an incident: what runs, who to call, what the authority asks. Of a request: all that is needed to decide it. Of a person or a round: what to bring to the talk, *asked of you* first. A sheet is put
 * together from what stands in the file each time it is opened. Whoever shows it wraps the texts and cuts each to `most` lines. A page
 * over the whole file rather than one record is a reading: app/reading.h. */
#ifndef LOKET_APP_SHEET_H
#define LOKET_APP_SHEET_H

#include "loket/app/desk.h"
#include "loket/model/policy.h"

typedef enum SheetTone { SHEET_PLAIN, SHEET_HEADING, SHEET_WARNING, SHEET_QUIET } SheetTone;

typedef struct SheetLine {
    SheetTone tone;
    const char *label;   /* translated, not made safe; "" = goes on below the one before; NULL = the text takes the whole width */
    const char *text;    /* not made safe */
    int most;            /* lines it may take when wrapped, at least 1 */
    const char *code;    /* the record it is about and leads to, or NULL */
    const Record *row;   /* the child row it is about, or NULL */
    const char *reading; /* the reading it leads to instead, or NULL */
    const Regime *regime; /* the clock it tells of, or NULL */
    int group;           /* readings: number of the thing it belongs to, for keys that act on one; 0 = none */
} SheetLine;

typedef struct Sheet {
    const char *title; /* not made safe */
    SheetLine *lines;
    size_t count;
} Sheet;

/* True for the registers that have a sheet. */
bool sheet_has(const RegisterDef *def);
/* The nouns of those registers, with commas between; translated. */
const char *sheet_kinds(Arena *arena);
/* Composes the sheet of `record`; ERR_USAGE when its register has none. All in `arena`. */
Status sheet_read(Desk *desk, const Record *record, Arena *arena, Sheet *sheet, Error *err);

/* A judgement of `report` to be completed: of regime `wanted`, else (NULL, or it is not judged) the first it touches that nobody judged, since
 * when it is known, by and with whom. */
Record *sheet_judgement(Desk *desk, const Record *report, const Regime *wanted, Arena *arena);
/* An external notice of `record` to be completed, under the clock of `wanted` if that runs and a notice ends it, else (also NULL) the one of
 * those that ends first; to the contact with the role that regime tells, where there is one such contact, else to whom it names. */
Record *sheet_notice(Desk *desk, const Record *record, const Regime *wanted, Arena *arena);
/* The first reporter row without an answer, as it would be if answered in a talk today; NULL when all are answered. */
Record *sheet_answer(Desk *desk, const Record *report, Arena *arena);
/* Resolves and closes `report` in one step; `because` (may be NULL): why no action follows. All that is missing is in `problems`. */
Status sheet_resolve(Desk *desk, const Record *report, const char *because, Problems *problems, Error *err);
/* Appends what the authority's form asks of a data breach, as text: each answer, or that it is not known yet. */
Status sheet_form(Desk *desk, const Record *report, StrBuf *out, Error *err);
/* The talk with that person or of that round that waits to be written down: held, or planned for today or before; NULL = none does. */
Record *sheet_talk_held(Desk *desk, const Record *who, Arena *arena);

/* A decision on `request` to be completed: outcome (approved, conditions, rejected), decider and end filled in. */
Record *sheet_decision(Desk *desk, const Record *request, const char *outcome, Arena *arena);
/* Appends what is to be known before a decision on a request is saved: who was asked and has not answered, and the conditions it has, or will
 * be given by its rule. Nothing for rows of another `def`. */
void sheet_before_deciding(Desk *desk, const RegisterDef *def, const RegisterDef *parent, int64_t parent_no, StrBuf *out);
/* Advice on `request` to be completed: to its decider, about it, weighty where the officer only advises. */
Record *sheet_advice(Desk *desk, const Record *request, Arena *arena);
/* A trigger event with what the officer says of it (sign, conditions, postpone, do_not) given today; advice on it, to be completed: to its
 * sponsor, weighty for what is large or critical; a check with its result, looked at today. To be saved, or shown in a form first. */
Record *sheet_outcome(Desk *desk, const Record *event, const char *outcome, Arena *arena);
Record *sheet_event_advice(Desk *desk, const Record *event, Arena *arena);
Record *sheet_checked(Desk *desk, const Record *row, const char *result, Arena *arena);
/* Appends the last decision as the text of a mail: outcome, end, motivation, conditions; ERR_MISSING when there is none yet. */
Status sheet_mail(Desk *desk, const Record *request, StrBuf *out, Error *err);

#endif
