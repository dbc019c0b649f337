/* The parts of a Tty, for its own files: tty.c runs it, tty_surroundings.c starts the program, tty_keys.c knows the bytes of keys,
 * tty_screen.c reads the picture. */
#ifndef LOKET_TESTS_E2E_TTY_PRIVATE_H
#define LOKET_TESTS_E2E_TTY_PRIVATE_H

#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "line.h"
#include "loket/base/text.h"
#include "tty.h"

enum { ROWS_MAX = 600 };

struct Tty {
    int master, slave, ended_fd;
    pid_t child;
    VTerm *vterm;
    VTermScreen *screen;
    Line *up, *down; /* what lies between: NULL = nothing */
    StrBuf raw;
    size_t markers; /* bytes of raw that are markers */
    size_t looked;  /* where the search for markers goes on */
    unsigned long long marked_bytes, marked_frames;
    int marked_rows, marked_columns, rows, columns;
    unsigned long long sent;
    size_t answers;
    struct termios before;
    char home[64];
    char *row_text[ROWS_MAX];
};

/* The environment of a program with that home: see tty_start. To be freed with tty_free_env. */
char **tty_make_env(const char *home, const char *const more[]);
void tty_free_env(char **env);
/* In the child: becomes the program, or the small shell of tty_start_job above it. */
_Noreturn void tty_run(char *const argv[], char *const env[]);
_Noreturn void tty_run_shell(char *const argv[], char *const env[]);

#endif
