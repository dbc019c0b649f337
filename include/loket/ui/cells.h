/* Cells: measuring, cutting, wrapping and drawing text as it was stored, one grapheme at a time.
 *
 * What a grapheme takes on a screen is the width of its safe form (utf8.h), so these agree with the canvas for text
 * nobody has made safe yet. Offsets are bytes of the stored text and always grapheme boundaries. Pure. */
#ifndef LOKET_UI_CELLS_H
#define LOKET_UI_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "loket/ui/canvas.h"

/* The boundary after the grapheme at byte `at` (< length); `*width` gets its cells. A tab counts as one blank. */
size_t cells_next(const char *text, size_t length, size_t at, int *width);

/* Cells that `length` bytes of `text` take. */
int cells_width(const char *text, size_t length);

/* How many bytes of `text` fit in `cells`; `*used` (may be NULL) gets their width. */
size_t cells_fit(const char *text, size_t length, int cells, int *used);

/* Where the row that starts at `at` ends when wrapped at words to `width` cells (at least 2): the start of the next
 * row.
 * `*shown` (may be NULL) gets the end of what is to be drawn: the break's blanks and the newline hang beyond it.
 * A newline ends a row; a word longer than a row is broken at a grapheme. Rows joined are the text, byte for byte. */
size_t cells_wrap(const char *text, size_t length, size_t at, int width, size_t *shown);

/* Rows that the whole of `text` takes when wrapped to `width` cells. */
int cells_rows(const char *text, int width);

/* Draws `text` into `area`, wrapped at words; what does not fit is left out. Returns the rows drawn. */
int cells_draw_wrapped(Canvas *canvas, Rect area, Style style, const char *text);

/* Draws `length` bytes of `text` from (row, column), each grapheme in its own cells, never beyond `width`; no ellipsis
 * and nothing behind. Returns the cells drawn. */
int cells_draw(Canvas *canvas, int row, int column, int width, Style style, const char *text, size_t length);

#endif
