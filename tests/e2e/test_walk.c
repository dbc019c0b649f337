/* A working day by keyboard, counted: what each step of it costs in keys, bytes and pictures, on the sample organisation and on a large
 * file, in a small and in a wide window. Bytes decide, time never does; what a modem of 9600 baud would need is told beside them.
 *
 * As a program of its own, e2e-walk FILE COLUMNSxROWS [BYTES-A-SECOND [DELAY-MS]] takes that walk on a copy of any file, over such a line,
 * and e2e-walk FILE goes down row by row: see tests/bench/run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "journey.h"
#include "loket/base/file.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

enum { MODEM = 960 /* bytes a second at 9600 baud */, DECISIONS = 5, RESTED_MS = 1000 };

typedef struct Walk {
    Journey journey;
    bool wide, slow;
    int keys; /* of the step at work */
    bool over; /* a step cost more than it may */
} Walk;

typedef struct Step {
    const char *what;
    void (*go)(Walk *walk);
    int most, most_wide; /* bytes at 80x24 and at 200x50 */
} Step;

/* From the command line. */
static struct {
    const char *file;
    int columns, rows, rate, delay_ms;
} asked;

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

/* -- hands: one key after the other, each after the picture of the one before ----------------------------------------- */

static void press(Walk *walk, const char *names) {
    char name[24];
    while (text_next_word(&names, name, sizeof name)) {
        journey_keys(&walk->journey, name);
        walk->keys++;
    }
}

static void type(Walk *walk, const char *text) {
    for (char letter[2] = ""; (letter[0] = *text); text++) {
        journey_type(&walk->journey, letter);
        walk->keys++;
    }
}

static void see(Walk *walk, const char *text) {
    journey_sees(&walk->journey, text);
}

/* -- the steps -------------------------------------------------------------------------------------------------------- */

static void go_start(Walk *walk) {
    tty_wait(walk->journey.tty, "Elsewhere");
    tty_wait_marker(walk->journey.tty);
}

static void go_rows(Walk *walk) {
    press(walk, "j j");
}

static void go_record(Walk *walk) {
    press(walk, "Enter");
    see(walk, "Report ──");
}

static void go_sheet(Walk *walk) {
    press(walk, "i");
}

static void go_back(Walk *walk) {
    press(walk, "q q");
    see(walk, "Elsewhere");
}

static void go_list(Walk *walk) {
    press(walk, "g i");
    see(walk, "in all");
}

static void go_narrow(Walk *walk) {
    press(walk, "/");
    type(walk, "kind:incident");
    press(walk, "Enter");
    see(walk, "kind:incident]");
}

static void go_tag(Walk *walk) {
    press(walk, "Home Space Space Space");
    see(walk, "3 tagged");
}

static void go_change(Walk *walk) {
    press(walk, "p 2");
    see(walk, "Saved");
}

static void go_undo(Walk *walk) {
    press(walk, "u");
}

static void go_widen(Walk *walk) {
    press(walk, "Esc Esc");
}

static void go_palette(Walk *walk) {
    press(walk, ":");
    type(walk, "radar");
    press(walk, "Enter");
    see(walk, "Radar");
}

static void go_home(Walk *walk) {
    press(walk, "g o");
    see(walk, "Elsewhere");
}

static void go_triage(Walk *walk) {
    press(walk, "t");
    see(walk, "TRIAGE");
}

/* What wants more words than a key is left for the next round; in a file that was generated that may be most of it. */
static void go_decide(Walk *walk) {
    enum { TRIES = 8 };
    int done = 0;
    for (int i = 0; done < DECISIONS && i < TRIES; i++) {
        bool words = tty_shows(walk->journey.tty, "Verdict") || tty_shows(walk->journey.tty, "whistle-blower");
        press(walk, words ? "Space" : done % 2 ? "Enter" : "2 a");
        if (words) continue;
        if (tty_shows(walk->journey.tty, "Saved"))
            done++;
        else
            press(walk, "Esc Space");
    }
    assert_in_range(done, 1, DECISIONS);
}

static void go_leave(Walk *walk) {
    press(walk, "q");
    see(walk, "Elsewhere");
}

static void go_search(Walk *walk) {
    press(walk, "/");
    type(walk, "laptop");
    press(walk, "Esc");
}

static void go_form(Walk *walk) {
    press(walk, "a Enter");
    see(walk, "Ctrl-X save");
    type(walk, "Laptop left in train");
    press(walk, "C-x");
    see(walk, "Saved");
}

/* A quarter or so more than it was when this was written. */
static const Step steps[] = {
    {"start", go_start, 3900, 13500},
    {"two rows down", go_rows, 450, 2500},
    {"open the record", go_record, 3000, 9100},
    {"its sheet", go_sheet, 2000, 2500},
    {"back to the overview", go_back, 6600, 21000},
    {"list of incidents", go_list, 4400, 12500},
    {"narrow the list", go_narrow, 6000, 23000},
    {"tag three", go_tag, 2900, 6000},
    {"severity of three", go_change, 2200, 4300},
    {"undo", go_undo, 1700, 6500},
    {"all again", go_widen, 2000, 7500},
    {"palette: radar", go_palette, 9800, 15500},
    {"overview", go_home, 5700, 16000},
    {"triage", go_triage, 1900, 7800},
    {"five decisions", go_decide, 8500, 28000},
    {"leave it", go_leave, 3800, 13500},
    {"search as you type", go_search, 11000, 40000},
    {"list of incidents", go_list, 4700, 13500},
    {"form, saved", go_form, 7500, 21000},
};

/* -- counting --------------------------------------------------------------------------------------------------------- */

static void walk_step(Walk *walk, const Step *step) {
    Tty *tty = walk->journey.tty;
    size_t bytes = tty_bytes(tty);
    unsigned long long frames = tty_frames(tty);
    int64_t from = now_ms();
    int most = walk->wide ? step->most_wide : step->most;
    walk->keys = 0;
    step->go(walk);
    int64_t took = now_ms() - from;
    if (walk->slow) tty_idle(tty, RESTED_MS); /* what is shown to hands that rest belongs to it */
    if (walk->slow) tty_wait_marker(tty);
    bytes = tty_bytes(tty) - bytes;
    walk->over |= bytes > (size_t)most;
    printf("  %-22s%6d%8zu%8d%9llu%9.1f%9lld%s\n", step->what, walk->keys, bytes, most, tty_frames(tty) - frames, (double)bytes / MODEM, (long long)took,
           bytes > (size_t)most ? "  too many bytes" : "");
}

static void walk_take(const char *file, int columns, int rows, int rate, int delay_ms) {
    Walk walk = {.wide = columns >= 160, .slow = rate || delay_ms};
    Journey *journey = &walk.journey;
    journey_begin_with(journey, file);
    const char *const words[] = {LOKET_PATH, "--db", journey->file, NULL};
    journey->tty = tty_start(columns, rows, walk.slow ? ENV("SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22") : NULL, words);
    if (rate || delay_ms) tty_line(journey->tty, rate, delay_ms);
    printf("\n%s, %dx%d\n  %-22s%6s%8s%8s%9s%9s%9s\n", strrchr(file, '/') + 1, columns, rows, "step", "keys", "bytes", "at most", "pictures", "s, 9600", "ms here");
    for (size_t i = 0; i < COUNT_OF(steps); i++) walk_step(&walk, &steps[i]);
    printf("  %-22s%6s%8zu\n", "all", "", tty_bytes(journey->tty));
    fflush(stdout);
    journey_leave(journey);
    journey_end(journey);
    assert_false(walk.over);
}

static void test_sample(void **state) {
    (void)state;
    walk_take(DEMO_FILE, 80, 24, 0, 0);
    walk_take(DEMO_FILE, 200, 50, 0, 0);
}

static void test_large(void **state) {
    (void)state;
    walk_take(LARGE_FILE, 80, 24, 0, 0);
    walk_take(LARGE_FILE, 200, 50, 0, 0);
}

/* -- one row down ----------------------------------------------------------------------------------------------------- */

/* What a step may cost: nearly every one, and one at the edge of the window, where all rows change. */
static const struct Page {
    const char *keys;
    int step, edge;
} pages[][3] = {
    {{"g o", 400, 650}, {"g i", 750, 750}, {"g d", 400, 650}},       /* 80x24: the list has a preview of six rows below it */
    {{"g o", 400, 1500}, {"g i", 1500, 2600}, {"g d", 600, 650}},    /* 120x40: and here one beside it */
    {{"g o", 1500, 3100}, {"g i", 1500, 2600}, {"g d", 800, 900}},   /* 200x50: so has the overview */
};
static const int sizes[][2] = {{80, 24}, {120, 40}, {200, 50}};

/* At the edge a window beside others goes on by half of it. */
static void steps_down(Journey *journey, const struct Page *page) {
    enum { STEPS = 60, EDGES = 60 / 4 };
    int most = 0, edges = 0;
    size_t total = 0;
    journey_keys(journey, page->keys);
    for (int count = 0; count < STEPS; count++) {
        size_t before = tty_bytes(journey->tty);
        journey_keys(journey, "j");
        int bytes = (int)(tty_bytes(journey->tty) - before);
        total += (size_t)bytes;
        if (bytes > most) most = bytes;
        edges += bytes > page->step;
        if (bytes > page->edge) fail_msg("%s: step %d costs %d bytes, at most %d", page->keys, count, bytes, page->edge);
    }
    printf("    %s: %zu bytes a step, most %d, %d of %d above %d\n", page->keys, total / STEPS, most, edges, (int)STEPS, page->step);
    assert_in_range(edges, 0, EDGES);
}

static void steps_in(const char *file) {
    for (size_t size = 0; size < COUNT_OF(sizes); size++) {
        Journey journey;
        journey_begin_with(&journey, file);
        const char *const words[] = {LOKET_PATH, "--db", journey.file, NULL};
        journey.tty = tty_start(sizes[size][0], sizes[size][1], NULL, words);
        tty_wait(journey.tty, "Elsewhere");
        tty_wait_marker(journey.tty);
        printf("  one row down at %dx%d\n", sizes[size][0], sizes[size][1]);
        for (size_t i = 0; i < COUNT_OF(pages[size]); i++) steps_down(&journey, &pages[size][i]);
        fflush(stdout);
        journey_leave(&journey);
        journey_end(&journey);
    }
}

static void test_steps(void **state) {
    (void)state;
    steps_in(LARGE_FILE);
}

static void test_asked(void **state) {
    (void)state;
    walk_take(asked.file, asked.columns, asked.rows, asked.rate, asked.delay_ms);
}

static void test_asked_steps(void **state) {
    (void)state;
    steps_in(asked.file);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sample), cmocka_unit_test(test_large), cmocka_unit_test(test_steps)};
    const struct CMUnitTest one[] = {cmocka_unit_test(test_asked)}, steps_only[] = {cmocka_unit_test(test_asked_steps)};
    if (argc < 2) return cmocka_run_group_tests(tests, NULL, NULL);
    asked.file = argv[1];
    if (argc == 2) return cmocka_run_group_tests(steps_only, NULL, NULL);
    if (sscanf(argv[2], "%dx%d", &asked.columns, &asked.rows) != 2) return 2;
    if (argc > 3) asked.rate = (int)strtol(argv[3], NULL, 10);
    if (argc > 4) asked.delay_ms = (int)strtol(argv[4], NULL, 10);
    return cmocka_run_group_tests(one, NULL, NULL);
}
