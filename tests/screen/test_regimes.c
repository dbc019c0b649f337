/* The page of regimes, the clocks on a record, and what is said about terms that ended while the desk was closed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "screen.h"

static void test_explains_each_group(void **state) {
    (void)state;
    static const int sizes[][2] = {{24, 80}, {12, 40}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        Screen screen;
        screen_open(&screen, sizes[i][0], sizes[i][1]);
        screen_keys(&screen, ": \"regimes\" Enter");
        screen_golden(&screen, i ? "regimes-40x12" : "regimes-80x24");
        screen_keys(&screen, "End");
        assert_true(screen_has(&screen, "four weeks"));
        screen_close(&screen);
    }
}

static void test_keeps_a_choice(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_add(&screen, "incident", "title=Ransomware at the pumps; significant=yes; received_at=2026-11-23 18:00");
    screen_keys(&screen, ": \"regimes\" Enter j j j Space");
    assert_true(screen_has(&screen, "not kept yet"));
    assert_true(screen_has(&screen, "[x] cyber security act"));
    screen_keys(&screen, "Enter");
    assert_true(screen_has(&screen, "clocks: 2 started"));
    assert_string_equal(screen_field(&screen, "ORG-0001", "regimes"), "contract cyber data_protection policy");
    screen_keys(&screen, "u");
    assert_string_equal(screen_field(&screen, "ORG-0001", "regimes"), "contract data_protection policy");
    screen_close(&screen);
}

static void test_leaving_changes_nothing(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, ": \"regimes\" Enter Space Esc");
    assert_true(screen_has(&screen, "left as it was"));
    assert_string_equal(screen_field(&screen, "ORG-0001", "regimes"), "contract data_protection policy");
    screen_close(&screen);
}

static void test_clocks_on_a_record(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 30, 100);
    int64_t no = screen_add(&screen, "incident", "title=Folder open to all; personal_data=yes; received_at=2026-11-23 09:15");
    screen_add_row(&screen, "incident", no, "judgement", "regime=AVG33; applies=yes; known_since=2026-11-22 10:00; estimated=yes");
    screen_add_row(&screen, "incident", no, "judgement", "regime=CONTRACT; applies=no; reason=no clause; judged_by=CON-0001");
    screen_keys(&screen, "g i / \"Folder\" Enter Enter");
    screen_golden(&screen, "record-clocks-100x30");
    screen_close(&screen);
}

static void test_tells_what_ended(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_add(&screen, "incident", "title=Folder open to all; personal_data=yes; severity=s2; received_at=2026-11-21 09:15");
    screen.personal.seen = screen.now;
    screen.now += 20 * 3600;
    screen_restart(&screen);
    ui_begin(&screen.ui);
    assert_true(screen_has(&screen, "closed 20 h 0 min; meanwhile ended: "));
    assert_true(screen_has(&screen, "report the data breach"));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explains_each_group), cmocka_unit_test(test_keeps_a_choice),   cmocka_unit_test(test_leaving_changes_nothing),
        cmocka_unit_test(test_clocks_on_a_record),  cmocka_unit_test(test_tells_what_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
