/* Text view: text to read, wrapped at words, that scrolls and can be searched.
 *
 * Built from styled lines; keeps copies of them. For help, notes, sheets. Some lines may be stops, on which a cursor stands. Knows
 * nothing of files or records.
 * Keys: arrows, j k, pages, C-d C-u, Space, Home, End and G, `/` to search, n N for the next and previous place; Esc
 * ends typing a search. Everything else is the owner's. */
#ifndef LOKET_UI_TEXT_VIEW_H
#define LOKET_UI_TEXT_VIEW_H

#include <stdbool.h>

#include "loket/ui/canvas.h"
#include "loket/ui/line_editor.h"

typedef struct TextLine {
    Style style;
    int indent; /* blanks before each of its rows */
    int stop;   /* the cursor can stand on it: the owner's number, from 1; 0 = it cannot */
    const char *text;
    size_t length;
} TextLine;

typedef struct TextRow {
    int line;
    size_t start, shown, next; /* bytes of the line */
} TextRow;

typedef struct TextMatch {
    int line;
    size_t start, end;
} TextMatch;

typedef struct TextView {
    Arena *arena;
    TextLine *lines;
    int line_count, line_capacity;
    TextRow *rows; /* all lines, wrapped to `columns` */
    int row_count, row_capacity;
    int height, columns; /* as last laid out */
    int top;             /* first row shown */
    int cursor;          /* line stood on, one with a stop; -1 = none */
    LineEditor search;
    bool searching;  /* the search is being typed */
    int search_from; /* the first row shown when that began: where it looks from, where Esc returns to */
    TextMatch *matches;
    int match_count, match_capacity, match; /* match: the current one, -1 = none */
} TextView;

void text_view_init(TextView *view);
void text_view_done(TextView *view);
/* Forgets lines and matches. */
void text_view_clear(TextView *view);
/* Adds `text`; each newline in it starts a line of the same style and indent. */
void text_view_add(TextView *view, Style style, int indent, const char *text);
/* Makes the line added last a stop with the owner's number (from 1). */
void text_view_stop(TextView *view, int number);
/* The number of the stop stood on; 0 = none. Puts the cursor on the stop with that number; 0 or one that is not there: on none. */
int text_view_at(const TextView *view);
void text_view_goto(TextView *view, int number);
/* Moves by rows: to the next stop (or beyond the first, to none) as far as that is in sight, else scrolls. */
void text_view_move(TextView *view, int by);
/* Wraps to an area; to be called after adding, before the first key and after a resize. Keeps the first line in sight.
 */
void text_view_layout(TextView *view, int rows, int columns);
/* Scrolls to row `top`, as far as there is text. */
void text_view_show(TextView *view, int top);
/* Handles a key; returns whether it was taken. */
bool text_view_key(TextView *view, const Event *event);
/* Puts the cursor of the search that is typed at a cell of its line. */
void text_view_point(TextView *view, int columns, int cell);
/* Finds all places of `words` (folded, as one piece) and shows the first at or after the first row shown. Returns how
 * many. */
int text_view_search(TextView *view, const char *words);
/* Draws into `area`; its last row is the search while that is typed. The line stood on has a `>` and is reversed, or with
 * `narrow_cursor` only its first word is. */
void text_view_draw(const TextView *view, Canvas *canvas, Rect area, bool focused, bool narrow_cursor);

#endif
