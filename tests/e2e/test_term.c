/* The terminal layer from outside: what a terminal sees, in good and bad surroundings. */
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "loket/base/text.h"
#include "tty.h"

#include <cmocka.h> /* last: its fail() is a macro */

static const char *const probe[] = {PROBE_PATH, NULL};
#define ENV(...) ((const char *const[]){__VA_ARGS__, NULL})

static Tty *started(int columns, int rows, const char *const env[]) {
    Tty *tty = tty_start(columns, rows, env, probe);
    tty_wait(tty, "event <none> number 1.");
    tty_wait_marker(tty);
    return tty;
}

static void quit(Tty *tty) {
    tty_key(tty, "q");
    char *left;
    assert_int_equal(tty_answers(tty), 0);
    assert_int_equal(tty_finish_screen(tty, &left), 0);
    assert_null(strstr(left, "event")); /* nothing stays behind */
    free(left);
}

static bool sent(Tty *tty, const char *bytes) {
    return strstr(tty_raw(tty, NULL), bytes) != NULL;
}

static void test_terminal_types(void **state) {
    (void)state;
    static const char *const types[] = {"TERM=xterm-256color", "TERM=xterm",  "TERM=vt100",
                                        "TERM=linux",          "TERM=screen", "TERM=screen-256color",
                                        "TERM=tmux-256color"};
    char *first = NULL;
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        Tty *tty = started(80, 24, ENV(types[i]));
        assert_string_equal(tty_row(tty, 0), " probe Überblick 語");
        assert_string_equal(tty_row(tty, 8), " ┌──────────────────┐");
        assert_string_equal(tty_row(tty, 11), " └──────────────────┘");
        char *screen = tty_screen(tty);
        if (first) assert_string_equal(screen, first); /* the same text everywhere */
        free(first);
        first = screen;
        tty_key(tty, "Up");
        tty_wait_marker(tty);
        assert_true(tty_shows(tty, "event <Up> number 2."));
        tty_type(tty, "\033OB");
        tty_wait_marker(tty);
        assert_true(tty_shows(tty, "event <Down> number 3."));
        quit(tty);
    }
    free(first);
}

static void test_looks(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    TtyCell crit = tty_cell(tty, 5, 1), clock = tty_cell(tty, 5, 8), row = tty_cell(tty, 6, 40),
            plain = tty_cell(tty, 1, 1);
    assert_true(crit.bold && crit.reverse && crit.fg == 1 && crit.bg == -1);
    assert_true(clock.bold && !clock.reverse && clock.fg == 5);
    assert_true(row.reverse && !row.bold);
    assert_true(!plain.bold && !plain.reverse && plain.fg == -1 && plain.bg == -1);
    int r, c;
    tty_cursor(tty, &r, &c);
    assert_int_equal(r, 6); /* for those who hear the screen */
    assert_int_equal(c, 1);
    quit(tty);

    tty = started(80, 24, ENV("PROBE_THEME=dark"));
    plain = tty_cell(tty, 1, 1);
    assert_true(plain.fg > 15 && plain.bg > 15);
    assert_int_equal(tty_cell(tty, 20, 70).bg, plain.bg); /* painted to the edges */
    quit(tty);

    tty = started(80, 24, ENV("PROBE_THEME=light", "TERM=linux"));
    plain = tty_cell(tty, 1, 1);
    assert_int_equal(plain.fg, 0);
    assert_int_equal(plain.bg, 7);
    quit(tty);
}

/* True if a CSI ... m sets a colour. */
static bool sets_colour(const char *raw) {
    for (const char *at = raw; (at = strstr(at, "\033[")); at += 2) {
        const char *end = at + 2 + strspn(at + 2, "0123456789;:");
        if (*end != 'm') continue;
        for (const char *number = at + 2; number < end; number += strcspn(number, ";m") + 1) {
            long value = strtol(number, NULL, 10);
            if ((value >= 30 && value <= 38) || (value >= 40 && value <= 48) || value >= 90) return true;
        }
    }
    return false;
}

static void test_no_colour(void **state) {
    (void)state;
    static const char *const plain[] = {"NO_COLOR=1", "TERM=vt100"};
    for (size_t i = 0; i < COUNT_OF(plain); i++) {
        Tty *tty = started(80, 24, ENV(plain[i], "PROBE_THEME=dark"));
        assert_true(tty_cell(tty, 5, 1).reverse);
        assert_false(sets_colour(tty_raw(tty, NULL)));
        quit(tty);
    }
    Tty *tty = started(80, 24, ENV("PROBE_THEME=dark"));
    assert_true(sets_colour(tty_raw(tty, NULL)));
    quit(tty);
}

static void test_true_colour(void **state) {
    (void)state;
    /* Inside tmux COLORTERM proves nothing. Outside it is only believed if the terminal description is there. */
    Tty *tty = started(80, 24, ENV("PROBE_THEME=dark", "COLORTERM=truecolor", "TMUX=/tmp/x,1,0"));
    assert_false(sent(tty, "38:2") || sent(tty, "38;2"));
    quit(tty);
    tty = started(80, 24, ENV("PROBE_THEME=dark", "COLORTERM=truecolor"));
    assert_true(tty_shows(tty, "probe"));
    quit(tty);
}

static void test_ascii(void **state) {
    (void)state;
    static const char *const locales[] = {"LC_ALL=C", "LC_ALL=POSIX"};
    for (size_t i = 0; i < COUNT_OF(locales); i++) {
        Tty *tty = started(80, 24, ENV(locales[i]));
        assert_string_equal(tty_row(tty, 0), " probe Uberblick ?");
        assert_string_equal(tty_row(tty, 8), " +------------------+");
        size_t length;
        const char *raw = tty_raw(tty, &length);
        for (size_t at = 0; at < length; at++)
            assert_true((unsigned char)raw[at] < 0x80);
        quit(tty);
    }
}

static void test_hostile_text(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    assert_true(tty_shows(tty, "rtl"));
    static const char *const never[] = {"\033]0;", "\xc2\x9b", "\xe2\x80\xae", "\xe2\x80\x8b", "\xff"};
    for (size_t i = 0; i < COUNT_OF(never); i++)
        assert_false(sent(tty, never[i]));
    assert_false(sent(tty, "\033]2;"));
    quit(tty);
}

static void test_other_terminals(void **state) {
    (void)state;
    Tty *tty = started(80, 24, ENV("TERM=no-such-terminal"));
    assert_true(tty_shows(tty, "terminal type \"no-such-terminal\" is not known here, xterm-256color is used"));
    quit(tty);
    tty = started(80, 24, ENV("TERM"));
    assert_true(tty_shows(tty, "TERM is not set, xterm-256color is used"));
    quit(tty);
    tty = tty_start(80, 24, ENV("TERM=dumb"), probe);
    char *screen;
    assert_int_equal(tty_finish_screen(tty, &screen), 2);
    assert_non_null(strstr(screen, "the terminal type \"dumb\" cannot place the cursor"));
    free(screen);
}

static void test_without_terminal(void **state) {
    (void)state;
    int said[2];
    assert_int_equal(pipe(said), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        setsid();
        dup2(said[1], STDERR_FILENO);
        execl(PROBE_PATH, PROBE_PATH, (char *)NULL);
        _exit(127);
    }
    close(said[1]);
    char text[500] = "";
    size_t length = 0;
    ssize_t got;
    while (length < sizeof text - 1 && (got = read(said[0], text + length, sizeof text - 1 - length)) > 0)
        length += (size_t)got;
    close(said[0]);
    int code;
    waitpid(child, &code, 0);
    assert_true(WIFEXITED(code));
    assert_int_equal(WEXITSTATUS(code), 2);
    assert_non_null(strstr(text, "there is no terminal"));
}

static int number_behind(Tty *tty, const char *word) {
    char *screen = tty_screen(tty);
    const char *at = strstr(screen, word);
    int value = at ? atoi(at + strlen(word)) : -1;
    free(screen);
    return value;
}

static void test_resize_storm(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    int draws = number_behind(tty, "draws ");
    for (int i = 0; i < 40; i++)
        tty_resize(tty, 60 + i, 20 + i % 7);
    tty_resize(tty, 120, 40);
    tty_wait(tty, "size 120x40");
    tty_wait_marker(tty);
    assert_in_range(number_behind(tty, "draws ") - draws, 1, 3);
    assert_string_equal(tty_row(tty, 8), " ┌──────────────────┐");
    quit(tty);
}

static void test_extreme_sizes(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    char *before = strdup(tty_row(tty, 8));
    static const struct { int columns, rows; } sizes[] = {{1, 1}, {500, 200}, {2, 1}, {1, 50}, {80, 24}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        tty_resize(tty, sizes[i].columns, sizes[i].rows);
        tty_wait_marker(tty);
    }
    assert_string_equal(tty_row(tty, 8), before);
    assert_string_equal(tty_row(tty, 0), " probe Überblick 語");
    assert_true(tty_shows(tty, "size 80x24"));
    free(before);
    quit(tty);
}

static void test_suspend(void **state) {
    (void)state;
    Tty *tty = tty_start_job(80, 24, NULL, probe);
    tty_wait(tty, "event <none>");
    size_t before;
    tty_raw(tty, &before);
    tty_key(tty, "C-z");
    tty_wait(tty, "STOPPED modes restored");
    assert_false(tty_shows(tty, "event"));
    assert_true(strstr(tty_raw(tty, NULL) + before, "\033[?2004l") != NULL);
    tty_resize(tty, 100, 30); /* a stopped job hears nothing of it */
    tty_raw(tty, &before);
    tty_type(tty, "fg\n");
    tty_wait(tty, "size 100x30");
    assert_true(strstr(tty_raw(tty, NULL) + before, "\033[?2004h") != NULL);
    tty_key(tty, "x");
    tty_wait(tty, "event <x>");
    /* and stopped from outside, twice over */
    tty_key(tty, "C-z");
    tty_wait(tty, "STOPPED modes restored");
    tty_type(tty, "fg\n");
    tty_wait(tty, "event <x>");
    quit(tty);
}

static void test_signals(void **state) {
    (void)state;
    static const struct {
        int signal;
        const char *key;
    } ways[] = {{SIGTERM, NULL}, {SIGHUP, NULL}, {SIGINT, NULL}, {SIGSEGV, "!"}, {SIGABRT, "#"}, {SIGQUIT, NULL}};
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        Tty *tty = started(80, 24, NULL);
        if (ways[i].key)
            tty_key(tty, ways[i].key);
        else
            tty_signal(tty, ways[i].signal);
        char *left;
        assert_int_equal(tty_finish_screen(tty, &left), 128 + ways[i].signal);
        if (strstr(left, "event") || strstr(left, "probe Ü")) fail_msg("signal %d leaves: %s", ways[i].signal, left);
        free(left);
    }
}

static void test_interrupt_key_is_a_key(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    tty_key(tty, "C-c C-\\ C-s C-q");
    tty_wait_marker(tty);
    assert_true(tty_shows(tty, "event <C-q> number 5."));
    quit(tty);
}

static void test_hang_up(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    tty_hang_up(tty);
    assert_int_equal(tty_finish(tty), 128 + SIGHUP);
}

static void test_escape(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    tty_key(tty, "Esc");
    tty_wait_marker(tty);
    assert_true(tty_shows(tty, "event <Esc> number 2."));
    /* the rest of an arrow that comes late is no command */
    tty_type(tty, "[");
    tty_type(tty, "A");
    tty_wait_marker(tty);
    assert_true(tty_shows(tty, "event <Esc> number 2."));
    tty_key(tty, "x A-x C-Left S-F5");
    tty_wait_marker(tty);
    assert_true(tty_shows(tty, "event <S-F5> number 6."));
    tty_type(tty, "\033]11;rgb:0000/0000/0000\033\\\033[?1;2c\033[I");
    tty_wait_marker(tty);
    assert_true(tty_shows(tty, "event <S-F5> number 6."));
    quit(tty);
}

static void test_paste(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    assert_true(sent(tty, "\033[?2004h"));
    tty_type(tty, "\033[200~dDxq:q!\nq\nq\n\033[201~");
    tty_wait_marker(tty);
    assert_true(tty_shows(tty, "event <paste 12> number 2."));
    /* a large one */
    char *text = malloc(200001);
    assert_non_null(text);
    memset(text, 'q', 200000);
    text[200000] = '\0';
    tty_type(tty, "\033[200~");
    tty_type(tty, text);
    tty_type(tty, "\033[201~");
    tty_wait_marker(tty);
    assert_true(tty_shows(tty, "event <paste 200000> number 3."));
    free(text);
    quit(tty);
}

static void test_mouse(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    assert_false(sent(tty, "\033[?1000h"));
    tty_key(tty, "M");
    tty_wait_marker(tty);
    assert_true(sent(tty, "\033[?1000h\033[?1006h"));
    tty_type(tty, "\033[<0;300;4M");
    tty_wait_marker(tty);
    assert_true(tty_shows(tty, "event <mouse 3,299>"));
    quit(tty);
}

static void test_many_keys_one_draw(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    int draws = number_behind(tty, "draws ");
    tty_type(tty, "jjjjjjjjjjjjjjjjjjjj");
    tty_wait_marker(tty);
    assert_true(tty_shows(tty, "event <j> number 21."));
    assert_in_range(number_behind(tty, "draws ") - draws, 1, 3);
    size_t bytes = tty_bytes(tty);
    tty_key(tty, "k");
    tty_wait_marker(tty);
    assert_in_range(tty_bytes(tty) - bytes, 1, 100); /* only what changed */
    bytes = tty_bytes(tty);
    tty_key(tty, "L");
    tty_wait_marker(tty);
    assert_in_range(tty_bytes(tty) - bytes, 300, 6000); /* everything again */
    quit(tty);
}

static void test_editor(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    size_t before;
    tty_raw(tty, &before);
    tty_key(tty, "E");
    tty_wait(tty, "event <editor 3>");
    tty_wait_marker(tty);
    const char *off = strstr(tty_raw(tty, NULL) + before, "\033[?2004l");
    assert_non_null(off);
    assert_non_null(strstr(off, "\033[?2004h"));
    char path[200], text[2000] = "";
    snprintf(path, sizeof path, "%s/stty", tty_home(tty));
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_non_null(strstr(text, " icanon"));
    assert_null(strstr(text, "-icanon"));
    assert_null(strstr(text, "-echo "));
    tty_key(tty, "N");
    tty_wait(tty, "cannot run \"/no/such/editor\": No such file");
    tty_key(tty, "x");
    tty_wait(tty, "event <x>");
    quit(tty);
}

static void test_clipboard(void **state) {
    (void)state;
    Tty *tty = started(80, 24, NULL);
    tty_key(tty, "C");
    tty_wait_marker(tty);
    assert_true(sent(tty, "\033]52;c;aGVsbG8=\a"));
    quit(tty);
}

static char *read_home(const Tty *tty, const char *name) {
    char path[200];
    snprintf(path, sizeof path, "%s/%s", tty_home(tty), name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *text = calloc(1, 65536);
    assert_non_null(text);
    text[fread(text, 1, 65535, file)] = '\0';
    fclose(file);
    return text;
}

/* A twin: after each of many chance frames the terminal shows exactly what the canvas holds. */
static void test_screen_is_the_canvas(void **state) {
    (void)state;
    static const char *const types[] = {"TERM=xterm-256color", "TERM=vt100", "TERM=linux", "TERM=tmux-256color"};
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        Tty *tty = started(70, 20, ENV(types[i], "PROBE_THEME=dark"));
        for (int frame = 1; frame <= 60; frame++) {
            tty_key(tty, "R");
            tty_wait_marker(tty);
            char *want = read_home(tty, "canvas"), *got = tty_screen(tty);
            if (strcmp(want, got) != 0) print_error("%s, frame %d\n", types[i], frame);
            assert_string_equal(got, want);
            free(want);
            free(got);
        }
        quit(tty);
    }
}

/* One more frame that nobody reads; false when the program has stopped drawing for want of room. */
static bool draws_unread(Tty *tty) {
    char path[200];
    snprintf(path, sizeof path, "%s/canvas", tty_home(tty));
    struct stat before, now;
    assert_int_equal(stat(path, &before), 0);
    if (!tty_send_blind(tty, "R", 1)) return false;
    time_t end = time(NULL) + 2;
    do {
        if (time(NULL) > end) return false;
        sched_yield();
        assert_int_equal(stat(path, &now), 0);
    } while (now.st_mtim.tv_sec == before.st_mtim.tv_sec && now.st_mtim.tv_nsec == before.st_mtim.tv_nsec);
    return true;
}

/* A reader that has stopped: what is typed is handled, and the program still goes when told to. */
static void test_reader_that_stopped(void **state) {
    (void)state;
    Tty *tty = started(200, 100, NULL);
    tty_key(tty, "R");
    tty_wait_marker(tty);
    int frames = 0;
    while (frames < 2000 && draws_unread(tty))
        frames++;
    assert_in_range(frames, 3, 1999); /* it went on for a while, and then had no room */
    tty_signal(tty, SIGTERM);
    assert_true(tty_ends_unread(tty));
    assert_int_equal(tty_finish(tty), 128 + SIGTERM);
}

static void test_file_changes(void **state) {
    (void)state;
    char folder[] = "loket-e2e-db-XXXXXX", path[80], wal[100];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/x.db", folder);
    snprintf(wal, sizeof wal, "%s-wal", path);
    const char *const argv[] = {PROBE_PATH, path, NULL};
    Tty *tty = tty_start(80, 24, NULL, argv);
    tty_wait(tty, "changes 0.");
    tty_wait_marker(tty);
    FILE *file = fopen(wal, "w");
    assert_non_null(file);
    fputs("frame", file);
    fclose(file);
    tty_wait_gone(tty, "changes 0.");
    quit(tty);
    unlink(wal);
    rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_terminal_types),
        cmocka_unit_test(test_looks),
        cmocka_unit_test(test_no_colour),
        cmocka_unit_test(test_true_colour),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_other_terminals),
        cmocka_unit_test(test_without_terminal),
        cmocka_unit_test(test_resize_storm),
        cmocka_unit_test(test_extreme_sizes),
        cmocka_unit_test(test_suspend),
        cmocka_unit_test(test_signals),
        cmocka_unit_test(test_interrupt_key_is_a_key),
        cmocka_unit_test(test_hang_up),
        cmocka_unit_test(test_escape),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_many_keys_one_draw),
        cmocka_unit_test(test_editor),
        cmocka_unit_test(test_clipboard),
        cmocka_unit_test(test_screen_is_the_canvas),
        cmocka_unit_test(test_reader_that_stopped),
        cmocka_unit_test(test_file_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
