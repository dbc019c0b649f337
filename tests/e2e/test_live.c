/* Two at one file: a change made elsewhere comes by itself, and nobody overwrites what he has not seen. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

enum { SOON_MS = 3000 };

static long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void elsewhere(Journey *journey, const char *const words[]) {
    int code;
    char *said = journey_command(journey, &code, words);
    if (code) fail_msg("%s", said);
    free(said);
}

static void test_command_shows(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    elsewhere(&journey, ((const char *const[]){"add", "incident", "Window left open on the ground floor !S2", NULL}));
    long from = now_ms();
    journey_keys(&journey, "g i");
    tty_wait(journey.tty, "15 open");
    print_message("another's change shows after %ld ms\n", now_ms() - from);
    assert_true(now_ms() - from < SOON_MS);
    elsewhere(&journey, ((const char *const[]){"move", "INC-0014", "assessed", NULL}));
    from = now_ms();
    while (!strstr(tty_row(journey.tty, 4), "assessed") && now_ms() - from < SOON_MS) tty_idle(journey.tty, 20);
    journey_sees(&journey, "assessed");
    journey_leave(&journey);
    journey_end(&journey);
}

static void test_two_desks(void **state) {
    (void)state;
    Journey mine, other;
    journey_open(&mine);
    other = mine;
    journey_start(&other, 100, 30, NULL);
    journey_type(&other, ":INC-0014");
    journey_keys(&other, "Enter");
    journey_type(&mine, ":INC-0014");
    journey_keys(&mine, "Enter p 1");
    journey_sees(&mine, "Severity CRIT");
    tty_wait(other.tty, "CRIT");
    journey_keys(&other, "w");
    journey_type(&other, "okafor");
    journey_keys(&other, "Enter");
    journey_sees(&other, "Saved");
    tty_wait(mine.tty, "Daniel Okafor"); /* different fields do not stand in each other's way */
    journey_sees(&mine, "CRIT");
    journey_leave(&other);
    journey_leave(&mine);
    journey_end(&mine);
}

/* The same field changed in a form and elsewhere: shown, not overwritten. */
static void test_clash(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_type(&journey, ":INC-0014");
    journey_keys(&journey, "Enter e Tab End");
    journey_type(&journey, " MINE");
    elsewhere(&journey, ((const char *const[]){"edit", "INC-0014", "--title", "Theirs", NULL}));
    journey_keys(&journey, "C-x");
    tty_wait(journey.tty, "Theirs");
    journey_misses(&journey, "Saved 18:24");
    char *shown = journey_command(&journey, NULL, ((const char *const[]){"show", "INC-0014", NULL}));
    assert_non_null(strstr(shown, "Theirs"));
    assert_null(strstr(shown, "MINE"));
    free(shown);
    tty_signal(journey.tty, SIGTERM);
    tty_finish(journey.tty);
    journey_end(&journey);
}

/* Undo of what somebody else has changed since is refused and says why. */
static void test_undo_clash(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_type(&journey, ":INC-0014");
    journey_keys(&journey, "Enter p 1");
    journey_sees(&journey, "Saved");
    elsewhere(&journey, ((const char *const[]){"edit", "INC-0014", "--severity", "S3", NULL}));
    tty_wait(journey.tty, "MED");
    journey_keys(&journey, "u");
    journey_sees(&journey, "INC-0014");
    char *shown = journey_command(&journey, NULL, ((const char *const[]){"show", "INC-0014", NULL}));
    assert_non_null(strstr(shown, "MED"));
    free(shown);
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_command_shows), cmocka_unit_test(test_two_desks), cmocka_unit_test(test_clash), cmocka_unit_test(test_undo_clash)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
