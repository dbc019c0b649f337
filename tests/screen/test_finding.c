/* Finding: filters that complete themselves, search, the palette, saved views, help. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "screen.h"

/* -- filters -------------------------------------------------------------------------------------------------- */

static void test_filter_pictures(void **state) {
    (void)state;
    static const struct {
        int rows, columns;
        const char *keys, *name;
    } cases[] = {{24, 80, "g i f Space \"sev\"", "complete-names-80x24"},
                 {12, 40, "g i f Space \"severity>=\"", "complete-values-40x12"},
                 {40, 120, "g i f Space \"@\"", "complete-people-120x40"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Screen screen;
        screen_open(&screen, cases[i].rows, cases[i].columns);
        screen_keys(&screen, cases[i].keys);
        screen_golden(&screen, cases[i].name);
        screen_close(&screen);
    }
}

/* A whole filter with Tab and arrows. */
static void test_filter_by_tab(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"sev\" Tab");
    assert_true(screen_has(&screen, "at least as serious"));
    screen_keys(&screen, "Down Tab");
    assert_true(screen_has(&screen, "filter: severity>="));
    screen_keys(&screen, "Down Enter"); /* what was moved to is taken; the line goes on */
    assert_true(screen_has(&screen, "filter: severity>=s2"));
    screen_keys(&screen, "Tab \"@oka\" Tab Enter"); /* Tab behind a whole term begins the next */
    assert_true(screen_has(&screen, "severity>=s2 @okafor"));
    assert_int_equal(ui_target(&screen.ui).no, 1);
    screen_close(&screen);
}

/* While a list is narrowed it stays in sight until help is asked for. */
static void test_narrow_completes_on_tab(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i / \"sta\"");
    assert_false(screen_has(&screen, "takes it"));
    screen_keys(&screen, "Tab"); /* only one thing fits: taken at once */
    assert_true(screen_has(&screen, "/ state"));
    screen_keys(&screen, "\":\"");
    assert_true(screen_has(&screen, "takes it"));
    screen_keys(&screen, "\"assess\" Tab Enter");
    assert_true(screen_has(&screen, "state:assessed"));
    screen_close(&screen);
}

/* Esc leaves the line and nothing else; Enter on a line that was not moved in uses it as typed. */
static void test_filter_keys(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"phish\" Enter");
    assert_int_equal(ui_target(&screen.ui).no, 4);
    screen_keys(&screen, "f Space \"due\" Esc");
    assert_true(screen_has(&screen, "═[phish]"));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_filter_pictures), cmocka_unit_test(test_filter_by_tab), cmocka_unit_test(test_narrow_completes_on_tab),
                                       cmocka_unit_test(test_filter_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
