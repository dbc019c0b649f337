/* Starting the desk: the first picture, files that are not there or may not be changed, all kinds of terminals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

enum { EXIT_USAGE = 2, EXIT_MISSING = 4, FIRST_PAINT = 6000 };

/* All four panes at once, in few bytes, without asking the terminal anything. */
static void test_first_paint(void **state) {
    (void)state;
    Journey journey;
    struct timespec from, to;
    journey_begin(&journey);
    clock_gettime(CLOCK_MONOTONIC, &from);
    journey_start(&journey, 80, 24, NULL);
    clock_gettime(CLOCK_MONOTONIC, &to);
    size_t bytes = tty_bytes(journey.tty);
    print_message("first paint: %zu bytes, %ld ms\n", bytes, (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000);
    assert_in_range(bytes, 1000, FIRST_PAINT);
    static const char *const seen[] = {"DEMO Nordhaven Wonen", "Overview", "need you", "NEXT", "[1 Incidents", "2 Approvals", "3 Contacts", "4 Trigger", "Elsewhere", "? help"};
    for (size_t i = 0; i < COUNT_OF(seen); i++) journey_sees(&journey, seen[i]);
    assert_true(tty_cell(journey.tty, journey_cursor(&journey), 30).reverse); /* the hardware cursor is on the marked row */
    journey_leave(&journey);
    journey_end(&journey);
}

static void test_no_file(void **state) {
    (void)state;
    char *screen;
    const char *const words[] = {LOKET_PATH, "--db", "/tmp/loket-there-is-no-such.db", NULL};
    assert_int_equal(tty_finish_screen(tty_start(80, 24, NULL, words), &screen), EXIT_MISSING);
    assert_non_null(strstr(screen, "loket: "));
    assert_non_null(strstr(screen, "no-such.db"));
    assert_non_null(strstr(screen, "loket init")); /* the next step */
    free(screen);
}

static void test_read_only(void **state) {
    (void)state;
    Journey journey;
    journey_begin(&journey);
    const char *const words[] = {LOKET_PATH, "--db", journey.file, "--auditor", NULL};
    journey.tty = tty_start(80, 24, NULL, words);
    tty_wait(journey.tty, "READ ONLY");
    tty_wait_marker(journey.tty);
    journey_misses(&journey, "s state"); /* what does not work is not offered */
    journey_misses(&journey, "a add");
    static const char *const keys[] = {"s", "e", "u", "c"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        journey_keys(&journey, keys[i]);
        journey_sees(&journey, "this file is open for reading only");
    }
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "READ ONLY");
    journey_leave(&journey);
    journey_end(&journey);
}

/* Colours by SGR 30-49 and 90-107. */
static bool sets_colour(const char *raw) {
    for (const char *at = raw; (at = strstr(at, "\033[")); at += 2) {
        const char *end = at + 2 + strspn(at + 2, "0123456789;:");
        if (*end != 'm') continue;
        for (const char *number = at + 2; number < end; number += strcspn(number, ";m") + 1) {
            long value = strtol(number, NULL, 10);
            if ((value >= 30 && value <= 49) || value >= 90) return true;
        }
    }
    return false;
}

static char *text_under(Journey *journey, const char *const env[], bool *coloured) {
    journey_start(journey, 80, 24, env);
    char *screen = tty_screen(journey->tty);
    *coloured = sets_colour(tty_raw(journey->tty, NULL));
    journey_leave(journey);
    return screen;
}

/* The same text everywhere; colours only where there are any, and none if they are not wanted. */
static void test_terminals(void **state) {
    (void)state;
    static const struct {
        const char *env;
        bool coloured;
    } terminals[] = {{"TERM=xterm-256color", true}, {"TERM=xterm", true}, {"TERM=linux", true}, {"TERM=screen", true},
                     {"TERM=tmux-256color", true}, {"TERM=vt100", false}, {"NO_COLOR=1", false}};
    Journey journey;
    journey_begin(&journey);
    char *first = NULL;
    for (size_t i = 0; i < COUNT_OF(terminals); i++) {
        bool coloured;
        /* a state folder of its own: nothing is remembered from the one before */
        char *screen = text_under(&journey, ENV(terminals[i].env), &coloured);
        if (first) assert_string_equal(screen, first);
        assert_int_equal(coloured, terminals[i].coloured);
        if (!first)
            first = screen;
        else
            free(screen);
    }
    free(first);
    journey_end(&journey);
}

static void test_odd_terminals(void **state) {
    (void)state;
    Journey journey;
    journey_begin(&journey);
    journey_start(&journey, 80, 24, ENV("TERM=no-such-terminal"));
    journey_sees(&journey, "terminal type \"no-such-terminal\" is not known here, xterm-256color is used");
    journey_leave(&journey);
    char *screen;
    static const char *const others[] = {"TERM=putty", "TERM=xterm-mono", "TERM="}; /* known or not: it starts */
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        journey_start(&journey, 80, 24, ENV(others[i]));
        journey_sees(&journey, "4 Trigger events");
        journey_leave(&journey);
    }
    const char *const words[] = {LOKET_PATH, "--db", journey.file, NULL};
    assert_int_equal(tty_finish_screen(tty_start(80, 24, ENV("TERM=dumb"), words), &screen), EXIT_USAGE);
    assert_non_null(strstr(screen, "the terminal type \"dumb\" cannot place the cursor"));
    free(screen);
    journey_end(&journey);
}

/* No background but the terminal's own in the theme that is used when none was chosen. */
static void test_no_background(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    for (int page = 0; page < 3; page++) {
        for (int row = 0; row < 24; row++)
            for (int column = 0; column < 80; column++) assert_int_equal(tty_cell(journey.tty, row, column).bg, -1);
        journey_keys(&journey, page == 0 ? "g i" : "Enter");
    }
    journey_leave(&journey);
    journey_end(&journey);
}

/* Where only ASCII can be shown nothing else is sent, and everything keeps its place. */
static void test_ascii(void **state) {
    (void)state;
    Journey journey;
    journey_begin(&journey);
    journey_start(&journey, 80, 24, NULL);
    char *with = tty_screen(journey.tty);
    journey_leave(&journey);
    journey_start(&journey, 80, 24, ENV("LC_ALL=C"));
    journey_sees(&journey, "=[1 Incidents");
    journey_sees(&journey, "Esra Yilmaz");
    assert_null(strstr(with, "Esra Yilmaz"));
    free(with);
    journey_keys(&journey, "g i Enter G ? q q :");
    size_t length;
    const char *raw = tty_raw(journey.tty, &length);
    for (size_t at = 0; at < length; at++) assert_true((unsigned char)raw[at] < 0x80);
    int divider = -1;
    for (int column = 30; column < 60 && divider < 0; column++)
        if (tty_cell(journey.tty, 0, column).character == '|') divider = column;
    journey_keys(&journey, "Esc");
    journey_leave(&journey);
    journey_end(&journey);
}

/* A locale that came over SSH and is not installed is no reason for question marks, nor for another language. */
static void test_missing_locale(void **state) {
    (void)state;
    Journey journey;
    journey_begin(&journey);
    journey_start(&journey, 80, 24, ENV("LC_ALL=nl_NL.UTF-8"));
    journey_sees(&journey, "Overzicht");
    journey_sees(&journey, "Esra Yılmaz");
    journey_sees(&journey, "│");
    journey_leave(&journey);
    journey_end(&journey);
}

/* Who is here for the first time gets one screen of explanation, once. */
static void test_tour(void **state) {
    (void)state;
    Journey journey;
    char home[160];
    journey_begin(&journey);
    snprintf(home, sizeof home, "XDG_STATE_HOME=%s/first", journey.folder);
    journey_start(&journey, 80, 24, ENV(home));
    journey_sees(&journey, "Keys to begin with");
    journey_keys(&journey, "Space");
    journey_sees(&journey, "Elsewhere");
    journey_leave(&journey);
    journey_start(&journey, 80, 24, ENV(home));
    journey_sees(&journey, "Elsewhere");
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_paint),    cmocka_unit_test(test_no_file),       cmocka_unit_test(test_read_only), cmocka_unit_test(test_terminals),
        cmocka_unit_test(test_odd_terminals),  cmocka_unit_test(test_no_background), cmocka_unit_test(test_ascii),     cmocka_unit_test(test_missing_locale),
        cmocka_unit_test(test_tour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
