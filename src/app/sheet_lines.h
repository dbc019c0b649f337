/* What the sheets are put together with. Private to app/. */
#ifndef LOKET_APP_SHEET_LINES_H
#define LOKET_APP_SHEET_LINES_H

#include "consequences.h"
#include "loket/app/sheet.h"

typedef struct Page {
    Desk *desk;
    Arena *arena;
    Sheet *sheet;
    size_t room;
} Page;

void page_add(Page *page, SheetTone tone, const char *label, int most, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* A field as people read it; NULL when it is empty. */
const char *page_value(Page *page, const Record *record, const char *key);
/* "23 Nov 2026" */
const char *page_day(Page *page, Day day);

Status sheet_request(Page *page, const Record *request, Error *err);
Status sheet_talk(Page *page, const Record *who, Error *err);

#endif
