/* What the files of the sheet's page share. Private to ui/. */
#ifndef LOKET_UI_SHEET_VIEW_H
#define LOKET_UI_SHEET_VIEW_H

#include "loket/app/reading.h"
#include "loket/ui/text_view.h"
#include "views.h"

typedef struct SheetView {
    View view;
    const ReadingDef *reading; /* of the whole file; NULL = of a record */
    Target target;             /* that record */
    TextView text;
    Arena *data; /* of the sheet below */
    Sheet sheet;
    char title[160];
    char state[32]; /* of the record, when it was read */
} SheetView;

/* The line stood on, or NULL. */
const SheetLine *sheet_line(const SheetView *page);

typedef enum SheetDoes {
    SHEET_WRITES, /* refused in a file that cannot be written */
    SHEET_LOOKS,  /* changes nothing */
    SHEET_COPIES  /* one of the ways to copy: the first one is what copying the page as a whole does, else its key comes after that of copying */
} SheetDoes;

/* A key that acts on the page: on a request 1 to 4 decide or advise. */
typedef struct SheetKey {
    const char *of;    /* key of the register or the reading */
    const char *key;   /* one character */
    const char *label; /* N_() */
    void (*run)(SheetView *page, Ui *ui, const char *arg);
    const char *arg;
    SheetDoes does;
    const char *states; /* it makes sense in these states of the record; NULL = always */
} SheetKey;

/* The keys of this page, one a call, after `previous` (NULL = first); NULL at the end. */
const SheetKey *sheet_key_next(const SheetView *page, const SheetKey *previous);

/* The record of the page, or NULL: then it was told why. */
Record *sheet_load(const SheetView *page, Ui *ui, Arena *arena);

/* Copies what `write` says of the record of the page, or tells why not. */
void sheet_copy(SheetView *page, Ui *ui, Status (*write)(Desk *desk, const Record *record, StrBuf *out, Error *err));

/* sheet_report_keys.c */
void sheet_judge(SheetView *page, Ui *ui, const char *arg);
void sheet_tell(SheetView *page, Ui *ui, const char *arg);
void sheet_answer_next(SheetView *page, Ui *ui, const char *arg);
void sheet_end(SheetView *page, Ui *ui, const char *arg);
void sheet_copy_form(SheetView *page, Ui *ui, const char *arg);

#endif
