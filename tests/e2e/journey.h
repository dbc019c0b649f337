/* Journey: what an officer does at the desk, on the real program with the sample organisation.
 *
 * Each journey has a copy of the demo file in a folder of its own, so that it may change what it likes. Times are those
 * of the frozen clock, Mon 23 Nov 2026 18:24. Not a driver of terminals: that is tty.h. */
#ifndef LOKET_TESTS_E2E_JOURNEY_H
#define LOKET_TESTS_E2E_JOURNEY_H

#include "tty.h"

#define ENV(...) ((const char *const[]){__VA_ARGS__, NULL})

typedef struct Journey {
    Tty *tty;
    char folder[64], file[96];
} Journey;

/* A folder with a copy of the sample file; nothing runs yet. */
void journey_begin(Journey *journey);
/* The same with a copy of another file. */
void journey_begin_with(Journey *journey, const char *file);
/* Starts the desk on the file and waits for the overview. `env` as for tty_start. */
void journey_start(Journey *journey, int columns, int rows, const char *const env[]);
/* Both, at 80x24 in the usual surroundings. */
void journey_open(Journey *journey);
/* Leaves by `:q`, which works on every page, and wants exit code 0 and a terminal as it was. */
void journey_leave(Journey *journey);
/* Takes folder and file away; after journey_leave, or when the program has ended otherwise. */
void journey_end(Journey *journey);

/* Keys, then waits until all is handled and drawn. */
void journey_keys(Journey *journey, const char *names);
/* Text typed as it stands, then the same. */
void journey_type(Journey *journey, const char *text);
/* Fails, with the screen, unless `text` can be seen; or if it can. */
void journey_sees(Journey *journey, const char *text);
void journey_misses(Journey *journey, const char *text);
/* The row the cursor `>` of lists stands on, -1 if there is none; with panes, that of the pane in focus. */
int journey_cursor(Journey *journey);
/* The code of the record under it ("INC-0019"), valid until the next call. */
const char *journey_code(Journey *journey);

/* Runs `loket --db FILE words…` without a terminal, in the same frozen time; its output, to be freed, and its exit code. */
char *journey_command(Journey *journey, int *code, const char *const words[]);
/* How many records wait for triage, as the command line tells it. */
int journey_waiting(Journey *journey);

#endif
