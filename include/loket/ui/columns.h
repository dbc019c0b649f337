/* Columns: who gets the room, in a list's columns and in a line of key hints.
 *
 * Pure arithmetic, except that hints can be drawn, since they are the same everywhere. What is in the columns is not
 * its business. Lower priority numbers stay longer; on equal numbers what stands further left does. */
#ifndef LOKET_UI_COLUMNS_H
#define LOKET_UI_COLUMNS_H

#include <stdbool.h>

#include "loket/ui/canvas.h"

typedef struct ColumnWish {
    int min;       /* cells it needs to be of use */
    int preferred; /* cells that show all of it; at least min */
    int grow;      /* its share of what is left over; 0 = never wider than preferred */
    int priority;
} ColumnWish;

/* Divides `width` cells with `gap` cells between columns: widths[i] gets the cells of column i, 0 = not shown. While
 * the minima do not fit, the last by priority goes; the first stays, cut if it must be. What is left goes up to the
 * preferred widths in order of priority, then by `grow`. Returns how many columns are shown. */
int columns_layout(const ColumnWish *wishes, int count, int gap, int width, int *widths);

/* A key and what it does, for footers and the lower edge of popups. */
typedef struct Hint {
    const char *key;  /* "Enter"; may be NULL */
    const char *text; /* "open", translated; may be NULL */
    int priority;
    bool right; /* belongs to the group at the right edge */
} Hint;

/* Which hints fit whole in `width` cells, `gap` cells apart: shown[i]. The more important are placed first; one that
 * does not fit is left out and a shorter one may still come in. Returns the cells all that is shown takes, gaps
 * included. */
int hints_layout(const Hint *hints, int count, int gap, int width, bool *shown);
/* Draws them in `width` cells, those marked `right` against the right edge. Never cuts a word. */
void hints_draw(const Hint *hints, int count, int gap, Canvas *canvas, int row, int column, int width);

#endif
