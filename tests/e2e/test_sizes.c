/* Windows of all sizes, and windows that change while one works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

static void size(Journey *journey, int columns, int rows) {
    tty_resize(journey->tty, columns, rows);
    tty_wait_marker(journey->tty);
}

static void test_layouts(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    for (int pane = 1; pane <= 4; pane++) {
        char title[8];
        snprintf(title, sizeof title, "%d ", pane);
        journey_sees(&journey, title);
    }
    size(&journey, 120, 40);
    journey_sees(&journey, "4 Trigger events");
    journey_keys(&journey, "g i");
    assert_non_null(strstr(tty_row(journey.tty, 1), "┬─ INC-")); /* the preview stands beside */
    size(&journey, 80, 24);
    assert_null(strstr(tty_row(journey.tty, 1), "INC-")); /* and here below */
    size(&journey, 200, 50);
    assert_non_null(strstr(tty_row(journey.tty, 1), "┬─ INC-"));
    journey_keys(&journey, "g o");
    assert_non_null(strstr(tty_row(journey.tty, 2), "┬─ INC-"));
    assert_non_null(strstr(tty_row(journey.tty, 3), "Okafor")); /* room is used for who works on it */
    size(&journey, 40, 12);
    journey_sees(&journey, "[1 Inc");
    journey_sees(&journey, "4 Tri");
    int cursor = journey_cursor(&journey);
    assert_in_range(cursor, 3, 9);
    assert_non_null(strstr(tty_row(journey.tty, cursor), "INC-"));
    assert_non_null(strstr(tty_row(journey.tty, cursor), "-4d"));
    journey_keys(&journey, "Tab");
    journey_sees(&journey, "[2 App");
    journey_leave(&journey);
    journey_end(&journey);
}

static void test_too_small(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i j");
    char *before = tty_screen(journey.tty);
    size(&journey, 20, 5);
    journey_sees(&journey, "20x5 < 24x6");
    size(&journey, 22, 5);
    journey_sees(&journey, "window 22x5, need 24x6");
    for (int row = 1; row < 5; row++) assert_string_equal(tty_row(journey.tty, row), "");
    journey_type(&journey, "jjspu:Q"); /* what cannot be seen is not done */
    size(&journey, 80, 24);
    char *after = tty_screen(journey.tty);
    assert_string_equal(after, before);
    static const int sizes[][2] = {{1, 1}, {500, 200}, {24, 6}, {2, 60}, {300, 2}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) size(&journey, sizes[i][0], sizes[i][1]);
    size(&journey, 80, 24);
    free(after);
    after = tty_screen(journey.tty);
    assert_string_equal(after, before);
    free(before);
    free(after);
    journey_leave(&journey);
    journey_end(&journey);
}

/* A window dragged by its corner is drawn once it stands still. */
static void test_storm(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    size_t paint = tty_bytes(journey.tty);
    journey_keys(&journey, "j j");
    char code[16];
    snprintf(code, sizeof code, "%s", journey_code(&journey));
    size_t before = tty_bytes(journey.tty);
    for (int i = 0; i < 40; i++) {
        tty_resize(journey.tty, 80 + i % 7, 24 + i % 5);
        tty_idle(journey.tty, 5);
    }
    size(&journey, 80, 24);
    assert_string_equal(journey_code(&journey), code);
    assert_in_range(tty_bytes(journey.tty) - before, 0, 4 * paint);
    journey_leave(&journey);
    journey_end(&journey);
}

/* What is half done stays half done: a prompt, a popup, a form. */
static void test_resize_keeps(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i f");
    journey_type(&journey, " #half typ");
    size(&journey, 50, 15);
    journey_sees(&journey, "#half typ");
    size(&journey, 120, 40);
    journey_type(&journey, "ed");
    journey_sees(&journey, "#half typed");
    journey_keys(&journey, "Esc");
    journey_keys(&journey, "p Down");
    journey_sees(&journey, "─ Severity ─");
    size(&journey, 44, 14);
    journey_sees(&journey, "─ Severity ─");
    journey_keys(&journey, "Esc");
    size(&journey, 80, 24);
    journey_keys(&journey, "a Enter");
    journey_type(&journey, "Half a report");
    size(&journey, 41, 12);
    journey_sees(&journey, "Half a report");
    journey_type(&journey, ", and the rest");
    size(&journey, 100, 30);
    journey_sees(&journey, "Half a report, and the rest");
    journey_keys(&journey, "Esc");
    tty_wait_gone(journey.tty, "Half a report");
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_layouts), cmocka_unit_test(test_too_small), cmocka_unit_test(test_storm), cmocka_unit_test(test_resize_keeps)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
