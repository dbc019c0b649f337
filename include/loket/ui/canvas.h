/* Canvas: a grid of cells in memory, the only thing views draw on.
 *
 * Every draw is clipped; nothing can fail. Text goes through utf8_make_safe here, and only here, on its way to a screen.
 * A wide character is never half covered: the other half becomes a blank. Not curses: term/ copies it. */
#ifndef LOKET_UI_CANVAS_H
#define LOKET_UI_CANVAS_H

#include <stdbool.h>

#include "loket/base/text.h"
#include "loket/ui/style.h"

enum { CELL_BYTES = 24 };

typedef struct Cell {
    char text[CELL_BYTES]; /* one safe grapheme, UTF-8; "" = right half of a wide one */
    unsigned char width;   /* 1 or 2; 0 = right half */
    unsigned char style;   /* Style */
    bool selected;         /* on the cursor row: shown reversed */
} Cell;

typedef struct Rect {
    int row, column, rows, columns;
} Rect;

/* Line pieces; each canvas draws them in UTF-8 or ASCII. */
typedef enum Glyph {
    GLYPH_HLINE, GLYPH_VLINE, GLYPH_DOUBLE, GLYPH_TOP_LEFT, GLYPH_TOP_RIGHT, GLYPH_BOTTOM_LEFT, GLYPH_BOTTOM_RIGHT,
    GLYPH_TEE_DOWN, GLYPH_TEE_UP, GLYPH_TEE_LEFT, GLYPH_TEE_RIGHT, GLYPH_CROSS, GLYPH_DOUBLE_TEE, GLYPH_ELLIPSIS, GLYPH_BULLET, GLYPH_COUNT
} Glyph;

enum { SPOT_TEXT = 100 }; /* the part of a text that is typed: pointing at a cell puts the cursor on the letter there */

/* What can be pointed at: whoever draws a thing says so in the same breath, so that the picture and the mouse cannot differ. */
typedef struct Spot {
    Rect area;
    char keys[24];  /* pointing here is pressing these: "Enter", "g i"; "" = not */
    int part, item; /* else what the view calls it: a pane, a row of it; item -1 = the part as a whole; part -1 = nothing can be pointed at */
} Spot;

typedef struct Canvas {
    int rows, columns;
    Cell *cells; /* rows * columns, owned */
    Spot *spots; /* owned; what was drawn later lies on top */
    int spot_count, spot_room;
    bool ascii;
    int cursor_row, cursor_column; /* where the hardware cursor goes */
    bool cursor_visible;           /* shown as a text cursor; else only placed */
} Canvas;

void canvas_init(Canvas *canvas, int rows, int columns, bool ascii);
void canvas_done(Canvas *canvas);
void canvas_resize(Canvas *canvas, int rows, int columns);
void canvas_clear(Canvas *canvas);

/* Draws `text` from (row, column) in at most `width` cells, cut at a grapheme with an ellipsis in the last cell if it does not
 * fit, and blanks behind it up to `width`. Returns the cells the text took. */
int canvas_text(Canvas *canvas, int row, int column, int width, Style style, const char *text);
/* The same, right-aligned. */
void canvas_text_right(Canvas *canvas, int row, int column, int width, Style style, const char *text);
void canvas_fill(Canvas *canvas, Rect area, Style style);
void canvas_glyph(Canvas *canvas, int row, int column, Glyph glyph, Style style);
void canvas_hline(Canvas *canvas, int row, int column, int width, Glyph glyph, Style style);
/* Marks a stretch of cells as on the cursor row. */
void canvas_select(Canvas *canvas, int row, int column, int width);
void canvas_restyle(Canvas *canvas, int row, int column, int width, Style style);
void canvas_place_cursor(Canvas *canvas, int row, int column, bool visible);
/* Says what lies in `area`: an item of a part of the view, keys (as shown: "Ctrl-X"), or nothing, hiding what lies below. */
void canvas_spot(Canvas *canvas, Rect area, int part, int item);
void canvas_spot_keys(Canvas *canvas, Rect area, const char *keys);
void canvas_cover(Canvas *canvas, Rect area);
/* What lies on top there; NULL if nothing does. */
const Spot *canvas_spot_at(const Canvas *canvas, int row, int column);
const Cell *canvas_cell(const Canvas *canvas, int row, int column);

/* Appends the screen as text, a line a row, blanks at line ends taken off: for golden files. `styles`: a second block with a letter a style. */
void canvas_print(const Canvas *canvas, bool styles, StrBuf *out);

#endif
