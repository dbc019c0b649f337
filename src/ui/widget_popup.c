#include "loket/ui/popup.h"

#include <string.h>

#include "loket/ui/cells.h"

static int text_cells(const char *text) {
    return text_empty(text) ? 0 : cells_width(text, strlen(text));
}

static int limit(int value, int low, int high) {
    if (value > high) value = high;
    return value < low ? low : value;
}

/* `┌─ Title ─┐`: a corner, a line and a blank on each side, and as much again before the note. */
static int title_columns(const Popup *popup) {
    int title = text_cells(popup->title), note = text_cells(popup->note);
    return (title ? title + 6 : 2) + (note ? note + 4 : 0);
}

static int anchored_row(const Popup *popup, Rect screen, int *rows) {
    int below = screen.row + screen.rows - (popup->anchor_row + 1), above = popup->anchor_row - screen.row;
    if (*rows <= below || below >= above) {
        *rows = limit(*rows, 0, below);
        return popup->anchor_row + 1;
    }
    *rows = limit(*rows, 0, above);
    return popup->anchor_row - *rows;
}

Rect popup_place(const Popup *popup, Rect screen, int rows, int columns) {
    int wanted = columns + POPUP_EDGE_COLUMNS, title = title_columns(popup);
    Rect box = {screen.row, screen.column, limit(rows + POPUP_EDGE_ROWS, 0, screen.rows), 0};
    box.columns = limit(wanted > title ? wanted : title, 0, screen.columns);
    if (popup->place == POPUP_BOTTOM) {
        box.columns = screen.columns;
        box.row = screen.row + screen.rows - box.rows;
    } else if (popup->place == POPUP_CENTRE) {
        box.row = screen.row + (screen.rows - box.rows) / 2;
        box.column = screen.column + (screen.columns - box.columns) / 2;
    } else {
        box.row = anchored_row(popup, screen, &box.rows);
        box.column = limit(popup->anchor_column, screen.column, screen.column + screen.columns - box.columns);
    }
    return box;
}

static void draw_edges(Canvas *canvas, Rect box) {
    int right = box.column + box.columns - 1, bottom = box.row + box.rows - 1;
    canvas_hline(canvas, box.row, box.column + 1, box.columns - 2, GLYPH_HLINE, STYLE_QUIET);
    canvas_hline(canvas, bottom, box.column + 1, box.columns - 2, GLYPH_HLINE, STYLE_QUIET);
    for (int row = box.row + 1; row < bottom; row++) {
        canvas_glyph(canvas, row, box.column, GLYPH_VLINE, STYLE_QUIET);
        canvas_glyph(canvas, row, right, GLYPH_VLINE, STYLE_QUIET);
    }
    canvas_glyph(canvas, box.row, box.column, GLYPH_TOP_LEFT, STYLE_QUIET);
    canvas_glyph(canvas, box.row, right, GLYPH_TOP_RIGHT, STYLE_QUIET);
    canvas_glyph(canvas, bottom, box.column, GLYPH_BOTTOM_LEFT, STYLE_QUIET);
    canvas_glyph(canvas, bottom, right, GLYPH_BOTTOM_RIGHT, STYLE_QUIET);
}

/* A piece of an edge: blank, text, blank, with what does not fit cut. */
static void draw_in_edge(Canvas *canvas, int row, int column, int width, Style style, const char *text) {
    if (width < 3) return;
    canvas_text(canvas, row, column, 1, STYLE_QUIET, " ");
    canvas_text(canvas, row, column + 1, width - 2, style, text);
    canvas_text(canvas, row, column + width - 1, 1, STYLE_QUIET, " ");
}

static void draw_title(const Popup *popup, Canvas *canvas, Rect box) {
    int room = box.columns - 4, title = text_cells(popup->title), note = text_cells(popup->note);
    if (title) draw_in_edge(canvas, box.row, box.column + 2, limit(title + 2, 0, room), STYLE_TITLE, popup->title);
    if (!note || (title ? title + 4 : 0) + note + 2 > room) return; /* the note goes rather than be cut */
    draw_in_edge(canvas, box.row, box.column + box.columns - 2 - (note + 2), note + 2, STYLE_QUIET, popup->note);
}

static void draw_hints(const Popup *popup, Canvas *canvas, Rect box) {
    enum { HINTS_MAX = 16, GAP = 2 };
    bool shown[HINTS_MAX];
    int count = limit(popup->hint_count, 0, HINTS_MAX), room = box.columns - 6;
    int used = hints_layout(popup->hints, count, GAP, room, shown);
    if (used == 0) return;
    int row = box.row + box.rows - 1, column = box.column + box.columns - 2 - (used + 1);
    canvas_fill(canvas, (Rect){row, column - 1, 1, used + 2}, STYLE_QUIET);
    hints_draw(popup->hints, count, GAP, canvas, row, column, used);
}

Rect popup_draw(const Popup *popup, Canvas *canvas, Rect box) {
    Rect inside = {box.row + 1, box.column + 2, box.rows - POPUP_EDGE_ROWS, box.columns - POPUP_EDGE_COLUMNS};
    if (inside.rows < 0) inside.rows = 0;
    if (inside.columns < 0) inside.columns = 0;
    if (box.rows < 2 || box.columns < 2) return inside;
    canvas_fill(canvas, box, STYLE_PLAIN);
    canvas_cover(canvas, box);
    draw_edges(canvas, box);
    draw_title(popup, canvas, box);
    if (popup->hints) draw_hints(popup, canvas, box);
    return inside;
}
