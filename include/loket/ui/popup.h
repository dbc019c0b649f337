/* Popup: the box around something that stands over the screen for a while.
 *
 * Finds its place, draws edges, title and hints; what is inside is drawn by others into the rectangle it gives back.
 * Has no state: a popup is described anew for each picture. */
#ifndef LOKET_UI_POPUP_H
#define LOKET_UI_POPUP_H

#include "loket/ui/columns.h"

enum {
    POPUP_EDGE_ROWS = 2,
    POPUP_EDGE_COLUMNS = 4
}; /* what the box takes besides its content: lines and a blank each side */

typedef enum PopupPlace {
    POPUP_CENTRE, /* in the middle of the screen */
    POPUP_BOTTOM, /* on its lower edge, as wide as it is: above a prompt */
    POPUP_ANCHOR  /* below the anchor, or above it where there is more room */
} PopupPlace;

typedef struct Popup {
    const char *title; /* translated; may be NULL */
    const char *note;  /* at the right of the title: a filter, a count; may be NULL */
    const Hint *hints; /* in the lower edge; vanish whole */
    int hint_count;
    PopupPlace place;
    int anchor_row, anchor_column; /* ANCHOR: the field it belongs to */
} Popup;

/* The box, edges included, for content of `rows` by `columns` within `screen`; wide enough for its title, never beyond
 * the screen. */
Rect popup_place(const Popup *popup, Rect screen, int rows, int columns);
/* Draws the box and clears its inside; returns the rectangle for the content (may be empty on a tiny screen). */
Rect popup_draw(const Popup *popup, Canvas *canvas, Rect box);

#endif
