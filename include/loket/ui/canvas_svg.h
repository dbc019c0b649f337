/* A picture of a canvas as SVG: what the desk looks like, for the manual and for people without a terminal.
 *
 * Cells become real text in a monospaced font, placed so that columns stand under each other in any font; line pieces become strokes.
 * No scripts and nothing from outside: one file that shows what the screen showed. Knows no view and no clock. */
#ifndef LOKET_UI_CANVAS_SVG_H
#define LOKET_UI_CANVAS_SVG_H

#include "loket/ui/canvas.h"
#include "loket/ui/theme.h"

/* Appends `canvas` as an SVG document in the colours of `theme`; where the theme leaves a colour to the terminal, light on dark.
 * `title` and `description` are for who hears it read aloud; all text is made safe and escaped. */
void canvas_svg(const Canvas *canvas, const Theme *theme, const char *title, const char *description, StrBuf *out);

#endif
