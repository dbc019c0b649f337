/* Pick list: a list to type into until it is short, and to pick from: one thing or several.
 *
 * Copies its items; what they stand for is the owner's, who gets their `id` back. What is typed narrows and ranks
 * (match.h). Keys: characters narrow, Up Down PgUp PgDn Home End move, Space tags and steps when several may be chosen;
 * Enter, Esc and Tab are the owner's. With `by_key` a character picks the item that shows it as its key instead. */
#ifndef LOKET_UI_PICK_LIST_H
#define LOKET_UI_PICK_LIST_H

#include <stdbool.h>

#include "loket/ui/canvas.h"
#include "loket/ui/line_editor.h"
#include "loket/ui/match.h"

typedef struct PickItem {
    const char *text;     /* what is matched first */
    const char *detail;   /* more about it; may be NULL */
    const char *key;      /* its key, to be shown; may be NULL */
    const char *disabled; /* why it cannot be picked now; NULL = it can */
    int id;
    bool chosen; /* tagged, when several may be */
} PickItem;

typedef struct PickRow {
    int item, score;
} PickRow;

typedef struct PickList {
    Arena *arena;
    PickItem *items;
    Folded *folded; /* two for each item: text, detail */
    int count, capacity;
    PickRow *shown; /* what the filter leaves, best first */
    int shown_count;
    int cursor, top;                         /* rows of `shown` */
    int rows;                                /* of the area, as last laid out */
    int text_width, detail_width, key_width; /* of the widest item */
    LineEditor filter;
    StrBuf needle;      /* the filter, folded */
    bool multi, by_key; /* to be set after init */
    bool decided;       /* by_key: the last key picked the item under the cursor */
} PickList;

void pick_list_init(PickList *list);
void pick_list_done(PickList *list);
/* Forgets the items, keeps the filter. */
void pick_list_clear(PickList *list);
/* Adds a copy of `item`. */
void pick_list_add(PickList *list, const PickItem *item);
/* Sets the filter as if typed. */
void pick_list_filter(PickList *list, const char *text);
/* Puts the cursor on the item with `id`, if it is shown. Returns whether it is. */
bool pick_list_goto(PickList *list, int id);
/* The item under the cursor, disabled or not; NULL if nothing is shown. */
const PickItem *pick_list_current(const PickList *list);
int pick_list_chosen_count(const PickList *list);
/* Tells how many rows are shown: pages move by that. */
void pick_list_layout(PickList *list, int rows);
/* Handles a key or a paste; returns whether it was taken. */
bool pick_list_key(PickList *list, const Event *event);
/* Puts the cursor on a row that is shown; where several may be chosen, chooses it or not. False: it stood there, and is to be taken. */
bool pick_list_point(PickList *list, int row);
/* Draws the items into `area`; detail, then key go where it is narrow. `focused` places the cursor on the row. */
void pick_list_draw(const PickList *list, Canvas *canvas, Rect area, bool focused);

#endif
