/* Going to what is linked, and back and forward through where one was. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "screen.h"

static void at(Screen *screen, const char *view, const char *reg, int64_t no) {
    assert_string_equal(screen->ui.top->ops->name, view);
    if (reg) assert_string_equal(ui_target(&screen->ui).def->key, reg);
    if (no) assert_int_equal(ui_target(&screen->ui).no, no);
}

/* Lists, sheets and pages are places as records are, each with its cursor. */
static void test_back_and_forward(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i j j");
    int64_t third = ui_target(&screen.ui).no;
    screen_keys(&screen, "g c j i"); /* the sheet of a person */
    int64_t person = ui_target(&screen.ui).no;
    at(&screen, "sheet", "contact", person);
    screen_keys(&screen, "g h");
    at(&screen, "history", NULL, 0);
    screen_keys(&screen, "g x Enter j j");
    at(&screen, "record", "action", 1);
    screen_keys(&screen, "b");
    at(&screen, "list", "action", 1);
    screen_keys(&screen, "b");
    at(&screen, "history", NULL, 0);
    screen_keys(&screen, "b");
    at(&screen, "sheet", "contact", person);
    screen_keys(&screen, "b");
    at(&screen, "list", "contact", person); /* on the row it was on */
    screen_keys(&screen, "b");
    at(&screen, "list", "incident", third);
    screen_keys(&screen, "b");
    at(&screen, "overview", NULL, 0);
    screen_keys(&screen, "b");
    at(&screen, "overview", NULL, 0);
    assert_true(screen_has(&screen, "nothing earlier"));
    screen_keys(&screen, "B");
    at(&screen, "list", "incident", third);
    screen_keys(&screen, "B B B");
    at(&screen, "history", NULL, 0);
    screen_keys(&screen, "B B");
    at(&screen, "record", "action", 1);
    screen_keys(&screen, "B");
    assert_true(screen_has(&screen, "nothing later"));
    screen_close(&screen);
}

/* A filter and an order of one's own come back too. */
static void test_list_as_it_was(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"severity=s2\" Enter j");
    int64_t no = ui_target(&screen.ui).no;
    screen_keys(&screen, "g c b");
    at(&screen, "list", "incident", no);
    assert_true(screen_has(&screen, "[severity=s2]"));
    screen_close(&screen);
}

/* So does a saved view; and a filter is never brought back by half. */
static void test_filter_whole(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"severity=s2\" Enter V + \"x two\" Enter");
    assert_true(screen_has(&screen, "[two]"));
    screen_keys(&screen, "g c b");
    at(&screen, "list", "incident", 0);
    assert_true(screen_has(&screen, "[severity=s2]"));
    screen_keys(&screen, "f C-u");
    for (int i = 0; i < 60; i++) screen_keys(&screen, "\"-word \"");
    screen_keys(&screen, "\"severity=s2\" Enter");
    int64_t no = ui_target(&screen.ui).no;
    screen_keys(&screen, "g c b");
    at(&screen, "list", "incident", no);
    assert_true(screen_has(&screen, "[-word -word"));
    screen_keys(&screen, "f C-u");
    for (int i = 0; i < 120; i++) screen_keys(&screen, "\"-word \"");
    screen_keys(&screen, "\"severity=s2\" Enter g c b");
    assert_true(screen_has(&screen, "[open]"));
    screen_close(&screen);
}

/* Leaving a page goes back by itself; the page left is then what lies before. */
static void test_leaving(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i Enter q j Enter q");
    int64_t second = ui_target(&screen.ui).no;
    screen_keys(&screen, "b");
    at(&screen, "record", "incident", second);
    screen_keys(&screen, "b B B");
    at(&screen, "list", "incident", second);
    screen_close(&screen);
}

/* One link opens at once, several are a list, both ways; a record without says so. */
static void test_links(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g x g l");
    at(&screen, "pick", NULL, 0);
    assert_true(screen_has(&screen, "INC-0003  Laptop lost"));
    assert_true(screen_has(&screen, "CON-0001  M. Okafor"));
    screen_keys(&screen, "\"laptop\" Enter");
    at(&screen, "record", "incident", 3);
    screen_keys(&screen, "g l"); /* the only one: what points at it */
    at(&screen, "record", "action", 1);
    screen_keys(&screen, "b");
    at(&screen, "record", "incident", 3);
    int64_t alone = screen_add(&screen, "incident", "title=Alone; received_at=23 nov 2026 10:00");
    screen_keys(&screen, "r g i f C-u \"alone\" Enter");
    at(&screen, "list", "incident", alone);
    screen_keys(&screen, "g l");
    assert_true(screen_has(&screen, "is linked with nothing"));
    screen_close(&screen);
}

/* A field that names several: Enter lists those. */
static void test_several_in_a_field(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 40, 100);
    screen_add(&screen, "incident", "title=Hub; received_at=23 nov 2026 10:00; links=INC-0001 INC-0002");
    screen_keys(&screen, "r g i f C-u \"hub\" Enter Enter");
    for (int i = 0; i < 30 && !screen_has(&screen, "> Links"); i++) screen_keys(&screen, "j");
    screen_keys(&screen, "Enter");
    at(&screen, "pick", NULL, 0);
    assert_true(screen_has(&screen, "INC-0001  Ransomware"));
    screen_keys(&screen, "Down Enter");
    at(&screen, "record", "incident", 2);
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_back_and_forward), cmocka_unit_test(test_list_as_it_was), cmocka_unit_test(test_filter_whole), cmocka_unit_test(test_leaving),
        cmocka_unit_test(test_links),          cmocka_unit_test(test_several_in_a_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
