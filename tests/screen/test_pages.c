/* The pages and the dialogs over them, as they look in four windows. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "loket/base/text.h"
#include "screen.h"

static const struct {
    const char *name, *keys;
} pages[] = {
    {"overview", ""},
    {"zoomed", "3 z"},
    {"list", "g i j"},
    {"list-tagged", "g i Space Space"},
    {"list-order", "g i o"},
    {"list-nothing", "g i / \"no such thing\" Enter"},
    {"record", "Enter"},
    {"help", "?"},
    {"palette", ": \"st\""},
    {"pick", "s"},
    {"confirm", ": \"strike\" Enter"},
    {"prefix", "g"},
};

static void draw_all(int rows, int columns) {
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        Screen screen;
        char name[80];
        snprintf(name, sizeof name, "%s-%dx%d", pages[i].name, columns, rows);
        screen_open(&screen, rows, columns);
        screen_keys(&screen, pages[i].keys);
        screen_golden(&screen, name);
        screen_close(&screen);
    }
}

static void test_40x12(void **state) {
    (void)state;
    draw_all(12, 40);
}

static void test_80x24(void **state) {
    (void)state;
    draw_all(24, 80);
}

static void test_120x40(void **state) {
    (void)state;
    draw_all(40, 120);
}

static void test_200x50(void **state) {
    (void)state;
    draw_all(50, 200);
}

/* A file just made: each pane says which key fills it. */
static void test_empty(void **state) {
    (void)state;
    Screen screen;
    screen_open_empty(&screen, 24, 80);
    screen_golden(&screen, "overview-empty");
    screen_keys(&screen, "g i");
    screen_golden(&screen, "list-empty");
    screen_close(&screen);
}

/* A preview is short while keys come, and whole when the hands rest; no label is cut without a sign. */
static void test_preview_of_hands_that_rest(void **state) {
    (void)state;
    char fields[2400] = "title=Long story; unit=Billing; personal_data=no; personal_data_because=none; about=somebody; category=loss; description=";
    for (int i = 0; i < 40; i++) snprintf(fields + strlen(fields), sizeof fields - strlen(fields), "Then the %dth lorry came and was unloaded. ", i);
    Screen screen;
    screen_open(&screen, 50, 200);
    for (int i = 0; i < 2; i++) screen_add(&screen, "incident", fields);
    screen_keys(&screen, "r g i / \"Long\" Enter");
    assert_true(screen_has(&screen, "Then the 0th lorry"));
    assert_false(screen_has(&screen, "Personal data, b"));
    screen_tick(&screen, 1);
    assert_true(screen_has(&screen, "Personal data, b…"));
    assert_true(screen_has(&screen, "State             new"));
    screen_keys(&screen, "j");
    assert_false(screen_has(&screen, "Personal data, b"));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_40x12), cmocka_unit_test(test_80x24), cmocka_unit_test(test_120x40), cmocka_unit_test(test_200x50),
                                       cmocka_unit_test(test_empty), cmocka_unit_test(test_preview_of_hands_that_rest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
