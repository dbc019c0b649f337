/* Loop: waits for keys, signals, changes of the file and time, and turns them into events.
 *
 * Everything waiting is handled before one draw, and while more comes in quick succession pictures are few: the first at once, then the
 * newest state now and then. Over a slow line a picture is taken to be under way as long as its bytes need; until then no other one is
 * drawn, and it has not been seen. Knows nothing of what is shown: that is behind the callbacks. The clock is the caller's. Ctrl-Z is
 * handled here and never becomes an event. */
#ifndef LOKET_TERM_LOOP_H
#define LOKET_TERM_LOOP_H

#include "loket/term/term.h"
#include "loket/ui/event.h"

typedef struct LoopOps {
    void (*update)(void *ctx, const Event *event);
    void (*draw)(void *ctx, Canvas *canvas); /* the canvas is cleared before */
    int (*next_tick)(void *ctx);             /* milliseconds until EVENT_TICK is wanted, asked before each wait; -1 = none */
    bool (*done)(void *ctx);                 /* asked after each event */
    int64_t (*clock)(void *ctx);             /* milliseconds of a steady clock */
    void (*shown)(void *ctx); /* what was drawn last can have been seen, and what had been typed until then was sent; may be NULL */
} LoopOps;

typedef struct Loop {
    Term *term;        /* borrowed */
    const char *watch; /* path of the database file, or NULL; may become another one */
    bool held;         /* Ctrl-Z does nothing: the screen is locked */
    bool ascii;        /* draw in ASCII */
    int escape_ms;     /* how long a lone Esc may be the beginning of a key */
    int pace;          /* bytes a second that the line is taken to bear; 0 = it is fast */
    int hold_ms;       /* however large a picture, it is not under way for longer; 0 = no limit, the pace is known. These are asked before each wait */
    LoopOps ops;
    void *ctx;
    struct Run *run; /* its own while it runs */
    int signal; /* out: the signal that ended it (SIGHUP also when the terminal went away), or 0 */
} Loop;

/* Sends EVENT_RESIZE with the size first, then runs until done() or the end of the terminal. SIGTERM, SIGHUP, SIGINT and a
 * terminal that is gone give one EVENT_HANGUP and end it without a further draw. */
void loop_run(Loop *loop);
/* While it runs: something was typed that has not been taken up yet. */
bool loop_waits(const Loop *loop);

#endif
