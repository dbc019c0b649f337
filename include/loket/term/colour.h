/* Colour: a theme's colours brought down to what a terminal can show. Pure: numbers in, numbers out; no curses. */
#ifndef LOKET_TERM_COLOUR_H
#define LOKET_TERM_COLOUR_H

#include <stdbool.h>

#include "loket/ui/theme.h"

typedef enum ColourDepth { DEPTH_MONO, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_RGB } ColourDepth;

/* What terminfo says (`colours`; `direct` = its colour numbers are RGB values), unless NO_COLOR is set (`no_color` not NULL). */
ColourDepth colour_depth(int colours, bool direct, const char *no_color);
/* Whether COLORTERM may be believed when it promises 24 bits: not inside tmux or screen, which inherit it. */
bool colour_promised(const char *colorterm, const char *term, const char *tmux);

/* The colour numbers for a look, -1 = the terminal's own. Never the same for both; never "bright black" for text, which
 * some consoles show as black. In DEPTH_RGB numbers from 8 up are 0xRRGGBB. */
void colour_map(const Look *look, ColourDepth depth, int *fg, int *bg);

#endif
