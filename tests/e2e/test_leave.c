/* Ways in which keys, connections and programs end: what was decided is kept, and the terminal is given back. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
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

static long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void sound(Journey *journey) {
    int code;
    char *said = journey_command(journey, &code, ((const char *const[]){"verify", NULL}));
    if (code) fail_msg("%s", said);
    free(said);
    said = journey_command(journey, &code, ((const char *const[]){"doctor", NULL}));
    assert_null(strstr(said, "damaged"));
    free(said);
}

static void test_signals(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGABRT};
    for (size_t i = 0; i < COUNT_OF(signals); i++) {
        Journey journey;
        char *left;
        journey_open(&journey);
        journey_keys(&journey, "p 1");
        journey_sees(&journey, "Saved");
        tty_signal(journey.tty, signals[i]);
        assert_int_equal(tty_finish_screen(journey.tty, &left), 128 + signals[i]); /* modes are compared inside */
        if (strstr(left, "INC-") || strstr(left, "Nordhaven")) fail_msg("signal %d leaves on the screen:\n%s", signals[i], left);
        free(left);
        sound(&journey);
        char *shown = journey_command(&journey, NULL, ((const char *const[]){"show", "INC-0019", NULL}));
        assert_non_null(strstr(shown, "CRIT"));
        free(shown);
        journey_end(&journey);
    }
}

static void test_quit_leaves_nothing(void **state) {
    (void)state;
    Journey journey;
    char *left;
    journey_open(&journey);
    tty_key(journey.tty, "q");
    assert_int_equal(tty_finish_screen(journey.tty, &left), 0);
    assert_null(strstr(left, "INC-"));
    assert_null(strstr(left, "Nordhaven"));
    free(left);
    journey_end(&journey);
}

/* The connection goes while a form is half filled: the next start offers it, and resuming has all that was typed. */
static void test_hang_up(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i a Enter");
    journey_type(&journey, "Half a report of a lost badge");
    long from = now_ms();
    tty_hang_up(journey.tty);
    assert_int_equal(tty_finish(journey.tty), 128 + SIGHUP);
    print_message("gone %ld ms after the terminal\n", now_ms() - from);
    sound(&journey);
    journey_start(&journey, 80, 24, NULL);
    journey_sees(&journey, "draft");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Half a report of a lost badge");
    journey_keys(&journey, "C-x");
    journey_sees(&journey, "Saved 18:24 INC-0");
    journey_leave(&journey);
    journey_start(&journey, 80, 24, NULL);
    journey_misses(&journey, "draft"); /* not asked twice */
    journey_leave(&journey);
    journey_end(&journey);
}

static bool sent(Journey *journey, size_t from, const char *bytes) {
    return strstr(tty_raw(journey->tty, NULL) + from, bytes) != NULL;
}

static void test_suspend(void **state) {
    (void)state;
    Journey journey;
    size_t from;
    journey_begin(&journey);
    const char *const words[] = {LOKET_PATH, "--db", journey.file, NULL};
    journey.tty = tty_start_job(80, 24, NULL, words);
    tty_wait(journey.tty, "Elsewhere");
    tty_wait_marker(journey.tty);
    journey_type(&journey, ":set mouse on");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "mark text with Shift held down");
    assert_true(sent(&journey, 0, "\033[?1000h\033[?1006h"));
    tty_raw(journey.tty, &from);
    tty_key(journey.tty, "C-z");
    tty_wait(journey.tty, "STOPPED modes restored");
    journey_misses(&journey, "Nordhaven");
    assert_true(sent(&journey, from, "\033[?2004l"));
    assert_true(sent(&journey, from, "\033[?1000l"));
    tty_resize(journey.tty, 120, 30);
    char *said = journey_command(&journey, NULL, ((const char *const[]){"add", "incident", "While it slept", NULL}));
    free(said);
    tty_raw(journey.tty, &from);
    tty_type(journey.tty, "fg\n");
    tty_wait(journey.tty, "15 open"); /* the new size, and what happened meanwhile */
    assert_true(sent(&journey, from, "\033[?2004h"));
    assert_true(sent(&journey, from, "\033[?1000h"));
    tty_key(journey.tty, "q");
    assert_int_equal(tty_finish(journey.tty), 0);
    journey_end(&journey);
}

/* Text by mistake in the wrong window is not obeyed; in a field it is text. */
static void test_paste(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i");
    char *before = journey_command(&journey, NULL, ((const char *const[]){"history", NULL}));
    char first[16];
    snprintf(first, sizeof first, "%s", journey_code(&journey));
    journey_type(&journey, "\033[200~dDxq:q!\nps1\nsr\n\033[201~");
    journey_sees(&journey, "pasted text was not used");
    assert_string_equal(journey_code(&journey), first);
    char *after = journey_command(&journey, NULL, ((const char *const[]){"history", NULL}));
    assert_string_equal(after, before);
    free(before);
    free(after);
    journey_keys(&journey, "f C-u");
    journey_type(&journey, "\033[200~camera\nrecorder\033[201~");
    journey_sees(&journey, "camera recorder");
    journey_sees(&journey, "1 line break became a blank");
    journey_keys(&journey, "Esc");
    journey_leave(&journey);
    journey_end(&journey);
}

/* Esc is quick, waits as long as it is told to, and half an arrow is never a command. */
static void test_escape(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i j j");
    int row = journey_cursor(&journey);
    journey_keys(&journey, "p");
    long from = now_ms();
    tty_key(journey.tty, "Esc");
    tty_wait_gone(journey.tty, "─ Severity ─");
    print_message("Esc closes after %ld ms\n", now_ms() - from);
    static const int gaps[] = {10, 60, 200};
    for (size_t i = 0; i < COUNT_OF(gaps); i++) {
        static const char *const bytes[] = {"\033", "O", "A"};
        for (size_t b = 0; b < COUNT_OF(bytes); b++) {
            tty_type(journey.tty, bytes[b]);
            tty_idle(journey.tty, gaps[i]);
        }
        tty_wait_marker(journey.tty);
        if (tty_shows(journey.tty, "Elsewhere")) journey_keys(&journey, "g i j j"); /* a lone Esc leaves the list, and that is all */
        journey_misses(&journey, "─ add a row ─"); /* what A does */
        journey_misses(&journey, "does nothing here");
        assert_in_range(journey_cursor(&journey), 3, row);
    }
    journey_leave(&journey);
    journey_start(&journey, 80, 24, ENV("ESCDELAY=600"));
    journey_keys(&journey, "p");
    from = now_ms();
    tty_key(journey.tty, "Esc");
    tty_wait_gone(journey.tty, "─ Severity ─");
    assert_true(now_ms() - from >= 590);
    journey_leave(&journey);
    journey_end(&journey);
}

static void write_editor(Journey *journey, const char *script, char path[100]) {
    snprintf(path, 100, "%s/editor.sh", journey->folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(script, file);
    fclose(file);
    chmod(path, 0700);
}

/* The file that the message names. */
static const char *named_file(Journey *journey, char name[200]) {
    char *screen = tty_screen(journey->tty);
    const char *text = strstr(screen, "file \"");
    assert_non_null(text);
    snprintf(name, 200, "%.*s", (int)strcspn(text + 6, "\""), text + 6);
    free(screen);
    return name;
}

/* $EDITOR comes back with the text, or has changed nothing. */
static void test_editor(void **state) {
    (void)state;
    static const struct {
        const char *script, *seen;
    } editors[] = {{"#!/bin/sh\nprintf 'written elsewhere' > \"$1\"\n", "written elsewhere"},
                   {"#!/bin/sh\nprintf 'lost' > \"$1\"\nexit 3\n", "the text is as it was"},
                   {"#!/bin/sh\nkill -9 $$\n", "the text is as it was"},
                   {"#!/bin/sh\nhead -c 1200000 /dev/zero | tr '\\0' x > \"$1\"\n", "is larger than"}}; /* and stays where it is */
    for (size_t i = 0; i < COUNT_OF(editors); i++) {
        Journey journey;
        char path[100], variable[120], kept[200];
        journey_begin(&journey);
        write_editor(&journey, editors[i].script, path);
        snprintf(variable, sizeof variable, "EDITOR=%s", path);
        journey_start(&journey, 100, 60, ENV(variable, "VISUAL"));
        journey_type(&journey, ":INC-0014");
        journey_keys(&journey, "Enter e");
        for (int j = 0; j < 40; j++) { /* to the description */
            const char *row = strstr(tty_row(journey.tty, 0), "change") ? "" : NULL;
            assert_non_null(row);
            int at, column;
            tty_cursor(journey.tty, &at, &column);
            if (strstr(tty_row(journey.tty, at), "Description")) break;
            journey_keys(&journey, "Tab");
        }
        tty_key(journey.tty, "C-o");
        tty_wait(journey.tty, editors[i].seen);
        journey_misses(&journey, "[lost");
        if (strcmp(editors[i].seen, "is larger than") == 0) assert_int_equal(access(named_file(&journey, kept), R_OK), 0);
        tty_key(journey.tty, "C-x");
        tty_wait_gone(journey.tty, "Ctrl-X save");
        tty_wait_marker(journey.tty);
        journey_leave(&journey);
        journey_end(&journey);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signals), cmocka_unit_test(test_quit_leaves_nothing), cmocka_unit_test(test_hang_up), cmocka_unit_test(test_suspend),
        cmocka_unit_test(test_paste),   cmocka_unit_test(test_escape),              cmocka_unit_test(test_editor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
