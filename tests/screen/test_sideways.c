/* What stands beside: the columns that have no room in a list, the panes of the overview. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "loket/base/lang.h"
#include "screen.h"

/* Every column of the list can be seen at any size, code and title always; refresh and another size keep the place. */
static void test_columns(void **state) {
    (void)state;
    static const char *const headings[] = {"Sev.", "State", "Handler", "Kind", "Unit", "Due"};
    static const int widths[] = {40, 60, 80};
    for (size_t w = 0; w < COUNT_OF(widths); w++) {
        Screen screen;
        bool seen[COUNT_OF(headings)] = {false};
        screen_open(&screen, 24, widths[w]);
        screen_keys(&screen, "g i");
        assert_false(screen_has(&screen, " < Code"));
        for (int i = 0; i < 8; i++) {
            for (size_t h = 0; h < COUNT_OF(headings); h++) seen[h] |= screen_has(&screen, headings[h]);
            assert_true(screen_has(&screen, "Code "));
            assert_true(screen_has(&screen, "Title"));
            screen_keys(&screen, i % 2 ? "l" : "Right");
        }
        assert_true(screen_has(&screen, "no more columns to the right"));
        for (size_t h = 0; h < COUNT_OF(headings); h++) assert_true(seen[h]);
        for (int i = 0; i < 8; i++) screen_keys(&screen, i % 2 ? "h" : "Left");
        assert_true(screen_has(&screen, "no more columns to the left"));
        screen_close(&screen);
    }
}

static void test_columns_stay(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 12, 40);
    screen_keys(&screen, "g i");
    screen_golden(&screen, "columns-40-first");
    screen_keys(&screen, "Right Right Right");
    screen_golden(&screen, "columns-40-fourth");
    assert_true(screen_has(&screen, "Kind"));
    screen_keys(&screen, "j r");
    screen_tick(&screen, 60);
    assert_true(screen_has(&screen, "Kind"));
    screen_resize(&screen, 24, 200); /* here all have room, and no sign says there were more */
    for (int i = 0; i < 2; i++) {
        assert_true(screen_has(&screen, "Sev.") && screen_has(&screen, "Unit") && screen_has(&screen, "Due"));
        assert_false(screen_has(&screen, " < "));
        screen_keys(&screen, "r");
    }
    screen_keys(&screen, "Right");
    assert_true(screen_has(&screen, "no more columns"));
    screen_resize(&screen, 12, 40);
    assert_true(screen_has(&screen, "Kind"));
    screen_close(&screen);
}

/* On the overview they go to the pane beside, in one pane from tab to tab. */
static void test_panes(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "Right");
    assert_string_equal(ui_target(&screen.ui).def->key, "approval");
    screen_keys(&screen, "l");
    assert_string_equal(ui_target(&screen.ui).def->key, "approval");
    assert_true(screen_has(&screen, "no pane to the right"));
    screen_keys(&screen, "h");
    assert_string_equal(ui_target(&screen.ui).def->key, "incident");
    screen_resize(&screen, 12, 40);
    screen_keys(&screen, "Right Right Right");
    assert_string_equal(ui_target(&screen.ui).def->key, "trigger");
    screen_keys(&screen, "Right");
    assert_true(screen_has(&screen, "no pane to the right"));
    screen_keys(&screen, "? \"/\" \"columns\"");
    assert_true(screen_has(&screen, "the pane to the left"));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_columns_stay), cmocka_unit_test(test_panes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
