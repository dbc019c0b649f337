/* Triage on the real program: what is typed before a record stands on the screen decides nothing, however fast it comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

static void test_one_key_each(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    int before = journey_waiting(&journey);
    assert_true(before > 3);
    journey_keys(&journey, "t");
    journey_sees(&journey, "TRIAGE");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Saved 18:24 INC-");
    assert_int_equal(journey_waiting(&journey), before - 1);
    journey_keys(&journey, "2");
    journey_keys(&journey, "a");
    assert_int_equal(journey_waiting(&journey), before - 2);
    journey_keys(&journey, "u");
    journey_keys(&journey, "u");
    assert_int_equal(journey_waiting(&journey), before);
    journey_leave(&journey);
    journey_end(&journey);
}

/* All in one piece, as a slow line delivers what an impatient hand typed. */
static void test_typed_ahead(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    int before = journey_waiting(&journey);
    tty_send(journey.tty, "t\r\r\r\r", 5);
    tty_wait_marker(journey.tty);
    journey_sees(&journey, "TRIAGE");
    assert_int_equal(journey_waiting(&journey), before);
    tty_send(journey.tty, "\r\r\ra\r s\r\r", 9);
    tty_wait_marker(journey.tty);
    assert_int_equal(journey_waiting(&journey), before - 1);
    journey_leave(&journey);
    journey_end(&journey);
}

/* A finger that stays on the key: bytes one after another, each read by itself. */
static void test_held_down(void **state) {
    (void)state;
    enum { TIMES = 30 };
    Journey journey;
    journey_open(&journey);
    int before = journey_waiting(&journey);
    journey_keys(&journey, "t");
    for (int i = 0; i < TIMES; i++) {
        tty_send(journey.tty, "\r", 1);
        tty_wait_marker(journey.tty); /* painted each time */
    }
    assert_int_equal(journey_waiting(&journey), before - 1);
    journey_leave(&journey);
    journey_end(&journey);
}

/* A person's own keys are shown where keys are told, and a bad line is reported at its place. */
static void test_own_keys(void **state) {
    (void)state;
    Journey journey;
    char path[128];
    journey_begin(&journey);
    snprintf(path, sizeof path, "%s/loket", journey.folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/loket/keys.yaml", journey.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("bind:\n  - {view: overview, key: F6, action: triage}\n  - {view: overview, key: x, action: nonsense}\n", file);
    fclose(file);
    char config[128];
    snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s", journey.folder);
    journey_start(&journey, 80, 24, ENV(config));
    journey_sees(&journey, "keys.yaml:3");
    journey_sees(&journey, "F6 triage");
    journey_keys(&journey, "F6");
    journey_sees(&journey, "TRIAGE");
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_key_each),
        cmocka_unit_test(test_typed_ahead),
        cmocka_unit_test(test_held_down),
        cmocka_unit_test(test_own_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
