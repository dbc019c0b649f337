/* What the sheets are put together with. Private to app/. */
#ifndef LOKET_APP_SHEET_LINES_H
#define LOKET_APP_SHEET_LINES_H

#include "find.h"
#include "loket/app/sheet.h"

typedef struct Page Page;
struct Page {
    Desk *desk;
    Arena *arena;
    Sheet *sheet;
    size_t room;
    int months;       /* readings: how far back */
    const char *only; /* readings: the record it is limited to, or NULL */
};

void page_add(Page *page, SheetTone tone, const char *label, int most, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The line added last is about that record or row, leads to that reading, belongs to that group, tells of that clock. */
void page_about(Page *page, const char *code);
void page_row(Page *page, const Record *row);
void page_leads(Page *page, const char *reading);
void page_group(Page *page, int group);
void page_clock(Page *page, const Regime *regime);
/* A field as people read it; NULL when it is empty. */
const char *page_value(Page *page, const Record *record, const char *key);
/* A field on a line of its own, under its own label; false, and no line, when it is empty. */
bool page_field(Page *page, SheetTone tone, const Record *record, const char *key, int most);
/* "23 Nov 2026" */
const char *page_day(Page *page, Day day);

/* A heading, and under it lines until the next. */
void page_heading(Page *page, const char *heading);
/* "INC-0003  Title, text": a line that leads to a record; a warning when it is late. */
void page_record(Page *page, const Record *record, const char *text);

Status sheet_report(Page *page, const Record *report, Error *err);
Status sheet_request(Page *page, const Record *request, Error *err);
Status sheet_talk(Page *page, const Record *who, Error *err);
Status sheet_instruction(Page *page, const Record *instruction, Error *err);
Status sheet_advice_steps(Page *page, const Record *advice, Error *err);
Status sheet_anchor(Page *page, const Record *anchor, Error *err);

/* The steps in the line towards `person` (a code) on `rule` (NULL = on any); nothing when there was no instruction. */
Status ladder_line(Page *page, const char *person, const char *rule, Error *err);
/* The steps to the board on the theme of `advice`, or without one to its addressee; nothing when none was given. */
Status ladder_board(Page *page, const Record *advice, Error *err);
/* How often the rule `page->only` was bent, a line each unit. */
Status page_bends(Page *page, Error *err);
Status sheet_event(Page *page, const Record *event, Error *err);

Status reading_radar(Page *page, Error *err);
Status reading_structural(Page *page, Error *err);
Status reading_bends(Page *page, Error *err);
Status reading_heard(Page *page, Error *err);
Status reading_warnings(Page *page, Error *err);
Status reading_charter(Page *page, Error *err);
Status reading_deskcard(Page *page, Error *err);
Status reading_isms(Page *page, Error *err);
Status reading_handover(Page *page, Error *err);
Status reading_demands(Page *page, Error *err);

#endif
