/* Over a slow line: 9600 baud and 150 ms each way. What is typed ahead decides nothing, old pictures are not queued, a sequence that comes
 * in pieces is no command. Counts decide: bytes, pictures, what stands on the screen in the end. Times are only told. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journey.h"
#include "line.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

enum { BAUD_9600 = 960 /* bytes a second */, HALF_ROUND_MS = 150, HAND_MS = 33 /* between two of a key that repeats */ };

#define OVER_SSH ENV("SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22")
#define SAID_SLOW ENV("SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22", "LOKET_SLOW_LINE=on")

static void start(Journey *journey, int columns, int rows, const char *const env[]) {
    const char *const words[] = {LOKET_PATH, "--db", journey->file, NULL};
    journey->tty = tty_start(columns, rows, env, words);
    tty_line(journey->tty, BAUD_9600, HALF_ROUND_MS);
}

static void open_slow(Journey *journey, int columns, int rows, const char *const env[]) {
    journey_begin(journey);
    start(journey, columns, rows, env);
    tty_wait(journey->tty, "Elsewhere");
    tty_wait_marker(journey->tty);
}

/* Leaving in good manners has its own tests, and takes time here. */
static void leave(Journey *journey) {
    assert_int_equal(tty_answers(journey->tty), 0);
    tty_kill(journey->tty);
    journey_end(journey);
}

/* -- the line itself --------------------------------------------------------------------------------------------------- */

static void test_line_alone(void **state) {
    (void)state;
    char got[64];
    Line *line = line_new(1000, 5, 10);
    assert_int_equal(line_wait(line, 0), -1);
    assert_int_equal(line_room(line, 0), 10);
    line_put(line, "0123456789", 10, 0);
    assert_int_equal(line_room(line, 0), 0);
    assert_int_equal(line_wait_room(line, 0), 1000);
    assert_int_equal(line_room(line, 1000), 1); /* one has left */
    assert_int_equal(line_get(line, got, sizeof got, 5999), 0);
    assert_int_equal(line_wait(line, 5999), 1);
    assert_int_equal(line_get(line, got, sizeof got, 6000), 1); /* and arrives later */
    assert_int_equal(got[0], '0');
    assert_int_equal(line_get(line, got, sizeof got, 100000), 9);
    assert_memory_equal(got, "123456789", 9);
    line_put(line, "x", 1, 200000); /* after a silence it is free again */
    assert_int_equal(line_wait(line, 200000), 6000);
    line_free(line);
    line = line_new(0, 5, 10);
    line_put(line, "0123456789", 10, 0);
    assert_int_equal(line_room(line, 0), 10);
    assert_int_equal(line_get(line, got, sizeof got, 4999), 0);
    assert_int_equal(line_get(line, got, sizeof got, 5000), 10);
    line_free(line);
}

/* -- pictures ------------------------------------------------------------------------------------------------------------ */

/* 23: a burst ends where it should, in few pictures. */
static void test_23_burst(void **state) {
    (void)state;
    enum { STEPS = 20, PICTURES = 3 };
    const char *const *surroundings[] = {NULL, OVER_SSH, SAID_SLOW};
    for (size_t i = 0; i < COUNT_OF(surroundings); i++) {
        Journey journey;
        open_slow(&journey, 40, 36, surroundings[i]);
        size_t paint = tty_bytes(journey.tty);
        journey_keys(&journey, "g c");
        int top = journey_cursor(&journey);
        size_t before = tty_bytes(journey.tty);
        unsigned long long pictures = tty_frames(journey.tty);
        journey_type(&journey, "jjjjjjjjjjjjjjjjjjjj");
        assert_int_equal(journey_cursor(&journey), top + STEPS);
        print_message("20 rows in a burst: %zu bytes, %llu pictures (the first of all took %zu)\n", tty_bytes(journey.tty) - before,
                      tty_frames(journey.tty) - pictures, paint);
        assert_in_range(tty_bytes(journey.tty) - before, 1, PICTURES * paint);
        if (surroundings[i]) assert_in_range(tty_frames(journey.tty) - pictures, 1, PICTURES);
        leave(&journey);
    }
}

/* A key held down: when it is let go, what is still to come is the last picture and not a queue of old ones. */
static void test_no_queue(void **state) {
    (void)state;
    enum { REPEATS = 60, AT_MOST = 700 };
    Journey journey;
    open_slow(&journey, 40, 16, SAID_SLOW);
    journey_keys(&journey, "g c");
    size_t before = tty_bytes(journey.tty);
    unsigned long long pictures = tty_frames(journey.tty);
    for (int i = 0; i < REPEATS; i++) {
        tty_type(journey.tty, i % 20 < 10 ? "j" : "k");
        tty_idle(journey.tty, HAND_MS);
    }
    size_t then = tty_bytes(journey.tty);
    tty_wait_marker(journey.tty);
    print_message("%d keys held: %zu bytes in %llu pictures, %zu of them after the last\n", REPEATS, tty_bytes(journey.tty) - before,
                  tty_frames(journey.tty) - pictures, tty_bytes(journey.tty) - then);
    assert_in_range(tty_bytes(journey.tty) - then, 0, AT_MOST);
    assert_in_range(tty_frames(journey.tty) - pictures, 2, REPEATS - 1);
    leave(&journey);
}

/* The preview is sent when the cursor rests, and then it is the right one. */
static void test_preview_rests(void **state) {
    (void)state;
    enum { STEPS = 3, STEP = 100, BETWEEN_MS = 60 };
    Journey journey;
    open_slow(&journey, 80, 24, OVER_SSH);
    journey_keys(&journey, "g i");
    char code[16], rule[24];
    size_t before = tty_bytes(journey.tty);
    for (int i = 0; i < STEPS; i++) {
        tty_type(journey.tty, "j");
        tty_idle(journey.tty, BETWEEN_MS);
    }
    tty_wait_marker(journey.tty);
    assert_in_range(tty_bytes(journey.tty) - before, 1, STEPS * STEP);
    snprintf(code, sizeof code, "%s", journey_code(&journey));
    snprintf(rule, sizeof rule, "─ %s ─", code);
    tty_wait(journey.tty, rule);
    leave(&journey);
}

/* -- keys ---------------------------------------------------------------------------------------------------------------- */

/* 24, 25: Esc closes; an arrow in three pieces is an arrow or nothing. */
static void test_25_arrow_in_pieces(void **state) {
    (void)state;
    static const int gaps[] = {60, 200};
    static const char *const introducers[] = {"O", "["};
    Journey journey;
    open_slow(&journey, 40, 16, OVER_SSH);
    journey_keys(&journey, "g i j j");
    int row = journey_cursor(&journey);
    journey_keys(&journey, "p");
    journey_sees(&journey, "─ Severity ─");
    journey_keys(&journey, "Esc");
    journey_misses(&journey, "─ Severity ─");
    for (size_t gap = 0; gap < COUNT_OF(gaps); gap++)
        for (size_t i = 0; i < COUNT_OF(introducers); i++) {
            const char *const bytes[] = {"\033", introducers[i], "A"};
            for (size_t b = 0; b < COUNT_OF(bytes); b++) {
                tty_type(journey.tty, bytes[b]);
                tty_idle(journey.tty, gaps[gap]);
            }
            tty_wait_marker(journey.tty);
            if (tty_shows(journey.tty, "Elsewhere")) journey_keys(&journey, "g i j j"); /* a lone Esc leaves the list, and that is all */
            journey_misses(&journey, "─ add a row ─");
            journey_misses(&journey, "does nothing here");
            assert_in_range(journey_cursor(&journey), 3, row);
        }
    leave(&journey);
}

/* 35: Enter held down, or typed before the record can be seen: at most one is decided. */
static void test_35_held_and_typed_ahead(void **state) {
    (void)state;
    enum { REPEATS = 30 };
    Journey journey;
    open_slow(&journey, 80, 24, SAID_SLOW);
    int before = journey_waiting(&journey);
    journey_type(&journey, "t2a3s\r\r"); /* before the first one is there */
    journey_sees(&journey, "TRIAGE");
    assert_int_equal(journey_waiting(&journey), before);
    size_t sent = tty_bytes(journey.tty);
    tty_type(journey.tty, "2a");
    while (tty_bytes(journey.tty) == sent) tty_idle(journey.tty, 1);
    journey_type(&journey, "3s"); /* the next one is being painted */
    assert_int_equal(journey_waiting(&journey), before - 1);
    for (int i = 0; i < REPEATS; i++) {
        tty_type(journey.tty, "\r");
        tty_idle(journey.tty, HAND_MS);
    }
    tty_wait_marker(journey.tty);
    assert_in_range(journey_waiting(&journey), before - 2, before - 1);
    leave(&journey);
}

/* What one wants while a picture is still coming is done after it, in order. */
static void test_keys_during_paint(void **state) {
    (void)state;
    Journey journey;
    open_slow(&journey, 40, 16, OVER_SSH);
    char *overview = tty_screen(journey.tty);
    size_t before = tty_bytes(journey.tty);
    tty_type(journey.tty, "gi");
    while (tty_bytes(journey.tty) - before < 200) tty_idle(journey.tty, 1);
    tty_key(journey.tty, "C-c");
    tty_idle(journey.tty, 200);
    tty_key(journey.tty, "Esc");
    tty_wait_marker(journey.tty);
    char *after = tty_screen(journey.tty);
    assert_string_equal(after, overview);
    free(overview);
    free(after);
    leave(&journey);
}

/* Sizes that change while the first picture is coming: the last one is painted, whole, and not each. */
static void test_resize_during_paint(void **state) {
    (void)state;
    enum { PICTURES = 4 };
    Journey journey, fast;
    journey_begin(&journey);
    start(&journey, 80, 24, OVER_SSH);
    while (tty_bytes(journey.tty) < 500) tty_idle(journey.tty, 1);
    static const int sizes[][2] = {{100, 30}, {70, 20}, {44, 16}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        tty_resize(journey.tty, sizes[i][0], sizes[i][1]);
        tty_idle(journey.tty, 20);
    }
    tty_wait_marker(journey.tty);
    assert_in_range(tty_frames(journey.tty), 1, PICTURES);
    journey_begin(&fast);
    journey_start(&fast, 44, 16, OVER_SSH);
    char *slowly = tty_screen(journey.tty), *quickly = tty_screen(fast.tty);
    assert_string_equal(slowly, quickly);
    free(slowly);
    free(quickly);
    leave(&fast);
    leave(&journey);
}

/* Told to go while the line is full, it goes, and the terminal is as before. */
static void test_signal_during_paint(void **state) {
    (void)state;
    Journey journey;
    char *left;
    open_slow(&journey, 60, 18, OVER_SSH);
    size_t before = tty_bytes(journey.tty);
    tty_type(journey.tty, "gi");
    while (tty_bytes(journey.tty) - before < 200) tty_idle(journey.tty, 1);
    tty_signal(journey.tty, SIGTERM);
    assert_int_equal(tty_finish_screen(journey.tty, &left), 128 + SIGTERM);
    assert_null(strstr(left, "INC-"));
    free(left);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line_alone),        cmocka_unit_test(test_23_burst),          cmocka_unit_test(test_no_queue),
        cmocka_unit_test(test_preview_rests),     cmocka_unit_test(test_25_arrow_in_pieces), cmocka_unit_test(test_35_held_and_typed_ahead),
        cmocka_unit_test(test_keys_during_paint), cmocka_unit_test(test_resize_during_paint), cmocka_unit_test(test_signal_during_paint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
