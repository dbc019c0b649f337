/* Commands: the palette, help, themes, copying, and the footer that must keep its word. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

static void test_palette(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, ":");
    journey_sees(&journey, "─ command ─");
    journey_type(&journey, "sever");
    journey_sees(&journey, "set how serious it is");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "─ Severity ─");
    journey_keys(&journey, "Esc");
    journey_type(&journey, ":frobnicate");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "there is no command 'frobnicate'");
    journey_sees(&journey, ":frobnicate"); /* the line stays */
    journey_keys(&journey, "C-u");
    journey_type(&journey, "themw");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "did you mean 'theme'?");
    journey_keys(&journey, "Esc");
    journey_type(&journey, ":inc-0014");
    journey_keys(&journey, "Enter");
    assert_non_null(strstr(tty_row(journey.tty, 0), "INC-0014"));
    journey_type(&journey, ":INC-9999");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "INC-9999"); /* says that it is not there */
    assert_non_null(strstr(tty_row(journey.tty, 0), "INC-0014"));
    journey_type(&journey, ":narrow"); /* works on lists only, and says so */
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "not on this page");
    journey_keys(&journey, "Esc");
    journey_leave(&journey);
    journey_end(&journey);
}

static void test_help(void **state) {
    (void)state;
    Journey journey;
    journey_begin(&journey);
    journey_start(&journey, 120, 50, NULL);
    journey_keys(&journey, "?");
    journey_sees(&journey, "This page");
    journey_sees(&journey, "z          zoom");
    journey_sees(&journey, "move it to another state");
    TtyCell works = tty_cell(journey.tty, 7, 1);
    journey_type(&journey, "/redo");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "make it again");
    journey_keys(&journey, "q");
    journey_sees(&journey, "Elsewhere");
    assert_false(works.reverse);
    journey_leave(&journey);
    journey_end(&journey);
}

/* A theme is tried at once and remembered for the next time. */
static void test_theme(void **state) {
    (void)state;
    Journey journey;
    char home[120];
    journey_begin(&journey);
    snprintf(home, sizeof home, "XDG_STATE_HOME=%s", journey.folder);
    journey_start(&journey, 80, 24, ENV(home));
    assert_int_equal(tty_cell(journey.tty, 10, 70).bg, -1);
    journey_type(&journey, ":theme");
    journey_keys(&journey, "Enter");
    journey_type(&journey, "dark");
    journey_keys(&journey, "Enter");
    int dark = tty_cell(journey.tty, 10, 70).bg;
    assert_int_not_equal(dark, -1);
    for (int row = 0; row < 24; row++) assert_int_not_equal(tty_cell(journey.tty, row, 79).bg, -1); /* to the edges */
    journey_leave(&journey);
    journey_start(&journey, 80, 24, ENV(home));
    assert_int_equal(tty_cell(journey.tty, 10, 70).bg, dark);
    journey_leave(&journey);
    journey_end(&journey);
}

/* One OSC 52 of the right text, and a word about it. */
static void test_copy(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_type(&journey, ":INC-0014");
    journey_keys(&journey, "Enter y");
    assert_null(strstr(tty_raw(journey.tty, NULL), "\033]52;")); /* it asks what */
    journey_keys(&journey, "y");
    journey_sees(&journey, "sent to the clipboard of your terminal");
    const char *raw = tty_raw(journey.tty, NULL), *copy = strstr(raw, "\033]52;c;");
    assert_non_null(copy);
    assert_true(strncmp(copy + 7, "SU5DLTAwMTQg", 12) == 0); /* "INC-0014 " */
    assert_null(strstr(copy + 7, "\033]52;c;"));
    journey_type(&journey, ":set clipboard off");
    journey_keys(&journey, "Enter");
    size_t from;
    tty_raw(journey.tty, &from);
    journey_keys(&journey, "y c");
    journey_sees(&journey, "copying is switched off"); /* never in silence */
    assert_null(strstr(tty_raw(journey.tty, NULL) + from, "]52;"));
    journey_leave(&journey);
    journey_end(&journey);
}

static void write_tmux(const Journey *journey, const char *script) {
    char path[100];
    snprintf(path, sizeof path, "%s/tmux", journey->folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(script, file);
    fclose(file);
    chmod(path, 0700);
}

/* tmux takes no OSC 52 from what runs in it, so it is asked; and when it does not, that is said. */
static void test_copy_in_tmux(void **state) {
    (void)state;
    Journey journey;
    char path[100], taken[100], script[200], text[40] = "";
    journey_begin(&journey);
    snprintf(path, sizeof path, "PATH=%s:/usr/bin:/bin", journey.folder);
    snprintf(taken, sizeof taken, "%s/taken", journey.folder);
    snprintf(script, sizeof script, "#!/bin/sh\n[ \"$*\" = 'load-buffer -w -' ] && cat >'%s'\n", taken);
    write_tmux(&journey, script);
    journey_start(&journey, 80, 24, ENV(path, "TMUX=/tmp/none,1,0"));
    journey_type(&journey, ":INC-0014");
    journey_keys(&journey, "Enter y c");
    journey_sees(&journey, "8 bytes sent to the clipboard of your terminal");
    assert_null(strstr(tty_raw(journey.tty, NULL), "]52;"));
    FILE *file = fopen(taken, "r");
    assert_non_null(file);
    assert_non_null(fgets(text, sizeof text, file));
    fclose(file);
    assert_string_equal(text, "INC-0014");
    write_tmux(&journey, "#!/bin/sh\nexit 1\n");
    journey_keys(&journey, "y c");
    journey_sees(&journey, "tmux did not take it; :set clipboard osc52");
    journey_leave(&journey);
    journey_end(&journey);
}

/* The mouse, once it is asked for: a click goes there, a second one opens; screen-mouse has the rest. */
static void test_mouse(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    assert_null(strstr(tty_raw(journey.tty, NULL), "\033[?1000h"));
    journey_keys(&journey, "g i");
    int row = journey_cursor(&journey);
    journey_type(&journey, ":set mouse on");
    journey_keys(&journey, "Enter");
    assert_non_null(strstr(tty_raw(journey.tty, NULL), "\033[?1000h\033[?1006h"));
    char click[64], third[16];
    snprintf(click, sizeof click, "\033[<0;20;%dM\033[<0;20;%dm", row + 3, row + 3); /* pressed and let go, counted from 1 */
    journey_type(&journey, click);
    assert_int_equal(journey_cursor(&journey), row + 2);
    snprintf(third, sizeof third, "%s", journey_code(&journey));
    journey_type(&journey, click);
    assert_non_null(strstr(tty_row(journey.tty, 0), third)); /* its page */
    journey_leave(&journey);
    journey_end(&journey);
}

/* Who hears the screen instead of seeing it is where the hardware cursor is. */
static void test_cursor(void **state) {
    (void)state;
    static const struct {
        const char *keys, *row; /* what stands in the cursor's row */
    } places[] = {{"", ">! HIGH INC-0019"}, {"g i", ">! HIGH INC-0019"}, {"Enter", "> Camera"},           {"s", "> in hand"},
                  {"p", "> CRIT"},          {": s t", ":st"},            {"g i f", "state:open"}, {"e", "Kind *"},
                  {"g i / x", "/ x"},       {"w B a s", "Bas"},          {"g h", ""},                    {": s t r i k e Enter", "INC-0019: INS-0003"}};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        Journey journey;
        int row, column;
        journey_open(&journey);
        journey_keys(&journey, places[i].keys);
        tty_cursor(journey.tty, &row, &column);
        if (!strstr(tty_row(journey.tty, row), places[i].row))
            fail_msg("after \"%s\" the cursor is in row %d, column %d: %s", places[i].keys, row, column, tty_row(journey.tty, row));
        tty_signal(journey.tty, SIGTERM);
        tty_finish(journey.tty);
        journey_end(&journey);
    }
}

/* ---- the footer ---- */

typedef struct Footer {
    char hints[48][48]; /* "s state" */
    int count;
} Footer;

static void read_footer(Journey *journey, int row, Footer *footer) {
    footer->count = 0;
    const char *at = tty_row(journey->tty, row);
    while (*(at += strspn(at, " ")) && footer->count < 48) {
        const char *end = strstr(at, "  ");
        size_t length = end ? (size_t)(end - at) : strlen(at);
        snprintf(footer->hints[footer->count++], sizeof *footer->hints, "%.*s", (int)length, at);
        at += length;
    }
}

/* "Up/Dn" means either, "1-4" any of them: one that can be pressed. */
static void one_key(const char *hint, char key[16]) {
    snprintf(key, 16, "%.*s", (int)strcspn(hint, " "), hint);
    if (strcmp(key, "Up/Dn") == 0 || strcmp(key, "j/k") == 0)
        strcpy(key, "Down");
    else if (strncmp(key, "Ctrl-", 5) == 0)
        snprintf(key, 16, "C-%c", key[5] | 0x20);
    else if (strcmp(key, "1-4") == 0)
        strcpy(key, "3");
    else if (key[1] == '/')
        key[1] = '\0';
    else if (strcmp(key, "Left/Right") == 0)
        strcpy(key, "Right");
}

static void go(Journey *journey, const char *way) {
    journey_begin(journey);
    journey_start(journey, 200, 50, NULL);
    char word[32];
    while (text_next_word(&way, word, sizeof word)) journey_keys(journey, word);
}

static void stop(Journey *journey) {
    tty_signal(journey->tty, SIGTERM);
    assert_int_equal(tty_finish(journey->tty), 128 + SIGTERM);
    journey_end(journey);
}

/* Each key the footer names does something on the page that names it. */
static void drive_footer(const char *way) {
    Journey journey;
    Footer footer;
    go(&journey, way);
    read_footer(&journey, 49, &footer);
    assert_in_range(footer.count, !*way || strcmp(way, "g i") == 0 ? 12 : 1, 48);
    stop(&journey);
    for (int i = 0; i < footer.count; i++) {
        char key[16];
        one_key(footer.hints[i], key);
        go(&journey, way);
        char *before = tty_screen(journey.tty);
        tty_key(journey.tty, key);
        if (strcmp(key, "q") == 0 && !*way) { /* leaves: from the overview, the program */
            assert_int_equal(tty_finish(journey.tty), 0);
        } else {
            tty_wait_marker(journey.tty);
            char *after = tty_screen(journey.tty);
            if (strcmp(before, after) == 0) fail_msg("after \"%s\" the footer says \"%s\", and nothing happens", way, footer.hints[i]);
            if (strstr(after, "does nothing here")) fail_msg("after \"%s\" the footer lies: \"%s\"", way, footer.hints[i]);
            free(after);
            tty_signal(journey.tty, SIGTERM);
            tty_finish(journey.tty);
        }
        free(before);
        journey_end(&journey);
    }
}

static void test_footer_keys(void **state) {
    (void)state;
    static const char *const ways[] = {"", "g i", "Enter", "?", "g h", "s", "p", "d", "g i f", "g i o", ": s t r i k e Enter", "/"};
    for (size_t i = 0; i < COUNT_OF(ways); i++) drive_footer(ways[i]);
}

/* At any width only whole hints, in every place the same words. */
static void test_footer_widths(void **state) {
    (void)state;
    static const char *const ways[] = {"", "g i", "Enter", "e"};
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        Journey journey;
        Footer all, some;
        go(&journey, ways[w]);
        tty_resize(journey.tty, 400, 50); /* room for all there are */
        tty_wait_marker(journey.tty);
        read_footer(&journey, 49, &all);
        for (int columns = 199; columns >= 24; columns -= columns > 120 ? 7 : 3) {
            tty_resize(journey.tty, columns, 24);
            tty_wait_marker(journey.tty);
            read_footer(&journey, 23, &some);
            assert_true(some.count > 0);
            for (int i = 0; i < some.count; i++) {
                bool known = false;
                for (int j = 0; j < all.count && !known; j++) known = strcmp(some.hints[i], all.hints[j]) == 0;
                if (!known) fail_msg("%d columns wide, after \"%s\": \"%s\" is no whole hint", columns, ways[w], some.hints[i]);
            }
        }
        stop(&journey);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_palette), cmocka_unit_test(test_help),        cmocka_unit_test(test_theme),
        cmocka_unit_test(test_copy), cmocka_unit_test(test_copy_in_tmux), cmocka_unit_test(test_mouse),    cmocka_unit_test(test_cursor),
        cmocka_unit_test(test_footer_keys), cmocka_unit_test(test_footer_widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
