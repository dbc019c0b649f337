/* Discreet: who looks on reads no names of people and not whose desk it is; all works as before, and nothing is lost by it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "screen.h"

static void names_nobody(Screen *screen, const char *where) {
    static const char *const names[] = {"Okafor", "Lindqvist", "Brandt", "Amsel", "Pettersen", "Nordhaven", "0100 200 300"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (screen_has(screen, names[i])) fail_msg("'%s' shows %s:\n%s", where, names[i], screen_text(screen));
}

static void test_names_nobody(void **state) {
    (void)state;
    static const int sizes[][2] = {{24, 80}, {12, 40}, {50, 200}};
    static const char *const pages[] = {"r",         "g c",      "l",     "Enter",   "i",         "g i",       "l",         "g i G Enter", "g x Enter", "g a Enter", "g a Enter i", "g s Enter", "g d",
                                        "g h",       "g m",      "g y",   "g z",     "g i w",     "Esc g i m x", "Esc g c e", "Esc g l",    "Esc g o t", "a",         "q g / \"okafor\"", "Esc g o : \"okafor\"", "Esc g i f C-u \"@\""};
    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        Screen screen;
        screen_open(&screen, sizes[s][0], sizes[s][1]);
        screen_add(&screen, "talk", "with=CON-0004; planned_at=23 nov 2026 20:00; formality=formal; topics=budget");
        screen_add_row(&screen, "incident", 2, "reporter", "who=L. Pettersen; role=client");
        screen_keys(&screen, ": \"set discreet yes\" Enter");
        assert_true(screen_has(&screen, "CON-000") || sizes[s][1] < 80);
        for (size_t i = 0; i < COUNT_OF(pages); i++) {
            screen_keys(&screen, pages[i]);
            if (!strstr(pages[i], "okafor")) names_nobody(&screen, pages[i]);
        }
        screen_close(&screen);
    }
}

/* What is changed meanwhile is changed in the record as it is, and what is not shown is not written over. */
static void test_nothing_is_lost(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, ": \"set discreet yes\" Enter g c");
    int64_t no = ui_target(&screen.ui).no;
    assert_true(no > 0);
    screen_keys(&screen, ": \"CON-0001\" Enter e");
    assert_true(screen_has(&screen, "CON-0001"));
    screen_keys(&screen, "Tab Tab Tab C-e \" north\" C-x");
    screen_keys(&screen, ": \"set discreet no\" Enter");
    assert_string_equal(screen_field(&screen, "CON-0001", "name"), "M. Okafor");
    assert_string_equal(screen_field(&screen, "CON-0001", "phone"), "0100 200 300");
    assert_true(screen_has(&screen, "M. Okafor"));
    screen_close(&screen);
}

/* A new record that is filled in from another keeps what is not shown of it. */
static void test_what_is_made_keeps_names(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_add_row(&screen, "incident", 2, "reporter", "who=L. Pettersen; role=client");
    screen_add(&screen, "kind", "label=Contract; needs=advice");
    screen_keys(&screen, ": \"set discreet yes\" Enter : \"INC-0002\" Enter m t Enter");
    assert_true(screen_has(&screen, RECORD_MASK));
    names_nobody(&screen, "m t");
    int64_t before = screen_count(&screen, "trigger");
    screen_keys(&screen, "\"KND-0001\" Tab \"New portal\" C-x");
    if (screen_count(&screen, "trigger") != before + 1) fail_msg("not saved:\n%s", screen_text(&screen));
    screen_keys(&screen, ": \"set discreet no\" Enter"); /* screen_field reads as the screen does */
    char code[16];
    snprintf(code, sizeof code, "TRG-%04d", (int)before + 1);
    assert_string_equal(screen_field(&screen, code, "heard_from"), "L. Pettersen");
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names_nobody), cmocka_unit_test(test_nothing_is_lost), cmocka_unit_test(test_what_is_made_keeps_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
