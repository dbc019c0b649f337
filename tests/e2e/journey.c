#include "journey.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loket/base/file.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

static void copy_file(const char *from, const char *to) {
    Arena *arena = arena_new();
    char *data;
    size_t length;
    Error err = {0};
    if (file_read(from, 1u << 30, arena, &data, &length, &err) != OK || file_write(to, data, length, &err) != OK)
        fail_msg("%s", err.message);
    arena_free(arena);
}

/* For journeys that keep their state there: the tour of the first start is a test of its own. */
static void been_here(const char *folder) {
    char path[120];
    Error err = {0};
    snprintf(path, sizeof path, "%s/loket/settings.yaml", folder);
    if (file_make_parent(path, &err) != OK || file_write(path, "tour: seen\n", strlen("tour: seen\n"), &err) != OK) fail_msg("%s", err.message);
}

void journey_begin_with(Journey *journey, const char *file) {
    const char *scratch = getenv("TMPDIR"); /* see scratch.sh */
    *journey = (Journey){0};
    snprintf(journey->folder, sizeof journey->folder, "%s/j-XXXXXX", scratch ? scratch : "/tmp");
    assert_non_null(mkdtemp(journey->folder));
    snprintf(journey->file, sizeof journey->file, "%s/desk.db", journey->folder);
    copy_file(file, journey->file);
    been_here(journey->folder);
}

void journey_begin(Journey *journey) {
    journey_begin_with(journey, DEMO_FILE);
}

void journey_start(Journey *journey, int columns, int rows, const char *const env[]) {
    const char *const words[] = {LOKET_PATH, "--db", journey->file, NULL};
    journey->tty = tty_start(columns, rows, env, words);
    tty_wait(journey->tty, "DEMO Nordhaven"); /* in any language */
    tty_wait_marker(journey->tty);
}

void journey_open(Journey *journey) {
    journey_begin(journey);
    journey_start(journey, 80, 24, NULL);
}

void journey_leave(Journey *journey) {
    tty_type(journey->tty, ":q");
    tty_wait(journey->tty, ":q");
    tty_key(journey->tty, "Enter");
    assert_int_equal(tty_answers(journey->tty), 0); /* the terminal was never asked anything */
    assert_int_equal(tty_finish(journey->tty), 0);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place) {
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

void journey_end(Journey *journey) {
    nftw(journey->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void journey_keys(Journey *journey, const char *names) {
    tty_key(journey->tty, names);
    tty_wait_marker(journey->tty);
}

void journey_type(Journey *journey, const char *text) {
    tty_type(journey->tty, text);
    tty_wait_marker(journey->tty);
}

static void must(Journey *journey, const char *text, bool shown) {
    if (tty_shows(journey->tty, text) == shown) return;
    char *screen = tty_screen(journey->tty);
    print_error("%s: \"%s\"\n%s", shown ? "not on the screen" : "on the screen, and should not be", text, screen);
    free(screen);
    fail();
}

void journey_sees(Journey *journey, const char *text) {
    must(journey, text, true);
}

void journey_misses(Journey *journey, const char *text) {
    must(journey, text, false);
}

int journey_cursor(Journey *journey) {
    int row, column;
    tty_cursor(journey->tty, &row, &column);
    return tty_cell(journey->tty, row, column).character == '>' ? row : -1;
}

const char *journey_code(Journey *journey) {
    static char code[16];
    int row, column;
    size_t length = 0;
    tty_cursor(journey->tty, &row, &column);
    /* a code is three capitals, a line and digits */
    for (int at = column; at < column + 30; at++) {
        if (tty_cell(journey->tty, row, at + 3).character != '-') continue;
        for (; length < 8; length++) code[length] = (char)tty_cell(journey->tty, row, at + (int)length).character;
        break;
    }
    code[length] = '\0';
    return code;
}

char *journey_command(Journey *journey, int *code, const char *const words[]) {
    const char *argv[32] = {LOKET_PATH, "--db", journey->file};
    size_t count = 3;
    for (; words[count - 3] && count < COUNT_OF(argv) - 1; count++) argv[count] = words[count - 3];
    int said[2];
    assert_int_equal(pipe(said), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) { /* no assertions here: they would jump into a second runner */
        int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, STDIN_FILENO);
        dup2(said[1], STDOUT_FILENO);
        dup2(said[1], STDERR_FILENO);
        close(said[0]);
        setenv("LOKET_NOW", "2026-11-23T18:24:00+01:00", 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        setenv("XDG_STATE_HOME", journey->folder, 1);
        union {
            const char **given;
            char *const *wanted;
        } vector = {.given = argv};
        execv(LOKET_PATH, vector.wanted);
        _exit(127);
    }
    close(said[1]);
    StrBuf text;
    strbuf_init(&text);
    char bytes[4096];
    for (ssize_t got; (got = read(said[0], bytes, sizeof bytes)) > 0;) strbuf_addn(&text, bytes, (size_t)got);
    close(said[0]);
    int state = 0;
    waitpid(child, &state, 0);
    if (code) *code = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    char *copy = strdup(text.data ? text.data : "");
    strbuf_done(&text);
    return copy;
}

int journey_waiting(Journey *journey) {
    int count = 0;
    char *out = journey_command(journey, NULL, (const char *const[]){"triage", "--limit", "1000", NULL});
    for (const char *at = out; (at = strstr(at, "proposed:")); at++) count++;
    free(out);
    return count;
}
