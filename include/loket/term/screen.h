/* Screen: the desk on a terminal. Joins the interface (ui/) to the terminal and the loop, and serves what only they can do:
 * $EDITOR, the clipboard, repainting, another theme. Decides nothing. */
#ifndef LOKET_TERM_SCREEN_H
#define LOKET_TERM_SCREEN_H

#include "loket/app/desk.h"
#include "loket/term/term.h"

typedef struct ScreenOptions {
    const char *theme; /* name or file; NULL = "auto" */
    bool ascii;        /* draw with bytes below 0x80 only */
    Clipboard clipboard;
    Moment seen;       /* when this user last left; 0 = never */
    char *chosen;      /* out: the theme in use at the end, if another was chosen; 64 bytes */
    int *signal;       /* out: the signal that ended it, or 0 */
} ScreenOptions;

/* Runs until the user leaves or the terminal goes. ERR_USAGE when there is no terminal that can do it. */
Status screen_run(Desk *desk, const ScreenOptions *options, Error *err);

#endif
