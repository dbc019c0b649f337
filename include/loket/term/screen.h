/* Screen: the desk on a terminal. Joins the interface (ui/) to the terminal and the loop, and serves what only they can do:
 * $EDITOR, the clipboard, repainting, settings of the terminal. Decides nothing. */
#ifndef LOKET_TERM_SCREEN_H
#define LOKET_TERM_SCREEN_H

#include "loket/app/personal.h"
#include "loket/term/term.h"

typedef struct ScreenOptions {
    Personal *personal; /* the settings, which may be changed meanwhile; borrowed */
    const char *note;   /* what to say first, or NULL */
    bool read_only;     /* another client's file is opened for reading only too */
    int *signal;        /* out: the signal that ended it, or 0 */
} ScreenOptions;

/* Runs until the user leaves or the terminal goes. `*desk` is the caller's; at the end it may be another one, for the user went to another
 * client's file and the first is closed. ERR_USAGE when there is no terminal that can do it. */
Status screen_run(Desk **desk, const ScreenOptions *options, Error *err);

#endif
