/* What is promised of the desk from outside, by its number. Shown elsewhere:
 *
 *  1-3 sizes (test_layouts, test_first_paint)   4-5 sizes (test_too_small), term (test_extreme_sizes)   6 sizes (test_storm), term (test_resize_storm)
 *  7 sizes (test_resize_keeps), form (test_resize)   8 command (test_footer_widths)   9-10 start (test_terminals, test_odd_terminals)
 *  11-14 start (test_ascii, test_terminals, test_no_background)   16-17 hostile   20 browse (test_moving), walk (test_steps)
 *  22 each journey, when it is left   23 line, browse (test_burst), term (test_many_keys_one_draw)   24-25 line, leave (test_escape)
 *  26 leave (test_paste); screen-strays, for all that was not typed by hand   27 leave (test_suspend)
 *  28 leave (test_signals), term (test_signals)   29-30 leave (test_hang_up), form (test_hang_up_in_mid_form)   31 live   32 leave (test_editor)
 *  35 line, triage (test_held_down, test_typed_ahead)   37-38 command   40 command (test_cursor, test_copy)
 *
 * Here are those that need more than the sample organisation, or a journey of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

static char *history(Journey *journey) {
    return journey_command(journey, NULL, (const char *const[]){"history", "--limit", "1", NULL});
}

/* 19: the first picture of ten thousand records is as small as that of a few. */
static void test_19_first_paint_of_many(void **state) {
    (void)state;
    enum { FIRST_PAINT = 6000 };
    Journey journey;
    journey_begin_with(&journey, LARGE_FILE);
    const char *const words[] = {LOKET_PATH, "--db", journey.file, NULL};
    long from = now_ms();
    journey.tty = tty_start(80, 24, NULL, words);
    tty_wait(journey.tty, "Elsewhere");
    tty_wait_marker(journey.tty);
    print_message("first paint of 10000 records: %zu bytes, %ld ms\n", tty_bytes(journey.tty), now_ms() - from);
    assert_in_range(tty_bytes(journey.tty), 1000, FIRST_PAINT);
    journey_leave(&journey);
    journey_end(&journey);
}

/* 21: who does nothing is sent nothing, and at a new minute only what it changes. The clock runs here. */
static void test_21_minute(void **state) {
    (void)state;
    enum { MINUTE = 60, LATER_MS = 2500, AT_MOST = 40 };
    Journey journey;
    journey_begin(&journey);
    journey_start(&journey, 80, 24, ENV("LOKET_NOW"));
    journey_keys(&journey, "g h"); /* the header tells the time */
    int left = (int)(MINUTE - time(NULL) % MINUTE);
    size_t before = tty_bytes(journey.tty);
    size_t quiet = left > 3 ? tty_idle(journey.tty, (left - 2) * 1000) : 0;
    assert_int_equal(quiet, 0);
    size_t sent = tty_idle(journey.tty, 2000 + LATER_MS);
    print_message("%d s of silence, then a new minute: %zu bytes\n", left, sent);
    assert_in_range(tty_bytes(journey.tty) - before, 1, AT_MOST);
    journey_leave(&journey);
    journey_end(&journey);
}

/* 23: a line that stands still while one types: nothing is lost, and not every step is drawn in between. */
static void test_23_stalled_line(void **state) {
    (void)state;
    enum { STEPS = 20 };
    Journey journey;
    journey_begin(&journey);
    journey_start(&journey, 100, 40, NULL);
    size_t paint = tty_bytes(journey.tty);
    journey_keys(&journey, "g c");
    int top = journey_cursor(&journey);
    size_t before = tty_bytes(journey.tty);
    for (int i = 0; i < STEPS; i++) assert_true(tty_send_blind(journey.tty, "j", 1));
    tty_wait_marker(journey.tty);
    assert_int_equal(journey_cursor(&journey), top + STEPS);
    assert_in_range(tty_bytes(journey.tty) - before, 1, 3 * paint);
    journey_leave(&journey);
    journey_end(&journey);
}

/* 30: killed in mid-form, without a chance to say goodbye: what was typed two seconds before is offered. */
static void test_30_killed_in_mid_form(void **state) {
    (void)state;
    enum { KEPT_MS = 2000 };
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i a Enter");
    journey_type(&journey, "Half a report of a lost badge");
    tty_idle(journey.tty, KEPT_MS);
    tty_kill(journey.tty);
    journey_start(&journey, 80, 24, NULL);
    journey_sees(&journey, "draft of");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Half a report of a lost badge");
    journey_keys(&journey, "Esc");
    journey_leave(&journey);
    journey_end(&journey);
}

/* 32: what an editor is given only its owner can read, and nothing of it stays. */
static void test_32_private_file(void **state) {
    (void)state;
    static const char *const ends[] = {"exit 0", "exit 3", "kill -9 $$"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        Journey journey;
        char path[100], variable[120], seen[100];
        journey_begin(&journey);
        snprintf(path, sizeof path, "%s/editor.sh", journey.folder);
        snprintf(seen, sizeof seen, "%s/seen", journey.folder);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fprintf(file, "#!/bin/sh\nstat -c '%%a %%n' \"$1\" >%s\nstty -a </dev/tty | grep -q -- ' icanon' && echo sane >>%s\n%s\n", seen, seen, ends[i]);
        fclose(file);
        chmod(path, 0700);
        snprintf(variable, sizeof variable, "EDITOR=%s", path);
        journey_start(&journey, 100, 60, ENV(variable, "VISUAL"));
        journey_type(&journey, ":INC-0014");
        journey_keys(&journey, "Enter e");
        for (int tries = 0; tries < 40; tries++) {
            int row, column;
            tty_cursor(journey.tty, &row, &column);
            if (strstr(tty_row(journey.tty, row), "Description")) break;
            journey_keys(&journey, "Tab");
        }
        journey_keys(&journey, "C-o");
        char mode[8] = "", name[200] = "", sane[8] = "";
        file = fopen(seen, "r");
        assert_non_null(file);
        assert_int_equal(fscanf(file, "%7s %199s %7s", mode, name, sane), 3);
        fclose(file);
        assert_string_equal(mode, "600");
        assert_string_equal(sane, "sane"); /* it had the terminal as it was before */
        assert_int_not_equal(access(name, F_OK), 0);
        journey_keys(&journey, "Tab"); /* and we have it back */
        journey_keys(&journey, "Esc");
        tty_wait_gone(journey.tty, "Ctrl-X save");
        journey_leave(&journey);
        journey_end(&journey);
    }
}

/* Fifty reports more, all new. */
static void add_fifty(Journey *journey) {
    enum { MORE = 50 };
    char path[100];
    snprintf(path, sizeof path, "%s/incident.csv", journey->folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("kind,title,received_at,severity\n", file);
    for (int i = 0; i < MORE; i++) fprintf(file, "incident,Fiftyfold %d,2026-11-20 09:%02d,s3\n", i, i);
    fclose(file);
    int code;
    char *said = journey_command(journey, &code, (const char *const[]){"import", path, NULL});
    if (code) fail_msg("%s", said);
    free(said);
}

static int count_of(Journey *journey, const char *filter) {
    int lines = 0;
    char *said = journey_command(journey, NULL, (const char *const[]){"list", "incident", filter, "--format", "csv", NULL});
    for (const char *at = said; (at = strstr(at, "Fiftyfold")); at++) lines++;
    free(said);
    return lines;
}

/* 33: a batch of fifty is one step back and one forward, and the trail has it all. */
static void test_33_batch_of_fifty(void **state) {
    (void)state;
    Journey journey;
    journey_begin(&journey);
    add_fifty(&journey);
    journey_start(&journey, 80, 24, NULL);
    journey_keys(&journey, "g i f C-u");
    journey_type(&journey, "fiftyfold");
    journey_keys(&journey, "Enter *");
    journey_sees(&journey, "50 tagged");
    journey_keys(&journey, "p 1 y");
    journey_sees(&journey, "Saved 18:24 50 records");
    assert_int_equal(count_of(&journey, "severity:s1"), 50);
    journey_keys(&journey, "u");
    assert_int_equal(count_of(&journey, "severity:s1"), 0);
    assert_int_equal(count_of(&journey, "severity:s3"), 50);
    journey_keys(&journey, "U");
    assert_int_equal(count_of(&journey, "severity:s1"), 50);
    int code;
    char *said = journey_command(&journey, &code, (const char *const[]){"verify", NULL});
    assert_int_equal(code, 0);
    free(said);
    said = journey_command(&journey, NULL, (const char *const[]){"history", "--limit", "150", NULL}); /* there, back, and there again */
    int entries = 0;
    for (const char *at = said; (at = strstr(at, "Severity: ")); at++) entries++;
    assert_int_equal(entries, 150);
    free(said);
    journey_leave(&journey);
    journey_end(&journey);
}

/* 34: twenty records in forty keys. */
static void test_34_twenty_in_forty_keys(void **state) {
    (void)state;
    enum { RECORDS = 20 };
    Journey journey;
    journey_begin(&journey);
    add_fifty(&journey);
    journey_start(&journey, 80, 24, NULL);
    int before = journey_waiting(&journey);
    journey_keys(&journey, "t");
    int keys = 0;
    for (int done = 0; done < RECORDS;) {
        bool other = tty_shows(journey.tty, "Verdict"); /* no report: it wants a reason, so it is left for the next round */
        const char *pressed = other ? "Space" : done % 2 ? "Enter" : "2 a"; /* accepted as proposed, or a severity and a person */
        journey_keys(&journey, pressed);
        keys += other || done % 2 ? 1 : 2;
        done += !other;
    }
    print_message("%d records in %d keys\n", RECORDS, keys);
    assert_int_equal(journey_waiting(&journey), before - RECORDS);
    assert_in_range(keys, RECORDS, 40);
    journey_leave(&journey);
    journey_end(&journey);
}

/* 36: whatever key is pressed by accident, nothing is deleted, closed or sent before a second one says so. */
static void test_36_no_single_key(void **state) {
    (void)state;
    static const char *const pages[] = {"g i", "g i Enter", "g a", "g d"};
    for (size_t page = 0; page < COUNT_OF(pages); page++) {
        Journey journey;
        journey_open(&journey);
        char *before = history(&journey);
        for (char key = '!'; key <= '~'; key++) {
            if (key == 'L' || key == 'H') continue; /* the lock and the privacy screen have their own tests */
            char typed[2] = {key, '\0'};
            journey_keys(&journey, "g o");
            journey_keys(&journey, pages[page]);
            journey_type(&journey, typed);
            for (int escapes = 0; escapes < 4 && !tty_shows(journey.tty, "Elsewhere"); escapes++) journey_keys(&journey, "Esc");
        }
        char *after = history(&journey);
        assert_string_equal(after, before);
        assert_null(strstr(tty_raw(journey.tty, NULL), "\033]52;"));
        free(before);
        free(after);
        journey_leave(&journey);
        journey_end(&journey);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_19_first_paint_of_many), cmocka_unit_test(test_21_minute),         cmocka_unit_test(test_23_stalled_line),
        cmocka_unit_test(test_30_killed_in_mid_form),  cmocka_unit_test(test_32_private_file),   cmocka_unit_test(test_33_batch_of_fifty),
        cmocka_unit_test(test_34_twenty_in_forty_keys), cmocka_unit_test(test_36_no_single_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
