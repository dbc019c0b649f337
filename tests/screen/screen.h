/* Screen: the whole interface in memory, for tests: a small desk, a clock that stands still, keys in, pictures out.
 *
 * No terminal and no curses. Pictures are compared with tests/golden/NAME.screen; a difference is printed line by line.
 */
#ifndef LOKET_TESTS_SCREEN_H
#define LOKET_TESTS_SCREEN_H

#include "loket/ui/ui.h"

typedef struct Screen {
    Env env;
    Moment now; /* starts at Mon 23 Nov 2026 18:24 */
    uint64_t chance;
    Desk *desk;
    Personal personal; /* all built in, nothing read; what is chosen is kept in a folder of the test */
    Ui ui;
    Canvas canvas;
    int64_t steady; /* milliseconds, for what is typed how fast */
    bool blind;     /* pictures that are drawn are not seen yet */
} Screen;

/* Opens an in-memory desk with a few records of the registers most used, and the overview. */
void screen_open(Screen *screen, int rows, int columns);
/* The same without a single record: a file just made. */
void screen_open_empty(Screen *screen, int rows, int columns);
void screen_close(Screen *screen);

/* Closes the interface as a hang-up does, and opens it again on the same file. */
void screen_restart(Screen *screen);

/* Makes a record: `fields` is "key=text; key=text" as typed (";" cannot stand in a text). Returns its number. */
int64_t screen_add(Screen *screen, const char *reg, const char *fields);
/* Adds a row to record `no` of `parent`. */
int64_t screen_add_row(Screen *screen, const char *parent, int64_t no, const char *child, const char *fields);
/* Changes a record as somebody else would. */
void screen_change(Screen *screen, const char *code, const char *fields);
/* A field's canonical text; valid until the next call. */
const char *screen_field(Screen *screen, const char *code, const char *field);
int64_t screen_count(Screen *screen, const char *reg);

/* Sends keys: names as in keymaps, blank-separated, and "texts in quotes" letter by letter: `a "lost" Tab C-x`. */
void screen_keys(Screen *screen, const char *script);
/* Sends one key again and again, `ms` apart, seen each time. */
void screen_hold(Screen *screen, const char *key, int times, int ms);
/* Points: at the middle of the first place where `text` stands in the picture, or at a cell. */
void screen_click(Screen *screen, const char *text);
void screen_mouse(Screen *screen, uint32_t key, int row, int column);
void screen_paste(Screen *screen, const char *text);
void screen_resize(Screen *screen, int rows, int columns);
/* Lets time pass and says so. */
void screen_tick(Screen *screen, int seconds);
void screen_hangup(Screen *screen);

/* Draws; the picture as text, styles below it; valid until the next call. */
const char *screen_text(Screen *screen);
/* True if some row shows `text`. */
bool screen_has(Screen *screen, const char *text);
/* Compares with tests/golden/NAME.screen, or writes it. */
void screen_golden(Screen *screen, const char *name);

#endif
