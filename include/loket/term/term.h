/* Term: the terminal, and the only user of curses.
 *
 * Shows a canvas, sending only differences; owns the terminal's modes and gives every one of them back on leaving, suspending,
 * running another program and crashing. Never sets the window title and never asks the terminal anything. One Term at a time
 * (curses and signals are global). While it is open SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP and SIGCONT are blocked and
 * arrive at term_signal_fd. */
#ifndef LOKET_TERM_TERM_H
#define LOKET_TERM_TERM_H

#include "loket/base/error.h"
#include "loket/ui/canvas.h"
#include "loket/ui/theme.h"

typedef struct Term Term;

/* Opens the controlling terminal, or standard input and output when both are terminals. A TERM that is not known is replaced
 * and term_note says so; ERR_USAGE without terminal or when it cannot place the cursor (TERM=dumb). LC_CTYPE must be a UTF-8 one. */
Status term_open(Term **term, const Theme *theme, Error *err);
/* Clears the screen, leaves the alternate one, gives the modes back. NULL is allowed. */
void term_close(Term *term);
/* What to tell the user about this terminal, translated, or "". */
const char *term_note(const Term *term);

int term_fd(const Term *term);
int term_signal_fd(const Term *term);
void term_size(const Term *term, int *rows, int *columns);
/* Bits a second of a line that says it is slow, as a serial one does; 0 = it says nothing. */
int term_baud(const Term *term);
/* Asks the size again; the next term_show paints all if it changed. */
void term_resized(Term *term);
void term_use_theme(Term *term, const Theme *theme);
/* Copies the canvas to the screen and places the cursor; returns how many bytes that took. */
size_t term_show(Term *term, const Canvas *canvas);
/* The next term_show sends everything: for Ctrl-L. */
void term_repaint(Term *term);

/* Reports mouse clicks and wheel as events, or not (the default). */
void term_mouse(Term *term, bool on);

typedef enum Clipboard { CLIPBOARD_OFF, CLIPBOARD_OSC52, CLIPBOARD_TMUX } Clipboard;
enum { CLIPBOARD_MAX = 64 * 1024 };
/* Sends text to the clipboard of the terminal (write only, there is no answer); CLIPBOARD_TMUX has tmux do it. ERR_USAGE when switched off or
 * longer than CLIPBOARD_MAX bytes, ERR_FILE when tmux does not take it. */
Status term_copy(Term *term, Clipboard way, const char *text, size_t length, Error *err);

/* Gives the screen away, stops this process (`group`: its whole job, as Ctrl-Z does), and takes the screen back when continued. */
void term_suspend(Term *term, bool group);
/* After being continued from outside: modes, size and screen again. */
void term_resume(Term *term);
/* Runs a program on the terminal (argv[0] is looked up in PATH) and waits; `*code` gets its exit code, 128 + n when killed by
 * signal n. ERR_FILE if it cannot be started. */
Status term_run_program(Term *term, char *const argv[], int *code, Error *err);

/* Writes bytes of our own between two frames; for the loop. */
void term_write(Term *term, const char *bytes, size_t length);

#endif
