/* Tty: a program in a terminal of our own: a pty on one side, libvterm's screen on the other.
 *
 * Starts it in a clean surrounding, types, waits for a text or for the marker that the program writes when all input is
 * handled and drawn; never sleeps. A wait that fails prints the screen and fails the cmocka test. Programs run with
 * LOKET_TEST_MARKER=1. */
#ifndef LOKET_TESTS_E2E_TTY_H
#define LOKET_TESTS_E2E_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Tty Tty;

typedef struct TtyCell {
    uint32_t character; /* 0 = right half of a wide one; ' ' when empty */
    int width;
    bool bold, underline, reverse, italic;
    int fg, bg; /* -1 the terminal's own, 0..255 palette, 0x1000000 + RGB */
} TtyCell;

/* `env`: "NAME=value" wins over the clean surrounding (xterm-256color, C.UTF-8, UTC, own HOME and XDG folders, the
 * clock frozen at 23 Nov 2026 18:24), "NAME" takes it away; ends with NULL, may be NULL. argv[0] is a path. */
Tty *tty_start(int columns, int rows, const char *const env[], const char *const argv[]);
/* The same below a small shell: a stopped job prints STOPPED, a line typed then continues it. */
Tty *tty_start_job(int columns, int rows, const char *const env[], const char *const argv[]);
/* The HOME of the program: a new folder that goes when the Tty is finished. */
const char *tty_home(const Tty *tty);

/* From now on what is sent and what is shown goes over a line of so many bytes a second (0 = as fast as it comes), each way so long under
 * way. The program is read no faster than the line sends. Whoever waits is patient for it. */
void tty_line(Tty *tty, int rate, int delay_ms);

/* A key by name ("Up", "C-x", "A-f", "Enter", "a"); several with blanks between them. */
void tty_key(Tty *tty, const char *names);
void tty_type(Tty *tty, const char *text);
void tty_send(Tty *tty, const char *bytes, size_t count);
/* Sends without reading what the program says, as a stalled connection does; false when there is no room. */
bool tty_send_blind(Tty *tty, const char *bytes, size_t count);
void tty_resize(Tty *tty, int columns, int rows);
void tty_signal(Tty *tty, int number);
/* Takes the terminal away, as a lost connection does. */
void tty_hang_up(Tty *tty);

/* Until `text` is in a row of the screen, or no longer; at most 10 s. */
void tty_wait(Tty *tty, const char *text);
void tty_wait_gone(Tty *tty, const char *text);
/* Until all bytes sent are handled and drawn, at the size of now. */
void tty_wait_marker(Tty *tty);

bool tty_shows(Tty *tty, const char *text);
/* A row without the blanks at its end; valid until the next call for the same row. */
const char *tty_row(Tty *tty, int row);
TtyCell tty_cell(const Tty *tty, int row, int column);
void tty_cursor(const Tty *tty, int *row, int *column);
/* The whole screen, rows ended by newlines; to be freed. */
char *tty_screen(Tty *tty);
/* Bytes the program sent so far, without markers. */
size_t tty_bytes(const Tty *tty);
/* Pictures it drew up to the last marker. */
unsigned long long tty_frames(const Tty *tty);
/* All bytes it sent, from byte `from` of the raw stream (markers included). */
const char *tty_raw(const Tty *tty, size_t *length);
/* Listens for so long, and says how many bytes came of themselves, without markers. */
size_t tty_idle(Tty *tty, int milliseconds);
/* What the terminal would have answered: 0 if the program never asked it anything. */
size_t tty_answers(const Tty *tty);

/* True if the program ends within 5 s although nobody reads what it says. */
bool tty_ends_unread(Tty *tty);
/* Kills the program without a word of warning, and frees; what it leaves of the terminal is not looked at. */
void tty_kill(Tty *tty);
/* Waits for the end and frees; fails if the modes of the terminal are not as before. Exit code, or 128 + signal. */
int tty_finish(Tty *tty);
/* The same, but first copies the screen that is left behind; to be freed. */
int tty_finish_screen(Tty *tty, char **screen);

#endif
